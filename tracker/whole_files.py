"""The folder of files where there is no bucket: a file is there whole or not at all, after a power cut too.

Django's own writes under the file's name; who loses power in between has a row that points at half a file.
Here it is written beside, brought to the disk, and given its name (reliability F28, F40).
"""

import os
import uuid
from contextlib import suppress
from typing import Any

from django.core.files.storage import FileSystemStorage


class WholeFiles(FileSystemStorage):
    """Saves by renaming; all else is Django's."""

    def _save(self, name: str, content: Any) -> str:
        begun = f"{name}.{uuid.uuid4().hex}.part"
        try:
            begun = super()._save(begun, content)  # type: ignore[misc]  # untyped upstream
            _to_disk(self.path(begun))
            while True:
                try:  # unlike a renaming, never in another's place
                    os.link(self.path(begun), self.path(name))
                    break
                except FileExistsError:
                    name = self.get_available_name(name)
        finally:
            with suppress(FileNotFoundError):  # a disk that was full leaves half of it, or none
                os.unlink(self.path(begun))
        _to_disk(os.path.dirname(self.path(name)))
        return name


def _to_disk(path: str) -> None:
    """What was written to a file, or into a folder, is on the disk when this returns."""
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
