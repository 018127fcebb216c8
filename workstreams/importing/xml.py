"""Expat, closed: no document type, no entities, no network. Plain Python, standard library only (child process)."""

from __future__ import annotations

from collections.abc import Callable
from xml.parsers import expat

from workstreams.importing.sniff import DAMAGED, SAVE_AGAIN, Refused

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str], None]
Text = Callable[[str], None]

MAX_DEPTH = 64


class Enough(Exception):
    """Raised by a handler that has read all it needs."""


def local(name: str) -> str:
    """'x:row' -> 'row': Excel, Google and LibreOffice choose their own prefixes."""
    return name.rpartition(":")[2]


def walk(data: bytes, *, start: Start, end: End | None = None, text: Text | None = None) -> None:
    """Calls the handlers in document order. Raises `Refused` for a document type or for XML that does not parse."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    depth = 0

    def no_doctype(*_: object) -> None:
        raise Refused(
            "The file holds a document type declaration, which Excel never writes. " + SAVE_AGAIN
        )

    def opened(name: str, attributes: dict[str, str]) -> None:
        nonlocal depth
        depth += 1
        if depth > MAX_DEPTH:
            raise Refused(DAMAGED)
        start(local(name), attributes)

    def closed(name: str) -> None:
        nonlocal depth
        depth -= 1
        if end is not None:
            end(local(name))

    parser.StartDoctypeDeclHandler = no_doctype
    parser.EntityDeclHandler = no_doctype
    parser.StartElementHandler = opened
    parser.EndElementHandler = closed
    if text is not None:
        parser.CharacterDataHandler = text
    try:
        parser.Parse(data, True)
    except Enough:
        return
    except expat.ExpatError as error:
        raise Refused(DAMAGED) from error
