"""The glossary's abbreviations that a report uses, so that its last page explains those and no others."""

import re
from collections.abc import Iterator

from reports.snapshot import Budget, Measure, Saving, Snapshot, Term


def used(snapshot: Snapshot) -> tuple[Term, ...]:
    """Those that occur as a word in a title or in what somebody wrote, by the alphabet."""
    if not snapshot.terms:
        return ()
    found = set(re.findall(r"[\w&/'-]+", " ".join(_texts(snapshot))))
    text = None
    kept = []
    for term in snapshot.terms:
        if " " in term.short:
            text = text if text is not None else " ".join(_texts(snapshot))
            there = term.short in text
        else:
            there = term.short in found
        if there:
            kept.append(term)
    return tuple(sorted(kept, key=lambda term: term.short.casefold()))


def _texts(snapshot: Snapshot) -> Iterator[str]:
    yield snapshot.title
    for node in snapshot.workstreams:
        yield from (node.title, node.short, node.objective, node.key_elements, node.resources,
                    node.impact, node.risk, node.update)  # fmt: skip
    for item in snapshot.items:
        yield from (item.title, item.update)
    for told in snapshot.returns:
        yield from (told.narrative, told.planned, told.risks, told.ask, told.voice,
                    told.reason)  # fmt: skip
    for risk in snapshot.risks:
        yield from (risk.title, risk.mitigation, risk.action)
    for issue in snapshot.issues:
        yield from (issue.title, issue.recommendation, issue.action)
    for decision in snapshot.decisions:
        yield from (decision.title, decision.recommendation, decision.consequence, decision.answer)
    parts: tuple[Saving | Budget | Measure, ...] = (
        *snapshot.savings, *snapshot.budgets, *snapshot.measures,
    )  # fmt: skip
    for part in parts:
        yield part.title
