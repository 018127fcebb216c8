"""Owners with roles, posts and groups in one cell: "Ann Lee – Head of Service; B. Dee/ Data Manager". Plain Python.

Names are found by what all cells of a column say: a name that stands alone in one cell is known in the others, also
where somebody forgot the separator (X2-04). What is neither a name nor a post nor a group stays text (X2-06).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from workstreams.importing.owners import tidy

_CAP = r"[A-Z][^\W\d_]*(?:['’-][A-Z]?[^\W\d_]+)*"
_INITIALS = r"[A-Z](?:\.\s?[A-Z])*\.?"
_OF = r"(?:van|von|de|den|der|la|al|Van|Den|Der|De)"
NAME = rf"(?:{_CAP}|{_INITIALS})(?:\s{_OF}){{0,3}}(?:\s{_CAP}){{1,2}}"
_WHOLE = re.compile(rf"^({NAME})$")
_WITH_ROLE = re.compile(rf"^({NAME})\s*(?:\s[–—-]+\s|,\s*)(.+)$", re.DOTALL)
_HIDDEN = re.compile(rf"(?<=[a-z)])\s+({_CAP}\s{_CAP})(?=\s[–—-]\s)")
_PIECES = re.compile(
    r"\s*;\s*|\s+/\s*|/\s+|(?<=[a-z])/(?=[A-Z])|\n+|\s+&\s+(?=[A-Z]\S*\s[A-Z]\S*\s[–-])"
)
_INITIAL_FIRST = re.compile(rf"^({_INITIALS})(?:(?<=\.)\s*|\s+)((?:{_OF}\s)*{_CAP}.*)$")
_LABEL = re.compile(r"\s*\(([^)]*)\)\s*$")
_POST = re.compile(
    r"\b(manager|officer|director|head|lead|chair|coordinator|co-ordinator|commissioner|adviser|advisor|principal"
    r"|deputy|associate|secretary|clerk|nurse|headteacher)s?\b", re.IGNORECASE,
)  # fmt: skip
_GROUP = re.compile(
    r"\b(team|group|board|panel|committee|service|services|unit|partnership|network|forum|apprentices|parents|carers"
    r"|schools|governors|members|managers|workers|all)\b", re.IGNORECASE,
)  # fmt: skip
_NOBODY = frozenset({"", ".", "-", "–", "tbc", "tba", "tbd", "n/a", "none", "?", "vacant"})


@dataclass(slots=True)
class Owners:
    """The owners of one cell, lead first, and what was met on the way."""

    names: list[str] = field(default_factory=list)
    roles: dict[str, str] = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)  # name -> "post" or "group"
    labels: dict[str, str] = field(default_factory=dict)  # name -> the part of the work in brackets
    fragments: list[str] = field(default_factory=list)
    unseparated: bool = False
    trailing: bool = False  # the cell ends with a separator (X4-15)

    def add(self, name: str, *, role: str = "", group: str = "") -> None:
        """One more owner; the first stays the lead."""
        if name.casefold() not in {each.casefold() for each in self.names}:
            self.names.append(name)
        if role:
            self.roles.setdefault(name, role)
        if group:
            self.groups[name] = group


def canonical(name: str) -> str:
    """One way to space initials: "T.Collier" and "T Collier" are "T. Collier". Nobody is merged by that."""
    name = tidy(name).strip(" .,;:") if not re.search(r"[A-Z]\.$", tidy(name)) else tidy(name)
    match = _INITIAL_FIRST.match(name)
    if match is None:
        return name
    initials = re.sub(r"\s", "", match[1])
    return f"{initials if initials.endswith('.') else initials + '.'} {match[2]}"


def read_all(cells: Iterable[str]) -> dict[str, Owners]:
    """Every different cell of a column, read with the names and roles that the whole column shows."""
    texts = list(dict.fromkeys(cells))
    pieces = {text: _pieces(text) for text in texts}
    known = _known(piece for several in pieces.values() for piece in several)
    split = {text: _separated(several, known) for text, several in pieces.items()}
    roles = _roles(piece for several in split.values() for piece in several)
    found = {}
    for text in texts:
        owners = Owners(trailing=bool(re.search(r"[/;]\s*$", text)))
        owners.unseparated = len(split[text]) > len(pieces[text])
        for piece in split[text]:
            _read(piece, owners, roles)
        found[text] = owners
    return found


def _pieces(text: str) -> list[str]:
    return [
        piece
        for piece in map(tidy, _PIECES.split(text.strip(" /;\n")))
        if piece.casefold() not in _NOBODY
    ]


def _known(pieces: Iterable[str]) -> set[str]:
    names = set()
    for piece in pieces:
        match = _WITH_ROLE.match(piece) or _WHOLE.match(piece)
        if match and not _is_title(match[1]):
            names.add(match[1])
    return names


def _is_title(words: str) -> bool:
    """Whether capitalised words are a post or a body and not somebody's name."""
    return bool(_POST.search(words) or _GROUP.search(words))


def _separated(pieces: list[str], known: set[str]) -> list[str]:
    """Pieces in which a second name hides behind the first one's role, taken apart."""
    found: list[str] = []
    names = sorted(known, key=len, reverse=True)
    inside = re.compile(
        rf"(?<=[\w)])\s+(?=(?:{'|'.join(map(re.escape, names))})(?:[,.;]|\s[–—-]\s|$))"
    ) if names else None  # fmt: skip
    for piece in pieces:
        parts = inside.split(piece) if inside else [piece]
        for part in parts:
            match = _HIDDEN.search(part)
            if match and not _is_title(match[1]):
                found += [part[: match.start()].strip(), part[match.start() :].strip()]
            else:
                found.append(part)
    return found


def _role(text: str) -> str:
    return tidy(text).strip(" .,;").replace(" & ", " and ")


def _roles(pieces: Iterable[str]) -> dict[str, set[str]]:
    roles: dict[str, set[str]] = defaultdict(set)
    for piece in pieces:
        if (match := _WITH_ROLE.match(piece)) and not _is_title(match[1]):
            roles[match[1]].add(_role(match[2]))
    return roles


def _read(piece: str, owners: Owners, roles: dict[str, set[str]]) -> None:
    label = _LABEL.search(piece)
    if label:
        piece = piece[: label.start()].strip()
    piece = piece.strip(" ,;").rstrip(".") if not re.search(r"\b[A-Z]\.$", piece) else piece
    if (match := _WITH_ROLE.match(piece)) and not _is_title(match[1]):
        _named(match[1], _role(match[2]), owners, roles)
    elif _WHOLE.match(canonical(piece)) and not _is_title(piece):
        owners.add(canonical(piece))
    elif posts := _posts(piece):
        for post in posts:
            owners.add(post, group="post")
        owners.unseparated |= len(posts) > 1
    elif _GROUP.search(piece) and "," not in piece:
        owners.add(piece, group="group")
    elif re.fullmatch(r"[A-Z]{2,3}|[A-Z][a-z]+", piece) and not _is_title(piece):
        owners.add(piece)
    else:
        owners.fragments.append(piece)
    if label and owners.names:
        owners.labels[owners.names[-1]] = label[1]


def _named(name: str, role: str, owners: Owners, roles: dict[str, set[str]]) -> None:
    """Somebody with a role; when the role goes on after one that is known of them, the rest is another owner."""
    shorter = [each for each in roles[name] if role != each and role.startswith(f"{each} ")]
    if not shorter:
        owners.add(canonical(name), role=role)
        return
    known = max(shorter, key=len)
    owners.add(canonical(name), role=known)
    rest = role[len(known) :].strip()
    if _GROUP.search(rest):
        owners.add(rest, group="group")
    else:
        owners.fragments.append(rest)
    owners.unseparated = True


def _posts(piece: str) -> list[str]:
    """Posts in a piece without a name; several that end with the same word are taken apart (S4-27)."""
    if not _POST.search(piece) or "," in piece:
        return []
    ends = re.findall(r"\b(Manager|Officer|Director|Lead|Head)\b", piece)
    if len(ends) > 1 and len(set(ends)) == 1 and piece.endswith(ends[0]):
        return [part for part in map(tidy, re.split(rf"(?<={ends[0]})\s", piece)) if part]
    return [piece]
