"""Who may open and change what. The one module that answers 404 and 403.

What is not yours does not exist for you: 404. What you may see but not do is refused: 403.
Every view declares its policy; a URL without one stops the start (system check `access.E001`),
and tests/tracker/test_access_matrix.py holds every URL to what it declares.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import Any, TypeVar

from django.contrib.auth.decorators import login_not_required
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import URLPattern, URLResolver, get_resolver

from .models import Board, ImportBatch, Item, Programme, Workstream
from .models.rights import Rights, forget, rights_of

__all__ = [
    "Policy",
    "Rights",
    "batch_to_manage",
    "board_to_approve",
    "board_to_read",
    "forget",
    "item_to_edit",
    "item_to_read",
    "office",
    "policy",
    "programme_to_approve",
    "programme_to_manage",
    "programme_to_read",
    "public",
    "rights_of",
    "workstream_to_edit",
    "workstream_to_read",
    "works_for_board",
]

View = TypeVar("View", bound=Callable[..., Any])


class Policy(StrEnum):
    """What a view asks of its reader."""

    PUBLIC = "public"  # anybody, signed in or not
    SIGNED_IN = "signed-in"  # anybody signed in; the page shows only what is theirs
    READ = "read"  # whoever sees the programme, branch, item or board
    EDIT = "edit"  # whoever keeps that item or workstream: office, manager, its lead, its owner
    MANAGE = "manage"  # office and manager of the programme
    APPROVE = "approve"  # office, manager and sponsor of the programme
    OFFICE = "office"  # office of the whole organisation, administrator


def policy(name: Policy) -> Callable[[View], View]:
    """Declares what a view asks; the view's own fetch from this module enforces it."""

    def declare(view: View) -> View:
        view.access_policy = name  # type: ignore[attr-defined]
        return view

    return declare


def public(view: View) -> View:
    """Opens a view to people who are not signed in."""
    return policy(Policy.PUBLIC)(login_not_required(view))


def programme_to_read(user: Any, slug: str) -> Programme:
    """The programme, when the user sees any part of it; else 404."""
    programme = Programme.objects.visible_to(user).filter(slug=slug).first()
    if programme is None:
        raise Http404("No such programme.")
    return programme


def programme_to_manage(user: Any, slug: str) -> Programme:
    """The programme, for office and manager; 403 for its other readers, 404 for the rest."""
    programme = programme_to_read(user, slug)
    if not rights_of(user).manages(programme):
        raise PermissionDenied
    return programme


def programme_to_approve(user: Any, slug: str) -> Programme:
    """The programme, for office, manager and sponsor; 403 for its other readers, 404 else."""
    programme = programme_to_read(user, slug)
    if not rights_of(user).approves(programme):
        raise PermissionDenied
    return programme


def workstream_to_read(user: Any, pk: int) -> Workstream:
    """The workstream with its programme, when the user sees it; else 404."""
    workstream = (
        Workstream.objects.visible_to(user).select_related("programme", "parent")
        .filter(pk=pk).first()
    )
    if workstream is None:
        raise Http404("No such workstream.")
    return workstream


def workstream_to_edit(user: Any, pk: int) -> Workstream:
    """The workstream, for office, manager and its leads; 403 for other readers, 404 else."""
    workstream = workstream_to_read(user, pk)
    rights = rights_of(user)
    if not (rights.manages(workstream.programme_id) or rights.leads_at(workstream)):
        raise PermissionDenied
    return workstream


def item_to_read(user: Any, pk: int) -> Item:
    """The item with its place in the plan and `may_edit`, when the user sees it; else 404."""
    item = (
        Item.objects.with_access(user)
        .select_related("programme", "workstream", "phase")
        .filter(pk=pk).first()
    )
    if item is None:
        raise Http404("No such item.")
    return item


def item_to_edit(user: Any, pk: int) -> Item:
    """The item, for those who keep it; 403 for its other readers, 404 for the rest."""
    item = item_to_read(user, pk)
    if not item.may_edit:  # type: ignore[attr-defined]
        raise PermissionDenied
    return item


def board_to_read(user: Any, pk: int) -> Board:
    """The board, when the user sits on it or reads all it looks at; else 404."""
    board = Board.objects.visible_to(user).filter(pk=pk).first()
    if board is None:
        raise Http404("No such board.")
    return board


def works_for_board(user: Any, board: Board) -> bool:
    """Whether a role of the user's own, not the seat on the board, lets them read all it looks at:
    they see its reports while these are still drafts."""
    rights = rights_of(user)
    return rights.everywhere or set(_programmes_of(board)) <= rights.whole_by_role


def board_to_approve(user: Any, pk: int) -> Board:
    """The board, for office, manager or sponsor of every programme it looks at; 403 for its other
    readers, 404 for the rest."""
    board = board_to_read(user, pk)
    rights = rights_of(user)
    programmes = _programmes_of(board)
    if not programmes or not all(rights.approves(programme) for programme in programmes):
        raise PermissionDenied
    return board


def _programmes_of(board: Board) -> list[int]:
    rows = board.scope.values_list("programme_id", "workstream__programme_id")
    return [programme or of_workstream for programme, of_workstream in rows]


def batch_to_manage(user: Any, slug: str, pk: int) -> ImportBatch:
    """An upload of a programme the user manages; 403 for its other readers, 404 for the rest."""
    programme = programme_to_manage(user, slug)
    batch = ImportBatch.objects.filter(programme=programme, pk=pk).select_related("by").first()
    if batch is None:
        raise Http404("No such import.")
    batch.programme = programme
    return batch


def office(user: Any) -> None:
    """Lets pass the office of the whole organisation and administrators; 404 for the rest."""
    if "office" not in rights_of(user).roles_everywhere:
        raise Http404("No such page.")


def views_of(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every URL of the site with its route."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from views_of(entry, route)
        else:
            yield route, entry


@register(Tags.urls)
def every_view_declares_a_policy(**_: Any) -> list[CheckMessage]:
    """Stops the start when somebody could open a page that nobody thought about."""
    return [
        Error(
            f"The view of /{route} declares no access policy.",
            hint="Decorate it with @access.policy(Policy.…) or @access.public.",
            id="access.E001",
        )
        for route, entry in views_of()
        if not isinstance(getattr(entry.callback, "access_policy", None), Policy)
    ]
