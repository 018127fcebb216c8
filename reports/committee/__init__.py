"""The committee report: numbered sections, some written by people, the rest read from the snapshot (S3-01 to S3-06)."""

from reports.committee.paper import Paper, paper
from reports.committee.sections import SECTIONS, Section, State, Text, missing, named, section_of

__all__ = [
    "SECTIONS",
    "Paper",
    "Section",
    "State",
    "Text",
    "missing",
    "named",
    "paper",
    "section_of",
]
