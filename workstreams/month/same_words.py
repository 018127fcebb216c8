"""How much of this month's words are last month's. Plain Python, no Django (peers.md 3, 10)."""

import re
from difflib import SequenceMatcher

#: From so many percent on, it is said to the author and to the office.
SAME_FROM = 85
#: Words of a text that are compared; more is cut, so that no text can hold up a page.
MOST = 400
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def words_of(text: str) -> list[str]:
    """The words of a text in lower case, without punctuation."""
    return _WORD.findall(text.lower())[:MOST]


def similarity(now: str, then: str) -> int:
    """By how many percent two texts are the same, word by word and in order. 0 when one is empty.

    100 means every word; two texts that differ in one word are never rounded up to it.
    """
    mine, old = words_of(now), words_of(then)
    if not mine or not old:
        return 0
    if mine == old:
        return 100
    return min(int(SequenceMatcher(None, mine, old, autojunk=False).ratio() * 100), 99)
