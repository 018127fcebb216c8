"""What every connection of this product to PostgreSQL is told when it begins."""

from typing import Any

from django.db.backends.signals import connection_created


def begin() -> None:
    """From now on no statement is compiled before it runs. One statement a connection.

    PostgreSQL compiles (``jit``) what it guesses to be expensive. The counts of a dashboard have forty
    conditions each: compiling them took nine times as long as running them over 50,000 items (2,190
    against 250 ms of processor), and again in each connection. Nothing here runs for minutes, which is
    what compiling is for. Set by a statement: poolers refuse options of the connection itself.
    """
    connection_created.connect(uncompiled, dispatch_uid="database.uncompiled")


def uncompiled(connection: Any, **_: Any) -> None:
    """What a new connection is told; nothing on SQLite."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET jit = off")
