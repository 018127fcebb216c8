"""The demonstration as loaded: the golden figures, the months behind it, the people who may sign in.

It is loaded once for the whole module; these tests only read, or undo what they write.
"""

import pytest
from django.contrib.auth import get_user_model
from django.db import transaction

from tests.workstreams.demo import LONDON, MORNING, STATUS, assert_golden, load_demo
from workstreams.demo import load
from workstreams.demo.cast import DOMAIN, PASSWORD, sign_in_lines
from workstreams.demo.rest import KINDS
from workstreams.demo.shift import shift_plan
from workstreams.demo.workbook import read_source, read_story
from workstreams.models import (
    Board,
    BoardRecipient,
    ImportBatch,
    Item,
    Membership,
    Person,
    PersonAlias,
    Programme,
    ReportingPeriod,
    Update,
    Workstream,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("loaded")]


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield load_demo()
        transaction.set_rollback(True)


def as_typed(row):
    """Percent, rating and dates of one row of the source."""
    return (row["percent"], row["rag"].lower(), row["start"].strip(), row["end"].strip())


def as_stored(item):
    percent = "" if item.percent is None else f"{item.percent}%"
    return (percent, item.declared_rag, item.start_text.strip(), item.target_text.strip())


def test_it_has_the_golden_figures():
    assert_golden(STATUS)


def test_the_months_end_where_the_sheet_stands():
    """The history is made of steps, and after the last one every row is as the source says."""
    plan = shift_plan(read_source(), 0)
    stored = {item.source_cell: as_stored(item) for item in Item.objects.all()}
    rows = {f"Plan!B{n}": row for n, row in enumerate(plan["rows"], plan["header_row"] + 1)}
    assert len(stored) == 168
    assert stored == {cell: as_typed(rows[cell]) for cell in stored}


def test_the_damaged_titles_were_mended_when_it_came_in_and_nothing_else():
    assert Workstream.objects.get(ref="3", parent=None).title == "Community health contract"
    assert set(ImportBatch.objects.get().chosen["fixes"].values()) == {"decode"}
    assert Person.objects.filter(name__in=["Bridget Harlow", "Calulm Deverill"]).count() == 2
    assert not PersonAlias.objects.exists(), "no two names were taken for one person"


def test_three_months_of_history_were_made_by_people():
    written = list(Update.objects.values_list("written_at", flat=True))
    assert {moment.astimezone(LONDON).month for moment in written} == {5, 6, 7}
    assert max(written) < MORNING
    steps = Item.history.filter(history_type="~")
    assert steps.count() >= 30
    assert not steps.filter(history_user=None).exists()


def test_dates_that_moved_have_a_reason_and_keep_their_target():
    moved = Item.objects.exclude(revised_text="")
    assert moved.count() == 2
    for item in moved:
        told = item.history.exclude(revised_text="").earliest("history_date")
        assert told.history_change_reason
        assert item.revised_date > item.target_date


def test_one_item_tells_its_months():
    strategy = Item.objects.get(title="Revised SEND strategy, final version")
    history = list(strategy.history.order_by("history_date", "history_id"))
    assert [row.percent for row in history] == [10, 20, 30, 30]
    assert [row.declared_rag for row in history] == ["green", "green", "green", "amber"]
    assert history[-1].history_user.full_name == "Callum Deverill"


def test_loading_twice_changes_nothing():
    tables = (Item.history, Workstream.history, Update.objects, Person.objects, Membership.objects,
              BoardRecipient.objects, ImportBatch.objects, Programme.history,
              *(model.history for model in KINDS.values()))  # fmt: skip
    before = [rows.count() for rows in tables]
    assert not load_demo().new
    assert [rows.count() for rows in tables] == before


def test_work_that_people_did_since_survives_another_load():
    item = Item.objects.get(title="Review the data sets")
    item.percent = 40
    item.save()
    user = get_user_model().objects.get(full_name="Callum Deverill")
    user.set_password("another long one")
    user.save()
    load_demo()
    item.refresh_from_db()
    user.refresh_from_db()
    assert item.percent == 40
    assert user.check_password("another long one")


def test_every_role_has_somebody_who_can_sign_in():
    lines = [line.split(" ", 4) for line in sign_in_lines()]
    assert lines[0][4] == "Programme office"
    assert set(Membership.objects.values_list("role", flat=True)) == {
        "office", "manager", "sponsor", "lead", "contributor", "finance", "board", "auditor",
    }  # fmt: skip
    for sign, _, email, password, _ in lines:
        assert (sign, password) == ("sign", PASSWORD)
        assert email.endswith(f"@{DOMAIN}")
        assert get_user_model().objects.get(email=email).check_password(password)


def test_owners_of_the_plan_are_the_people_with_accounts():
    callum = get_user_model().objects.get(full_name="Callum Deverill")
    assert Item.objects.owned_by(callum).count() == 35


def test_three_boards_have_twelve_recipients_six_on_the_first():
    names = [board["name"] for board in read_story()["boards"]]
    assert [Board.objects.get(name=name).recipients.count() for name in names] == [6, 4, 2]
    partnership = Board.objects.get(short_name="CDP")
    assert {scope.workstream.title for scope in partnership.scope.all()} == {
        "SEND",
        "Transforming care",
    }


def test_it_says_whether_somebody_keeps_a_programme_of_their_own():
    assert not load.others_exist()
    Programme.objects.create(name="Ours", slug="ours")
    assert load.others_exist()


def test_on_its_status_date_the_month_before_is_agreed_and_one_return_is_begun():
    programme = Programme.objects.get(name="Children's commissioning programme")
    this, last, *_ = ReportingPeriod.objects.filter(programme=programme)
    assert (f"{this.month:%B}", this.state) == ("August", "open")
    assert list(this.returns.values_list("workstream__ref", "state")) == [("4", "draft")]
    assert (f"{last.month:%B}", last.state) == ("July", "closed")
    assert set(last.returns.values_list("state", flat=True)) == {"agreed"}
    for model in KINDS.values():
        assert model.history.latest("history_date").history_date <= MORNING
