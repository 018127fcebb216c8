"""What is chosen from a list stands in the row as words: nothing that was typed is lost either way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstreams.forms.words_chosen import (
    HORIZONS,
    SERVICES,
    horizon_in,
    services_in,
    with_horizon,
    with_services,
)


@pytest.mark.parametrize(
    ("text", "chosen", "rest"),
    [
        ("Finance; Four neighbourhood hubs", ["Finance"], "Four neighbourhood hubs"),
        ("legal ; hr", ["HR", "Legal"], ""),
        ("Four hubs; estates; two vans", ["Estates"], "Four hubs; two vans"),
        ("Finance team of the trust", [], "Finance team of the trust"),
        ("", [], ""),
    ],
)
def test_services_are_found_where_they_stand_between_semicolons(text, chosen, rest):
    assert services_in(text) == (chosen, rest)


@given(st.lists(st.sampled_from(SERVICES), unique=True), st.text(max_size=60).map(str.strip))
def test_what_is_chosen_and_typed_comes_back(chosen, rest):
    again, words = services_in(with_services(chosen, rest))
    assert set(chosen) <= set(again)
    if not set(map(str.casefold, SERVICES)) & {p.strip().casefold() for p in rest.split(";")}:
        assert (again, words) == ([name for name in SERVICES if name in chosen], rest)


def test_an_impact_says_when_it_comes():
    assert horizon_in("Medium term: fewer placements") == ("Medium term", "fewer placements")
    assert horizon_in("Fewer placements in the medium term") == (
        "",
        "Fewer placements in the medium term",
    )
    for name, _ in HORIZONS:
        assert horizon_in(with_horizon(name, "Fewer placements")) == (name, "Fewer placements")
        assert horizon_in(with_horizon(name, "")) == (name, "")
    assert with_horizon("", " Fewer placements ") == "Fewer placements"
