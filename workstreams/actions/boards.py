"""Boards: what they look at and who is sent their report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction

from workstreams.models import (
    Board,
    BoardAlias,
    BoardRecipient,
    BoardScope,
    Membership,
    Programme,
    Role,
    Workstream,
)

from .base import Refused, save, take_away
from .parts import change, locked
from .people import grant


@transaction.atomic
def add_board(
    *,
    name: str,
    by: Any,
    now: datetime,
    short_name: str = "",
    aliases: Sequence[str] = (),
    reports_to: Board | None = None,
    terms: str = "",
) -> Board:
    """A new board with its other names. Raises Refused when the name is blank or taken."""
    if not name.strip():
        raise Refused("Give the board a name.", field="name")
    if Board.objects.filter(name__iexact=name.strip()).exists():
        raise Refused(f"There is a board called {name.strip()} already.", field="name")
    board = Board(name=name.strip(), short_name=short_name, reports_to=reports_to, terms=terms)
    save(board, by=by, now=now)
    _set_aliases(board, aliases, by=by, now=now)
    return board


@transaction.atomic
def begin(programme: Programme, *, name: str, by: Any, now: datetime, **facts: Any) -> Board:
    """A new board that looks at a programme; `facts` as of `add_board`."""
    board = add_board(name=name, by=by, now=now, **facts)
    widen(board, programme=programme, by=by, now=now)
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


@transaction.atomic
def amend_board(
    board: Board,
    *,
    facts: Mapping[str, Any],
    aliases: Sequence[str],
    by: Any,
    now: datetime,
    version: int | None = None,
) -> Board:
    """Changes what is said of a board: its names, to whom it reports, its terms.

    Raises Refused when a name is blank or taken, or it would report to itself by way of others; Conflict
    when the row has moved on since `version`.
    """
    if facts.get("reports_to") is not None:  # so that two are not put over each other at once
        list(Board.objects.select_for_update().order_by("pk").values_list("pk", flat=True))
    fresh = locked(board, version=version)
    name = facts.get("name", fresh.name).strip()
    if not name:
        raise Refused("Give the board a name.", field="name")
    if Board.objects.filter(name__iexact=name).exclude(pk=fresh.pk).exists():
        raise Refused(f"There is a board called {name} already.", field="name")
    _not_over_itself(fresh, facts.get("reports_to"))
    fresh = change(fresh, facts, by=by, now=now)
    _set_aliases(fresh, aliases, by=by, now=now)
    return fresh


def _not_over_itself(board: Board, over: Board | None) -> None:
    above = dict(Board.objects.values_list("pk", "reports_to_id")) if over else {}
    at = over.pk if over else None
    while at is not None:
        if at == board.pk:
            raise Refused(f"{over} reports to {board} itself. Choose another.", field="reports_to")
        at = above.get(at)


def _set_aliases(board: Board, wanted: Sequence[str], *, by: Any, now: datetime) -> None:
    said = [text.strip()[:160] for text in wanted if text.strip()]
    standing = {row.text: row for row in board.aliases.all()}
    taken = BoardAlias.objects.filter(text__in=said).exclude(board=board).select_related("board")
    if other := taken.first():
        raise Refused(f"“{other.text}” is another name of {other.board}.", field="aliases")
    for text, row in standing.items():
        if text not in said:
            take_away(row, by=by, now=now)
    for text in dict.fromkeys(said):
        if text not in standing:
            save(BoardAlias(board=board, text=text), by=by, now=now)


@transaction.atomic
def narrow(scope: BoardScope, *, by: Any, now: datetime) -> None:
    """A board no longer looks at something. Raises Refused for the last thing it looks at."""
    Board.objects.select_for_update().get(pk=scope.board_id)
    if not BoardScope.objects.filter(board=scope.board_id).exclude(pk=scope.pk).exists():
        raise Refused("A board looks at something. Add another programme or workstream first.")
    take_away(scope, by=by, now=now)


@transaction.atomic
def seat(board: Board, *, email: str, by: Any, now: datetime) -> Membership:
    """Gives the account with this address a seat on a board: it reads what the board looks at.

    Raises Refused when nobody signs in with the address, or they sit there already.
    """
    user = get_user_model().objects.filter(email=email.strip().lower(), is_active=True).first()
    if user is None:
        raise Refused(
            f"Nobody signs in with {email.strip()} yet. Make an account for them first; who is only "
            "sent the report needs none.",
            field="email",
        )
    if Membership.objects.filter(user=user, role=Role.BOARD, board=board).exists():
        raise Refused(f"{user} sits on this board already.", field="email")
    return grant(user=user, role=Role.BOARD, board=board, by=by, now=now)
