"""Many rows at once: one UPDATE, and the history by INSERT ... SELECT, however many they are.

The same statements run on PostgreSQL and SQLite. `docs/decisions/0021-bulk-writes-by-two-statements.md`.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, models


def write_many(
    model: type[models.Model],
    rows: Mapping[int, Mapping[str, Any]],
    *,
    constant: Mapping[str, Any],
    by: Any,
    now: datetime,
    reason: str | Mapping[int, str],
) -> None:
    """Gives each row (by primary key) its own values, one version more, and a history row.

    Every row names the same columns; `constant` are columns that get one value in all rows; the
    reason is one for all or one for each. Two statements.
    """
    if not rows:
        return
    names = list(next(iter(rows.values())))
    own = [_field(model, name) for name in names]
    table, quote = model._meta.db_table, connection.ops.quote_name
    key: Any = model._meta.pk
    setting = [
        f"{quote(field.column)} = v.{quote(f'column{at}')}{_cast(field)}"
        for at, field in enumerate(own, start=2)
    ]
    values: list[Any] = []
    for name, value in constant.items():
        field = _field(model, name)
        setting.append(f"{quote(field.column)} = %s")
        values.append(field.get_db_prep_save(value, connection))
    if "version" in {field.name for field in model._meta.concrete_fields}:
        setting.append(f"{quote('version')} = {quote(table)}.{quote('version')} + 1")
    line = f"({', '.join(['%s'] * (len(own) + 1))})"
    for pk, row in rows.items():
        values.append(pk)
        values.extend(
            field.get_db_prep_save(row[name], connection)
            for name, field in zip(names, own, strict=True)
        )
    statement = (
        f"UPDATE {quote(table)} SET {', '.join(setting)} "  # noqa: S608 - names of our own columns
        f"FROM (VALUES {', '.join([line] * len(rows))}) AS v "
        f"WHERE {quote(table)}.{quote(key.column)} = v.{quote('column1')}"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
    copy_to_history(model, {key.column: list(rows)}, kind="~", by=by, now=now, reason=reason)


def copy_to_history(
    model: type[models.Model],
    which: Mapping[str, Collection[Any]],
    *,
    kind: str,
    by: Any,
    now: datetime,
    reason: str | Mapping[int, str],
) -> None:
    """History rows of the rows as they stand now; `kind` is "+", "~" or "-". One statement.

    `which` names columns and the values that they have in the rows meant.
    """
    history = model.history.model  # type: ignore[attr-defined]
    quote = connection.ops.quote_name
    tracked: Sequence[models.Field[Any, Any]] = history.tracked_fields
    columns = [quote(field.column) for field in tracked]
    key: Any = model._meta.pk
    added: dict[str, Any] = {
        "history_date": now,
        "history_user_id": by.pk if by is not None else None,
        "history_type": kind,
    }
    values = [_field(history, name).get_db_prep_save(v, connection) for name, v in added.items()]
    source = quote(model._meta.db_table)
    if isinstance(reason, str):
        why, values = "%s", [*values, reason]
    else:
        pairs = ", ".join(["(%s, %s)"] * len(reason))
        source += f" JOIN (VALUES {pairs}) AS r ON r.column1 = {quote(key.column)}"
        why = "r.column2"
        values.extend(each for pair in reason.items() for each in pair)
    meant = []
    for column, allowed in which.items():
        meant.append(f"{quote(column)} IN ({', '.join(['%s'] * len(allowed))})")
        values.extend(allowed)
    into = [*columns, *map(quote, added), quote("history_change_reason")]
    statement = (
        f"INSERT INTO {quote(history._meta.db_table)} ({', '.join(into)}) "  # noqa: S608 - names of our own columns
        f"SELECT {', '.join([*columns, *['%s'] * len(added), why])} "
        f"FROM {source} WHERE {' AND '.join(meant)}"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def _field(model: type[models.Model], name: str) -> Any:
    return next(f for f in model._meta.concrete_fields if name in (f.name, f.attname))


def _cast(field: Any) -> str:
    """PostgreSQL takes a column of VALUES that holds only NULL for text."""
    return f"::{field.cast_db_type(connection)}" if connection.vendor == "postgresql" else ""
