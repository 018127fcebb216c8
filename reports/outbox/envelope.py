"""What every mail of the tracker has around its words."""

from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from reports.models import OutgoingMail


def write(
    mail: OutgoingMail,
    *,
    subject: str,
    identity: str,
    template: str,
    context: dict[str, Any],
    now: datetime,
) -> EmailMessage:
    """A message to the person of the row: its text, and the same as HTML, from the ``template``'s
    ``.body.txt`` and ``.body.html``. ``identity`` makes the Message-ID and is the same for every try."""
    message = EmailMessage(policy=SMTP)
    message["Subject"] = " ".join(subject.split())
    message["From"] = settings.DEFAULT_FROM_EMAIL
    message["To"] = Address(display_name=" ".join(mail.name.split()), addr_spec=mail.email)
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{identity}@{host()}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(render_to_string(f"{template}.body.txt", context))
    message.add_alternative(render_to_string(f"{template}.body.html", context), subtype="html")
    return message


def sender() -> str:
    """The envelope's sender."""
    return parseaddr(settings.DEFAULT_FROM_EMAIL)[1]


def host() -> str:
    """What stands behind the @ of a Message-ID."""
    return sender().rpartition("@")[2] or "localhost"
