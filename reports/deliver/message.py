"""The mail: page 1 as text, the same as HTML, and the PDF where the board wants it. From stored things only."""

from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr

from django.conf import settings
from django.template.loader import render_to_string

from reports.document import Document
from reports.models import Delivery, Edition
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
        "r": document.first,
    }
    message = EmailMessage(policy=SMTP)
    subject = render_to_string(f"{shape.mail}.subject.txt", context)
    message["Subject"] = " ".join(subject.split())
    message["From"] = settings.DEFAULT_FROM_EMAIL
    message["To"] = Address(display_name=" ".join(delivery.name.split()), addr_spec=delivery.email)
    message["Date"] = format_datetime(now)
    message["Message-ID"] = message_id(delivery)
    message["Auto-Submitted"] = "auto-generated"
    message["X-SHA256"] = edition.final_sha256
    message.set_content(render_to_string(f"{shape.mail}.body.txt", context))
    message.add_alternative(render_to_string(f"{shape.mail}.body.html", context), subtype="html")
    if attached:
        message.add_attachment(
            attachment, maintype="application", subtype="pdf", filename=edition.file_name
        )
    return message.as_bytes()


def attaches(edition: Edition) -> bool:
    """Whether the board's mails carry the file, or only lead to it (the board's schedule says)."""
    schedule = getattr(edition.board, "schedule", None)
    return schedule is None or schedule.attach


def message_id(delivery: Delivery) -> str:
    """The same for every try; ``number`` goes up only when a person sends it again."""
    return f"<edition-{delivery.edition_id}.{delivery.pk}.{delivery.number}@{host()}>"


def sender() -> str:
    """The envelope's sender."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def host() -> str:
    return sender().rpartition("@")[2] or "localhost"
