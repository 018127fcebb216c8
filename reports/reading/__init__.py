"""What a snapshot says, put in order for a reader: the page, the PDF and the mail all draw a ``Reading``.

Plain Python, no Django: a pure function of one snapshot (and the one before it). Nothing is typed in
by anybody; every sentence is counted out of facts.
"""

from reports.reading.exceptions import Exception_, exceptions
from reports.reading.figures import Figures, figures
from reports.reading.milestones import Milestone, Milestones, milestones
from reports.reading.narrow import narrow
from reports.reading.page import Reading, read
from reports.reading.rows import Gap, Row, gaps, rows

__all__ = [
    "Exception_",
    "Figures",
    "Gap",
    "Milestone",
    "Milestones",
    "Reading",
    "Row",
    "exceptions",
    "figures",
    "gaps",
    "milestones",
    "narrow",
    "read",
    "rows",
]
