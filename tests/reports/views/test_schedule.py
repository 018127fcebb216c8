"""When a board's report is prepared: twelve dates before anything is saved."""

import pytest

from reports.models import Schedule
from tests.reports.conftest import JULY

pytestmark = pytest.mark.django_db

ASKED = {
    "monthly": "highlight", "rule": "last_working_day", "n": "1", "at": "07:30", "meeting_week": "4",
    "meeting_weekday": "1", "grace_hours": "48", "attach": "on", "active": "on",
}  # fmt: skip


@pytest.fixture
def address(cast, frozen_day):
    return f"/boards/{cast.board.pk}/schedule/"


def test_the_dates_are_shown_and_nothing_is_saved(signed_in, address):
    client = signed_in("manager")
    rule = Schedule.Rule.LAST_WORKING_DAY.value
    page = client.post(address, {**ASKED, "rule": rule, "show": "yes"}).content.decode()
    assert "Fri 28 August 2020, 07:30" in page  # the 31st is a bank holiday
    assert "Fri 30 October 2020, 07:30" in page
    assert not Schedule.objects.exists()


def test_saving_starts_with_the_month_that_is_running(signed_in, address, cast):
    client = signed_in("manager")
    assert client.post(address, ASKED).status_code == 302
    schedule = Schedule.objects.get()
    assert (schedule.board, str(schedule.starts)) == (cast.board, "2020-08-01")
    assert (schedule.grace_hours, schedule.issue_by_hand, schedule.attach) == (48, False, True)
    change = schedule.history.get()
    assert change.history_user == cast["manager"]


def test_changing_it_keeps_when_it_began(signed_in, address, cast):
    Schedule.objects.create(board=cast.board, starts=JULY.first)
    signed_in("manager").post(address, ASKED)
    assert Schedule.objects.get().starts == JULY.first


def test_what_is_no_day_is_told_at_the_field_and_keeps_what_was_typed(signed_in, address):
    reply = signed_in("manager").post(address, {**ASKED, "n": "40", "at": "quarter past"})
    assert reply.status_code == 422
    page = reply.content.decode()
    assert "Give the hour as hours and minutes" in page
    assert 'value="quarter past"' in page
    assert (
        "“Which working day, or how many days before the meeting” takes a whole number from 1 to 15."
        in page
    )
    assert not Schedule.objects.exists()
