"""The rows of a commissioning workbook, entered by hand through the real forms (S0-05 to S0-37)."""

import pytest
from django.urls import reverse

from tests import factories
from tests.workstreams.by_hand import Hand
from workstreams.actions import people
from workstreams.models import Dependency, Item, Meeting, Reminder, Risk, Status, Step, Update

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_day")]


@pytest.fixture
def hand(signed_in):
    return Hand(signed_in("manager"))


@pytest.mark.parametrize("kind", ["task", "milestone", "governance", "untyped"])
def test_each_kind_with_both_dates_s0_05_s0_06_s0_07(hand, cast, kind):
    item = hand.add(cast.plan.second, "Go live", kind=kind, start="01/12/20", target="28/02/21")
    assert (item.kind, str(item.start_date), str(item.target_date)) == (
        kind, "2020-12-01", "2021-02-28",
    )  # fmt: skip
    other = "milestone" if kind == "task" else "task"
    assert hand.part(item, "what", kind=other).kind == other


def test_an_item_stands_in_a_phase_s0_04(hand, cast):
    hand.fill("phase_item_add", [cast.plan.phase.pk], title="Data sets reviewed")
    item = Item.objects.get(title="Data sets reviewed")
    assert (item.phase, item.workstream) == (cast.plan.phase, cast.plan.first)
    hand.fill("item_move", [item.pk], place=f"w{cast.plan.second.pk}")
    item.refresh_from_db()
    assert (item.phase, item.workstream) == (None, cast.plan.second)


def test_a_paper_goes_up_through_boards_s0_07_to_s0_11(hand, cast):
    item = hand.add(cast.plan.second, "Intentions agreed", kind="governance")
    meeting = Meeting.objects.create(board=cast.board, on="2020-09-29", papers_due="2020-09-18")
    hand.fill("step_add", [item.pk], board_text="Leadership", purpose="share", paper="Draft 1")
    hand.fill(
        "step_add", [item.pk], board=cast.board.pk, purpose="approve", meeting=meeting.pk,
        papers_due="18/09/20",
    )  # fmt: skip
    hand.fill("step_add", [item.pk], purpose="agree")
    steps = list(Step.objects.filter(item=item))
    assert [step.purpose for step in steps] == ["share", "approve", "agree"]
    assert (steps[1].meeting, str(steps[1].papers_due_date)) == (meeting, "2020-09-18")
    assert "board to be confirmed" in hand.page(item)
    hand.press("step_move", [item.pk, steps[2].pk], to="up")
    hand.fill(
        "step_edit", [item.pk, steps[0].pk], outcome="agreed", decided_on="02/07/20",
        outcome_text="Supported",
    )  # fmt: skip
    page = hand.page(item)
    assert "Step 2 of 3 is next" in page and "Supported" in page
    assert list(Step.objects.filter(item=item).values_list("purpose", flat=True)) == [
        "share", "agree", "approve",
    ]  # fmt: skip


def test_scope_and_statute_are_two_things_s0_13_s0_14(hand, cast):
    item = hand.part(
        cast.plan.other, "scope", scope="Regional", scope_text="County wide", statutory="on",
        statutory_text="Statutory responsibility",
    )  # fmt: skip
    assert (item.scope, item.statutory, item.statutory_text) == (
        "Regional", True, "Statutory responsibility",
    )  # fmt: skip


def test_owners_by_name_initials_and_new_s0_15_to_s0_17(hand, cast, now):
    bridget = factories.PersonFactory(name="Bridget Harlowe")
    people.add_alias(bridget, text="BH", by=None, now=now)
    item = cast.plan.other
    hand.fill("item_owners", [item.pk], lead="bh", support="Callum Deverill")
    rows = item.ownerships.order_by("-lead").values_list("person__name", "lead")
    assert list(rows) == [("Bridget Harlowe", True), ("Callum Deverill", False)]
    reply = hand.fill(
        "item_owners", [item.pk], status=422, lead="Brigdet Harlowe", support="Zebedee Quill"
    )
    page = reply.content.decode()
    assert "Use Bridget Harlowe" in page
    assert "Add “Zebedee Quill” as a new person" in page
    hand.fill("item_owners", [item.pk], support="Zebedee Quill / CD", status=422)
    hand.fill("item_owners", [item.pk], support="Zebedee Quill", _new="Zebedee Quill")
    assert item.ownerships.filter(person__name="Zebedee Quill", lead=False).exists()
    assert hand.part(item, "words", owners_text="BH/ Zeb").owners_text == "BH/ Zeb"


@pytest.mark.parametrize("percent", ["0", "30", "50", "75", "100", ""])
def test_percent_or_blank_s0_18(hand, cast, percent):
    item = hand.update(cast.plan.other, percent=percent)
    assert item.percent == (int(percent) if percent else None)


TEN = (
    ("30/09/20", "2020-09-30", "day", "firm"),
    ("Sept 2020", "2020-09-30", "month", "firm"),
    ("Mid Feb 20", "2020-02-20", "part-month", "approximate"),
    ("w/c 5 Oct 2020", "2020-10-09", "week", "firm"),
    ("March - July 2021", "2021-07-31", "range", "firm"),
    ("Q2 2020/21", "2020-09-30", "range", "approximate"),
    ("By 31 st July 2021", "2021-07-31", "day", "firm"),
    ("TBC", None, "none", "tbc"),
    ("Owain to insert date", None, "none", "waiting"),
    ("ongoing", None, "none", "ongoing"),
)


@pytest.mark.parametrize(("typed", "day", "precision", "certainty"), TEN)
def test_ten_kinds_of_date_s0_19_to_s0_24(hand, cast, typed, day, precision, certainty):
    more = {"review_on": "01/12/20"} if typed == "ongoing" else {}
    item = hand.update(cast.plan.other, target=typed, reason="As the workbook says", **more)
    assert item.target_text == typed
    assert (str(item.target_date) if item.target_date else None) == day
    assert (item.target_precision, item.target_certainty) == (precision, certainty)


def test_a_date_that_does_not_exist_is_refused_with_the_one_that_does_x0_05(hand, cast):
    reply = hand.fill(
        "item_edit", [cast.plan.other.pk], status=422, target="31/09/20", reason="New"
    )
    page = reply.content.decode()
    assert 'value="31/09/20"' in page
    assert 'name="_use" value="target=30 September 2020"' in page
    taken = hand.client.post(
        reverse("item_edit", args=[cast.plan.other.pk]),
        {"version": "1", "percent": "0", "declared_rag": "green", "start": "01/07/20",
         "target": "31/09/20", "revised": "", "reason": "New", "_use": "target=30 November 2020"},
    )  # fmt: skip
    assert taken.status_code == 302
    assert str(Item.objects.get(pk=cast.plan.other.pk).target_date) == "2020-11-30"


def test_a_date_waits_for_somebody_and_somebody_is_reminded_s0_22(hand, cast):
    item = hand.update(cast.plan.other, start="Owain to confirm", reason="Nobody knows")
    assert item.start_waiting_on == "Owain"
    hand.fill("reminder_add", [item.pk], on="10/08/20")
    assert str(Reminder.objects.get(item=item).on) == "2020-08-10"
    assert "The lead finds a notice" in hand.page(item)


def test_ongoing_says_when_it_is_looked_at_s0_24(hand, cast):
    reply = hand.fill(
        "item_edit", [cast.plan.other.pk], status=422, target="ongoing", reason="No end"
    )
    assert "to be looked at" in reply.content.decode()


def test_what_waits_for_what_s0_23_s0_29_s0_30(hand, cast):
    plan = cast.plan
    slug = plan.programme.slug
    hand.fill(
        "dependency_add",
        [slug],
        title="Aligned",
        item=f"#{plan.item.pk}",
        outside="Local care plan",
    )
    hand.fill(
        "dependency_add", [slug], title="The case", workstream=plan.first.pk,
        on_workstream=plan.second.pk,
    )  # fmt: skip
    hand.fill(
        "dependency_add", [slug], title="The set", item=plan.item.title, on_item=plan.other.title
    )
    assert Dependency.objects.count() == 3
    assert "Local care plan" in hand.page(plan.item)
    assert plan.item.title in hand.page(plan.other)
    item = hand.part(plan.item, "ties", interdependency_text="Regional planning")
    assert item.interdependency_text == "Regional planning"


def test_risk_words_and_a_risk_from_them_s0_25(hand, cast):
    item = hand.part(cast.plan.item, "words", risk_text="The case is not approved")
    address = f"{reverse('risk_add', args=[item.programme.slug])}?item={item.pk}"
    form = hand.client.get(address).context["form"]
    hand.fill("risk_add", [item.programme.slug], title=form["title"].value(), item=f"#{item.pk}")
    risk = Risk.objects.get(item=item)
    assert risk.title == "The case is not approved"
    assert risk.title in hand.page(item)


@pytest.mark.parametrize("rag", ["red", "amber", "green", "blue", ""])
def test_declared_beside_the_computed_s0_27(hand, cast, rag):
    assert hand.update(cast.plan.item, declared_rag=rag, reason="Said so").declared_rag == rag


def test_a_dated_comment_and_one_as_above_s0_31_s0_32(hand, cast):
    hand.update(cast.plan.item, update="Brought forward after a visit.")
    hand.update(cast.plan.late, update="As above")
    update = Update.objects.get(item=cast.plan.late)
    assert update.same_as.item == cast.plan.item
    page = hand.page(cast.plan.late)
    assert "Brought forward after a visit." in page
    assert cast.plan.item.get_absolute_url() in page
    item = hand.part(cast.plan.late, "ties", same_update_as=f"#{cast.plan.item.pk}")
    assert item.same_update_as == cast.plan.item


def test_on_hold_with_its_reason_and_on_again_s0_35(hand, cast):
    item = cast.plan.other
    reply = hand.client.post(
        reverse("item_status", args=[item.pk]), {"status": "on_hold", "version": "1"}
    )
    assert reply.status_code == 422 and "Say why." in reply.content.decode()
    sent = {"status": "on_hold", "reason": "No new contracts", "version": "1"}
    assert hand.client.post(reverse("item_status", args=[item.pk]), sent).status_code == 302
    item.refresh_from_db()
    assert (item.status, item.status_reason) == (Status.ON_HOLD, "No new contracts")
    assert "No new contracts" in hand.page(item)
    again = {"status": "open", "version": str(item.version)}
    assert hand.client.post(reverse("item_status", args=[item.pk]), again).status_code == 302
    item.refresh_from_db()
    assert item.status == Status.NOT_STARTED


def test_a_key_milestone_a_number_and_a_condition(hand, cast):
    item = hand.part(cast.plan.other, "what", key="on", ref="4.10", full_text="The whole sentence")
    assert (item.key, item.ref, item.full_text) == (True, "4.10", "The whole sentence")
    assert hand.part(item, "proof", condition="If funded").condition == "If funded"
