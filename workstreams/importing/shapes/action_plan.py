"""The action plan after an inspection: officer, action, target date, measure, partners, review (seed 002).

Plain Python.

Each plan of the file is a workstream. A heading between two tables names the one below it; the name of the first is
often lost, and then asked for. Repeated column headings are skipped (X2-12).
"""

from __future__ import annotations

import re
from collections import Counter

from workstreams.dates.bank_holidays import england
from workstreams.importing import headings, numbered, officers, texts
from workstreams.importing.dates import flag
from workstreams.importing.headings import Columns, plain
from workstreams.importing.records import Flag, Kind, Offer, Reading, Record
from workstreams.importing.shapes import plan_look, review
from workstreams.importing.shapes.identity import key_of
from workstreams.importing.shapes.identity import plain as plain_title
from workstreams.importing.shapes.row_cells import RowCells, own
from workstreams.importing.spreadsheetml import column_letters
from workstreams.importing.workbook import Row, Sheet
from workstreams.when import When, words
from workstreams.when import read as read_when

NAME = "action_plan"
EXPECTED = {"owners": "responsible officer", "end": "target date", "success_measure": "performance measure",
            "partners": "key partners", "update": "review"}  # fmt: skip
WORDS = {
    "ref": r"no|number|ref|action (no|number|ref)",
    "owners": r"(lead |responsible )?officers?|responsible( person)?|responsibility|leads?|owners?|action owner|who",
    "title": r"(agreed |key )?actions?( required| to be taken)?|what",
    "end": r"(target|due|completion|end) date|timescales?|by when|deadline|target",
    "success_measure": r"performance measure(ment|s)?|success (measures?|criteria)|measures? of success|outcome measure"
                       r"|(evidence of )?impact|evidence( of success)?|expected outcomes?",
    "partners": r"(key )?partners?|supported by|support",
    "update": r"reviews?|(latest |progress )?updates?|progress|current position|position",
}  # fmt: skip
_PATTERNS = {name: re.compile(pattern) for name, pattern in WORDS.items()}
_BRACKETS = re.compile(
    r"\(([^)]*\b(?:panel|board|committee|meeting|forum|group)\b[^)]*)\)", re.IGNORECASE
)


def means(heading: str) -> str:
    """The field a heading means in an action plan, or ""."""
    return next((name for name, pattern in _PATTERNS.items() if pattern.fullmatch(heading)), "")


def find(sheet: Sheet) -> Columns | None:
    """The headings, when the sheet is an action plan."""
    needed = {"owners", "title", "end", "success_measure", "update"}
    return headings.find_by(sheet, means, lambda fields: needed <= fields)


def read(sheet: Sheet, columns: Columns) -> Reading:
    """The whole sheet. Every row ends as a record or in `left_out`."""
    reader = _Reader(sheet, columns)
    for row in sheet.rows:
        reader.take(row)
    reader.reading.flags += plan_look.alike(reader.reading.records)
    return reader.reading


class _Reader(RowCells):
    def __init__(self, sheet: Sheet, columns: Columns) -> None:
        self.sheet, self.columns = sheet, columns
        self.reading = Reading(NAME, sheet=sheet.name, notices=list(sheet.notices))
        self._seen: Counter[tuple[str, ...]] = Counter()
        self._plan: Record | None = None
        self._heading = ""
        column = columns.by_field["owners"]
        cells = [row.cells[column].text.strip() for row in sheet.rows if column in row.cells]
        self._owners = officers.read_all(text for text in cells if means(plain(text)) != "owners")

    def take(self, row: Row) -> None:
        """One row: an action, the heading of a plan, or left out with the reason."""
        if not row.text().strip():
            return
        self.reading.rows_read += 1
        filled = [cell for cell in row.cells.values() if cell.text.strip()]
        if row.number == self.columns.row:
            return self._leave(row, "the row of headings")
        if sum(means(plain(cell.text)) != "" for cell in filled) >= 4:
            return self._leave(row, "the headings again")
        if len(filled) == 1:
            return self._take_line(row)
        if row.number < self.columns.row:
            return self._leave(row, "stands above the headings")
        if not self._text(row, "title"):
            return self._leave(row, "no action")
        self._take_action(row)

    def _take_line(self, row: Row) -> None:
        cell = next(cell for cell in row.cells.values() if cell.text.strip())
        text = cell.text.strip()
        named = re.match(r"(?:\w+ )?(?:action|improvement|recovery) plan\b", text, re.IGNORECASE)
        if cell.mark == texts.HEADING or (cell.mark != "paragraph" and len(text) < 160) or named:
            self._begin(text, row.number, cell.address)
        else:
            self._leave(row, "a paragraph between the tables")

    def _begin(self, title: str, number: int, address: str) -> Record:
        shown = (
            re.sub(
                r"^(?:\w+ )?(?:action|improvement) plan\s*[:–-]\s*", "", title, flags=re.IGNORECASE
            )
            or title
        )
        key = self._key("branch", (), title)
        self._plan = Record(key, Kind.WORKSTREAM, "", self.sheet.name, number, shown[:500], title)
        self._plan.cells, self._plan.typed = {"title": address}, {"title": title}
        self.reading.records.append(self._plan)
        return self._plan

    def _unnamed(self, row: Row) -> Record:
        """The plan whose heading the file does not hold: named by where it stands, and asked about."""
        record = self._begin("Action plan", 0, f"A{row.number}")
        offers = [
            Offer(name.casefold().replace(" ", "_"), f"“{name}”", {"title": name})
            for name in ("Improvement plan", "Inspection action plan")
        ]
        says = (
            "No heading names this plan. Choose a name; it can be changed in the plan at any time."
        )
        self._say(
            flag("plan_unnamed", record, "title", says, *offers, keep="Call it “Action plan”")
        )
        return record

    def _key(self, family: str, path: tuple[str, ...], text: str) -> str:
        step = (family, *map(plain_title, path), plain_title(text))
        self._seen[step] += 1
        return key_of(family, path, text, self._seen[step])

    def _take_action(self, row: Row) -> None:
        plan = self._plan or self._unnamed(row)
        text = self._text(row, "title")
        number, title = numbered.number_and_text(text)
        several = numbered.parts(text)
        ref = self._text(row, "ref") or ("" if several else number)
        shown = re.sub(r"\s+", " ", text if several else title)
        record = Record(
            self._key("item", (plan.text,), text), Kind.TASK, plan.key, self.sheet.name, row.number,
            _short(shown), text, ref=ref,
        )  # fmt: skip
        for name, column in self.columns.by_field.items():
            record.cells[name] = f"{column_letters(column)}{row.number}"
            record.typed[name] = self._text(row, name)
        record.success_measure, record.partners = (
            self._text(row, "success_measure"),
            self._text(row, "partners"),
        )
        record.update = self._text(row, "update")
        self.reading.records.append(record)
        self._own(record)
        self._date(record, row)
        self._review(record)
        self.reading.flags += plan_look.at(record, several)

    def _own(self, record: Record) -> None:
        record.owners_text = record.typed.get("owners", "")
        found = self._owners.get(record.owners_text)
        if found is None:
            return
        self.reading.flags += own(record, found)

    def _date(self, record: Record, row: Row) -> None:
        """By and bare dates are ends, From is a start without an end (S2-10), others are steps (S2-11, S2-13)."""
        number = self.columns.by_field.get("end")
        cell = row.cells.get(number) if number is not None else None
        value = cell.value if cell is not None and cell.kind == "d" else record.typed.get("end", "")
        record.end = read_when(value)  # type: ignore[arg-type]
        if record.end.sense == "from":
            record.start = record.end
            says = f"Starts {words(record.end)}; no end was given. It goes on until somebody says otherwise."
            self._say(flag("open_ended", record, "end", says))
        if record.end.also:
            said = "; ".join(f"{each.text}: {words(each)}" for each in record.end.also)
            self._say(
                flag(
                    "checkpoints", record, "end", f"Kept as steps with dates of their own: {said}."
                )
            )
        if (forum := _BRACKETS.search(record.end.text)) is not None:
            record.note = forum[1].strip()
        if _is_holiday(record.end):
            self._say(
                flag(
                    "due_on_bank_holiday", record, "end", f"{words(record.end)} is a bank holiday."
                )
            )

    def _review(self, record: Record) -> None:
        found = review.read(record.update)
        record.status, record.timeliness = found.status, found.timeliness
        record.timeliness_text = found.timeliness_text
        if found.words:
            done = found.status == "complete"
            other = ("in_progress", "In progress") if done else ("complete", "Complete")
            says = f"The review begins with “{found.words}”: read as {record.status.replace('_', ' ')}."
            offer = Offer(other[0], other[1], {"status": other[0]})
            self._say(flag("status_read", record, "update", says, offer, keep="Read as said"))
        elif record.update:
            says = "The review tells a story but no status. In progress until somebody chooses."
            offers = [
                Offer(status, words_, {"status": status})
                for status, words_ in (("complete", "Complete"), ("not_started", "Not started"))
            ]
            self._say(
                flag(
                    "status_not_stated",
                    record,
                    "update",
                    says,
                    *offers,
                    keep="In progress, not stated",
                )
            )
        if found.promised:
            when = words(read_when(found.promised))
            says = f"The review promises {when}."
            offer = Offer("forecast", f"Make {when} the revised end", {"revised": found.promised})
            self._say(flag("promise", record, "update", says, offer, keep="Leave it in the text"))

    def _say(self, said: Flag) -> None:
        self.reading.flags.append(said)


def _short(text: str) -> str:
    """A title that fits: the whole text, or its beginning up to a word's end; the whole stays as the full text."""
    if len(text) <= 240:
        return text
    return text[:240].rsplit(" ", 1)[0] + " …"


def _is_holiday(when: When) -> bool:
    return when.due is not None and when.due == when.begins and when.due in england()
