"""Cells with a small vocabulary: percent, RAG, scope, type letters. Plain Python; each answer is a value and
what was wrong."""

from __future__ import annotations

import colorsys
import re
from dataclasses import dataclass
from typing import cast

from workstreams.importing.records import Kind
from workstreams.importing.workbook import Cell

_RAG = {
    "red": "red", "r": "red", "🔴": "red",
    "amber": "amber", "a": "amber", "yellow": "amber", "orange": "amber", "🟠": "amber", "🟡": "amber",
    "green": "green", "g": "green", "🟢": "green",
    "blue": "blue", "b": "blue", "complete": "blue", "completed": "blue", "🔵": "blue",
}  # fmt: skip
_KIND = {
    "d": Kind.DELIVERABLE, "deliverable": Kind.DELIVERABLE,
    "p": Kind.PHASE, "phase": Kind.PHASE, "stage": Kind.PHASE,
    "t": Kind.TASK, "task": Kind.TASK, "action": Kind.TASK,
    "m": Kind.MILESTONE, "milestone": Kind.MILESTONE,
    "g": Kind.GOVERNANCE, "governance": Kind.GOVERNANCE,
    "w": Kind.WORKSTREAM, "ws": Kind.WORKSTREAM, "workstream": Kind.WORKSTREAM,
}  # fmt: skip
_BLANK = frozenset({"", "-", "–", "—", "n/a", "na", "none", "nil", "."})
_SCOPE = {"local": "Local", "regional": "Regional", "national": "National"}
_GOVERNANCE = re.compile(r"^\s*GOVE?RNANCE\s*[-–—:]?\s*", re.IGNORECASE)
_GLUED_SCOPE = re.compile(r"^(.*[a-z)\]])(Local|Regional|National)$", re.DOTALL)
_NUMBER = re.compile(r"\d{1,3}(?:\.\d{1,3})*\.?$")


@dataclass(frozen=True, slots=True)
class Percent:
    """A percent as read: `value` None when blank or not readable; `wrong` is "", "fraction", "over" or "unread"."""

    value: int | None
    wrong: str = ""


def is_blank(text: str) -> bool:
    """Nothing, a dash, n/a, none: read as blank."""
    return text.strip().casefold() in _BLANK


def percent(cell: Cell | None, *, fractions: bool = False) -> Percent:
    """0 to 100. A cell formatted as a percentage counts in hundredths; "45%" and a plain 45 are 45; a plain
    0.45 is read as
    45 and said so; with `fractions`, where the column has such, a plain 1 is 100. Blank is None, which is not 0."""
    if cell is None or cell.value is None or is_blank(cell.text):
        return Percent(None)
    if isinstance(cell.value, bool) or not isinstance(cell.value, (int, float, str)):
        return Percent(None, "unread")
    if isinstance(cell.value, str):
        return _typed_percent(cell.value)
    if "%" in cell.format:
        return _bounded(cell.value * 100)
    if 0 < cell.value < 1 or (fractions and cell.value == 1):
        return Percent(round(cell.value * 100), "fraction")
    return _bounded(cell.value)


def is_fraction(cell: Cell) -> bool:
    """A plain number between 0 and 1: hundredths without a percent sign."""
    return cell.kind == "n" and "%" not in cell.format and 0 < cast(float, cell.value) < 1


def _typed_percent(text: str) -> Percent:
    match = re.fullmatch(r"\s*(\d{1,4}(?:\.\d+)?)\s*(%|per ?cent)?\s*", text, re.IGNORECASE)
    if match is None:
        return Percent(None, "unread")
    number = float(match[1])
    if not match[2] and 0 < number < 1:
        return Percent(round(number * 100), "fraction")
    return _bounded(number)


def _bounded(number: float) -> Percent:
    whole = round(number)
    return Percent(whole) if 0 <= whole <= 100 else Percent(None, "over")


def rag(text: str) -> str | None:
    """ "red", "amber", "green", "blue"; "" when blank; None when the word is not known (Amber/Red, Green (was
    amber))."""
    if is_blank(text):
        return ""
    return _RAG.get(text.strip().casefold().rstrip("."))


def rags_named(text: str) -> tuple[str, ...]:
    """The ratings a longer text names, in order: "Green (was amber)" gives green, amber."""
    found = [_RAG[word] for word in re.findall(r"[a-z]{3,}", text.casefold()) if word in _RAG]
    return tuple(dict.fromkeys(found))


def rag_of_colour(fill: str) -> str:
    """The rating a cell's fill looks like, or "": only plain reds, ambers, greens and blues count."""
    if not re.fullmatch(r"[0-9A-F]{6}", fill):
        return ""
    hue, light, full = colorsys.rgb_to_hls(*(int(fill[at : at + 2], 16) / 255 for at in (0, 2, 4)))
    if full < 0.35 or not 0.15 < light < 0.85:
        return ""
    degrees = hue * 360
    if degrees < 15 or degrees > 345:
        return "red"
    if degrees < 70:
        return "amber"
    if degrees < 170:
        return "green"
    return "blue" if 190 < degrees < 260 else ""


def scope(text: str) -> tuple[str, str]:
    """(scope, statutory words): "Local" gives ("Local", ""), "Statutory duty" gives ("", "Statutory
    Requirement")."""
    tidy = re.sub(r"\s+", " ", text).strip()
    if "statutory" in tidy.casefold():
        return next((name for word, name in _SCOPE.items() if word in tidy.casefold()), ""), tidy
    return _SCOPE.get(tidy.casefold(), ""), ""


def kind(text: str) -> tuple[Kind | None, str]:
    """(kind, printed number) of a type cell: a number is a workstream, a letter what it says, blank is (None, "")."""
    tidy = text.strip()
    if tidy.endswith(".0"):
        tidy = tidy[:-2]
    if _NUMBER.match(tidy):
        return Kind.WORKSTREAM, tidy.rstrip(".")
    return _KIND.get(tidy.casefold().rstrip(".:")), ""


def shown_title(text: str, kind: Kind) -> str:
    """The title without GOVERNANCE in front, however it was spelt; the letter G says the same (X0-32)."""
    tidy = re.sub(r"\s+", " ", text).strip()
    if kind is Kind.GOVERNANCE:
        return _GOVERNANCE.sub("", tidy) or tidy
    return tidy


def unglued_scope(title: str) -> tuple[str, str]:
    """A scope stuck to the title (X0-25): "Find the resource (see plan)National" gives both parts; else the
    title and ""."""
    match = _GLUED_SCOPE.match(title.strip())
    return (match[1], match[2]) if match else (title, "")
