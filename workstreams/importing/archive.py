"""A workbook's zip, opened with suspicion. Plain Python, standard library only: it runs in the child process.

Nothing the archive says about itself is believed: sizes are counted while unpacking, names are checked, overlapping
parts are refused (the trick behind small bombs that unpack to gigabytes).
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from itertools import pairwise

from workstreams.importing.sniff import DAMAGED, SAVE_AGAIN, TOO_LARGE, Refused

MAX_PARTS = 2_000
MAX_UNPACKED = 100 * 1024 * 1024
CHUNK = 64 * 1024

_OPEN_DOCUMENT = {
    b"application/vnd.oasis.opendocument.spreadsheet": "an OpenDocument spreadsheet (.ods)",
    b"application/vnd.oasis.opendocument.text": "an OpenDocument text (.odt)",
}


class Archive:
    """The parts of one workbook. `read` counts what it unpacks against one budget for the whole file."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (
            zipfile.BadZipFile,
            ValueError,
            NotImplementedError,
            EOFError,
            OSError,
            UnicodeError,
        ) as error:
            raise Refused(DAMAGED) from error
        self._left = MAX_UNPACKED
        infos = self._zip.infolist()
        _refuse_shape(infos)
        self._by_name = {info.filename.lower(): info for info in infos}
        self._refuse_kind()

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._by_name

    @property
    def is_document(self) -> bool:
        """A Word document, whose tables may be a plan; anything else is a workbook."""
        return "word/document.xml" in self._by_name

    def names(self) -> list[str]:
        """Lower-case names of all parts."""
        return list(self._by_name)

    def read(self, name: str) -> bytes:
        """One part, unpacked. Raises `Refused` when the file grows past the limit or the part is damaged."""
        info = self._by_name.get(name.lower())
        if info is None:
            raise Refused(DAMAGED)
        chunks: list[bytes] = []
        try:
            with self._zip.open(info) as part:
                while chunk := part.read(CHUNK):
                    self._left -= len(chunk)
                    if self._left < 0:
                        raise Refused(TOO_LARGE)
                    chunks.append(chunk)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            NotImplementedError,
            OSError,
            ValueError,
        ) as error:
            raise Refused(DAMAGED) from error
        except RuntimeError as error:  # zipfile's word for "needs a password"
            raise Refused(
                "This file is protected with a password. Remove it, save the workbook and upload it again."
            ) from error
        return b"".join(chunks)

    def _refuse_kind(self) -> None:
        names = self._by_name
        if "[content_types].xml" not in names:
            raise Refused(self._without_content_types())
        types = self.read("[Content_Types].xml").lower()
        if b"<!doctype" in types or b"<!entity" in types:
            raise Refused("The file holds instructions that Excel never writes. " + SAVE_AGAIN)
        if b"macroenabled" in types or any(name.endswith("vbaproject.bin") for name in names):
            raise Refused(
                "This workbook contains macros. In Excel choose Save As, Excel Workbook (.xlsx), without macros, "
                "and upload that copy."
            )
        if "xl/workbook.bin" in names or b"sheet.binary" in types:
            raise Refused("This is an Excel binary workbook (.xlsb). " + SAVE_AGAIN)
        if self.is_document:
            return
        if "ppt/presentation.xml" in names:
            raise Refused(
                "This is a PowerPoint file, not a workbook. Put the plan in an Excel workbook (.xlsx)."
            )
        if not any(name.startswith("xl/") for name in names):
            raise Refused("This is not an Excel workbook. " + SAVE_AGAIN)

    def _without_content_types(self) -> str:
        if "mimetype" in self._by_name:
            told = _OPEN_DOCUMENT.get(self.read("mimetype").strip(), "an OpenDocument file")
            return f"This is {told}. Open it, choose Save As, Excel Workbook (.xlsx), and upload that copy."
        if any(name.startswith("index/") and name.endswith(".iwa") for name in self._by_name):
            return "This is an Apple Numbers document. Export it to Excel (.xlsx) and upload that copy."
        return (
            "This is a zip archive, not a workbook. Unpack it and upload the .xlsx that is in it."
        )


def _refuse_shape(infos: list[zipfile.ZipInfo]) -> None:
    if len(infos) > MAX_PARTS:
        raise Refused(
            f"The file holds {len(infos):,} parts; a workbook has at most {MAX_PARTS:,}. "
            + SAVE_AGAIN
        )
    seen: set[str] = set()
    for info in infos:
        name = info.orig_filename
        parts = name.replace("\\", "/").split("/")
        if "\x00" in name or name.startswith(("/", "\\")) or ".." in parts or ":" in parts[0]:
            raise Refused("The file holds a part with an unsafe name. " + SAVE_AGAIN)
        if name.lower() in seen:
            raise Refused("The file holds two parts with the same name. " + SAVE_AGAIN)
        seen.add(name.lower())
    if sum(info.file_size for info in infos) > MAX_UNPACKED:
        raise Refused(TOO_LARGE)
    ordered = sorted(infos, key=lambda info: info.header_offset)
    for before, after in pairwise(ordered):
        if before.header_offset + 30 + before.compress_size > after.header_offset:
            raise Refused(DAMAGED)


def part_beside(part: str, target: str) -> str:
    """Where a relationship of `part` points: 'xl/workbook.xml' + 'worksheets/sheet1.xml' ->
    'xl/worksheets/sheet1.xml'."""
    if target.startswith("/"):
        return posixpath.normpath(target).lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(part), target)).lstrip("/")


def relations_of(part: str) -> str:
    """The name of the part that lists a part's relationships; "" stands for the whole file."""
    if not part:
        return "_rels/.rels"
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")
