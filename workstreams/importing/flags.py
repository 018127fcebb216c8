"""What a person should look at in a plan just read, at its sheet and cell. Plain Python, no Django.

A flag never changes anything. Where there is a likely fix it is offered; what was typed stands until somebody chooses.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator

from workstreams.importing import dates, letters, owners
from workstreams.importing.dates import flag
from workstreams.importing.records import Flag, Kind, Offer, Reading, Record

#: Every kind of flag with its heading in the preview, the ones that need a person first.
HEADINGS: dict[str, str] = {
    "impossible_date": "Date that does not exist",
    "end_before_start": "End before start",
    "year_out_of_order": "Likely a wrong year",
    "untyped": "No type given",
    "unknown_rag": "Rating not understood",
    "rag_by_colour": "Rating by colour alone",
    "rag_colour_differs": "Word and colour differ",
    "hundred_percent_without_end": "100% without a real end",
    "hundred_percent_red": "100% and Red",
    "complete_without_rag": "100% without a RAG",
    "revised_before_target": "Revised end before the target",
    "complete_swapped": "Complete and a date changed places",
    "several_actions": "Several actions in one cell",
    "plan_unnamed": "Plan without a name",
    "status_not_stated": "Status not stated",
    "status_read": "Status read from the review",
    "promise": "A promised date in the review",
    "as_above_nothing": "“As above” with nothing above",
    "saving_at_outcome": "A saving without a home",
    "saving_unread": "Not a figure",
    "child_initials": "What look like a child's initials",
    "overall_better": "Overall rating better than its parts",
    "workstream_unrated": "Workstream not rated",
    "savings_rag_alone": "Savings rating without a figure",
    "saving_unrated": "Figure without a savings rating",
    "blue_but_open": "Blue, but not complete",
    "complete_but_rated": "Complete, but not Blue",
    "duplicate_said": "Said to repeat another action",
    "similar_action": "Two actions much alike",
    "owner_missing": "An owner missing, perhaps",
    "owner_fragment": "Part of an owner cell that is no name",
    "owners_unseparated": "Owners without a separator",
    "similar_name": "Two spellings of one name, perhaps",
    "initials": "Initials as owner",
    "initial_and_surname": "Initials and surname",
    "first_name": "First name as owner",
    "font_encoded": "Letters from a damaged font",
    "waiting_on": "A note to a colleague as a date",
    "text_end": "Text where an end date should be",
    "text_start": "Text where a start date should be",
    "glued": "Two columns stuck together",
    "date_number": "Day number instead of a date",
    "percent_fraction": "Percent typed as a fraction",
    "percent_over": "Percent over 100",
    "percent_unread": "Not a percent",
    "several_owners": "Several owners in one cell",
    "risk_without_rag": "A risk, but no RAG",
    "green_with_risk": "Green, with a risk",
    "no_rag": "No RAG, which is not Green",
    "no_percent": "No percent",
    "no_scope": "No scope",
    "no_end": "No end date at all",
    "no_start": "No start date at all",
    "unowned": "No owner",
    "complete_in_dates": "Complete in a column of dates",
    "open_ended": "A start, and no end",
    "checkpoints": "Several dates in one cell",
    "as_above": "“As above”",
    "number_twice": "A number that stands twice",
    "board_differs": "Put before the board in other words",
    "lifted": "Value on another row of a merged cell",
    "column_lost": "Cells that slipped",
    "text_cut": "Text cut off",
    "checklist": "Numbered parts inside an action",
    "file_missing": "A file that is not here",
    "due_on_bank_holiday": "Due on a bank holiday",
    "heading_dates": "A date on a heading row",
    "odd_characters": "Characters that cannot be seen",
}
ORDER = {code: at for at, code in enumerate(HEADINGS)}
_UNSEEN = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u200b")


def of(
    reading: Reading, *, known_people: Iterable[str] = (), settled: Iterable[str] = ()
) -> Iterator[Flag]:
    """All flags of a reading but those that only the cell's reader could see."""
    for record in reading.records:
        if record.row == 0:
            continue
        yield from _any_row(record)
        if record.kind.is_item:
            yield from _item(record, reading.precisions)
        elif record.kind.is_beside:
            yield from _unowned(record)
        else:
            yield from _heading(record)
    yield from dates.of_years(reading)
    yield from _names(reading, known_people, settled)


def _any_row(record: Record) -> Iterator[Flag]:
    if letters.is_damaged(record.text):
        better = letters.repaired(record.title)
        says = "The letters come from a damaged font. Choose the likely title, or correct it in the sheet."
        yield flag(
            "font_encoded", record, "title", says, Offer("decode", better, {"title": better})
        )
    if len(record.owners) > 1 and "owners" in record.cells:
        says = (
            f"Several owners: {record.owners[0]} leads, {' and '.join(record.owners[1:])} support."
        )
        yield flag("several_owners", record, "owners", says)
    if record.risk and not record.rag:
        yield flag(
            "risk_without_rag",
            record,
            "risk",
            "A risk is written down but there is no rating. Rate it in the plan.",
        )
    if record.risk and record.rag == "green":
        yield flag(
            "green_with_risk",
            record,
            "risk",
            "Rated Green with a risk beside it. Both are shown on board pages.",
        )
    for name, text in record.typed.items():
        if _UNSEEN.intersection(text):
            yield flag(
                "odd_characters",
                record,
                name,
                "The cell holds characters that cannot be seen or that turn the text round.",
            )


def _heading(record: Record) -> Iterator[Flag]:
    if any(not when.is_blank for when in (record.start, record.end, record.revised)):
        says = "Headings carry no dates of their own in the tracker. The dates stay in the stored workbook only."
        yield flag("heading_dates", record, "end" if record.typed.get("end") else "start", says)


def _unowned(record: Record) -> Iterator[Flag]:
    if not record.owners:
        yield flag("unowned", record, "owners", "Nobody owns this. Name somebody in the plan.")


def _item(record: Record, precisions: Container[str]) -> Iterator[Flag]:
    """A column that the sheet does not have is told once for the sheet, not at every row."""
    has = record.cells
    if record.kind is Kind.UNTYPED:
        offers = [
            Offer(kind.value, kind.value.title(), {"kind": kind.value})
            for kind in (Kind.TASK, Kind.MILESTONE, Kind.GOVERNANCE)
        ]
        yield flag(
            "untyped",
            record,
            "kind",
            "The row has no type letter. Choose what it is, or leave it open.",
            *offers,
            keep="Leave it open",
        )
    yield from dates.of_item(record, precisions)
    yield from _unowned(record)
    if "scope" in has and not record.scope and not record.statutory:
        yield flag("no_scope", record, "scope", "No scope: local, regional or national.")
    if "percent" in has and record.percent is None and not record.typed.get("percent"):
        yield flag(
            "no_percent",
            record,
            "percent",
            "Blank is not 0%. It stays blank until somebody reports.",
        )
    if "rag" in has and not record.rag and not record.typed.get("rag"):
        yield flag("no_rag", record, "rag", "Blank is not Green. It is shown as not rated.")
    if record.percent == 100:
        yield from _finished(record)


def _finished(record: Record) -> Iterator[Flag]:
    if record.status != "complete":
        says = "100% but no real end. Is it complete, or does it go on as business as usual?"
        yield flag(
            "hundred_percent_without_end", record, "percent", says,
            Offer("complete", "Complete", {"status": "complete"}),
            Offer("business_as_usual", "Moved to business as usual", {"status": "business_as_usual"}),
            keep="Keep as in progress",
        )  # fmt: skip
    if record.rag == "red":
        yield flag(
            "hundred_percent_red",
            record,
            "rag",
            "100% and Red contradict each other. Correct one of them in the plan.",
        )
    if not record.rag:
        yield flag(
            "complete_without_rag",
            record,
            "rag",
            "100% with no rating.",
            Offer("blue", "Complete", {"rag": "blue"}),
            keep="Leave it blank",
        )


def _told(record: Record) -> Iterator[str]:
    """Whole names of those who run the programme."""
    for name in ("sponsor", "manager", "leads"):
        yield from owners.split(record.facts.get(name, ""))


def _names(reading: Reading, known_people: Iterable[str], settled: Iterable[str]) -> Iterator[Flag]:
    """One flag a doubtful name, at the first cell that holds it."""
    counts: Counter[str] = Counter()
    places: dict[str, list[Record]] = defaultdict(list)
    for record in reading.records:
        for name in record.owners:
            counts[name] += 1
            places[name].append(record)
    told = {
        name for record in reading.records for name in _told(record)
    }  # in full, at the head of the sheet
    known_people = {*known_people, *(name for name in told if name not in counts)}
    for like in owners.likenesses(counts, known_people, settled):
        first, *more = places[like.name]
        also = tuple(record.cell("owners") for record in more)
        offer = Offer(
            f"is:{like.person}",
            f"{like.person}; remember “{like.name}”",
            {"person": (like.name, like.person)},
        )
        code, says = {
            "misspelt": (
                "similar_name",
                f"“{like.name}” is close to {like.person}"
                + (f", who owns {counts[like.person]} rows." if counts[like.person] else "."),
            ),
            "initials": (
                "initials",
                f"“{like.name}” are the initials of {like.person} and of nobody else.",
            ),
            "initial and surname": (
                "initial_and_surname",
                f"“{like.name}” can stand for {like.person} and for nobody else.",
            ),
            "first name": (
                "first_name",
                f"“{like.name}” is the first name of {like.person} and of nobody else.",
            ),
        }[like.written]
        yield Flag(
            code,
            first.sheet,
            first.cell("owners"),
            like.name,
            says,
            "",
            "owners",
            (offer,),
            "Two people",
            also,
        )
