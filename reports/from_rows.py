"""Rows of the registers, as JSON objects -> the records of a snapshot."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from reports import records
from reports.dated import columns_of, day_of
from reports.periods import LONDON

Row = dict[str, Any]
Rows = Mapping[str, list[Row]]

READINGS = 3  # of a measure, the last ones
SAID = ("submitted", "agreed")  # states of a return whose words may be told


def records_of(found: Rows, returns_month: str) -> dict[str, Any]:
    years = grouped(found["saving_year"], _year, key="saving")
    readings = grouped(found["reading"], _latest, key="measure")
    meetings = grouped(found["meeting"], lambda row: row)
    return {
        "returns": tuple(
            _return(row) for row in found["return"] if row["month"][:7] == returns_month
        ),
        "risks": tuple(map(_risk, found["risk"])),
        "issues": tuple(map(_issue, found["issue"])),
        "savings": tuple(
            records.Saving(
                **_taken(row, "id", "number", "title", "kind", "declared", "included_in", "item"),
                workstream=row["workstream"],
                owner=_owner(row),
                recurrent=_truth(row["recurrent"]),
                years=tuple(years.get(row["id"], ())),
            )
            for row in found["saving"]
        ),
        "budgets": tuple(
            records.Budget(
                **_taken(row, "id", "title", "workstream", "year", "source"),
                budget=_amount(row, "budget"),
                spent=_amount(row, "spent"),
                forecast=_amount(row, "forecast"),
            )
            for row in found["budget"]
        ),
        "measures": tuple(
            records.Measure(
                **_taken(row, "id", "title", "workstream", "unit", "direction"),
                target=_amount(row, "target"),
                tolerance=_amount(row, "tolerance"),
                statutory=bool(row["statutory"]),
                not_measured_until=_date(row["not_measured_until"]),
                readings=tuple(readings.get(row["id"], ())[-READINGS:]),
            )
            for row in found["measure"]
        ),
        "decisions": tuple(map(_decision, found["decision"])),
        "meetings": tuple(_meeting(rows) for rows in meetings.values()),
        "terms": _terms(found["term"]),
    }


def order_of(row: Row) -> list[tuple[bool, Any]]:
    """What a row is sorted by: a blank comes last, a name that ends in a minus the other way round."""
    keys = sorted(name for name in row if name.startswith("order"))
    return [(row[name] is None, -row[name] if name.endswith("-") else row[name]) for name in keys]


def grouped(
    rows: Iterable[Row], make: Callable[[Row], Any], key: str = "id"
) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row[key]].append(make(row))
    return found


def _taken(row: Row, *names: str) -> Row:
    return {name: row[name] for name in names}


def _date(value: str | None) -> date | None:
    return date.fromisoformat(value[:10]) if value else None


def london(value: str) -> date:
    """The day of a moment; a database without zones keeps moments in UTC."""
    at = datetime.fromisoformat(value)
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(LONDON).date()


def _truth(value: Any) -> bool | None:
    return None if value is None else bool(value)


def _amount(row: Row, name: str) -> records.Amount:
    amount = row[f"{name}_amount"]
    return records.Amount(
        None if amount is None else Decimal(str(amount)).normalize() + 0, row[f"{name}_state"]
    )


def _day(row: Row, name: str) -> records.Day:
    text, day, precision, certainty, waiting_on = (row[column] for column in columns_of(name))
    return day_of(text, _date(day), precision, certainty, waiting_on)


def _owner(row: Row) -> str:
    return str(row["owner"] or row["owner_typed"])


def _year(row: Row) -> records.SavingYear:
    names = ("target", "forecast", "claimed", "verified")
    return records.SavingYear(row["year"], **{name: _amount(row, name) for name in names})


def _latest(row: Row) -> records.Latest:
    period = date.fromisoformat(row["period"])
    return records.Latest(period, _amount(row, "value"), row["declared"])


def _return(row: Row) -> records.Return:
    words = (
        "narrative",
        "planned",
        "ask",
        "voice",
        "declared",
        "reason",
        "savings_rag",
        "savings_reason",
        "risks",
    )
    said = row["state"] in SAID
    return records.Return(
        **_taken(row, "workstream", "state", "agreed"),
        **_taken(row if said else dict.fromkeys(words, ""), *words),
        submitted_on=london(row["at"]) if row["at"] else None,
        submitted_by=row["by"] or "",
        no_change=said and bool(row["no_change"]),
        agreed_by=row["agreed_by"] or "",
        agreed_on=london(row["agreed_at"]) if row["agreed_at"] else None,
    )


def _risk(row: Row) -> records.Risk:
    names = ("id", "number", "title", "workstream", "likelihood", "impact", "mitigation", "action",
             "declared", "state")  # fmt: skip
    return records.Risk(
        **_taken(row, *names),
        owner=_owner(row),
        # the register keeps none of these three, so no page has a word for them; the shape has
        # their places, so that keeping them one day needs no new schema
        inherent=None,
        aim=None,
        proximity="",
        action_due=_day(row, "action_due"),
        raised_on=_date(row["raised_on"]),
        closed_on=_date(row["closed_on"]),
    )


def _issue(row: Row) -> records.Issue:
    names = ("id", "number", "title", "workstream", "recommendation", "action", "state")
    return records.Issue(
        **_taken(row, *names),
        owner=_owner(row),
        due=_day(row, "due"),
        escalated_to=row["escalated_to"] or "",
        decision_needed=bool(row["decision_needed"]),
        raised_on=_date(row["raised_on"]),
        closed_on=_date(row["closed_on"]),
    )


def _decision(row: Row) -> records.Decision:
    names = ("id", "number", "title", "board", "workstream", "recommendation", "consequence",
             "outcome", "answer")  # fmt: skip
    return records.Decision(
        **_taken(row, *names),
        raised_on=_date(row["raised_on"]),
        meeting_on=_date(row["meeting_on"]),
        decided_on=_date(row["decided_on"]),
        done_on=_date(row["done_on"]),
        owner=_owner(row),
        due=_day(row, "due"),
    )


def _meeting(rows: list[Row]) -> records.Meeting:
    one = rows[0]
    branches = {row["branch"] for row in rows}
    return records.Meeting(
        id=one["id"],
        board=one["board"],
        on=date.fromisoformat(one["on"]),
        papers_due=_date(one["papers_due"]),
        branches=() if None in branches else tuple(sorted(branches)),
    )


def _terms(rows: list[Row]) -> tuple[records.Term, ...]:
    """The organisation's terms with the programme's own over them (workstreams.words.expansions)."""
    found = {
        row["short"]: row["long"] for row in sorted(rows, key=lambda row: row["own"] is not None)
    }
    return tuple(records.Term(short, long) for short, long in sorted(found.items()) if long)
