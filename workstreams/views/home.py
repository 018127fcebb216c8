"""Your own page: what you have to do, your items, your boards, and the programmes you see."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from workstreams import access
from workstreams.access import Policy
from workstreams.views import my_rows, own


@access.policy(Policy.SIGNED_IN)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What you have to do elsewhere, your items that want a word, your boards and programmes."""
    now = timezone.localtime()
    today = now.date()
    mine = own.programmes(request.user, today=today)
    asked = my_rows.asking(request.user, today=today, programmes=[each.programme for each in mine])
    boards = own.boards(request.user, today=today)
    context = {
        "tab": "home",
        "day": today,
        "greeting": own.greeting(now.hour),
        "counts": own.counts(request.user, today=today),
        "tasks": own.tasks(request.user, asked, boards=boards),
        "actions": asked.todo[: own.SHOWN],
        "more": max(len(asked.todo) - own.SHOWN, 0) + asked.left_out,
        "why": own.WHY,
        "boards": boards,
        "sits": next((each for each in boards if each.own == own.OWN and each.next_on), None),
        "programmes": mine,
    }
    return render(request, "workstreams/home.html", context)
