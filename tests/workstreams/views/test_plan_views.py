"""Ways of looking at a plan: groups, columns, order, page sizes, and saved views of all that."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from tests import factories
from workstreams.models import Board, BoardScope, Item, SavedView, Step

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_day")]
HTMX = {"HX-Request": "true", "HX-Target": "plan"}


@pytest.fixture
def address(cast):
    return reverse("plan", args=[cast.plan.programme.slug])


def lines(response) -> list[str]:
    """Heads of groups with their numbers, and titles of rows, from top to bottom."""
    body = response.content.decode().partition("</thead>")[2]
    found = re.findall(
        r'<tr class="govuk-table__row lv0 group">.*?<span class="t">(.*?)</span><span class="micro nw reg">(.*?)</span>'
        r'|<a class="t" href="/items/\d+/" title="([^"]*)"',
        body,
    )
    return [title or f"{name}: {number}" for name, number, title in found]


# Groups and order


def test_groups_by_owner_say_how_many_and_nobody_comes_last(signed_in, address):
    assert lines(signed_in("manager").get(f"{address}?group=owner")) == [
        "Callum Deverill: 1 item",
        "Calderbrook action plan",
        "Nobody: 2 items",
        "Calderbrook late strategy",
        "Calderbrook data set",
    ]


def test_groups_by_workstream_stand_in_the_order_of_the_plan(signed_in, address, cast):
    assert lines(signed_in("manager").get(f"{address}?group=workstream")) == [
        f"{cast.plan.first.ref} Calderbrook urgent care: 2 items",
        "Calderbrook action plan",
        "Calderbrook late strategy",
        f"{cast.plan.second.ref} Calderbrook SEND: 1 item",
        "Calderbrook data set",
    ]


def test_groups_by_month_are_of_the_day_that_holds(signed_in, address, cast):
    """The forecast where there is one; what has no day comes last."""
    factories.ItemFactory(workstream=cast.plan.second, title="Moved", revised="4 December 2020")
    factories.ItemFactory(workstream=cast.plan.second, title="Undated", target="TBC", revised="")
    said = lines(signed_in("manager").get(f"{address}?group=month"))
    assert said[0] == "July 2020: 1 item"
    assert said[said.index("Moved") - 1] == "December 2020: 1 item"
    assert said[-2:] == ["Without a date to be due: 1 item", "Undated"]


def test_groups_by_board_are_of_the_step_that_waits(signed_in, address, cast):
    boards = [Board.objects.create(name=name) for name in ("Leadership", "Management Team")]
    Step.objects.create(
        item=cast.plan.item, position=1, board=boards[0], outcome="agreed", decided_on="2020-07-01"
    )
    Step.objects.create(item=cast.plan.item, position=2, board=boards[1])
    assert lines(signed_in("manager").get(f"{address}?group=board")) == [
        "Management Team: 1 item",
        "Calderbrook action plan",
        "No board: 2 items",
        "Calderbrook late strategy",
        "Calderbrook data set",
    ]


def test_a_group_over_two_pages_is_continued_with_its_whole_number(signed_in, address, cast):
    for n in range(60):
        factories.ItemFactory(workstream=cast.plan.second, title=f"Extra {n:02}")
    client = signed_in("manager")
    pages = [lines(client.get(f"{address}?group=owner&page={page}")) for page in (1, 2)]
    assert "Nobody: 62 items" in pages[0]
    assert pages[1][0] == "Nobody: continued"
    titles = [line for page in pages for line in page if ": " not in line]
    assert len(titles) == len(set(titles)) == 63


def test_a_flat_list_has_neither_branches_nor_groups(signed_in, address):
    response = signed_in("manager").get(f"{address}?group=none")
    assert lines(response) == [
        "Calderbrook action plan", "Calderbrook late strategy", "Calderbrook data set",
    ]  # fmt: skip
    assert (
        "/workstreams/"
        not in response.content.decode().partition("</thead>")[2].partition("</table>")[0]
    )


@pytest.mark.parametrize("sort", ["title", "percent", "owner", "target", "due", "rag", "status", "start", "scope",
                                  "changed", "workstream"])  # fmt: skip
def test_every_order_is_total_both_ways(signed_in, address, cast, sort):
    """Sixty rows that are all alike stand once each over two pages."""
    for _ in range(60):
        factories.ItemFactory(workstream=cast.plan.second, title="Alike")
    client = signed_in("manager")
    for asked in (sort, f"-{sort}"):
        rows = [
            row
            for page in (1, 2)
            for row in re.findall(
                r'id="item-(\d+)"',
                client.get(f"{address}?sort={asked}&page={page}").content.decode(),
            )
        ]
        assert len(rows) == len(set(rows)) == 63


def test_rows_of_a_group_are_sorted_within_it(signed_in, address, cast):
    Item.objects.filter(pk=cast.plan.other.pk).update(percent=90)
    Item.objects.filter(pk=cast.plan.late.pk).update(percent=10)
    said = lines(signed_in("manager").get(f"{address}?group=owner&sort=-percent"))
    assert said[-2:] == ["Calderbrook data set", "Calderbrook late strategy"]


# Columns, page sizes, filters in place


def test_only_the_chosen_columns_are_shown(signed_in, address):
    said = signed_in("manager").get(f"{address}?col=owner&col=status").content.decode()
    heads = re.findall(r"cw-(\w+)", said.partition("<thead")[2].partition("</thead>")[0])
    assert heads == ["pick", "title", "owner", "status", "act"]
    assert 'id="col-status" checked' in said
    assert 'id="col-rag">' in said


def test_a_page_may_have_a_hundred_rows(signed_in, address, cast):
    for n in range(120):
        factories.ItemFactory(workstream=cast.plan.second, title=f"Extra {n}")
    client = signed_in("manager")
    for asked, rows in (("", 50), ("?per=100", 100), ("?per=200", 123), ("?per=9999", 50)):
        assert client.get(address + asked).content.decode().count('id="item-') == rows


def test_htmx_gets_the_plan_alone_and_hears_what_is_shown(signed_in, address):
    said = signed_in("manager").get(f"{address}?show=overdue", headers=HTMX).content.decode()
    assert "<html" not in said
    assert said.lstrip().startswith('<div id="plan" data-say="Showing 1 of 3 items: Overdue"')


def test_the_back_button_gets_the_whole_page(signed_in, address):
    headers = {**HTMX, "HX-History-Restore-Request": "true"}
    assert "<html" in signed_in("manager").get(address, headers=headers).content.decode()


def test_filters_keep_order_columns_and_groups(signed_in, address):
    said = (
        signed_in("manager")
        .get(f"{address}?col=owner&sort=title&per=100&group=owner")
        .content.decode()
    )
    form = said.partition('id="plan-filters"')[2].partition("</form>")[0]
    for name, value in (("col", "owner"), ("sort", "title"), ("per", "100")):
        assert f'<input type="hidden" name="{name}" value="{value}">' in form
    assert '<option value="owner" selected>' in form


def test_a_phone_folds_the_filters_until_one_is_chosen(signed_in, address):
    """One form for both widths; the chips stand before the fold, whatever is chosen after it."""
    browser = signed_in("manager")
    for query, opened in (("", ""), ("?chip=overdue", ""), ("?q=late", " open"), ("?kind=task", " open"),
                          ("?group=owner", " open")):  # fmt: skip
        html = browser.get(address + query).content.decode()
        form = html.partition('id="plan-filters"')[2].partition("</form>")[0]
        chips, _, folded = form.partition('<details class="phone-fold"')
        assert folded.startswith(f"{opened}><summary"), query
        assert "chip--" in chips or 'class="chip"' in chips
        assert html.count('id="id_q"') == folded.count('id="id_q"') == 1
        ids = re.findall(r' id="([^"]+)"', html)
        assert len(ids) == len(set(ids))


def test_a_search_of_html_stays_text(signed_in, address):
    said = signed_in("manager").get(address, {"q": '"><script>x</script>'}).content.decode()
    assert "<script>x" not in said


# Saved views


def save(client, cast, **answers):
    sent = {"name": "Late", "query": "show=overdue&group=owner", **answers}
    return client.post(reverse("view_add", args=[cast.plan.programme.slug]), sent)


def test_a_view_is_saved_and_opens_what_it_showed(signed_in, cast, address):
    client = signed_in("manager")
    reply = save(client, cast)
    view = SavedView.objects.get()
    assert reply.url == f"{address}?group=owner&show=overdue&view={view.pk}" or reply.url == (
        f"{address}?show=overdue&group=owner&view={view.pk}"
    )
    page = client.get(reply.url)
    assert lines(page) == ["Nobody: 1 item", "Calderbrook late strategy"]
    assert "View: Late" in page.content.decode()
    assert view.history.get().history_user == cast["manager"]


def test_a_view_keeps_only_what_a_plan_understands(signed_in, cast):
    save(
        signed_in("manager"),
        cast,
        query="?show=overdue&page=4&next=//evil.example&q=&col=owner&col=rag",
    )
    assert SavedView.objects.get().query == "show=overdue&col=owner&col=rag"


def test_a_view_that_was_changed_says_so_and_can_be_kept(signed_in, cast, address):
    client = signed_in("manager")
    save(client, cast)
    view = SavedView.objects.get()
    said = client.get(f"{address}?show=green&view={view.pk}").content.decode()
    assert "View: Late (changed)" in said
    assert "Keep the change in “Late”" in said
    client.post(reverse("view_edit", args=[view.pk]), {"name": "Late", "query": "show=green"})
    view.refresh_from_db()
    assert (view.query, view.version) == ("show=green", 2)


@pytest.mark.parametrize(
    ("shared", "role", "sees"),
    [("", "manager", True), ("", "lead", False), ("on", "lead", True), ("on", "board", True),
     ("on", "stranger", None)],
)  # fmt: skip
def test_a_private_view_is_its_owners_and_a_shared_one_its_programmes(
    signed_in, cast, address, shared, role, sees
):
    save(signed_in("manager"), cast, shared=shared, name="Fridays with Imogen")
    page = signed_in(role).get(address)
    if sees is None:
        assert page.status_code == 404
    else:
        panel = page.content.decode().partition('id="plan-views"')[2].partition("</details>")[0]
        assert (">Fridays with Imogen</a>" in panel) is sees


def test_a_view_shows_nobody_more_than_they_may_see(signed_in, cast):
    save(signed_in("manager"), cast, shared="on", query="q=Netherfield")
    page = signed_in("board").get(SavedView.objects.get().get_absolute_url())
    assert lines(page) == []


def test_who_only_reads_keeps_views_for_themselves(signed_in, cast):
    save(signed_in("board"), cast, shared="on")
    assert SavedView.objects.get().shared is False


@pytest.mark.parametrize(
    ("role", "status"), [("lead", 403), ("board", 403), ("stranger", 404), ("office", 302)]
)
def test_a_shared_view_is_changed_by_its_owner_office_and_manager(signed_in, cast, role, status):
    save(signed_in("manager"), cast, shared="on")
    view = SavedView.objects.get()
    client = signed_in(role)
    sent = {"name": "Mine now", "query": "", "shared": "on"}
    assert client.post(reverse("view_edit", args=[view.pk]), sent).status_code == status
    assert client.post(reverse("view_remove", args=[view.pk])).status_code == status
    assert SavedView.objects.filter(name="Late").exists() is (status != 302)


@pytest.mark.parametrize("role", ["lead", "contributor", "board", "auditor"])
def test_who_made_a_view_changes_it_and_takes_it_away_whatever_their_role(signed_in, cast, role):
    """A private view is nobody else's: for the manager it does not exist."""
    client = signed_in(role)
    save(client, cast)
    view = SavedView.objects.get()
    edit, remove = (reverse(name, args=[view.pk]) for name in ("view_edit", "view_remove"))
    assert client.get(edit).status_code == 200
    assert client.post(edit, {"name": "Mine now", "query": ""}).status_code == 302
    assert signed_in("manager").post(remove).status_code == 404
    assert signed_in(role).post(remove).status_code == 302
    assert not SavedView.objects.exists()


def test_a_board_of_one_branch_is_offered_the_owners_of_that_branch(signed_in, cast, address):
    """The list of owners says no more of the programme than its rows do."""
    BoardScope.objects.filter(board=cast.board).delete()
    BoardScope.objects.create(board=cast.board, workstream=cast.plan.second)
    bridget = factories.PersonFactory(name="Bridget Harlowe")
    factories.own(cast.plan.other, bridget)
    for role, offered in (
        ("manager", ["Bridget Harlowe", "Callum Deverill"]),
        ("board", ["Bridget Harlowe"]),
    ):
        owners = signed_in(role).get(address).context["listed"].owners
        assert [name for _, name in owners] == offered


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [({"name": " "}, "Give the view a name."), ({"name": "late"}, "There is a view called “late” already"),
     ({"name": "x" * 81}, "at most 80 characters")],
)  # fmt: skip
def test_a_view_without_a_good_name_is_not_saved(signed_in, cast, answers, sentence):
    client = signed_in("manager")
    save(client, cast)
    reply = save(client, cast, **answers)
    assert reply.status_code == 422
    assert sentence in reply.content.decode()
    assert SavedView.objects.count() == 1


def test_a_view_changed_by_two_is_not_overwritten(signed_in, cast):
    client = signed_in("manager")
    save(client, cast)
    view = SavedView.objects.get()
    at = reverse("view_edit", args=[view.pk])
    client.post(at, {"name": "First", "query": "", "version": 1})
    reply = client.post(at, {"name": "Second", "query": "", "version": 1})
    assert reply.status_code == 409
    assert 'value="Second"' in reply.content.decode()
    view.refresh_from_db()
    assert view.name == "First"


def test_two_people_may_use_one_name(signed_in, cast):
    assert save(signed_in("manager"), cast).status_code == 302
    assert save(signed_in("lead"), cast).status_code == 302
    assert SavedView.objects.count() == 2


def test_a_removed_view_leaves_its_history(signed_in, cast):
    client = signed_in("manager")
    save(client, cast)
    view = SavedView.objects.get()
    client.post(reverse("view_remove", args=[view.pk]))
    assert not SavedView.objects.exists()
    assert SavedView.history.filter(id=view.pk).first().history_type == "-"
    assert SavedView.history.filter(id=view.pk).first().history_user == cast["manager"]


# On paper


def test_a_plan_of_several_pages_says_so_on_paper_and_offers_all_rows_on_one(
    signed_in, address, cast
):
    for _ in range(58):
        factories.ItemFactory(workstream=cast.plan.second)
    client = signed_in("manager")
    first = client.get(f"{address}?kind=task").content.decode()
    assert "<b>Page 1 of 2 of this list:</b> rows 1 to 50 of 61." in first
    assert "Print rows 1 to 50" in first
    whole = re.search(r'href="([^"]*)">All 61 on one page</a>', first)[1].replace("&amp;", "&")
    assert whole == "?kind=task&per=1000"
    every = client.get(f"{address}{whole}")
    assert len(every.context["listed"].page.object_list) == 61
    assert "of this list" not in every.content.decode()
    assert "on one page" not in every.content.decode()


def test_a_plan_of_one_page_is_printed_without_more_words(signed_in, address):
    text = signed_in("manager").get(address).content.decode()
    assert "data-print hidden>Print</button>" in text
    assert "of this list" not in text
