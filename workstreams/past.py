"""The history of any row, in words: what changed, from what, to what, who, when and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import ForeignKey, Model

from workstreams.changelog import Change, Event
from workstreams.models import Figure
from workstreams.models.base import WhenField
from workstreams.models.figures import FigureField
from workstreams.money import amounts
from workstreams.when import Certainty, When, words

#: As many saves as a page shows; the history itself keeps all.
SAVES = 30
#: Columns that say where a row came from, not what it says.
QUIET = frozenset(
    {
        "id",
        "import_key",
        "source_cell",
        "raised_by",
        "submitted_by",
        "agreed_by",
        "verified_by",
        "submitted_at",
        "first_submitted_at",
        "carried",
        "agreed_at",
        "verified_at",
        "closed_at",
    }
)


def said(value: Any, *, field: str = "", row: Model | None = None) -> str:
    """One value in words; nothing for a blank. 0 and No are answers."""
    if row is not None and hasattr(row, f"get_{field}_display") and value not in ("", None):
        return str(getattr(row, f"get_{field}_display")())
    if value is None or value == "":
        return ""
    if isinstance(value, When):
        return "" if value.is_blank else _when(value)
    if isinstance(value, Figure):
        return "" if value.state == "blank" else amounts.words(value)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return f"{value:%-d %B %Y, %H:%M}"
    if isinstance(value, date):
        return f"{value:%-d %B %Y}"
    if isinstance(value, Decimal):
        return f"{value:,f}"
    if hasattr(value, "all") or isinstance(value, (list, tuple)):
        return ", ".join(str(each) for each in (value.all() if hasattr(value, "all") else value))
    return str(value)


def _when(value: When) -> str:
    """How a date was read; the text too where it could not be."""
    unread = value.certainty in (Certainty.IMPOSSIBLE, Certainty.UNREAD)
    return f"“{value.text}”, {words(value)}" if unread else words(value)


def events(row: Any, *, most: int = SAVES) -> list[Event]:
    """The saves of one row, newest first. One statement, and one for each kind of row it names."""
    saves = list(
        row.history.select_related("history_user").order_by("-history_date", "-history_id")[
            : most + 1
        ]
    )
    pairs = list(zip(saves, [*saves[1:], None], strict=True))
    tracked = _tracked(type(row))
    names = _names(pairs, tracked)
    told = []
    for after, before in pairs:
        who = (
            after.history_user.get_full_name()
            if after.history_user_id and after.history_user
            else ""
        )
        why = after.history_change_reason or ""
        if before is None:
            if after.history_type == "+":
                told.append(Event(after.history_date, who, why, True, ()))
            continue
        changes = tuple(
            Change(label, _at(before, kept, names), _at(after, kept, names))
            for label, kept, columns in tracked
            if any(getattr(before, column) != getattr(after, column) for column in columns)
        )
        if changes:
            told.append(Event(after.history_date, who, why, False, changes))
    return told[:most]


Tracked = tuple[str, Any, tuple[str, ...]]


def _tracked(model: type[Model]) -> list[Tracked]:
    """What is told of a model: a word, how it is kept, and its columns in the history."""
    history = model.history.model  # type: ignore[attr-defined]
    recorded = {field.name for field in history._meta.concrete_fields}
    found: list[Tracked] = []
    done: set[str] = set()
    for name, kept in vars(model).items():
        if isinstance(kept, WhenField):
            columns = [
                f"{name}_{part}"
                for part in ("text", "date", "precision", "certainty", "waiting_on")
            ]
            found.append((kept.label, kept, (columns[0], columns[1])))
            done.update(columns)
        elif isinstance(kept, FigureField):
            columns = [f"{name}_amount", f"{name}_state"]
            found.append((kept.label, kept, tuple(columns)))
            done.update(columns)
    for field in model._meta.concrete_fields:
        if field.name not in done | QUIET and field.name in recorded:
            found.append((str(field.verbose_name), field, (field.attname,)))
    return [(label[:1].upper() + label[1:], kept, columns) for label, kept, columns in found]


def _at(row: Any, kept: Any, names: dict[tuple[type[Model], int], str]) -> str:
    if isinstance(kept, (WhenField, FigureField)):
        return said(kept.__get__(row)) or "blank"
    value = getattr(row, kept.attname)
    if isinstance(kept, ForeignKey):
        model: Any = kept.related_model
        return names.get((model, value), "somebody else") if value else "blank"
    return said(value, field=kept.name, row=row) or "blank"


def _names(pairs: Sequence[Any], tracked: Sequence[Tracked]) -> dict[tuple[type[Model], int], str]:
    """The words of the rows that changed foreign keys point at, one statement for each model."""
    wanted: dict[type[Model], set[int]] = defaultdict(set)
    for after, before in pairs:
        for _, kept, columns in tracked:
            if before is None or not isinstance(kept, ForeignKey):
                continue
            was, now = getattr(before, columns[0]), getattr(after, columns[0])
            if was != now:
                wanted[kept.related_model].update(key for key in (was, now) if key)  # type: ignore[index]
    return {
        (model, row.pk): str(row)
        for model, keys in wanted.items()
        for row in model._default_manager.filter(pk__in=keys)
    }
