"""The rating marks of a PDF: each is drawn once for a document, and stamped wherever it stands.

WeasyPrint draws an SVG background anew for each box that has it. A report has a hundred marks of eight
kinds, some three thousand calls each: a tenth of its whole time before this, and most of its file's objects.
"""

from collections.abc import Iterable
from typing import Any
from xml.etree import ElementTree

import pydyf
from weasyprint.images import SVGImage

from reports import glyphs

FIELD = 24.0  # the marks' own units


def marks() -> dict[str, Any]:
    """What WeasyPrint is handed as its images at the beginning of a document: address -> mark.

    For one document only: a mark keeps what it drew, and the states it drew with belong to that document.
    """
    return {address: Stamp(address, drawing) for address, drawing in glyphs.alone().items()}


class Stamp(SVGImage):
    """An SVG of 24 by 24 units, drawn at its first use; after that its operators are written again, to scale."""

    def __init__(self, address: str, drawing: str) -> None:
        super().__init__(ElementTree.fromstring(drawing), address, None, None)  # noqa: S314  # our own lines
        self._kept: tuple[bytes, dict[str, Any]] | None = None

    def draw(self, stream: Any, concrete_width: float, concrete_height: float, style: Any) -> None:
        """Draws into ``stream``, a group that WeasyPrint made for this one place. Sizes in CSS pixels."""
        operators, states = self._kept or self._drawn(stream, style)
        stream.transform(a=concrete_width / FIELD, d=concrete_height / FIELD)
        stream._resources["ExtGState"].update(states)
        stream.stream.append(operators)

    def _drawn(self, stream: Any, style: Any) -> tuple[bytes, dict[str, Any]]:
        states: dict[str, Any] = {}
        sheet = stream.clone(resources={**stream._resources, "ExtGState": states})
        super().draw(sheet, FIELD, FIELD, style)
        self._kept = joined(sheet.stream), states
        return self._kept


def joined(operators: Iterable[Any]) -> bytes:
    """Operators as a PDF writes them, in one run."""
    return b"\n".join(map(pydyf._to_bytes, operators))
