"""Files that must be refused, made when they are needed: wrong kinds, damaged ones, hostile ones.

The numbers are the rows of the list of bad inputs. Every function gives bytes; none is larger than a few MB, whatever
it would unpack to.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from tests import workbooks

CONTENT_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
OLE2 = bytes.fromhex("D0CF11E0A1B11AE1")


def zipped(parts: dict[str, bytes | str]) -> bytes:
    """A zip of these parts."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return held.getvalue()


def parts_of(data: bytes) -> dict[str, bytes | str]:
    """The parts of a workbook, to be changed and zipped again."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _ole2(*streams: str) -> bytes:
    """An OLE2 file as far as anybody looks: the signature and a directory with these stream names."""
    directory = b"".join(
        name.encode("utf-16-le").ljust(128, b"\x00") for name in ("Root Entry", *streams)
    )
    return OLE2 + bytes(504) + directory.ljust(4096, b"\x00")


# Wrong kinds ---------------------------------------------------------------------------------------------------------


def empty() -> bytes:
    """1: nothing."""
    return b""


def truncated() -> bytes:
    """2: the first half of a workbook."""
    data = workbooks.plan()
    return data[: len(data) // 2]


def old_xls() -> bytes:
    """3: Excel 97-2003."""
    return _ole2("Workbook")


def protected() -> bytes:
    """4: a workbook with a password."""
    return _ole2("EncryptionInfo", "EncryptedPackage")


def labelled() -> bytes:
    """5: a workbook locked by a sensitivity label."""
    return _ole2("DRMEncryptedTransform", "EncryptedPackage", "LabelInfo")


def macros() -> bytes:
    """6, 7: a workbook with macros, whatever its name."""
    parts = parts_of(workbooks.plan())
    types = bytes(parts["[Content_Types].xml"]).decode()
    plain = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    assert plain in types
    parts["[Content_Types].xml"] = types.replace(
        plain, "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
    )
    parts["xl/vbaProject.bin"] = OLE2
    return zipped(parts)


def xlsb() -> bytes:
    """8: a binary workbook."""
    return zipped({"[Content_Types].xml": CONTENT_TYPES, "xl/workbook.bin": b"\x83\x01\x00"})


def ods() -> bytes:
    """9: OpenDocument."""
    return zipped(
        {"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<office/>"}
    )


def numbers() -> bytes:
    """10: Apple Numbers."""
    return zipped({"Index/Document.iwa": b"\x00", "preview.jpg": b"\xff\xd8"})


def pdf() -> bytes:
    """10: a PDF."""
    return b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n"


def docx() -> bytes:
    """10: a Word document."""
    return zipped({"[Content_Types].xml": CONTENT_TYPES, "word/document.xml": "<w:document/>"})


def html() -> bytes:
    """11: a web page that an old reporting tool calls .xls."""
    return b"<html><body><table><tr><td>Lead</td></tr></table></body></html>"


def xml_2003() -> bytes:
    """12: XML Spreadsheet 2003."""
    return (
        b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
        b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>'
    )


def plain_zip() -> bytes:
    """13: a zip of something else."""
    return zipped({"plan.txt": "Restart the group"})


def image() -> bytes:
    """Bytes that are no text and no zip."""
    return b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8


def text_that_is_no_plan() -> bytes:
    """A letter, not a table."""
    return b"Dear Imogen,\nthe plan is attached.\n"


# Hostile archives ----------------------------------------------------------------------------------------------------


def _sheet_bomb(size: int) -> bytes:
    """A worksheet whose one cell holds so many bytes, deflated piece by piece: memory stays small here too."""
    head = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
    head += b'<c r="A1" t="inlineStr"><is><t>'
    tail = b"</t></is></c></row></sheetData></worksheet>"
    parts = parts_of(workbooks.plan())
    del parts[workbooks.SHEET]
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
        with archive.open(workbooks.SHEET, "w") as part:
            part.write(head)
            block = b"A" * 1024 * 1024
            for _ in range(size // len(block)):
                part.write(block)
            part.write(tail)
    return held.getvalue()


def bomb(megabytes: int = 190) -> bytes:
    """15: under a megabyte, and one cell of it unpacks to this many MB."""
    return _sheet_bomb(megabytes * 1024 * 1024)


def nested_zips(depth: int = 5, width: int = 4) -> bytes:
    """14: zips in zips in zips, each four times over; the innermost holds a megabyte of nothing."""
    data = zipped({"nothing.bin": bytes(1024 * 1024)})
    for _ in range(depth):
        data = zipped({f"{number}.zip": data for number in range(width)})
    return data


def forged_sizes() -> bytes:
    """16: the list of contents says the sheet unpacks to 20 bytes."""
    data = bytearray(bomb(megabytes=120))
    at = data.rfind(b"PK\x01\x02", 0, data.rfind(workbooks.SHEET.encode()))
    struct.pack_into("<I", data, at + 24, 20)
    return bytes(data)


def overlapping(copies: int = 200) -> bytes:
    """16: many entries that all point at the same packed megabyte (CVE-2024-0450)."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    content = bytes(1024 * 1024)
    packed = packer.compress(content) + packer.flush()
    crc, size = zlib.crc32(content), len(content)
    first = b"xl/0.xml"
    local = (
        struct.pack(
            "<4s5H3I2H", b"PK\x03\x04", 20, 0, 8, 0, 0, crc, len(packed), size, len(first), 0
        )
        + first
        + packed
    )
    types = zlib.crc32(CONTENT_TYPES.encode()), CONTENT_TYPES.encode()
    name = b"[Content_Types].xml"
    second = struct.pack(
        "<4s5H3I2H",
        b"PK\x03\x04",
        20,
        0,
        0,
        0,
        0,
        types[0],
        len(types[1]),
        len(types[1]),
        len(name),
        0,
    )
    body = local + second + name + types[1]
    central = _central(name, types[0], len(types[1]), len(types[1]), 0, len(local))
    for number in range(copies):
        central += _central(f"xl/{number}.xml".encode(), crc, len(packed), size, 8, 0)
    end = struct.pack(
        "<4s4H2IH", b"PK\x05\x06", 0, 0, copies + 1, copies + 1, len(central), len(body), 0
    )
    return body + central + end


def _central(name: bytes, crc: int, packed: int, size: int, method: int, offset: int) -> bytes:
    fields = (20, 20, 0, method, 0, 0, crc, packed, size, len(name), 0, 0, 0, 0, 0, offset)
    return struct.pack("<4s6H3I5H2I", b"PK\x01\x02", *fields) + name


def many_parts(count: int = 65_000) -> bytes:
    """17: more parts than any workbook has."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("[Content_Types].xml", CONTENT_TYPES)
        for number in range(count):
            archive.writestr(f"xl/{number}", b"")
    return held.getvalue()


def unsafe_name(name: str = "xl/../../../tmp/owned") -> bytes:
    """17: a part that wants to be written elsewhere."""
    return zipped(parts_of(workbooks.plan()) | {name: b"x"})


def same_name_twice() -> bytes:
    """17: two parts with one name."""
    return zipped(parts_of(workbooks.plan()) | {workbooks.SHEET.upper(): b"<worksheet/>"})


def too_big(limit: int = 10 * 1024 * 1024) -> bytes:
    """23: one byte over the limit."""
    data = workbooks.plan()
    return data + bytes(limit + 1 - len(data))


# Hostile XML ---------------------------------------------------------------------------------------------------------


def _with_cell(xml: str, cell: str) -> bytes:
    """The short plan, its sheet replaced: `xml` before the root, one cell that says `cell`."""
    sheet = (
        f'{xml}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
        f'<c r="A1" t="inlineStr"><is><t>{cell}</t></is></c></row></sheetData></worksheet>'
    )
    return zipped(parts_of(workbooks.plan()) | {workbooks.SHEET: sheet})


def billion_laughs() -> bytes:
    """18: entities that multiply to gigabytes."""
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return _with_cell(f'<!DOCTYPE worksheet [<!ENTITY l0 "ha">{levels}]>', "&l9;")


def quadratic_blow_up() -> bytes:
    """18: one long entity, used very often."""
    return _with_cell(f'<!DOCTYPE worksheet [<!ENTITY a "{"a" * 50_000}">]>', "&a;" * 50_000)


def external_entity(address: str = "file:///etc/hostname") -> bytes:
    """18: a cell that wants to read a file of the server, or to ring somebody."""
    return _with_cell(f'<!DOCTYPE worksheet [<!ENTITY x SYSTEM "{address}">]>', "&x;")


def external_dtd(address: str = "http://127.0.0.1:9/plan.dtd") -> bytes:
    """18: a document type that lives elsewhere."""
    return _with_cell(f'<!DOCTYPE worksheet SYSTEM "{address}">', "a")


REFUSED = {
    made.__name__: made
    for made in (
        empty, truncated, old_xls, protected, labelled, macros, xlsb, ods, numbers, pdf, docx, html, xml_2003,
        plain_zip, image, bomb, nested_zips, forged_sizes, overlapping, many_parts, unsafe_name, same_name_twice,
        too_big, billion_laughs, quadratic_blow_up, external_entity, external_dtd,
    )
}  # fmt: skip
"""Every file above that must be refused before anything is read from it; name and builder."""
