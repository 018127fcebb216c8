"""What hangs on an item: its checklist, reminders, documents and addresses."""

from __future__ import annotations

from typing import Any

from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from workstreams import access
from workstreams.access import Policy
from workstreams.actions import attachments, checklist, reminders
from workstreams.forms.items import (
    AttachmentChangeForm,
    AttachmentForm,
    LineForm,
    LinesForm,
    ReminderForm,
)
from workstreams.models import Attachment, ChecklistLine, Reminder
from workstreams.views.on_item import change_of, section, take_away
from workstreams.views.parts import item_sheet, press, version_seen, write

FORM = ["GET", "HEAD", "POST"]


@access.policy(Policy.EDIT)
@require_http_methods(FORM)
def line_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Adds lines to the checklist of an item."""
    item = access.item_to_edit(request.user, pk)
    return write(
        request,
        make=lambda data: LinesForm(data),
        act=lambda typed: checklist.add_lines(
            item, text=typed.cleaned_data["text"], by=request.user, now=timezone.now()
        )[0],
        sheet=item_sheet(f"Checklist of {item}", item, button="Add"),
        done="Added: {}",
        to=section(item, "checklist"),
    )


@access.policy(Policy.EDIT)
@require_http_methods(FORM)
def line_edit(request: HttpRequest, pk: int, line: int) -> HttpResponse:
    """Changes the words of a line."""
    item, row = access.hanging_to_edit(request.user, ChecklistLine, pk, line)
    return change_of(
        request,
        item,
        row,
        form=LineForm,
        act=lambda typed: checklist.amend(
            row,
            text=typed.cleaned_data["text"],
            by=request.user,
            now=timezone.now(),
            version=typed.seen,
        ),
        heading="Change a line of the checklist",
        to=section(item, "checklist"),
    )


@access.policy(Policy.EDIT)
@require_POST
def line_tick(request: HttpRequest, pk: int, line: int) -> HttpResponse:
    """Says that a line is done today; pressed again, that it is not."""
    item, row = access.hanging_to_edit(request.user, ChecklistLine, pk, line)
    done = None if row.done_on else timezone.localdate()
    return press(
        request,
        act=lambda: checklist.tick(
            row, done_on=done, by=request.user, now=timezone.now(), version=version_seen(request)
        ),
        to=section(item, "checklist"),
        done=f"Done: {row}" if done else f"Not done: {row}",
    )


@access.policy(Policy.EDIT)
@require_POST
def line_drop(request: HttpRequest, pk: int, line: int) -> HttpResponse:
    """Takes a line away."""
    item, row = access.hanging_to_edit(request.user, ChecklistLine, pk, line)
    return take_away(request, row, drop=checklist.drop, to=section(item, "checklist"))


def _reminder_words(typed: ReminderForm) -> dict[str, Any]:
    return {"on": typed.cleaned_data["on"], "text": typed.cleaned_data["text"]}


@access.policy(Policy.EDIT)
@require_http_methods(FORM)
def reminder_add(request: HttpRequest, pk: int) -> HttpResponse:
    """On a day, whoever leads the item is told to ask again."""
    item = access.item_to_edit(request.user, pk)
    return write(
        request,
        make=lambda data: ReminderForm(data),
        act=lambda typed: reminders.set_reminder(
            item,
            by=request.user,
            today=timezone.localdate(),
            now=timezone.now(),
            **_reminder_words(typed),
        ),
        sheet=item_sheet(
            f"Reminder for {item}",
            item,
            button="Remind",
            note="On that day whoever leads the item finds a notice; you do, where nobody who leads "
            "it has an account.",
        ),
        done="Reminder set: {}",
        to=item.get_absolute_url(),
    )


@access.policy(Policy.EDIT)
@require_http_methods(FORM)
def reminder_edit(request: HttpRequest, pk: int, reminder: int) -> HttpResponse:
    """Another day or other words for a reminder."""
    item, row = access.hanging_to_edit(request.user, Reminder, pk, reminder)
    return change_of(
        request,
        item,
        row,
        form=ReminderForm,
        act=lambda typed: reminders.amend_reminder(
            row,
            by=request.user,
            today=timezone.localdate(),
            now=timezone.now(),
            version=typed.seen,
            **_reminder_words(typed),
        ),
        heading=f"Reminder for {item}",
        to=item.get_absolute_url(),
    )


@access.policy(Policy.EDIT)
@require_POST
def reminder_drop(request: HttpRequest, pk: int, reminder: int) -> HttpResponse:
    """Takes a reminder away."""
    item, row = access.hanging_to_edit(request.user, Reminder, pk, reminder)
    return take_away(
        request,
        row,
        drop=reminders.drop_reminder,
        to=item.get_absolute_url(),
        done="The reminder is taken away.",
    )


@access.policy(Policy.EDIT)
@require_http_methods(FORM)
def attachment_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Keeps a document or the address of one beside an item."""
    item = access.item_to_edit(request.user, pk)
    file = request.FILES.get("file")

    def act(typed: AttachmentForm) -> Attachment:
        said = typed.cleaned_data
        if file is not None:  # by its size, before it is read into memory
            attachments.small_enough(file.size or 0)
        return attachments.attach(
            item=item,
            title=said["title"],
            url=said["url"],
            note=said["note"],
            file_name=(file.name or "") if file is not None else "",
            content=file.read() if file is not None else b"",
            by=request.user,
            now=timezone.now(),
        )

    return write(
        request,
        make=lambda data: AttachmentForm(
            data, request.FILES if data else None, programme=item.programme, user=request.user
        ),
        act=act,
        sheet=item_sheet(f"Attach to {item}", item, button="Attach it"),
        done="Attached: {}",
        to=section(item, "attachments"),
    )


@access.policy(Policy.EDIT)
@require_http_methods(FORM)
def attachment_edit(request: HttpRequest, pk: int, attachment: int) -> HttpResponse:
    """Changes the title, the note, or the address of a link."""
    item, row = access.hanging_to_edit(request.user, Attachment, pk, attachment)
    return change_of(
        request,
        item,
        row,
        form=AttachmentChangeForm,
        act=lambda typed: attachments.amend_attachment(
            row, by=request.user, now=timezone.now(), version=typed.seen, **typed.facts
        ),
        heading=f"Change {row}",
        to=section(item, "attachments"),
    )


@access.policy(Policy.EDIT)
@require_POST
def attachment_drop(request: HttpRequest, pk: int, attachment: int) -> HttpResponse:
    """Takes a document or an address away."""
    item, row = access.hanging_to_edit(request.user, Attachment, pk, attachment)
    return take_away(
        request, row, drop=attachments.drop_attachment, to=section(item, "attachments")
    )


@access.policy(Policy.READ)
@require_safe
def attachment_file(request: HttpRequest, pk: int) -> HttpResponse:
    """The file as a download: never shown inside the site, never by the address of the store."""
    row = access.attachment_to_read(request.user, pk)
    try:
        with default_storage.open(row.stored_as or "none") as file:
            content = file.read()
    except FileNotFoundError as error:
        raise Http404("No such file.") from error
    return HttpResponse(
        content,
        content_type="application/octet-stream",
        headers={
            "Content-Disposition": content_disposition_header(True, row.file_name) or "attachment",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        },
    )
