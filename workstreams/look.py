"""How the organisation shows itself, for every page: asked once a minute of the database, in each process.

The process that changes it knows at once, the others within a minute. A report does not read it here:
its imprint froze it (``reports.publish.binding``).
"""

from __future__ import annotations

import time
from dataclasses import dataclass

from django.conf import settings
from django.db import DatabaseError

from workstreams.models import Look

SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Shown:
    """``colour`` and ``logo`` (its SHA-256) are "" for none."""

    set_name: str
    colour: str
    logo: str

    @property
    def name(self) -> str:
        """As configured when nobody set another."""
        return self.set_name or str(getattr(settings, "ORGANISATION", ""))


AS_CONFIGURED = Shown("", "", "")
_KEPT: dict[str, tuple[float, Shown]] = {}


def shown() -> Shown:
    """How it shows itself now, at most a minute old."""
    kept = _KEPT.get("look")
    if kept is None or time.monotonic() - kept[0] > getattr(settings, "LOOK_SECONDS", SECONDS):
        try:
            keep(fresh())
        except DatabaseError:
            # a database that is away or not yet made: the page that says so is shown as configured
            return kept[1] if kept else AS_CONFIGURED
    return _KEPT["look"][1]


def fresh() -> Shown:
    """The same, as the database has it: one statement."""
    row = Look.objects.select_related("logo").defer("logo__content").filter(pk=Look.ONLY).first()
    if row is None:
        return AS_CONFIGURED
    return Shown(row.name, row.colour, row.logo.sha256 if row.logo else "")


def keep(said: Shown) -> None:
    """What is shown from now on, in this process."""
    _KEPT["look"] = (time.monotonic(), said)


def forget() -> None:
    """After a change."""
    _KEPT.clear()
