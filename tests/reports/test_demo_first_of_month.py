"""The demonstration loaded a few minutes into a month: the month before is over, and nothing lies in the future."""

from datetime import date, datetime

import pytest

from reports import demo as reporting
from reports.models import EditionState, Snapshot, Transition
from reports.periods import LONDON
from workstreams.demo import load
from workstreams.demo.workbook import read_story
from workstreams.models import Item

pytestmark = pytest.mark.django_db


def test_the_report_of_the_month_before_is_issued_at_once(monkeypatch):
    story = read_story()
    monkeypatch.setattr(load, "read_story", lambda: story | {"boards": story["boards"][:1]})
    now = datetime(2026, 11, 1, 0, 10, tzinfo=LONDON)
    demo = load.load(today=now.date(), now=now, history=False)
    edition, *_ = reporting.report_last_month(demo, now=now)
    assert (edition.month.key, edition.state) == ("2026-10", EditionState.SENDING)
    moments = list(Transition.objects.values_list("at", flat=True))
    assert min(moments) > datetime(2026, 11, 1, tzinfo=LONDON)
    assert max(moments) <= now


def test_what_happened_since_the_month_was_frozen_is_not_in_its_report():
    """Late in a month the story has gone on; last month's facts are those of the 3rd."""
    now = datetime(2026, 11, 25, 9, 0, tzinfo=LONDON)
    load.load(today=now.date(), now=now, freeze=reporting.freeze)
    frozen = Snapshot.objects.get(period=date(2026, 10, 1))
    assert frozen.taken_at == datetime(2026, 11, 3, 8, 30, tzinfo=LONDON)
    then = {item.id: item for item in frozen.read().items}
    moved = Item.objects.get(title="Action plan with main deliverables")
    assert moved.revised_text == "15/12/26"
    assert then[moved.pk].revised.text == ""
