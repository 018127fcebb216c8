"""Links by which somebody sets their own password: a first one, or a new one in place of a forgotten one.

Django's signed tokens: good once, until the password changes or three days have passed. Nothing is stored.
"""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from tracker.accounts.models import User
from workstreams import look


def link_of(user: User) -> str:
    """The address at which this user sets a password, once."""
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    path = reverse("password_set", args=[uid, default_token_generator.make_token(user)])
    return f"{settings.SITE_URL}{path}"


def mail(user: User) -> None:
    """Sends the link to the user's own address. Raises OSError when the relay does not take it."""
    first = not user.has_usable_password()
    told = {
        "user": user,
        "first": first,
        "link": link_of(user),
        "organisation": look.shown().name,
        "days": settings.PASSWORD_RESET_TIMEOUT // 86_400,
        "site": settings.SITE_URL,
    }
    subject = "Your account: set a password" if first else "Set a new password"
    letter = EmailMultiAlternatives(
        f"Programme tracker: {subject[:1].lower()}{subject[1:]}",
        render_to_string("registration/password_mail.txt", told),
        to=[user.email],
    )
    letter.attach_alternative(
        render_to_string("registration/password_mail.html", told), "text/html"
    )
    letter.send()
