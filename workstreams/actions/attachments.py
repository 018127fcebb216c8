"""Documents and addresses beside an item or a workstream (S2-07, S2-08, S4-50)."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Max

from workstreams.models import Attachment, Item, Workstream

from .base import Refused, save, take_away
from .parts import change, locked

#: The largest file that is taken, in bytes.
LARGEST = 10 * 1024 * 1024
OLE, ZIP = b"\xd0\xcf\x11\xe0", b"PK\x03\x04"
#: Ending -> what the file must begin with; text files may begin with anything but a nought byte.
KINDS: dict[str, tuple[bytes, ...]] = {
    "pdf": (b"%PDF-",),
    "docx": (ZIP,),
    "xlsx": (ZIP,),
    "pptx": (ZIP,),
    "odt": (ZIP,),
    "ods": (ZIP,),
    "odp": (ZIP,),
    "doc": (OLE,),
    "xls": (OLE,),
    "ppt": (OLE,),
    "msg": (OLE,),
    "png": (b"\x89PNG\r\n\x1a\n",),
    "jpg": (b"\xff\xd8\xff",),
    "jpeg": (b"\xff\xd8\xff",),
    "csv": (),
    "txt": (),
}


@transaction.atomic
def attach(
    *,
    title: str,
    by: Any,
    now: datetime,
    item: Item | None = None,
    workstream: Workstream | None = None,
    url: str = "",
    file_name: str = "",
    content: bytes = b"",
    note: str = "",
) -> Attachment:
    """Keeps a file, or the address of one, beside an item or a workstream.

    The same title again is its next edition; the earlier ones stay. A file goes to the store under
    a name that says nothing. Raises Refused when there is neither or both, when the file is larger
    than 10 MB, empty, of a kind that is not taken, or not what its ending says.
    """
    if bool(url.strip()) == bool(file_name):
        raise Refused("Choose a file, or give an address: one of the two.", field="file")
    if file_name:
        _may_be_kept(file_name, content)
    title = title.strip() or file_name or url.strip()
    same = Attachment.objects.filter(item=item, workstream=workstream, title=title[:200])
    last = same.aggregate(last=Max("edition"))["last"] or 0
    row = Attachment(
        item=item,
        workstream=workstream,
        title=title[:200],
        edition=last + 1,
        url=url.strip(),
        note=note.strip(),
        by=by,
        added_at=now,
    )
    if file_name:
        ending = file_name.rpartition(".")[2].lower()
        name = f"attachments/{now:%Y/%m}/{uuid4().hex}.{ending}"
        row.stored_as = default_storage.save(name, ContentFile(content))
        row.file_name, row.size = file_name[-200:], len(content)
        row.sha256 = hashlib.sha256(content).hexdigest()
    return save(row, by=by, now=now)


def small_enough(size: int) -> None:
    """Raises Refused when a file of so many bytes is not taken."""
    if size > LARGEST:
        raise Refused(
            f"The file is {size / 1024 / 1024:.1f} MB; at most 10 MB are taken. "
            "Keep it where it is and give its address.",
            field="file",
        )


def _may_be_kept(name: str, content: bytes) -> None:
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    if ending not in KINDS:
        raise Refused(
            "That kind of file is not taken. Taken are PDF, Word, Excel, PowerPoint, OpenDocument, "
            "pictures (PNG, JPEG), csv, txt and Outlook messages.",
            field="file",
        )
    if not content:
        raise Refused("The file is empty.", field="file")
    small_enough(len(content))
    begins = KINDS[ending]
    right = content.startswith(begins) if begins else b"\x00" not in content[:4096]
    if not right:
        raise Refused(f"The file is not what its ending .{ending} says.", field="file")


@transaction.atomic
def amend_attachment(
    row: Attachment,
    *,
    title: str,
    note: str,
    by: Any,
    now: datetime,
    version: int | None = None,
    **facts: Any,
) -> Attachment:
    """Changes the title, the note, or the address of a link; a file is replaced by a new edition."""
    fresh = locked(row, version=version)
    if not title.strip():
        raise Refused("Give a title.", field="title")
    if fresh.stored_as:
        facts.pop("url", None)
    elif "url" in facts and not facts["url"].strip():
        raise Refused("Give the address.", field="url")
    return change(fresh, {"title": title, "note": note, **facts}, by=by, now=now)


@transaction.atomic
def drop_attachment(row: Attachment, *, by: Any, now: datetime) -> None:
    """Takes an attachment away: the file goes, that it was there stays in the history."""
    stored = row.stored_as
    take_away(row, by=by, now=now)
    if stored:
        transaction.on_commit(lambda: default_storage.delete(stored))
