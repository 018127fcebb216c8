"""How long a statement may take before the database stops it (reliability T27, F38).

A page that waits for a lock gives up and says so; it does not hold its process until the proxy does.
Only processes that say so are limited: migrations, imports from the command line and backups are not.
"""

from typing import Any

from django.db.backends.signals import connection_created

#: Seconds for a statement of a page, and of a worker's job.
PAGES, JOBS = 5, 60
#: Held here: signals keep weak references.
_limits: list[Any] = []


def limit_statements(seconds: float) -> None:
    """From now on each new connection of this process to PostgreSQL stops what takes longer than
    ``seconds``; 0 is no limit. One statement a connection; SQLite waits by its own busy timeout."""

    def limit(connection: Any, **_: Any) -> None:
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SET statement_timeout = %s", [int(seconds * 1000)])

    connection_created.disconnect(dispatch_uid="patience")
    _limits[:] = [limit]
    connection_created.connect(limit, dispatch_uid="patience")


def of_pages() -> None:
    """The limit of a process that answers people."""
    limit_statements(PAGES)


def of_jobs(**_: Any) -> None:
    """The limit of a worker's process."""
    limit_statements(JOBS)
