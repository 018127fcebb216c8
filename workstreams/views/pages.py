"""Pages that say what words and colours mean, and whom the site serves."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from workstreams import access
from workstreams.access import Policy
from workstreams.glossary import DATES, WORDS
from workstreams.rag import DECLARABLE, table


@access.policy(Policy.SIGNED_IN)
@require_safe
def definitions(request: HttpRequest) -> HttpResponse:
    """The rating rules as they are in force, and the words of the tracker."""
    context = {
        "rules": table(),
        "marks": (*DECLARABLE, "not_started", "on_hold", "unconfirmed", "not_rated", "cancelled"),
        "words": WORDS,
        "dates": DATES,
    }
    return render(request, "workstreams/definitions.html", context)


@access.public
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement; open to people who cannot sign in."""
    return render(request, "workstreams/accessibility.html")
