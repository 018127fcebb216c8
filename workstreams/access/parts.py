"""Rows of the register, money and measures: the row, or 404, or 403."""

from __future__ import annotations

from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404

from workstreams.models import (
    Saving,
)
from workstreams.models.rights import rights_of

from .may import BUDGETING, _has, may_edit_part, may_verify

Row = TypeVar("Row", bound=Model)


def part_to_read(user: Any, model: type[Row], pk: int, *with_rows: str) -> Row:
    """A risk, issue, saving, measure or decision, when the user sees it; else 404."""
    rows: Any = model._default_manager
    part = (
        rows.visible_to(user)
        .select_related("programme", "workstream", *with_rows)
        .filter(pk=pk)
        .first()
    )
    if part is None:
        raise Http404("No such page.")
    return part


def part_to_edit(user: Any, model: type[Row], pk: int, *with_rows: str) -> Row:
    """The same for those who keep it; 403 for its other readers, 404 for the rest."""
    part = part_to_read(user, model, pk, *with_rows)
    if not may_edit_part(user, part):
        raise PermissionDenied
    return part


def part_to_manage(user: Any, model: type[Row], pk: int, *with_rows: str) -> Row:
    """The same for office and manager; 403 for its other readers, 404 for the rest."""
    part = part_to_read(user, model, pk, *with_rows)
    if not rights_of(user).manages(part.programme_id):  # type: ignore[attr-defined]
        raise PermissionDenied
    return part


def part_to_budget(user: Any, model: type[Row], pk: int, *with_rows: str) -> Row:
    """The same for those who keep the budgets; 403 for its other readers, 404 for the rest."""
    part = part_to_read(user, model, pk, *with_rows)
    if not _has(user, part.programme_id, BUDGETING):  # type: ignore[attr-defined]
        raise PermissionDenied
    return part


def saving_to_verify(user: Any, pk: int) -> Saving:
    """The saving, for finance alone; 403 for its other readers, 404 for the rest."""
    saving = part_to_read(user, Saving, pk)
    if not may_verify(user, saving.programme_id):
        raise PermissionDenied
    return saving
