"""One clock for all workers: a lease is written by one machine and read by another (reliability F24)."""

from datetime import datetime

from django.db import connection
from django.utils import timezone


def shared_now() -> datetime:
    """The time by the database server's clock, which all workers share; on SQLite, which one machine
    has to itself, that machine's. Costs one statement on PostgreSQL.

    Only the instant comes from there: what is due on it is decided by Europe/London's calendar in
    `reports.periods`. ``clock_timestamp`` rather than ``now``, which stands still in a transaction.
    """
    if connection.vendor != "postgresql":
        return timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        found: datetime = cursor.fetchone()[0]
    return found


def skew() -> float:
    """By how many seconds this machine's clock is ahead of the shared one; below 0 it is behind."""
    return (timezone.now() - shared_now()).total_seconds()
