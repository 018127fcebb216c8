"""Dates as people type them.

A rules module: plain Python, no Django. `read` turns a cell into a `When`, `words` says it back.
"""

from workstreams.when.reader import read
from workstreams.when.stored import stored
from workstreams.when.types import Certainty, Offer, Precision, When
from workstreams.when.wording import words

__all__ = ["Certainty", "Offer", "Precision", "When", "read", "stored", "words"]
