"""One SMTP transaction to one recipient, stage by stage, so that it is known what is not known."""

import smtplib
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum

from django.conf import settings

CONNECT_SECONDS = 20
DATA_SECONDS = 60


class Ended(StrEnum):
    """How a try ended."""

    SENT = "sent"  # the server took the message: 250 after the last dot
    REFUSED = "refused"  # the server said no for good: 5xx
    LATER = "later"  # nothing has left, or the server said not now: try again
    UNKNOWN = "unknown"  # the message was being handed over when the line went dead
    FAILED = "failed"  # nothing has left: we could not write the message
    NEEDLESS = "needless"  # nothing has left: nobody needs it any more


@dataclass(frozen=True, slots=True)
class Outcome:
    """With the server's words, or ours when it had none."""

    ended: Ended
    words: str


def transmit(message: bytes, *, sender: str, recipient: str, begin: Callable[[], None]) -> Outcome:
    """Hands one message to the relay of the settings.

    ``begin`` is called (and must commit) right before DATA; what it raises stops the transaction while
    nothing has left. No exception of the network leaves this function.
    """
    try:
        relay = _connect()
    except (OSError, smtplib.SMTPException) as error:
        return Outcome(Ended.LATER, f"no connection to the mail server: {_words(error)}")
    try:
        return _talk(relay, message, sender, recipient, begin)
    finally:
        with suppress(OSError, smtplib.SMTPException):
            relay.quit()
        relay.close()


def _connect() -> smtplib.SMTP:
    timeout = getattr(settings, "REPORT_SMTP_SECONDS", CONNECT_SECONDS)
    host, port = settings.EMAIL_HOST, settings.EMAIL_PORT
    if getattr(settings, "EMAIL_USE_SSL", False):
        relay: smtplib.SMTP = smtplib.SMTP_SSL(
            host, port, timeout=timeout, context=ssl.create_default_context()
        )
    else:
        relay = smtplib.SMTP(host, port, timeout=timeout)
    try:
        relay.ehlo_or_helo_if_needed()
        if getattr(settings, "EMAIL_USE_TLS", False):
            relay.starttls(context=ssl.create_default_context())
            relay.ehlo()
        if settings.EMAIL_HOST_USER:
            relay.login(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)
    except BaseException:
        relay.close()
        raise
    return relay


def _talk(
    relay: smtplib.SMTP, message: bytes, sender: str, recipient: str, begin: Callable[[], None]
) -> Outcome:
    try:
        for ask, address in ((relay.mail, sender), (relay.rcpt, recipient)):
            code, reply = ask(address)
            if code not in (250, 251):
                return _said(code, reply)
    except (OSError, smtplib.SMTPException) as error:
        return Outcome(
            Ended.LATER, f"the mail server went away before the message: {_words(error)}"
        )
    begin()
    try:
        relay.putcmd("data")
        code, reply = relay.getreply()
        if code != 354:
            return _said(code, reply)
    except (OSError, smtplib.SMTPException) as error:
        return Outcome(
            Ended.LATER, f"the mail server went away before the message: {_words(error)}"
        )
    try:
        if relay.sock is not None:
            relay.sock.settimeout(getattr(settings, "REPORT_SMTP_DATA_SECONDS", DATA_SECONDS))
        relay.send(_dotted(message))
        code, reply = relay.getreply()
    except (OSError, smtplib.SMTPException) as error:
        return Outcome(
            Ended.UNKNOWN, f"the line went dead while the message was handed over: {_words(error)}"
        )
    if 200 <= code < 300:
        return Outcome(Ended.SENT, f"{code} {_text(reply)}")
    if code < 400:  # not an answer that SMTP knows: who can say what became of the message
        return Outcome(
            Ended.UNKNOWN, f"the mail server answered something else: {code} {_text(reply)}"
        )
    return _said(code, reply)


def _said(code: int, reply: bytes) -> Outcome:
    """The server's no: 5xx for good, anything else for now. -1 is a line that went dead before an answer."""
    ended = Ended.REFUSED if 500 <= code < 600 else Ended.LATER
    return Outcome(ended, f"{code} {_text(reply)}")


def _dotted(message: bytes) -> bytes:
    """Lines end in CRLF, a leading dot is doubled, a lone dot ends it (RFC 5321, 4.5.2)."""
    lines = message.replace(b"\r\n", b"\n").replace(b"\r", b"\n").rstrip(b"\n").split(b"\n")
    return (
        b"\r\n".join(b"." + line if line.startswith(b".") else line for line in lines)
        + b"\r\n.\r\n"
    )


def _text(reply: bytes | str) -> str:
    text = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
    return " ".join(text.split())[:500]


def _words(error: Exception) -> str:
    return _text(str(error) or type(error).__name__)
