"""The PDF as a machine reads it aloud: built to PDF/UA-1, every table one table, every cell with its heads."""

import re
from datetime import date
from itertools import pairwise

import pdfua
import pikepdf
import pytest

from reports import render
from tests.reports import samples
from tests.reports.paper import Paper
from tests.reports.samples import day, item, snapshot


class TestTags:
    def test_document(self, paper):
        root = paper.pdf.Root
        assert str(root.Lang) == "en-GB"
        assert root.MarkInfo.Marked
        assert root.ViewerPreferences.DisplayDocTitle
        assert re.search(r"pdfuaid:part\W+1\b", paper.xmp)
        title = "Highlight report, August 2020: Children's commissioning programme (Red)"
        assert str(paper.pdf.docinfo["/Title"]) == title
        assert str(paper.pdf.docinfo["/Author"]) == "Calderbrook Council and NHS Calderbrook"
        assert all(str(page.Tabs) == "/S" for page in paper.pdf.pages)

    def test_the_checker_finds_nothing(self, rendered, tmp_path):
        file = tmp_path / "report.pdf"
        file.write_bytes(rendered.content)
        findings = pdfua.validate(str(file)).findings
        assert [f"{finding.severity}: {finding.message}" for finding in findings] == []

    def test_whatever_is_marked_is_in_the_tree(self, paper):
        assert paper.orphans() == []

    def test_headings_are_bookmarks_and_skip_no_level(self, paper):
        levels = [
            int(str(each.S)[2:])
            for each in paper.elements()
            if str(each.S) in ("/H1", "/H2", "/H3")
        ]
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))
        assert "Workstreams at a glance" in paper.bookmarks
        assert "Definitions and provenance" in paper.bookmarks
        assert len(paper.bookmarks) == len(levels)

    def test_every_figure_has_its_words(self, paper):
        figures = paper.elements("Figure")
        assert figures
        for figure in figures:
            assert len(str(figure.Alt)) > 8

    def test_each_table_is_one_table_with_caption_and_heads(self, paper):
        tables = paper.elements("Table")
        assert tables
        for table in tables:
            tags = [str(kid.S) for kid in paper.kids(table)]
            assert tags == ["/Caption", "/THead", "/TBody"]

    def test_every_cell_has_a_column_head_and_a_row_head(self, paper):
        for table in paper.elements("Table"):
            _, head, body = paper.kids(table)
            (row,) = paper.kids(head)
            columns = {bytes(cell.ID) for cell in paper.kids(row)}
            for line in paper.kids(body):
                cells = paper.kids(line)
                own = {bytes(cell.ID) for cell in cells if str(cell.S) == "/TH"}
                assert len(own) == 1
                for cell in cells:
                    if str(cell.S) == "/TD":
                        said = {bytes(name) for name in headers(cell)}
                        assert said & columns
                        assert said & own

    def test_nothing_is_drawn_untagged(self, paper):
        assert paper.untagged() == []

    def test_fonts_are_in_the_file(self, paper):
        assert paper.fonts
        assert all(paper.fonts.values())
        assert any("Atkinson" in name for name in paper.fonts)

    def test_every_rating_is_a_word(self, paper):
        table = paper.pages[1]
        assert table.count("Red") >= 4
        assert "Amber" in table


@pytest.fixture(scope="module")
def split():
    stones = tuple(
        item(n, kind="milestone", title=f"Milestone {n}", target=day(date(2020, 9, 1 + n % 28)))
        for n in range(120)
    )
    return Paper(render.pdf(samples.document(snapshot(items=stones))).content)


class TestALongTable:
    def test_over_pages_it_stays_one_table(self, split):
        pages = [
            number
            for number, text in enumerate(split.pages)
            if "Milestone 1" in text and "Target" in text
        ]
        assert len(pages) > 2
        captions = [
            table
            for table in split.elements("Table")
            if len(split.kids(split.kids(table)[-1])) == 120
        ]
        assert len(captions) == 1

    def test_heads_repeat_for_the_eye_only(self, split):
        assert sum("Target Forecast Days" in text for text in split.pages) > 2
        table = max(split.elements("Table"), key=lambda each: len(split.kids(split.kids(each)[-1])))
        assert [str(kid.S) for kid in split.kids(table)].count("/THead") == 1
        assert split.untagged() == []
        assert split.orphans() == []

    def test_the_checker_finds_nothing_here_either(self, split, tmp_path):
        file = tmp_path / "report.pdf"
        file.write_bytes(split.content)
        assert [finding.message for finding in pdfua.validate(str(file)).findings] == []


def headers(cell) -> list:
    found = cell.get("/A")
    for each in found if isinstance(found, pikepdf.Array) else [found]:
        if isinstance(each, pikepdf.Dictionary) and "/Headers" in each:
            return list(each.Headers)
    return []
