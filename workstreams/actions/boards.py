"""Boards: what they look at and who is sent their report."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from workstreams.models import Board, BoardAlias, BoardRecipient, BoardScope, Programme, Workstream

from .base import Refused, save


@transaction.atomic
def add_board(
    *,
    name: str,
    by: Any,
    now: datetime,
    short_name: str = "",
    aliases: tuple[str, ...] = (),
    reports_to: Board | None = None,
) -> Board:
    """A new board with its other names. Raises Refused when the name is blank or taken."""
    if not name.strip():
        raise Refused("Give the board a name.", field="name")
    if Board.objects.filter(name__iexact=name.strip()).exists():
        raise Refused(f"There is a board called {name.strip()} already.", field="name")
    board = save(
        Board(name=name.strip(), short_name=short_name, reports_to=reports_to), by=by, now=now
    )
    for alias in aliases:
        save(BoardAlias(board=board, text=alias), by=by, now=now)
    return board


@transaction.atomic
def widen(
    board: Board,
    *,
    by: Any,
    now: datetime,
    programme: Programme | None = None,
    workstream: Workstream | None = None,
) -> BoardScope:
    """Lets a board look at a programme or a branch; doing it twice changes nothing."""
    found = BoardScope.objects.filter(
        board=board, programme=programme, workstream=workstream
    ).first()
    scope = BoardScope(board=board, programme=programme, workstream=workstream)
    return found or save(scope, by=by, now=now)


@transaction.atomic
def add_recipient(board: Board, *, name: str, email: str, by: Any, now: datetime) -> BoardRecipient:
    """Puts somebody on the board's mailing list; the address is kept in lower case."""
    email = email.strip().lower()
    found = BoardRecipient.objects.filter(board=board, email=email).first()
    if found is not None and found.active:
        return found
    recipient = found or BoardRecipient(board=board, email=email)
    recipient.name, recipient.active = name.strip(), True
    return save(recipient, by=by, now=now)


@transaction.atomic
def drop_recipient(
    recipient: BoardRecipient, *, by: Any, now: datetime, reason: str = ""
) -> BoardRecipient:
    """Takes somebody off the list; what was sent to them stays on record."""
    recipient.active = False
    return save(recipient, by=by, now=now, reason=reason, fields=["active"])
