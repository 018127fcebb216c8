"""The cells of one row of a Gantt workbook: title, owners, scope, percent, rating, dates, words. Plain Python."""

from __future__ import annotations

from datetime import date

from workstreams.importing import owners, words
from workstreams.importing.records import Flag, Offer, Record
from workstreams.importing.shapes.row_cells import RowCells
from workstreams.importing.spreadsheetml import day_of
from workstreams.importing.workbook import Cell, Row
from workstreams.when import Certainty, When
from workstreams.when import read as read_when


class Cells(RowCells):
    """Reads the cells of rows into records; what a person should look at goes to the reading's flags."""

    _fractions: bool  # percents of the sheet are fractions of one

    def fill(self, record: Record, row: Row) -> None:
        """All that the row says, into its record."""
        self._titles(record, row)
        self._owners(record, row)
        self._scope(record, row)
        self._percent(record, row)
        self._rag(record, row)
        for name in ("start", "end", "revised"):
            cell = self._cell(row, name)
            setattr(record, name, read_when(self._day(record, name, cell)))
            record.typed[name] = cell.text.strip() if cell else ""
        for name in ("risk", "interdependency", "comments"):
            setattr(record, name, self._text(row, name))
            record.typed[name] = self._text(row, name)
        record.status = status_of(record.percent, record.end)

    def _day(self, record: Record, name: str, cell: Cell | None) -> date | str:
        """What a date's cell holds. A bare number that is Excel's number of a day is read as that day, and said so."""
        if cell is None or cell.value is None:
            return ""
        if isinstance(cell.value, date):
            return cell.value
        if (
            cell.kind == "n"
            and isinstance(cell.value, (int, float))
            and 36_526 <= cell.value < 73_051
        ):
            day = day_of(cell.value, since_1904=False)
            if day is not None:
                said = f"{day.day} {day:%B} {day.year}"
                self._flag(
                    record,
                    "date_number",
                    name,
                    cell.text,
                    f"A day number of Excel: read as {said}.",
                )
                return day
        return cell.text

    def _titles(self, record: Record, row: Row) -> None:
        record.typed["title"] = record.text
        record.title = words.shown_title(record.text, record.kind)[:500]
        if "scope" in self.columns.by_field and not self._text(row, "scope"):
            title, scope = words.unglued_scope(record.title)
            if scope:
                record.title, record.scope_text, record.scope = title, scope, scope
                self._flag(
                    record,
                    "glued",
                    "title",
                    record.text,
                    f"The scope was stuck to the title: read as “{scope}”.",
                )

    def _owners(self, record: Record, row: Row) -> None:
        text = self._text(row, "owners")
        names, percent = owners.unglued(text)
        if percent and not self._text(row, "percent"):
            self._flag(
                record,
                "glued",
                "owners",
                text,
                f"The percent was stuck to the owner: read as {percent}.",
            )
            record.percent = words.percent(Cell("", percent, "t")).value
        else:
            names = text
        record.owners_text = names if percent else text
        record.typed["owners"] = text
        record.owners = owners.split(names)

    def _scope(self, record: Record, row: Row) -> None:
        text = self._text(row, "scope")
        record.typed["scope"] = text
        if text:
            record.scope_text = text
            record.scope, record.statutory = words.scope(text)

    def _percent(self, record: Record, row: Row) -> None:
        cell = self._cell(row, "percent")
        read = words.percent(cell, fractions=self._fractions)
        record.typed["percent"] = cell.text.strip() if cell else ""
        if read.value is not None or not record.percent:
            record.percent = read.value if read.value is not None else record.percent
        if cell is None or not read.wrong:
            return
        if read.wrong == "fraction":
            says = f"Read as {read.value}%."
        elif read.wrong == "over":
            says = "A percent is between 0 and 100. Left blank; correct it in the sheet or in the tracker."
        else:
            says = "This is not a percent. Left blank; correct it in the sheet or in the tracker."
        self._flag(record, f"percent_{read.wrong}", "percent", cell.text, says)

    def _rag(self, record: Record, row: Row) -> None:
        cell = self._cell(row, "rag")
        text = cell.text.strip() if cell else ""
        record.typed["rag"] = text
        known = words.rag(text)
        colour = words.rag_of_colour(cell.fill) if cell else ""
        if known is None:
            offers = tuple(_rag_offer(name) for name in words.rags_named(text)) or tuple(
                _rag_offer(name) for name in ("red", "amber", "green")
            )
            self._flag(
                record,
                "unknown_rag",
                "rag",
                text,
                "This is not one rating. Left blank until you choose.",
                offers,
            )
        elif not known and colour:
            says = f"No word, but the cell is coloured like {colour.title()}. Left blank until you choose."
            self._flag(
                record,
                "rag_by_colour",
                "rag",
                "",
                says,
                (_rag_offer(colour),),
                keep="Leave it blank",
            )
        elif known and colour and colour != known:
            says = f"The word says {known.title()}, the colour of the cell looks {colour.title()}. The word counts."
            self._flag(record, "rag_colour_differs", "rag", text, says, (_rag_offer(colour),))
        record.rag = known or ""

    def _flag(
        self,
        record: Record,
        code: str,
        name: str,
        text: str,
        says: str,
        offers: tuple[Offer, ...] = (),
        keep: str = "Keep as typed",
    ) -> None:
        self.reading.flags.append(
            Flag(
                code, self.sheet.name, record.cell(name), text, says, record.key, name, offers, keep
            )
        )


def _rag_offer(name: str) -> Offer:
    return Offer(name, name.title(), {"rag": name})


def status_of(percent: int | None, end: When) -> str:
    """The status of a row whose sheet has no status column: 100% with a day as its end is complete; 100% without
    one is in progress (and flagged); 1 to 99 in progress; 0 and blank not started. A story in a text cell never
    makes it complete."""
    if percent == 100:
        return (
            "complete"
            if end.has_date and end.certainty in (Certainty.FIRM, Certainty.APPROXIMATE)
            else "in_progress"
        )
    return "in_progress" if percent else "not_started"
