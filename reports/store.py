"""Keeping a rendered file. Named by its content, so that a second attempt finds the first one's file (F5)."""

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from reports.render import Rendered, digest


class Missing(OSError):
    """The stored file is gone, or is not the one that was stored."""


def keep(prefix: str, rendered: Rendered) -> str:
    """Stores the bytes; the name they are kept under. A whole file of that name is used as it is."""
    name = f"{prefix}-{rendered.sha256[:16]}.pdf"
    if default_storage.exists(name):
        with default_storage.open(name) as file:
            if digest(file.read()) == rendered.sha256:
                return name
        default_storage.delete(name)
    return default_storage.save(name, ContentFile(rendered.content))


def fetch(name: str, sha256: str) -> bytes:
    """The bytes kept under a name. Missing when they are gone, or do not have the recorded SHA-256."""
    try:
        with default_storage.open(name) as file:
            content: bytes = file.read()
    except FileNotFoundError as error:
        raise Missing(
            f"The file of this report is missing from the store; recorded SHA-256 {sha256}."
        ) from error
    except OSError as error:
        raise Missing(
            f"The file of this report cannot be read from the store ({error.strerror or error}); "
            f"recorded SHA-256 {sha256}."
        ) from error
    if digest(content) != sha256:
        raise Missing(
            f"The file of this report was altered in the store; recorded SHA-256 {sha256}."
        )
    return content
