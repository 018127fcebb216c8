"""System checks: what must be true of this installation before it may serve anybody."""

from collections.abc import Iterable
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.checks import CheckMessage, Error, Warning, register

from reports import broker

FONTS = [
    f"build/fonts/atkinson-hyperlegible-latin-{face}.woff2"
    for face in ("400-normal", "400-italic", "700-normal", "700-italic")
]


@register
def fonts_are_built(**_: Any) -> Iterable[CheckMessage]:
    """The PDF embeds these files and no other: without them a report would look different on every machine."""
    missing = [font for font in FONTS if not finders.find(font)]
    if missing:
        yield Error(
            f"The fonts of the reports are missing: {', '.join(missing)}.",
            hint="Run `make setup`.",
            id="tracker.E001",
        )


@register
def styles_are_built(**_: Any) -> Iterable[CheckMessage]:
    collected = Path(settings.STATIC_ROOT) / "staticfiles.json"
    if not (settings.DEBUG or settings.TESTING or collected.exists()):
        yield Error(
            "The styles and scripts are not collected.", hint="Run `make setup`.", id="tracker.E002"
        )


@register
def time_is_london(**_: Any) -> Iterable[CheckMessage]:
    """Months end, and reports fall due, by the clock in London."""
    if settings.TIME_ZONE != "Europe/London" or not settings.USE_TZ:
        yield Error(
            "TIME_ZONE must be Europe/London with USE_TZ on: due dates are computed in it.",
            id="tracker.E003",
        )
    try:
        ZoneInfo("Europe/London")
    except (OSError, ValueError):
        yield Error(
            "This machine has no time zone data.",
            hint="Install the package tzdata.",
            id="tracker.E004",
        )


@register
def mail_has_a_sender(**_: Any) -> Iterable[CheckMessage]:
    address = parseaddr(settings.DEFAULT_FROM_EMAIL)[1]
    if "@" not in address.strip("@"):
        yield Error(
            f"MAIL_FROM holds no e-mail address: “{settings.DEFAULT_FROM_EMAIL}”.",
            hint="Set MAIL_FROM to Programme office <programmes@example.gov.uk>.",
            id="tracker.E005",
        )


@register(deploy=True)
def broker_keeps_messages(**_: Any) -> Iterable[CheckMessage]:
    """Asked of Redis itself; one that is away, or does not let itself be asked, passes."""
    if policy := broker.evicting():
        yield Warning(
            f"Redis throws messages away when it is full (maxmemory-policy {policy}).",
            hint="Set maxmemory-policy to noeviction.",
            id="tracker.W002",
        )


@register(deploy=True)
def files_are_shared(**_: Any) -> Iterable[CheckMessage]:
    if settings.PRODUCTION and not settings.FILES_BUCKET and not settings.FILES_FOLDER_NAMED:
        yield Warning(
            "Report files lie in TRACKER_VAR of one machine.",
            hint="Set FILES_FOLDER to a shared volume, or FILES_BUCKET.",
            id="tracker.W001",
        )
