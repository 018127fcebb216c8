"""For each named URL, the arguments that lead into a given plan. A new URL needs a line here.

Used by the access matrix, the query budgets and the browser tests, so that all three walk the same
list, which is held against the URLconf.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import URLPattern, reverse

from tests.conftest import Plan
from tests.tracker.above import ABOVE
from tests.tracker.acts import ACTS
from tests.tracker.parts import PARTS
from tracker import mailbox
from workstreams.access import Policy, views_of


@dataclass
class Things:
    """What stands in a programme that a URL may point at."""

    plan: Plan
    board: Any
    batch: Any = None
    edition: Any = None
    committee: Any = None
    delivery: Any = None
    parts: Any = None


def nothing(_: Things) -> list[Any]:
    return []


def slug(things: Things) -> list[Any]:
    return [things.plan.programme.slug]


def item(things: Things) -> list[Any]:
    return [things.plan.item.pk]


def workstream(things: Things) -> list[Any]:
    return [things.plan.first.pk]


def batch(things: Things) -> list[Any]:
    return [things.plan.programme.slug, things.batch.pk]


def edition(things: Things) -> list[Any]:
    return [things.edition.pk]


def delivery(things: Things) -> list[Any]:
    return [things.delivery.pk]


KEPT: dict[str, Path] = {}  # written once in a run


def mail(_: Things) -> list[Any]:
    """A mail that the local catcher kept, with one attachment."""
    kept = KEPT.get("mail")
    if kept is None:
        message = EmailMessage()
        message["Subject"] = "Highlight report"
        message.set_content("Page 1 as text.")
        message.add_alternative("<p>Page 1 with its marks.</p>", subtype="html")
        message.add_attachment(
            b"%PDF-1.7", maintype="application", subtype="pdf", filename="report.pdf"
        )
        kept = KEPT["mail"] = mailbox.keep(
            settings.MAIL_FOLDER,
            "office@calderbrook.example",
            ["slt@calderbrook.example"],
            bytes(message),
        )
    return [kept.stem]


PLACES: dict[str, Callable[[Things], list[Any]]] = {
    "login": nothing,
    "logout": nothing,
    "health_live": nothing,
    "health_ready": nothing,
    "health_scheduler": nothing,
    "running": nothing,
    "running_arrived": lambda things: [things.parts.digest.pk],
    "running_again": lambda things: [things.parts.digest.pk],
    "schedule": lambda things: [things.board.pk],
    "delivery_bounced": delivery,
    "mails": nothing,
    "mail": mail,
    "mail_html": mail,
    "mail_attachment": lambda things: [*mail(things), 1],
    "home": nothing,
    "my_updates": nothing,
    "my_updates_link": lambda _: ["a-link-that-was-cut"],
    "my_update": item,
    "data_quality": slug,
    "faults_take_all": slug,
    "faults_two_people": slug,
    "faults_ask": lambda things: [*slug(things), "green"],
    "item_mend": lambda things: [*item(things), "unrated"],
    "definitions": nothing,
    "accessibility": nothing,
    "dashboard": slug,
    "plan": slug,
    "timeline": slug,
    "timeline_pdf": slug,
    "workstreams": slug,
    "workstream": workstream,
    "workstream_declare": workstream,
    "item": item,
    "item_edit": item,
    "item_row": item,
    "item_date": lambda things: [*item(things), "target"],
    "import": slug,
    "import_check": batch,
    "import_save": batch,
    "import_discard": batch,
    "import_file": batch,
    "reports": slug,
    "edition": edition,
    "edition_pdf": edition,
    "edition_compare": edition,
    "edition_sections": lambda things: [things.committee.pk],
    "committee_begin": lambda things: [things.board.pk],
    "edition_approve": edition,
    "edition_issue": edition,
    "edition_hold": edition,
    "edition_try_again": edition,
    "edition_reissue": edition,
    "delivery_arrived": delivery,
    "delivery_retry": delivery,
    "delivery_again": delivery,
    **PARTS,
    **ACTS,
    **ABOVE,
}


@dataclass(frozen=True)
class Page:
    """A URL of the site by its name, with what its view asks."""

    name: str
    route: str
    policy: Policy

    def address(self, things: Things) -> str:
        return reverse(self.name, args=PLACES[self.name](things))


def pages() -> list[Page]:
    """Every URL of the site."""
    return [Page(_name(entry), route, entry.callback.access_policy) for route, entry in views_of()]


def _name(entry: URLPattern) -> str:
    return entry.name or str(entry.pattern)


def placed() -> list[Page]:
    """Those that have a line above; the matrix has a test that no URL lacks one."""
    return [page for page in pages() if page.name in PLACES]
