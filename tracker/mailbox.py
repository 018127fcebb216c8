"""The local mail catcher of the embedded mode, and the pages that show what it received.

Nothing leaves the machine: the catcher speaks SMTP to our own delivery code, keeps every mail as one file and answers
250 only when that file is on the disk. In production MAIL_FOLDER is None and these pages do not exist.
"""

import asyncio
import os
import re
from base64 import b64encode
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from uuid import uuid4

from aiosmtpd.smtp import SMTP, Envelope, Session
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from workstreams import access

NAME = re.compile(r"[0-9TZ]{16,30}-[0-9a-f]{32}")
LARGEST = 40 * 1024 * 1024  # bytes of one mail
ALONE = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox allow-popups"


class Catcher:
    """aiosmtpd's handler: one accepted mail is one .eml file in `folder`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        keep(
            self.folder,
            envelope.mail_from or "",
            envelope.rcpt_tos,
            envelope.original_content or b"",
        )
        return "250 Kept"


def keep(folder: Path, sender: str, recipients: list[str], content: bytes) -> Path:
    """Store one mail with its envelope on top; on return it would survive a power cut."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    name = f"{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}-{uuid4().hex}"
    top = f"Return-Path: <{sender}>\r\n" + "".join(
        f"Delivered-To: {each}\r\n" for each in recipients
    )
    coming, kept = folder / f"{name}.part", folder / f"{name}.eml"
    with open(coming, "xb", opener=lambda path, flags: os.open(path, flags, 0o600)) as file:
        file.write(top.encode("utf-8") + content)
        file.flush()
        os.fsync(file.fileno())
    coming.rename(kept)
    directory = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)
    return kept


async def catch(folder: Path, port: int, *, ready: asyncio.Event | None = None) -> None:
    """Listen on this machine only, until cancelled."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(
        lambda: SMTP(
            Catcher(folder), data_size_limit=LARGEST, enable_SMTPUTF8=True, hostname="localhost"
        ),
        host="127.0.0.1",
        port=port,
        reuse_address=True,
    )
    if ready:
        ready.set()
    async with server:
        await server.serve_forever()


@dataclass(frozen=True)
class Mail:
    """One kept mail as the pages show it."""

    name: str
    received: datetime
    message: EmailMessage

    @property
    def recipient(self) -> str:
        return ", ".join(self.message.get_all("Delivered-To", []))

    @property
    def subject(self) -> str:
        return str(self.message["Subject"] or "(no subject)")

    @property
    def sender(self) -> str:
        return str(self.message["From"] or "")

    @property
    def text(self) -> str:
        """The plain part. The HTML part of a mail is never shown inside our own page."""
        return self._body("plain")

    @property
    def html(self) -> str:
        """The HTML part as a mail program shows it, its own pictures written into it; "" when there is none."""
        page = self._body("html")
        for part in self.message.walk():
            mark, content = str(part["Content-ID"] or "").strip("<>"), part.get_payload(decode=True)
            if mark and isinstance(content, bytes):
                picture = f"data:{part.get_content_type()};base64,{b64encode(content).decode()}"
                page = page.replace(f"cid:{mark}", picture)
        return page

    def _body(self, kind: str) -> str:
        body = self.message.get_body(preferencelist=(kind,))
        return body.get_content() if body else ""

    @property
    def attachments(self) -> list[EmailMessage]:
        return [part for part in self.message.iter_attachments() if isinstance(part, EmailMessage)]

    @property
    def attachment_names(self) -> list[str]:
        return [part.get_filename() or "without a name" for part in self.attachments]


def read(path: Path) -> Mail:
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    received = datetime.strptime(path.stem.partition("-")[0], "%Y%m%dT%H%M%S%fZ").replace(
        tzinfo=UTC
    )
    return Mail(name=path.stem, received=received, message=message)


def folder_of(request: HttpRequest) -> Path:
    """Where the mails lie, for the office; 404 for anybody else and wherever mail really goes out."""
    access.office(request.user)
    if settings.MAIL_FOLDER is None:
        raise Http404("Mail is not caught here.")
    return Path(settings.MAIL_FOLDER)


def mail_of(request: HttpRequest, name: str) -> Mail:
    path = folder_of(request) / f"{name}.eml"
    if not NAME.fullmatch(name) or not path.exists():
        raise Http404("No such mail.")
    return read(path)


@access.policy(access.Policy.OFFICE)
@require_safe
def mails(request: HttpRequest) -> HttpResponse:
    """The last hundred mails, newest first."""
    paths = sorted(folder_of(request).glob("*.eml"), reverse=True)
    return render(
        request,
        "mail/list.html",
        {"mails": [read(path) for path in paths[:100]], "count": len(paths)},
    )


@access.policy(access.Policy.OFFICE)
@require_safe
def mail(request: HttpRequest, name: str) -> HttpResponse:
    return render(request, "mail/message.html", {"mail": mail_of(request, name)})


@access.policy(access.Policy.OFFICE)
@require_safe
def mail_html(request: HttpRequest, name: str) -> HttpResponse:
    """The HTML part alone, as a page of no origin: its own styles and pictures, no script, no address."""
    page = mail_of(request, name).html
    if not page:
        raise Http404("This mail has no HTML part.")
    return HttpResponse(
        page, headers={"Content-Security-Policy": ALONE, "Cache-Control": "private, no-store"}
    )


@access.policy(access.Policy.OFFICE)
@require_safe
def attachment(request: HttpRequest, name: str, number: int) -> HttpResponse:
    """One attached file, by its place in the mail from 1."""
    found = mail_of(request, name).attachments
    if not 1 <= number <= len(found):
        raise Http404("No such attachment.")
    part = found[number - 1]
    content = part.get_payload(decode=True)
    kind = (
        part.get_content_type()
        if part.get_content_type() == "application/pdf"
        else "application/octet-stream"
    )
    file = re.sub(r"[^\w.\- ]", "_", part.get_filename() or f"attachment-{number}")
    return HttpResponse(
        content,
        headers={
            "Content-Type": kind,
            "Content-Disposition": f'attachment; filename="{file}"',
            "Cache-Control": "private, no-store",
        },
    )
