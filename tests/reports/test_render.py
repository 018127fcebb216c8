"""The PDF: built to PDF/UA-1, page 1 on one page, the same bytes for the same document, a closed world."""

import os
import re
import signal
import time
from collections import Counter
from datetime import UTC, date, datetime
from io import BytesIO
from itertools import pairwise

import pdfplumber
import pdfua
import pikepdf
import pytest
from django.template import engines

from reports import render
from reports.periods import Month
from tests.reports import registers, samples
from tests.reports.paper import Paper, squeezed
from tests.reports.samples import day, item, late, snapshot, workstream

APPROVED = {
    "final": True,
    "approver": "Gillian Roake",
    "approved_at": datetime(2020, 9, 9, 15, 58, tzinfo=UTC),
}


def full(items: int = 60, **changes):
    """A programme of seven workstreams with plenty of everything."""
    nodes = tuple(
        workstream(n, computed="red" if n < 3 else "amber", short=f"Area {n}") for n in range(1, 8)
    )
    rows = []
    for n in range(items):
        kind = ("milestone", "task", "governance")[n % 3]
        on = date(2020, 7 + n % 6, 1 + n % 28)
        rows.append(
            late(n, workstream=1 + n % 7, kind=kind, target=day(on), days_late=1 + n)
            if n % 4 == 0
            else item(
                n,
                workstream=1 + n % 7,
                kind=kind,
                target=day(on),
                percent=None if n % 5 == 0 else n,
            )
        )
    return snapshot(items=tuple(rows), workstreams=nodes, **{**registers.every(), **changes})


JULY = full(period="2020-07", as_at=Month(2020, 7).last, computed="amber")


@pytest.fixture(scope="module")
def rendered():
    return render.pdf(samples.document(full(), previous=JULY, **APPROVED))


@pytest.fixture(scope="module")
def paper(rendered):
    return Paper(rendered.content)


class TestPages:
    def test_page_one_holds_the_summary_and_page_two_the_table(self, paper):
        first, second = paper.pages[:2]
        for block in (
            "Decisions required",
            "Families have no service",
            "Exceptions",
            "Changed since July",
            "Health of the data",
            "Declared better than computed",
            "Savings, 2020/21",
            "£719k",
            "Position at 31 August 2020",
            "Approved by Gillian Roake",
        ):
            assert block in first
        assert "Workstreams at a glance" in second

    def test_there_is_a_page_for_each_workstream_and_one_of_definitions(self, paper, rendered):
        headings = [
            "Workstreams at a glance",
            "Milestones",
            "Savings, budgets and benefits",
            "Risks and issues",
            "Decisions and matters arising",
            *(f"{n} Area {n}" for n in range(1, 8)),
            "Definitions and provenance",
        ]
        starts = [
            next(n for n, text in enumerate(paper.pages) if f"version 1 {head}" in text[:200])
            for head in headings
        ]
        assert starts == sorted(set(starts))
        assert rendered.pages == len(paper.pages) == starts[-1] + 1

    def test_the_registers_are_printed_in_words(self, paper):
        text = paper.text
        for words in (
            "£219k of the £719k target is verified by finance",
            "1 line is part of a larger one and not added twice: Saving 3",
            "1 of 3 open risks scores 16 or more",
            "Risk 1",
            "not scored",
            "Matters arising",
            "In hand, due 1",
            "off, two readings running",
            "Words",
        ):
            assert words in text

    def test_a_workstream_has_its_four_parts_in_order(self, paper):
        first = next(n for n, text in enumerate(paper.pages) if "1 Area 1" in text[:120])
        text = " ".join(paper.pages[first : first + 2])
        parts = ("1. The brief", "2. The update", "3. Progress and risks", "4. Impact and evaluation",
                 "Voice of children and families", "Parents asked for one named worker.")  # fmt: skip
        places = [text.index(part) for part in parts]
        assert places == sorted(places)

    def test_pages_are_counted_and_say_what_they_are_of(self, paper):
        total = len(paper.pages)
        for number, text in enumerate(paper.pages, 1):
            assert f"Page {number} of {total}" in text
        assert all("highlight report, August 2020" in text for text in paper.pages[1:])
        assert all("Final, version 1" in text for text in paper.pages)

    def test_nothing_is_cut_at_the_edge(self, rendered):
        with pdfplumber.open(BytesIO(rendered.content)) as pdf:
            for page in pdf.pages:
                assert round(page.width), round(page.height) == (595, 842)
                for word in page.extract_words():
                    assert word["x0"] > 0 and word["x1"] < page.width - 20, word["text"]
                    assert word["top"] > 0 and word["bottom"] < page.height, word["text"]

    def test_the_provenance_is_printed(self, paper):
        assert "5f" * 32 in squeezed(paper.pages[-1])
        assert "Rules in force, version 1" in paper.pages[-1]
        assert "7 September 2020, 08:00" in paper.pages[-1]

    def test_it_is_small(self, rendered):
        assert len(rendered.content) < 2 * 2**20


class TestWorstCase:
    def test_page_one_fits_whatever_the_words(self):
        long = (
            "Extraordinarily long-winded title of an action about transformational arrangements "
            * 3
        )
        rows = tuple(
            late(n, title=long, owner="Bartholomew Featherstonehaugh-Cholmondeley", kind="governance",
                 revised=day(date(2020, 9, 5)), statutory=True)
            for n in range(40)
        )  # fmt: skip
        nodes = tuple(
            workstream(
                n, title=long, computed="red", lead="Bartholomew Featherstonehaugh", objective=long
            )
            for n in range(1, 12)
        )
        before = snapshot(
            items=tuple(item(n, computed="amber", target=day(date(2020, 8, 3))) for n in range(60)),
            workstreams=tuple(workstream(n, computed="green") for n in range(1, 12)),
            period="2020-07",
        )
        document = samples.document(
            snapshot(
                items=rows,
                workstreams=nodes,
                title="Children, young people and families " * 3,
                declared="amber",
                declared_reason=long,
                risks=tuple(registers.risk(n, title=long) for n in range(1, 30)),
                decisions=tuple(
                    registers.decision(
                        n, title=long, recommendation=long, consequence=long, board=long[:150]
                    )
                    for n in range(1, 9)
                ),
                meetings=(registers.meeting(1, board=long[:150], on=date(2020, 8, 4)),),
                savings=tuple(registers.saving(n, title=long) for n in range(1, 20)),
            ),
            previous=before,
            version=2,
            note="The date of one milestone was wrong, and two owners were named wrongly in version 1. "
            * 3,
        )
        paper = Paper(render.pdf(document).content)
        assert "Health of the data" in paper.pages[0]
        assert "Workstreams not confirmed" in paper.pages[0]
        assert "gap, target to forecast" in paper.pages[0]
        assert paper.pages[1].find("Workstreams at a glance") >= 0

    def test_an_empty_programme_is_a_report_too(self):
        paper = Paper(
            render.pdf(
                samples.document(snapshot(items=(), workstreams=(workstream(1, lead=""),)))
            ).content
        )
        assert "No exceptions this month" in paper.pages[0]
        assert "No decisions required this month." in paper.pages[0]
        assert "No saving is recorded." in paper.pages[0]
        assert "No risk is open. No issue is open." in paper.text
        assert "No measure is kept." in paper.text
        assert "This is the first report" in paper.pages[0]
        assert "No milestone with a date falls in the next 90 days" in paper.text

    def test_welsh_arabic_and_markup_are_text(self):
        title = "Gŵyl y Môr, خطة, <script>alert(1)</script> & \N{ZERO WIDTH SPACE}"
        paper = Paper(render.pdf(samples.document(snapshot(items=(late(1, title=title),)))).content)
        assert "Gŵyl y Môr" in paper.text
        assert "<script>alert(1)</scr" in paper.text


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

    def test_the_checker_finds_nothing_here_either(self, split, tmp_path):
        file = tmp_path / "report.pdf"
        file.write_bytes(split.content)
        assert [finding.message for finding in pdfua.validate(str(file)).findings] == []


class TestImprint:
    def test_the_same_document_gives_the_same_bytes(self, rendered):
        again = render.pdf(samples.document(full(), previous=JULY, **APPROVED))
        assert again.sha256 == rendered.sha256

    def test_draft_and_final_differ_in_their_imprint_only(self, paper):
        draft = Paper(render.pdf(samples.document(full(), previous=JULY)).content)
        final = paper.text.replace("Final, version 1", "Draft, not approved, version 1")
        more, less = Counter(final.split()), Counter(draft.text.split())
        assert more - less == Counter(["Approved", "by", "Gillian", "Roake,", "9", "Sept", "2020"])
        assert not less - more
        assert "Draft, not approved" in draft.pages[0]

    def test_a_later_version_says_what_it_corrects(self):
        document = samples.document(version=2, note="One date was wrong.", **APPROVED)
        paper = Paper(render.pdf(document).content)
        assert "Version 2 replaces the version before. One date was wrong." in paper.pages[0]

    def test_a_board_over_two_programmes_gets_both(self):
        other = snapshot(programme=8, title="Youth justice programme", computed="amber")
        paper = Paper(render.pdf(samples.document(snapshot(), other)).content)
        assert (
            "The programmes of this board" in paper.text
            or "Youth justice programme" in paper.pages[0]
        )
        assert "Children's commissioning programme" in paper.pages[0]
        assert paper.text.count("Workstreams at a glance") == 2


class TestAClosedWorld:
    @pytest.mark.parametrize(
        "html",
        [
            '<img src="http://127.0.0.1:1/x.png" alt="x">',
            '<img src="file:///etc/passwd" alt="x">',
            '<link rel="stylesheet" href="https://example.com/x.css">',
            '<link rel="attachment" href="file:///etc/passwd">',
            "<style>@import url(http://127.0.0.1:1/x.css);</style>",
            "<p style=\"background:url('ftp://127.0.0.1/x.png')\">x</p>",
            '<img src="report:/fonts/../../../etc/passwd" alt="x">',
        ],
    )
    def test_whatever_a_report_asks_for_stops_it(self, html, monkeypatch):
        monkeypatch.setattr(
            render, "html", lambda _: f"<html lang='en'><title>x</title><body>{html}</body>"
        )
        with pytest.raises(render.RenderError, match="may not fetch"):
            render.pdf(samples.document())

    def test_data_written_into_the_page_is_allowed(self, monkeypatch):
        dot = (
            "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='1' height='1'/%3E"
        )
        page = (
            f'<html lang="en"><title>x</title><body><p style="background:url({dot})">x</p></body>'
        )
        monkeypatch.setattr(render, "html", lambda _: page)
        assert render.pdf(samples.document()).pages == 1

    def test_a_template_that_fails_says_how(self, monkeypatch):
        broken = engines["django"].from_string("{% load report %}{{ x|signed }}")
        monkeypatch.setattr(render, "html", lambda _: broken.render({"x": "no number"}))
        with pytest.raises(render.RenderError, match="TypeError"):
            render.pdf(samples.document())


class TestTheChild:
    def test_it_answers(self):
        assert render.in_child(lambda: b"x" * 300_000, seconds=10) == b"x" * 300_000

    def test_it_is_another_process_and_leaves_nothing_behind(self):
        found = []
        pid = render.in_child(lambda: found.append(1) or str(os.getpid()).encode(), seconds=10)
        assert int(pid) != os.getpid()
        assert found == []
        with pytest.raises(ChildProcessError):
            os.waitpid(int(pid), os.WNOHANG)

    def test_one_that_takes_too_long_is_stopped(self):
        began = time.monotonic()
        with pytest.raises(render.RenderKilled, match=r"after 0\.5 seconds"):
            render.in_child(lambda: time.sleep(30) or b"", seconds=0.5)
        assert time.monotonic() - began < 5

    def test_one_that_wants_all_the_memory_is_told_so(self, settings):
        settings.REPORT_RENDER_MIB = 200
        with pytest.raises(render.RenderKilled, match="more than 200 MiB"):
            render.in_child(lambda: bytes(bytearray(400 * 2**20)), seconds=20)

    def test_one_that_is_killed_is_noticed_at_once(self):
        with pytest.raises(render.RenderKilled, match="was killed"):
            render.in_child(lambda: os.kill(os.getpid(), signal.SIGKILL) or b"", seconds=20)

    def test_one_that_raises_gives_its_words(self):
        def broken() -> bytes:
            raise ValueError("line 7")

        with pytest.raises(render.RenderError, match="ValueError: line 7"):
            render.in_child(broken, seconds=10)


def headers(cell) -> list:
    found = cell.get("/A")
    for each in found if isinstance(found, pikepdf.Array) else [found]:
        if isinstance(each, pikepdf.Dictionary) and "/Headers" in each:
            return list(each.Headers)
    return []
