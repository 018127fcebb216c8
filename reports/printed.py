"""What a report says, as words: its page of HTML -> one line of text. Plain Python, no Django."""

import re
from html import unescape

UNSEEN = re.compile(r"<(caption|title|style)\b.*?</\1>", re.S)  # captions are for ears only
TAG = re.compile(r"<[^>]*>")


def words_of(page: str) -> str:
    """All that the pages of a report show, in the order it is read."""
    body = page.partition("<body")[2].partition(">")[2]
    return " ".join(unescape(TAG.sub(" ", UNSEEN.sub(" ", body))).split())


def shows(printed: str, text: str, found: str) -> bool:
    """Whether a report whose words are ``printed`` shows the place of ``text`` where ``found`` stands.

    A report cuts long texts and leaves many out, and the words alone may stand elsewhere in it: so they are
    looked for with the word before them, or at the beginning of a text with the word after.
    """
    flat = " ".join(text.split())
    at = flat.casefold().find(found.casefold())
    if at < 0:
        return False
    begin = flat.rfind(" ", 0, at) + 1
    end = _end_of_word(flat, at + len(found))
    before = flat.rfind(" ", 0, max(begin - 1, 0)) + 1
    window = flat[before:end] if before < begin else flat[begin : _end_of_word(flat, end + 1)]
    return window.casefold() in printed.casefold()


def _end_of_word(flat: str, at: int) -> int:
    found = flat.find(" ", at)
    return len(flat) if found < 0 else found
