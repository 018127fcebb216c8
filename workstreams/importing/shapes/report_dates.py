"""The two date columns of a progress report, in which people also write Complete, Ongoing and Termly Review (S4-28 to
S4-32). Plain Python: what they mean for the status is worked out here; what was typed is never lost."""

from __future__ import annotations

from collections.abc import Iterator

from workstreams.importing.dates import flag
from workstreams.importing.records import Flag, Offer, Record
from workstreams.importing.workbook import Cell
from workstreams.when import Certainty, When, words
from workstreams.when import read as read_when


def read_cell(cell: Cell | None) -> When:
    """A date cell. One that Excel shows without a day ("Mar-16") is a month, whatever day stands behind it (X4-05)."""
    if cell is None or cell.value is None:
        return When("")
    if cell.kind == "d" and not isinstance(cell.value, str) and "d" not in cell.format.casefold():
        return read_when(f"{cell.value:%b-%y}")
    return read_when(cell.value if cell.kind == "d" else cell.text.strip())  # type: ignore[arg-type]


def settle(record: Record) -> Iterator[Flag]:
    """Status, day of completion and recurrence from the two columns, with what a person should look at."""
    target, revised = record.end, record.revised
    done = [name for name in ("end", "revised") if getattr(record, name).status_word == "complete"]
    if done:
        record.status = "complete"
        if done == ["end"] and revised.latest is not None:
            record.completed = revised.latest.isoformat()
            says = (
                "Complete stands where the target should be, a date where the revised end should be: "
                f"read as completed in {words(revised)}."
            )
            yield flag("complete_swapped", record, "end", says, keep="Completed, day not stated")
        else:
            says = "Complete stands in a column of dates: the status is Complete; when it was completed is not stated."
            yield flag("complete_in_dates", record, done[0], says)
        return
    record.status = "in_progress" if record.update else "not_started"
    if target.certainty is Certainty.ONGOING:
        record.recurrence = target.recurrence or "ongoing"
        record.status = "in_progress"
    if target.latest and revised.latest and revised.latest < target.latest:
        says = f"The revised end ({words(revised)}) comes before the target ({words(target)}). Were the two swapped?"
        offer = Offer(
            "swap", f"Swap: target {words(revised)}, revised {words(target)}",
            {"end": words(revised), "revised": words(target)},
        )  # fmt: skip
        yield flag("revised_before_target", record, "revised", says, offer)
