"""How the PDF is made: the same bytes for the same document, in a closed world, in a process that may die."""

import os
import signal
import time
from collections import Counter

import pytest
from django.template import engines

from reports import render
from tests.reports import samples
from tests.reports.full import APPROVED, JULY, full
from tests.reports.paper import Paper
from tests.reports.samples import snapshot


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
