"""Words about an item: an update, "no change this month", "as above", and the asking for them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from workstreams.again import says_as_above
from workstreams.models import Ask, Item, Update, UpdateKind

from .base import Refused, add_all, save
from .importing import change_all

NO_CHANGE = "No change this month."


def tell(
    item: Item,
    *,
    words: str,
    by: Any,
    now: datetime,
    reason: str = "",
    no_change: bool = False,
    above: Item | None = None,
) -> Update | None:
    """Writes an update of an item; None when nothing was said. Called within a verb's transaction.

    "As above" becomes a link to the update that it points at, with the words of that one: to the
    item that this one shares its update with, else to `above` (the row that stood above it before
    the writer), else to the item above it in the plan. Raises Refused when there is none to point at,
    or when somebody says that nothing changed and tells what did.
    """
    words = words.strip()
    if no_change and words:
        raise Refused(
            "You said that nothing has changed, and wrote an update. Keep one of the two.",
            field="update",
        )
    if no_change:
        update = Update(item=item, text=NO_CHANGE, kind=UpdateKind.NO_CHANGE)
    elif not words:
        return None
    elif says_as_above(words):
        other = _pointed_at(item, above)
        update = Update(item=item, text=other.text, same_as=other)
        reason = f"Typed “{words}”. {reason}".strip()
    else:
        update = Update(item=item, text=words)
    update.by, update.written_at = by, now
    return save(update, by=by, now=now, reason=reason)


def _pointed_at(item: Item, above: Item | None) -> Update:
    """The update that "as above" means; where that one points further, the one at the end."""
    other = item.same_update_as or above or _above_in_the_plan(item)
    if other is None:
        raise Refused("There is no row above this one. Write the update in words.", field="update")
    if other.programme_id != item.programme_id or other.pk == item.pk:
        raise Refused(
            "That row is of another programme. Write the update in words.", field="update"
        )
    last = Update.objects.select_related("same_as").filter(item=other).first()
    if last is None or last.kind == UpdateKind.NO_CHANGE:
        raise Refused(
            f"“{other}” has no update to point at. Write this one in words.", field="update"
        )
    return last.same_as or last


def _above_in_the_plan(item: Item) -> Item | None:
    rows = Item.objects.filter(programme=item.programme_id, sort_key__lt=item.sort_key)
    return rows.order_by("-sort_key").first()


def answer(item: Item, *, by: Any, now: datetime) -> None:
    """An update, or a change of its figures, answers what was asked about an item. Within a verb's transaction."""
    for ask in Ask.objects.select_for_update().filter(item=item, answered_at__isnull=True):
        ask.answered_at = now
        save(ask, by=by, now=now, fields=["answered_at"])


@transaction.atomic
def ask(items: Iterable[Item], *, by: Any, now: datetime, text: str = "") -> int:
    """Asks the owners of items for an update; answers how many items were asked about anew.

    It stands on their My updates page until somebody answers. An item with an open question keeps
    that one and takes the newer words.
    """
    wanted = {item.pk: item for item in items}
    # Held, in one order, so that two who ask at once ask once.
    list(Item.objects.select_for_update(of=("self",)).filter(pk__in=wanted).order_by("pk"))
    open_ones = list(
        Ask.objects.select_for_update().filter(item__in=wanted, answered_at__isnull=True)
    )
    for row in open_ones:
        wanted.pop(row.item_id)
        row.text = text.strip() or row.text
    change_all(open_ones, fields=["text"], by=by, now=now, reason="Asked again")
    made = [Ask(item=item, text=text.strip(), by=by, asked_at=now) for item in wanted.values()]
    add_all(made, by=by, now=now)
    return len(made)
