"""A link in a mail that leads somebody to their own updates, through sign-in and never round it.

The link says for whom it was made and until when, and is signed, so that nobody can make one. It
opens nothing by itself: who follows it signs in as ever, and then it is held against them.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.core import signing
from django.urls import reverse

SALT = "workstreams.links.my-updates"
#: How long a link leads to the page. A month's digest is answered within the month.
LASTS = timedelta(days=31)


class Verdict(StrEnum):
    """What a link says to the person who followed it."""

    GOOD = "good"
    ANOTHER = "another"  # made for somebody else
    PAST = "past"  # its time is over
    BROKEN = "broken"  # cut in two by a mail program, or not ours


def my_updates_link(user: Any, *, now: datetime) -> str:
    """The whole address that leads `user` to their updates, good for 31 days from `now`."""
    said = {"user": user.pk, "until": int((now + LASTS).timestamp())}
    token = signing.dumps(said, salt=SALT, compress=False)
    return urljoin(settings.SITE_URL, reverse("my_updates_link", args=[token]))


def verdict(token: str, *, user: Any, now: datetime) -> Verdict:
    """Whether a token was made for this user and still holds at `now`."""
    try:
        said = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return Verdict.BROKEN
    if said["user"] != user.pk:
        return Verdict.ANOTHER
    return Verdict.GOOD if now.timestamp() <= said["until"] else Verdict.PAST
