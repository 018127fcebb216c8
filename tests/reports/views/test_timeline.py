"""The timeline on A3: what is on the sheets, its tags, and what happens when it cannot be made."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from reports import paper
from reports.render import RenderKilled
from tests import factories
from tests.reports.paper import Paper
from workstreams.models import Item, StripMonth, place

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_day")]
A3 = (1190.55, 841.89)


@pytest.fixture
def address(cast):
    return reverse("timeline_pdf", args=[cast.plan.programme.slug])


def test_the_bars_on_a3_with_heads_on_every_sheet(signed_in, cast, address):
    Item.objects.bulk_create(
        Item(title=f"Row {n}", programme=cast.plan.programme, workstream=cast.plan.first, position=n + 100,
             sort_key=place(cast.plan.first.sort_key, n + 100), created_at=factories.NOW,
             changed_at=factories.NOW)
        for n in range(60)
    )  # fmt: skip
    reply = signed_in("board").get(address)
    assert (reply.status_code, reply["Content-Type"]) == (200, "application/pdf")
    found = Paper(reply.content)
    assert len(found.pages) == 2
    for number, text in enumerate(found.pages, 1):
        assert "Workstream, phase, item Start End Late RAG" in text
        assert f"Page {number} of 2" in text
    assert "Calderbrook late strategy 1 Jun 20 1 Jul 20" in found.text
    assert "23 d" in found.text
    box = found.pdf.pages[0].mediabox
    assert [float(side) for side in box[2:]] == pytest.approx(A3, abs=0.1)


def test_it_is_tagged_and_every_drawing_has_its_sentence(signed_in, address):
    found = Paper(signed_in("manager").get(address).content)
    assert len(found.elements("Table")) == 1
    sentences = [str(figure.get("/Alt", "")) for figure in found.elements("Figure")]
    assert any(words.startswith("Calderbrook late strategy: 1 June 2020") for words in sentences)


def test_the_strip_of_phases_on_a3(signed_in, cast, address):
    StripMonth.objects.create(workstream=cast.plan.first, month=date(2020, 8, 1), letter="I")
    found = Paper(signed_in("manager").get(f"{address}?view=strip").content)
    assert "phases by month" in found.text
    assert "Calderbrook urgent care" in found.text


def test_filters_hold_on_paper(signed_in, address):
    found = Paper(signed_in("manager").get(f"{address}?show=overdue&zoom=month").content)
    assert "Filtered: 1 item of 3." in found.text
    assert "Calderbrook data set" not in found.text


def test_a_head_request_renders_nothing(signed_in, address, monkeypatch):
    monkeypatch.setattr(paper, "drawn", lambda *_: pytest.fail("rendered"))
    assert signed_in("manager").head(address)["Content-Type"] == "application/pdf"


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (paper.Busy(), "Try again in half a minute"),
        (RenderKilled("45 seconds"), "Fold some workstreams"),
    ],
)
def test_what_cannot_be_made_says_what_to_do(signed_in, address, monkeypatch, fault, words):
    def fail(*_):
        raise fault

    monkeypatch.setattr(paper, "drawn", fail)
    reply = signed_in("manager").get(address)
    assert reply.status_code == 503
    assert words in reply.content.decode()
    assert reply["Retry-After"] == "20"


def test_the_same_drawing_is_rendered_once(signed_in, address, monkeypatch):
    paper._rendered.cache_clear()
    made = []
    whole = paper.render.pdf_of
    monkeypatch.setattr(paper.render, "pdf_of", lambda *a, **k: made.append(1) or whole(*a, **k))
    client = signed_in("manager")
    assert client.get(address).content == client.get(address).content
    assert made == [1]


def test_a_stranger_finds_nothing(signed_in, address):
    assert signed_in("stranger").get(address).status_code == 404


def test_one_drawing_at_a_time(monkeypatch):
    monkeypatch.setattr(paper, "PATIENCE", 0.01)
    monkeypatch.setattr(paper, "render_to_string", lambda *_: "<p>x</p>")
    with paper.ONE, pytest.raises(paper.Busy):
        paper.drawn("reports/timeline.html", {})
