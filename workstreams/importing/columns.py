"""A workbook's cells -> typed records with flags. Plain Python, no Django.

Finds the sheet that holds a plan by its headings, hands it to the shape that reads such sheets, and adds the flags
that need the whole plan in view. Several sheets that look like a plan: one is read, the others are named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from types import ModuleType

from workstreams.importing import flags, headings, words
from workstreams.importing.headings import Columns
from workstreams.importing.records import Reading
from workstreams.importing.shapes import action_plan, gantt, progress_report
from workstreams.importing.sniff import Refused
from workstreams.importing.spreadsheetml import MAX_CELL, column_letters
from workstreams.importing.workbook import Cell, Sheet, Workbook
from workstreams.when import Certainty
from workstreams.when import read as read_when

LONGEST = 5_000
NAMED = 5  # cells named in one sentence

#: The kinds of sheet that are known, the most particular first.
SHAPES: tuple[ModuleType, ...] = (progress_report, action_plan, gantt)


def read(
    book: Workbook,
    *,
    known_people: Iterable[str] = (),
    settled: Iterable[str] = (),
    sheet: str = "",
) -> Reading:
    """Records, flags, rows left out and notices of one file. Raises `Refused` when there is no plan in it, or when
    cells hold what must not be guessed at (a formula without its result, an Excel error, more text than fits)."""
    found = [each for each in (_recognised(one) for one in book.sheets) if each is not None]
    if sheet:
        found = [each for each in found if each[0].name == sheet]
    if not found:
        raise headings.none_found(book)
    found.sort(key=lambda each: each[0].state != "visible")
    chosen, columns, shape = found[0]
    _refuse_cells(chosen, columns)
    _refuse_mixed_percents(chosen, columns)
    reading: Reading = shape.read(chosen, columns)
    if not reading.records:
        raise Refused(f"The sheet “{chosen.name}” has headings but no rows under them.")
    reading.notices[:0] = book.notices
    _notices(reading, chosen, columns, [each.name for each, *_ in found[1:]], shape)
    reading.flags.extend(flags.of(reading, known_people=known_people, settled=settled))
    reading.flags.sort(key=lambda flag: flags.ORDER.get(flag.code, len(flags.ORDER)))
    return reading


def _recognised(sheet: Sheet) -> tuple[Sheet, Columns, ModuleType] | None:
    """A sheet with its headings and the shape that reads it; the shape with the most words of its own comes first."""
    for shape in SHAPES:
        columns = shape.find(sheet)
        if columns is not None:
            return sheet, columns, shape
    return None


def _read_cells(sheet: Sheet, columns: Columns) -> Iterable[Cell]:
    numbers = set(columns.by_field.values())
    for row in sheet.rows:
        if row.number > columns.row:
            for number, cell in row.cells.items():
                if number in numbers:
                    yield cell


def _refuse_cells(sheet: Sheet, columns: Columns) -> None:
    formulas, errors, long = [], [], []
    for cell in _read_cells(sheet, columns):
        if cell.kind == "f":
            formulas.append(f"{sheet.name}!{cell.address}")
        elif cell.kind == "e":
            errors.append(f"{sheet.name}!{cell.address} ({cell.text})")
        elif isinstance(cell.value, str) and len(cell.value) > LONGEST:
            long.append(
                f"{sheet.name}!{cell.address} ({min(len(cell.value), MAX_CELL):,} characters)"
            )
    if formulas:
        raise Refused(
            f"{_cells(formulas)} a formula whose result was not saved: {_list(formulas)}. "
            "Open the workbook in Excel, save it and upload it again."
        )
    if errors:
        raise Refused(
            f"{_cells(errors)} an Excel error: {_list(errors)}. "
            "Correct them in Excel, save the workbook and upload it again."
        )
    if long:
        raise Refused(
            f"{_cells(long)} more than {LONGEST:,} characters: {_list(long)}. "
            "Shorten the text and upload the workbook again."
        )


def _refuse_mixed_percents(sheet: Sheet, columns: Columns) -> None:
    """0.45 and 45 in one column: nobody can tell whether 1 is one per cent or all of it."""
    number = columns.by_field.get("percent")
    rows = [row for row in sheet.rows if row.number > columns.row and number in row.cells]
    cells = [row.cells[number] for row in rows if number is not None]
    plain = [cell for cell in cells if cell.kind == "n" and "%" not in cell.format]
    fractions = [cell.address for cell in plain if words.is_fraction(cell)]
    whole = [
        cell.address for cell in plain if isinstance(cell.value, (int, float)) and cell.value > 1
    ]
    if fractions and whole:
        raise Refused(
            f"The percent column holds both fractions ({_list(fractions)}) and whole numbers ({_list(whole)}). "
            "Write all of them as percentages, save the workbook and upload it again."
        )


def _cells(found: list[str]) -> str:
    return "1 cell holds" if len(found) == 1 else f"{len(found):,} cells hold"


def _list(found: list[str]) -> str:
    more = f" and {len(found) - NAMED:,} more" if len(found) > NAMED else ""
    return ", ".join(found[:NAMED]) + more


def _notices(
    reading: Reading, sheet: Sheet, columns: Columns, others: list[str], shape: ModuleType
) -> None:
    say = reading.notices.append
    if sheet.state != "visible":
        say(f"The sheet “{sheet.name}” is hidden in Excel; it was read because it holds the plan.")
    if others:
        names = ", ".join(f"“{name}”" for name in others)
        say(
            f"Only “{sheet.name}” was read. {names} also {'looks' if len(others) == 1 else 'look'} like a plan."
        )
    if columns.row > 1:
        say(f"The headings were found in row {columns.row}.")
    if columns.other:
        names = ", ".join(f"“{words}” ({address})" for address, words in columns.other[:NAMED])
        say(
            f"Not imported: {len(columns.other)} {'column' if len(columns.other) == 1 else 'columns'}: {names}."
        )
    if columns.unnamed:
        names = ", ".join(f"{letters} ({cells})" for letters, cells in columns.unnamed[:NAMED])
        say(f"Columns without a heading were not imported (cells in brackets): {names}.")
    missing = [words for name, words in shape.EXPECTED.items() if name not in columns.by_field]
    if missing:
        say(f"No column was recognised for: {', '.join(missing)}.")
    if columns.weeks:
        say(
            f"{len(columns.weeks)} dated columns are a drawn calendar: not read, the tracker draws its own."
        )
    hidden = sum(row.hidden for row in sheet.rows if row.number > columns.row)
    if hidden:
        say(f"{hidden} hidden {'row was' if hidden == 1 else 'rows were'} read like the others.")
    columns_hidden = sorted(set(sheet.hidden_columns) & set(columns.by_field.values()))
    if columns_hidden:
        letters = ", ".join(column_letters(number) for number in columns_hidden)
        say(f"Hidden columns were read like the others: {letters}.")
    merged = [area for area in sheet.merged if _rows_below(area, columns.row)]
    if merged and shape is gantt:
        say(f"Merged cells ({_list(merged)}): the value counts for the first row only.")
    struck = [cell.address for cell in _read_cells(sheet, columns) if cell.mark == "struck"]
    if struck:
        say(f"Struck-through words were read like the others: {_list(struck)}.")
    formulas = [cell.address for cell in _read_cells(sheet, columns) if cell.mark == "formula"]
    if formulas:
        say(f"The values that formulas last gave were used: {_list(formulas)}.")
    for address, text in sheet.notes[:50]:
        say(f"Note on {address}, not imported: “{text.strip()[:300]}”")
    _mixed_dates(say, sheet, columns)


def _rows_below(area: str, row: int) -> bool:
    start, _, end = area.partition(":")
    first, last = (
        int("".join(filter(str.isdigit, corner)) or 0) for corner in (start, end or start)
    )
    return last > row and last > first


def _mixed_dates(say: Callable[[str], None], sheet: Sheet, columns: Columns) -> None:
    for name in ("start", "end", "revised"):
        number = columns.by_field.get(name)
        if number is None:
            continue
        cells = [
            row.cells[number]
            for row in sheet.rows
            if row.number > columns.row and number in row.cells
        ]
        real = sum(isinstance(cell.value, date) for cell in cells)
        typed = [
            cell.address
            for cell in cells
            if cell.kind == "t"
            and any(figure.isdigit() for figure in cell.text)
            and read_when(cell.text).certainty is Certainty.FIRM
        ]
        if real and typed:
            say(
                f"The column “{columns.words.get(number, name)}” mixes real dates and dates typed as text "
                f"({_list(typed)}). "
                "Text was read as day, month, year; look whether days and months were swapped."
            )
