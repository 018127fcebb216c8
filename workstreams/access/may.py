"""Yes or no, for buttons: whether a user may do a thing to what is before them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from workstreams.models import (
    Board,
    BoardScope,
    Person,
    Role,
)
from workstreams.models.rights import rights_of

#: Who may propose a risk; who keeps budgets; who works in a programme and not only reads it.
PROPOSING = frozenset({Role.OFFICE, Role.MANAGER, Role.LEAD, Role.CONTRIBUTOR})


BUDGETING = frozenset({Role.OFFICE, Role.MANAGER, Role.FINANCE})


WORKING = PROPOSING | {Role.SPONSOR, Role.FINANCE}


def _has(user: Any, programme: int, roles: frozenset[Role]) -> bool:
    return rights_of(user).has(programme, roles)


def may_edit_part(user: Any, part: Any) -> bool:
    """Whether the user keeps it: office, manager, who leads its branch, who owns it, and whoever
    proposed it while it is only proposed."""
    rights = rights_of(user)
    if rights.manages(part.programme_id):
        return True
    if part.workstream is not None and rights.leads_at(part.workstream):
        return True
    if not rights.has(part.programme_id, PROPOSING):
        return False
    mine = part.raised_by_id is not None and part.raised_by_id == rights.user_id
    if mine and getattr(part, "state", "") == "proposed":
        return True
    return (
        part.owner_id is not None
        and Person.objects.filter(pk=part.owner_id, user=rights.user_id).exists()
    )


def may_verify(user: Any, programme: int) -> bool:
    """Whether the user is finance in that programme. An administrator is not."""
    return _has(user, programme, frozenset({Role.FINANCE}))


def may_raise(user: Any, programme: int) -> bool:
    """Whether the user may propose risks and issues."""
    return _has(user, programme, PROPOSING)


def may_budget(user: Any, programme: int) -> bool:
    """Whether the user keeps the programme's budgets."""
    return _has(user, programme, BUDGETING)


def gives_updates(user: Any) -> bool:
    """Whether the user is one of those who keep items true, in any programme: My updates asks them."""
    rights = rights_of(user)
    held = {role for _, role in rights.roles} | rights.roles_everywhere
    return bool(held & PROPOSING)


def may_comment(user: Any, programme: int) -> bool:
    """Whether the user works in the programme, and so reads and writes its comments."""
    return _has(user, programme, WORKING)


def may_keep_board(user: Any, board: Board) -> bool:
    """Whether the user manages every programme that the board looks at."""
    rights = rights_of(user)
    if rights.manages_everywhere:
        return True
    programmes = _programmes_of(board)
    return bool(programmes) and all(rights.manages(programme) for programme in programmes)


def works_for_board(user: Any, board: Board) -> bool:
    """Whether a role of the user's own, not the seat on the board, lets them read all it looks at:
    they see its reports while these are still drafts."""
    rights = rights_of(user)
    return rights.everywhere or set(_programmes_of(board)) <= rights.whole_by_role


def may_approve_board(user: Any, board: Board) -> bool:
    """Whether the user is office, manager or sponsor of every programme the board looks at."""
    rights, programmes = rights_of(user), _programmes_of(board)
    return bool(programmes) and all(rights.approves(programme) for programme in programmes)


def _programmes_of(board: Board) -> list[int]:
    """The programmes a board looks at, asked once for each board object."""
    kept = board.__dict__.get("_programmes")
    if kept is None:
        scope = board.scope.select_related("workstream")
        kept = board.__dict__["_programmes"] = programmes_in(scope)
    return list(kept)


def programmes_in(scope: Iterable[BoardScope]) -> list[int]:
    """The ids of the programmes that rows of a board's scope lie in."""
    return [row.programme_id or row.workstream.programme_id for row in scope]  # type: ignore[union-attr]


def knows_scope(board: Board, scope: Iterable[BoardScope]) -> None:
    """Spares the question what a board looks at, where a page has just read it."""
    board.__dict__["_programmes"] = programmes_in(scope)
