"""The page of one item: dates as typed and as read, receipt, updates, history in words."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from tests import factories
from workstreams.actions import closing, progress
from workstreams.actions.progress import Progress
from workstreams.when import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_day")]


def words(response):
    """The text of a page, without tags, in one line."""
    text = re.sub(r"<(script|style|title).*?</\1>", "", response.content.decode(), flags=re.S)
    return (
        re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))
        .replace("&#x27;", "'")
        .replace("&quot;", '"')
    )


@pytest.fixture
def shown(signed_in):
    """The words of an item's page, as the programme manager reads it."""
    return lambda item: words(signed_in("manager").get(item.get_absolute_url()))


def test_dates_stand_as_typed_and_as_read(shown, cast):
    item = factories.ItemFactory(
        workstream=cast.plan.second, title="Impact", start="TBC", target="31/09/20"
    )
    said = shown(item)
    assert "“TBC” to be confirmed" in said
    assert "“31/09/20” not a date: September 2020 has 30 days" in said
    assert "Use 30 September 2020" in said


def test_the_computed_rating_comes_with_its_receipt(signed_in, cast):
    page = signed_in("manager").get(cast.plan.late.get_absolute_url())
    said, rated = words(page), page.context["rated"]
    assert "23 working days late" in said
    assert (rated.rag, rated.days_late) == ("red", 23)
    for line in rated.receipt:
        assert f"{line.rule} {line.value} {line.limit}" in said


def test_a_blank_rating_is_not_green(shown, cast):
    item = factories.ItemFactory(workstream=cast.plan.second, title="Impact", declared_rag="")
    assert "Nobody has declared a rating. A blank is not Green." in shown(item)


def test_a_blank_percent_is_not_given(shown, cast):
    item = factories.ItemFactory(workstream=cast.plan.second, title="Impact", percent=None)
    assert "Done not given" in shown(item)


def test_history_says_what_changed_who_when_and_why(shown, cast, today, now):
    progress.record(
        cast.plan.item,
        progress=Progress(
            percent=40,
            declared_rag="amber",
            revised=read("30/10/20"),
            reason="Two chapters are with partners",
        ),
        by=cast["contributor"],
        today=today,
        now=now,
    )
    said = shown(cast.plan.item)
    assert "Percent done 0% to 40%." in said
    assert "RAG Green to Amber." in said
    assert "Forecast blank to “30/10/20”." in said
    assert "Status Not started to In progress." in said
    assert "Because: Two chapters are with partners. Callum Deverill" in said
    assert "3 Aug 2020" in said


def test_updates_stand_newest_first(shown, cast, today, now):
    for text in ("Drafting group has met once.", "Three chapters are drafted."):
        progress.record(
            cast.plan.item,
            progress=Progress(update=text),
            by=cast["contributor"],
            today=today,
            now=now,
        )
    said = shown(cast.plan.item)
    assert said.index("Three chapters are drafted.") < said.index("Drafting group has met once.")


def test_what_people_typed_is_never_read_as_mark_up(signed_in, cast, today, now):
    item = factories.ItemFactory(
        workstream=cast.plan.second, title="<script>alert(1)</script>", target="<b>soon</b>"
    )
    progress.record(
        item, progress=Progress(update="<img src=x>"), by=cast["lead"], today=today, now=now
    )
    client = signed_in("manager")
    for address in (item.get_absolute_url(), reverse("plan", args=[item.programme.slug])):
        said = client.get(address).content.decode()
        assert "<script>alert" not in said
        assert "<b>soon" not in said
        assert "<img src=x" not in said


def test_the_way_up_and_to_the_next(signed_in, cast):
    said = signed_in("manager").get(cast.plan.item.get_absolute_url()).content.decode()
    assert f'href="{cast.plan.first.get_absolute_url()}"' in said
    assert f'rel="next" href="{cast.plan.late.get_absolute_url()}"' in said
    assert 'rel="prev"' not in said


@pytest.mark.parametrize(("role", "status"), [("board", 200), ("auditor", 200), ("stranger", 404)])
def test_who_reads_an_item(signed_in, cast, role, status):
    assert signed_in(role).get(cast.plan.item.get_absolute_url()).status_code == status


def test_only_those_who_keep_it_are_asked_to_update(signed_in, cast):
    address = cast.plan.item.get_absolute_url()
    assert "Update this item" in words(signed_in("contributor").get(address))
    assert "Update this item" not in words(signed_in("auditor").get(address))


def test_an_item_whose_history_was_lost_still_opens(signed_in, cast):
    cast.plan.item.history.all().delete()
    page = signed_in("manager").get(cast.plan.item.get_absolute_url())
    assert "Nothing has changed yet." in words(page)


def test_the_move_form_offers_no_closed_place(signed_in, cast, today, now):
    """A place that would be refused on saving is not offered; where the item stands always is."""
    shut = factories.PhaseFactory(workstream=cast.plan.first, name="Closed phase")
    open_one = factories.PhaseFactory(workstream=cast.plan.first, name="Open phase")
    how = {"reason": "Ended", "by": cast["manager"], "today": today, "now": now}
    closing.close(shut, **how)
    closing.close(cast.plan.second, **how)
    page = signed_in("manager").get(reverse("item_move", args=[cast.plan.item.pk]))
    offered = re.findall(r'<option value="([wp]\d+)"', page.content.decode())
    assert f"p{open_one.pk}" in offered and f"w{cast.plan.first.pk}" in offered
    assert f"p{shut.pk}" not in offered and f"w{cast.plan.second.pk}" not in offered
    page = signed_in("manager").get(reverse("item_move", args=[cast.plan.other.pk]))
    assert f'<option value="w{cast.plan.second.pk}" selected' in page.content.decode()
