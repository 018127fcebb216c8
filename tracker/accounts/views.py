"""Signing in. The forms and views are Django's; django-axes counts the failures."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def locked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """What a locked address sees: 429 and a sentence, whether or not such a user exists."""
    return render(request, "registration/locked.html", status=429)
