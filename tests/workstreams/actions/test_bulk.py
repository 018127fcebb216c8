"""One change of many items: what it does, what it leaves and why, and that it is one entry."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from workstreams.actions import closing
from workstreams.actions.base import Refused
from workstreams.actions.bulk import Moved, change_many
from workstreams.bulk import (
    AGREED_AGAIN,
    START_AND_FORECAST,
    GiveTo,
    MoveDates,
    SetPhase,
    SetStatus,
)
from workstreams.models import ChangeSet, Item, ItemOwner, Notice
from workstreams.models.rights import rights_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def change(cast, today, now):
    """Changes many items as the manager."""

    def act(spec, *items, reason="Cover starts in September", role="manager", at=now, **more):
        chosen = more.pop("chosen", None) or {item.pk: item.version for item in items}
        return change_many(
            programme=cast.plan.programme,
            chosen=chosen,
            spec=spec,
            reason=reason,
            by=cast[role],
            today=today,
            now=at,
        )

    return act


def typed(item, name="revised"):
    item.refresh_from_db()
    return getattr(item, f"{name}_text"), getattr(item, f"{name}_date")


class TestMovingDates:
    def test_the_forecast_moves_and_the_target_stays(self, change, plan):
        done = change(MoveDates(2), plan.item, plan.other)
        assert done.changed == 2
        assert typed(plan.item) == ("14 October 2020", date(2020, 10, 14))
        assert typed(plan.item, "target") == ("30/09/20", date(2020, 9, 30))

    def test_start_and_forecast(self, change, plan):
        change(MoveDates(-1, START_AND_FORECAST), plan.item)
        assert typed(plan.item, "start") == ("24 June 2020", date(2020, 6, 24))
        assert typed(plan.item) == ("23 September 2020", date(2020, 9, 23))

    def test_a_plan_agreed_again_keeps_the_first_target(self, change, plan):
        change(MoveDates(2, AGREED_AGAIN), plan.item)
        assert typed(plan.item, "target") == ("14 October 2020", date(2020, 10, 14))
        assert typed(plan.item, "baseline") == ("30/09/20", date(2020, 9, 30))
        assert typed(plan.item) == ("", None)

    @pytest.mark.parametrize(
        ("target", "why"),
        [
            ("TBC", "is still to be confirmed"),
            ("ongoing", "has no end to move"),
            ("Sept 2020", "does not name a day"),
            ("31/09/20", "is not a date"),
            ("Owain to confirm", "waits on Owain"),
        ],
    )
    def test_what_names_no_day_is_left_and_named(self, change, plan, target, why):
        vague = factories.ItemFactory(workstream=plan.first, target=target)
        done = change(MoveDates(2), plan.item, vague)
        assert [(each.item, each.left) for each in done.left] == [
            (vague, f"Target “{target}” {why}")
        ]
        assert typed(vague) == ("", None)

    def test_blank_and_finished_items_are_left(self, change, plan):
        blank = factories.ItemFactory(workstream=plan.first, target="")
        complete = factories.ItemFactory(
            workstream=plan.first, status="complete", percent=100, completed_on=date(2020, 7, 27)
        )
        done = change(MoveDates(2), plan.item, blank, complete)
        assert [each.left for each in done.left] == [
            "Has no date to move",
            "Complete on 27 July 2020",
        ]

    def test_a_doubt_and_a_week_stay_what_they_are(self, change, plan):
        doubt = factories.ItemFactory(workstream=plan.first, target="about 30 September 2020")
        week = factories.ItemFactory(workstream=plan.first, target="w/c 5 October 2020")
        change(MoveDates(2), doubt, week)
        doubt.refresh_from_db()
        week.refresh_from_db()
        assert (doubt.revised_text, doubt.revised_certainty) == (
            "about 14 October 2020",
            "approximate",
        )
        assert (week.revised_precision, week.revised_date) == ("week", date(2020, 10, 23))

    def test_ratings_are_computed_again(self, change, plan):
        change(MoveDates(12), plan.late)
        plan.late.refresh_from_db()
        assert plan.late.computed_rag != "red"

    def test_it_needs_a_reason(self, change, plan):
        with pytest.raises(Refused, match="Say why the dates move"):
            change(MoveDates(2), plan.item, reason=" ")


class TestGiving:
    def test_the_lead_goes_and_history_keeps_both(self, change, plan, cast):
        bridget = factories.PersonFactory(name="Bridget Harlowe")
        change(GiveTo(bridget), plan.item, plan.other)
        assert set(ItemOwner.objects.values_list("item", "person__name", "lead")) == {
            (plan.item.pk, "Bridget Harlowe", True),
            (plan.other.pk, "Bridget Harlowe", True),
        }
        kinds = ItemOwner.history.order_by("history_id").values_list("history_type", flat=True)
        assert sorted(kinds)[-3:] == ["+", "+", "-"] or sorted(kinds) == ["+", "+", "+", "-"]

    def test_the_lead_may_stay_as_support(self, change, plan):
        bridget = factories.PersonFactory(name="Bridget Harlowe")
        factories.own(plan.other, bridget)
        change(GiveTo(bridget, keep=True), plan.item)
        owners = plan.item.ownerships.order_by("-lead").values_list("person__name", "lead")
        assert list(owners) == [("Bridget Harlowe", True), ("Callum Deverill", False)]

    def test_who_supports_becomes_the_lead(self, change, plan):
        bridget = factories.PersonFactory(name="Bridget Harlowe")
        ItemOwner.objects.create(item=plan.item, person=bridget, lead=False, position=1)
        change(GiveTo(bridget), plan.item)
        assert list(plan.item.ownerships.values_list("person__name", "lead")) == [
            ("Bridget Harlowe", True)
        ]

    def test_each_person_is_told_once_however_many_items_change_hands(self, change, plan, cast):
        """The new lead of thirty items gets one notice, not thirty; so does who led them."""
        bridget = factories.PersonFactory(name="Bridget Harlowe", user=cast["finance"])
        done = change(GiveTo(bridget), plan.item, plan.late, plan.other)
        told = dict(Notice.objects.values_list("user__full_name", "text"))
        assert told == {
            "Anselm Whitlock": "You now lead 3 items, given to you by Imogen Farrow. "
            "Because: Cover starts in September.",
            "Callum Deverill": "Bridget Harlowe now leads 1 item that you led; Imogen Farrow "
            "changed it. Because: Cover starts in September.",
        }
        assert Notice.objects.count() == 2
        assert {n.address for n in Notice.objects.all()} == {done.act.get_absolute_url()}

    def test_who_gives_to_themselves_is_not_told(self, change, plan, cast):
        imogen = factories.PersonFactory(name="Imogen Farrow", user=cast["manager"])
        change(GiveTo(imogen), plan.other)
        assert not Notice.objects.exists()

    def test_who_leads_already_is_named(self, change, plan):
        callum = plan.item.ownerships.get().person
        done = change(GiveTo(callum), plan.item, plan.other)
        assert [each.left for each in done.left] == ["Callum Deverill leads it already"]

    def test_the_version_moves_on(self, change, plan):
        change(GiveTo(factories.PersonFactory()), plan.item)
        plan.item.refresh_from_db()
        assert plan.item.version == 2


class TestStatusAndPhase:
    def test_status_with_its_reason(self, change, plan):
        change(SetStatus("on_hold", "No budget yet"), plan.item, reason="No budget yet")
        plan.item.refresh_from_db()
        assert (plan.item.status, plan.item.status_reason) == ("on_hold", "No budget yet")
        assert plan.item.computed_rag == "on_hold"

    def test_complete_is_100_percent_today(self, change, plan, today):
        change(SetStatus("complete"), plan.item, reason="")
        plan.item.refresh_from_db()
        assert (plan.item.percent, plan.item.completed_on, plan.item.computed_rag) == (
            100,
            today,
            "blue",
        )

    def test_on_hold_needs_a_reason(self, change, plan):
        with pytest.raises(Refused, match="Say why"):
            change(SetStatus("on_hold"), plan.item, reason="")

    def test_business_as_usual_needs_a_watcher(self, change, plan):
        with pytest.raises(Refused, match="None of these items"):
            change(SetStatus("business_as_usual"), plan.item)

    def test_a_phase_by_name_in_each_workstream(self, change, plan):
        later = factories.PhaseFactory(workstream=plan.first, position=2, name="Commissioning")
        done = change(SetPhase("commissioning"), plan.item, plan.late, plan.other)
        plan.late.refresh_from_db()
        assert (plan.late.phase, plan.late.sort_key[:12]) == (later, later.sort_key)
        assert [each.left for each in done.left] == [
            "Calderbrook SEND has no phase called commissioning"
        ]
        keys = list(later.items.order_by("sort_key").values_list("sort_key", flat=True))
        assert len(set(keys)) == 2

    def test_not_into_a_closed_phase_nor_in_a_closed_workstream(self, change, plan, today, now):
        later = factories.PhaseFactory(workstream=plan.first, position=2, name="Commissioning")
        factories.PhaseFactory(workstream=plan.second, position=2, name="Commissioning")
        how = {"reason": "Ended", "by": None, "today": today, "now": now}
        closing.close(plan.second, **how)
        done = change(SetPhase("Commissioning"), plan.item, plan.other)
        assert (done.changed, [each.left for each in done.left]) == (
            1,
            [f"{plan.second} is closed"],
        )
        closing.close(later, **how)
        with pytest.raises(Refused, match="None of these items"):
            change(SetPhase("Commissioning"), plan.late)

    def test_out_of_their_phase(self, change, plan):
        change(SetPhase(""), plan.item)
        plan.item.refresh_from_db()
        assert plan.item.phase is None
        assert len(plan.item.sort_key) == 12
        assert not Item.objects.exclude(pk=plan.item.pk).filter(sort_key=plan.item.sort_key)


class TestOneEntry:
    def test_a_change_of_many_is_one_act_with_its_sentence(self, change, plan, cast, now):
        done = change(MoveDates(2), plan.item, plan.other)
        act = ChangeSet.objects.get()
        assert act == done.act
        assert (act.by, act.at, act.programme, act.count) == (
            cast["manager"],
            now,
            plan.programme,
            2,
        )
        assert act.sentence == "Moved the forecast of 2 items 2 weeks later"
        rows = Item.history.filter(history_user=act.by, history_date=act.at)
        assert {row.history_change_reason for row in rows} == {"Cover starts in September"}
        assert set(rows.values_list("id", flat=True)) == {plan.item.pk, plan.other.pk}

    def test_the_place_is_the_branch_that_holds_all(self, change, plan):
        assert change(MoveDates(1), plan.item, plan.late).act.place == plan.first.sort_key

    def test_every_row_has_one_version_more(self, change, plan):
        change(MoveDates(2), plan.item, plan.other)
        assert set(Item.objects.filter(pk__in=[plan.item.pk, plan.other.pk]).values_list(
            "version", flat=True)) == {2}  # fmt: skip


class TestNothingIsLost:
    def test_an_item_that_moved_on_stops_it_all(self, change, plan):
        with pytest.raises(Moved) as stopped:
            change(MoveDates(2), chosen={plan.item.pk: plan.item.version - 1, plan.other.pk: 1})
        assert stopped.value.items == [plan.item]
        assert typed(plan.other) == ("", None)
        assert not ChangeSet.objects.exists()

    def test_items_one_does_not_keep_are_left(self, change, plan, cast):
        done = change(MoveDates(2), plan.item, plan.other, role="contributor")
        assert done.changed == 1
        assert [each.left for each in done.left] == ["You do not keep this item"]

    def test_items_of_another_programme_are_not_there(self, change, cast):
        with pytest.raises(Refused):
            change(MoveDates(2), cast.other_plan.item)
        assert typed(cast.other_plan.item) == ("", None)

    def test_five_hundred_at_most(self, change):
        with pytest.raises(Refused, match="at most 500"):
            change(MoveDates(2), chosen=dict.fromkeys(range(1, 502), 1))


def specs(plan):
    account = factories.UserFactory(full_name="Bridget Harlowe")
    bridget = factories.PersonFactory(name="Bridget Harlowe", user=account)
    return {
        "dates": MoveDates(2, AGREED_AGAIN),
        "owner": GiveTo(bridget, keep=True),
        "status": SetStatus("in_progress"),
        "phase": SetPhase(plan.phase.name),
        "no phase": SetPhase(""),
    }


@pytest.mark.parametrize("what", ["dates", "owner", "status", "phase", "no phase"])
def test_a_change_of_200_costs_as_many_statements_as_of_2(change, plan, cast, now, what):
    spec = specs(plan)[what]
    phase = plan.phase if what == "no phase" else None
    items = [factories.ItemFactory(workstream=plan.first, phase=phase) for _ in range(202)]
    callum = factories.PersonFactory(name="Somebody Else")
    ItemOwner.objects.bulk_create(ItemOwner(item=item, person=callum, lead=True) for item in items)
    rights_of(cast["manager"])  # a request has asked before
    counts = []
    for n, some in enumerate((items[:2], items[2:])):
        with CaptureQueriesContext(connection) as seen:
            done = change(spec, *some, at=now + timedelta(minutes=n))
        assert done.changed == len(some)
        counts.append([q["sql"] for q in seen if "SAVEPOINT" not in q["sql"]])
    assert len(counts[0]) == len(counts[1]) <= 14, [sql[:90] for sql in counts[1]]
