# ruff: noqa: E501 - drawings are long
"""The marks and the letters in them as SVG: one drawing for the pages, the PDF and drawings that stand alone.

The letters are our own, a line each around the middle of their field, so no font can lose them, and a report
with two hundred marks draws some few points for each. The sprite of the pages
(templates/components/_marks.html) colours the same lines by class, for the contrast of the reader's choice.
"""

from urllib.parse import quote

# rating -> its letter as a line on the field of 24 by 24, how thick it is, and the height of its middle
LETTERS = {
    "red": ("M8.4 18.4V7H12a3.3 3.3 0 0 1 0 6.6H8.4M12.4 13.6 16 18.4", 2.7, 12),
    "amber": ("M8.2 20.6 12 11.4 15.8 20.6M9.5 17.8H14.5", 2.1, 15.4),
    "green": ("M15.3 8.7A4.8 4.8 0 1 0 16.5 12.6H12.4", 2.3, 12),
    "unconfirmed": (
        "M9.1 9A2.9 2.9 0 1 1 13.4 11.5C12.4 12.1 12 12.7 12 14.2M12 15.9V18.3",
        2.3,
        12,
    ),
}


def letter(value: str, ink: str, place: str = "") -> str:
    """The letter of a rating as an SVG path, where its mark has it or by a transform."""
    line, width, _ = LETTERS[value]
    moved = f' transform="{place}"' if place else ""
    return f'<path d="{line}" fill="none" stroke="{ink}" stroke-width="{width}"{moved}/>'


# 24 by 24 units each, of as few elements as can be: a report draws each some fifty times
MARKS = {
    "red": '<path d="M1 1H23V23H1Z" fill="#a3191f" stroke="#a3191f" stroke-width="1" stroke-linejoin="round"/>'
    + letter("red", "#fff"),
    "amber": '<path d="M12 1.6 23.2 22.2H.8Z" stroke-width="1.6" stroke-linejoin="round" fill="#f0a30a" stroke="#6b4500"/>'
    + letter("amber", "#14181d"),
    "green": '<circle cx="12" cy="12" r="10.2" stroke-width="2.2" fill="#fff" stroke="#0a6638"/>'
    + letter("green", "#0a6638"),
    "blue": '<path d="M2 2H22V22H2ZM6.6 12.4 10.4 16.3 17.4 7.9" stroke-width="2.3" stroke-linejoin="round" fill="#fff" stroke="#1d4f91"/>',
    "unconfirmed": '<path d="M2 2H22V22H2Z" stroke-width="1.8" stroke-dasharray="3 2" fill="#fff" stroke="#5c6772"/>'
    '<path d="M2 9 9 2M2 16 7 11M2.5 21.5 7 17M17 7 21.5 2.5M8 22 9.5 20.5M17 13 22 8M15 22 22 15" stroke-width="1.1" fill="none" stroke="#5c6772"/>'
    + letter("unconfirmed", "#14181d"),
    "not_started": '<circle cx="12" cy="12" r="9.6" stroke-width="1.8" stroke-dasharray="2.4 2.6" fill="#fff" stroke="#5c6772"/>',
    "on_hold": '<circle cx="12" cy="12" r="10" stroke-width="2" fill="#fff" stroke="#5c6772"/>'
    '<path d="M9.2 7.5V16.5M14.8 7.5V16.5" stroke-width="2.6" stroke="#5c6772"/>',
    "not_rated": '<path d="M5 12H19" stroke-width="2.4" stroke="#5c6772"/>',
}
MARKS["cancelled"] = MARKS[""] = MARKS["not_rated"]

# how the sprite of the pages (m-R) and the PDF's style sheet (pm-R) name them; what is not here is X
NAMES = {
    "red": "R", "amber": "A", "green": "G", "blue": "B",
    "unconfirmed": "U", "not_started": "N", "on_hold": "H", "not_rated": "X",
}  # fmt: skip


def alone() -> dict[str, str]:
    """Each mark as a drawing that stands alone: its data address -> the SVG."""
    return {_address(value): _whole(value) for value in NAMES}


def rules() -> str:
    """The marks as backgrounds of the PDF's classes (``pm-R``), so that they are artifacts on its pages."""
    return "\n".join(
        f'.pm-{name} {{ background-image: url("{_address(value)}"); }}'
        for value, name in NAMES.items()
    )


def _address(value: str) -> str:
    return f"data:image/svg+xml,{quote(_whole(value), safe='/:=.,-()')}"


def _whole(value: str) -> str:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">{MARKS[value]}</svg>'
