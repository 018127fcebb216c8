"""A return: drafted, handed in, sent back, answered, agreed by somebody else, locked."""

import threading
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from workstreams.actions import month, returns
from workstreams.actions.base import Conflict, Refused
from workstreams.models import ChangeSet, Remark, Return, Workstream
from workstreams.when import read

pytestmark = pytest.mark.django_db

TOLD = {"narrative": "Two pathways agreed", "declared_rag": "amber", "declared_reason": "One waits"}


def opened(cast, today, now, day):
    return month.open_period(
        programme=cast.plan.programme, month=day, opens_on=today,
        deadline=now + timedelta(days=30), by=cast["office"], now=now,
    )  # fmt: skip


@pytest.fixture
def period(cast, today, now):
    return opened(cast, today, now, today)


@pytest.fixture
def handed_in(cast, period, now):
    return returns.hand_in(
        workstream=cast.plan.first, period=period, facts=TOLD, by=cast["lead"], now=now
    )


@pytest.fixture
def last_month(cast, today, now):
    """July's return, agreed; its words are offered for August."""
    july = opened(cast, today, now, date(2020, 7, 1))
    told = {**TOLD, "planned": "Sign the contract", "ask": "Money", "ask_by": read("15/09/20")}
    row = returns.hand_in(
        workstream=cast.plan.first, period=july, facts=told, by=cast["lead"], now=now
    )
    return returns.agree(row, by=cast["office"], today=today, now=now)


def test_a_draft_is_kept_until_it_is_handed_in(cast, period, now):
    ask = {"workstream": cast.plan.first, "period": period, "by": None, "now": now}
    draft = returns.save_return(facts={"narrative": "So far"}, **ask)
    assert draft.state == "draft"
    assert returns.save_return(facts={"narrative": "So far"}, **ask).version == draft.version


@pytest.mark.parametrize(("missing", "field"), [
    ({"narrative": " "}, "narrative"),
    ({"declared_rag": ""}, "declared_rag"),
    ({"declared_reason": ""}, "declared_reason"),
    ({"declared_rag": "green", "declared_reason": ""}, "declared_reason"),
    ({"savings_rag": "red"}, "savings_reason"),
    ({"ask_otherwise": "The bid fails"}, "ask"),
])  # fmt: skip
def test_what_is_not_whole_is_not_handed_in_and_nothing_is_kept(cast, period, now, missing, field):
    """Green without a reason too: the plan's own rating of that workstream is Red."""
    with pytest.raises(Refused) as refusal:
        returns.hand_in(
            workstream=cast.plan.first, period=period, facts={**TOLD, **missing}, by=None, now=now
        )
    assert refusal.value.field == field
    assert not Return.objects.exists()


def test_green_that_is_not_better_than_computed_needs_no_reason(cast, period, now):
    told = {"narrative": "All well", "declared_rag": "green"}
    row = returns.hand_in(workstream=cast.plan.second, period=period, facts=told, by=None, now=now)
    assert row.state == "submitted"


def test_handing_in_declares_nothing_and_agreeing_declares_both_ratings(cast, period, today, now):
    told = {**TOLD, "savings_rag": "red", "savings_reason": "Nothing saved"}
    row = returns.hand_in(
        workstream=cast.plan.first, period=period, facts=told, by=cast["lead"], now=now
    )
    branch = Workstream.objects.get(pk=cast.plan.first.pk)
    assert (branch.declared_rag, branch.declared_savings_rag) == ("", "")
    returns.agree(row, by=cast["office"], today=today, now=now)
    branch.refresh_from_db()
    assert (branch.declared_rag, branch.declared_reason, branch.declared_on) == (
        "amber", "One waits", today,
    )  # fmt: skip
    assert (branch.declared_savings_rag, branch.savings_declared_on) == ("red", today)


def test_what_is_handed_in_is_not_changed_by_its_lead(handed_in, cast, period, now):
    with pytest.raises(Refused, match="office"):
        returns.save_return(
            workstream=cast.plan.first, period=period, facts={"narrative": "No"}, by=None, now=now
        )


def test_a_question_sends_it_back_and_an_answer_hands_it_in_again(handed_in, cast, now):
    with pytest.raises(Refused):
        returns.challenge(handed_in, reason="", by=cast["office"], now=now)
    back = returns.challenge(handed_in, reason="Which one waits?", by=cast["office"], now=now)
    assert (back.state, back.challenge) == ("challenged", "Which one waits?")
    with pytest.raises(Refused, match="answer"):
        returns.answer(back, text=" ", stands=True, by=cast["lead"], now=now)
    kept = returns.answer(back, text="The third.", stands=False, by=cast["lead"], now=now)
    assert kept.state == "challenged"
    again = returns.answer(kept, text="It is signed now.", stands=True, by=cast["lead"], now=now)
    assert (again.state, again.challenge) == ("submitted", "")
    said = [(each.kind, each.text, each.by) for each in Remark.objects.all()]
    assert said == [
        ("question", "Which one waits?", cast["office"]),
        ("answer", "The third.", cast["lead"]),
        ("answer", "It is signed now.", cast["lead"]),
    ]
    with pytest.raises(Refused, match="No question"):
        returns.answer(again, text="Again", stands=True, by=cast["lead"], now=now)


def test_the_first_handing_in_is_kept_when_it_was_sent_back(handed_in, cast, now):
    back = returns.challenge(handed_in, reason="Why?", by=cast["office"], now=now)
    later = now + timedelta(days=4)
    again = returns.answer(back, text="So.", stands=True, by=cast["lead"], now=later)
    assert (again.first_submitted_at, again.submitted_at) == (now, later)


def test_who_handed_it_in_does_not_agree_it(cast, period, today, now):
    row = returns.hand_in(
        workstream=cast.plan.first, period=period, facts=TOLD, by=cast["manager"], now=now
    )
    with pytest.raises(Refused, match="yourself"):
        returns.agree(row, by=cast["manager"], today=today, now=now)
    assert returns.agree(row, by=cast["office"], today=today, now=now).state == "agreed"


def test_two_steps_better_than_computed_is_the_sponsors_to_agree(cast, period, today, now):
    told = {**TOLD, "declared_rag": "green", "declared_reason": "It clears on Friday"}
    row = returns.hand_in(
        workstream=cast.plan.first, period=period, facts=told, by=cast["lead"], now=now
    )
    with pytest.raises(Refused, match="sponsor"):
        returns.agree(row, by=cast["office"], today=today, now=now)
    assert returns.agree(row, by=cast["sponsor"], today=today, now=now).agreed_rag == "green"


def test_agreeing_keeps_the_declared_rating_beside_the_agreed_one(handed_in, cast, today, now):
    with pytest.raises(Refused, match="another rating"):
        returns.agree(handed_in, rag="red", by=cast["office"], today=today, now=now)
    agreed = returns.agree(
        handed_in, rag="red", reason="Two wait", by=cast["office"], today=today, now=now
    )
    assert (agreed.declared_rag, agreed.agreed_rag, agreed.agreed_by) == (
        "amber", "red", cast["office"],
    )  # fmt: skip
    assert Remark.objects.get().kind == "decision"


def test_what_is_agreed_is_locked(handed_in, cast, period, today, now):
    agreed = returns.agree(handed_in, by=cast["office"], today=today, now=now)
    for verb in (
        lambda: returns.save_return(
            workstream=cast.plan.first, period=period, facts={"narrative": "No"}, by=None, now=now
        ),
        lambda: returns.submit(agreed, by=None, now=now),
        lambda: returns.challenge(agreed, reason="Why?", by=None, now=now),
        lambda: returns.agree(agreed, by=cast["sponsor"], today=today, now=now),
    ):
        with pytest.raises(Refused, match="agreed"):
            verb()


def test_last_months_words_are_handed_in_only_when_they_are_confirmed_or_changed(
    last_month, cast, period, now
):
    ask = {"workstream": cast.plan.first, "period": period, "by": cast["lead"], "now": now}
    facts = {name: getattr(last_month, name) for name in ("planned", "ask", "ask_by", *TOLD)}
    draft = returns.save_return(facts=facts, **ask)
    assert draft.carried == ["progress", "next", "asks", "delivery"]
    with pytest.raises(Refused, match="last month") as refusal:
        returns.submit(draft, by=cast["lead"], now=now)
    assert refusal.value.field == "narrative"
    draft = returns.save_return(facts={"narrative": "Three now"}, confirmed=("next",), **ask)
    assert draft.carried == ["asks", "delivery"]
    draft = returns.save_return(facts={"ask_by": read("30/09/20")}, **ask)
    assert draft.carried == ["delivery"]
    draft = returns.save_return(facts={}, confirmed=("delivery",), **ask)
    assert returns.submit(draft, by=cast["lead"], now=now).state == "submitted"


def test_no_change_is_an_answer_that_is_counted(last_month, cast, period, now):
    ask = {"period": period, "by": cast["lead"], "now": now}
    row = returns.no_change(workstream=cast.plan.first, **ask)
    assert (row.state, row.no_change, row.narrative) == ("submitted", True, TOLD["narrative"])
    assert Return.objects.filter(period=period, no_change=True).count() == 1
    with pytest.raises(Refused, match="no earlier"):
        returns.no_change(workstream=cast.plan.second, **ask)


def test_words_added_after_no_change_are_a_change(last_month, cast, period, now):
    row = returns.no_change(workstream=cast.plan.first, period=period, by=cast["lead"], now=now)
    returns.challenge(row, reason="Nothing at all?", by=cast["office"], now=now)
    row = returns.save_return(
        workstream=cast.plan.first, period=period, facts={"narrative": "One"}, by=None, now=now
    )
    assert not row.no_change


def test_a_month_of_another_programme_is_refused(period, cast, now):
    with pytest.raises(Refused, match="another programme"):
        returns.save_return(
            workstream=cast.other_plan.first, period=period, facts=TOLD, by=None, now=now
        )


def test_nothing_is_asked_or_answered_once_the_month_is_closed(handed_in, cast, period, today, now):
    month.close_period(period, by=None, now=now)
    with pytest.raises(Refused, match="closed"):
        returns.challenge(handed_in, reason="Why?", by=cast["office"], now=now)
    assert returns.agree(handed_in, by=cast["office"], today=today, now=now).state == "agreed"


def test_an_old_version_is_a_conflict(period, cast, now):
    ask = {"workstream": cast.plan.first, "period": period, "by": None, "now": now}
    returns.save_return(facts={"narrative": "a"}, **ask)
    returns.save_return(facts={"narrative": "b"}, version=1, **ask)
    with pytest.raises(Conflict):
        returns.save_return(facts={"narrative": "c"}, version=1, **ask)


def test_the_database_holds_that_a_submitted_return_has_a_time(handed_in):
    with pytest.raises(IntegrityError), transaction.atomic():
        Return.objects.filter(pk=handed_in.pk).update(submitted_at=None)


def at_once(*calls):
    """Each call in a thread of its own at the same moment; what each raised or answered."""
    gate, told = threading.Barrier(len(calls)), [None] * len(calls)

    def run(number, call):
        try:
            gate.wait()
            told[number] = call()
        except (Refused, Conflict) as error:
            told[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(calls)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return told


@pytest.mark.django_db(transaction=True)
def test_two_tabs_that_begin_a_return_make_one_and_the_other_is_told(cast, period, now):
    def begin(words):
        return lambda: returns.save_return(
            workstream=cast.plan.first, period=period, facts={"narrative": words}, by=None, now=now,
            version=None,
        )  # fmt: skip

    told = at_once(begin("one"), begin("two"))
    assert Return.objects.count() == 1
    words = Return.objects.get().narrative
    assert words in ("one", "two")
    assert not any(isinstance(each, Refused) for each in told)


@pytest.mark.django_db(transaction=True)
def test_agreed_and_sent_back_at_once_is_one_of_both(cast, handed_in, today, now):
    told = at_once(
        lambda: returns.agree(handed_in, by=cast["office"], today=today, now=now),
        lambda: returns.challenge(handed_in, reason="Why?", by=cast["manager"], now=now),
    )
    assert sum(isinstance(each, Refused) for each in told) == 1
    assert Return.objects.get().state in ("agreed", "challenged")


class TestARunOfDrafts:
    """What is kept by itself every few seconds is one act, and nothing that was kept is lost."""

    @pytest.fixture
    def keep(self, cast, period, now):
        def keep(after=0, by="lead", typing=True, **facts):
            return returns.save_return(
                workstream=cast.plan.first,
                period=period,
                facts=facts,
                by=cast[by],
                now=now + timedelta(seconds=after),
                typing=typing,
            )

        return keep

    def kept(self, row):
        """What the history of a return says, oldest first: kind and words."""
        rows = row.history.order_by("history_date", "history_id")
        return list(rows.values_list("history_type", "narrative"))

    def acts(self):
        return ChangeSet.objects.filter(kind="return").order_by("at")

    def test_a_paragraph_typed_is_one_act_at_its_last_moment(self, keep, now):
        for at, words in enumerate(("So", "So far", "So far three", "So far three nurses")):
            row = keep(after=at * 3, narrative=words)
        assert self.kept(row) == [("+", "So far three nurses")]
        assert [act.at for act in self.acts()] == [now + timedelta(seconds=9)]
        assert row.version == 4  # each save still tells another tab that it moved on

    def test_another_box_goes_on_with_the_run(self, keep):
        keep(narrative="So far", declared_rag="amber")
        row = keep(after=3, narrative="So far", declared_rag="amber", planned="Sign")
        assert len(self.kept(row)) == 1

    @pytest.mark.parametrize(
        ("second", "why"),
        [
            ({"narrative": "Three nurses", "after": 3}, "words were taken away"),
            ({"narrative": "So far", "declared_rag": "green", "after": 3}, "another rating"),
            ({"narrative": "So far, two", "after": 601}, "a pause of ten minutes"),
            ({"narrative": "So far, two", "after": 3, "by": "manager"}, "another person"),
            ({"narrative": "So far, two", "after": 3, "typing": False}, "a button was pressed"),
        ],
    )
    def test_what_would_be_lost_or_is_no_run_stays_in_the_history(self, keep, second, why):
        keep(narrative="So far", declared_rag="amber")
        row = keep(**{"declared_rag": "amber", **second})
        assert len(self.kept(row)) == 2, why
        assert self.acts().count() == 2

    def test_a_run_ends_at_midnight(self, keep, now):
        """The plan as at a day shows what was kept on that day."""
        late = 14 * 3600 - 2  # 23:59:58 in London
        keep(after=late, narrative="So")
        row = keep(after=late + 3, narrative="So far")
        assert len(self.kept(row)) == 2

    def test_what_was_handed_in_is_not_folded_into_a_draft(self, keep, cast, period, now):
        row = keep(**TOLD)
        handed = returns.submit(row, by=cast["lead"], now=now + timedelta(seconds=3))
        assert handed.state == "submitted"
        assert row.history.count() == 2
