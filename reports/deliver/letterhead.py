"""The logo in a mail: carried with it, so that reading the mail asks nothing of anybody's server."""

from email.message import EmailMessage

from reports.document import Document

CID = "logo"
SHOWN = "image/png"  # drawings are not shown by the common mail programs: those mails have the name alone


def carry_logo(message: EmailMessage, document: Document) -> None:
    """Puts the logo beside the HTML of a mail whose text points at ``cid:logo``; nothing without one."""
    if not shows_logo(document) or document.logo is None:
        return
    for part in message.walk():
        if part.get_content_type() == "text/html":
            kind, _, sub = document.logo.kind.partition("/")
            part.add_related(document.logo.content, kind, sub, cid=f"<{CID}>", disposition="inline")
            return


def shows_logo(document: Document) -> bool:
    """Whether mails show it."""
    return document.logo is not None and document.logo.kind == SHOWN
