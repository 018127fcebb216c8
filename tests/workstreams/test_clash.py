"""Two people at one row: who changed what, what is taken, and what must be chosen."""

from django.http import QueryDict

from workstreams.clash import compare, packed, taken, unpacked

BOXES = [("title", "Title"), ("evidence", "Evidence"), ("partners", "Partners")]
BASE = {"title": "Plan", "evidence": "None yet", "partners": "Two\nproviders"}


def test_a_box_that_one_changed_is_taken_from_that_one():
    clash = compare(
        BOXES, base=BASE, mine={**BASE, "title": "Mine"}, theirs={**BASE, "evidence": "Theirs"}
    )
    assert [(each.name, each.taken, each.by_me) for each in clash.one] == [
        ("title", "Mine", True),
        ("evidence", "Theirs", False),
    ]
    assert not clash.both
    assert clash.merged == {**BASE, "title": "Mine", "evidence": "Theirs"}


def test_a_box_that_both_changed_shows_both_and_keeps_mine():
    clash = compare(
        BOXES,
        base=BASE,
        mine={**BASE, "evidence": "Three chapters drafted, cover starts in May"},
        theirs={**BASE, "evidence": "Three chapters drafted, sent to partners"},
    )
    (both,) = clash.both
    assert clash.names == {"evidence"}
    assert clash.merged["evidence"] == "Three chapters drafted, cover starts in May"
    assert [piece.words for piece in both.mine_said if piece.same] == ["Three chapters drafted,"]


def test_the_same_change_twice_is_no_clash():
    clash = compare(BOXES, base=BASE, mine={**BASE, "title": "X"}, theirs={**BASE, "title": "X "})
    assert not clash.both and not clash.one


def test_line_ends_of_a_browser_are_no_change():
    clash = compare(BOXES, base=BASE, mine={**BASE, "partners": "Two\r\nproviders"}, theirs=BASE)
    assert not clash.both and not clash.one


def test_where_it_is_not_known_how_it_was_opened_both_texts_are_shown():
    clash = compare(BOXES, base={}, mine={**BASE, "title": "Mine"}, theirs=BASE)
    assert clash.names == {"title"}


def test_what_was_chosen_is_put_into_its_box():
    posted = QueryDict(
        "title=Joined&pick-title=theirs&mine-title=Mine&theirs-title=Theirs"
        "&evidence=Joined&pick-evidence=box&theirs-evidence=Theirs&_use=partners=One"
    )
    got = taken(posted)
    assert (got["title"], got["evidence"], got["partners"]) == ("Theirs", "Joined", "One")
    plain = QueryDict("title=As+typed")
    assert taken(plain) is plain


def test_what_a_form_carries_is_read_back_and_rubbish_is_nothing():
    assert unpacked(packed(BASE)) == BASE
    for rubbish in ("", "{", "[1]", "7"):
        assert unpacked(rubbish) == {}
