"""The timeline of a programme as a PDF on A3."""

import logging
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render as page
from django.utils import timezone
from django.views.decorators.http import require_safe

from reports import paper
from reports.ready import RenderError
from reports.render import RenderKilled
from workstreams import access
from workstreams.actions import rating
from workstreams.gantt.page import timeline_of
from workstreams.gantt.pens import PAPER
from workstreams.gantt.strip_page import strips_of

log = logging.getLogger(__name__)


@access.policy(access.Policy.READ)
@require_safe
def timeline_pdf(request: HttpRequest, slug: str) -> HttpResponse:
    """What the timeline's page shows with this address, on paper: its bars, or its strips of phases."""
    programme = access.programme_to_read(request.user, slug)
    today = timezone.localdate()
    asked: dict[str, Any] = {"user": request.user, "today": today, "data": request.GET}
    headers = {"Content-Disposition": f'inline; filename="{programme.slug}-timeline.pdf"'}
    if request.method == "HEAD":
        return HttpResponse(content_type="application/pdf", headers=headers)
    context: dict[str, Any] = {"programme": programme, "today": today}
    if request.GET.get("view") == "strip":
        template = "reports/timeline_strip.html"
        context["strips"] = strips_of(programme, width=paper.STRIP_WIDE, pens=PAPER, **asked)
    else:
        rating.keep_fresh(programme, today=today)
        template = "reports/timeline.html"
        context["timeline"] = timeline_of(programme, width=paper.WIDE, pens=PAPER, **asked)
    try:
        made = paper.drawn(template, context)
    except (paper.Busy, RenderError, RenderKilled) as error:
        log.warning("the timeline of %s was not drawn: %s", programme.slug, error)
        context = {"programme": programme, "tab": "timeline", "today": today}
        context["busy"] = isinstance(error, paper.Busy)
        reply = page(request, "reports/not_drawn.html", context, status=503)
        reply["Retry-After"] = "20"
        return reply
    return HttpResponse(made.content, content_type="application/pdf", headers=headers)
