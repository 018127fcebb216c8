"""Rows -> the ``Document`` that is rendered and mailed."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from reports.committee import State, Text
from reports.document import Document, Imprint, Logo, Part
from reports.kinds import Kind, next_period
from reports.models import Edition, EditionPart
from reports.periods import Month, due_day
from reports.snapshot import Snapshot
from workstreams import look
from workstreams.dates.bank_holidays import england
from workstreams.models import Logo as Kept

LOOK = ("organisation", "colour", "logo")


def bind(edition: Edition, *, final: bool | None = None) -> Document:
    """The document of an edition, from its frozen snapshots and its imprint.

    ``final``: which imprint; None takes the final one when there is one. ValueError before the freeze.
    """
    name = "final" if (final if final is not None else "final" in edition.imprint) else "draft"
    if name not in edition.imprint:
        raise ValueError("Nothing is frozen yet.")
    parts = tuple(
        Part(
            snapshot=part.snapshot.read(),
            sha256=part.snapshot.sha256,
            previous=part.previous.read() if part.previous else None,
            branches=tuple(part.branches),
            months=_months(part) if edition.kind == Kind.QUARTERLY else (),
            rows=part.rows.read() if hasattr(part, "rows") else None,
        )
        for part in edition.parts.select_related("snapshot", "previous", "rows")
    )
    said = Imprint.from_raw(edition.imprint[name])
    return Document(
        board=edition.board.name,
        organisation=said.organisation or parts[0].snapshot.organisation,
        period=edition.covers,
        parts=parts,
        imprint=said,
        logo=_logo(said.logo),
        live_url=f"{settings.SITE_URL}{reverse('edition', args=[edition.pk])}",
        kind=Kind(edition.kind),
        texts=texts_of(edition) if edition.kind == Kind.COMMITTEE else (),
    )


def _look() -> dict[str, str]:
    now = look.fresh()
    return {"organisation": now.name, "colour": now.colour, "logo": now.logo}


def _logo(sha256: str) -> Logo | None:
    """The logo that an imprint names."""
    if not sha256:
        return None
    row = Kept.objects.get(sha256=sha256)
    return Logo(row.kind, bytes(row.content), row.width, row.height)


def texts_of(edition: Edition) -> tuple[Text, ...]:
    """What people wrote into its sections; once it is approved nobody can write any more."""
    return tuple(Text(each.key, State(each.state), each.text) for each in edition.texts.all())


def _months(part: EditionPart) -> tuple[tuple[str, Snapshot | None], ...]:
    """The three months of a quarterly review, oldest first."""
    return tuple(
        (Month.of(each.period).key, each.snapshot.read() if each.snapshot else None)
        for each in part.months.select_related("snapshot").order_by("period")
    )


def imprint(
    edition: Edition,
    *,
    final: bool,
    prepared_by: str,
    approver: Any = None,
    at: datetime | None = None,
) -> Imprint:
    """What is printed of the report itself at this stage. The final looks as the draft that was read,
    whatever the organisation's settings have become since."""
    drafted = edition.imprint.get("draft", {})
    shown = drafted if final else _look()
    schedule = getattr(edition.board, "schedule", None)
    coming = next_period(edition.kind, edition.month)
    following = due_day(coming, schedule.due(), holidays=england()) if schedule and coming else None
    return Imprint(
        final=final,
        version=edition.version,
        prepared_by=prepared_by,
        approver=approver.get_full_name() if approver else "",
        approved_at=at,
        next_report=following,
        note=edition.note,
        **{name: shown.get(name, "") for name in LOOK},
    )
