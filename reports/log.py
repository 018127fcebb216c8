"""Every change of state is a conditional UPDATE and a row of the log, in one transaction."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Model

from reports.models import Edition, OutgoingMail, Transition


class Refused(Exception):
    """What was asked cannot be done now; the message says why, for people."""


def move_edition(
    edition: Edition,
    now_state: str,
    *,
    was: str,
    now: datetime,
    by: Any = None,
    words: str = "",
    **changes: Any,
) -> bool:
    """Moves an edition from ``was`` to ``now_state``, if it is still there; whether it was.

    ``changes`` are further columns. Frees the lease. Call inside a transaction.
    """
    free = {"holder": "", "lease_until": None, "attempt": 0, "excused": 0, "error": ""}
    if not _moved(edition, {"state": now_state, "since": now, **free, **changes}, state=was):
        return False
    Transition.objects.create(edition=edition, at=now, was=was, now=now_state, by=by, words=words)
    return True


def move_mail(
    mail: OutgoingMail,
    now_state: str,
    *,
    was: str,
    now: datetime,
    by: Any = None,
    words: str = "",
    fence: tuple[int, str] | None = None,
    **changes: Any,
) -> bool:
    """Moves a mail likewise. ``fence`` (attempt, holder): only if that claim still holds it."""
    held = {"attempt": fence[0], "holder": fence[1]} if fence else {}
    if not _moved(mail, {"state": now_state, "since": now, **changes}, state=was, **held):
        return False
    note(mail, now=now, was=was, by=by, words=words)
    return True


move_delivery = move_mail


def _moved(row: Model, changes: Mapping[str, Any], **held: Any) -> bool:
    """Changes a row in the table and in the hand, if it is still ``held`` so."""
    if not type(row)._default_manager.filter(pk=row.pk, **held).update(**changes):
        return False
    for name, value in changes.items():
        setattr(row, name, value)
    return True


def note(mail: OutgoingMail, *, now: datetime, was: str, by: Any = None, words: str = "") -> None:
    """The row of the log about the state that a mail has just come to."""
    mail.change(
        at=now,
        was=was,
        now=mail.state,
        attempt=mail.attempt,
        holder=mail.holder,
        by=by,
        words=words,
    ).save()
