"""What tests ask of a PDF: its text, its tags, its tables. By pikepdf and pdfplumber, not by eye."""

from __future__ import annotations

import re
from functools import cached_property
from io import BytesIO

import pdfplumber
import pikepdf


class Paper:
    """A PDF, opened."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.pdf = pikepdf.open(BytesIO(content))

    @cached_property
    def pages(self) -> list[str]:
        with pdfplumber.open(BytesIO(self.content)) as pdf:
            return [" ".join((page.extract_text() or "").split()) for page in pdf.pages]

    @property
    def text(self) -> str:
        return " ".join(self.pages)

    def elements(self, tag: str = "") -> list:
        """Structure elements in reading order, all or those of one tag."""
        found: list = []
        self._walk(self.pdf.Root.StructTreeRoot, found)
        return [each for each in found if not tag or str(each.S) == f"/{tag}"]

    def _walk(self, element, found: list) -> None:
        if isinstance(element, pikepdf.Array):
            for kid in element:
                self._walk(kid, found)
        elif isinstance(element, pikepdf.Dictionary) and "/MCID" not in element:
            if "/S" in element:
                found.append(element)
            if "/K" in element:
                self._walk(element.K, found)

    def kids(self, element) -> list:
        kids = element.get("/K")
        if kids is None:
            return []
        return [
            k
            for k in (kids if isinstance(kids, pikepdf.Array) else [kids])
            if isinstance(k, pikepdf.Dictionary)
        ]

    @cached_property
    def bookmarks(self) -> list[str]:
        with self.pdf.open_outline() as outline:
            return [title for item in outline.root for title in self._titles(item)]

    def _titles(self, item) -> list[str]:
        return [item.title, *(title for child in item.children for title in self._titles(child))]

    @property
    def xmp(self) -> str:
        return self.pdf.Root.Metadata.read_bytes().decode()

    @property
    def fonts(self) -> dict[str, bool]:
        """Font -> whether its program is in the file."""
        found = {}
        for page in self.pdf.pages:
            for font in page.Resources.get("/Font", {}).values():
                for inner in font.get("/DescendantFonts", [font]):
                    descriptor = inner.get("/FontDescriptor")
                    found[str(inner.BaseFont)] = descriptor is not None and any(
                        name in descriptor for name in ("/FontFile", "/FontFile2", "/FontFile3")
                    )
        return found

    def orphans(self) -> list[str]:
        """Marked contents of pages that no element of the tree holds, and that are no artifacts either."""
        places = self.pdf.Root.StructTreeRoot.ParentTree.Nums
        held = {int(places[n]): places[n + 1] for n in range(0, len(places), 2)}
        return [
            f"page {number}: {instruction.operands[0]} {instruction.operands[1].MCID}"
            for number, page in enumerate(self.pdf.pages, 1)
            for instruction in pikepdf.parse_content_stream(page)
            if str(instruction.operator) == "BDC"
            and not isinstance(
                held[int(page.StructParents)][int(instruction.operands[1].MCID)], pikepdf.Dictionary
            )
        ]

    def untagged(self) -> list[str]:
        """Drawing outside any marked content: what PDF/UA forbids."""
        bad = []
        for number, page in enumerate(self.pdf.pages, 1):
            depth = 0
            for instruction in pikepdf.parse_content_stream(page):
                operator = str(instruction.operator)
                if operator in ("BDC", "BMC"):
                    depth += 1
                elif operator == "EMC":
                    depth -= 1
                elif depth == 0 and operator in (
                    "Tj",
                    "TJ",
                    "f",
                    "F",
                    "f*",
                    "S",
                    "s",
                    "B",
                    "Do",
                    "sh",
                ):
                    bad.append(f"page {number}: {operator}")
        return bad


def squeezed(text: str) -> str:
    """Without spaces, to compare texts whose lines break elsewhere."""
    return re.sub(r"\s+", "", text)
