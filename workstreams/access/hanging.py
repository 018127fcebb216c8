"""What hangs on an item: the row, or 404, or 403."""

from __future__ import annotations

from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404

from workstreams.models import Attachment, Item
from workstreams.models.rights import rights_of

from .plan import item_to_edit, item_to_read

Row = TypeVar("Row", bound=Model)


def item_to_keep(user: Any, pk: int) -> Item:
    """The item, for those who lead its branch: its lead, office, manager; 403 for its other
    readers, 404 for the rest."""
    item = item_to_read(user, pk)
    rights = rights_of(user)
    if not (rights.manages(item.programme_id) or rights.leads_at(item.workstream)):
        raise PermissionDenied
    return item


def hanging_to_edit(user: Any, model: type[Row], item: int, pk: int) -> tuple[Item, Row]:
    """A line, a reminder or an attachment of an item the user keeps; 403 and 404 as for the item."""
    found = item_to_edit(user, item)
    row: Any = model._default_manager.filter(item=found, pk=pk).first()
    if row is None:
        raise Http404("No such page.")
    row.item = found
    return found, row


def attachment_to_read(user: Any, pk: int) -> Attachment:
    """An attachment of an item or a workstream the user sees; else 404."""
    row = Attachment.objects.visible_to(user).filter(pk=pk).first()
    if row is None:
        raise Http404("No such file.")
    return row
