"""The rows of a plan as HTML: one function writes a row for the page, for htmx and over its form.

The plan is the page that is read most and written in rows, so its rows are not a template: a template
of this size costs ten times as much. Every text is escaped here; marks and drawings are our own.
"""

from .drawing import bar_svg, head_svg
from .heads import ColumnHead, heads_of
from .prepared import Flag, Group, Head, Row, head_of, row_of
from .shape import COLUMNS, PICK, Column, Shape, shape_at, shape_of
from .writer import Writer

__all__ = [
    "COLUMNS",
    "PICK",
    "Column",
    "ColumnHead",
    "Flag",
    "Group",
    "Head",
    "Row",
    "Shape",
    "Writer",
    "bar_svg",
    "head_of",
    "head_svg",
    "heads_of",
    "row_of",
    "shape_at",
    "shape_of",
]
