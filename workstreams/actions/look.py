"""How the organisation shows itself: its name, its accent colour, its logo."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from workstreams import look
from workstreams.colour import read_colour, too_pale
from workstreams.logos import NotALogo, looked_at
from workstreams.models import Logo, Look

from .base import Refused, save
from .parts import change, filled, locked


@transaction.atomic
def set_look(
    *,
    name: str,
    colour: str,
    logo: bytes | None = None,
    no_logo: bool = False,
    by: Any,
    now: datetime,
    version: int | None = None,
) -> Look:
    """Changes how pages, mails and reports to come look; what was issued keeps what it was issued with.

    A blank name is the configured one, a blank colour black. ``logo``: a new file, None to keep the one
    there is; ``no_logo`` takes it off. Raises Refused (a colour too pale, a file that may not be a logo)
    and Conflict.
    """
    read = read_colour(colour) if colour.strip() else ""
    if read is None:
        raise Refused(
            "Type the colour as # and six digits 0 to 9 or a to f: #0b5563.", field="colour"
        )
    if read and (why := too_pale(read)):
        raise Refused(why, field="colour")
    there = Look.objects.filter(pk=Look.ONLY).first()
    fresh = locked(there, version=version) if there else Look(pk=Look.ONLY)
    kept = fresh.logo
    if logo is not None:
        kept = _taken(logo, by=by, now=now)
    elif no_logo:
        kept = None
    facts = {"name": " ".join(name.split()), "colour": read, "logo": kept}
    changed = change(fresh, facts, by=by, now=now) if there else _first(fresh, facts, by, now)
    look.forget()
    transaction.on_commit(look.forget)
    return changed


def _first(row: Look, facts: dict[str, Any], by: Any, now: datetime) -> Look:
    try:
        with transaction.atomic():
            return save(filled(row, facts), by=by, now=now)
    except IntegrityError as error:
        raise Refused("Somebody else set this just now. Open the page again.") from error


def _taken(data: bytes, *, by: Any, now: datetime) -> Logo:
    try:
        found = looked_at(data)
    except NotALogo as error:
        raise Refused(str(error), field="logo") from error
    sha256 = hashlib.sha256(data).hexdigest()
    there = Logo.objects.filter(sha256=sha256).first()
    if there is not None:
        return there
    row = Logo(
        sha256=sha256,
        kind=found.kind,
        content=data,
        width=found.width,
        height=found.height,
        taken_at=now,
        taken_by=by,
    )
    return save(row, by=by, now=now)
