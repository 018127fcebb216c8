"""The rest of the model in a programme: one row of each family, and the lines of their URLs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from reports.models import Digest, Nudge
from tests.tracker.acts import built_act
from workstreams.models import (
    Attachment,
    Board,
    BoardRecipient,
    BudgetLine,
    ChecklistLine,
    Checkpoint,
    Comment,
    Decision,
    Dependency,
    Figure,
    GlossaryTerm,
    Issue,
    Measure,
    Meeting,
    Person,
    PersonMerge,
    Reading,
    Reminder,
    ReportingPeriod,
    Return,
    Risk,
    SavedView,
    Saving,
    SavingYear,
    Step,
)

AUGUST = date(2020, 8, 1)


def build_parts(plan: Any, board: Board, owner: Person, by: Any) -> SimpleNamespace:
    """One row of each family in workstream 1, owned by an action owner; every title is a canary."""
    name = plan.programme.name
    shared = {
        "programme": plan.programme,
        "workstream": plan.first,
        "owner": owner,
        "title": f"{name} part",
    }
    saving = Saving.objects.create(**shared)
    year = SavingYear(saving=saving, year=2020)
    year.target = Figure.of(5000)
    year.save()
    measure = Measure.objects.create(**shared)
    reading = Reading(measure=measure, period=date(2020, 7, 31))
    reading.value = Figure.of(12)
    reading.save()
    meeting = Meeting.objects.create(board=board, on=date(2020, 9, 1), papers_due=date(2020, 8, 20))
    period = ReportingPeriod.objects.create(
        programme=plan.programme,
        month=AUGUST,
        opens_on=AUGUST,
        deadline=datetime(2020, 9, 5, 17, tzinfo=UTC),
    )
    budget = BudgetLine(programme=plan.programme, title=f"{name} budget", year=2020)
    budget.save()
    digest = Digest.objects.create(
        key=name, name=f"{name} lead", email="lead@calderbrook.example", state="unknown",
        since=datetime(2020, 8, 2, tzinfo=UTC),
    )  # fmt: skip
    Nudge.objects.create(digest=digest, email=digest.email, step="opened", period=period)
    return SimpleNamespace(
        digest=digest,
        view=SavedView.objects.create(
            programme=plan.programme, by=by, name=f"{name} late", query="show=overdue", shared=True
        ),
        risk=Risk.objects.create(
            number="R01", likelihood=3, impact=4, raised_by=by, item=plan.item, **shared
        ),
        issue=Issue.objects.create(number="I01", **shared),
        dependency=Dependency.objects.create(outside=f"{name} alliance", **shared),
        saving=saving,
        budget_line=budget,
        measure=measure,
        meeting=meeting,
        period=period,
        given=Return.objects.create(
            workstream=plan.first, period=period, narrative=f"{name} went well"
        ),
        decision=Decision.objects.create(number="D01", board=board, meeting=meeting, **shared),
        step=Step.objects.create(item=plan.item, position=1, board=board, meeting=meeting),
        checkpoint=Checkpoint.objects.create(item=plan.item, title=f"{name} halfway", position=1),
        line=ChecklistLine.objects.create(item=plan.item, text=f"{name} first part", position=1),
        reminder=Reminder.objects.create(item=plan.item, on=date(2020, 9, 1), text=f"{name} asks"),
        attachment=_attached(plan, name, by),
        term=GlossaryTerm.objects.create(
            programme=plan.programme, short="SLT", long=f"{name} leaders"
        ),
        comment=Comment.objects.create(
            item=plan.item,
            text=f"{name} remark",
            by=by,
            written_at=datetime(2020, 8, 2, tzinfo=UTC),
        ),
        act=built_act(plan, by),
        owner=owner,
        merge=PersonMerge.objects.create(
            kept=owner,
            name=f"{name} Writer",
            moved={
                "person": {"id": owner.pk + 5000, "name": f"{name} Writer"},
                "rows": [],
                "removed": [],
                "led": [],
                "aliases": [f"{name} Writer"],
            },
            merged_at=datetime(2020, 8, 2, tzinfo=UTC),
        ),
        recipient=BoardRecipient.objects.create(
            board=board, name=f"{name} reader", email=f"reader@{plan.programme.slug}.example"
        ),
    )


def _attached(plan: Any, name: str, by: Any) -> Attachment:
    """A file that says whose it is."""
    row, _ = Attachment.objects.get_or_create(
        item=plan.item,
        title=f"{name} draft",
        defaults={
            "file_name": "draft.txt",
            "stored_as": default_storage.save(
                f"attachments/{plan.programme.slug}.txt", ContentFile(f"{name} draft".encode())
            ),
            "size": 20,
            "by": by,
            "added_at": datetime(2020, 8, 2, tzinfo=UTC),
        },
    )
    return row


def _of(name: str, *more: Any) -> Callable[[Any], list[Any]]:
    return lambda things: [getattr(things.parts, name).pk, *more]


def _slug(things: Any) -> list[Any]:
    return [things.plan.programme.slug]


def _item(things: Any) -> list[Any]:
    return [things.plan.item.pk]


def _first(things: Any) -> list[Any]:
    return [things.plan.first.pk]


def _return(things: Any) -> list[Any]:
    return [things.parts.period.pk, things.plan.first.pk]


def _digest(things: Any) -> list[Any]:
    return [things.parts.period.pk, things.parts.digest.pk]


def _board(things: Any) -> list[Any]:
    return [things.board.pk]


def _step(things: Any) -> list[Any]:
    return [*_item(things), things.parts.step.pk]


def _checkpoint(things: Any) -> list[Any]:
    return [*_item(things), things.parts.checkpoint.pk]


def _hanging(name: str) -> Callable[[Any], list[Any]]:
    return lambda things: [*_item(things), getattr(things.parts, name).pk]


def _recipient(things: Any) -> list[Any]:
    return [*_board(things), things.parts.recipient.pk]


def _person(name: str) -> Callable[[Any], list[Any]]:
    return lambda things: [*_slug(things), getattr(things.parts, name).pk]


def _nothing(_: Any) -> list[Any]:
    return []


PARTS: dict[str, Callable[[Any], list[Any]]] = {
    "register": _slug,
    **{
        f"{kind}_add": _slug
        for kind in ("risk", "issue", "dependency", "saving", "budget_line", "measure", "decision")
    },
    **{
        kind: _of(kind)
        for kind in (
            "risk",
            "issue",
            "dependency",
            "saving",
            "budget_line",
            "measure",
            "meeting",
            "decision",
            "period",
        )
    },
    **{
        f"{kind}_edit": _of(kind)
        for kind in (
            "risk",
            "issue",
            "dependency",
            "saving",
            "budget_line",
            "measure",
            "meeting",
            "decision",
            "term",
        )
    },
    **{
        f"{kind}_{verb}": _of(kind)
        for kind in ("risk", "issue")
        for verb in ("accept", "reject", "close", "reopen")
    },
    "dependencies": _slug,
    "dependency_meet": _of("dependency"),
    "money": _slug,
    "saving_year": _of("saving", 2020),
    "saving_verify": _of("saving", 2020),
    "measures": _slug,
    "reading_add": _of("measure"),
    "periods": _slug,
    "period_open": _slug,
    "period_close": _of("period"),
    "period_reopen": _of("period"),
    "period_deadline": _of("period"),
    "return": _return,
    "return_edit": _return,
    "return_agree": _return,
    "return_challenge": _return,
    "return_no_change": _return,
    "return_answer": _return,
    "period_rule": _slug,
    "period_challenge": _of("period"),
    "digest_arrived": _digest,
    "digest_again": _digest,
    "strip": _first,
    "people": _slug,
    "person": _person("owner"),
    "person_merge": _person("owner"),
    "person_merge_undo": _person("merge"),
    "boards": _slug,
    "board": _board,
    "recipient_add": _board,
    "recipient_drop": _recipient,
    "meeting_add": _board,
    "decision_record": _of("decision"),
    "item_split": _item,
    "step_add": _item,
    "step_edit": _step,
    "step_move": _step,
    "step_drop": _step,
    "glossary": _nothing,
    "term_add": _nothing,
    "term_drop": _of("term"),
    "programme_glossary": _slug,
    "programme_term_add": _slug,
    "item_more": _item,
    "item_details": _item,
    "item_comment": _item,
    "checkpoint_add": _item,
    "checkpoint_tick": _checkpoint,
    "checkpoint_drop": _checkpoint,
    "workstream_more": _first,
    "workstream_comment": _first,
    "comment_resolve": _of("comment"),
    "notices": _nothing,
    "read_date": _nothing,
    "view_add": _slug,
    **{f"view_{verb}": _of("view") for verb in ("edit", "remove")},
    "people_find": _slug,
    "items_find": _slug,
    "item_add": _first,
    "phase_item_add": lambda things: [things.plan.phase.pk],
    **{f"item_{verb}": _item for verb in ("move", "order", "drop", "status", "owners")},
    **{f"{kind}_add": _item for kind in ("line", "reminder", "attachment")},
    **{f"line_{verb}": _hanging("line") for verb in ("edit", "tick", "drop")},
    **{f"reminder_{verb}": _hanging("reminder") for verb in ("edit", "drop")},
    **{f"attachment_{verb}": _hanging("attachment") for verb in ("edit", "drop")},
    "attachment_file": _of("attachment"),
    "checkpoint_edit": _checkpoint,
    "item_part": lambda things: [*_item(things), "proof"],
}
