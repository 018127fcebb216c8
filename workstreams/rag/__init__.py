"""RAG by published rules: of an item, of a workstream, each with its receipt.

A rules module: plain Python, no Django.
"""

from workstreams.rag.definitions import OUTSIDE, Rule, as_markdown, table
from workstreams.rag.freshness import fresh_from, is_stale
from workstreams.rag.item import ItemFacts, days_overdue, expected_percent, rate_item
from workstreams.rag.scale import (
    DECLARABLE,
    STANDARD,
    WORDS,
    Limits,
    Line,
    Mark,
    Rag,
    Rated,
    gap,
    worst_of,
)
from workstreams.rag.workstream import WorkstreamFacts, count_words, rate_workstream

__all__ = [
    "DECLARABLE",
    "OUTSIDE",
    "STANDARD",
    "WORDS",
    "ItemFacts",
    "Limits",
    "Line",
    "Mark",
    "Rag",
    "Rated",
    "Rule",
    "WorkstreamFacts",
    "as_markdown",
    "count_words",
    "days_overdue",
    "expected_percent",
    "fresh_from",
    "gap",
    "is_stale",
    "rate_item",
    "rate_workstream",
    "table",
    "worst_of",
]
