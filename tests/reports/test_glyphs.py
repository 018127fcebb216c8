"""The marks: one drawing of each letter for the pages, the PDF and the drawings, and none of a font's."""

import re
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
from django.conf import settings

from reports import glyphs, ready

SPRITE = Path(settings.BASE_DIR, "templates/components/_marks.html")


def symbol(name: str) -> str:
    """The drawing of a mark in the sprite of the pages."""
    return re.search(rf'<symbol id="m-{name}".*?</symbol>', SPRITE.read_text(), re.S)[0]


@pytest.mark.parametrize("rating", glyphs.LETTERS)
def test_pages_and_paper_draw_the_same_letter(rating):
    line, width, _ = glyphs.LETTERS[rating]
    drawn = f'd="{line}" fill="none"'
    assert drawn in symbol(glyphs.NAMES[rating])
    assert f'stroke-width="{width}"' in symbol(glyphs.NAMES[rating])
    assert drawn in glyphs.MARKS[rating]


@pytest.mark.parametrize(("rating", "name"), glyphs.NAMES.items())
def test_the_style_sheet_of_the_paper_has_every_mark(rating, name):
    address = re.search(rf'\.pm-{name} {{ background-image: url\("([^"]*)"\)', ready.sheet())[1]
    drawing = ElementTree.fromstring(unquote(address.partition(",")[2]))
    assert drawing.get("viewBox") == "0 0 24 24"
    assert len(drawing) == len(ElementTree.fromstring(f"<g>{glyphs.MARKS[rating]}</g>"))


def test_no_mark_looks_like_another():
    drawings = [glyphs.MARKS[rating] for rating in glyphs.NAMES]
    assert len({re.sub(r'(fill|stroke)="[^"]*"', "", each) for each in drawings}) == len(drawings)
