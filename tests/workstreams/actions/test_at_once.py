"""Two people at the same moment: one is done, the other is told in a sentence, and nothing is lost."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.test import Client

from tests import factories
from tests.at_once import at_once, kinds
from workstreams.actions import (
    governance,
    items,
    mending,
    merging,
    money,
    progress,
    register,
    returns,
    updates,
)
from workstreams.actions.base import Conflict, Refused
from workstreams.models import (
    Accepted,
    Ask,
    Figure,
    Item,
    ItemOwner,
    Person,
    PersonMerge,
    ReportingPeriod,
    Return,
    Risk,
    Saving,
    SavingYear,
    Step,
    Update,
)

pytestmark = pytest.mark.django_db(transaction=True)


def refused(told):
    """The sentence of the one that was refused."""
    return next(each.sentence for each in told if isinstance(each, Refused))


@pytest.fixture
def handed_in(cast, now):
    """The return of workstream 1, handed in by its lead."""
    period = ReportingPeriod.objects.create(
        programme=cast.plan.programme, month=date(2020, 8, 1), opens_on=date(2020, 8, 1),
        deadline=now + timedelta(days=30),
    )  # fmt: skip
    return Return.objects.create(
        workstream=cast.plan.first, period=period, narrative="Two chapters are drafted.",
        declared_rag="amber", declared_reason="Cover begins in September.", state="submitted",
        submitted_by=cast["lead"], submitted_at=now, first_submitted_at=now,
    )  # fmt: skip


def test_a_return_that_two_agree_is_agreed_once(handed_in, cast, today, now):
    def agree(who):
        return lambda: returns.agree(
            Return.objects.get(pk=handed_in.pk), by=cast[who], today=today, now=now
        )

    told = at_once(agree("office"), agree("manager"))
    assert kinds(told) == ["Refused", "Return"]
    assert refused(told) == "It is agreed already."
    row = Return.objects.get(pk=handed_in.pk)
    assert row.state == "agreed"
    assert row.version == handed_in.version + 1
    assert row.workstream.history.filter(declared_rag="amber").count() == 1


def test_a_return_that_one_agrees_while_another_asks_keeps_one_answer(handed_in, cast, today, now):
    told = at_once(
        lambda: returns.agree(
            Return.objects.get(pk=handed_in.pk), by=cast["office"], today=today, now=now
        ),
        lambda: returns.challenge(
            Return.objects.get(pk=handed_in.pk),
            reason="Which chapters?",
            by=cast["manager"],
            now=now,
        ),
    )
    assert kinds(told) == ["Refused", "Return"]
    row = Return.objects.get(pk=handed_in.pk)
    if row.state == "agreed":
        assert (
            refused(told) == "The return is agreed and locked. Correct it in next month's return."
        )
        assert row.challenge == ""
    else:
        assert (row.state, row.challenge) == ("challenged", "Which chapters?")
        assert refused(told) == "Only a return that was handed in can be agreed."


def test_a_return_that_two_question_at_once_keeps_one_question(handed_in, cast, now):
    def ask(who, words):
        return lambda: returns.challenge(
            Return.objects.get(pk=handed_in.pk), reason=words, by=cast[who], now=now,
            version=handed_in.version,
        )  # fmt: skip

    told = at_once(ask("office", "Which chapters?"), ask("manager", "By when?"))
    assert kinds(told) == ["Conflict", "Return"]
    assert Return.objects.get(pk=handed_in.pk).remarks.count() == 1


def test_two_agree_in_their_browsers_and_neither_sees_a_fault(handed_in, cast):
    address = f"/periods/{handed_in.period_id}/returns/{handed_in.workstream_id}/agree/"

    def press(who):
        client = Client()
        client.force_login(cast[who])
        form = client.get(address)
        data = {"version": handed_in.version, "agreed_rag": "amber", "rag": "amber"}
        return form.status_code, lambda: client.post(address, data).status_code

    forms = [press("office"), press("manager")]
    assert [status for status, _ in forms] == [200, 200]
    told = at_once(*(step for _, step in forms))
    assert 302 in told
    assert set(told) <= {302, 409, 422}
    assert Return.objects.get(pk=handed_in.pk).state == "agreed"


@pytest.fixture
def year(cast):
    """A saving with one year of figures."""
    saving = Saving.objects.create(
        programme=cast.plan.programme, workstream=cast.plan.first, title="Fewer placements"
    )
    row = SavingYear(saving=saving, year=2020)
    row.target, row.claimed = Figure.of(5000), Figure.of(4000)
    row.save()
    return row


def test_finance_verifies_while_the_claim_changes_and_the_second_is_told(year, cast, now):
    told = at_once(
        lambda: money.verify(
            year.saving, year=2020, figure=Figure.of(3500), by=cast["finance"], now=now,
            version=year.version,
        ),
        lambda: money.set_year(
            year.saving, year=2020, figures={"claimed": Figure.of(4500)}, by=cast["manager"], now=now,
            version=year.version,
        ),
    )  # fmt: skip
    assert kinds(told) == ["Conflict", "SavingYear"]
    row = SavingYear.objects.get(pk=year.pk)
    verified, claimed = row.verified.amount, row.claimed.amount
    assert (verified, claimed) in {(3500, 4000), (None, 4500)}
    shown = next(each.row for each in told if isinstance(each, Conflict))
    assert (shown.verified.amount, shown.claimed.amount) == (verified, claimed)


def test_a_year_that_two_begin_at_once_is_begun_once(year, cast, now):
    def begin(who, amount):
        return lambda: money.set_year(
            year.saving, year=2021, figures={"target": Figure.of(amount)}, by=cast[who], now=now,
            version=0,
        )  # fmt: skip

    told = at_once(begin("office", 100), begin("manager", 200))
    assert kinds(told) == ["Conflict", "SavingYear"]
    assert SavingYear.objects.filter(saving=year.saving, year=2021).count() == 1


@pytest.fixture
def route(cast, now):
    """Four boards, one after the other."""
    return [
        governance.add_step(
            cast.plan.item, board=factories.BoardFactory(), by=cast["office"], now=now
        )
        for _ in range(4)
    ]


def standing(item):
    return list(Step.objects.filter(item=item).order_by("position").values_list("pk", "position"))


def test_two_who_move_steps_leave_one_whole_route(route, cast, now):
    a, b, c, d = route
    told = at_once(
        lambda: governance.move_step(d, up=True, by=cast["office"], now=now),
        lambda: governance.move_step(a, up=False, by=cast["manager"], now=now),
    )
    assert kinds(told) == ["list", "list"]
    assert standing(cast.plan.item) == [(b.pk, 1), (a.pk, 2), (d.pk, 3), (c.pk, 4)]


def test_a_step_added_while_another_is_dropped_is_not_lost(route, cast, now):
    told = at_once(
        lambda: governance.drop_step(route[1], by=cast["office"], now=now),
        lambda: governance.add_step(cast.plan.item, board_text="SMT", by=cast["manager"], now=now),
    )
    assert kinds(told) == ["Step", "list"]
    new = next(each for each in told if isinstance(each, Step))
    keys = [pk for pk, _ in standing(cast.plan.item)]
    assert keys == [route[0].pk, route[2].pk, route[3].pk, new.pk]


def test_a_step_that_two_drop_is_dropped_once(route, cast, now):
    def drop(who):
        return lambda: governance.drop_step(route[1], by=cast[who], now=now)

    told = at_once(drop("office"), drop("manager"))
    assert kinds(told) == ["Refused", "list"]
    assert refused(told) == "Somebody took this step off the route meanwhile. Nothing was changed."
    assert [place for _, place in standing(cast.plan.item)] == [1, 2, 3]


def test_moving_a_step_that_somebody_drops_is_told(route, cast, now):
    told = at_once(
        lambda: governance.drop_step(route[1], by=cast["office"], now=now),
        lambda: governance.move_step(route[1], up=True, by=cast["manager"], now=now),
    )
    assert kinds(told) in (["Refused", "list"], ["list", "list"])
    assert [place for _, place in standing(cast.plan.item)] == [1, 2, 3]
    assert route[1].pk not in dict(standing(cast.plan.item))


@pytest.fixture
def twice(cast):
    """One person under two names, both with work."""
    right, wrong = (
        factories.PersonFactory(name="Bridget Harlowe"),
        factories.PersonFactory(name="Bridget Harlow"),
    )
    factories.own(cast.plan.late, right)
    factories.own(cast.plan.other, wrong)
    return right, wrong


def test_a_person_that_two_merge_is_merged_once(twice, cast, now):
    right, wrong = twice

    def merge(who):
        return lambda: merging.merge_people(kept=right, dropped=wrong, by=cast[who], now=now)

    told = at_once(merge("office"), merge("manager"))
    assert kinds(told) == ["PersonMerge", "Refused"]
    assert "was merged into another name meanwhile" in refused(told)
    assert PersonMerge.objects.count() == 1
    assert set(ItemOwner.objects.filter(person=right).values_list("item", flat=True)) == {
        cast.plan.late.pk, cast.plan.other.pk,
    }  # fmt: skip


def test_two_who_merge_the_same_pair_the_other_way_round_do_not_wait_for_ever(twice, cast, now):
    right, wrong = twice
    told = at_once(
        lambda: merging.merge_people(kept=right, dropped=wrong, by=cast["office"], now=now),
        lambda: merging.merge_people(kept=wrong, dropped=right, by=cast["manager"], now=now),
    )
    assert kinds(told) == ["PersonMerge", "Refused"]
    one = Person.objects.get(name__startswith="Bridget")
    assert ItemOwner.objects.filter(person=one).count() == 2


def test_giving_work_to_somebody_who_is_merged_away_meanwhile_loses_nothing(twice, cast, now):
    right, wrong = twice
    told = at_once(
        lambda: merging.merge_people(kept=right, dropped=wrong, by=cast["office"], now=now),
        lambda: items.set_owners(cast.plan.item, lead=wrong, by=cast["manager"], now=now),
    )
    assert kinds(told) in (["PersonMerge", "Refused"], ["Item", "PersonMerge"])
    owners = set(
        ItemOwner.objects.filter(item=cast.plan.item).values_list("person__name", flat=True)
    )
    if any(isinstance(each, Refused) for each in told):
        assert "was merged into another name meanwhile" in refused(told)
        assert owners == {"Callum Deverill"}
    else:
        assert owners == {"Bridget Harlowe"}


def test_a_merge_that_two_take_back_is_taken_back_once(twice, cast, now):
    right, wrong = twice
    merge = merging.merge_people(kept=right, dropped=wrong, by=cast["office"], now=now)
    told = at_once(
        *(
            lambda who=who: merging.undo_merge(merge, by=cast[who], now=now)
            for who in ("office", "manager")
        )
    )
    assert kinds(told) == ["Person", "Refused"]
    assert refused(told) == "This merge was taken back already."
    assert Person.objects.filter(name="Bridget Harlow").count() == 1


@pytest.fixture
def risk(cast):
    return Risk.objects.create(
        programme=cast.plan.programme, workstream=cast.plan.first, number="R01", title="The case fails",
        likelihood=3, impact=4, state="open",
    )  # fmt: skip


def test_a_risk_that_two_close_is_closed_once_with_one_reason(risk, cast, today, now):
    def close(who, words):
        return lambda: register.close(
            Risk.objects.get(pk=risk.pk), reason=words, by=cast[who], today=today, now=now
        )

    told = at_once(close("office", "The case passed."), close("manager", "No longer likely."))
    assert kinds(told) == ["Refused", "Risk"]
    assert refused(told) == "Only an open entry can be closed."
    assert Risk.history.filter(id=risk.pk, state="closed").count() == 1
    closed = Risk.objects.get(pk=risk.pk)
    told_by = Risk.history.filter(id=risk.pk, state="closed").get()
    assert closed.close_reason == told_by.history_change_reason


def test_an_item_that_two_update_takes_one_and_shows_it_to_the_other(cast, today, now):
    item = cast.plan.item

    def say(who, percent):
        return lambda: progress.record(
            Item.objects.get(pk=item.pk),
            progress=progress.Progress(percent=percent, update=f"{percent} done"),
            by=cast[who], today=today, now=now, version=item.version,
        )  # fmt: skip

    told = at_once(say("manager", 25), say("contributor", 40))
    assert kinds(told) == ["Conflict", "Item"]
    saved = Item.objects.get(pk=item.pk)
    assert Update.objects.get().text == f"{saved.percent} done"


def test_owners_are_asked_once_by_two_who_ask_at_once(cast, now):
    def ask(who):
        return lambda: updates.ask([cast.plan.item], by=cast[who], now=now, text=who)

    told = at_once(ask("office"), ask("manager"))
    assert sorted(told) == [0, 1]
    assert Ask.objects.count() == 1


def test_a_fault_that_two_accept_is_accepted_once(cast, now):
    def accept(who):
        return lambda: mending.accept(cast.plan.item, fault="impossible", by=cast[who], now=now)

    assert kinds(at_once(accept("office"), accept("manager"))) == ["Accepted", "Accepted"]
    assert Accepted.objects.count() == 1
