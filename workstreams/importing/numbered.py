"""Several numbered actions typed into one cell, taken apart (S4-20, X4-10). Plain Python. Only ever an offer."""

from __future__ import annotations

import re

_MARK = re.compile(r"(?:^|(?<=\s))(\d{1,2})[.)]\s+(?=[^\W\d_])")
_LEADING = re.compile(r"^\s*(\d{1,2})\s*[.)]\s*(?=\S)")
_LAST_SENTENCE = re.compile(r"^(.*[.;:!?])\s+([^.;:!?]{3,80})$", re.DOTALL)


def number_and_text(text: str) -> tuple[str, str]:
    """The printed number of an action and its words: "3. Agree the plan" gives ("3", "Agree the plan")."""
    match = _LEADING.match(text)
    return (match[1], text[match.end() :].strip()) if match else ("", text.strip())


def parts(text: str) -> list[tuple[str, str]]:
    """(number, words) of each action in a cell that holds several; an empty list when it holds one.

    Numbers count up by one, and may begin again at 1 under a further heading; a heading of a few words that stands
    between two runs goes with the run it heads.
    """
    marks: list[re.Match[str]] = []
    for match in _MARK.finditer(text):
        number = int(match[1])
        if (not marks and number == 1) or (marks and number in (int(marks[-1][1]) + 1, 1)):
            marks.append(match)
    if len(marks) < 2:
        return []
    heading = text[: marks[0].start()].strip()
    found: list[tuple[str, str]] = []
    for at, mark in enumerate(marks):
        following = marks[at + 1] if at + 1 < len(marks) else None
        words = text[mark.end() : following.start() if following else len(text)].strip()
        ahead = ""
        if following is not None and following[1] == "1" and (last := _LAST_SENTENCE.match(words)):
            words, ahead = last[1].strip(), last[2].strip()
        found.append((mark[1], f"{heading}: {words}" if heading else words))
        if following is not None and following[1] == "1":
            heading = ahead
    return found
