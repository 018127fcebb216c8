"""The plan: what it shows, what it filters, and one row edited with and without scripts."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from tests import factories
from workstreams.models import Item

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_day")]
HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def address(cast):
    return reverse("plan", args=[cast.plan.programme.slug])


def titles(response):
    """The titles of the rows, from top to bottom."""
    return re.findall(r'<a class="t" href="/items/\d+/" title="([^"]*)"', response.content.decode())


def typed(item, **answers):
    """What the form sends when a person changed some answers."""
    return {
        "version": item.version,
        "percent": "" if item.percent is None else item.percent,
        "declared_rag": item.declared_rag,
        "start": item.start_text,
        "target": item.target_text,
        "revised": item.revised_text,
        "reason": "",
        "update": "",
        **answers,
    }


# Reading


def test_rows_stand_in_plan_order_under_their_branches(signed_in, address):
    said = signed_in("auditor").get(address).content.decode().partition("</thead>")[2]
    places = [
        said.index(words)
        for words in (
            "Calderbrook urgent care",
            "Scope and definition",
            "Calderbrook action plan",
            "Calderbrook late strategy",
            "Calderbrook SEND",
            "Calderbrook data set",
        )
    ]
    assert places == sorted(places)


def test_nothing_of_another_programme_is_shown(signed_in, address):
    assert "Netherfield" not in signed_in("manager").get(address).content.decode()


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("show=overdue", ["Calderbrook late strategy"]),
        ("show=green", ["Calderbrook late strategy"]),
        ("show=mine", ["Calderbrook action plan"]),
        ("q=data+set", ["Calderbrook data set"]),
        ("q=callum", ["Calderbrook action plan"]),
        ("rag=red", ["Calderbrook late strategy"]),
        ("declared=none", []),
        ("kind=milestone", []),
        ("owner=nobody", ["Calderbrook late strategy", "Calderbrook data set"]),
        ("show=unowned", ["Calderbrook late strategy", "Calderbrook data set"]),
        ("show=overdue&q=data", []),
    ],
)
def test_filters_keep_what_they_say(signed_in, address, asked, kept):
    assert titles(signed_in("contributor").get(f"{address}?{asked}")) == kept


def test_a_branch_keeps_all_that_stands_under_it(signed_in, address, cast):
    response = signed_in("manager").get(f"{address}?workstream={cast.plan.first.sort_key}")
    assert titles(response) == ["Calderbrook action plan", "Calderbrook late strategy"]


def test_a_chip_counts_what_it_keeps(signed_in, address):
    listed = signed_in("manager").get(address).context["listed"]
    counts = {chip.name: chip.count for chip in listed.chips}
    assert counts == {"mine": 0, "overdue": 1, "green": 1, "started": 3, "undated": 0, "unowned": 2}


def test_no_match_says_so_and_that_nothing_is_lost(signed_in, address):
    said = signed_in("manager").get(f"{address}?q=nothing-like-it").content.decode()
    assert "No item matches this filter" in said
    assert "3 items are in the plan and nothing has been deleted" in said


def test_a_blank_percent_is_not_shown_as_nought(signed_in, address, cast):
    Item.objects.filter(pk=cast.plan.item.pk).update(percent=None)
    said = signed_in("manager").get(address).content.decode()
    row = said[said.index(f'id="item-{cast.plan.item.pk}"') :].split("</tbody>")[0]
    assert "blank" in row
    assert "0%" not in row


def test_blanks_come_last_whichever_way_it_is_sorted(signed_in, address, cast):
    Item.objects.filter(pk=cast.plan.item.pk).update(percent=None)
    Item.objects.filter(pk=cast.plan.late.pk).update(percent=30)
    client = signed_in("manager")
    up, down = (
        titles(client.get(f"{address}?sort=percent")),
        titles(client.get(f"{address}?sort=-percent")),
    )
    assert up == ["Calderbrook data set", "Calderbrook late strategy", "Calderbrook action plan"]
    assert down == ["Calderbrook late strategy", "Calderbrook data set", "Calderbrook action plan"]


def test_sorting_is_said_in_the_head(signed_in, address):
    said = signed_in("manager").get(f"{address}?sort=-target").content.decode()
    assert said.count('aria-sort="descending"') == 1


@pytest.mark.parametrize(
    "asked", ["sort=nonsense", "page=999", "page=x", "owner=x", "rag=purple", "show=x", "q=%00"]
)
def test_nonsense_in_the_address_shows_the_plan(signed_in, address, asked):
    assert signed_in("manager").get(f"{address}?{asked}").status_code == 200


def test_every_row_stands_on_exactly_one_page(signed_in, address, cast):
    for number in range(120):
        factories.ItemFactory(workstream=cast.plan.second, title=f"Extra {number:03}")
    client = signed_in("manager")
    found = [title for page in (1, 2, 3) for title in titles(client.get(f"{address}?page={page}"))]
    assert len(found) == len(set(found)) == 123
    assert "continued" in client.get(f"{address}?page=2").content.decode()


def test_an_empty_branch_is_shown_once_whatever_the_page(signed_in, address, cast):
    for _ in range(60):
        factories.ItemFactory(workstream=cast.plan.second)
    factories.WorkstreamFactory(
        programme=cast.plan.programme, title="Planned pathways", position=9000
    )
    client = signed_in("manager")
    pages = [client.get(f"{address}?page={page}").content.decode() for page in (1, 2)]
    rows = [page[page.index("</thead>") :].count("Planned pathways</a>") for page in pages]
    assert rows == [0, 1]


def test_a_date_that_does_not_exist_keeps_its_words_and_offers_a_day(signed_in, address, cast):
    factories.ItemFactory(workstream=cast.plan.second, title="Impact", target="31/09/20")
    said = signed_in("manager").get(address).content.decode()
    assert "“31/09/20”" in said
    assert "Use 30 September 2020" in said


# Who may change what


@pytest.mark.parametrize(
    ("role", "links"),
    [("manager", 3), ("lead", 2), ("contributor", 1), ("board", 0), ("auditor", 0)],
)
def test_edit_is_offered_to_those_who_may(signed_in, address, role, links):
    assert signed_in(role).get(address).content.decode().count('class="edit-link"') == links


@pytest.mark.parametrize(("role", "status"), [("auditor", 403), ("board", 403), ("stranger", 404)])
def test_others_are_refused_whatever_they_send(signed_in, cast, role, status):
    item = cast.plan.item
    client = signed_in(role)
    address = reverse("item_edit", args=[item.pk])
    assert client.get(address).status_code == status
    assert client.post(address, typed(item, percent=90)).status_code == status
    item.refresh_from_db()
    assert item.percent == 0


# One row, edited


def test_the_row_opens_as_a_fragment_and_as_a_page(signed_in, cast):
    address = reverse("item_edit", args=[cast.plan.item.pk])
    client = signed_in("contributor")
    row, page = client.get(address, **HTMX).content.decode(), client.get(address).content.decode()
    assert "<html" not in row
    assert row.lstrip().startswith("<tbody")
    assert "<html" in page
    for said in (row, page):
        assert 'name="percent"' in said
        assert f'action="{address}"' in said


def test_an_owner_records_forty_percent_and_gets_the_row_back(signed_in, cast):
    item = cast.plan.item
    answers = typed(item, percent="40%", update="Two of five pathways are written.")
    reply = signed_in("contributor").post(reverse("item_edit", args=[item.pk]), answers, **HTMX)
    said = reply.content.decode()
    assert reply.status_code == 200
    assert "<html" not in said
    assert ">40%<" in said
    assert 'data-say="Saved' in said
    item.refresh_from_db()
    assert (item.percent, item.version) == (40, 2)
    assert item.updates.get().by == cast["contributor"]
    assert item.history.first().history_user == cast["contributor"]


def test_the_same_without_scripts_goes_back_to_where_the_reader_was(signed_in, cast, address):
    item = cast.plan.item
    back = f"{address}?show=mine"
    client = signed_in("contributor")
    reply = client.post(reverse("item_edit", args=[item.pk]), typed(item, percent=40, back=back))
    assert reply.status_code == 302
    assert reply.url.startswith(back)
    assert "Saved: " in client.get(reply.url).content.decode()


def test_a_way_back_to_another_site_is_not_taken(signed_in, cast):
    item = cast.plan.item
    answers = typed(item, percent=40, back="https://elsewhere.example/")
    reply = signed_in("contributor").post(reverse("item_edit", args=[item.pk]), answers)
    assert reply.url.startswith(item.get_absolute_url())


def test_clearing_the_percent_makes_it_blank_not_nought(signed_in, cast):
    item = cast.plan.item
    signed_in("manager").post(reverse("item_edit", args=[item.pk]), typed(item, percent=""))
    item.refresh_from_db()
    assert item.percent is None


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"percent": "145"}, "Percent done must be 0 to 100, or blank"),
        ({"percent": "-5"}, "Percent done must be 0 to 100, or blank"),
        ({"percent": "half"}, "Percent done must be 0 to 100, or blank"),
        ({"revised": "31/09/20", "reason": "Capacity"}, "September 2020 has 30 days"),
        ({"revised": "quite soon", "reason": "Capacity"}, "Forecast is not read as a date"),
        ({"revised": "30/10/20"}, "Say why the date has moved."),
        ({"declared_rag": "purple"}, "Select a valid choice"),
    ],
)
@pytest.mark.parametrize("headers", [HTMX, {}])
def test_a_wrong_answer_is_a_422_that_keeps_what_was_typed(
    signed_in, cast, answers, sentence, headers
):
    item = cast.plan.item
    sent = typed(item, update="Long words that nobody wants to type again.", **answers)
    reply = signed_in("contributor").post(reverse("item_edit", args=[item.pk]), sent, **headers)
    said = reply.content.decode()
    assert reply.status_code == 422
    assert sentence in said
    assert "Long words that nobody wants to type again." in said
    for name in {"percent", "revised"} & set(answers):
        assert f'value="{answers[name]}"' in said
    item.refresh_from_db()
    assert (item.percent, item.revised_text, item.version) == (0, "", 1)
    assert not item.updates.exists()


def test_a_date_that_moves_keeps_its_reason_and_leaves_the_target(signed_in, cast):
    item = cast.plan.item
    answers = typed(item, revised="30 October 2020", reason="Two chapters are with partners")
    signed_in("contributor").post(reverse("item_edit", args=[item.pk]), answers)
    item.refresh_from_db()
    assert str(item.revised_date) == "2020-10-30"
    assert str(item.target_date) == "2020-09-30"
    assert item.history.first().history_change_reason == "Two chapters are with partners"


def test_a_save_over_somebody_elses_shows_both_and_loses_neither(signed_in, cast):
    item = cast.plan.item
    opened = typed(item, percent=55, update="Mine.")
    client = signed_in("manager")
    client.post(reverse("item_edit", args=[item.pk]), typed(item, percent=20))
    reply = client.post(reverse("item_edit", args=[item.pk]), opened, **HTMX)
    said = reply.content.decode()
    assert reply.status_code == 409
    assert "Imogen Farrow saved this while you were typing" in said
    assert 'value="55"' in said
    assert "Mine." in said
    assert 'name="theirs-percent" value="20"' in said
    item.refresh_from_db()
    assert item.percent == 20
    assert not item.updates.exists()
    again = {**opened, "version": re.search(r'name="version" value="(\d+)"', said)[1]}
    assert client.post(reverse("item_edit", args=[item.pk]), again, **HTMX).status_code == 200
    item.refresh_from_db()
    assert item.percent == 55


def test_cancel_gives_the_row_back_closed(signed_in, cast):
    said = (
        signed_in("contributor")
        .get(reverse("item_row", args=[cast.plan.item.pk]), **HTMX)
        .content.decode()
    )
    assert said.lstrip().startswith("<tbody")
    assert 'name="percent"' not in said


def test_an_offered_date_is_taken_only_when_a_person_says_so(signed_in, cast):
    item = factories.ItemFactory(workstream=cast.plan.second, title="Impact", target="31/09/20")
    assert item.target_date is None
    reply = signed_in("manager").post(
        reverse("item_date", args=[item.pk, "target"]), {"date": "30 September 2020", "version": 1}
    )
    assert reply.status_code == 302
    item.refresh_from_db()
    assert str(item.target_date) == "2020-09-30"
    assert item.history.first().history_change_reason == "“31/09/20” is not a date"


def test_an_offer_for_a_date_that_items_do_not_have_is_not_found(signed_in, cast):
    address = reverse("item_date", args=[cast.plan.item.pk, "title"])
    assert signed_in("manager").post(address, {"date": "30/09/20", "version": 1}).status_code == 404


@pytest.mark.parametrize(
    ("typed_text", "said"),
    [
        ("30 sept", "Read as 30 September 2020"),
        ("31/09/20", "Did you mean 30 September 2020?"),
        ("TBC", "Read as to be confirmed"),
        ("", ""),
    ],
)
def test_a_date_says_how_it_is_read_while_it_is_typed(signed_in, cast, typed_text, said):
    address = reverse("read_date")
    reply = signed_in("contributor").get(
        address, {"revised": typed_text, "near": "2020-09-30"}, **HTMX
    )
    assert said in reply.content.decode()
    assert bool(reply.content.decode().strip()) == bool(typed_text)
