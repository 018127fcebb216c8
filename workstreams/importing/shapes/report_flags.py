"""What to look at in a progress report as a whole: ratings, savings, cut texts, splits, the board's rows.

Plain Python.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from workstreams.importing.dates import flag
from workstreams.importing.records import Flag, Kind, Offer, Reading, Record

_CUT = re.compile(
    r"\b(a|an|the|or|and|of|to|for|with|in|on|by|from|at|as|that|which|into|be|is|are|their|its|our|will)$",
    re.IGNORECASE,
)
_WORST = {"red": 0, "amber": 1, "green": 2, "blue": 3}


def of(reading: Reading) -> Iterator[Flag]:
    """All of them, workstream by workstream."""
    below: dict[str, list[Record]] = defaultdict(list)
    for record in reading.records:
        below[record.parent].append(record)
    for record in reading.records:
        yield from _cut(record)
        if record.split:
            yield _split(record)
        if record.kind is Kind.WORKSTREAM:
            yield from _rated(record, [each for each in below[record.key] if each.kind.is_item])
        elif record.kind is Kind.OUTCOME and record.saving_k:
            yield _saving_above(record, below[record.key])
        elif record.kind is Kind.PROGRAMME:
            yield from _overall(record, reading)
    yield from _board(reading)


def _cut(record: Record) -> Iterator[Flag]:
    for name, text in (("title", record.text), ("update", record.update)):
        if _CUT.search(text.rstrip()) and len(text) > 40:
            yield flag("text_cut", record, name, "The text seems to be cut off in the sheet.")


def _split(record: Record) -> Flag:
    dates = sum(bool(part["end"]) for part in record.split)
    paired = f", with the {dates} dates that stand below it in order" if dates > 1 else ""
    says = f"One cell holds {len(record.split)} numbered actions{paired}."
    offer = Offer("split", f"Make {len(record.split)} actions of it", {"split": record.split})
    return flag("several_actions", record, "title", says, offer, keep="Keep as one action")


def _rated(record: Record, actions: list[Record]) -> Iterator[Flag]:
    if not record.priority and not record.rag:
        money = " Money is attached to it." if record.saving_k else ""
        yield flag(
            "workstream_unrated",
            record,
            "rag",
            f"No priority and no rating: shown as not rated.{money}",
        )
    if record.savings_rag and record.saving_k is None:
        yield flag(
            "savings_rag_alone",
            record,
            "savings_rag",
            "A savings rating, but no figure. Ask for the figure.",
        )
    if record.saving_k and not record.savings_rag:
        yield flag(
            "saving_unrated",
            record,
            "saving",
            "A figure, but no savings rating. Ask for the rating.",
        )
    done = sum(each.status == "complete" for each in actions)
    if record.rag == "blue" and done < len(actions):
        says = f"Blue means complete, but {done} of {len(actions)} actions are."
        yield flag("blue_but_open", record, "rag", says)
    if actions and done == len(actions) and record.rag in ("red", "amber", "green"):
        says = f"All {done} actions are complete, but the rating is {record.rag.title()}."
        offer = Offer("blue", "Complete (Blue)", {"rag": "blue"})
        yield flag("complete_but_rated", record, "rag", says, offer)


def _saving_above(record: Record, branches: list[Record]) -> Flag:
    inside = [each for each in branches if each.saving_k]
    names = ", ".join(each.ref for each in inside) or "no workstream"
    says = (
        f"A saving of £{record.saving_k:,}k stands at the outcome, {names} under it has one of its own. "
        "It is kept at the outcome and taken to include theirs, so that nothing is added twice."
    )
    offer = Offer("on_top", "It comes on top of theirs", {"on_top": True})
    return flag("saving_at_outcome", record, "saving", says, offer, keep="It includes theirs")


def _overall(record: Record, reading: Reading) -> Iterator[Flag]:
    both = (
        ("overall_rag", "rag", "rating"),
        ("overall_savings_rag", "savings_rag", "savings rating"),
    )
    for name, rating, words in both:
        declared = record.facts.get(name, "")
        rated = [
            each
            for each in reading.records
            if each.kind is Kind.WORKSTREAM and getattr(each, rating)
        ]
        worse = [
            each.ref for each in rated if _WORST[getattr(each, rating)] < _WORST.get(declared, 0)
        ]
        if declared and worse:
            listed = ", ".join(worse[:8])
            says = f"The overall {words} is {declared.title()}, but {len(worse)} workstreams are worse: {listed}."
            yield flag("overall_better", record, name, says)


def _board(reading: Reading) -> Iterator[Flag]:
    """Rows put before the board that say something else than the plan (X4-25)."""
    plan = {record.ref: record for record in reading.records if record.kind is Kind.WORKSTREAM}
    for listed in reading.board:
        record = plan.get(listed.get("no", ""))
        if record is None:
            continue
        differs = []
        if not _same(listed.get("title", ""), record.title):
            differs.append("the title")
        if listed.get("status", "").casefold() != record.rag:
            differs.append("the rating")
        if differs:
            what = " and ".join(differs)
            says = f"What was put before the board differs from {record.ref} in {what}. The plan's words count."
            text = listed.get("title", "")
            yield Flag(
                "board_differs", reading.sheet, listed["cell"], text, says, record.key, "title"
            )


def _same(one: str, two: str) -> bool:
    shorter, longer = sorted(
        (" ".join(one.casefold().split()), " ".join(two.casefold().split())), key=len
    )
    return (
        (longer.startswith(shorter) and len(shorter) > 0.9 * len(longer))
        or shorter == longer
        or (longer.startswith(shorter) and longer[len(shorter) :].lstrip()[:1] in ("(", "<", ""))
    )
