"""Text -> where it looks as if it told who one child is. Plain Python; the patterns and the check digits."""

import re
from collections.abc import Iterator
from enum import Enum


class Kind(Enum):
    """What it looks like, and what to do about it."""

    NHS = "An NHS number", "Take the number out."
    UPN = "A unique pupil number", "Take the number out."
    BIRTH = "A date of birth", "Take the date out, or give an age band such as 11 to 15."
    AGE = "An age beside initials", "Take out the initials, or the age."
    INITIALS = "The initials of a person", "Take the initials out, or say what they stand for."
    FEW = (
        "A count small enough to know who is meant",
        "Write “under 6”, or leave the count out.",
    )

    def __init__(self, looks: str, do: str) -> None:
        self.looks = looks
        self.do = do


Span = tuple[Kind, int, int]
OLDEST = 25  # years: until then the law may count somebody as a care leaver

# letters that a UPN may begin with: no I, O or S; its place here is its value
UPN_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
# capitals that are no person, as plans of children's services write them
ABBREVIATIONS = frozenset({
    "AD", "ADHD", "AE", "AMH", "ASC", "ASD", "AT", "BAME", "BE", "BI", "BY", "CAF", "CCE", "CCG", "CE",
    "CIC", "CIN", "CLA", "CP", "CPP", "CSC", "CSE", "CWD", "CYP", "DA", "DASS", "DCS", "DD", "DFE",
    "DV", "ED", "EH", "EHC", "EHCP", "EU", "FGC", "FSM", "GP", "HMP", "HR", "HV", "ICB", "ICS", "IF",
    "IH", "IN", "IRO", "IS", "IT", "KPI", "LA", "LAC", "LAS", "LD", "LGA", "MH", "NHS", "NO", "OF",
    "ON", "OOA", "OR", "OT", "PA", "PE", "PEP", "PH", "PR", "PRU", "QA", "RAG", "SEN", "SLA", "SLT",
    "SW", "TM", "TO", "UK", "UPN", "VS", "WE", "YJB", "YJS", "YOS", "YOT", "YP",
})  # fmt: skip

_DAY = (
    r"(?:\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?(?:\d{4}|\d{2})"
    r"|\d{4}-\d{2}-\d{2}"
    r"|\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*,?\s+(?:\d{4}|\d{2}))(?!\d)"
)
_INITIALS = r"(?-i:(?P<initials>[A-Z]\.\s?(?:[A-Z]\.?\s?){0,2}|[A-Z]{1,3})(?![\w'’&/]))"
_TWO = r"(?-i:(?P<initials>[A-Z]\.\s?(?:[A-Z]\.?){0,2}|[A-Z]{2,3})(?![\w'’&/]))"
_YEARS = r"(?P<age>\d{1,2})(?!\d|[.,/]\d)"
_OLD = r"(?:\s?-?(?:years?|yrs?|y/?o)\b(?:[\s-]?old\b)?)"
_CHILD = (
    r"child|young\s+person|baby|infant|boy|girl|pupil|sibling|brother|sister|care\s+leaver"
    r"|patient|victim|\bYP"
)

NHS = re.compile(r"(?<![\w£.,/-])\d{3}[ \u00a0-]?\d{3}[ \u00a0-]?\d{4}(?![\w]|[.,/-]\d)")
UPN = re.compile(r"(?<!\w)[A-HJ-NP-RT-Z]\d{11}[\dA-HJ-NP-RT-Z](?!\w)")
BIRTH = re.compile(
    rf"\b(?:d\.?o\.?b\b\.?|date\s+of\s+birth|birth\s?date|birthday|born)"
    rf"\s*[:,=(-]?\s*(?:is\s+|was\s+|on\s+(?:the\s+)?)?{_DAY}",
    re.I,
)
AGE = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"(?<![\w.]){_INITIALS}[,:]?\s*\(?aged?\s+{_YEARS}",
        rf"(?<![\w.]){_INITIALS}[,:]?\s*\(?{_YEARS}{_OLD}",
        rf"(?<![\w.])(?-i:(?P<initials>[A-Z]\.\s?(?:[A-Z]\.?)?)),?\s*\({_YEARS}\)",
        rf"(?<!\w)aged?\s+{_YEARS}{_OLD}?[,:]?\s*\(?{_INITIALS}",
        rf"(?<![\w.]){_YEARS}{_OLD}(?:\s+(?:{_CHILD}))?[,:]?\s*\(?{_INITIALS}",
    )
)
INITIALS = re.compile(
    rf"\b(?P<after>case\s+(?:\w+\s+)?(?:of|for|re)|(?:{_CHILD}))"
    rf"(?:\s+(?:called|named|known\s+as))?[:,]?\s+[(“\"']?{_TWO}",
    re.I,
)
FEW = re.compile(
    r"(?<![\w£.,/:–-])(?P<count>[1-5]|one|two|three|four|five)\s+"
    r"(?:(?:looked[\s-]after|young|disabled|vulnerable|unaccompanied|homeless|local|other|more|new|"
    r"adopted|fostered|missing|excluded|placed|unborn|teenage|pregnant|autistic|school[\s-]age)\s+){0,2}"
    r"(?P<who>child(?:ren)?|young\s+(?:people|persons?|women|men|mothers|parents)|pupils?|"
    r"bab(?:y|ies)|infants?|boys?|girls?|siblings?|minors?|care\s+leavers?|teenagers?|women|mothers|"
    r"patients?|families)(?![\w-]|['’]s?\b|['’])",
    re.I,
)
# most texts of a plan hold neither, and are asked nothing more
_DIGIT = re.compile(r"\d")
_SOMEBODY = re.compile(
    r"case|child|young|YP|bab|infant|boy|girl|pupil|sibling|brother|sister|leaver|patient|victim|minor|"
    r"teenager|women|mothers|families",
    re.I,
)
# before the number it is a name or an age, not a count
_NUMBERED = re.compile(
    r"(?:stage|phase|tier|level|year|years|band|under|over|aged?|ages|week|day|strand|priority|action|"
    r"workstream|option|version|part|grade|ward|number|no\.?|key|step|section|\d\s*(?:to|-|and|\+))\s*$",
    re.I,
)


def nhs_number(text: str) -> bool:
    """Whether ten digits (spaces and hyphens between) are an NHS number: the last is its check digit, modulo 11."""
    digits = [int(each) for each in text if each.isdigit()]
    if len(digits) != 10 or len(set(digits)) == 1:
        return False
    left = sum(digit * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return (11 - left) % 11 == digits[9]  # a check of 10 is no digit, so never equal


def pupil_number(text: str) -> bool:
    """Whether a letter and twelve characters are a unique pupil number: the letter is the check, modulo 23."""
    values = (int(each) if each.isdigit() else UPN_LETTERS.index(each) for each in text[1:])
    total = sum(value * weight for value, weight in zip(values, range(2, 14), strict=True))
    return UPN_LETTERS[total % 23] == text[0]


def find(text: str, *, known: frozenset[str] = frozenset()) -> list[Span]:
    """(kind, start, end) of each place, in order; of places that overlap, the one that tells most.

    ``known``: abbreviations that are explained and so are nobody's initials.
    """
    if len(text) < 4:
        return []
    taken: list[Span] = []
    looks = (_nhs, _upn, _birth, _age) if _DIGIT.search(text) else ()
    for look in (*looks, *((_initials, _few) if _SOMEBODY.search(text) else ())):
        for kind, start, end in look(text, known):
            if all(end <= first or start >= last for _, first, last in taken):
                taken.append((kind, start, end))
    return sorted(taken, key=lambda span: span[1])


def _nhs(text: str, known: frozenset[str]) -> Iterator[Span]:
    return ((Kind.NHS, *hit.span()) for hit in NHS.finditer(text) if nhs_number(hit[0]))


def _upn(text: str, known: frozenset[str]) -> Iterator[Span]:
    return ((Kind.UPN, *hit.span()) for hit in UPN.finditer(text) if pupil_number(hit[0]))


def _birth(text: str, known: frozenset[str]) -> Iterator[Span]:
    return ((Kind.BIRTH, *hit.span()) for hit in BIRTH.finditer(text))


def _age(text: str, known: frozenset[str]) -> Iterator[Span]:
    for pattern in AGE:
        for hit in pattern.finditer(text):
            if int(hit["age"]) <= OLDEST and not _abbreviation(hit["initials"], known):
                yield Kind.AGE, *hit.span()


def _initials(text: str, known: frozenset[str]) -> Iterator[Span]:
    for hit in INITIALS.finditer(text):
        shouted = hit["after"].isupper() and "." not in hit["initials"]  # CHILD IN NEED
        if not shouted and not _abbreviation(hit["initials"], known):
            yield Kind.INITIALS, *hit.span()


def _few(text: str, known: frozenset[str]) -> Iterator[Span]:
    for hit in FEW.finditer(text):
        heading = hit.start() == 0 and hit["count"].isdigit() and hit["who"][0].isupper()
        if not heading and not _NUMBERED.search(text, max(hit.start() - 14, 0), hit.start()):
            yield Kind.FEW, *hit.span()


def _abbreviation(letters: str, known: frozenset[str]) -> bool:
    """Whether the letters stand for a thing: explained in the programme's words, or in everybody's."""
    plain = letters.strip()
    return plain in ("A", "I") or plain in known or plain in ABBREVIATIONS
