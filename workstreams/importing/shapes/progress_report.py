"""The progress report: outcomes, workstreams n.n over merged cells, numbered actions, two ratings, issues and risks
(seed 004). Plain Python.

A workstream begins where a number n.n stands; its lead, saving, priority and ratings count for it on whichever of its
rows the merged cell landed (X4-06). Rows below are its actions. "OUTCOME n: ..." opens an outcome, "Issues for
escalation" and "Risk to be added" a table of five columns that runs to the next outcome or number.
"""

from __future__ import annotations

import re
from collections import Counter

from workstreams.importing import headings, numbered, officers, words
from workstreams.importing.dates import flag
from workstreams.importing.headings import Columns, plain
from workstreams.importing.records import Flag, Kind, LeftOut, Offer, Reading, Record
from workstreams.importing.shapes import report_dates
from workstreams.importing.shapes.align import Aligned, aligned
from workstreams.importing.shapes.gantt import key_of
from workstreams.importing.shapes.gantt import plain as plain_title
from workstreams.importing.shapes.report_header import Header
from workstreams.importing.spreadsheetml import column_letters
from workstreams.importing.workbook import Cell, Row, Sheet

NAME = "progress_report"
EXPECTED = {
    "owners": "lead", "end": "target end date", "revised": "revised end date", "saving": "target saving",
    "priority": "priority", "rag": "action RAG", "savings_rag": "savings RAG",
}  # fmt: skip
WORDS = {
    "ref": r"no|number|ref|workstream (no|number)",
    "title": r"work ?stream( ?/ ?(activity|project|theme))?|activity|project|theme",
    "action": r"(.*\b)?actions?( required)?|(key )?deliverables|workstream details.*",
    "update": r"(latest |progress |monthly )?updates?|progress( update)?",
    "owners": r"(project )?leads?|(lead )?officers?|owners?|responsible.*",
    "end": r"target( end)?( date)?|(target )?end date|due( date)?|deadline",
    "revised": r"revised.*|forecast.*",
    "saving": r"(target )?savings?( target)?",
    "priority": r"priority( rating)?",
    "rag": r"((action|delivery) )?rag( status| rating)?",
    "savings_rag": r"savings? rag( status| rating)?",
}
_OUTCOME = re.compile(
    r"^\s*(?:outcome|theme|priority|objective)\s*(\d+)\s*[:.–-]\s*(.+)$", re.IGNORECASE | re.DOTALL
)
_ISSUES = re.compile(r"issues?\b.*(escalation|resolve|raise)|^issues$", re.IGNORECASE)
_RISKS = re.compile(r"^risks?\b.*(log|register|added)|^risks$", re.IGNORECASE)
_NUMBER = re.compile(
    r"^\s*(\d{1,2}(?:\.\d{1,2})+)\.?\s*(?:\((?:pages?|pp?\.?)\s*([\d\s,–-]+)\))?\s*(.*)$", re.DOTALL
)
_SLOT = re.compile(r"^[IR]\s?\d{1,3}$", re.IGNORECASE)
_ABOUT = re.compile(r"^\s*\((\d{1,2}(?:\.\d{1,2})+)\)\s*")
_COHORT = re.compile(r"\(([^()]*\b(?:LAC|CLA|CiN|UASC|only|groups?)\b[^()]*)\)", re.IGNORECASE)
_TAG = re.compile(r"</?[a-z][a-z0-9]*>", re.IGNORECASE)
_MONEY = re.compile(r"^[(-]?\s*£?\s*-?\s*([\d,]+(?:\.\d+)?)\s*k?\)?$", re.IGNORECASE)
_AS_ABOVE = re.compile(r"^\s*as above\W*$", re.IGNORECASE)
_SEE = re.compile(
    r"\bsee (?:also )?(?:action )?(\d{1,2}\.\d{1,2})\s*\((\d{1,2})\)[^.]*duplicate", re.IGNORECASE
)
_PATTERNS = {name: re.compile(pattern) for name, pattern in WORDS.items()}


def means(heading: str) -> str:
    """The field a heading means in a progress report, or ""."""
    return next((name for name, pattern in _PATTERNS.items() if pattern.fullmatch(heading)), "")


def find(sheet: Sheet) -> Columns | None:
    """The headings, when the sheet is a progress report."""
    return headings.find_by(sheet, means, _enough)


def _enough(fields: set[str]) -> bool:
    return {"ref", "title", "action", "update"} <= fields and len(
        fields & {"saving", "savings_rag", "priority"}
    ) > 0


def read(sheet: Sheet, columns: Columns) -> Reading:
    """The whole sheet. Every row ends as a record, in a record, or in `left_out`."""
    reader = _Reader(sheet, columns)
    for row in sheet.rows:
        reader.take(row)
    return reader.finish()


class _Reader:
    def __init__(self, sheet: Sheet, columns: Columns) -> None:
        self.sheet, self.columns = sheet, columns
        self.reading = Reading(
            NAME, sheet=sheet.name, notices=list(sheet.notices), precisions=("day", "month")
        )
        self.header = Header()
        self._seen: Counter[tuple[str, ...]] = Counter()
        self._path: dict[str, tuple[str, ...]] = {}
        self._outcome: Record | None = None
        self._branch: Record | None = None
        self._beside: Kind | None = None  # inside a table of issues or of risks
        self._last: Record | None = None  # the action above
        self._numbers: dict[tuple[str, str], Record] = {}  # (workstream, action) -> action
        self._by_ref: dict[str, Record] = {}
        self._owners = officers.read_all(self._owner_cells())

    # Rows ----------------------------------------------------------------------------------------

    def take(self, row: Row) -> None:
        """One row, by what stands in it."""
        if not row.text().strip():
            return
        self.reading.rows_read += 1
        if row.number < self.columns.row:
            self.header.take(row, self.sheet.name)
            return
        if row.number == self.columns.row:
            return self._leave(row, "the row of headings")
        first = next(cell for cell in row.cells.values() if cell.text.strip())
        text = first.text.strip()
        if _ISSUES.search(text) and len(text) < 90:
            self._beside = Kind.ISSUE
            return self._leave(row, "the heading of the issues")
        if _RISKS.search(text) and len(text) < 90:
            self._beside = Kind.RISK
            return self._leave(row, "the heading of the risks")
        if match := _OUTCOME.match(text):
            return self._open_outcome(row, first, match)
        number = self._text(row, "ref")
        if match := _NUMBER.match(number):
            self._beside = None
            return self._open_branch(row, match)
        if self._beside is not None:
            return self._take_beside(row)
        self._take_row(row)

    def _owner_cells(self) -> list[str]:
        """Every cell that holds owners: the leads, and the third cell of an issue or a risk."""
        leads = [
            self._text(row, "owners") for row in self.sheet.rows if row.number > self.columns.row
        ]
        slots = [
            row
            for row in self.sheet.rows
            if 1 in row.cells and _SLOT.match(row.cells[1].text.strip())
        ]
        beside = [row.cells[3].text.strip() for row in slots if 3 in row.cells]
        return [text for text in (*leads, *beside) if text]

    def _leave(self, row: Row, why: str) -> None:
        first = next(cell for cell in row.cells.values() if cell.text.strip())
        self.reading.left_out.append(LeftOut(self.sheet.name, first.address, row.text(), why))

    def _cell(self, row: Row, name: str) -> Cell | None:
        number = self.columns.by_field.get(name)
        return row.cells.get(number) if number is not None else None

    def _text(self, row: Row, name: str) -> str:
        cell = self._cell(row, name)
        return cell.text.strip() if cell else ""

    def _new(self, kind: Kind, row: Row, text: str, parent: Record | None, ref: str = "") -> Record:
        path = self._path.get(parent.key, ()) if parent is not None else ()
        step = (kind.family, *map(plain_title, path), plain_title(text))
        self._seen[step] += 1
        key = key_of(kind.family, path, text, self._seen[step])
        title = re.sub(r"\s+", " ", _TAG.sub("", text)).strip()
        above = parent.key if parent is not None else ""
        record = Record(
            key, kind, above, self.sheet.name, row.number, title[:500] or text[:500], text, ref
        )
        self._path[key] = (*path, text)
        return record

    def _mark(self, record: Record, row: Row, *names: str) -> None:
        """Where the fields of a record stand, and what was typed there."""
        for name in names:
            if (column := self.columns.by_field.get(name)) is not None:
                at = "title" if name == "action" and record.kind.is_item else name
                record.cells[at] = f"{column_letters(column)}{row.number}"
                record.typed[at] = self._text(row, name)

    # Outcomes and workstreams --------------------------------------------------------------------

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
        self._take_row(row)

    def _take_row(self, row: Row) -> None:
        """A row of the open workstream: what belongs to the workstream is lifted, the rest is an action."""
        if self._branch is None:
            saving = next(iter(row.cells.values())).text.strip()
            if self._outcome is not None and _MONEY.match(saving) and len(row.cells) == 1:
                self._lift_saving(self._outcome, row, text=saving)
                return self._leave(
                    row, "a figure without a number: kept as the saving of the outcome"
                )
            return self._leave(row, "stands under no workstream")
        read = aligned(row, self.columns)
        self._lift(self._branch, read, row)
        text = read.text("action")
        if text:
            self._take_action(row, read, text, self._branch)
        elif read.text("end") or read.text("revised"):
            self._take_date(row, read)
        elif read.text("update"):
            self._leave(row, "an update without an action")
        elif not self._text(row, "ref"):
            self._leave(row, "belongs to the workstream above")

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
        match = _MONEY.match(text)
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

    def _own(self, record: Record, text: str) -> None:
        found = self._owners.get(text) or officers.read_all([text])[text]
        record.owners = tuple(found.names)
        record.roles, record.groups = dict(found.roles), dict(found.groups)
        record.typed["owners"] = text
        if found.trailing:
            self._say(
                flag(
                    "owner_missing",
                    record,
                    "owners",
                    "The cell ends with a separator. Is somebody missing?",
                )
            )
        if found.fragments:
            said = ", ".join(f"“{each}”" for each in found.fragments)
            self._say(
                flag("owner_fragment", record, "owners", f"Not a name, kept as text only: {said}.")
            )
        if found.unseparated:
            said = ", ".join(found.names)
            self._say(
                flag(
                    "owners_unseparated",
                    record,
                    "owners",
                    f"No separator between the owners: read as {said}.",
                )
            )

    # Actions -------------------------------------------------------------------------------------

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

    # Issues and risks ----------------------------------------------------------------------------

    def _take_beside(self, row: Row) -> None:
        cells = [cell.text.strip() for cell in row.cells.values() if cell.text.strip()]
        if plain(cells[0]) in ("no", "number", "ref"):
            return self._leave(row, "the headings of that table")
        at = [row.cells.get(number) for number in range(1, 5)]
        number, title, owner, action = (cell.text.strip() if cell else "" for cell in at)
        if not _SLOT.match(number):
            return self._leave(row, "stands under no workstream")
        if not title and not action:
            return self._leave(row, "an empty slot")
        kind = self._beside or Kind.ISSUE
        about = _ABOUT.match(title)
        record = self._new(kind, row, title or action, self._outcome, ref=number)
        record.about = self._by_ref[about[1]].key if about and about[1] in self._by_ref else ""
        record.action, record.owners_text = action, owner
        fields = zip(("ref", "title", "owners", "action"), at, strict=True)
        record.cells = {name: cell.address for name, cell in fields if cell}
        record.typed = {"title": title, "owners": owner, "action": action}
        if owner:
            self._own(record, owner)
        self.reading.records.append(record)

    # The whole -----------------------------------------------------------------------------------

    def finish(self) -> Reading:
        """The reading, with the programme's own record first and the flags of workstreams and splits."""
        from workstreams.importing.shapes import report_flags

        self.reading.left_out[:0] = self.header.left_out
        self.reading.board = self.header.board
        if self.header.facts:
            facts = self.header.facts
            record = Record(
                "programme",
                Kind.PROGRAMME,
                "",
                self.sheet.name,
                0,
                "The programme",
                "",
                facts=facts,
            )
            record.cells, record.typed = dict(self.header.cells), dict(facts)
            self.reading.records.insert(0, record)
        self.reading.flags += report_flags.of(self.reading)
        return self.reading

    def _say(self, said: Flag) -> None:
        self.reading.flags.append(said)
