"""Risks, issues and dependencies: an owner proposes, a manager accepts (S4-11, S4-12, S4-41)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from django.db import transaction

from workstreams.models import Dependency, Issue, Item, Programme, RegisterState, Risk, Workstream

from .base import Refused, save
from .parts import amended, change, filled, locked, next_number, of_programme, titled

Entry = TypeVar("Entry", Risk, Issue)


@transaction.atomic
def raise_risk(
    *,
    programme: Programme,
    title: str,
    by: Any,
    today: date,
    now: datetime,
    proposed: bool = False,
    workstream: Workstream | None = None,
    item: Item | None = None,
    **facts: Any,
) -> Risk:
    """A new risk, in the register or, when `proposed`, waiting for a manager.

    `facts` are further columns of Risk. A number (R01) is given when none is printed.
    """
    risk = Risk(
        programme=programme, title=titled(title, what="risk"), workstream=workstream, item=item
    )
    return _raised(filled(risk, facts), letter="R", by=by, today=today, now=now, proposed=proposed)


@transaction.atomic
def raise_issue(
    *,
    programme: Programme,
    title: str,
    by: Any,
    today: date,
    now: datetime,
    proposed: bool = False,
    workstream: Workstream | None = None,
    item: Item | None = None,
    **facts: Any,
) -> Issue:
    """A new issue, in the register or, when `proposed`, waiting for a manager. Numbers are I01."""
    issue = Issue(
        programme=programme, title=titled(title, what="issue"), workstream=workstream, item=item
    )
    return _raised(filled(issue, facts), letter="I", by=by, today=today, now=now, proposed=proposed)


def _raised(
    row: Entry, *, letter: str, by: Any, today: date, now: datetime, proposed: bool
) -> Entry:
    of_programme(row.programme, workstream=row.workstream, item=row.item)
    row.number = row.number or next_number(type(row), row.programme, letter)
    row.raised_on = row.raised_on or today
    row.raised_by = by
    row.state = RegisterState.PROPOSED if proposed else RegisterState.OPEN
    return save(row, by=by, now=now, reason="Proposed" if proposed else "")


@transaction.atomic
def amend(
    row: Entry,
    *,
    facts: Mapping[str, Any],
    by: Any,
    now: datetime,
    reason: str = "",
    version: int | None = None,
) -> Entry:
    """Changes what a risk or an issue says. Raises Conflict when it moved on since `version`.

    Raises Refused when a risk's score moves without a reason, or the title is blank.
    """
    fresh = locked(row, version=version)
    if "title" in facts:
        titled(facts["title"], what=str(fresh._meta.verbose_name))
    of_programme(fresh.programme, workstream=facts.get("workstream"), item=facts.get("item"))
    if isinstance(fresh, Risk) and _score_moves(fresh, facts) and not reason.strip():
        raise Refused("Say why the score has moved.", field="reason")
    return change(fresh, facts, by=by, now=now, reason=reason)


def _score_moves(risk: Risk, facts: Mapping[str, Any]) -> bool:
    """Whether a score that was known changes; giving the first one needs no reason."""
    return any(
        getattr(risk, name) is not None and name in facts and facts[name] != getattr(risk, name)
        for name in ("likelihood", "impact")
    )


def reassess(
    risk: Risk,
    *,
    likelihood: int | None,
    impact: int | None,
    reason: str,
    by: Any,
    now: datetime,
    version: int | None = None,
) -> Risk:
    """Scores a risk again; the old score stays in its history. Needs a reason."""
    if not reason.strip():
        raise Refused("Say why the score has moved.", field="reason")
    facts = {"likelihood": likelihood, "impact": impact}
    return amend(risk, facts=facts, by=by, now=now, reason=reason, version=version)


@transaction.atomic
def accept(row: Entry, *, by: Any, now: datetime, version: int | None = None) -> Entry:
    """Takes a proposal into the register."""
    fresh = locked(row, version=version)
    if fresh.state != RegisterState.PROPOSED:
        raise Refused("Only a proposal can be accepted.")
    return change(fresh, {"state": RegisterState.OPEN}, by=by, now=now, reason="Accepted")


@transaction.atomic
def reject(row: Entry, *, reason: str, by: Any, now: datetime, version: int | None = None) -> Entry:
    """Leaves a proposal out of the register; its words and the reason are kept."""
    fresh = locked(row, version=version)
    if fresh.state != RegisterState.PROPOSED:
        raise Refused("Only a proposal can be refused.")
    if not reason.strip():
        raise Refused("Say why it is not accepted.", field="reason")
    facts = {"state": RegisterState.REJECTED, "close_reason": reason}
    return change(fresh, facts, by=by, now=now, reason=reason)


@transaction.atomic
def close(
    row: Entry, *, reason: str, by: Any, today: date, now: datetime, version: int | None = None
) -> Entry:
    """Closes an entry as at `today`, with a reason."""
    fresh = locked(row, version=version)
    if fresh.state != RegisterState.OPEN:
        raise Refused("Only an open entry can be closed.")
    if not reason.strip():
        raise Refused("Say why it is closed.", field="reason")
    facts = {"state": RegisterState.CLOSED, "closed_on": today, "close_reason": reason}
    return change(fresh, facts, by=by, now=now, reason=reason)


@transaction.atomic
def reopen(row: Entry, *, reason: str, by: Any, now: datetime, version: int | None = None) -> Entry:
    """Opens again what was closed or refused, with a reason."""
    fresh = locked(row, version=version)
    if fresh.state not in (RegisterState.CLOSED, RegisterState.REJECTED):
        raise Refused("It is open already.")
    if not reason.strip():
        raise Refused("Say why it is opened again.", field="reason")
    facts = {"state": RegisterState.OPEN, "closed_on": None, "close_reason": ""}
    return change(fresh, facts, by=by, now=now, reason=reason)


@transaction.atomic
def add_dependency(
    *,
    programme: Programme,
    title: str,
    by: Any,
    today: date,
    now: datetime,
    workstream: Workstream | None = None,
    item: Item | None = None,
    on_item: Item | None = None,
    on_workstream: Workstream | None = None,
    outside: str = "",
    **facts: Any,
) -> Dependency:
    """Something that waits for an item, a workstream, or a plan outside (S0-23, S0-29)."""
    of_programme(programme, workstream=workstream, item=item)
    _on_something(on_item, on_workstream, outside, item=item)
    row = Dependency(
        programme=programme,
        title=titled(title, what="dependency"),
        workstream=workstream,
        item=item,
        on_item=on_item,
        on_workstream=on_workstream,
        outside=outside.strip(),
        raised_on=today,
        raised_by=by,
    )
    return save(filled(row, facts), by=by, now=now)


@transaction.atomic
def amend_dependency(
    row: Dependency,
    *,
    facts: Mapping[str, Any],
    by: Any,
    now: datetime,
    reason: str = "",
    version: int | None = None,
) -> Dependency:
    """Changes what a dependency says."""
    fresh = locked(row, version=version)
    now_says = {
        name: facts.get(name, getattr(fresh, name))
        for name in ("on_item", "on_workstream", "outside", "item", "title")
    }
    titled(now_says["title"], what="dependency")
    _on_something(
        now_says["on_item"], now_says["on_workstream"], now_says["outside"], item=now_says["item"]
    )
    return change(fresh, facts, by=by, now=now, reason=reason)


def _on_something(
    on_item: Item | None, on_workstream: Workstream | None, outside: str, *, item: Item | None
) -> None:
    if on_item is None and on_workstream is None and not outside.strip():
        raise Refused(
            "Say what it waits for: an item, a workstream, or a plan outside.", field="outside"
        )
    if item is not None and on_item is not None and item.pk == on_item.pk:
        raise Refused("An item cannot wait for itself.", field="on_item")


@transaction.atomic
def meet(
    row: Dependency,
    *,
    by: Any,
    today: date,
    now: datetime,
    met: bool = True,
    reason: str = "",
    version: int | None = None,
) -> Dependency:
    """Says that what was waited for is there, or takes that back."""
    facts = {"met": met, "closed_on": today if met else None}
    return amended(row, facts, by=by, now=now, reason=reason, version=version)
