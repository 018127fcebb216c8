"""Two people change one row: what each of them typed, field by field, so that nothing is lost.

A form carries what stood in its boxes when it was opened (`base`). When the row has moved on, three
texts are there: as opened, as saved by the other, as typed by you. A box that only one of you
changed is taken from that one; a box that both changed is shown with both texts, and you choose or
join them. Nothing here knows a model; values are the texts that a form posts.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Any

from django.http import QueryDict

#: Before the name of a box: which text is taken, and the two texts as they stood.
PICK, MINE, THEIRS = "pick-", "mine-", "theirs-"
#: Puts a text that was offered into a box: `_use=target=30 September 2020`.
USE = "_use"
#: Texts of fewer words are compared whole.
WORDS = 4


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a text; `same` when the other text has them too."""

    words: str
    same: bool


@dataclass(frozen=True, slots=True)
class Both:
    """A box that both changed."""

    name: str
    label: str
    mine: str  # as posted
    theirs: str
    mine_said: Sequence[Piece]
    theirs_said: Sequence[Piece]


@dataclass(frozen=True, slots=True)
class One:
    """A box that only one changed, and what is taken."""

    name: str
    label: str
    was: str
    mine: str
    theirs: str
    by_me: bool

    @property
    def taken(self) -> str:
        """What will be saved."""
        return self.mine if self.by_me else self.theirs


@dataclass
class Clash:
    """What differs, and the answers that the form goes on with."""

    both: list[Both] = field(default_factory=list)
    one: list[One] = field(default_factory=list)
    merged: dict[str, Any] = field(default_factory=dict)

    @property
    def names(self) -> set[str]:
        """The boxes that both changed."""
        return {each.name for each in self.both}


def packed(standing: Mapping[str, Any]) -> str:
    """What stands in the boxes, as a form carries it."""
    return json.dumps(standing, ensure_ascii=False, separators=(",", ":"))


def unpacked(text: str) -> dict[str, Any]:
    """The same read back; nothing when a form carried none, or something else."""
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def taken(data: QueryDict | Mapping[str, Any] | None) -> Any:
    """What was posted, with the chosen texts put into their boxes: an offered date, mine or theirs."""
    if data is None or not any(key == USE or key.startswith(PICK) for key in data):
        return data
    copy: Any = data.copy() if hasattr(data, "copy") else dict(data)
    for key in list(copy):
        if key.startswith(PICK) and (side := copy[key]) in ("mine", "theirs"):
            name = key.removeprefix(PICK)
            several = copy.getlist(f"{side}-{name}") if hasattr(copy, "getlist") else None
            if several is not None and len(several) > 1:
                copy.setlist(name, several)
            else:
                copy[name] = copy.get(f"{side}-{name}", "")
    name, _, text = str(copy.get(USE, "")).partition("=")
    if name:
        copy[name] = text
    return copy


def plain(value: Any) -> Any:
    """A posted text in the form in which two are compared."""
    if isinstance(value, (list, tuple)):
        return sorted(str(each) for each in value)
    return str(value or "").replace("\r\n", "\n").strip()


def compare(
    boxes: Sequence[tuple[str, str]],
    *,
    base: Mapping[str, Any],
    mine: Mapping[str, Any],
    theirs: Mapping[str, Any],
    said: Any = None,
) -> Clash:
    """What differs between three texts of every box, given as (name, label).

    `said` turns a box and its text into words for a person. A box of which it is not known how it
    was opened counts as changed by both.
    """
    say = said or (lambda _name, value: ", ".join(value) if isinstance(value, list) else value)
    found = Clash()
    for name, label in boxes:
        yours, stands = plain(mine.get(name)), plain(theirs.get(name))
        found.merged[name] = mine.get(name)
        if yours == stands:
            continue
        was = plain(base[name]) if name in base else None
        if was is not None and was in (yours, stands):
            by_me = was == stands
            found.merged[name] = mine.get(name) if by_me else theirs.get(name)
            found.one.append(
                One(name, label, say(name, was), say(name, yours), say(name, stands), by_me)
            )
            continue
        left, right = _pieces(say(name, yours), say(name, stands))
        found.both.append(Both(name, label, mine.get(name), theirs.get(name), left, right))  # type: ignore[arg-type]
    return found


def _pieces(one: str, two: str) -> tuple[list[Piece], list[Piece]]:
    """Two texts in pieces, those marked that stand in both."""
    left, right = str(one).split(), str(two).split()
    if min(len(left), len(right)) < WORDS:
        return [Piece(str(one), False)], [Piece(str(two), False)]
    mine, theirs = [], []
    for kind, a, b, c, d in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if a < b:
            mine.append(Piece(" ".join(left[a:b]), kind == "equal"))
        if c < d:
            theirs.append(Piece(" ".join(right[c:d]), kind == "equal"))
    return mine, theirs
