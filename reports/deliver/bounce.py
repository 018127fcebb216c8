"""A mail that came back after the server had taken it: what the notice says, and the row it belongs to (F13)."""

import email
import email.policy
import re
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage, Message
from typing import Any

from django.db import transaction

from reports.log import Refused, move_mail
from reports.models import Delivery, DeliveryState
from reports.publish.issue import settle

OURS = re.compile(r"<edition-(\d+)\.(\d+)\.(\d+)@[^>\s]+>")
CAME_BACK = (DeliveryState.SENT, DeliveryState.UNKNOWN)


@dataclass(frozen=True, slots=True)
class Notice:
    """What a bounce says: of which of our mails, for good or for now, in the server's words."""

    delivery: int
    number: int
    for_good: bool
    words: str


def read_notice(raw: bytes) -> Notice | None:
    """A delivery status notification (RFC 3464) about one of our mails; None when it is about none.

    The mail is known by its Message-ID in the returned headers, or by what the notice refers to.
    """
    notice = email.message_from_bytes(raw, policy=email.policy.default)
    ours = _our_id(notice)
    if ours is None:
        return None
    status = {name: str(value) for name, value in _status(notice).items()}
    code, action = status.get("status", ""), status.get("action", "").lower()
    words = status.get("diagnostic-code", "") or code or "the mail server gave no reason"
    words = " ".join(words.partition(";")[2].split() or words.split())[:500]
    for_good = action == "failed" or (not action and code.startswith("5"))
    return Notice(int(ours[2]), int(ours[3]), for_good, words)


def _our_id(notice: EmailMessage) -> re.Match[str] | None:
    for part in notice.walk():
        said = ""
        if part.get_content_type() in ("message/rfc822", "text/rfc822-headers"):
            content = part.get_payload()
            said = str(content[0]) if isinstance(content, list) else str(content)
        elif part is notice:
            said = f"{notice.get('In-Reply-To', '')} {notice.get('References', '')}"
        found = OURS.search(said)
        if found:
            return found
    return None


def _status(notice: EmailMessage) -> dict[str, str]:
    """The fields about the recipient, of the part that is made for machines."""
    for part in notice.walk():
        if part.get_content_type() == "message/delivery-status":
            blocks = part.get_payload()
            fields: dict[str, str] = {}
            for block in blocks if isinstance(blocks, list) else []:
                if isinstance(block, Message):
                    fields.update({name.lower(): str(value) for name, value in block.items()})
            return fields
    return {}


@transaction.atomic
def bounced(delivery: Delivery, *, reason: str, now: datetime, by: Any = None) -> Delivery:
    """Records that it came back. ``by`` is None when a notice says so. Refused unless it had left."""
    if not reason.strip():
        raise Refused("Say what the notice says.")
    if delivery.state not in CAME_BACK or not move_mail(
        delivery,
        DeliveryState.BOUNCED,
        was=delivery.state,
        now=now,
        by=by,
        words=f"came back: {reason.strip()}",
        reply=reason.strip(),
    ):
        raise Refused(
            f"Only a mail that was sent can come back; this one is {delivery.get_state_display().lower()}."
        )
    settle(delivery.edition_id, now=now)
    return delivery


def take_notice(raw: bytes, *, now: datetime) -> str:
    """Takes a notice from the mail system; what became of it, in words. The same notice twice is one."""
    notice = read_notice(raw)
    if notice is None:
        return "not about a mail of the tracker"
    if not notice.for_good:
        return f"delivery {notice.delivery}: a delay, nothing to record"
    delivery = Delivery.objects.filter(pk=notice.delivery, number=notice.number).first()
    if delivery is None:
        return f"delivery {notice.delivery}: no such mail, or sent again since"
    try:
        bounced(delivery, reason=notice.words, now=now)
    except Refused as refusal:
        return f"delivery {notice.delivery}: {refusal}"
    return f"delivery {notice.delivery}: recorded as bounced ({notice.words})"
