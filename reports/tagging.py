"""Repairs the tags of a PDF that WeasyPrint wrote, by pikepdf.

A table that runs over a page break becomes one Table for each page there (upstream: Kozea/WeasyPrint
2903). Our templates give every table a caption, so a Table without one continues the Table before it:
its rows go there, their cells point at the first heads, and the head that is only repeated for the eye
becomes an artifact, which no screen reader says twice. Heads get their scope, and elements with IDs the
ID tree that PDF asks for.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String


def repair(raw: bytes) -> tuple[bytes, int]:
    """The repaired file and its number of pages. The same bytes in give the same bytes out."""
    with pikepdf.open(BytesIO(raw)) as document:
        root = document.Root.get("/StructTreeRoot")
        if root is not None:
            dropped = _join_tables(root)
            _make_artifacts(document, root, dropped)
            _add_scopes(root)
            _add_id_tree(document, root)
        out = BytesIO()
        document.save(out, deterministic_id=True)
        return out.getvalue(), len(document.pages)


def _join_tables(root: Any) -> list[Any]:
    """Joins each continued Table to its beginning; the repeated heads that were taken out."""
    dropped: list[Any] = []
    beginning: Any = None
    for table, parent in [pair for pair in _walk(root, None) if _tag(pair[0]) == "/Table"]:
        if beginning is None or any(_tag(kid) == "/Caption" for kid in _kids(table)):
            beginning = table
            continue
        dropped += _continue(beginning, table)
        parent.K = Array([kid for kid in _kids(parent) if not _same(kid, table)])
    return dropped


def _continue(beginning: Any, table: Any) -> list[Any]:
    """Moves the rows of ``table`` into ``beginning``; its heads, no longer in the tree."""
    if not any(_tag(kid) == "/TBody" for kid in _kids(beginning)):
        # The page ended after the caption: head and rows are all of them here.
        for kid in _kids(table):
            kid.P = beginning
        beginning.K = Array([*_kids(beginning), *_kids(table)])
        return []
    heads = [kid for kid in _kids(table) if _tag(kid) == "/THead"]
    first = [cell for head in _kids(beginning) if _tag(head) == "/THead" for cell in _cells(head)]
    again = [cell for head in heads for cell in _cells(head)]
    ids = {
        bytes(b.ID): a.ID for a, b in zip(first, again, strict=False) if "/ID" in a and "/ID" in b
    }
    body = next((kid for kid in _kids(beginning) if _tag(kid) == "/TBody"), None)
    for part in _kids(table):
        if _tag(part) != "/TBody":
            continue
        for row in _kids(part):
            for cell in _kids(row):
                _point_at(cell, ids)
        if body is None:  # only the caption and the head stood before the page break
            part.P, body = beginning, part
            beginning.K = Array([*_kids(beginning), part])
            continue
        for row in _kids(part):
            row.P = body
        body.K = Array([*_kids(body), *_kids(part)])
    return heads


def _point_at(cell: Any, ids: dict[bytes, Any]) -> None:
    attributes = cell.get("/A")
    for each in attributes if isinstance(attributes, Array) else [attributes]:
        if isinstance(each, Dictionary) and "/Headers" in each:
            each.Headers = Array([ids.get(bytes(name), name) for name in each.Headers])


def _make_artifacts(document: pikepdf.Pdf, root: Any, heads: list[Any]) -> None:
    """The content of the heads becomes an artifact on its page, and leaves the parent tree."""
    numbers: dict[tuple[int, int], set[int]] = {}
    for head in heads:
        for page, number in _contents(head, head.get("/Pg")):
            numbers.setdefault(page.objgen, set()).add(number)
    for page in document.pages:
        taken = numbers.get(page.obj.objgen)
        if not taken:
            continue
        page.Contents = document.make_stream(
            pikepdf.unparse_content_stream(list(_rewritten(page, taken)))
        )
        entry = _parents(root, int(page.obj.StructParents))
        for number in taken:
            entry[number] = None


def _rewritten(page: pikepdf.Page, taken: set[int]) -> Iterator[Any]:
    for instruction in pikepdf.parse_content_stream(page):
        operands, operator = instruction.operands, str(instruction.operator)
        marked = (
            operator == "BDC" and isinstance(operands[1], Dictionary) and operands[1].get("/MCID")
        )
        if marked is not False and marked is not None and int(marked) in taken:
            yield pikepdf.ContentStreamInstruction([Name.Artifact], pikepdf.Operator("BMC"))
        else:
            yield instruction


def _parents(root: Any, key: int) -> Any:
    """The parent tree's array for one page."""
    nums = root.ParentTree.Nums
    for at in range(0, len(nums), 2):
        if int(nums[at]) == key:
            return nums[at + 1]
    raise KeyError(key)


def _add_scopes(root: Any) -> None:
    """Says of each head whether it heads its column or its row; WeasyPrint only links cells to heads."""
    for table, _ in _walk(root, None):
        if _tag(table) != "/Table":
            continue
        for part in _kids(table):
            scope = {"/THead": Name.Column, "/TBody": Name.Row}.get(_tag(part))
            for cell in _cells(part) if scope is not None else ():
                if _tag(cell) == "/TH":
                    found = cell.get("/A")
                    rest = (
                        list(found)
                        if isinstance(found, Array)
                        else [found]
                        if found is not None
                        else []
                    )
                    cell.A = Array([*rest, Dictionary(O=Name.Table, Scope=scope)])


def _add_id_tree(document: pikepdf.Pdf, root: Any) -> None:
    found = {bytes(element.ID): element for element, _ in _walk(root, None) if "/ID" in element}
    if not found:
        return
    names = Array()
    for key in sorted(found):
        names.append(String(key.decode("latin-1")))
        names.append(found[key])
    limits = Array([String(key.decode("latin-1")) for key in (min(found), max(found))])
    leaf = document.make_indirect(Dictionary(Limits=limits, Names=names))
    root.IDTree = document.make_indirect(Dictionary(Kids=Array([leaf])))


def _contents(element: Any, page: Any) -> Iterator[tuple[Any, int]]:
    """(page, number) of all marked content under an element."""
    page = element.get("/Pg", page)
    for kid in _kids(element):
        if isinstance(kid, int):
            yield page, kid
        elif isinstance(kid, Dictionary) and "/MCID" in kid:
            yield kid.get("/Pg", page), int(kid.MCID)
        elif isinstance(kid, Dictionary):
            yield from _contents(kid, page)


def _walk(element: Any, parent: Any) -> Iterator[tuple[Any, Any]]:
    """Every structure element with its parent, in reading order."""
    if isinstance(element, Dictionary) and "/S" in element:
        yield element, parent
    for kid in _kids(element):
        if isinstance(kid, Dictionary) and "/MCID" not in kid:
            yield from _walk(kid, element)


def _kids(element: Any) -> list[Any]:
    kids = element.get("/K") if isinstance(element, Dictionary) else None
    if kids is None:
        return []
    return list(kids) if isinstance(kids, Array) else [kids]


def _cells(head: Any) -> list[Any]:
    return [cell for row in _kids(head) for cell in _kids(row)]


def _tag(element: Any) -> str:
    return str(element.get("/S", "")) if isinstance(element, Dictionary) else ""


def _same(one: Any, other: Any) -> bool:
    return isinstance(one, Dictionary) and one.objgen == other.objgen
