"""Workbooks (G18)."""

from __future__ import annotations

import io

from openpyxl import load_workbook

from benchmarks import data
from benchmarks.rounds import Result, Side, compare
from workstreams.importing import apply
from workstreams.models import Programme


def G18(programmes: dict[int, Programme]) -> list[Result]:
    """Reading and checking a workbook of 10,000 rows against openpyxl's full read of it."""
    book = data.workbook(10_000)

    def plain() -> None:
        for sheet in load_workbook(io.BytesIO(book), data_only=True):
            for row in sheet.iter_rows():
                for cell in row:
                    _ = (cell.value, cell.fill, cell.number_format)

    return [compare(
        "G18", "xlsx of 10,000 rows read and checked", Side("ours", lambda: apply.read_file(book)),
        Side("openpyxl", plain), limit=2.5, calls=1, rounds=3,
    )]  # fmt: skip


GOALS = [G18]
