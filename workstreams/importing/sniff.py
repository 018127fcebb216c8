"""What kind of file somebody handed in, by its bytes and never by its name. Plain Python.

Every refusal is one sentence that says what the file is and what to do about it. Only the first look happens here;
what is wrong inside a zip is found by `archive`, in the process that may be killed.
"""

from __future__ import annotations

MAX_BYTES = 10 * 1024 * 1024
MAX_TITLE = 120

_OLE2 = bytes.fromhex("D0CF11E0A1B11AE1")
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")

SAVE_AGAIN = "Open it in Excel, choose Save As, Excel Workbook (.xlsx), and upload that copy."


class Refused(Exception):
    """The file cannot be taken. `sentence` is shown to the person as it stands."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


DAMAGED = (
    "The file is damaged or incomplete. Open it in Excel, save it again and upload the new copy."
)
TOO_LARGE = (
    "The file is too large or damaged: unpacked, it holds more than a plan can. "
    "Delete sheets and pictures that are not the plan, save it and upload it again."
)


def too_big(size: int) -> str:
    """The sentence for a file of `size` bytes, over the limit."""
    return (
        f"The file has {size:,} bytes; the limit is {MAX_BYTES // 1024 // 1024} MB ({MAX_BYTES:,}). "
        "Delete sheets and pictures that are not the plan, save it and upload it again."
    )


def kind_of(data: bytes) -> str:
    """Bytes in, "xlsx" (a zip, still to be looked into) or "csv" (text) out; raises `Refused` for everything else."""
    if not data:
        raise Refused("The file is empty. Choose the workbook again.")
    if len(data) > MAX_BYTES:
        raise Refused(too_big(len(data)))
    if data.startswith(b"PK\x03\x04"):
        return "xlsx"
    if data.startswith((b"PK\x05\x06", b"PK\x07\x08")):
        raise Refused("This is an empty or split zip archive, not a workbook. " + SAVE_AGAIN)
    if data.startswith(_OLE2):
        raise Refused(_old_office(data))
    return _text(data)


def _old_office(data: bytes) -> str:
    """OLE2 is both the old .xls and the wrapper of an encrypted .xlsx: the names of its streams tell them apart."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        if "DRMEncrypted".encode("utf-16-le") in data or "LabelInfo".encode("utf-16-le") in data:
            return (
                "This workbook is locked by a sensitivity label. Remove the label's protection in Excel, "
                "save it and upload it again."
            )
        return (
            "This workbook is protected with a password. Remove it in Excel (File, Info, Protect Workbook, "
            "Encrypt with Password), save it and upload it again."
        )
    if "WordDocument".encode("utf-16-le") in data:
        return "This is an old Word document, not a workbook. Put the plan in an Excel workbook (.xlsx)."
    if "PowerPoint Document".encode("utf-16-le") in data:
        return "This is an old PowerPoint file, not a workbook. Put the plan in an Excel workbook (.xlsx)."
    if "Workbook".encode("utf-16-le") in data or "Book".encode("utf-16-le") in data:
        return "This is an old Excel 97-2003 workbook (.xls). " + SAVE_AGAIN
    return "This is an old Office file (97-2003), or a damaged one. " + SAVE_AGAIN


def _text(data: bytes) -> str:
    head = data[:4096]
    for bom in _BOMS:
        head = head.removeprefix(bom)
    lower = head.replace(b"\x00", b"").lstrip().lower()
    if lower.startswith(b"%pdf"):
        raise Refused(
            "This is a PDF, not a workbook. Upload the Excel workbook (.xlsx) it was made from."
        )
    if lower.startswith(b"{\\rtf"):
        raise Refused(
            "This is a rich text document, not a workbook. Put the plan in an Excel workbook (.xlsx)."
        )
    if b"schemas-microsoft-com:office:spreadsheet" in lower or b'progid="excel.sheet"' in lower:
        raise Refused("This is an XML Spreadsheet 2003. " + SAVE_AGAIN)
    if lower.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<body")) or (
        lower.startswith(b"<") and b"<html" in lower
    ):
        raise Refused("This is a web page, although it may end in .xls or .xlsx. " + SAVE_AGAIN)
    if lower.startswith(b"<"):
        raise Refused("This is an XML file, not a workbook. " + SAVE_AGAIN)
    if b"\x00" in data[:4096] and not data.startswith(_BOMS[1:]):
        raise Refused("This is not a workbook that can be read. " + SAVE_AGAIN)
    return "csv"
