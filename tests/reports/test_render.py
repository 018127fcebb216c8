"""The PDF as it is read: its pages, page 1 on one page, the worst words, the smallest programme."""

from datetime import date
from io import BytesIO

import pdfplumber
import pytest

from reports import engine, ready, render
from tests.reports import registers, samples
from tests.reports.paper import Paper, squeezed
from tests.reports.samples import day, item, late, snapshot, workstream


def overprinted(content: bytes) -> list[str]:
    """Words that share a third of their place with another word of their page."""
    found = []
    with pdfplumber.open(BytesIO(content)) as pdf:
        for page in pdf.pages:
            seen = page.filter(lambda each: each.get("size", 9) > 2)  # captions are for ears
            words = sorted(seen.extract_words(), key=lambda word: word["top"])
            for n, one in enumerate(words):
                for other in words[n + 1 :]:
                    if other["top"] >= one["bottom"]:
                        break
                    wide = min(one["x1"], other["x1"]) - max(one["x0"], other["x0"])
                    high = min(one["bottom"], other["bottom"]) - other["top"]
                    least = min(
                        (each["x1"] - each["x0"]) * (each["bottom"] - each["top"])
                        for each in (one, other)
                    )
                    if wide > 0 and wide * high > least / 3:
                        found.append(f"{page.page_number}: {one['text']} and {other['text']}")
    return found


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

    def test_the_parts_follow_in_order_and_the_definitions_end_it(self, paper, rendered):
        headings = [
            "Workstreams at a glance",
            "Milestones",
            "Savings, budgets and benefits",
            "Risks and issues",
            "Decisions and matters arising",
            "Workstreams, one by one",
            *(f"{n} Area {n}" for n in range(1, 8)),
            "Definitions and provenance",
        ]
        outline = [title for title in paper.bookmarks if title in headings]
        assert outline == headings
        assert rendered.pages == len(paper.pages)
        assert "version 1 Definitions and provenance" in paper.pages[-1][:200]

    def test_no_page_is_nearly_empty(self, rendered):
        """Workstreams flow: only the last page before the definitions may end early."""
        with pdfplumber.open(BytesIO(rendered.content)) as pdf:
            ends = [
                max(word["bottom"] for word in page.extract_words() if word["bottom"] < 790)
                for page in pdf.pages
            ]
        assert all(end > 842 * 0.55 for end in ends[1:-2]), ends

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
        whole = paper.text
        text = whole[whole.index("1. The brief", whole.index("Workstreams, one by one")) :]
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

    def test_its_words_are_kept_with_it_for_the_archive(self, rendered, paper):
        assert "Workstreams at a glance" in rendered.words
        assert "Definitions and provenance" in rendered.words
        assert "<" not in rendered.words

    def test_no_word_is_printed_over_another(self, rendered):
        assert overprinted(rendered.content) == []

    def test_the_provenance_is_printed(self, paper):
        assert "5f" * 32 in squeezed(paper.pages[-1])
        assert "Rules in force, version 1" in paper.pages[-1]
        assert "7 September 2020, 08:00" in paper.pages[-1]

    def test_it_is_small(self, rendered):
        assert len(rendered.content) < 2 * 2**20


class TestColumns:
    """Two columns beside each other, wherever on a page they begin."""

    @pytest.mark.parametrize("above", range(206, 254, 8))
    def test_no_page_ends_within_them(self, above):
        words = "Some words of a column, and some more of them to make it two lines long, at least."
        column = f"<h4>Head</h4>{f'<p>{words}</p>' * 5}"
        page = (
            f'<main><section class="ws"><div style="height: {above}mm"></div><div class="cols pair">'
            f'<div class="col">{column}</div><div class="col">{column}</div></div></section>'
            '<section class="ws"><div class="keep"><h2>The next</h2><p>What follows.</p></div></section></main>'
        )
        _, content = engine.laid_out(page, ready.styles(ready.sheet()))
        assert overprinted(content) == []


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

    @pytest.mark.parametrize("letters", [40, 1400, 6000])
    def test_returns_of_any_length_are_printed_whole_and_over_nothing(self, letters):
        """Two columns float where they surely stay on one page, and break over pages where they may not."""
        words = ("The partners met and agreed what comes next. " * 200)[:letters].rsplit(" ", 1)[0]
        nodes = tuple(workstream(n, computed="red") for n in range(1, 6))
        told = tuple(
            registers.returned(n, narrative=f"{words} Whole{n}", planned=words, ask=words, voice=words)
            for n in range(1, 9)
        )  # fmt: skip
        facts = registers.every() | {"returns": told, "workstreams": nodes}
        content = render.pdf(samples.document(snapshot(**facts))).content
        assert overprinted(content) == []
        text = Paper(content).text
        assert all(f"Whole{n}" in text for n in range(1, 6))

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
        assert (
            "No measure, no budget or saving for 2020/21, nothing told by families." in paper.text
        )
        assert "This is the first report" in paper.pages[0]
        assert "None was due in the month; 0 in the next 90 days" in paper.text

    def test_welsh_arabic_and_markup_are_text(self):
        title = "Gŵyl y Môr, خطة, <script>alert(1)</script> & \N{ZERO WIDTH SPACE}"
        paper = Paper(render.pdf(samples.document(snapshot(items=(late(1, title=title),)))).content)
        assert "Gŵyl y Môr" in paper.text
        assert "<script>alert(1)</scr" in paper.text
