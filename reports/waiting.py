"""What a report wants of a person, for their own page."""

from datetime import timedelta
from typing import Any

from django.db.models import Prefetch
from django.urls import reverse

from reports.kinds import Kind
from reports.models import Edition, EditionState, Schedule
from reports.sweep import GRACE
from workstreams import access
from workstreams.models import BoardScope
from workstreams.models.rights import rights_of
from workstreams.views.own import Task

SHOWN = 6


def to_approve(user: Any) -> list[Task]:
    """The drafts that wait for this person's approval, the ones kept back first. Three statements, none for
    who approves nothing."""
    if not rights_of(user).approves_any:
        return []
    rows = (
        Edition.objects.filter(state__in=(EditionState.READY, EditionState.HELD))
        .defer("printed", "imprint")
        .select_related("board")
        .prefetch_related(
            Prefetch("board__scope", queryset=BoardScope.objects.select_related("workstream"))
        )
        .order_by("state", "since", "pk")
    )
    mine = []
    for edition in rows:
        access.knows_scope(edition.board, edition.board.scope.all())
        if access.may_approve_board(user, edition.board):
            mine.append(edition)
    if not mine:
        return []
    boards = [edition.board_id for edition in mine]
    grace = dict(Schedule.objects.filter(board__in=boards).values_list("board_id", "grace_hours"))
    return [_task(edition, grace.get(edition.board_id)) for edition in mine[:SHOWN]]


def _task(edition: Edition, hours: int | None) -> Task:
    held = edition.state == EditionState.HELD
    limit = timedelta(hours=hours) if hours is not None else GRACE
    start = max(edition.due_at or edition.since, edition.since)
    verb = (
        "Finish and approve" if edition.kind == Kind.COMMITTEE else "Approve"
    )  # people write sections
    return Task(
        f"{verb} the {edition.get_kind_display().lower()} of {edition.covers}",
        "Held: nobody gets it until it is approved"
        if held
        else "Else it is held, and nobody gets it",
        str(edition.board),
        None if held or edition.due_at is None else start + limit,
        reverse("edition", args=[edition.pk]),
        "Read and approve",
    )
