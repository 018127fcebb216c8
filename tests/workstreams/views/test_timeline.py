"""The timeline's page: its rows and filters, what is folded, its window, and the strip of phases."""

from __future__ import annotations

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories
from workstreams.gantt.fetch import PER_PAGE
from workstreams.models import BoardScope, Item, Meeting, StripMonth, place

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_day")]
LIMIT = 6


@pytest.fixture
def address(cast):
    return reverse("timeline", args=[cast.plan.programme.slug])


@pytest.fixture
def shown(signed_in, address):
    """The page as somebody sees it: `shown("zoom=month", who="board")`."""

    def get(asked="", who="manager"):
        reply = signed_in(who).get(f"{address}?{asked}")
        assert reply.status_code == 200
        return reply.content.decode()

    return get


def titles(said):
    """The titles of the items, from top to bottom."""
    return re.findall(r'<a href="/items/\d+/">(?:<span[^>]*>[^<]*</span> )?([^<]*)</a>', said)


def test_rows_stand_in_plan_order_under_their_branches(shown):
    said = shown().partition("<tbody>")[2]
    places = [said.index(words) for words in (
        "Calderbrook urgent care", "Scope and definition", "Calderbrook action plan",
        "Calderbrook late strategy", "Calderbrook SEND", "Calderbrook data set",
    )]  # fmt: skip
    assert places == sorted(places)


def test_each_row_has_its_figures_and_its_finding(shown):
    said = shown()
    assert '<td class="c-d"><span class="sm-l">Starts </span>1 Jun 20</td>' in said
    assert (
        "<title>Calderbrook late strategy: 1 June 2020 to 1 July 2020, 0% done, "
        "23 working days late</title>" in said
    )


def test_the_heading_says_what_the_drawing_shows(shown, cast):
    factories.ItemFactory(workstream=cast.plan.first, kind="milestone", target="01/08/20",
                          revised="01/10/20", title="Contract signed")  # fmt: skip
    factories.ItemFactory(workstream=cast.plan.first, start="", target="TBC", title="Paper")
    said = " ".join(re.sub(r"<[^>]+>", "", shown()).split())
    assert "1 of 1 milestone has moved later than first planned. 1 item is overdue." in said
    assert "1 item cannot be drawn: no usable date. It is listed with the reason." in said


def test_nothing_of_another_programme_is_shown(shown):
    assert "Netherfield" not in shown()


def test_a_lead_sees_their_branch_alone(signed_in, cast, address):
    said = signed_in("lead").get(address).content.decode()
    assert "Calderbrook urgent care" in said


def test_a_stranger_finds_nothing(signed_in, address):
    assert signed_in("stranger").get(address).status_code == 404


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("show=overdue", ["Calderbrook late strategy"]),
        ("show=unowned", ["Calderbrook late strategy", "Calderbrook data set"]),
        ("owner=nobody", ["Calderbrook late strategy", "Calderbrook data set"]),
        ("key=yes", []),
        ("workstream=000002", ["Calderbrook data set"]),
        ("workstream=x&owner=y&show=z&page=0&zoom=day&fold=%00",
         ["Calderbrook action plan", "Calderbrook late strategy", "Calderbrook data set"]),
    ],
)  # fmt: skip
def test_filters_are_those_of_the_plan(shown, asked, kept):
    assert titles(shown(asked)) == kept


def test_an_owner_is_chosen_from_the_people_of_the_plan(shown, cast):
    person = cast.plan.item.owners.get()
    said = shown(f"owner={person.pk}")
    assert titles(said) == ["Calderbrook action plan"]
    assert f'<option value="{person.pk}" selected>Callum Deverill</option>' in said


def test_a_filter_that_finds_nothing_offers_the_way_back(shown):
    assert "No item matches these filters" in shown("key=yes")


def test_a_folded_branch_hides_its_items_and_keeps_its_milestones(shown, cast):
    factories.ItemFactory(workstream=cast.plan.first, kind="milestone", target="01/09/20",
                          start="", title="Contract signed")  # fmt: skip
    token = f"w{cast.plan.first.pk}"
    said = shown(f"fold={token}")
    assert titles(said) == ["Calderbrook data set"]
    assert "Milestones: Contract signed 1 Sep 20" in said
    assert f'aria-label="Open {cast.plan.first.ref} Calderbrook urgent care"' in said


def test_all_folded_shows_workstreams_and_one_may_be_opened(shown, cast):
    assert titles(shown("fold=all")) == []
    said = shown(f"fold=all,w{cast.plan.second.pk}")
    assert titles(said) == ["Calderbrook data set"]


def test_a_folded_phase_hides_its_own_items_alone(shown, cast):
    said = shown(f"fold=p{cast.plan.phase.pk}")
    assert titles(said) == ["Calderbrook late strategy", "Calderbrook data set"]


def test_folding_comes_back_to_the_row(shown, cast):
    token = f"w{cast.plan.first.pk}"
    assert f'href="?zoom=month&amp;fold={token}#{token}"' in shown("zoom=month")


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        ("", "6 July 2020 to 3 January 2021"),
        ("zoom=month", "June 2020 to May 2021"),
        ("zoom=quarter", "January 2020 to December 2021"),
        ("zoom=month&from=Sept+2020&to=31/12/20", "September 2020 to December 2020"),
        ("from=2020-09-01", "31 August 2020 to 7 March 2021"),
    ],
)
def test_the_window_reads_what_people_type(shown, asked, says):
    assert says in shown(asked)


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ("from=soon", "“soon” in “from” is not read as a day."),
        ("to=31/09/20", "“31/09/20” in “to” is not read as a day."),
        ("from=01/12/20&to=01/09/20", "The timeline must end after it begins."),
    ],
)
def test_a_window_that_cannot_be_is_refused_and_kept_as_typed(shown, asked, sentence):
    said = shown(asked)
    assert sentence in said
    assert 'aria-invalid="true"' in said
    assert "6 July 2020 to 3 January 2021" in said


def test_earlier_and_later_keep_the_filters(shown):
    said = shown("show=overdue&zoom=month")
    links = re.findall(r'<a href="([^"]+)" rel="(?:prev|next)">', said)
    assert len(links) == 2
    assert all("show=overdue" in link and "zoom=month" in link for link in links)


def test_what_somebody_typed_is_text(shown, cast):
    Item.objects.filter(pk=cast.plan.item.pk).update(
        title="<script>alert(1)</script>", start_text="<b>"
    )
    said = shown()
    assert "<script>alert" not in said
    assert "&lt;script&gt;alert(1)" in said


def many(plan, number):
    base = {"programme": plan.programme, "workstream": plan.first, "created_at": factories.NOW,
            "changed_at": factories.NOW}  # fmt: skip
    Item.objects.bulk_create(
        Item(title=f"Row {n}", position=n + 100, sort_key=place(plan.first.sort_key, n + 100), **base)
        for n in range(number)
    )  # fmt: skip


def test_more_items_than_a_page_go_on_the_next_with_their_branch(shown, cast):
    many(cast.plan, PER_PAGE)
    printed = list(
        Item.objects.filter(programme=cast.plan.programme).order_by("sort_key").values_list("title", flat=True)
    )  # fmt: skip
    first, second = shown(), shown("page=2")
    assert len(titles(first)) == PER_PAGE
    assert "Next rows" in first
    assert titles(second) == printed[PER_PAGE:]
    assert "continued" in second


@pytest.mark.parametrize("view", ["", "view=strip"])
@pytest.mark.parametrize("role", ["manager", "board", "administrator"])
def test_it_costs_six_statements_at_most_whatever_it_holds(signed_in, cast, address, view, role):
    costs = []
    for more in (0, 300):
        many_of = cast.plan.programme.items.count()
        if more:
            many(cast.plan, more)
        client = signed_in(role)
        client.get(f"{address}?{view}")
        with CaptureQueriesContext(connection) as asked:
            client.get(f"{address}?{view}")
        costs.append(len(asked))
        assert cast.plan.programme.items.count() == many_of + more
    assert costs[0] == costs[1]
    assert costs[0] <= LIMIT


# The strip


@pytest.fixture
def strip(cast):
    """Workstream 1 plans, pauses, implements; workstream 2 has no letter."""
    for month, letter in ((6, "P"), (8, "I"), (9, "I"), (10, "S")):
        StripMonth.objects.create(
            workstream=cast.plan.first, month=date(2020, month, 1), letter=letter
        )
    Meeting.objects.create(board=cast.board, on=date(2020, 8, 25))


def test_the_strip_shows_letters_gaps_and_this_month(shown, strip):
    said = shown("view=strip")
    assert "plan June 2020, implement August 2020 to September 2020" in said
    text = " ".join(re.sub(r"<[^>]+>", " ", said).split())
    assert "I, implement 2 Sustains from October 2020; No phase in July 2020" in text
    assert "No phase is set" in text
    assert "1 workstream implements this month, of 1 with phases." in text


def test_the_strip_shows_milestones_with_target_and_forecast(shown, cast, strip):
    factories.ItemFactory(workstream=cast.plan.first, phase=cast.plan.phase, kind="milestone",
                          target="03/08/20", revised="10/08/20", title="Contract signed")  # fmt: skip
    said = shown("view=strip")
    assert "1 milestone has moved later." in said
    assert '<span class="late">+5</span>' in said


def test_the_boards_of_the_programme_stand_above_with_their_next_meeting(shown, strip):
    said = shown("view=strip")
    assert "Integrated Commissioning Board: 1 meeting, the next on 25 August 2020" in said


def test_a_board_of_another_programme_is_not_shown(shown, cast, strip):
    other = factories.BoardFactory(name="Netherfield Board")
    BoardScope.objects.create(board=other, programme=cast.other_plan.programme)
    assert "Netherfield" not in shown("view=strip", who="administrator")


@pytest.mark.parametrize(("who", "may"), [("manager", 2), ("lead", 1), ("auditor", 0)])
def test_phases_are_set_by_who_may_set_them(shown, who, may):
    assert shown("view=strip", who=who).count("Set the phases") == may


def test_an_empty_plan_says_so(signed_in, cast):
    programme = factories.ProgrammeFactory(name="New", slug="new")
    client = signed_in("administrator")
    for view in ("", "?view=strip"):
        said = client.get(reverse("timeline", args=[programme.slug]) + view).content.decode()
        assert "in this plan yet" in said
