"""The work a worker does on an edition: freeze the facts, render the draft, render the final.

Each step is claimed by a conditional UPDATE that raises the attempt and is committed before the work,
and finished by one that names the attempt: a worker that lost its lease finishes nothing (F1, F2, F23).
"""

import errno
import logging
import os
import socket
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import (
    DatabaseError,
    IntegrityError,
    InternalError,
    OperationalError,
    connection,
    transaction,
)
from django.db.models import F, Q

from reports import codec, render, store
from reports.collect import collect, previous, ratings_of
from reports.kinds import Kind
from reports.log import move_edition
from reports.models import Edition, EditionPart, EditionState, PartMonth, Snapshot, Transition
from reports.periods import Month
from reports.publish.binding import bind, imprint
from reports.publish.issue import issue_if_due
from reports.publish.quarter import Months, begins_with, months_of
from reports.publish.rows import keep_rows
from workstreams.models import BoardScope, Programme

logger = logging.getLogger(__name__)
Clock = Callable[[], datetime]

WORKED_ON = (EditionState.DUE, EditionState.FROZEN, EditionState.APPROVED)
ATTEMPTS = 3
#: What the database or another report's work did: a lock that was waited for too long, a deadlock, two that freeze
#: one programme at once, a restart. No fault of this report, so it uses up none of its attempts, so many times.
NOT_ITS_FAULT = (OperationalError, IntegrityError, InternalError)
#: Nor is a full or read-only disk: every board that falls due then waits until somebody makes room (F28).
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EROFS)
EXCUSES = 12  # with the rests between them more than two hours


def holder() -> str:
    """This process, as the log names it."""
    return f"{socket.gethostname()}:{os.getpid()}"


def lease() -> timedelta:
    """How long a claim holds without word from its worker."""
    return timedelta(seconds=getattr(settings, "REPORT_LEASE_SECONDS", 600))


def work(pk: int, *, clock: Clock) -> str:
    """Takes an edition as far as it can go without a person; the state it ends in.

    Finding nothing to do (done already, or held by another) costs one UPDATE and returns "".
    """
    ended = ""
    while (edition := claim(pk, now=clock())) is not None:
        step = freeze if edition.state == EditionState.DUE else make
        try:
            ended = step(edition, clock=clock)
        except Overtaken as error:
            logger.warning("%s", error)
            return ""
        except DatabaseError as error:
            logger.warning("Edition %s: %s", pk, error)
            ended = fail(
                edition,
                now=clock(),
                words="the database was busy",
                final=False,
                excused=isinstance(error, NOT_ITS_FAULT),
            )
        except Exception as error:
            logger.exception("Edition %s could not be made", pk)
            ended = fail(
                edition,
                now=clock(),
                words=str(error) or type(error).__name__,
                final=not _passing(error),
                excused=getattr(error, "errno", None) in NO_ROOM,
            )
        if ended not in WORKED_ON:  # nothing is left that a worker could do
            break
    return ended


def claim(pk: int, *, now: datetime) -> Edition | None:
    """The edition, held for the length of a lease; None when there is nothing to do or another has it."""
    free = Q(lease_until__isnull=True) | Q(lease_until__lt=now)
    rows = Edition.objects.filter(free, pk=pk, state__in=WORKED_ON)
    taken = rows.filter(attempt__lt=F("excused") + ATTEMPTS).update(
        holder=holder(), lease_until=now + lease(), attempt=F("attempt") + 1
    )
    if taken:
        return Edition.objects.select_related("board", "board__schedule").get(pk=pk)
    worn_out = rows.filter(attempt__gte=F("excused") + ATTEMPTS).first()
    if worn_out:
        fail(worn_out, now=now, words=f"killed its worker {ATTEMPTS} times", final=True)
    return None


def freeze(edition: Edition, *, clock: Clock) -> str:
    """Facts -> snapshots, in one REPEATABLE READ transaction; a period another board froze is shared (F33)."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost and connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        now = clock()
        scope = _scope(edition)
        if not scope:
            raise ReportError(
                f"{edition.board} looks at no programme; give it one before its report is made."
            )
        prepared = ""
        for position, (programme, branches) in enumerate(scope):
            frozen = snapshot_of(programme, edition.month, now=now, fresh_facts=edition.fresh_facts)
            prepared = prepared or frozen.read().manager
            _part(edition, programme, frozen, position=position, branches=branches)
        draft = imprint(edition, final=False, prepared_by=prepared)
        _finish(
            edition,
            EditionState.FROZEN,
            now=now,
            words="facts frozen",
            imprint={"draft": draft.to_raw()},
        )
        return EditionState.FROZEN


def _part(
    edition: Edition, programme: Programme, frozen: Snapshot, *, position: int, branches: list[int]
) -> None:
    """One programme of the edition: its record, and those it is read beside."""
    months: Months = []
    if edition.kind == Kind.QUARTERLY:
        months = months_of(programme, last=edition.month, frozen=frozen)
        earlier = previous(programme, before=months[0][0])
        before = begins_with(months, before=earlier)
    else:
        before = previous(programme, before=edition.month)
    part = EditionPart.objects.create(
        edition=edition, position=position, snapshot=frozen, previous=before, branches=branches
    )
    PartMonth.objects.bulk_create(
        PartMonth(part=part, period=month.first, snapshot=each) for month, each in months
    )
    keep_rows(edition, part)


def make(edition: Edition, *, clock: Clock) -> str:
    """Renders the draft of a frozen edition, or the final of an approved one, and stores the file."""
    final = edition.state == EditionState.APPROVED
    rendered = render.pdf(bind(edition, final=final))
    stage = "final" if final else "draft"
    name = store.keep(
        f"reports/{edition.month.key}/{edition.board_id}-{edition.kind}-v{edition.version}-{stage}",
        rendered,
    )
    then = EditionState.FINAL if final else EditionState.READY
    with transaction.atomic():
        now = clock()
        _finish(
            edition,
            then,
            now=now,
            words=f"{rendered.pages} pages, SHA-256 {rendered.sha256[:12]}",
            **{
                stage: name,
                f"{stage}_sha256": rendered.sha256,
                "pages": rendered.pages,
                "size": len(rendered.content),
                **({"printed": rendered.words} if final else {}),
            },
        )
        return issue_if_due(edition, now=now) if final else then


def fail(edition: Edition, *, now: datetime, words: str, final: bool, excused: bool = False) -> str:
    """Ends an attempt without a result. ``final``: it would end so each time, do not try again.
    ``excused``: it does not count, as long as that was not said too often."""
    excuses = edition.excused + (excused and edition.excused < EXCUSES)
    with transaction.atomic():
        rows = Edition.objects.filter(pk=edition.pk, attempt=edition.attempt, state=edition.state)
        if final or edition.attempt - excuses >= ATTEMPTS:
            changed = rows.update(
                state=EditionState.FAILED,
                since=now,
                failed_from=edition.state,
                error=words,
                holder="",
                lease_until=None,
            )
            to: str = EditionState.FAILED
        else:
            again = now + _rest(edition.attempt)
            changed = rows.update(error=words, holder="", lease_until=again, excused=excuses)
            to = edition.state
        if changed:
            Transition.objects.create(
                edition=edition,
                at=now,
                was=edition.state,
                now=to,
                attempt=edition.attempt,
                holder=holder(),
                words=words,
            )
    return EditionState.FAILED if final else ""


def _rest(attempt: int) -> timedelta:
    """How long an edition is left alone after its n-th attempt failed: 1 minute, then 2, 16 at most."""
    return timedelta(seconds=getattr(settings, "REPORT_AGAIN_SECONDS", 30) * 2 ** min(attempt, 5))


class ReportError(Exception):
    """Ends the same way each time; the message is for people."""


def _passing(error: Exception) -> bool:
    """Whether trying again may help: disks fill and processes are killed; templates stay wrong."""
    return isinstance(error, OSError | render.RenderKilled)


def _finish(edition: Edition, state: str, *, now: datetime, words: str, **changes: object) -> None:
    """Fenced: changes nothing and raises when another worker has taken over."""
    fenced = Edition.objects.filter(pk=edition.pk, attempt=edition.attempt, holder=edition.holder)
    if not fenced.select_for_update().exists() or not move_edition(
        edition, state, was=edition.state, now=now, words=words, **changes
    ):
        raise Overtaken(f"Edition {edition.pk}: attempt {edition.attempt} was overtaken.")


class Overtaken(DatabaseError):
    """The lease ran out and somebody else did the work; what this worker made is thrown away."""


def _scope(edition: Edition) -> list[tuple[Programme, list[int]]]:
    """The programmes a board looks at, each with its branches (none: the whole programme)."""
    whole: dict[int, bool] = {}
    branches: dict[int, list[int]] = {}
    programmes: dict[int, Programme] = {}
    rows = BoardScope.objects.filter(board=edition.board_id)
    for row in rows.select_related("programme", "workstream__programme").order_by("pk"):
        programme = row.workstream.programme if row.workstream else row.programme
        assert programme is not None  # noqa: S101 - held by a constraint of BoardScope
        programmes.setdefault(programme.pk, programme)
        whole[programme.pk] = whole.get(programme.pk, False) or row.workstream is None
        branches.setdefault(programme.pk, []).extend([row.workstream.pk] if row.workstream else [])
    return [(each, [] if whole[key] else branches[key]) for key, each in programmes.items()]


def snapshot_of(
    programme: Programme, period: Month, *, now: datetime, fresh_facts: bool = False
) -> Snapshot:
    """The period's snapshot of a programme: the one there is, or a fresh one."""
    there = (
        Snapshot.objects.filter(programme=programme, period=period.first)
        .order_by("-number")
        .first()
    )
    if there and not fresh_facts:
        return there
    taken = collect(programme, period=period, as_at=period.last, now=now)
    body = codec.to_json(taken)
    return Snapshot.objects.create(
        programme=programme,
        period=period.first,
        number=there.number + 1 if there else 1,
        schema=taken.schema,
        as_at=taken.as_at,
        taken_at=taken.taken_at,
        body=body,
        sha256=codec.fingerprint(body),
        ratings=ratings_of(taken),
    )
