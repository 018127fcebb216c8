"""How the machine runs: for the programme office and the administrator."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from reports import running
from workstreams import access


@access.policy(access.Policy.OFFICE)
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Jobs, mail and heartbeats."""
    access.office(request.user)
    context = {"running": running.look(now=timezone.now()), "tab": "running", "programme": None}
    return render(request, "reports/running.html", context)
