"""What a person should look at in the actions of an action plan: parts, files, initials, near doubles. Plain Python."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from workstreams.importing.dates import flag
from workstreams.importing.records import Flag, Offer, Record

_FILE = re.compile(
    r"\b([\w-]+(?: [\w-]+){0,5}\.(?:docx?|xlsx?|pptx?|pdf|msg))\b"
    r"|\b((?:plan|file|document) (?:embedded|attached|appended)[^.]*)", re.IGNORECASE,
)  # fmt: skip
_CHILD = re.compile(
    r"\b(?:audit|case|review|file|plan|visits?|placement)s? (?:of|for|to|on|re:?) ([A-Z]{2})(?=[;,.:\s]|$)"
)
_COMMON = frozenset(
    {"QA", "HR", "IT", "PA", "PE", "UK", "EU", "IH", "CP", "SW", "TM", "AD", "DD", "CE", "PR"}
)
_ALIKE, _MOST = 0.86, 200


def at(record: Record, several: list[tuple[str, str]]) -> Iterator[Flag]:
    """Flags of one action. `several`: number and text of its parts, where it has more than one."""
    if several:
        says = f"The action holds {len(several)} numbered parts."
        offer = Offer(
            "steps",
            f"Keep them as {len(several)} steps too",
            {"parts": [part for _, part in several]},
        )
        yield flag("checklist", record, "title", says, offer, keep="Leave them in the text")
    for name in ("title", "update"):
        if match := _FILE.search(record.typed.get(name, "")):
            says = f"Names a file that is not in this one: “{(match[1] or match[2]).strip()}”."
            yield flag("file_missing", record, name, says)
        match = _CHILD.search(record.typed.get(name, ""))
        if match and match[1] not in _COMMON:
            says = (
                f"“{match[1]}” look like a child's initials. Take them out before anything is sent."
            )
            yield flag("child_initials", record, name, says)


def alike(records: list[Record]) -> list[Flag]:
    """Pairs of actions in nearly the same words (X2-11)."""
    items = [record for record in records if record.kind.is_item][:_MOST]
    found = []
    for at, one in enumerate(items):
        for other in items[:at]:
            match = SequenceMatcher(None, one.text, other.text, autojunk=False)
            if (
                match.real_quick_ratio() > _ALIKE
                and match.quick_ratio() > _ALIKE
                and match.ratio() > _ALIKE
            ):
                says = f"Nearly the same words as row {other.row}. Is it one action in two plans?"
                offer = Offer(
                    "same", f"Both share the update of row {other.row}", {"same_as": other.key}
                )
                found.append(flag("similar_action", one, "title", says, offer, keep="Two actions"))
    return found
