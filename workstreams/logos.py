"""RULES. A logo as a file: which bytes may be one. Plain Python, no Django; nothing of it is ever run.

PNG: its signature, its chunks and their checksums, its size, and that it can be decoded. SVG: only shapes
and paint, by a list of what is allowed, so that no script, style sheet, picture or address of another file
comes with it. What the list does not know is refused with its name, never taken out in silence.
"""

from __future__ import annotations

import re
import struct
import zlib
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from defusedxml import DefusedXmlException, ElementTree

MOST = 200 * 1024  # bytes
SMALLEST, LARGEST = 16, 4000  # pixels of a side
PNG, SVG = "image/png", "image/svg+xml"
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_SPACE = "{http://www.w3.org/2000/svg}"
_ELEMENTS = """svg g path rect circle ellipse line polyline polygon title desc defs
linearGradient radialGradient stop clipPath use"""
_ATTRIBUTES = """id d x y x1 y1 x2 y2 cx cy r rx ry fx fy width height points viewBox version transform
fill stroke stroke-width stroke-linecap stroke-linejoin stroke-dasharray stroke-miterlimit stroke-opacity
fill-rule fill-opacity clip-rule clip-path opacity offset stop-color stop-opacity gradientUnits
gradientTransform spreadMethod clipPathUnits preserveAspectRatio href role aria-label color"""
_SHAPES, _SAYS = frozenset(_ELEMENTS.split()), frozenset(_ATTRIBUTES.split())
_INSIDE = re.compile(
    r"url\(\s*['\"]?#[\w.-]+['\"]?\s*\)|#[\w.-]+|[^:()\\]*|[a-zA-Z]+\([-\d\s.,%eE+]*\)"
)
_LENGTH = re.compile(r"\s*([\d.]+)\s*(?:px)?\s*")


class NotALogo(ValueError):
    """The file cannot be a logo; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A logo that was looked at. ``width`` and ``height`` in pixels, or in the units of its drawing."""

    kind: str
    width: int
    height: int


def looked_at(data: bytes) -> Picture:
    """What the bytes are. NotALogo with a sentence when they may not be a logo."""
    if not data:
        raise NotALogo("The logo is an empty file. Choose the picture itself.")
    if len(data) > MOST:
        size = -(-len(data) // 1024)
        raise NotALogo(
            f"The logo has {size:,} KB; at most {MOST // 1024} KB are taken. Save it smaller."
        )
    if data.startswith(_SIGNATURE):
        return _png(data)
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        return _svg(data)
    raise NotALogo(
        "The logo is neither a PNG nor an SVG, whatever its name says. Save it as one of them."
    )


def _png(data: bytes) -> Picture:
    broken = NotALogo("The PNG is damaged: it cannot be read to its end. Save it again.")
    at, kinds, pixels = len(_SIGNATURE), [], b""
    while at + 12 <= len(data):
        (length,), kind = struct.unpack(">I", data[at : at + 4]), data[at + 4 : at + 8]
        body = data[at + 8 : at + 8 + length]
        check = data[at + 8 + length : at + 12 + length]
        if len(check) < 4 or zlib.crc32(kind + body) != struct.unpack(">I", check)[0]:
            raise broken
        kinds.append(kind)
        pixels += body if kind == b"IDAT" else b""
        if kind == b"IHDR" and len(kinds) == 1 and length == 13:
            width, height, depth, colour = struct.unpack(">IIBB", body[:10])
        at += 12 + length
        if kind == b"IEND":
            break
    if not kinds or kinds[0] != b"IHDR" or kinds[-1] != b"IEND" or at != len(data) or not pixels:
        raise broken
    if not (SMALLEST <= width <= LARGEST and SMALLEST <= height <= LARGEST):
        raise NotALogo(
            f"The logo is {width:,} by {height:,} pixels; each side must be {SMALLEST} to {LARGEST:,}. "
            "Save it in another size."
        )
    each = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}.get(colour, 8) * depth
    whole = (
        height * (-(-width * each // 8) + 1) + 8 * height
    )  # interlacing adds a byte a row and pass
    try:
        reader = zlib.decompressobj()
        reader.decompress(pixels, whole)
        if reader.unconsumed_tail and reader.decompress(reader.unconsumed_tail, 65536):
            raise broken
    except zlib.error as error:
        raise broken from error
    return Picture(PNG, width, height)


def _svg(data: bytes) -> Picture:
    try:
        root = ElementTree.fromstring(data, forbid_dtd=True)
    except DefusedXmlException as error:
        raise NotALogo(
            "The SVG declares a document type or entities, which a logo may not. Save it as a plain SVG."
        ) from error
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise NotALogo("The SVG cannot be read as XML. Save it again as a plain SVG.") from error
    if root.tag != f"{_SPACE}svg":
        raise NotALogo("The file begins like an SVG and is none. Save it as a plain SVG.")
    for element in root.iter():
        _allowed(element)
    return Picture(SVG, *_measured(root))


def _allowed(element: Element) -> None:
    name = str(element.tag).removeprefix(_SPACE)
    if name not in _SHAPES:
        raise NotALogo(
            f"The SVG holds <{name.rpartition('}')[2]}>, which a logo may not: shapes and paint only, no "
            "script, style sheet, text or picture. Save it as a plain SVG with its text as paths."
        )
    for attribute, value in element.items():
        said = attribute.removeprefix("{http://www.w3.org/1999/xlink}")
        inner = value.strip()
        if said.startswith("{http://www.w3.org/XML/1998/namespace}"):
            continue
        if said not in _SAYS or (said == "href" and not re.fullmatch(r"#[\w.-]+", inner)):
            raise NotALogo(
                f"The SVG says “{said.rpartition('}')[2]}” of a <{name}>, which a logo may not: it could run "
                "something or fetch another file. Save it as a plain SVG."
            )
        if said != "transform" and said != "gradientTransform" and not _INSIDE.fullmatch(inner):
            raise NotALogo(
                f"The SVG points out of itself in “{said}” of a <{name}>. Save it as a plain SVG."
            )


def _measured(root: Element) -> tuple[int, int]:
    box = [float(each) for each in re.findall(r"-?[\d.]+", root.get("viewBox", ""))]
    sides = [_LENGTH.fullmatch(root.get(name, "")) for name in ("width", "height")]
    if len(box) == 4:
        width, height = box[2:]
    elif sides[0] and sides[1]:
        width, height = float(sides[0][1]), float(sides[1][1])
    else:
        width = height = 0.0
    if not (0 < width <= 1e5 and 0 < height <= 1e5):
        raise NotALogo(
            "The SVG does not say its size: it needs a viewBox, or a width and a height."
        )
    return max(round(width), 1), max(round(height), 1)
