"""Last month's reports of the demonstration, made by the command that `make run` gives."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings

from reports import ready, render
from reports.collect import collect
from reports.committee import State, Text, missing
from reports.kinds import Kind
from reports.models import Delivery, Edition, EditionState, Schedule, Snapshot, Transition
from reports.periods import LONDON, Month
from reports.publish import ensure_due
from reports.publish.binding import bind
from reports.publish.work import claim, freeze
from reports.reading.summary import summary
from reports.render import digest
from tests.reports import samples, texts
from tests.reports.paper import Paper
from tests.workstreams.demo import MORNING, STATUS, assert_golden
from workstreams.demo import others
from workstreams.models import Programme, Update

pytestmark = pytest.mark.django_db
JUNE, JULY = Month(2020, 6), Month(2020, 7)
END = "</main></body></html>"


def run(*options):
    said = StringIO()
    call_command("load_demo", *options, stdout=said, stderr=said)
    return said.getvalue()


@dataclass(frozen=True)
class Loaded:
    said: str
    files: Path


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker, tmp_path_factory):
    """The command was run, once, on the plan's own calendar; where it kept its files."""
    files = tmp_path_factory.mktemp("files")
    with (
        override_settings(MEDIA_ROOT=files),
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        yield Loaded(run("--unshifted"), files)
        transaction.set_rollback(True)


def test_it_says_what_it_loaded(loaded):
    assert (
        loaded.said
        == "Loaded “Children's commissioning programme”: 168 items; its report of July 2020 is issued.\n"
    )
    assert_golden(STATUS)


def test_last_months_report_is_approved_and_issued_to_the_six_of_the_first_board(loaded):
    edition = Edition.objects.get(board__short_name="ICB", kind=Kind.HIGHLIGHT)
    assert (edition.period, edition.state) == (date(2020, 7, 1), EditionState.SENDING)
    assert edition.approved_by.full_name == "Gillian Roake"
    assert list(edition.deliveries.values_list("state", flat=True)) == ["queued"] * 6
    content = (loaded.files / edition.final.name).read_bytes()
    assert content.startswith(b"%PDF-")
    assert digest(content) == edition.final_sha256
    assert edition.pages >= 3


@pytest.mark.usefixtures("loaded")
@pytest.mark.parametrize("name", ["Children's commissioning programme", *others.names()])
def test_page_1_of_each_programme_is_one_page(name):
    """A plan with registers, a progress report on a workbook, an action plan on CSV."""
    programme = Programme.objects.get(name=name)
    june, july = (
        collect(programme, period=each, as_at=each.last, now=MORNING) for each in (JUNE, JULY)
    )
    whole = render.html(samples.document(july, previous=june))
    first_two, cut, _ = whole.partition('<section class="tight"><h2>Milestones</h2>')
    assert cut
    content = render.pdf_of(first_two + END, ready.sheet(), seconds=60).content
    pages = Paper(content).pages
    assert name in pages[0]
    assert "Savings" in pages[0]  # the last block of page 1
    assert "Workstreams at a glance" in pages[1]


@pytest.mark.usefixtures("loaded")
def test_the_second_boards_report_waits_for_the_worker_and_nobody_gets_it_unapproved():
    edition = Edition.objects.get(board__short_name="SLT")
    assert (edition.period, edition.state) == (date(2020, 7, 1), EditionState.DUE)
    assert not edition.deliveries.exists()


@pytest.mark.usefixtures("loaded")
def test_each_kind_of_report_is_there_to_be_looked_at():
    found = {
        (each.board.short_name, each.kind, str(each.month), each.state)
        for each in Edition.objects.select_related("board")
    }
    assert found == {
        ("ICB", "highlight", "July 2020", "sending"),
        ("ICB", "quarterly", "June 2020", "due"),
        ("ICB", "committee", "July 2020", "due"),
        ("SLT", "highlight", "July 2020", "due"),
        ("CDP", "summary", "July 2020", "due"),
    }


@pytest.mark.usefixtures("loaded")
def test_the_committee_report_is_begun_and_says_what_is_missing():
    edition = Edition.objects.get(kind=Kind.COMMITTEE)
    texts = [Text(each.key, State(each.state), each.text) for each in edition.texts.all()]
    assert {each.key for each in texts} >= {"meeting", "purpose", "author", "contact"}
    assert {section.key for section in missing(texts)} == {
        "wards", "background", "resources", "equality", "safeguarding", "papers",
    }  # fmt: skip


@pytest.mark.usefixtures("loaded")
def test_the_summary_shows_what_its_rule_says():
    edition = Edition.objects.get(kind=Kind.SUMMARY)
    freeze(claim(edition.pk, now=MORNING), clock=lambda: MORNING)
    (part,) = summary(bind(Edition.objects.get(pk=edition.pk), final=False))
    assert 0 < len(part.shown) < len(part.rows.verdicts)
    assert part.reasons, "some rows are not listed, and why is said"


@pytest.mark.usefixtures("loaded")
def test_the_months_before_are_frozen_as_they_stood():
    frozen = {Month.of(row.period).key: row for row in Snapshot.objects.all()}
    assert sorted(frozen) == ["2020-05", "2020-06", "2020-07"]
    declared = [frozen[key].ratings["0"][0] for key in sorted(frozen)]
    assert declared == ["amber", "amber", "red"]
    done = [sum(item.percent == 100 for item in frozen[key].read().items) for key in sorted(frozen)]
    assert done == sorted(set(done)), "more is done each month"
    assert all(row.taken_at <= MORNING for row in frozen.values())
    edition = Edition.objects.get(board__short_name="ICB", kind=Kind.HIGHLIGHT)
    assert Month.of(edition.parts.get().previous.period).key == "2020-06"


@pytest.mark.usefixtures("loaded")
def test_no_step_lies_in_the_future():
    assert Transition.objects.latest("at").at <= MORNING
    assert Update.objects.latest("written_at").written_at <= MORNING


@pytest.mark.usefixtures("loaded")
def test_later_reports_fall_due_by_themselves_and_no_older_one_does():
    asked = {(e.board.short_name, Month.of(e.period).key) for e in ensure_due(now=MORNING)}
    assert asked == set(), "on the day it is loaded nothing more is due"
    in_september = datetime(2020, 9, 9, 9, 0, tzinfo=LONDON)
    asked = {(e.board.short_name, Month.of(e.period).key) for e in ensure_due(now=in_september)}
    assert asked == {("ICB", "2020-08"), ("SLT", "2020-08"), ("CDP", "2020-08")}
    in_october = datetime(2020, 10, 9, 9, 0, tzinfo=LONDON)
    quarters = {
        (e.board.short_name, Month.of(e.period).key)
        for e in ensure_due(now=in_october)
        if e.kind == Kind.QUARTERLY
    }
    assert quarters == {("ICB", "2020-09")}


@pytest.mark.usefixtures("loaded")
def test_a_second_run_changes_nothing_and_says_nothing():
    tables = (Edition, Delivery, Transition, Snapshot, Schedule, Update)
    before = [table.objects.count() for table in tables]
    assert run("--unshifted") == ""
    assert [table.objects.count() for table in tables] == before


@pytest.mark.usefixtures("loaded")
def test_if_empty_leaves_somebody_elses_programme_alone():
    Programme.objects.create(name="Ours", slug="ours")
    assert "not loaded" in run("--if-empty")


@pytest.mark.parametrize(
    "slug", ["childrens-commissioning-programme", "children-in-care-programme"]
)
def test_a_reference_report_says_what_it_said(slug, loaded):
    """tests/reports/texts/README.md: how to renew them."""
    programme = Programme.objects.get(slug=slug)
    taken = collect(programme, period=JULY, as_at=JULY.last, now=MORNING)
    before = Snapshot.objects.filter(programme=programme, period=JUNE.first).last()
    document = samples.document(
        taken, previous=before.read() if before else None, final=True, approver="Gillian Roake",
        approved_at=MORNING, next_report=date(2020, 9, 7),
    )  # fmt: skip
    document = replace(document, organisation=taken.organisation, period=str(JULY))
    now = texts.text_of(render.pdf(document).content)
    assert now == texts.kept(slug, now)
