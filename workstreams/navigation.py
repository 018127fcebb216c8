"""The pages of a programme: which of them a reader is offered, and in what order.

The first nine are what people come for; the rest stands under "More". On a phone the row keeps the
first two and the page that is open, and "More" holds all the others.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from workstreams.models import Programme
from workstreams.models.rights import rights_of


@dataclass(frozen=True)
class Tab:
    """A page of every programme: the name that views give as `tab`, its word, its route."""

    name: str
    word: str
    route: str
    keepers: bool = False  # only office and manager may open it


MAIN = (
    Tab("dashboard", "Dashboard", "dashboard"),
    Tab("plan", "Plan", "plan"),
    Tab("workstreams", "Workstreams", "workstreams"),
    Tab("timeline", "Timeline", "timeline"),
    Tab("register", "Risks", "register"),
    Tab("money", "Money", "money"),
    Tab("measures", "Measures", "measures"),
    Tab("boards", "Boards", "boards"),
    Tab("periods", "The month", "periods"),
)
MORE = (
    Tab("reports", "Reports", "reports"),
    Tab("import", "Import", "import", keepers=True),
    Tab("data_quality", "Data quality", "data_quality"),
    Tab("history", "History", "programme_history"),
    Tab("people", "People", "people", keepers=True),
    Tab("dependencies", "Dependencies", "dependencies"),
    Tab("glossary", "Glossary", "programme_glossary"),
    Tab("settings", "Settings", "programme_settings", keepers=True),
)
#: Tabs that stay in the row on a phone, beside the one that is open.
KEPT = ("dashboard", "plan")
#: The third of the row where none of the others is open.
THIRD = "workstreams"


@dataclass(frozen=True)
class Link:
    """A tab of one programme. `row`: it stands in the row; `kept`: it stays there on a phone."""

    word: str
    url: str
    here: bool
    row: bool
    kept: bool


def links(programme: Programme, *, user: Any, here: str) -> list[Link]:
    """The pages of the programme that this reader may open, in order; `here` is the open one."""
    manages = rights_of(user).manages(programme)
    third = THIRD if here in (*KEPT, "") else here
    found = []
    for tab in (*MAIN, *MORE):
        if tab.keepers and not manages:
            continue
        url = reverse(tab.route, args=[programme.slug])
        open_now = tab.name == here
        found.append(
            Link(tab.word, url, open_now, tab in MAIN or open_now, tab.name in (*KEPT, third))
        )
    return found
