"""Repairs the tags of a PDF that WeasyPrint is about to write.

A table that runs over a page break becomes one Table for each page there (upstream: Kozea/WeasyPrint
2903). Our templates give every table a caption, so a Table without one continues the Table before it:
its rows go there, their cells point at the first heads, and the head that is only repeated for the eye
becomes an artifact, which no screen reader says twice. Heads get their scope, and elements with IDs the
ID tree that PDF asks for.

WeasyPrint calls ``repair`` with its objects before it writes them: reading a written file again and
writing it once more cost a twentieth of the whole report.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pydyf

Element = Any  # a pydyf.Dictionary of the structure tree; untyped upstream
SCOPES = {"/THead": "/Column", "/TBody": "/Row"}


def repair(document: Any, pdf: Any) -> None:
    """What WeasyPrint calls a finisher: changes the objects in place. Nothing for a PDF without tags."""
    if "StructTreeRoot" in pdf.catalog:
        tree = _Tree(pdf)
        heads = tree.join_tables()
        tree.make_artifacts(heads)
        tree.add_scopes()
        tree.add_id_tree()


class _Tree:
    """The structure tree: its elements in reading order, each with its parent."""

    def __init__(self, pdf: Any) -> None:
        self.pdf = pdf
        self.root = self.at(pdf.catalog["StructTreeRoot"])
        self.elements = list(self.walk(self.root))
        self.tables = [pair for pair in self.elements if pair[0]["S"] == "/Table"]
        self.gone: set[int] = set()  # numbers of the elements that left the tree

    def at(self, reference: bytes) -> Any:
        """The object that ``b"12 0 R"`` stands for."""
        return self.pdf.objects[int(reference.split(None, 1)[0])]

    def kids(self, element: Element) -> list[Element]:
        """The elements under one, without its contents."""
        found = (self.at(kid) for kid in element.get("K", ()) if isinstance(kid, bytes))
        return [kid for kid in found if "S" in kid]

    def walk(self, top: Element) -> Iterator[tuple[Element, Element]]:
        """Every element below one with its parent, in reading order."""
        waiting = [(kid, top) for kid in reversed(self.kids(top))]
        while waiting:
            element, parent = waiting.pop()
            yield element, parent
            waiting += [(kid, element) for kid in reversed(self.kids(element))]

    def join_tables(self) -> list[Element]:
        """Joins each continued Table to its beginning; the repeated heads that were taken out."""
        heads: list[Element] = []
        beginning: Element = None
        kept = []
        for table, parent in self.tables:
            if beginning is None or self.part(table, "/Caption") is not None:
                beginning = table
                kept.append((table, parent))
                continue
            heads += self.continue_(beginning, table)
            parent["K"].remove(table.reference)
            self.drop(table)
        self.tables = kept
        return heads

    def part(self, table: Element, tag: str) -> Element:
        return next((kid for kid in self.kids(table) if kid["S"] == tag), None)

    def continue_(self, beginning: Element, table: Element) -> list[Element]:
        """Moves the rows of ``table`` into ``beginning``; its heads, no longer in the tree."""
        body = self.part(beginning, "/TBody")
        first_head = self.part(beginning, "/THead")
        heads: list[Element] = []
        if first_head is None and body is None:
            # The page ended after the caption: head and rows are all of them here.
            for kid in self.kids(table):
                self.move(kid, beginning)
            return heads
        first = self.cells(first_head) if first_head is not None else []
        heads = [kid for kid in self.kids(table) if kid["S"] == "/THead"]
        again = [cell for head in heads for cell in self.cells(head)]
        names = {
            b["ID"].string: a["ID"]
            for a, b in zip(first, again, strict=False)
            if "ID" in a and "ID" in b
        }
        for part in self.kids(table):
            if part["S"] != "/TBody":
                continue
            for cell in self.cells(part):
                self.point_at(cell, names)
            if body is None:  # only the caption and the head stood before the page break
                self.move(part, beginning)
                body = part
                continue
            for row in self.kids(part):
                self.move(row, body)
            self.drop(part)
        return heads

    def move(self, element: Element, parent: Element) -> None:
        element["P"] = parent.reference
        parent["K"].append(element.reference)

    def point_at(self, cell: Element, names: dict[str, Any]) -> None:
        headers = cell.get("A", {}).get("Headers")
        if headers:
            headers[:] = [names.get(each.string, each) for each in headers]

    def cells(self, part: Element) -> list[Element]:
        return [cell for row in self.kids(part) for cell in self.kids(row)]

    def drop(self, element: Element) -> None:
        """An element that is in the tree no more is written as an empty object: numbers must stay."""
        self.gone.add(element.number)
        element.clear()

    def make_artifacts(self, heads: list[Element]) -> None:
        """The content of the heads becomes an artifact on its page, and leaves the parent tree."""
        taken: dict[bytes, set[int]] = {}
        for head in heads:
            for element, _ in [(head, None), *self.walk(head)]:
                contents = (kid for kid in element["K"] if isinstance(kid, int))
                taken.setdefault(element["Pg"], set()).update(contents)
        places = self.at(self.root["ParentTree"])["Nums"]
        for reference, numbers in taken.items():
            page = self.at(reference)
            stream = self.at(page["Contents"]).stream
            stream[:] = _rewritten(stream, numbers)
            entry = places[places.index(page["StructParents"]) + 1]
            for number in numbers:
                entry[number] = "null"
        for head in heads:
            for element, _ in [*self.walk(head)]:
                self.drop(element)
            self.drop(head)

    def add_scopes(self) -> None:
        """Says of each head whether it heads its column or its row; WeasyPrint only links cells to heads."""
        for table, _ in self.tables:
            for part in self.kids(table):
                scope = SCOPES.get(part["S"])
                for cell in self.cells(part) if scope else ():
                    if cell["S"] == "/TH":
                        cell.setdefault("A", pydyf.Dictionary({"O": "/Table"}))["Scope"] = scope

    def add_id_tree(self) -> None:
        found = {
            element["ID"].string: element
            for element, _ in self.elements
            if element.number not in self.gone and "ID" in element
        }
        if not found:
            return
        names = pydyf.Array()
        for key in sorted(found):
            names += [pydyf.String(key), found[key].reference]
        limits = pydyf.Array([pydyf.String(key) for key in (min(found), max(found))])
        leaf = pydyf.Dictionary({"Limits": limits, "Names": names})
        self.pdf.add_object(leaf)
        top = pydyf.Dictionary({"Kids": pydyf.Array([leaf.reference])})
        self.pdf.add_object(top)
        self.root["IDTree"] = top.reference


def _rewritten(stream: list[Any], taken: set[int]) -> Iterator[Any]:
    """The stream with the marks of these contents replaced; a mark is a tag, its number and ``BDC``."""
    for n, item in enumerate(stream):
        ahead = stream[n + 1] if n + 1 < len(stream) else None
        if isinstance(ahead, pydyf.Dictionary) and ahead.get("MCID") in taken:
            yield "/Artifact"
        elif isinstance(item, pydyf.Dictionary) and item.get("MCID") in taken:
            yield b"BMC"
        elif item == b"BDC" and _is_taken(stream[n - 1], taken):
            continue
        else:
            yield item


def _is_taken(item: Any, taken: set[int]) -> bool:
    return isinstance(item, pydyf.Dictionary) and item.get("MCID") in taken
