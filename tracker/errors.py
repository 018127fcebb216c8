"""What people read when something went wrong that nobody caught."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.views.defaults import server_error

AGAIN_SECONDS = 10


def went_wrong(request: HttpRequest) -> HttpResponse:
    """The page for an error: 503 and when to come back where the database is away, too busy or can
    only be read (F18, F19, F38), else 500. Called by Django while the exception is being handled."""
    if not _database_away(sys.exc_info()[1]):
        return server_error(request)
    reply = HttpResponse(render_to_string("503.html"), status=503)
    reply["Retry-After"] = str(AGAIN_SECONDS)
    reply["Cache-Control"] = "no-store"
    return reply


def _database_away(error: BaseException | None) -> bool:
    """Whether it, or what it came from, is the database's."""
    seen = 0
    while error is not None and seen < 10:
        if isinstance(error, OperationalError | InterfaceError):
            return True
        if "read-only transaction" in str(error):  # PostgreSQL calls it an internal error
            return True
        error, seen = error.__cause__ or error.__context__, seen + 1
    return False
