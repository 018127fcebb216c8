"""What stands in a programme that a URL may point at, for the cast's programme and for the other."""

from __future__ import annotations

import hashlib

import pytest
from django.core.files.base import ContentFile

from reports.models import Delivery, Edition, EditionPart
from reports.periods import Month
from reports.publish.work import snapshot_of
from tests import factories, workbooks
from tests.conftest import Cast, Plan
from tests.tracker.parts import build_parts
from tests.tracker.places import Things
from workstreams.actions.board_rules import put_by_hand, set_rule
from workstreams.importing import apply
from workstreams.models import Board, BoardScope, ImportBatch, Logo, Person

JULY = Month(2020, 7)
PDF = b"%PDF-1.7\n%%EOF\n"


READ: dict = {}  # the workbook is read once in a run; its reading is the same each time


def upload(plan: Plan, now) -> ImportBatch:
    """A checked workbook, as the upload page leaves it."""
    if not READ:
        first = apply.check(
            programme=plan.programme,
            data=workbooks.headings_below(),
            file_name="plan.xlsx",
            by=None,
            now=now,
        )
        READ.update(reading=first.reading, shape=first.shape, content=first.content)
        first.delete()
    return ImportBatch.objects.create(
        programme=plan.programme,
        file_name=f"{plan.programme.name}.xlsx",
        sha256="0" * 64,
        created_at=now,
        **READ,
    )


def build_things(plan: Plan, board: Board, now, *, owner: Person, by) -> Things:
    """An upload, an issued report and one of its mails, and a row of each family, beside the plan."""
    batch = upload(plan, now)
    edition = Edition.objects.create(
        board=board,
        period=JULY.first,
        state="sent",
        since=now,
        due_at=now,
        approved_at=now,
        issued_at=now,
        final_sha256=hashlib.sha256(PDF).hexdigest(),
        draft_sha256="0" * 64,
    )
    edition.final.save("report.pdf", ContentFile(PDF))
    committee = Edition.objects.create(
        board=board, kind="committee", period=JULY.first, state="ready", since=now
    )
    snapshot = snapshot_of(plan.programme, JULY, now=now)
    EditionPart.objects.create(edition=edition, position=1, snapshot=snapshot)
    delivery = Delivery.objects.create(
        edition=edition,
        name="Gillian Roake",
        email=f"slt@{plan.programme.slug}.example",
        state="unknown",
        since=now,
    )
    parts = build_parts(plan, board, owner, by)
    set_rule(
        board, lines=[{"ratings": ["red"]}], note=f"{plan.programme.name} asks", by=by, now=now
    )
    put_by_hand(
        board, plan.other, into=True, reason=f"{plan.programme.name} asks", by=by,
        today=now.date(), now=now,
    )  # fmt: skip
    return Things(
        plan=plan, board=board, batch=batch, edition=edition, committee=committee, delivery=delivery,
        parts=parts,
    )  # fmt: skip


def build_both(cast: Cast, now) -> tuple[Things, Things]:
    """The two sets: own and other."""
    other_board = factories.BoardFactory(name="Netherfield Board")
    BoardScope.objects.create(board=other_board, programme=cast.other_plan.programme)
    callum = Person.objects.get(user=cast["contributor"])
    own = build_things(cast.plan, cast.board, now, owner=callum, by=cast["manager"])
    Logo.objects.create(
        sha256="1" * 64, kind="image/png", content=b"bytes", width=32, height=32, taken_at=now
    )
    owner = factories.PersonFactory(name="Netherfield owner")
    other = build_things(cast.other_plan, other_board, now, owner=owner, by=cast["stranger"])
    return own, other


@pytest.fixture
def built_things(cast, now, settings, tmp_path):
    """The two sets, built for one test."""
    settings.MEDIA_ROOT = tmp_path
    return build_both(cast, now)
