"""The outcomes and workstreams of a progress report, and what merged cells say of them. Plain Python."""

from __future__ import annotations

import re

from workstreams.importing import words
from workstreams.importing.dates import flag
from workstreams.importing.records import Kind, Record
from workstreams.importing.shapes.align import Aligned
from workstreams.importing.shapes.report_book import Book
from workstreams.importing.workbook import Cell, Row

_COHORT = re.compile(r"\(([^()]*\b(?:LAC|CLA|CiN|UASC|only|groups?)\b[^()]*)\)", re.IGNORECASE)
MONEY = re.compile(r"^[(-]?\s*£?\s*-?\s*([\d,]+(?:\.\d+)?)\s*k?\)?$", re.IGNORECASE)


class Branches(Book):
    """Opens outcomes and workstreams, and lifts to them what stands on any of their rows."""

    def _open_outcome(self, row: Row, cell: Cell, match: re.Match[str]) -> None:
        record = self._new(Kind.OUTCOME, row, match[2].strip(), None, ref=match[1])
        record.cells = {"title": cell.address}
        record.typed = {"title": match[2].strip()}
        self._outcome, self._branch, self._beside, self._last = record, None, None, None
        self._lift_saving(record, row)
        self.reading.records.append(record)

    def _open_branch(self, row: Row, match: re.Match[str]) -> None:
        title = self._text(row, "title") or match[3].strip() or match[1]
        parent = self._outcome
        record = self._new(Kind.WORKSTREAM, row, title, parent, ref=match[1])
        record.source_page = f"page {match[2].strip()}" if match[2] else ""
        record.note = match[3].strip() if self._text(row, "title") else ""
        cohort = _COHORT.search(title)
        record.cohorts = cohort[1].strip()[:200] if cohort else ""
        self._mark(record, row, "title", "owners", "saving", "priority", "rag", "savings_rag")
        self._branch, self._last = record, None
        self._by_ref[match[1]] = record
        self.reading.records.append(record)

    def _lift(self, branch: Record, read: Aligned, row: Row) -> None:
        """Lead, saving, priority and ratings, from whichever row of the workstream they stand on (X4-06)."""
        owners = read.text("owners")
        if owners and not branch.owners_text:
            branch.owners_text = owners
            self._own(branch, owners)
        if read.text("saving"):
            self._lift_saving(branch, row, text=read.text("saving"))
        if (priority := read.text("priority").title()) and not branch.priority:
            branch.priority = priority if priority in ("High", "Medium", "Low") else ""
        for name in ("rag", "savings_rag"):
            text = read.text(name)
            if not text or getattr(branch, name):
                continue
            known = words.rag(text)
            setattr(branch, name, known or "")
            branch.typed[name] = text
            if known is None:
                self._say(
                    flag(
                        "unknown_rag",
                        branch,
                        name,
                        "This is not one rating. Left blank until you choose.",
                    )
                )
        if read.moved:
            self._say(flag("column_lost", branch, "title", f"Row {row.number}: {read.moved}"))
        if row.number != branch.row and any(
            read.text(n) for n in ("priority", "rag", "savings_rag", "saving")
        ):
            says = f"Priority, ratings or saving stand on row {row.number}: they count for the whole workstream."
            self._say(flag("lifted", branch, "rag", says))

    def _lift_saving(self, record: Record, row: Row, *, text: str = "") -> None:
        text = text or self._text(row, "saving")
        if not text or record.saving:
            return
        match = MONEY.match(text)
        record.saving = text
        record.cells["saving"] = (
            record.cells.get("saving") or next(iter(row.cells.values())).address
        )
        record.typed["saving"] = text
        if match is None:
            return self._say(
                flag(
                    "saving_unread",
                    record,
                    "saving",
                    "This is not a figure in thousands of pounds.",
                )
            )
        record.saving_k = round(float(match[1].replace(",", "")))
        if not text.startswith(("-", "(")):
            self.reading.notices.append(
                f"The saving of {record.ref} is typed without a minus: read as a saving of £{record.saving_k:,}k."
            )
