"""Signing in and out, and setting a password: Django's views and forms. django-axes counts the failures."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.views import LogoutView, PasswordResetConfirmView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse, reverse_lazy
from django.views.decorators.http import require_http_methods

from tracker.accounts import limits, tasks
from tracker.accounts.drafts import SignIn
from tracker.accounts.forms import AskForm, PasswordForm
from tracker.accounts.models import User
from workstreams.access import public

# By e-mail address; somebody already signed in goes to their own page.
sign_in = public(SignIn.as_view())
# By POST only, so that no link or picture signs anybody out.
sign_out = public(LogoutView.as_view())


@public
@require_http_methods(["GET", "HEAD", "POST"])
def password_ask(request: HttpRequest) -> HttpResponse:
    """Mails a link to set a new password. What is answered, and how soon, is the same for every address."""
    if request.method != "POST":
        return render(request, "registration/password_ask.html", {"form": AskForm()})
    form = AskForm(request.POST)
    if not form.is_valid():
        return render(request, "registration/password_ask.html", {"form": form}, status=422)
    if limits.too_often(request):
        return render(request, "registration/locked.html", {"asked": True}, status=429)
    email = form.cleaned_data["email"].strip().lower()
    found = User.objects.filter(email=email, is_active=True).values_list("pk", flat=True).first()
    tasks.ring(0 if limits.enough_for(email) else found or 0)
    return HttpResponseRedirect(reverse("password_asked"))


@public
def password_asked(request: HttpRequest) -> HttpResponse:
    """What to do next, whether or not the address has an account."""
    return render(request, "registration/password_asked.html")


class _SetPassword(PasswordResetConfirmView):
    """The page that a link leads to. The token goes into the session at once, so no address keeps it."""

    template_name = "registration/password_set.html"
    form_class = PasswordForm
    success_url = reverse_lazy("login")

    def form_valid(self, form: Any) -> HttpResponse:
        """Sets the password; every other session of the account ends."""
        reply = super().form_valid(form)
        messages.success(self.request, "Your password is set. Sign in with it.")
        return reply

    def form_invalid(self, form: Any) -> HttpResponse:
        """The same page with what is wrong."""
        reply = super().form_invalid(form)
        reply.status_code = 422
        return reply

    def render_to_response(self, context: dict[str, Any], **more: Any) -> HttpResponse:
        """A link that is used up or too old is 410."""
        reply = super().render_to_response(context, **more)
        if not context.get("validlink"):
            reply.status_code = 410
        return reply


password_set = public(_SetPassword.as_view())


def locked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    """What a locked address sees: 429 and a sentence, whether or not such a user exists."""
    return render(request, "registration/locked.html", status=429)


def attempted(request: HttpRequest, credentials: dict[str, Any] | None = None) -> str:
    """The address somebody tried, in lower case as accounts keep it: other capitals are not another account."""
    typed = (credentials or {}).get("username") or request.POST.get("username", "")
    return str(typed).strip().lower()
