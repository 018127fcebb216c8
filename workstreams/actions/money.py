"""Savings by year and budgets. What is claimed and what finance verified are never one number."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from workstreams.models import (
    BudgetLine,
    Figure,
    Item,
    Programme,
    Saving,
    SavingYear,
    Workstream,
)

from .base import Conflict, Refused, save
from .parts import change, filled, locked, of_programme, titled

#: The figures of a year that those who keep the saving give; `verified` is finance's alone.
GIVEN = ("target", "forecast", "claimed")


@transaction.atomic
def add_saving(
    *,
    programme: Programme,
    title: str,
    by: Any,
    now: datetime,
    workstream: Workstream | None = None,
    item: Item | None = None,
    included_in: Saving | None = None,
    **facts: Any,
) -> Saving:
    """A saving of a workstream or the whole programme. `facts` are further columns of Saving."""
    of_programme(programme, workstream=workstream, item=item)
    saving = Saving(
        programme=programme,
        title=titled(title, what="saving"),
        workstream=workstream,
        item=item,
        raised_by=by,
        raised_on=now.date(),
    )
    _inside(saving, included_in)
    saving.included_in = included_in
    return save(filled(saving, facts), by=by, now=now)


@transaction.atomic
def amend_saving(
    saving: Saving,
    *,
    facts: Mapping[str, Any],
    by: Any,
    now: datetime,
    reason: str = "",
    version: int | None = None,
) -> Saving:
    """Changes what a saving says, and which larger one it is part of."""
    fresh = locked(saving, version=version)
    if "title" in facts:
        titled(facts["title"], what="saving")
    of_programme(fresh.programme, workstream=facts.get("workstream"), item=facts.get("item"))
    _inside(fresh, facts.get("included_in"))
    return change(fresh, facts, by=by, now=now, reason=reason)


def _inside(saving: Saving, larger: Saving | None) -> None:
    """Raises Refused when a saving would be part of itself, or of another programme's."""
    if larger is None:
        return
    if larger.programme_id != saving.programme_id:
        raise Refused("The larger saving belongs to another programme.", field="included_in")
    seen: set[int] = set()
    above: Saving | None = larger
    while above is not None and above.pk not in seen:
        if above.pk == saving.pk:
            raise Refused("A saving cannot be part of itself.", field="included_in")
        seen.add(above.pk)
        above = above.included_in


@transaction.atomic
def set_year(
    saving: Saving,
    *,
    year: int,
    figures: Mapping[str, Figure],
    by: Any,
    now: datetime,
    reason: str = "",
    version: int | None = None,
) -> SavingYear:
    """Target, forecast and claimed of the financial year that begins in April of `year`.

    `figures` names only those three; `verified` is left as finance gave it. `version` is that of
    the year's row, 0 or None when there was none. Raises Conflict when it moved on since.
    """
    wrong = set(figures) - set(GIVEN)
    if wrong:
        raise Refused("Only finance gives the verified figure.", field=next(iter(wrong)))
    row = _year(saving, year, version=version)
    if row.pk is None:
        return save(filled(row, figures), by=by, now=now, reason=reason)
    return change(row, figures, by=by, now=now, reason=reason)


@transaction.atomic
def verify(
    saving: Saving,
    *,
    year: int,
    figure: Figure,
    by: Any,
    now: datetime,
    reason: str = "",
    version: int | None = None,
) -> SavingYear:
    """What finance found in the books for a year. The claim stays beside it as it was.

    A blank takes the verification back. Raises Conflict when the year moved on since `version`.
    """
    row = _year(saving, year, version=version)
    taken_back = figure.state == "blank"
    facts = {
        "verified": figure,
        "verified_by": None if taken_back else by,
        "verified_at": None if taken_back else now,
    }
    if row.pk is None:
        return save(filled(row, facts), by=by, now=now, reason=reason)
    return change(row, facts, by=by, now=now, reason=reason)


def _year(saving: Saving, year: int, *, version: int | None) -> SavingYear:
    """The row of a year, locked, or a new one. The saving is locked, so a year is begun once."""
    if not 2000 <= year <= 2100:
        raise Refused("The year is the one in whose April it begins, like 2020.", field="year")
    locked(saving, version=None)
    row = SavingYear.objects.filter(saving=saving, year=year).first()
    if row is None:
        return SavingYear(saving=saving, year=year)
    if version is not None and version != row.version:
        raise Conflict(row)
    return row


@transaction.atomic
def add_budget_line(
    *,
    programme: Programme,
    title: str,
    year: int,
    by: Any,
    now: datetime,
    workstream: Workstream | None = None,
    **facts: Any,
) -> BudgetLine:
    """A budget line of a year. `facts` are further columns of BudgetLine, figures whole."""
    of_programme(programme, workstream=workstream)
    line = BudgetLine(
        programme=programme,
        title=titled(title, what="budget line"),
        year=year,
        workstream=workstream,
        raised_by=by,
        raised_on=now.date(),
    )
    return save(filled(line, facts), by=by, now=now)


@transaction.atomic
def amend_budget_line(
    line: BudgetLine,
    *,
    facts: Mapping[str, Any],
    by: Any,
    now: datetime,
    reason: str = "",
    version: int | None = None,
) -> BudgetLine:
    """Changes what a budget line says."""
    fresh = locked(line, version=version)
    if "title" in facts:
        titled(facts["title"], what="budget line")
    of_programme(fresh.programme, workstream=facts.get("workstream"))
    return change(fresh, facts, by=by, now=now, reason=reason)
