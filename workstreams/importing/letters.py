"""Titles from a damaged font: the letters look like a foreign alphabet but follow one fixed table (X0-38).

The table is what a common office font gives when its character map is lost on the way through a PDF. Plain Python.
"""

from __future__ import annotations

from string import ascii_lowercase, ascii_uppercase

_SMALL = dict(zip("ŀōŎŘŜŦƎƘƛƧƪƭƳƴƻǇǉǊǎǘǳǾǿȄȅȊ", ascii_lowercase, strict=True))
_CAPITAL = dict(zip("!./59CDILWY[abhtvw{¢¦±²·¸½", ascii_uppercase, strict=True))
_FIGURE = dict(zip("лмнопрстуф", "0123456789", strict=True))
_OTHER = {"Ω": "'", "ό": "(", "ύ": ")", "Σ": ",", "Φ": ".", "Υ": ":", "π": "-", "ϧ": "&", "κ": "/"}
_ALL = _CAPITAL | _SMALL | _FIGURE | _OTHER
_TELLING = frozenset(_SMALL)
_ENOUGH = 3


def is_damaged(text: str) -> bool:
    """Whether a text holds enough letters of the damaged font to be sure: three at least."""
    return sum(letter in _TELLING for letter in text) >= _ENOUGH


def repaired(text: str) -> str:
    """The likely text: words with at least one telling letter are read by the table, the others stay as they are."""
    return " ".join(_word(word) for word in text.split())


def _word(word: str) -> str:
    if not any(letter in _TELLING for letter in word):
        return word
    return "".join(_ALL.get(letter, letter) for letter in word)
