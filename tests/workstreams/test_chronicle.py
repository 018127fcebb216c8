"""What happened, in words: every kind of act, for every kind of reader, in a fixed number of statements."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from workstreams.actions import words
from workstreams.actions.base import save
from workstreams.actions.bulk import change_many
from workstreams.actions.progress import Progress, record
from workstreams.actions.rating import declare
from workstreams.bulk import GiveTo, MoveDates
from workstreams.chronicle import acts_of, entries
from workstreams.chronicle.families import BY_NAME
from workstreams.models import BoardScope, Step
from workstreams.models.rights import forget, rights_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def told(cast):
    """The entries of the programme as one of the cast reads them, newest first."""

    def read(role="manager", **asked):
        user = cast[role]
        acts = list(acts_of(user, cast.plan.programme, **asked))
        return entries(acts, user, cast.plan.programme)

    return read


@pytest.fixture
def happened(cast, today, now):
    """An update, a declared rating, a remark and a change of many."""
    plan = cast.plan
    record(
        plan.item,
        progress=Progress(percent=40, update="Two thirds are checked.", reason="Group met"),
        by=cast["contributor"],
        today=today,
        now=now,
    )
    declare(
        plan.first,
        rag="amber",
        reason="Two weeks late",
        by=cast["lead"],
        today=today,
        now=now + timedelta(minutes=1),
    )
    words.comment(
        item=plan.other, text="Ask finance first.", by=cast["lead"], now=now + timedelta(minutes=2)
    )
    plan.item.refresh_from_db()
    change_many(
        programme=plan.programme,
        chosen={item.pk: item.version for item in (plan.item, plan.late, plan.other)},
        spec=MoveDates(2),
        reason="Cover",
        by=cast["manager"],
        today=today,
        now=now + timedelta(minutes=3),
    )


def lines(entry):
    return [f"{c.field}: {c.before} to {c.after}" for row in entry.rows for c in row.changes]


def test_newest_first_with_words(told, happened):
    bulk, comment, declared, update = told()
    assert bulk.act.sentence == "Moved the forecast of 3 items 2 weeks later"
    assert {row.label for row in bulk.rows} == {
        "Calderbrook action plan", "Calderbrook late strategy", "Calderbrook data set",
    }  # fmt: skip
    assert "Forecast: blank to “14 October 2020”" in lines(bulk)
    assert comment.rows[0].label == "Calderbrook data set"
    assert lines(comment) == ["Comment:  to “Ask finance first.”"]
    assert declared.rows[0].word == "Workstream"
    assert any("Amber" in line for line in lines(declared))
    assert lines(update) == [
        "Percent done: 0% to 40%",
        "Status: Not started to In progress",
        "Update:  to “Two thirds are checked.”",
    ]
    assert update.act.reason == "Group met"


def test_owners_by_name(told, cast, plan, today, now):
    bridget = factories.PersonFactory(name="Bridget Harlowe")
    change_many(
        programme=plan.programme, chosen={plan.item.pk: 1}, spec=GiveTo(bridget), reason="",
        by=cast["manager"], today=today, now=now,
    )  # fmt: skip
    assert sorted(lines(told()[0])) == [
        "Lead: Callum Deverill to taken off",
        "Lead: nobody to Bridget Harlowe",
    ]


def test_remarks_are_for_those_who_work_there(told, happened):
    for role in ("board", "auditor"):
        said = [line for entry in told(role) for line in lines(entry)]
        assert said
        assert not any("Ask finance" in line for line in said)
        assert len(told(role)) == 3


def test_a_board_of_one_branch_reads_that_branch(told, happened, cast, plan):
    scope = BoardScope.objects.get(board=cast.board)
    scope.programme, scope.workstream = None, plan.second
    scope.save()
    forget(cast["board"])
    read = told("board")
    assert [[row.label for row in entry.rows] for entry in read] == [["Calderbrook data set"]]
    assert read[0].total == 1


def test_the_stranger_reads_nothing(told, happened):
    assert told("stranger") == []


def test_by_kind(told, happened):
    assert [entry.act.kind for entry in told(kind="comments")] == ["comment"]
    assert [entry.act.kind for entry in told(kind="workstreams")] == ["workstream"]


def test_only_ones_own_acts_with_nothing_after_are_offered_for_undo(told, happened, cast):
    may = [entry.may_undo for entry in told("manager")]
    assert may == [True, False, False, False]
    # The contributor's update was followed by the change of many.
    assert not any(entry.may_undo for entry in told("contributor"))


def test_many_acts_cost_as_many_statements_as_few(cast, plan, today, now, happened):
    user = cast["manager"]
    rights_of(user)

    def cost():
        with CaptureQueriesContext(connection) as seen:
            entries(list(acts_of(user, plan.programme)[:50]), user, plan.programme)
        return [q["sql"][-150:] for q in seen]

    cost()  # what a process keeps is kept
    few = cost()
    for n in range(20):
        record(
            plan.late, progress=Progress(percent=n + 1, update=f"Word {n}"), by=user,
            today=today, now=now + timedelta(hours=n + 1),
        )  # fmt: skip
    many = cost()
    assert len(many) == len(few) <= 8, (few, many)


#: Kinds that stand in no programme, or are one person's own.
NOT_TOLD = {
    "organisation", "person", "personalias", "personmerge", "board", "boardalias", "boardscope",
    "boardrecipient", "meeting", "boardrule",
    "boardruleline", "boardoverride", "look", "logo", "notice", "reminder", "savedview",
}  # fmt: skip


def test_every_kind_of_row_with_a_history_is_told_or_left_out_on_purpose():
    kinds = {
        model._meta.model_name
        for model in apps.get_app_config("workstreams").get_models()
        if hasattr(model, "history")
    }
    assert kinds == {*BY_NAME, *NOT_TOLD}


def test_an_act_on_many_kinds_is_counted_by_kind(told, cast, plan, now):
    for n in range(4):
        item = factories.ItemFactory.build(workstream=plan.first, programme=plan.programme)
        item.pk = None
        save(item, by=cast["manager"], now=now)
        save(Step(item=item, position=n + 1), by=cast["manager"], now=now)
    (entry,) = told()
    assert entry.sums == "4 items, 4 steps"
    assert entry.rows == []
    assert not entry.may_undo
