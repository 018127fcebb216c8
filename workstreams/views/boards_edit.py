"""Boards by hand: begun, changed, what they look at, who sits on them."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from workstreams import access
from workstreams.access import Policy
from workstreams.actions import boards, people
from workstreams.forms.keeping import BoardForm, ScopeForm, SeatForm, several
from workstreams.models import Board, BoardScope, Membership, Programme, Role
from workstreams.views.meetings import sheet_of
from workstreams.views.parts import Sheet, crumb, press, write

FORM = ["GET", "HEAD", "POST"]


@access.policy(Policy.MANAGE)
@require_http_methods(FORM)
def board_add(request: HttpRequest, slug: str) -> HttpResponse:
    """A new board, which looks at this programme."""
    programme = access.programme_to_manage(request.user, slug)
    return write(
        request,
        make=lambda data: BoardForm(data, programme=programme, user=request.user),
        act=lambda typed: boards.begin(
            programme,
            aliases=several(typed.cleaned_data["aliases"]),
            by=request.user,
            now=timezone.now(),
            **typed.facts,
        ),
        sheet=Sheet(
            "A new board",
            reverse("boards", args=[slug]),
            "boards",
            programme,
            (crumb("Boards", "boards", slug),),
            button="Add it",
            note=f"It looks at {programme}. What else it looks at, who sits on it and who gets its report comes next.",
        ),
        done="Added: {}",
        to=lambda row: reverse("board", args=[row.pk]),
    )


@access.policy(Policy.MANAGE)
@require_http_methods(FORM)
def board_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Changes the names of a board, to whom it reports, and its terms."""
    found = access.board_to_keep(request.user, pk)
    back = reverse("board", args=[pk])
    return write(
        request,
        make=lambda data: BoardForm(data, row=found, user=request.user),
        act=lambda typed: boards.amend_board(
            found,
            facts=typed.facts,
            aliases=several(typed.cleaned_data["aliases"]),
            by=request.user,
            now=timezone.now(),
            version=typed.seen,
        ),
        sheet=sheet_of(found, f"Change {found}", back),
        to=back,
    )


def _managed(user: Any) -> Any:
    rights = access.rights_of(user)
    rows = Programme.objects.visible_to(user).order_by("name")
    return (
        rows
        if rights.manages_everywhere
        else rows.filter(
            pk__in={key for key, role in rights.roles if role in ("office", "manager")}
        )
    )


@access.policy(Policy.MANAGE)
@require_http_methods(FORM)
def scope_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Lets a board look at one more programme or workstream."""
    found = access.board_to_keep(request.user, pk)
    back = reverse("board", args=[pk])
    return write(
        request,
        make=lambda data: ScopeForm(data, programmes=_managed(request.user)),
        act=lambda typed: boards.widen(found, by=request.user, now=timezone.now(), **typed.said),
        sheet=sheet_of(
            found,
            f"What {found} looks at",
            back,
            button="Add it",
            note="Who sits on the board reads all that it looks at, and its reports tell of it.",
        ),
        done="Added: {}",
        to=back,
    )


@access.policy(Policy.MANAGE)
@require_POST
def scope_drop(request: HttpRequest, pk: int, scope: int) -> HttpResponse:
    """A board no longer looks at something."""
    found = access.board_to_keep(request.user, pk)
    row = BoardScope.objects.select_related("board").filter(board=found, pk=scope).first()
    if row is None:
        raise Http404("No such row.")
    return press(
        request,
        act=lambda: boards.narrow(row, by=request.user, now=timezone.now()),
        to=reverse("board", args=[pk]),
        done="Taken away. Reports that were issued stay as they are.",
    )


@access.policy(Policy.MANAGE)
@require_http_methods(FORM)
def seat_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Gives somebody who signs in a seat on a board."""
    found = access.board_to_keep(request.user, pk)
    back = reverse("board", args=[pk])
    return write(
        request,
        make=lambda data: SeatForm(data),
        act=lambda typed: boards.seat(
            found, email=typed.cleaned_data["email"], by=request.user, now=timezone.now()
        ),
        sheet=sheet_of(
            found,
            f"Who sits on {found}",
            back,
            button="Give the seat",
            note="For people who sign in and read. Who is only sent the report is put on its list instead.",
        ),
        done="Given: {}",
        to=back,
    )


@access.policy(Policy.MANAGE)
@require_POST
def seat_drop(request: HttpRequest, pk: int, seat: int) -> HttpResponse:
    """Takes a seat away; the history keeps that it was held."""
    found: Board = access.board_to_keep(request.user, pk)
    row = (
        Membership.objects.select_related("user")
        .filter(board=found, role=Role.BOARD, pk=seat)
        .first()
    )
    if row is None:
        raise Http404("No such seat.")
    return press(
        request,
        act=lambda: people.withdraw(row, by=request.user, now=timezone.now()),
        to=reverse("board", args=[pk]),
        done=f"Taken away: the seat of {row.user}",
    )
