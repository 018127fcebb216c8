"""What somebody typed when their session had ended: carried through sign-in, and shown to them again.

The posted fields travel signed in a hidden field of the sign-in page and nowhere else: no row is
written for people who are not signed in, and after an hour they count for nothing. Never a file,
never a password. After sign-in the person sends them once more with a button, and every check is
made as for any post: access, the form, the version of the row.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.contrib.auth.forms import AuthenticationForm
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import LoginView
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

SALT = "tracker.accounts.drafts"
LASTS = timedelta(hours=1)
#: Letters; more is no form of ours.
LARGEST = 300_000
LEFT_OUT = frozenset({"csrfmiddlewaretoken", "_draft", "_use"})


@dataclass(frozen=True, slots=True)
class Draft:
    """A post that was not taken: where it was sent, and its fields in order."""

    path: str
    fields: list[tuple[str, str]]


def pack(request: HttpRequest) -> str:
    """The fields of a post, signed; nothing when there are none, or more than any form of ours has."""
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in LEFT_OUT and "password" not in name.lower()
        for value in values
    ]
    size = sum(len(name) + len(str(value)) for name, value in fields)
    if not fields or size > LARGEST:
        return ""
    said = {"path": request.get_full_path(), "fields": fields}
    return signing.dumps(said, salt=SALT, compress=True)


def unpack(text: str) -> Draft | None:
    """The post again; None for one that is not ours, was changed, or is older than an hour."""
    try:
        said = signing.loads(text, salt=SALT, max_age=LASTS) if text else None
    except signing.BadSignature:
        return None
    if not said:
        return None
    return Draft(said["path"], [(name, value) for name, value in said["fields"]])


class SignedInOrDraft(LoginRequiredMiddleware):
    """Django's rule that pages are for people who are signed in; what others post is not thrown away."""

    def handle_no_permission(  # type: ignore[override]  # Django's own says that it redirects
        self, request: HttpRequest, view_func: Callable[..., Any]
    ) -> HttpResponseBase:
        """To sign-in; a post is carried along, and a part of a page is not put where a row stood."""
        part = request.headers.get("HX-Request") == "true"
        if request.method == "POST" and (draft := pack(request)):
            context = {
                "form": AuthenticationForm(request),
                "next": _whole_page(request) if part else request.get_full_path(),
                "draft": draft,
            }
            # htmx puts an answer of 422 in its place; for a browser the honest number is 401.
            reply = render(request, "registration/login.html", context, status=422 if part else 401)
            if part:
                reply["HX-Retarget"], reply["HX-Reswap"] = "body", "innerHTML"
                reply["HX-Push-Url"] = reverse("login")
            return reply
        if part:
            to = urlencode({"next": _whole_page(request)})
            return HttpResponse(status=204, headers={"HX-Redirect": f"{reverse('login')}?{to}"})
        return super().handle_no_permission(request, view_func)


def _whole_page(request: HttpRequest) -> str:
    """The page of ours in which a part was asked for."""
    at = urlsplit(request.headers.get("HX-Current-URL", ""))
    return f"{at.path}?{at.query}" if at.query else at.path or "/"


class SignIn(LoginView):
    """Sign-in by e-mail address. What was typed when a session ended goes through with the person."""

    redirect_authenticated_user = True

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The page again after a wrong password, with what was typed before."""
        draft = self.request.POST.get("draft", "")
        return {**super().get_context_data(**kwargs), "draft": draft if unpack(draft) else ""}

    def form_valid(self, form: Any) -> HttpResponse:
        """Signed in; with a draft, first the question whether to go on with it."""
        reply = super().form_valid(form)
        draft = unpack(self.request.POST.get("draft", ""))
        if draft is None:
            return reply
        context = {"draft": draft, "onward": self.get_success_url()}
        return render(self.request, "registration/draft.html", context)
