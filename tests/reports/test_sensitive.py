"""What a draft may tell about one child: each kind found, and what only looks like it left alone.

The numbers are made up for the check digit's sake and belong to nobody.
"""

from dataclasses import replace

import pytest

from reports.reading import read
from reports.records import Term
from reports.sensitive import look, places
from reports.sensitive_words import Kind, find, nhs_number, pupil_number
from tests.reports.registers import returned, risk
from tests.reports.samples import day, document, item, snapshot, workstream

NUMBER, PUPIL = "943 476 5919", "H801200001001"


def kinds(text: str, **more) -> list[Kind]:
    return [kind for kind, _, _ in find(text, **more)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"Sent back, NHS {NUMBER}, on Monday", Kind.NHS),
        ("9434765919", Kind.NHS),
        ("NHS no:943-476-5919.", Kind.NHS),
        (f"Roll number {PUPIL} missing", Kind.UPN),
        ("DOB 04/03/2012", Kind.BIRTH),
        ("d.o.b.: 4.3.12", Kind.BIRTH),
        ("born on 4th March 2012", Kind.BIRTH),
        ("Date of birth is 2012-03-04", Kind.BIRTH),
        ("A case of K.T. was heard", Kind.INITIALS),
        ("Case audit of KT", Kind.INITIALS),
        ("a child KT moved", Kind.INITIALS),
        ("The young person K.T. agreed", Kind.INITIALS),
        ("K.T., aged 14, moved", Kind.AGE),
        ("K.T. (14) moved", Kind.AGE),
        ("KT 14 years old", Kind.AGE),
        ("a 14-year-old boy K", Kind.AGE),
        ("aged 14, KT was placed", Kind.AGE),
        ("3 children were placed", Kind.FEW),
        ("Two young people left care", Kind.FEW),
        ("one looked-after child", Kind.FEW),
        ("4 of 5 unaccompanied young people", Kind.FEW),
    ],
)
def test_each_kind_is_found(text, kind):
    assert kinds(text) == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "943 476 5918",  # wrong check digit
        "943 476 5920",
        "0000000000",  # its check digit is right, and it is nobody's
        "£9434765919",
        "19434765919",  # eleven digits
        "07700 900123",
        "J801200001001",  # wrong check letter
        "H801200001002",
        "DOB to be confirmed",
        "Published on 4 March 2012",
        "born in Calderbrook",
        "The case of the contract",
        "Child IN need plans",
        "CHILD IN NEED",
        "young person MH support",
        "HR aged 15 files",
        "Anna Smith, aged 41",
        "K.T. (41)",
        "6 children were placed",
        "25 young people",
        "2 children's homes",
        "5 children’s centres",
        "Key stage 2 pupils",
        "under 5 children",
        "0 to 5 children",
        "0-5 children",
        "1 Children and families",  # a number before a heading
        "1.5 children",
        "3 staff were trained",
        "",
    ],
)
def test_what_only_looks_like_it_is_left_alone(text):
    assert kinds(text) == []


def test_check_digits():
    assert nhs_number(NUMBER)
    assert sum(nhs_number(f"943476591{last}") for last in range(10)) == 1
    assert pupil_number(PUPIL)
    assert sum(pupil_number(f"{first}801200001001") for first in "ABCDEFGHJKLMNPQRTUVWXYZ") == 1


def test_what_the_programme_explains_is_nobodys_initials():
    text = "Case review of KT"
    assert kinds(text) == [Kind.INITIALS]
    assert kinds(text, known=frozenset({"KT"})) == []
    taken = snapshot(items=(item(1, title=text),))
    assert len(look(taken)) == 1
    assert look(replace(taken, terms=(Term("KT", "Kinship team"),))) == ()


def test_every_family_of_rows_is_looked_through():
    taken = snapshot(
        workstreams=(workstream(1, impact="3 children came home"),),
        items=(item(4, title="Panel", update=f"Letter about {NUMBER}", target=day(None, "dob 1/2/12")),),
        declared_reason="The case of K.T. is open.",
        returns=(returned(1, voice="Two young people asked for it."),),
        risks=(risk(9, title="Placement", mitigation="Move child K.T. sooner"),),
    )  # fmt: skip
    found = [(each.family, each.title, each.field, each.found, each.route) for each in look(taken)]
    assert found == [
        ("Programme", taken.title, "reason for the rating", "case of K.T.", "dashboard"),
        ("Workstream", "Workstream 1", "impact", "3 children", "workstream"),
        ("Item", "Panel", "target", "dob 1/2/12", "item"),
        ("Item", "Panel", "update", NUMBER, "item"),
        ("Return", "1 Workstream 1", "voice of families", "Two young people", "workstream"),
        ("Risk", "Placement", "mitigation", "child K.T.", "risk"),
    ]


def test_a_board_is_warned_of_what_it_is_shown_only():
    taken = snapshot(items=(item(1), item(2, title="3 children moved", workstream=2)))
    assert len(look(taken)) == 1
    assert look(read(taken, branches=(1,)).snapshot) == ()


def test_the_note_on_page_1_is_looked_at_too():
    (found,) = places(document(note="Corrects the count of 2 children."))
    assert (found.family, found.found, found.route) == ("Report", "2 children", "")


def test_a_long_text_is_shown_by_the_words_around():
    words = "word " * 30
    (found,) = look(snapshot(items=(item(1, update=f"{words}born on 4 March 2012 {words}"),)))
    assert found.found == "born on 4 March 2012"
    assert found.excerpt.startswith("…word ")
    assert found.excerpt.endswith(" word…")
    assert len(found.excerpt) < 110
    assert found.kind.do.startswith("Take the date out")
