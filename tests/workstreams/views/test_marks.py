"""What the plain lists mark: what is overdue, what was declared, what a meeting left open, units of readings."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests import factories
from workstreams.actions import governance, measures, register
from workstreams.models import Figure
from workstreams.money import amounts
from workstreams.templatetags.parts import sentence
from workstreams.when import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("time_machine_at")]


def risk_due(cast, days, *, today, now, **more):
    return register.raise_risk(
        programme=cast.plan.programme, title=f"Due in {days}", by=cast["manager"], today=today, now=now,
        action_due=read(today + timedelta(days=days)), **more,
    )  # fmt: skip


def page_of(signed_in, cast, name):
    return signed_in("manager").get(reverse(name, args=[cast.plan.programme.slug])).content.decode()


@pytest.mark.parametrize(("days", "marked"), [(-1, True), (0, False), (1, False)])
def test_an_action_is_overdue_from_the_day_after(signed_in, cast, today, now, days, marked):
    risk_due(cast, days, today=today, now=now)
    assert ("overdue" in page_of(signed_in, cast, "register")) is marked


def test_a_dependency_that_is_met_is_not_overdue(signed_in, cast, today, now):
    row = register.add_dependency(
        programme=cast.plan.programme, title="The guidance", outside="National guidance", by=cast["manager"],
        today=today, now=now, needed_by=read(today - timedelta(days=3)),
    )  # fmt: skip
    assert "overdue" in page_of(signed_in, cast, "dependencies")
    register.meet(row, by=cast["manager"], today=today, now=now)
    assert "overdue" not in page_of(signed_in, cast, "dependencies")


def test_the_register_shows_the_declared_rating_as_its_mark(signed_in, cast, today, now):
    risk_due(cast, 5, today=today, now=now, declared_rag="red")
    assert '<use href="#m-R"/>' in page_of(signed_in, cast, "register").partition("<main")[2]


@pytest.mark.parametrize(("days", "marked"), [(-1, True), (0, False), (7, False)])
def test_a_decision_that_a_meeting_left_open_is_marked(signed_in, cast, today, now, days, marked):
    board = factories.BoardFactory()
    meeting = governance.add_meeting(
        board, on=today + timedelta(days=days), by=cast["office"], now=now
    )
    governance.ask(
        programme=cast.plan.programme, board=board, meeting=meeting, title="Sign it", by=cast["office"],
        today=today, now=now,
    )  # fmt: skip
    page = page_of(signed_in, cast, "boards")
    assert "not answered" in page
    assert ("late--say" in page) is marked


def test_a_reading_carries_its_unit_and_a_gap_does_not(signed_in, cast, today, now):
    measure = measures.add_measure(
        programme=cast.plan.programme, title="Vacancies", unit="%", target=Figure.of(8), by=cast["manager"], now=now
    )  # fmt: skip
    facts = {"by": cast["manager"], "now": now, "today": today}
    period = today.replace(day=1) - timedelta(days=1)
    measures.record_reading(measure, period=period, value=Figure.of("12.9"), **facts)
    assert "12.9%" in page_of(signed_in, cast, "measures")
    measures.record_reading(
        measure, period=period, value=Figure(None, "not_reported"), reason="Withdrawn", **facts
    )
    page = page_of(signed_in, cast, "measures")
    assert '<span class="typed">not reported</span>' in page and "8%" in page


@pytest.mark.parametrize(
    ("amount", "unit", "said"),
    [("12.90", "%", "12.9%"), (1405, "a month", "1,405 a month"), (0, "children", "0 children"),
     ("0.125", "", "0.125")],
)  # fmt: skip
def test_what_is_counted_is_not_written_like_money(amount, unit, said):
    assert amounts.counted(Figure.of(amount), unit) == said


def test_typed_words_end_with_one_full_stop():
    assert [sentence(said) for said in ("Late", "Late.", "Why?")] == ["Late.", "Late.", "Why?"]
