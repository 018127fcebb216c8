"""Several actions in one item, taken apart: an item for each line (S4-20)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from workstreams.models import Item

from .base import Conflict, Refused, save
from .checklist import lines_of
from .plan import add_item

#: As many items as one is taken apart into.
MOST = 20
#: What the new items take over: what was said of all the actions at once.
SHARED = (
    "kind", "owners_text", "scope", "scope_text", "statutory", "statutory_text", "start", "target",
    "revised", "success_measure", "partners_text", "organisation", "source", "source_text",
    "source_page",
)  # fmt: skip


@transaction.atomic
def split(
    item: Item,
    *,
    text: str,
    by: Any,
    today: date,
    now: datetime,
    version: int | None = None,
) -> list[Item]:
    """The item with the first line as its title, and a new item for each further line.

    The item keeps its history and what hangs on it, and its whole words in the full text. The new ones
    come at the end of its phase or workstream with its owners, dates and source; how far they are and
    their ratings nobody has said, so these are blank. Raises Refused for fewer than two lines, more
    than `MOST`, a line that is too long or a closed place; Conflict when the row has moved on since
    `version`.
    """
    lines = lines_of(text)
    if len(lines) < 2:
        raise Refused("Give at least two lines: the first stays this item.", field="text")
    if len(lines) > MOST:
        raise Refused(f"That is {len(lines)} lines; at most {MOST} at once.", field="text")
    fresh = (
        Item.objects.select_for_update(of=("self",))
        .select_related("workstream__programme", "phase", "organisation")
        .get(pk=item.pk)
    )
    if version is not None and version != fresh.version:
        raise Conflict(fresh)
    owners = [
        row.person
        for row in fresh.ownerships.select_related("person").order_by("-lead", "position", "pk")
    ]
    made = [
        add_item(
            workstream=fresh.workstream,
            phase=fresh.phase,
            title=line,
            owners=owners,
            by=by,
            today=today,
            now=now,
            **{name: getattr(fresh, name) for name in SHARED},
        )
        for line in lines[1:]
    ]
    fresh.full_text = fresh.full_text or fresh.title
    fresh.title, fresh.version, fresh.changed_at = lines[0], fresh.version + 1, now
    fields = ["title", "full_text", "version", "changed_at"]
    save(fresh, by=by, now=now, reason=f"Taken apart into {len(lines)} items", fields=fields)
    return [fresh, *made]
