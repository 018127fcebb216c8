"""Last month's reports of the demonstration, made by the command that `make run` gives."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction

from reports.models import Delivery, Edition, EditionState, Schedule, Snapshot, Transition
from reports.periods import Month
from reports.render import digest
from tests.workstreams.demo import MORNING, STATUS, assert_golden
from workstreams.models import Programme, Update

pytestmark = pytest.mark.django_db


def run(*options):
    said = StringIO()
    call_command("load_demo", *options, stdout=said, stderr=said)
    return said.getvalue()


@pytest.fixture(scope="module")
def said(django_db_setup, django_db_blocker):
    """What the command said; it is run once, on the plan's own calendar."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield run("--unshifted")
        transaction.set_rollback(True)


def test_it_says_what_it_loaded(said):
    assert (
        said == "Loaded “Children's commissioning programme”: 168 items, 3 reports of July 2020.\n"
    )
    assert_golden(STATUS)


@pytest.mark.usefixtures("said")
def test_last_months_report_of_each_board_is_approved_and_issued():
    editions = Edition.objects.all()
    assert {edition.period for edition in editions} == {date(2020, 7, 1)}
    assert {edition.state for edition in editions} == {EditionState.SENDING}
    assert {edition.approved_by.full_name for edition in editions} == {"Gillian Roake"}
    assert sorted(edition.deliveries.count() for edition in editions) == [2, 4, 6]
    assert set(Delivery.objects.values_list("state", flat=True)) == {"queued"}


@pytest.mark.usefixtures("said")
def test_each_final_is_a_pdf_with_the_recorded_fingerprint():
    for edition in Edition.objects.all():
        with edition.final.open() as file:
            content = file.read()
        assert content.startswith(b"%PDF-")
        assert digest(content) == edition.final_sha256
        assert edition.pages >= 3


@pytest.mark.usefixtures("said")
def test_the_months_before_are_frozen_as_they_stood():
    frozen = {Month.of(row.period).key: row for row in Snapshot.objects.all()}
    assert sorted(frozen) == ["2020-05", "2020-06", "2020-07"]
    declared = [frozen[key].ratings["0"][0] for key in sorted(frozen)]
    assert declared == ["amber", "amber", "red"]
    done = [sum(item.percent == 100 for item in frozen[key].read().items) for key in sorted(frozen)]
    assert done == sorted(set(done)), "more is done each month"
    for edition in Edition.objects.all():
        assert Month.of(edition.parts.get().previous.period).key == "2020-06"


@pytest.mark.usefixtures("said")
def test_no_step_lies_in_the_future():
    assert Transition.objects.latest("at").at <= MORNING
    assert Update.objects.latest("written_at").written_at <= MORNING


@pytest.mark.usefixtures("said")
def test_the_next_report_falls_due_by_itself_and_no_older_one_does():
    assert {schedule.starts for schedule in Schedule.objects.all()} == {date(2020, 7, 1)}
    assert Schedule.objects.filter(active=True).count() == 3


@pytest.mark.usefixtures("said")
def test_a_second_run_changes_nothing_and_says_nothing():
    tables = (Edition, Delivery, Transition, Snapshot, Schedule, Update)
    before = [table.objects.count() for table in tables]
    assert run("--unshifted") == ""
    assert [table.objects.count() for table in tables] == before


@pytest.mark.usefixtures("said")
def test_if_empty_leaves_somebody_elses_programme_alone():
    Programme.objects.create(name="Ours", slug="ours")
    assert "not loaded" in run("--if-empty")
