"""The demonstration loaded a few minutes into a month: the month before is over, and nothing lies in the future."""

from datetime import datetime

import pytest

from reports import demo as reporting
from reports.models import EditionState, Transition
from reports.periods import LONDON
from workstreams.demo import load
from workstreams.demo.workbook import read_story

pytestmark = pytest.mark.django_db


def test_the_report_of_the_month_before_is_issued_at_once(monkeypatch):
    story = read_story()
    monkeypatch.setattr(load, "read_story", lambda: story | {"boards": story["boards"][:1]})
    now = datetime(2026, 11, 1, 0, 10, tzinfo=LONDON)
    demo = load.load(today=now.date(), now=now, history=False)
    (edition,) = reporting.report_last_month(demo, now=now)
    assert (edition.month.key, edition.state) == ("2026-10", EditionState.SENDING)
    moments = list(Transition.objects.values_list("at", flat=True))
    assert min(moments) > datetime(2026, 11, 1, tzinfo=LONDON)
    assert max(moments) <= now
