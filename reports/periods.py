"""Months and due rules, by the names that reports use. They live below, with returns: `workstreams.periods`."""

from workstreams.periods import (
    LONDON,
    MONTHS,
    Due,
    DueRule,
    Month,
    due_at,
    due_day,
    due_periods,
    instant,
    meeting_day,
    months,
)

__all__ = [
    "LONDON",
    "MONTHS",
    "Due",
    "DueRule",
    "Month",
    "due_at",
    "due_day",
    "due_periods",
    "instant",
    "meeting_day",
    "months",
]
