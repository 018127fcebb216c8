"""Signing in and out: Django's views and forms. django-axes counts the failures."""

from typing import Any

from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from workstreams.access import public

# By e-mail address; somebody already signed in goes to their own page.
sign_in = public(LoginView.as_view(redirect_authenticated_user=True))
# By POST only, so that no link or picture signs anybody out.
sign_out = public(LogoutView.as_view())


def locked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """What a locked address sees: 429 and a sentence, whether or not such a user exists."""
    return render(request, "registration/locked.html", status=429)


def attempted(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """The address somebody tried, in lower case as accounts keep it: other capitals are not another account."""
    typed = (credentials or {}).get("username") or request.POST.get("username", "")
    return str(typed).strip().lower()
