"""Boards, their meetings and recipients: the row, or 404, or 403."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404

from workstreams.models import (
    Board,
    BoardRecipient,
    Meeting,
)

from .may import may_approve_board, may_keep_board


def board_to_read(user: Any, pk: int) -> Board:
    """The board, when the user sits on it or reads all it looks at; else 404."""
    board = Board.objects.visible_to(user).filter(pk=pk).first()
    if board is None:
        raise Http404("No such board.")
    return board


def board_to_keep(user: Any, pk: int) -> Board:
    """The board, for office and manager of every programme it looks at; 403 for its other readers,
    404 for the rest."""
    board = board_to_read(user, pk)
    if not may_keep_board(user, board):
        raise PermissionDenied
    return board


def board_to_approve(user: Any, pk: int) -> Board:
    """The board, for office, manager or sponsor of every programme it looks at; 403 for its other
    readers, 404 for the rest."""
    board = board_to_read(user, pk)
    if not may_approve_board(user, board):
        raise PermissionDenied
    return board


def meeting_to_read(user: Any, pk: int) -> Meeting:
    """The meeting with its board, when the user sees that; else 404."""
    meeting = Meeting.objects.visible_to(user).select_related("board").filter(pk=pk).first()
    if meeting is None:
        raise Http404("No such meeting.")
    return meeting


def meeting_to_keep(user: Any, pk: int) -> Meeting:
    """The meeting, for those who keep its board; 403 for its other readers, 404 for the rest."""
    meeting = meeting_to_read(user, pk)
    if not may_keep_board(user, meeting.board):
        raise PermissionDenied
    return meeting


def recipient_to_keep(user: Any, board: int, pk: int) -> BoardRecipient:
    """A recipient of a board that the user keeps; 403 and 404 as for the board."""
    found = board_to_keep(user, board)
    recipient = BoardRecipient.objects.filter(board=found, pk=pk).first()
    if recipient is None:
        raise Http404("No such recipient.")
    return recipient
