"""What was the board told: only what each kind of report says."""

import pytest

from reports import archive, publish
from reports.committee import SECTIONS, State, Text
from reports.kinds import Kind
from reports.models import Edition
from reports.periods import Month
from reports.publish.texts import mark_of
from tests.reports.test_kinds import AFTER_SEPTEMBER

pytestmark = pytest.mark.django_db
SEPTEMBER = Month(2020, 9)


@pytest.fixture
def told(board, quick_renderer, clock, cast):
    """Asks the archive, after September's reports of three kinds were issued."""
    clock.at = AFTER_SEPTEMBER
    cast.plan.item.title = "Open the Harbour Road short break"
    cast.plan.item.save()
    for kind in (Kind.HIGHLIGHT, Kind.QUARTERLY):
        publish.open_edition(board, SEPTEMBER, kind=kind, now=clock())
    paper = publish.begin_committee(board, SEPTEMBER, meeting=None, by=cast["manager"], now=clock())
    words = {
        s.key: Text(s.key, State.TEXT, f"Words about {s.key} by the estuary.") for s in SECTIONS
    }
    seen = {
        **{section.key: mark_of(Text(section.key)) for section in SECTIONS},
        **{t.key: mark_of(Text(t.key, State(t.state), t.text)) for t in paper.texts.all()},
    }
    publish.write_texts(paper, words, seen=seen, by=cast["manager"], now=clock())
    for edition in Edition.objects.all():
        publish.work(edition.pk, clock=clock)
        edition.refresh_from_db()
        publish.approve(edition, by=cast["sponsor"], now=clock(), looked=True)
        publish.work(edition.pk, clock=clock)

    def ask(what: str) -> dict[str, list[str]]:
        found = archive.search(Edition.objects.all(), cast.plan.programme, what)
        return {each.edition.kind: [said.family for said in each.said] for each in found}

    return ask


def test_words_written_into_a_committee_report_are_found_there_only(told):
    assert told("by the estuary") == {"committee": ["Section"] * 12}


def test_an_item_is_found_where_it_was_printed(told):
    found = told("Harbour Road")
    assert found["highlight"] == ["Item"]
    assert "quarterly" not in found  # its date did not move, and it did not finish


def test_the_month_is_asked_for_by_name(told):
    assert told("Harbour Road September")["highlight"] == ["Item"]
    assert told("Harbour Road in September 2020")["highlight"] == ["Item"]
    assert told("Harbour Road October") == {}
    assert told("Harbour Road September 2021") == {}


def test_what_the_record_holds_and_the_report_leaves_out_was_not_told(told):
    """The words stand in the record of the month; nobody who read the pages could know them."""
    told("Harbour Road")
    part = Edition.objects.get(kind=Kind.HIGHLIGHT).parts.get()
    assert "Harbour Road" in part.snapshot.body
    Edition.objects.filter(kind=Kind.HIGHLIGHT).update(printed="Another Harbour Road")
    assert told("Harbour Road")["highlight"] == ["In its words"]
    Edition.objects.filter(kind=Kind.HIGHLIGHT).update(printed="Nothing of it")
    assert "highlight" not in told("Harbour Road")


def test_words_of_the_page_itself_are_found(told):
    assert told("workstreams at a glance")["highlight"] == ["In its words"]
    assert told("glance workstreams") == {}


def test_words_apart_are_found_in_one_text(told):
    assert told("Harbour break")["highlight"] == ["Item"]
    assert told("Harbour glance") == {}


def test_a_report_from_before_its_words_were_kept_is_read_again(told):
    Edition.objects.update(printed="")
    assert told("Harbour Road")["highlight"] == ["Item"]


@pytest.mark.parametrize(
    ("text", "words", "month", "year"),
    [
        ("medical officer", ("medical", "officer"), None, None),
        ("medical officer October", ("medical", "officer"), 10, None),
        ("about money in Oct 2026", ("money",), 10, 2026),
        ("October", ("October",), None, None),
        ("what may close", ("what", "may", "close"), None, None),
        ("closures May", ("closures",), 5, None),
        ("budget 2026", ("budget", "2026"), None, None),
    ],
)
def test_words_and_month_are_told_apart(text, words, month, year):
    assert archive.Asked.of(text) == archive.Asked(words, month, year)
