"""Measures and what was read of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from workstreams.models import Figure, Measure, Programme, Reading, Workstream

from .base import Refused, save
from .parts import change, filled, locked, of_programme, titled


@transaction.atomic
def add_measure(
    *,
    programme: Programme,
    title: str,
    by: Any,
    now: datetime,
    workstream: Workstream | None = None,
    workstreams: Iterable[Workstream] = (),
    **facts: Any,
) -> Measure:
    """A measure of a workstream or of the whole programme; `workstreams` share it (S1-39)."""
    of_programme(programme, workstream=workstream)
    measure = Measure(
        programme=programme,
        title=titled(title, what="measure"),
        workstream=workstream,
        raised_by=by,
        raised_on=now.date(),
    )
    save(filled(measure, facts), by=by, now=now)
    _share(measure, workstreams)
    return measure


@transaction.atomic
def amend_measure(
    measure: Measure,
    *,
    facts: Mapping[str, Any],
    by: Any,
    now: datetime,
    reason: str = "",
    version: int | None = None,
) -> Measure:
    """Changes what a measure says, and who shares it."""
    fresh = locked(measure, version=version)
    if "title" in facts:
        titled(facts["title"], what="measure")
    of_programme(fresh.programme, workstream=facts.get("workstream"))
    plain = {name: value for name, value in facts.items() if name != "workstreams"}
    changed = change(fresh, plain, by=by, now=now, reason=reason)
    if "workstreams" in facts:
        _share(changed, facts["workstreams"])
    return changed


def _share(measure: Measure, workstreams: Iterable[Workstream]) -> None:
    rows = list(workstreams)
    for row in rows:
        of_programme(measure.programme, workstream=row)
    measure.workstreams.set(rows)


@transaction.atomic
def record_reading(
    measure: Measure,
    *,
    period: date,
    value: Figure,
    by: Any,
    now: datetime,
    today: date,
    declared_rag: str = "",
    note: str = "",
    reason: str = "",
) -> Reading:
    """What was read for the period that ends on `period`; one value a period.

    A second reading of the same period corrects the first and needs a reason. A period that ends
    after `today` is refused: nobody has read it yet.
    """
    if period > today:
        raise Refused("That period is not over yet.", field="period")
    facts = {"value": value, "declared_rag": declared_rag, "note": note}
    locked(measure, version=None)  # so that two readings of one period cannot both be the first
    found = Reading.objects.filter(measure=measure, period=period).first()
    if found is None:
        return save(filled(Reading(measure=measure, period=period), facts), by=by, now=now)
    moves = found.value != value and found.value.state != "blank"
    if moves and not reason.strip():
        raise Refused("That period has a reading. Say why it is corrected.", field="reason")
    return change(found, facts, by=by, now=now, reason=reason)
