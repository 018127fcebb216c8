"""The actions of a progress report: owners, dates, numbers, and updates that point at others. Plain Python."""

from __future__ import annotations

import re

from workstreams.importing import numbered, officers
from workstreams.importing.dates import flag
from workstreams.importing.records import Kind, Offer, Record
from workstreams.importing.shapes import report_dates
from workstreams.importing.shapes.align import Aligned
from workstreams.importing.shapes.report_book import Book
from workstreams.importing.workbook import Row

_AS_ABOVE = re.compile(r"^\s*as above\W*$", re.IGNORECASE)
_SEE = re.compile(
    r"\bsee (?:also )?(?:action )?(\d{1,2}\.\d{1,2})\s*\((\d{1,2})\)[^.]*duplicate", re.IGNORECASE
)


class Actions(Book):
    """Takes actions, and the rows that belong to the action above them."""

    def _take_action(self, row: Row, read: Aligned, text: str, branch: Record) -> None:
        number, title = numbered.number_and_text(text)
        record = self._new(Kind.TASK, row, title, branch, ref=number)
        record.text = text
        self._mark(record, row, "action", "update", "end", "revised")
        record.typed |= {"title": text, "update": read.text("update")}
        record.update = read.text("update")
        record.owners = self._owners_of_action(branch, text)
        record.owners_text = branch.owners_text if record.owners else ""
        record.roles, record.groups = {}, branch.groups
        for name in ("end", "revised"):
            setattr(record, name, report_dates.read_cell(read.cell(name)))
            record.typed[name] = getattr(record, name).text
        self.reading.records.append(record)
        self.reading.flags += report_dates.settle(record)
        self._same_update(record)
        self._numbering(record, branch)
        if pieces := numbered.parts(text):
            record.split = [
                {"ref": ref, "text": words_, "end": record.end.text if at == 0 else ""}
                for at, (ref, words_) in enumerate(pieces)
            ]
        self._last = record

    def _owners_of_action(self, branch: Record, text: str) -> tuple[str, ...]:
        """The leads of the workstream, whose merged cell spans its actions; by part of the work where the cell names
        parts: "(Space)" (S4-26)."""
        found = self._owners.get(branch.owners_text)
        if found is None or not found.labels:
            return branch.owners
        labels, group = {}, []
        for segment in re.split(r"\s*;\s*", branch.owners_text):
            group = [
                name
                for name in officers.read_all([segment])[segment].names
                if name in branch.owners
            ]
            label = re.search(r"\(([^)]+)\)", segment)
            if label:
                labels[label[1]] = tuple(group)
        named = [names for label, names in labels.items() if label.casefold() in text.casefold()]
        return named[0] if len(named) == 1 and named[0] else branch.owners

    def _take_date(self, row: Row, read: Aligned) -> None:
        """A row that holds a date and nothing else: one of the dates of an action cell that holds several (X4-11)."""
        if self._last is not None and self._last.split:
            given = sum(bool(part["end"]) for part in self._last.split)
            if given < len(self._last.split):
                self._last.split[given]["end"] = report_dates.read_cell(read.cell("end")).text
                return self._leave(
                    row, f"a date of the actions in row {self._last.row}: offered with the split"
                )
        self._leave(row, "a date without an action")

    def _same_update(self, record: Record) -> None:
        """ "As above": a link to the row above, when that one says something (X4-17)."""
        if not _AS_ABOVE.match(record.update):
            return
        above = self._last or self._before(record)
        actions = [
            each for each in self.reading.records if each.kind.is_item and each is not record
        ]
        if above is not None and above.update:
            record.same_as = above.same_as or above.key
            says = f"The update is that of the row above, {above.ref}. {above.title[:60]}: linked to it."
            self._say(flag("as_above", record, "update", says))
            return
        said = [each for each in actions[-12:] if each.update and not _AS_ABOVE.match(each.update)]
        offers = [
            Offer(each.key[:10], f"That of “{each.title[:60]}”", {"same_as": each.key})
            for each in ([said[-1], said[0]] if len(said) > 1 else said)
        ]
        says = "“As above”, but the row above says nothing. Choose whose update is meant."
        self._say(flag("as_above_nothing", record, "update", says, *offers, keep="Leave it open"))

    def _before(self, record: Record) -> Record | None:
        items = [each for each in self.reading.records if each.kind.is_item and each is not record]
        return items[-1] if items else None

    def _numbering(self, record: Record, branch: Record) -> None:
        place = (branch.ref, record.ref)
        if record.ref and place in self._numbers:
            says = f"{branch.ref} has two actions numbered {record.ref}. Both are kept; the number is only printed."
            self._say(flag("number_twice", record, "title", says))
        self._numbers.setdefault(place, record)
        match = _SEE.search(record.text)
        if match and (other := self._numbers.get((match[1], match[2]))) is not None:
            offer = Offer(
                "duplicate", f"Link it to {match[1]} ({match[2]})", {"duplicate_of": other.key}
            )
            says = f"The text says that action {match[2]} of {match[1]} is the same."
            self._say(
                flag("duplicate_said", record, "title", says, offer, keep="Leave it unlinked")
            )
