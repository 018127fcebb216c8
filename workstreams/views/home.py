"""Your own page: what you have to do, and the programmes you see."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from workstreams import access
from workstreams.access import Policy
from workstreams.views import own


@access.policy(Policy.SIGNED_IN)
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Your open actions, most urgent first, their counts, and your programmes."""
    now = timezone.localtime()
    today = now.date()
    context = {
        "tab": "home",
        "day": today,
        "greeting": own.greeting(now.hour),
        "counts": own.counts(request.user, today=today),
        "actions": own.actions(request.user, today=today),
        "programmes": own.programmes(request.user, today=today),
    }
    return render(request, "workstreams/home.html", context)
