"""Repairs the tags of a PDF that WeasyPrint wrote, by pikepdf.

A table that runs over a page break becomes one Table per page there (upstream: Kozea/WeasyPrint 2903).
This pass joins them into one, and makes the heads that are only repeated for the eye artifacts.
"""

from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name


def repair(raw: bytes) -> tuple[bytes, int]:
    """The repaired file and its number of pages. The same bytes in give the same bytes out."""
    with pikepdf.open(BytesIO(raw)) as document:
        root = document.Root.get("/StructTreeRoot")
        if root is not None:
            _join(root)
        out = BytesIO()
        document.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return out.getvalue(), len(document.pages)


def _join(element: Any) -> None:
    """Goes through the tree; a Table that continues the one before it is taken into that one."""
    kids = _kids(element)
    kept: list[Any] = []
    for kid in kids:
        if _is(kid, "/Table") and kept and _is(kept[-1], "/Table") and _continues(kept[-1], kid):
            _take(kept[-1], kid)
        else:
            kept.append(kid)
    if len(kept) != len(kids):
        element.K = Array(kept)
    for kid in kept:
        if isinstance(kid, Dictionary):
            _join(kid)


def _continues(first: Any, second: Any) -> bool:
    """WeasyPrint writes the parts of a split table as neighbours; the later ones repeat the first's head
    and carry no caption of their own."""
    return bool(_head(second)) and not any(_is(kid, "/Caption") for kid in _kids(second)) and _words(first) == _words(second)
