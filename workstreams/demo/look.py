"""The name, colour and logo of the invented council: drawn for it, set once, never over somebody's own."""

from __future__ import annotations

from datetime import datetime

from workstreams.actions.look import set_look
from workstreams.models import Look

from .workbook import FOLDER

COLOUR = "#0b5563"


def show(*, now: datetime) -> None:
    """As an office would set it on its page; nothing when anybody has."""
    if not Look.objects.exists():
        logo = (FOLDER / "logo.svg").read_bytes()
        set_look(name="", colour=COLOUR, logo=logo, by=None, now=now)
