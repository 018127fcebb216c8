"""When a board's report is prepared: a form that shows the next twelve dates before anything is saved."""

from datetime import time
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from reports import publish
from reports.forms import ScheduleForm
from reports.kinds import Kind
from reports.log import Refused
from reports.models import Schedule
from reports.periods import DueRule
from reports.publish.schedule import COLUMNS
from workstreams import access
from workstreams.views import frame

STANDARD = {
    "monthly": Kind.HIGHLIGHT.value,
    "quarterly": False,
    "rule": DueRule.NTH_WORKING_DAY.value,
    "n": 5,
    "at": time(8, 0),
    "meeting_week": 4,
    "meeting_weekday": 1,
    "grace_hours": 72,
    "attach": True,
    "active": True,
}


@access.policy(access.Policy.MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def schedule(request: HttpRequest, pk: int) -> HttpResponse:
    """Shows and sets it. "Show the dates" saves nothing."""
    board = access.board_to_keep(request.user, pk)
    found = Schedule.objects.filter(board=board).first()
    begin = _facts_of(found) if found else STANDARD
    form = ScheduleForm(request.POST if request.method == "POST" else None, initial=begin)
    facts: dict[str, Any] = begin
    now, status = timezone.now(), 200
    if request.method == "POST":
        if form.is_valid():
            facts = form.cleaned_data
            if "show" not in request.POST:
                try:
                    publish.set_schedule(board, facts=facts, by=request.user, now=now)
                except Refused as refusal:
                    form.add_error(None, str(refusal))
                    status = 422
                else:
                    messages.success(request, f"Saved: what {board} gets, and when it is prepared.")
                    return redirect("board", board.pk)
        else:
            status = 422
    context = {
        "board": board,
        "form": form,
        "saved": found is not None,
        "coming": publish.coming(publish.planned(board, facts=facts, now=now), now=now),
        "programme": frame.programme_of(frame.scope_of(board)),
        "tab": "boards",
    }
    return render(request, "reports/schedule.html", context, status=status)


def _facts_of(schedule: Schedule) -> dict[str, Any]:
    """A schedule as the form's answers."""
    facts = {name: getattr(schedule, name) for name in COLUMNS}
    return {**facts, "quarterly": schedule.quarterly_from is not None}
