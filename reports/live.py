"""The dashboard is a snapshot too: the same ``collect``, the same reading, narrowed to what the reader sees."""

from datetime import date, datetime
from typing import Any

from reports.collect import collect, previous
from reports.periods import Month
from reports.reading import Reading, read
from workstreams.access import rights_of
from workstreams.models import Programme, Workstream


def reading(programme: Programme, *, user: Any, today: date, now: datetime) -> Reading:
    """How the programme stands today, for this reader: the whole, or the branches their boards look at."""
    snapshot = collect(programme, period=None, as_at=today, now=now)
    before = previous(programme, before=Month.of(today))
    return read(snapshot, before.read() if before else None, branches=branches_for(programme, user))


def branches_for(programme: Programme, user: Any) -> tuple[int, ...]:
    """The ids of the nodes the user may see; none when that is all of them."""
    if rights_of(user).reads_whole(programme.pk):
        return ()
    seen = Workstream.objects.visible_to(user).filter(programme=programme)
    return tuple(seen.values_list("pk", flat=True))
