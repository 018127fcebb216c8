"""A real SMTP server for tests, told for each address what to do. It keeps what it took before it
answers, so that what the world received survives every kill of the sender."""

from __future__ import annotations

import asyncio
import email
import email.policy
import socket
from collections.abc import Callable
from dataclasses import dataclass, field

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP


class InItsLoop(Controller):
    """aiosmtpd makes an event loop for each connection and never closes it; this one uses its own."""

    def factory(self) -> SMTP:
        return SMTP(self.handler, loop=self.loop, **self.SMTP_kwargs)


@dataclass
class Mail:
    """One accepted message."""

    to: str
    raw: bytes

    @property
    def message(self):
        return email.message_from_bytes(self.raw, policy=email.policy.default)

    @property
    def id(self) -> str:
        return self.message["Message-ID"]

    @property
    def attachment(self) -> bytes:
        (part,) = self.message.iter_attachments()
        return part.get_content()


@dataclass
class Sink:
    """``rules``: address -> what happens to a mail for it, one word a try; the last one stays.

    accept, 550 (no such person, at RCPT), 451 (not now, at RCPT), 421 (at RCPT, then closes), 552 (too
    large, after DATA), drop (takes the message, closes without an answer), hang (takes
    it, never answers), shut (closes at DATA, before the message).
    """

    rules: dict[str, list[str]] = field(default_factory=dict)
    port: int = 0
    host: str = "127.0.0.1"
    mails: list[Mail] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    on_mail: Callable[[int], object] | None = None  # called with their number, before the answer

    def __enter__(self) -> Sink:
        if not self.port:
            with socket.create_server((self.host, 0)) as free:
                self.port = free.getsockname()[1]
        self.controller = InItsLoop(self, hostname=self.host, port=self.port, enable_SMTPUTF8=False)
        self.controller.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.controller.stop()

    def received(self, address: str) -> list[Mail]:
        return [mail for mail in self.mails if mail.to == address]

    def _next(self, address: str) -> str:
        steps = self.rules.get(address, ["accept"])
        return steps.pop(0) if len(steps) > 1 else steps[0]

    async def handle_RCPT(self, server: SMTP, session, envelope, address, options) -> str:
        self.asked.append(address)
        session.rule = rule = self._next(address)
        if rule == "550":
            return "550 5.1.1 No such person here"
        if rule == "451":
            return "451 4.3.0 Not now, try later"
        if rule == "421":
            return "421 4.3.2 Shutting down"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session, envelope) -> str:
        if session.rule == "552":
            return "552 5.3.4 Message too large"
        mail = Mail(envelope.rcpt_tos[0], envelope.content)
        self.mails.append(mail)
        if self.on_mail:
            await asyncio.to_thread(self.on_mail, len(self.mails))
        if session.rule == "drop":
            server.transport.abort()
            await asyncio.sleep(0)
        if session.rule == "hang":
            await asyncio.sleep(30)
        return "250 2.0.0 Taken"
