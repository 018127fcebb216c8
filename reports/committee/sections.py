"""Which sections a committee report has, in their order, and who fills each. Rules: plain Python, no Django.

The order is that of seed 003 (S3-02), with a section for the law after the one for resources, which committees
in England ask for. A section that nobody has written is "not given"; one of which somebody said that there is
none, or that it does not apply, is something else, and prints so.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """What stands in a section; the values of ``reports.models.TextState``."""

    BLANK = "blank"
    TEXT = "text"
    NIL = "nil"
    NOT_APPLICABLE = "not_applicable"


PRINTED = {
    State.BLANK: "Not given.",
    State.NIL: "None.",
    State.NOT_APPLICABLE: "Not applicable.",
}


@dataclass(frozen=True, slots=True)
class Text:
    """What a person said in one section."""

    key: str
    state: State = State.BLANK
    text: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """``numbered``: printed with a number, otherwise in the heading. ``written``: a person writes in it.
    ``required``: without an answer the report cannot be approved. ``nil``: "none" and "not applicable" are
    answers. ``filled``: the snapshot has something to say in it too."""

    key: str
    title: str
    asks: str
    required: bool = True
    nil: bool = True
    numbered: bool = True
    filled: bool = False


SECTIONS = (
    Section(
        "meeting",
        "Meeting and date",
        "Which meeting the report goes to, and on which day.",
        nil=False,
        numbered=False,
    ),
    Section(
        "wards",
        "Wards affected",
        "The wards or divisions it touches, or All.",
        nil=False,
        numbered=False,
    ),
    Section(
        "purpose", "Purpose", "What the committee is asked to do, in a sentence or two.", nil=False
    ),
    Section(
        "recommendations",
        "Recommendations",
        "The decisions asked of this committee are printed by themselves. Add others here.",
        required=False,
        filled=True,
    ),
    Section(
        "background",
        "Key issues",
        "The background. How the programme stands is printed after it by itself.",
        nil=False,
        filled=True,
    ),
    Section("reasons", "Reasons", "Why this is recommended, and why now.", nil=False),
    Section(
        "resources",
        "Resource implications",
        "Finance's words. Savings and budgets are printed after them by themselves.",
        filled=True,
    ),
    Section("legal", "Legal implications", "The duties and powers relied on, and any risk in law."),
    Section(
        "equality",
        "Equality and sustainable development implications",
        "Who is affected and how, and when the effect is looked at again.",
    ),
    Section(
        "safeguarding",
        "Safeguarding and corporate parenting implications",
        "What it means for children who need protection or are in care.",
    ),
    Section("consultees", "Consultees", "Who was asked, each on a line, with the day."),
    Section("papers", "Background papers", "What it rests on that is not published elsewhere."),
    Section("author", "Author", "Name and post.", nil=False),
    Section("contact", "Contact details", "Telephone and e-mail.", nil=False),
)
BY_KEY = {section.key: section for section in SECTIONS}


def section_of(key: str) -> Section:
    """ValueError when there is no such section."""
    if key not in BY_KEY:
        raise ValueError(f'A committee report has no section "{key}".')
    return BY_KEY[key]


def answer(text: str, said: State | None) -> tuple[State, str]:
    """What was typed and what was chosen instead of a text -> what stands in the section. ValueError with a
    sentence when it is both."""
    text = "\n".join(line.rstrip() for line in text.strip().splitlines())
    if text and said in (State.NIL, State.NOT_APPLICABLE):
        raise ValueError("Either write a text or say that there is none, not both.")
    if said in (State.NIL, State.NOT_APPLICABLE):
        return said, ""
    return (State.TEXT, text) if text else (State.BLANK, "")


def missing(texts: Iterable[Text]) -> tuple[Section, ...]:
    """The required sections in which nothing was said, in their order."""
    said: Mapping[str, Text] = {each.key: each for each in texts}
    return tuple(
        section
        for section in SECTIONS
        if section.required and said.get(section.key, Text(section.key)).state == State.BLANK
    )


def named(sections: Iterable[Section]) -> str:
    """ "Purpose, Reasons and Legal implications"."""
    titles = [section.title for section in sections]
    return " and ".join(filter(None, (", ".join(titles[:-1]), titles[-1]))) if titles else ""
