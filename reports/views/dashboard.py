"""The programme dashboard: thirty seconds for a board member."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.views.decorators.http import require_safe

from reports import live
from reports.views import fetch
from workstreams import access


@access.policy(access.Policy.READ)
@require_safe
def dashboard(request: HttpRequest, slug: str) -> HttpResponse:
    """How the programme stands today."""
    programme = access.programme_to_read(request.user, slug)
    now, today = timezone.now(), timezone.localdate()
    kept = live.kept(programme, user=request.user, today=today, now=now)
    context = {
        "programme": programme,
        "tab": "dashboard",
        "today": today,
        "medium": "page",
        "r": kept.reading,
        "editions": fetch.editions_of(request.user, programme)[:3],
    }
    context["body"] = kept.draw(
        "dashboard", lambda: render_to_string("reports/_dashboard.html", context)
    )
    return render(request, "reports/dashboard.html", context)
