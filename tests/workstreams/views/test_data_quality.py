"""The data quality address: counts, lists, and what mends each fault where it stands."""

from __future__ import annotations

import pytest

from tests import factories
from tests.workstreams.views.test_item import words
from workstreams.actions import progress
from workstreams.models import Accepted, Ask, Item, ItemOwner, Person, PersonMerge

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_day")]

HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def address(cast):
    return f"/programmes/{cast.plan.programme.slug}/data-quality/"


@pytest.fixture
def faulty(cast):
    """An item of workstream 2, owned by Callum unless nobody is to own it."""

    def faulty(owned=True, **facts):
        item = factories.ItemFactory(workstream=cast.plan.second, **facts)
        return factories.own(item, Person.objects.get(user=cast["contributor"])) if owned else item

    return faulty


def mend(client, item, fault, htmx=True, **said):
    item = Item.objects.get(pk=item.pk)
    boxes = {
        f"i{item.pk}-{name}": value for name, value in said.items() if name not in ("do", "take")
    }
    send = {name: said[name] for name in ("do", "take") if name in said} or {"do": "save"}
    data = {f"i{item.pk}-version": item.version, **boxes, **send}
    return client.post(f"/items/{item.pk}/mend/{fault}/", data, **(HTMX if htmx else {}))


def count(client, address, name):
    return client.get(address).context["listed"].counts[name]


def test_the_first_urgent_fault_is_open_and_the_others_are_counted(signed_in, address, faulty):
    faulty(target="31/09/20", title="Analyse the impact")
    reply = signed_in("manager").get(address)
    listed = reply.context["listed"]
    assert listed.fault.name == "impossible"
    assert [row.item.title for row in listed.rows] == ["Analyse the impact"]
    said = words(reply)
    assert "1 date does not exist" in said
    assert "Use 30 September 2020" in said
    assert listed.counts["overdue"] == 1
    assert listed.counts["unowned"] == 2


def test_htmx_gets_the_part_of_the_page_alone(signed_in, address):
    reply = signed_in("manager").get(f"{address}?fault=unowned", **HTMX)
    assert "<html" not in reply.content.decode()
    assert "2 items are nobody&#x27;s" in reply.content.decode()


@pytest.mark.parametrize("htmx", [True, False])
def test_an_offered_day_is_taken_with_one_press(signed_in, address, faulty, htmx):
    item = faulty(target="31/09/20")
    client = signed_in("manager")
    reply = mend(client, item, "impossible", htmx=htmx, take="target=30 September 2020")
    assert reply.status_code == (200 if htmx else 302)
    item = Item.objects.get(pk=item.pk)
    assert f"{item.target_date}" == "2020-09-30"
    last = item.history.latest("history_id")
    assert last.history_change_reason == "“31/09/20” gives no day"
    assert count(client, address, "impossible") == 0


def test_every_offered_day_is_taken_at_once_by_those_who_manage(signed_in, address, faulty):
    items = [faulty(target="31/09/20"), faulty(start="31/11/20", target="31/12/20")]
    reply = signed_in("manager").post(f"{address}take-all/", follow=True)
    assert "Taken: 2 offered days" in words(reply)
    first, second = (Item.objects.get(pk=item.pk) for item in items)
    assert (f"{first.target_date}", f"{second.start_date}") == ("2020-09-30", "2020-11-30")


def test_a_date_may_be_kept_as_typed_and_is_then_no_fault(signed_in, address, faulty, cast):
    item = faulty(target="31/09/20")
    client = signed_in("manager")
    mend(client, item, "impossible", do="accept")
    assert count(client, address, "impossible") == 0
    assert Accepted.objects.get().by == cast["manager"]
    assert Accepted.history.get().history_user == cast["manager"]
    assert Item.objects.get(pk=item.pk).target_text == "31/09/20"


@pytest.mark.parametrize(
    ("take", "start", "target"),
    [
        ("target=1 January 2021", "2020-10-01", "2021-01-01"),
        ("swap", "2020-01-01", "2020-10-01"),
    ],
)
def test_an_end_before_its_start_takes_the_next_year_or_changes_round(
    signed_in, address, faulty, take, start, target
):
    item = faulty(start="01/10/20", target="01/01/20")
    client = signed_in("manager")
    offered = client.get(f"{address}?fault=backwards").context["listed"].rows[0].form.takes
    assert take in [send for send, _ in offered]
    assert mend(client, item, "backwards", take=take).status_code == 200
    item = Item.objects.get(pk=item.pk)
    assert (f"{item.start_date}", f"{item.target_date}") == (start, target)


FIXES = [
    ("undated", {"target": "TBC"}, {"target": "30/11/20"}, {"target_text": "30/11/20"}),
    ("unscheduled", {"start": "", "target": ""}, {"target": "Dec 2020"}, {"target_text": "Dec 2020"}),
    ("waiting", {"target": "Owain to confirm"}, {"target": "30/11/20"}, {"target_text": "30/11/20"}),
    ("overdue", {"target": "01/07/20"}, {"percent": "100"}, {"percent": 100, "status": "complete"}),
    ("green", {"target": "01/07/20"}, {"declared_rag": "amber"}, {"declared_rag": "amber"}),
    ("started", {}, {"percent": "10"}, {"percent": 10}),
    ("red_done", {"percent": 100, "declared_rag": "red", "status": "complete"},
     {"declared_rag": "blue"}, {"declared_rag": "blue"}),
    ("done_unrated", {"percent": 100, "declared_rag": "", "status": "complete"},
     {"declared_rag": "blue"}, {"declared_rag": "blue"}),
    ("unrated", {"declared_rag": ""}, {"declared_rag": "green"}, {"declared_rag": "green"}),
    ("risky", {"risk_text": "The case fails."}, {"declared_rag": "amber", "reason": "The case"},
     {"declared_rag": "amber", "declared_reason": "The case"}),
    ("untyped", {"kind": "untyped"}, {"kind": "milestone"}, {"kind": "milestone"}),
    ("unmeasured", {"percent": None}, {"percent": "0"}, {"percent": 0}),
    ("unscoped", {"scope": ""}, {"scope": "Regional"}, {"scope": "Regional"}),
]  # fmt: skip


@pytest.mark.parametrize(("fault", "facts", "said", "then"), FIXES, ids=[fix[0] for fix in FIXES])
def test_each_fault_is_mended_in_place(signed_in, address, faulty, cast, fault, facts, said, then):
    item = faulty(**facts)
    client = signed_in("manager")
    before = count(client, address, fault)
    assert before >= 1
    assert mend(client, item, fault, **said).status_code == 200
    assert count(client, address, fault) == before - 1
    item = Item.objects.get(pk=item.pk)
    assert {name: getattr(item, name) for name in then} == then
    assert item.history.latest("history_id").history_user == cast["manager"]


def test_something_ongoing_gets_the_day_it_is_looked_at(signed_in, address, faulty):
    item = faulty(target="ongoing")
    client = signed_in("manager")
    assert mend(client, item, "ongoing", review_on="Sept").status_code == 422
    assert mend(client, item, "ongoing", review_on="30/09/20").status_code == 200
    assert f"{Item.objects.get(pk=item.pk).review_on}" == "2020-09-30"
    assert count(client, address, "ongoing") == 0


def test_what_is_at_100_percent_is_complete_or_business_as_usual(signed_in, address, faulty, cast):
    one = faulty(percent=100, status="in_progress", target="ongoing")
    two = faulty(percent=100, status="in_progress", target="ongoing")
    client = signed_in("manager")
    assert count(client, address, "done_open") == 2
    assert mend(client, one, "done_open", do="accept").status_code == 200
    reply = mend(client, two, "done_open", do="business_as_usual")
    assert reply.status_code == 422
    assert "Say who watches it from now on." in words(reply)
    reply = mend(client, two, "done_open", do="business_as_usual", finish="Callum Deverill")
    assert reply.status_code == 200
    assert count(client, address, "done_open") == 0
    assert Item.objects.get(pk=one.pk).status == "complete"
    two = Item.objects.get(pk=two.pk)
    assert (two.status, two.watcher.user) == ("business_as_usual", cast["contributor"])


def test_nobodys_item_gets_a_lead_by_name(signed_in, address, faulty):
    item = faulty(owned=False)
    client = signed_in("manager")
    reply = mend(client, item, "unowned", owner="Somebody Unheard")
    assert reply.status_code == 422
    assert "Nobody is called “Somebody Unheard”" in words(reply)
    assert "Somebody Unheard" in reply.content.decode(), "what was typed is kept"
    assert mend(client, item, "unowned", owner="callum deverill").status_code == 200
    assert ItemOwner.objects.get(item=item).lead


def test_titles_that_stand_twice_are_listed_together(signed_in, address, faulty, cast):
    faulty(title="Data analysis"), faulty(title="Other"), faulty(title="Data analysis")
    client = signed_in("manager")
    listed = client.get(f"{address}?fault=twice").context["listed"]
    assert [row.item.title for row in listed.rows] == ["Data analysis"] * 2
    assert "1 title on 2 items" in words(client.get(f"{address}?fault=twice"))
    mend(client, listed.rows[0].item, "twice", title="Data analysis of 2019")
    assert count(client, address, "twice") == 0


def test_two_names_are_merged_with_what_would_move_before_them(signed_in, address, faulty, cast):
    wrong = factories.PersonFactory(name="Calulm Deverill")
    item, _ = factories.own(faulty(owned=False), wrong), faulty()
    client = signed_in("manager")
    reply = client.get(f"{address}?fault=same")
    said = words(reply)
    assert "Keep Callum Deverill" in said
    assert "Item owners" in said
    merge = f"/programmes/{cast.plan.programme.slug}/people/{wrong.pk}/merge/"
    into = Person.objects.get(user=cast["contributor"])
    reply = client.post(merge, {"into": into.pk, "back": f"{address}?fault=same"}, follow=True)
    assert reply.request["PATH_INFO"] == address
    assert "Calulm Deverill is now Callum Deverill" in words(reply)
    assert PersonMerge.objects.get().kept == into
    assert ItemOwner.objects.get(item=item).person == into


def test_two_names_that_are_two_people_are_offered_no_more(signed_in, address, faulty, cast):
    wrong = factories.PersonFactory(name="Calulm Deverill")
    factories.own(faulty(owned=False), wrong), faulty()
    client = signed_in("manager")
    assert count(client, address, "same") == 1
    into = Person.objects.get(user=cast["contributor"])
    reply = client.post(f"{address}two-people/", {"person": wrong.pk, "into": into.pk}, follow=True)
    assert "stay two people" in words(reply)
    assert count(client, address, "same") == 0
    client.post(f"{address}two-people/", {"person": into.pk, "into": wrong.pk})
    assert Accepted.objects.count() == 1


def test_the_owners_of_a_fault_are_asked(signed_in, address, faulty, cast):
    item = faulty(target="01/07/20")
    reply = signed_in("manager").post(f"{address}ask/green/", follow=True)
    assert "Asked the owners of 1 item; 1 has no owner who signs in here." in words(reply)
    assert Ask.objects.get(item=item).by == cast["manager"]
    said = words(signed_in("contributor").get("/my-updates/"))
    assert "This is overdue and declared Green. Is it?" in said


@pytest.mark.parametrize(
    ("fault", "said", "sentence"),
    [
        ("impossible", {"target": "30/02/20"}, "Target is not a date"),
        ("overdue", {"percent": "140"}, "Percent must be 0 to 100, or blank"),
        ("overdue", {"revised": "30/10/20"}, "Say why the date has moved."),
        ("overdue", {}, "Nothing was said."),
        ("untyped", {}, "Say which kind is right."),
    ],
)
@pytest.mark.parametrize("htmx", [True, False])
def test_what_is_refused_is_said_beside_its_box(signed_in, faulty, htmx, fault, said, sentence):
    facts = {"impossible": {"target": "31/09/20"}, "untyped": {"kind": "untyped"}}
    item = faulty(**facts.get(fault, {"target": "01/07/20"}))
    reply = mend(signed_in("manager"), item, fault, htmx=htmx, **said)
    assert reply.status_code == 422
    assert sentence in words(reply)
    assert all(value in reply.content.decode() for value in said.values())
    assert Item.objects.get(pk=item.pk).version == item.version


@pytest.mark.parametrize("htmx", [True, False])
def test_somebody_was_quicker(signed_in, cast, faulty, today, now, htmx):
    item = faulty(target="01/07/20")
    data = {f"i{item.pk}-version": item.version, f"i{item.pk}-percent": "50", "do": "save"}
    progress.record(
        item, progress=progress.Progress(percent=25), by=cast["lead"], today=today, now=now
    )
    more = HTMX if htmx else {}
    reply = signed_in("manager").post(f"/items/{item.pk}/mend/overdue/", data, **more)
    assert reply.status_code == 409
    said = words(reply)
    assert "Rosalind Achebe saved this item while you were looking." in said
    assert "25%" in said
    assert 'value="50"' in reply.content.decode()
    assert Item.objects.get(pk=item.pk).percent == 25


def test_who_may_only_read_sees_the_list_without_boxes(signed_in, address, faulty):
    faulty(target="31/09/20")
    reply = signed_in("auditor").get(address)
    assert reply.context["listed"].rows[0].form is None
    assert "Take every offered day" not in words(reply)


def test_an_owner_mends_their_own_and_no_other(signed_in, address, faulty):
    mine, other = faulty(target="31/09/20"), faulty(owned=False, target="31/09/20")
    client = signed_in("contributor")
    assert mend(client, mine, "impossible", take="target=30 September 2020").status_code == 200
    assert mend(client, other, "impossible", take="target=30 September 2020").status_code == 403


def test_a_fault_that_there_is_not(signed_in, plan, address):
    assert signed_in("manager").post(f"/items/{plan.item.pk}/mend/nothing/").status_code == 404
    assert signed_in("manager").get(f"{address}?fault=nothing").status_code == 200


def test_the_list_is_cut_to_pages(signed_in, address, faulty):
    for n in range(30):
        faulty(owned=False, title=f"Nobody's {n}")
    client = signed_in("manager")
    first = client.get(f"{address}?fault=unowned").context["listed"]
    assert (len(first.rows), first.total, first.page.paginator.num_pages) == (25, 32, 2)
    assert len(client.get(f"{address}?fault=unowned&page=2").context["listed"].rows) == 7


def test_a_plan_without_items(signed_in, cast, address):
    Item.objects.filter(programme=cast.plan.programme).delete()
    assert "This plan has no items yet." in words(signed_in("manager").get(address))


def test_it_counts_the_months_updates_and_those_that_say_no_change(
    signed_in, address, cast, today, now
):
    for item, said in (
        (cast.plan.item, {"no_change": True}),
        (cast.plan.late, {"update": "The tender is out."}),
    ):
        progress.record(
            item, progress=progress.Progress(**said), by=cast["lead"], today=today, now=now
        )
    said = words(signed_in("manager").get(address))
    assert (
        "Since 1 August, 2 of 3 items under way have an update, of which 1 says “no change”."
        in said
    )


def test_what_was_typed_when_the_session_had_ended_is_shown_again(signed_in, faulty):
    item = faulty(target="01/07/20")
    data = {f"i{item.pk}-version": item.version, f"i{item.pk}-percent": "50", "_draft": "yes"}
    reply = signed_in("manager").post(f"/items/{item.pk}/mend/overdue/", data)
    assert reply.status_code == 200
    assert 'value="50"' in reply.content.decode()
    assert Item.objects.get(pk=item.pk).percent == 0
