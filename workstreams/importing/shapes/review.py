"""What the words of a review column say of the status (S2-17 to S2-20). Plain Python.

Only a word of status at the very beginning is read, and always said so; a story never makes an action complete.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from workstreams.when import Precision
from workstreams.when import read as read_when

_PARTLY = re.compile(
    r"^\s*(?:this (?:is|has been) )?((?:partially|partly|part|substantially)[ -]complet(?:e|ed))\b",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"^\s*((?:this (?:is|has been|was) |now )?complet(?:e|ed))\b(?! by\b)", re.IGNORECASE
)
_TIMELY = re.compile(
    r"\b((within|outside|behind|out of) (?:the )?(?:agreed )?time ?(?:frame|scale)s?)\b",
    re.IGNORECASE,
)
_PROMISE = re.compile(
    r"\bwill be (?:completed?|done|finished|in place) by ([^.;]{4,40})", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Review:
    """`status` is a status; `words` are those it was read from, "" when nothing states it."""

    status: str
    words: str = ""
    timeliness: str = ""
    timeliness_text: str = ""
    promised: str = ""  # a day promised in the text, in words that `when.read` reads


def read(text: str) -> Review:
    """The review of one action. Blank is not started; text without a word of status is in progress, not stated."""
    if not text.strip():
        return Review("not_started")
    on_time = {}
    if timely := _TIMELY.search(text[:120]):
        on = "on_track" if timely[2].casefold() == "within" else "off_track"
        on_time = {"timeliness": on, "timeliness_text": timely[1]}
    if match := _PARTLY.match(text):
        return Review("in_progress", match[1], **on_time)
    if match := _DONE.match(text):
        return Review("complete", match[1], **on_time)
    promise = _PROMISE.search(text)
    promised = promise[1].strip() if promise else ""
    if promised and read_when(promised).precision is not Precision.DAY:
        promised = ""
    return Review("in_progress", promised=promised, **on_time)
