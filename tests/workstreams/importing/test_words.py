"""Percent, RAG, scope, type letters, owners and damaged letters: the small vocabularies of a plan."""

from __future__ import annotations

import pytest

from workstreams.importing import letters, owners, words
from workstreams.importing.records import Kind
from workstreams.importing.workbook import Cell


def cell(value, format: str = "") -> Cell:
    kind = "n" if isinstance(value, (int, float)) else "t"
    return Cell("E5", value, kind, format)


@pytest.mark.parametrize(
    ("value", "format", "percent", "wrong"),
    [
        (None, "", None, ""), ("", "", None, ""), ("-", "", None, ""), ("n/a", "", None, ""),
        (0, "0%", 0, ""), (0.5, "0%", 50, ""), (1, "0%", 100, ""), (0.333333, "0.00%", 33, ""),
        (45, "", 45, ""), (0, "", 0, ""), ("45%", "", 45, ""), ("45 per cent", "", 45, ""),
        (0.45, "", 45, "fraction"), ("0.45", "", 45, "fraction"),
        (50, "0%", None, "over"), (101, "", None, "over"), (-5, "", None, "over"), ("120%", "", None, "over"),
        ("half", "", None, "unread"), ("nearly done", "", None, "unread"),
    ],
)  # fmt: skip
def test_percent(value, format, percent, wrong):
    assert words.percent(cell(value, format)) == words.Percent(percent, wrong)


def test_a_plain_one_is_all_of_it_where_the_column_counts_in_fractions():
    assert words.percent(cell(1)).value == 1
    assert words.percent(cell(1), fractions=True).value == 100


@pytest.mark.parametrize(
    ("text", "rag"),
    [
        ("Green", "green"), (" GREEN ", "green"), ("g", "green"), ("Red", "red"), ("amber.", "amber"),
        ("Complete", "blue"), ("Blue", "blue"), ("", ""), ("-", ""), ("n/a", ""),
        ("Amber/Red", None), ("Green (was amber)", None), ("On track", None), ("1", None),
    ],
)  # fmt: skip
def test_rag(text, rag):
    assert words.rag(text) == rag


def test_ratings_named_in_a_longer_text():
    assert words.rags_named("Green (was amber)") == ("green", "amber")
    assert words.rags_named("on track") == ()


@pytest.mark.parametrize(
    ("fill", "rag"),
    [
        ("00B050", "green"), ("92D050", "green"), ("FFC000", "amber"), ("FFFF00", "amber"), ("C00000", "red"),
        ("FF0000", "red"), ("0070C0", "blue"), ("FFFFFF", ""), ("D9D9D9", ""), ("theme 4", ""), ("", ""),
    ],
)  # fmt: skip
def test_rating_by_colour(fill, rag):
    assert words.rag_of_colour(fill) == rag


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        ("1", Kind.WORKSTREAM, "1"), ("3.2", Kind.WORKSTREAM, "3.2"), ("7.0", Kind.WORKSTREAM, "7"),
        ("D", Kind.DELIVERABLE, ""), (" d ", Kind.DELIVERABLE, ""), ("P", Kind.PHASE, ""), ("T", Kind.TASK, ""),
        ("M.", Kind.MILESTONE, ""), ("G", Kind.GOVERNANCE, ""), ("Task", Kind.TASK, ""), ("", None, ""), ("?",
        None, ""),
    ],
)  # fmt: skip
def test_type_letters(text, kind, number):
    assert words.kind(text) == (kind, number)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("GOVERNANCE - Set the goals - Board", "Set the goals - Board"),
        ("GOVERNANCE -Set the goals", "Set the goals"),
        ("GOVRNANCE - Set the goals", "Set the goals"),
        ("Set  the  goals", "Set the goals"),
        ("GOVERNANCE", "GOVERNANCE"),
    ],
)
def test_the_word_governance_is_dropped_from_the_shown_title(text, title):
    assert words.shown_title(text, Kind.GOVERNANCE) == title
    assert words.shown_title("GOVERNANCE of the board", Kind.TASK) == "GOVERNANCE of the board"


def test_scope_and_statutory_marker():
    assert words.scope("local") == ("Local", "")
    assert words.scope("Statutory  duty") == ("", "Statutory duty")
    assert words.scope("Across the borough") == ("", "")
    assert words.unglued_scope("Find the resource (see plan)National") == (
        "Find the resource (see plan)",
        "National",
    )
    assert words.unglued_scope("Go National") == ("Go National", "")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Rosalind Achebe", ("Rosalind Achebe",)),
        ("Rosalind Achebe /Callum Deverill", ("Rosalind Achebe", "Callum Deverill")),
        ("CD and Desmond Pyke/YK", ("CD", "Desmond Pyke", "YK")),
        ("Callum Deverill; Yusra Kelmendi", ("Callum Deverill", "Yusra Kelmendi")),
        ("Callum Deverill, Yusra Kelmendi", ("Callum Deverill", "Yusra Kelmendi")),
        ("Deverill, Callum", ("Deverill, Callum",)),
        ("Sandra Holland", ("Sandra Holland",)),
        ("Callum Deverill/callum deverill", ("Callum Deverill",)),
        ("TBC", ()), ("-", ()), ("", ()), ("TBC/Callum Deverill", ("Callum Deverill",)),
    ],
)  # fmt: skip
def test_owners_in_a_cell(text, names):
    assert owners.split(text) == names


def test_a_percent_stuck_to_the_last_owner():
    assert owners.unglued("Imogen Farrow/Callum Deverill100%") == (
        "Imogen Farrow/Callum Deverill",
        "100%",
    )
    assert owners.unglued("Imogen Farrow") == ("Imogen Farrow", "")


def likely(counts, **known):
    return {
        (found.name, found.person, found.written) for found in owners.likenesses(counts, **known)
    }


def test_the_rarer_spelling_is_offered_as_the_commoner():
    counts = {
        "Bridget Harlowe": 31,
        "Bridget Harlow": 9,
        "Callum Deverill": 35,
        "Calulm Deverill": 1,
        "Imogen Farrow": 5,
    }
    assert likely(counts) == {
        ("Bridget Harlow", "Bridget Harlowe", "misspelt"),
        ("Calulm Deverill", "Callum Deverill", "misspelt"),
    }


def test_initials_and_first_names_are_offered_only_with_one_match():
    counts = {"Callum Deverill": 9, "Yusra Kelmendi": 4, "CD": 1, "YK": 1, "Yusra": 1, "AB": 1}
    assert likely(counts) == {
        ("CD", "Callum Deverill", "initials"),
        ("YK", "Yusra Kelmendi", "initials"),
        ("Yusra", "Yusra Kelmendi", "first name"),
    }
    two = {"Callum Deverill": 9, "Carys Dunmore": 2, "CD": 1}
    assert likely(two) == set()


def test_a_spelling_that_was_decided_is_not_asked_again():
    counts = {"Bridget Harlowe": 31, "Bridget Harlow": 9}
    assert likely(counts, known=["Bridget Harlowe"], settled=["Bridget Harlow"]) == set()


def test_people_the_tracker_knows_are_matched_first():
    found = likely({"Leila Marcheti": 3}, known=["Leila Marchetti"])
    assert found == {("Leila Marcheti", "Leila Marchetti", "misspelt")}


@pytest.mark.parametrize(
    ("one", "two", "apart"),
    [
        ("harlow", "harlowe", 1),
        ("calulm", "callum", 1),
        ("pyke", "pike", 1),
        ("boyle", "farrow", 3),
        ("same", "same", 0),
    ],
)
def test_letters_apart(one, two, apart):
    assert owners.letters_apart(one, two, 2) == apart


def test_letters_of_a_damaged_font_are_recognised_and_read():
    damaged = "/ƻƳƳǳƴƛǘȅ ƘŜŀƭǘƘ wŜǾƛŜǿ нлнм"
    assert letters.is_damaged(damaged)
    assert letters.repaired(damaged) == "Community health Review нлнм"
    assert not letters.is_damaged("Iechyd cymunedol yng Nghymru: ŵ, ŷ")
    assert letters.repaired("Plain words stay") == "Plain words stay"
