"""The timeline of a programme: its Gantt by weeks, months or quarters, and its strip of phases."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from workstreams import access
from workstreams.access import Policy
from workstreams.actions import rating
from workstreams.gantt.page import timeline_of
from workstreams.gantt.strip_page import strips_of


@access.policy(Policy.READ)
@require_safe
def timeline(request: HttpRequest, slug: str) -> HttpResponse:
    """Bars, milestones and flags on one scale, beside the tree they belong to; or phases by month."""
    programme = access.programme_to_read(request.user, slug)
    today = timezone.localdate()
    context = {"programme": programme, "tab": "timeline", "today": today}
    if request.GET.get("view") == "strip":
        strips = strips_of(programme, user=request.user, today=today, data=request.GET)
        return render(request, "workstreams/timeline_strip.html", {**context, "strips": strips})
    rating.keep_fresh(programme, today=today)
    drawn = timeline_of(programme, user=request.user, today=today, data=request.GET)
    return render(request, "workstreams/timeline.html", {**context, "timeline": drawn})
