"""What the tests of the demonstration share: loading it, and the golden figures."""

from collections import Counter
from datetime import date, datetime
from zoneinfo import ZoneInfo

from workstreams.demo import load
from workstreams.models import Item, Phase, Workstream

LONDON = ZoneInfo("Europe/London")
STATUS = date(2020, 8, 3)
FIRST = load.read_story()["programme"]["name"]
MORNING = datetime(2020, 8, 3, 9, 0, tzinfo=LONDON)


def load_demo(**how):
    """The demonstration on its own calendar, unless told otherwise."""
    return load.load(**{"today": STATUS, "now": MORNING, "shifted": False, **how})


def load_shifted(today, **how):
    """The demonstration moved into the month of `today`, at nine in the morning."""
    now = datetime(today.year, today.month, today.day, 9, 0, tzinfo=LONDON)
    return load_demo(**{"today": today, "now": now, "shifted": True, **how})


def counted(field):
    return Counter(items_of_the_first().values_list(field, flat=True))


def items_of_the_first():
    """Items of the commissioning programme: the demonstration may hold two more."""
    return Item.objects.filter(programme__name=FIRST)


def assert_golden(status, *, today=None):
    """The figures of the plan at its status date, wherever it was moved to.

    Later in that month some percents have moved on, of items that were neither overdue nor should have started.
    """
    items = items_of_the_first()
    branches = Workstream.objects.filter(programme__name=FIRST)
    assert branches.filter(parent=None).count() == 7
    assert branches.filter(level="deliverable").count() == 26
    assert Phase.objects.filter(workstream__programme__name=FIRST).count() == 23
    assert counted("kind") == {"task": 86, "milestone": 53, "governance": 28, "untyped": 1}
    assert counted("declared_rag") == {"green": 144, "red": 7, "amber": 6, "": 11}
    if today in (None, status):
        assert counted("percent") == {0: 118, 100: 21, 50: 7, 75: 1, 30: 1, None: 20}
    assert counted("scope") == {"Local": 66, "National": 41, "Regional": 36, "": 25}
    assert items.overdue(status).count() == 19
    assert items.overdue_but_green(status).count() == 14
    assert items.should_have_started(status).count() == 28
    assert items.without_usable_date().count() == 59
    assert items.unowned().count() == 5
    assert items.filter(target_certainty="impossible").count() == 3
    assert sum(i.target_date < i.start_date for i in items if i.target_date and i.start_date) == 4
