"""Rows -> the ``Document`` that is rendered and mailed."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from reports.document import Document, Imprint, Part
from reports.models import Edition
from reports.periods import due_day
from workstreams.bank_holidays import england


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
        )
        for part in edition.parts.select_related("snapshot", "previous")
    )
    return Document(
        board=edition.board.name,
        organisation=parts[0].snapshot.organisation,
        period=str(edition.month),
        parts=parts,
        imprint=Imprint.from_raw(edition.imprint[name]),
        live_url=f"{settings.SITE_URL}{reverse('edition', args=[edition.pk])}",
    )


def imprint(
    edition: Edition,
    *,
    final: bool,
    prepared_by: str,
    approver: Any = None,
    at: datetime | None = None,
) -> Imprint:
    """What is printed of the report itself at this stage."""
    schedule = getattr(edition.board, "schedule", None)
    following = (
        due_day(edition.month.next, schedule.due(), holidays=england()) if schedule else None
    )
    return Imprint(
        final=final,
        version=edition.version,
        prepared_by=prepared_by,
        approver=approver.get_full_name() if approver else "",
        approved_at=at,
        next_report=following,
        note=edition.note,
    )
