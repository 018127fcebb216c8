"""The mail: page 1 as text, the same as HTML, and the PDF where the board wants it. From stored things only."""

from datetime import datetime

from django.template.loader import render_to_string

from reports.deliver.letterhead import carry_logo, shows_logo
from reports.document import Document
from reports.models import Delivery, Edition
from reports.outbox import envelope
from reports.shapes import shape_of


def compose(delivery: Delivery, document: Document, attachment: bytes, *, now: datetime) -> bytes:
    """The message as it goes over the line."""
    edition = delivery.edition
    attached = attaches(edition)
    shape = shape_of(edition.kind)
    context = {
        "document": document,
        "body": shape.body(document),
        "delivery": delivery,
        "edition": edition,
        "medium": "mail",
        "attached": attached,
        "logo": shows_logo(document),
        "r": document.first,
    }
    message = envelope.write(
        delivery,
        subject=render_to_string(f"{shape.mail}.subject.txt", context),
        identity=f"edition-{delivery.edition_id}.{delivery.pk}.{delivery.number}",
        template=shape.mail,
        context=context,
        now=now,
    )
    message["X-SHA256"] = edition.final_sha256
    carry_logo(message, document)
    if attached:
        message.add_attachment(
            attachment, maintype="application", subtype="pdf", filename=edition.file_name
        )
    return message.as_bytes()


def attaches(edition: Edition) -> bool:
    """Whether the board's mails carry the file, or only lead to it (the board's schedule says)."""
    schedule = getattr(edition.board, "schedule", None)
    return schedule is None or schedule.attach
