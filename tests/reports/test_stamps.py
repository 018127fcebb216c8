"""The marks of a PDF are drawn once and stamped: nobody can see a difference, and each document has its own."""

import subprocess

import pytest

from reports import engine, glyphs, ready, render, stamps
from tests.reports import samples
from tests.reports.full import full

EACH = "".join(
    f'<p><span class="pm pm-{name}">Word</span> <span class="pm pm-{name}">Word</span></p>'
    f'<p style="font-size: 21pt"><span class="pm pm-{name} pm-big">Word</span></p>'
    for name in glyphs.NAMES.values()
)


def pictures(content: bytes, folder) -> list[bytes]:
    """The pages of a PDF as pixels."""
    folder.mkdir()
    (folder / "made.pdf").write_bytes(content)
    subprocess.run(["pdftoppm", "-r", "120", folder / "made.pdf", folder / "page"], check=True)
    return [each.read_bytes() for each in sorted(folder.glob("page*.ppm"))]


@pytest.mark.parametrize(
    "page", [f"<main>{EACH}</main>", pytest.param(None, id="a whole report")], ids=["every mark", None]
)  # fmt: skip
def test_a_stamped_page_looks_as_if_each_mark_was_drawn(page, monkeypatch, tmp_path):
    page = page or render.html(samples.document(full()))
    styles = ready.styles(ready.sheet())
    _, stamped = engine.laid_out(page, styles)
    monkeypatch.setattr(stamps, "marks", dict)
    _, drawn = engine.laid_out(page, styles)
    assert pictures(stamped, tmp_path / "stamped") == pictures(drawn, tmp_path / "drawn")


def test_weasyprint_finds_each_mark_among_those_it_is_handed(monkeypatch):
    handed = stamps.marks()
    monkeypatch.setattr(stamps, "marks", lambda: handed)
    engine.laid_out(f"<main>{EACH}</main>", ready.styles(ready.sheet()))
    assert set(handed) == set(stamps.marks()), "a mark was read again from the style sheet"
    assert all(mark._kept for mark in handed.values())


def test_a_second_document_of_a_process_is_as_the_first():
    page = f"<main>{EACH}</main>"
    styles = ready.styles(ready.sheet())
    assert engine.laid_out(page, styles) == engine.laid_out(page, styles)
