"""Boards with their forward plan and who is told, and their meetings."""

from __future__ import annotations

from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from workstreams import access, put_before
from workstreams.access import Policy
from workstreams.actions import boards, governance
from workstreams.forms.governance import (
    MeetingForm,
    RecipientForm,
)
from workstreams.models import Board, BoardScope, Decision, Meeting, Outcome, Programme, Step
from workstreams.past import events
from workstreams.views import frame
from workstreams.views.parts import Sheet, crumb, facts_of, press, write

FORM = ["GET", "HEAD", "POST"]
MEETING_FACTS = ("board", "on", "papers_due", "place", "cancelled", "note")
SHOWN = 40


@access.policy(Policy.READ)
@require_safe
def board_list(request: HttpRequest, slug: str) -> HttpResponse:
    """The boards that look at a programme, with their next meetings."""
    programme = access.programme_to_read(request.user, slug)
    about = BoardScope.objects.filter(
        Q(programme=programme) | Q(workstream__programme=programme), board=OuterRef("pk")
    )
    rows = list(
        Board.objects.visible_to(request.user).filter(Exists(about)).select_related("reports_to")
    )
    today = timezone.localdate()
    coming: dict[int, Meeting] = {}
    for meeting in Meeting.objects.filter(board__in=rows, on__gte=today, cancelled=False).order_by(
        "-on"
    ):
        coming[meeting.board_id] = meeting
    decisions = (
        Decision.objects.visible_to(request.user)
        .filter(programme=programme)
        .select_related("board", "meeting")
        .order_by("-pk")[:SHOWN]
    )
    context = {
        "programme": programme,
        "tab": "boards",
        "boards": [(board, coming.get(board.pk)) for board in rows],
        "decisions": decisions,
        "met": today,
        "may_raise": access.may_raise(request.user, programme.pk),
        "may_manage": access.rights_of(request.user).manages(programme),
    }
    return render(request, "workstreams/boards/boards.html", context)


@access.policy(Policy.READ)
@require_safe
def board(request: HttpRequest, pk: int) -> HttpResponse:
    """One board: what it looks at, who is told, when it meets, what comes to it, what it decided."""
    found = access.board_to_read(request.user, pk)
    today = timezone.localdate()
    meetings, scope = list(found.meetings.order_by("-on")[:SHOWN]), frame.scope_of(found)
    context = {
        "programme": frame.programme_of(scope),
        "tab": "boards",
        "board": found,
        "scope": scope,
        "recipients": list(found.recipients.filter(active=True)),
        "coming": [each for each in reversed(meetings) if each.on >= today],
        "gone": [each for each in meetings if each.on < today],
        "steps": list(
            Step.objects.visible_to(request.user)
            .filter(board=found, outcome=Outcome.ASKED)
            .select_related("item", "meeting")
            .order_by("papers_due_date", "pk")[:SHOWN]
        ),
        "decisions": list(
            Decision.objects.visible_to(request.user)
            .filter(board=found)
            .select_related("meeting", "programme")
            .order_by("-pk")[:SHOWN]
        ),
        "summaries": put_before.summaries_of(each.programme for each in scope if each.programme),
        "met": today,
        "may_keep": access.may_keep_board(request.user, found),
        "aliases": list(found.aliases.all()),
        "seats": list(found.memberships.select_related("user")),
    }
    return render(request, "workstreams/boards/board.html", context)


def _of_board(
    found: Board, programme: Programme | None, *more: tuple[str, str]
) -> tuple[tuple[str, str], ...]:
    top = (crumb("Boards", "boards", programme.slug),) if programme else ()
    return (*top, crumb(found.name, "board", found.pk), *more)


def sheet_of(found: Board, heading: str, back: str, **more: Any) -> Sheet:
    """What stands around a form about a board: its programme, when it looks at one alone."""
    programme = frame.programme_of(frame.scope_of(found))
    return Sheet(heading, back, "boards", programme, _of_board(found, programme), **more)


@access.policy(Policy.MANAGE)
@require_http_methods(FORM)
def recipient_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Puts somebody on the board's mailing list."""
    found = access.board_to_keep(request.user, pk)
    back = reverse("board", args=[pk])
    return write(
        request,
        make=lambda data: RecipientForm(data),
        act=lambda typed: boards.add_recipient(
            found,
            name=typed.cleaned_data["name"],
            email=typed.cleaned_data["email"],
            by=request.user,
            now=timezone.now(),
        ),
        sheet=sheet_of(found, f"Who is sent the report of {found}", back, button="Add them"),
        done="Added: {}",
        to=back,
    )


@access.policy(Policy.MANAGE)
@require_POST
def recipient_drop(request: HttpRequest, pk: int, recipient: int) -> HttpResponse:
    """Takes somebody off the list; what was sent stays on record."""
    row = access.recipient_to_keep(request.user, pk, recipient)
    back = reverse("board", args=[pk])
    return press(
        request,
        act=lambda: boards.drop_recipient(row, by=request.user, now=timezone.now()),
        to=back,
        done=f"Not sent from now on: {row.name}",
    )


@access.policy(Policy.MANAGE)
@require_http_methods(FORM)
def meeting_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Adds a meeting of a board."""
    found = access.board_to_keep(request.user, pk)
    return write(
        request,
        make=lambda data: MeetingForm(data, user=request.user),
        act=lambda typed: governance.add_meeting(
            found, by=request.user, now=timezone.now(), **typed.facts
        ),
        sheet=sheet_of(
            found, f"Add a meeting of {found}", reverse("board", args=[pk]), button="Add it"
        ),
        done="Added: {}",
    )


@access.policy(Policy.READ)
@require_safe
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """One meeting: its papers, what is asked, what was decided."""
    found = access.meeting_to_read(request.user, pk)
    programme = frame.programme_of(frame.scope_of(found.board))
    context = {
        "programme": programme,
        "tab": "boards",
        "row": found,
        "heading": str(found),
        "crumbs": _of_board(found.board, programme),
        "facts": facts_of(found, MEETING_FACTS),
        "events": events(found),
        "steps": list(
            Step.objects.visible_to(request.user).filter(meeting=found).select_related("item")
        ),
        "decisions": list(
            Decision.objects.visible_to(request.user)
            .filter(meeting=found)
            .select_related("meeting", "programme")
        ),
        "met": timezone.localdate(),
        "may_keep": access.may_keep_board(request.user, found.board),
    }
    return render(request, "workstreams/boards/meeting.html", context)


@access.policy(Policy.MANAGE)
@require_http_methods(FORM)
def meeting_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Moves or cancels a meeting."""
    found = access.meeting_to_keep(request.user, pk)
    return write(
        request,
        make=lambda data: MeetingForm(data, row=found, user=request.user),
        act=lambda typed: governance.amend_meeting(
            found, facts=typed.facts, by=request.user, now=timezone.now(), version=typed.seen
        ),
        sheet=sheet_of(found.board, f"Change {found}", found.get_absolute_url()),
    )
