"""Which colours and which files may stand at the head of every page."""

import struct
import zlib

import pytest

from workstreams.colour import contrast_with_white, read_colour, too_pale
from workstreams.logos import MOST, PNG, SVG, NotALogo, looked_at

SHIELD = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 72">'
    b'<path fill="#0b5563" d="M2 2h60v40L32 70 2 42Z"/></svg>'
)


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(width: int = 32, height: int = 32, pixels: bytes | None = None) -> bytes:
    rows = b"".join(b"\0" + b"\x0b\x55\x63" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(rows) if pixels is None else pixels)
        + chunk(b"IEND", b"")
    )


def drawn(inner: str, head: str = 'viewBox="0 0 9 9"') -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" {head}>{inner}</svg>'.encode()


@pytest.mark.parametrize(
    ("colour", "ratio"), [("#000000", 21.0), ("#ffffff", 1.0), ("#767676", 4.54), ("#777777", 4.48)]
)
def test_contrast_is_that_of_the_guidelines(colour, ratio):
    assert round(contrast_with_white(colour), 2) == ratio


def test_a_pale_colour_is_refused_with_its_contrast_never_rounded_up():
    assert too_pale("#767676") == ""
    assert "4.4 to 1; text needs 4.5 to 1 or more" in too_pale("#777777")


@pytest.mark.parametrize(
    ("typed", "read"),
    [(" #0B5563 ", "#0b5563"), ("0b5563", "#0b5563"), ("teal", None), ("#0b556", None), ("", None),
     ("#0b5563;}", None)],
)  # fmt: skip
def test_a_colour_is_six_digits(typed, read):
    assert read_colour(typed) == read


def test_a_png_and_a_drawing_are_taken():
    assert (looked_at(png(40, 20)).kind, looked_at(png(40, 20)).width) == (PNG, 40)
    found = looked_at(SHIELD)
    assert (found.kind, found.width, found.height) == (SVG, 64, 72)


@pytest.mark.parametrize(
    "inner",
    ['<g transform="rotate(3 4 4)"><circle r="3" fill="url(#a)"/></g>', '<use href="#a"/>',
     '<linearGradient id="a"><stop offset="0" stop-color="#0b5563"/></linearGradient>',
     '<path d="M2 2h6" fill="rgb(3, 4, 5)"/>'],
)  # fmt: skip
def test_shapes_and_paint_may_be_in_a_drawing(inner):
    assert looked_at(drawn(inner)).kind == SVG


@pytest.mark.parametrize(
    ("inner", "named"),
    [
        ("<script>alert(1)</script>", "<script>"),
        ('<path d="M0 0" onload="alert(1)"/>', "onload"),
        ('<path d="M0 0" ONCLICK="alert(1)"/>', "ONCLICK"),
        ("<style>*{fill:red}</style>", "<style>"),
        ('<path d="M0 0" style="fill:url(http://x.example/)"/>', "style"),
        ('<image href="http://x.example/a.png"/>', "<image>"),
        ('<use href="http://x.example/#a"/>', "href"),
        ('<use xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="data:text/html,x"/>', "href"),
        ('<circle r="1" fill="url(http://x.example/#a)"/>', "fill"),
        ("<foreignObject/>", "<foreignObject>"),
        ('<a href="#x"/>', "<a>"),
        ('<animate attributeName="href"/>', "<animate>"),
        ("<text>Calderbrook</text>", "<text>"),
        ('<html:script xmlns:html="http://www.w3.org/1999/xhtml"/>', "<script>"),
    ],
)
def test_what_could_run_or_fetch_is_refused_by_name(inner, named):
    with pytest.raises(NotALogo, match="plain SVG") as refused:
        looked_at(drawn(inner))
    assert named in str(refused.value)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty file"),
        (b"GIF89a" + b"\0" * 40, "neither a PNG nor an SVG"),
        (b"%PDF-1.7", "neither a PNG nor an SVG"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * (MOST + 1), "at most 200 KB"),
        (png()[:-20], "damaged"),
        (png() + b"<script>", "damaged"),
        (png().replace(b"IDAT", b"IDAS"), "damaged"),
        (png(pixels=b"not deflated"), "damaged"),
        (png(8, 8), "each side must be 16"),
        (png(16, 16, zlib.compress(b"\0" * 4_000_000)), "damaged"),
        (b"<svg", "cannot be read as XML"),
        (b"<html/>", "begins like an SVG and is none"),
        (
            b'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg"/>',
            "document type",
        ),
        (drawn("", ""), "does not say its size"),
        (drawn("", 'viewBox="0 0 0 9"'), "does not say its size"),
    ],
)
def test_what_is_no_logo_gets_a_sentence(data, words):
    with pytest.raises(NotALogo, match=words):
        looked_at(data)
