"""Every change of state of a digest is a conditional UPDATE and a row of its log, in one transaction."""

from datetime import datetime
from typing import Any

from reports.models import Digest, DigestChange


def move(
    digest: Digest,
    now_state: str,
    *,
    was: str,
    now: datetime,
    by: Any = None,
    words: str = "",
    fence: tuple[int, str] | None = None,
    **changes: Any,
) -> bool:
    """Moves a digest from ``was`` to ``now_state``, if it is still there; whether it was.

    ``fence`` (attempt, holder): only if that claim still holds it. Call inside a transaction.
    """
    rows = Digest.objects.filter(pk=digest.pk, state=was)
    if fence:
        rows = rows.filter(attempt=fence[0], holder=fence[1])
    fields = {"state": now_state, "since": now, **changes}
    if not rows.update(**fields):
        return False
    for name, value in fields.items():
        setattr(digest, name, value)
    note(digest, now=now, was=was, by=by, words=words)
    return True


def note(digest: Digest, *, now: datetime, was: str, by: Any = None, words: str = "") -> None:
    """The row of the log about the state a digest has just come to."""
    DigestChange.objects.create(
        digest=digest,
        at=now,
        was=was,
        now=digest.state,
        attempt=digest.attempt,
        holder=digest.holder,
        by=by,
        words=words,
    )
