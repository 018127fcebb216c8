"""A document -> the numbered sections and paragraphs of a committee report. Plain Python, no Django."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reports.committee.sections import PRINTED, SECTIONS, Section, State, Text
from reports.reading import Reading

if TYPE_CHECKING:
    from reports.document import Document

NOTE = "The committee is asked to note this report."


@dataclass(frozen=True, slots=True)
class Paragraph:
    """ "3.2" and its words; ``state`` is not TEXT where the words stand for an answer."""

    number: str
    words: str
    state: State = State.TEXT


@dataclass(frozen=True, slots=True)
class Numbered:
    """One section as it is printed."""

    number: int
    section: Section
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """The whole report: the lines of its heading, then its sections."""

    heading: tuple[tuple[str, str, State], ...]
    sections: tuple[Numbered, ...]
    readings: tuple[Reading, ...]


def paper(document: Document) -> Paper:
    """What a person wrote stands first in a section, what the snapshot says after it; paragraphs are numbered
    through, so that a minute can name one."""
    said = {each.key: each for each in document.texts}
    heading: list[tuple[str, str, State]] = []
    sections: list[Numbered] = []
    for section in SECTIONS:
        text = said.get(section.key, Text(section.key))
        if not section.numbered:
            heading.append((section.title, _words(text), text.state))
            continue
        number = len(sections) + 1
        lines = [
            *_written(section, text),
            *((words, State.TEXT) for words in _filled(section, document)),
        ]
        sections.append(
            Numbered(
                number,
                section,
                tuple(
                    Paragraph(f"{number}.{at}", words, state)
                    for at, (words, state) in enumerate(lines, 1)
                ),
            )
        )
    return Paper(tuple(heading), tuple(sections), tuple(part.reading for part in document.parts))


def _words(text: Text) -> str:
    return text.text if text.state == State.TEXT else PRINTED[text.state]


def _written(section: Section, text: Text) -> Iterator[tuple[str, State]]:
    """The paragraphs of a text, which blank lines part; or the words for not having one. Of an optional
    section that the snapshot fills, silence is not a gap."""
    if text.state == State.TEXT:
        for each in re.split(r"\n\s*\n", text.text):
            yield each.strip(), State.TEXT
    elif text.state != State.BLANK or section.required:
        yield PRINTED[text.state], text.state


def _filled(section: Section, document: Document) -> Iterator[str]:
    if section.key == "recommendations":
        yield from _recommended(document)
    several = len(document.parts) > 1
    for part in document.parts:
        found: list[str] = []
        if section.key == "background":
            found = list(_position(part.reading))
        elif section.key == "resources":
            found = list(_money(part.reading))
        for at, words in enumerate(each for each in found if each.strip()):
            yield f"{part.reading.snapshot.title}. {words}" if several and not at else words


def _recommended(document: Document) -> Iterator[str]:
    """What is asked of this committee; to note the report, where nothing is."""
    asked = [
        each
        for part in document.parts
        for each in part.reading.decisions.asked
        if each.decision.board == document.board
    ]
    for each in asked:
        words = [f"{each.decision.title.rstrip('.')}."]
        if each.decision.recommendation:
            words.append(f"Recommended: {each.decision.recommendation.rstrip('.')}.")
        words.append(f"If it is not decided: {each.otherwise}")
        yield " ".join(words)
    if not asked and not any(
        t.key == "recommendations" and t.state == State.TEXT for t in document.texts
    ):
        yield NOTE


def _position(reading: Reading) -> Iterator[str]:
    yield f"Overall the programme is rated {reading.headline}. {reading.verdict}"
    if reading.gap:
        yield reading.gap
    yield reading.unknown
    yield reading.milestones_say
    for what, which in reading.changed:
        yield f"Since {reading.was_month}: {what}{f' ({which})' if which else ''}."
    if reading.snapshot.with_registers:
        yield f"{reading.risks.sentence} {reading.issues.sentence}"


def _money(reading: Reading) -> Iterator[str]:
    if not reading.snapshot.with_registers:
        yield "The record this report rests on was frozen before money was kept with it."
        return
    yield f"Savings in {reading.money.name}: {reading.money.sentence}"
    yield from (f"{each}." for each in reading.money.left_out)
    yield f"Budgets in {reading.money.name}: {reading.money.spending_sentence}"
    yield from (f"{each}." for each in reading.money.spent_left_out)
