"""The demonstration's chase: recorded for what lies behind, left to the worker for what is due now."""

from datetime import date, datetime

import pytest
from django.db import transaction
from django.utils import timezone

from reports import chase
from reports.demo_chase import chase_so_far
from reports.models import Digest, Nudge
from tests.workstreams.demo import load_shifted
from workstreams.models import Programme

pytestmark = pytest.mark.django_db

NOW = timezone.make_aware(datetime(2026, 11, 22, 9, 0))


@pytest.fixture(scope="module")
def programme(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        load_shifted(date(2026, 11, 22))
        found = Programme.objects.get(name="Children's commissioning programme")
        chase_so_far(found, now=NOW)
        yield found
        transaction.set_rollback(True)


def steps(month: date) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for nudge in Nudge.objects.filter(period__month=month).order_by("digest__since", "pk"):
        found.setdefault(nudge.digest.name, []).append(nudge.step)
    return found


def test_a_month_that_is_over_shows_who_was_asked_and_how_far_it_went(programme):
    october = steps(date(2026, 10, 1))
    assert october["Rosalind Achebe"][:2] == ["opened", "T-5"]
    assert set(Digest.objects.values_list("state", flat=True)) == {"sent"}


def test_what_is_due_now_is_left_to_the_worker_and_taken_once(programme):
    november = steps(date(2026, 11, 1))
    assert "T+1" not in november["Rosalind Achebe"]
    assert chase.ask(now=NOW) == []  # a Sunday
    made = chase.ask(now=NOW, at_any_hour=True)
    assert {digest.name for digest in made} >= {"Rosalind Achebe", "Gillian Roake"}
    assert chase.ask(now=NOW, at_any_hour=True) == []


def test_done_again_it_changes_nothing(programme):
    assert chase_so_far(programme, now=NOW) == 0
