"""What every shape of a sheet does with a row: its cells by field, who owns it, what was left out. Plain Python."""

from __future__ import annotations

from collections.abc import Iterator

from workstreams.importing.dates import flag
from workstreams.importing.headings import Columns
from workstreams.importing.officers import Owners
from workstreams.importing.records import Flag, LeftOut, Reading, Record
from workstreams.importing.workbook import Cell, Row, Sheet


class RowCells:
    """Reads rows of a sheet by the fields that its headings mean."""

    sheet: Sheet
    columns: Columns
    reading: Reading

    def _cell(self, row: Row, name: str) -> Cell | None:
        number = self.columns.by_field.get(name)
        return row.cells.get(number) if number is not None else None

    def _text(self, row: Row, name: str) -> str:
        cell = self._cell(row, name)
        return cell.text.strip() if cell else ""

    def _leave(self, row: Row, why: str) -> None:
        first = next(cell for cell in row.cells.values() if cell.text.strip())
        self.reading.left_out.append(LeftOut(self.sheet.name, first.address, row.text(), why))


def own(record: Record, found: Owners) -> Iterator[Flag]:
    """Gives a record the owners of its cell; what a person should look at in it (X2-04, X2-06, X4-15)."""
    record.owners = tuple(found.names)
    record.roles, record.groups = dict(found.roles), dict(found.groups)
    if found.fragments:
        said = ", ".join(f"“{each}”" for each in found.fragments)
        yield flag("owner_fragment", record, "owners", f"Not a name, kept as text only: {said}.")
    if found.unseparated:
        says = f"No separator between two owners: read as {', '.join(found.names)}."
        yield flag("owners_unseparated", record, "owners", says)
    if found.trailing:
        says = "The cell ends with a separator. Is somebody missing?"
        yield flag("owner_missing", record, "owners", says)
