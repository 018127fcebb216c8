"""Words of which some are chosen from a list: both stand in one text of the row, as people write them.

The row keeps "Finance; Estates; Four neighbourhood hubs", the form shows two ticks and a box. So a text
that came in from a document shows its ticks too, reports print it as it stands, and nothing is lost.
"""

from __future__ import annotations

import re

#: Enabling services that a workstream may need besides money (S1-14).
SERVICES = (
    "Finance",
    "HR",
    "Workforce development",
    "Estates",
    "IT",
    "Legal",
    "Procurement",
    "Communications",
    "Performance and data",
    "Project management",
)
#: When an impact is looked for (S1-15): as stored before the words, and as chosen.
HORIZONS = (
    ("Short term", "Short term: within a year"),
    ("Medium term", "Medium term: one to three years"),
    ("Long term", "Long term: more than three years"),
)
_KNOWN = {service.casefold(): service for service in SERVICES}
_HORIZON = re.compile(rf"({'|'.join(name for name, _ in HORIZONS)}): *", re.IGNORECASE)


def services_in(text: str) -> tuple[list[str], str]:
    """The services that a text names between semicolons, and the rest of it as it stands."""
    parts = text.split(";")
    chosen = [
        _KNOWN[part.strip().casefold()] for part in parts if part.strip().casefold() in _KNOWN
    ]
    if not chosen:
        return [], text
    rest = [part for part in parts if part.strip().casefold() not in _KNOWN]
    return [name for name in SERVICES if name in chosen], ";".join(rest).strip()


def with_services(chosen: list[str], rest: str) -> str:
    """The text that names the services first, in the order of the list."""
    named = [name for name in SERVICES if name in chosen]
    return "; ".join([*named, *filter(None, [rest.strip()])])


def horizon_in(text: str) -> tuple[str, str]:
    """When an impact is looked for, and its words: "Medium term: fewer placements"."""
    found = _HORIZON.match(text)
    if found is None:
        return "", text
    return found[1].capitalize(), text[found.end() :]


def with_horizon(horizon: str, words: str) -> str:
    """The words with when they come before them; a horizon alone stands too."""
    return f"{horizon}: {words.strip()}".strip() if horizon else words.strip()
