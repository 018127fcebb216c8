"""What happened in a programme: acts, newest first, each with the rows it changed in words.

An act is a ChangeSet; its rows are found in the histories of every kind of thing by who and when.
All kinds are asked in one statement, so a page costs the same whatever it tells.
"""

from .asking import kinds_of, rows_of
from .entries import UNDOABLE, Entry, acts_about, acts_of, entries, settle
from .families import FAMILIES, readable
from .words import Told

__all__ = [
    "FAMILIES",
    "UNDOABLE",
    "Entry",
    "Told",
    "acts_about",
    "acts_of",
    "entries",
    "kinds_of",
    "readable",
    "rows_of",
    "settle",
]
