"""The least that could do the same work: hand-written views over the same rows, one template each.

They run behind Django's usual seven middlewares with a session and a signed-in user, and check
nothing. A page of the product is measured against one of these in the same run. Each module here
is a subject with `urlpatterns` of its own; `benchmarks.bare.urls` finds them.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template import engines

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

_kept: dict[str, Any] = {}


def page(request: HttpRequest, name: str, source: str, **context: Any) -> HttpResponse:
    """One compiled template, rendered with the signed-in user."""
    if name not in _kept:
        _kept[name] = engines["django"].from_string(source)
    return HttpResponse(_kept[name].render({"user": request.user, **context}, request))
