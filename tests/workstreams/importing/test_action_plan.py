"""The action plan, as CSV and from Word: officers, dates with By and From, words of review (X2-01 to X2-15)."""

from __future__ import annotations

import csv
import io
import zipfile

import pytest

from tests import bad_files
from workstreams.demo import others
from workstreams.importing import columns, officers, workbook
from workstreams.importing.records import Kind
from workstreams.importing.shapes import review

HEAD = [
    "Responsible Officer",
    "Action",
    "Target date",
    "Performance measurement",
    "Key Partners",
    "Review",
]
ROW = [
    "Nia Pemberly – Data Manager",
    "Count what matters",
    "By 30 th June 2021",
    "Figures are right",
    "Information team",
    "",
]


def row(**cells):
    names = ("owner", "action", "date", "measure", "partners", "review")
    return [cells.get(name, typed) for name, typed in zip(names, ROW, strict=True)]


def as_csv(*rows, separator=",", encoding="utf-8-sig"):
    held = io.StringIO()
    csv.writer(held, delimiter=separator).writerows(rows)
    return held.getvalue().encode(encoding)


def read(*rows, **how):
    return columns.read(workbook.read(as_csv(HEAD, *rows, **how)))


def only(reading):
    (action,) = [record for record in reading.records if record.kind.is_item]
    return action


def codes(reading):
    return {flag.code for flag in reading.flags}


@pytest.mark.parametrize(
    "how",
    [{}, {"separator": ";"}, {"separator": "\t"}, {"encoding": "cp1252"}, {"encoding": "utf-16"}],
)
def test_csv_is_read_however_it_was_saved(how):
    action = only(read(ROW, **how))
    assert action.owners == ("Nia Pemberly",) and action.roles == {"Nia Pemberly": "Data Manager"}


@pytest.mark.parametrize(
    ("typed", "due", "start", "steps"),
    [
        ("By 30 th June 2021", "2021-06-30", None, 0),
        ("22 nd July 2021.", "2021-07-22", None, 0),
        ("From 10 th May 2021", None, "2021-05-10", 0),
        ("First count by 4 th June. Full count 10 June 2021", "2021-06-10", None, 1),
    ],
)
def test_dates_are_ends_starts_and_steps(typed, due, start, steps):
    action = only(read(row(date=typed)))
    assert (action.end.due and action.end.due.isoformat()) == due
    assert (action.start.begins and action.start.begins.isoformat()) == start
    assert len(action.end.also) == steps and action.end.text == typed


@pytest.mark.parametrize(
    ("text", "status", "words"),
    [
        ("Completed. All were read.", "complete", "Completed"),
        ("Complete – sent", "complete", "Complete"),
        ("This is complete – done", "complete", "This is complete"),
        ("Partly complete – begun", "in_progress", "Partly complete"),
        ("A way was agreed; it is nearly complete", "in_progress", ""),
        ("This will be completed by 31st August 2021.", "in_progress", ""),
        ("", "not_started", ""),
    ],
)
def test_only_a_word_at_the_beginning_is_a_status(text, status, words):
    found = review.read(text)
    assert (found.status, found.words) == (status, words)


def test_a_status_is_never_read_silently():
    assert "status_read" in codes(read(row(review="Completed. All were read.")))
    assert "status_not_stated" in codes(read(row(review="A way was agreed.")))


def test_timeliness_stands_apart_from_the_status():
    action = only(read(row(review="Partially complete and within timeframe.")))
    assert (action.status, action.timeliness, action.timeliness_text) == (
        "in_progress",
        "on_track",
        "within timeframe",
    )


def test_a_promise_is_offered_as_the_revised_end():
    reading = read(row(review="This will be done by 31st August 2021."))
    (flag,) = [flag for flag in reading.flags if flag.code == "promise"]
    assert flag.offers[0].changes == {"revised": "31st August 2021"}


def test_officers_are_parted_by_names_known_from_other_cells():
    cells = [
        "Lucian Ferrers – Head of Service",
        "Cordelia Nash – Service Manager, Leaving Care",
        "Lucian Ferrers - Head of Service; Families, CSD; Cordelia Nash – Service Manager, Leaving Care Bramwell "
        "Okoro, Quality Manager.",
        "Bramwell Okoro – Quality Manager",
        "Cordelia Nash – Service Manager, Leaving Care Care leaver apprentices",
    ]
    found = officers.read_all(cells)
    assert found[cells[2]].names == ["Lucian Ferrers", "Cordelia Nash", "Bramwell Okoro"]
    assert found[cells[2]].fragments == ["Families, CSD"]
    assert found[cells[2]].roles["Bramwell Okoro"] == "Quality Manager"
    assert found[cells[4]].names == ["Cordelia Nash", "Care leaver apprentices"]
    assert found[cells[4]].groups == {"Care leaver apprentices": "group"}


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("T.Collier", "T. Collier"), ("T Collier", "T. Collier"), ("A.L. Vane", "A.L. Vane"),
     ("F.van der Sluis", "F. van der Sluis"),
     ("Thora Collier", "Thora Collier")],
)  # fmt: skip
def test_initials_are_spaced_in_one_way(typed, shown):
    assert officers.canonical(typed) == shown


def test_what_must_not_be_sent_is_flagged_before_it_is():
    assert "child_initials" in codes(read(row(action="Case audit of JX; how it was decided")))
    assert "file_missing" in codes(read(row(action="Send the note (Draft note.docx)")))


def test_a_plan_without_a_heading_is_asked_about_and_repeated_headings_are_skipped():
    reading = columns.read(workbook.read(others.csv_file(others.read_source(others.ACTION_PLAN))))
    plans = [record for record in reading.records if record.kind is Kind.WORKSTREAM]
    assert [plan.title for plan in plans] == [
        "Action plan",
        "How managers keep watch over support for care leavers",
    ]
    assert "plan_unnamed" in codes(reading)
    assert sum(left.why == "the headings again" for left in reading.left_out) == 6
    assert sum(record.kind.is_item for record in reading.records) == 30


def document(*parts):
    """A Word document: a text is a heading, a list of rows a table."""

    def words(text):
        return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"

    body = ""
    for part in parts:
        if isinstance(part, str):
            body += f'<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>{part}</w:t></w:r></w:p>'
            continue
        rows = ("".join(f"<w:tc>{words(cell)}</w:tc>" for cell in cells) for cells in part)
        body += "<w:tbl>" + "".join(f"<w:tr>{cells}</w:tr>" for cells in rows) + "</w:tbl>"
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    xml = f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        made.writestr("[Content_Types].xml", bad_files.CONTENT_TYPES)
        made.writestr("word/document.xml", xml)
    return held.getvalue()


def test_the_tables_of_a_word_document_are_a_plan_each_under_its_heading():
    data = document(
        "Action Plan: Visits", [HEAD, ROW], "Action Plan: Homes", [HEAD, row(action="Find homes")]
    )
    reading = columns.read(workbook.read(data))
    titles = [record.title for record in reading.records]
    assert titles == ["Visits", "Count what matters", "Homes", "Find homes"]
