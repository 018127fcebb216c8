"""USE CASES of an edition: due, frozen, rendered, approved, issued, held, replaced.

Everything here may be asked any number of times by anybody: states move by conditional UPDATE, rows
are made by INSERT ... ON CONFLICT DO NOTHING, and work is claimed with a lease and fenced by its
attempt (reliability 1.5).
"""

from reports.log import Refused
from reports.publish.binding import bind
from reports.publish.decide import approve, hold, reissue, try_again
from reports.publish.due import ensure_due, open_edition
from reports.publish.issue import issue, settle
from reports.publish.schedule import coming, planned, set_schedule
from reports.publish.texts import WRITABLE, Clash, begin_committee, write_texts
from reports.publish.work import snapshot_of, work

__all__ = [
    "WRITABLE",
    "Clash",
    "Refused",
    "approve",
    "begin_committee",
    "bind",
    "coming",
    "ensure_due",
    "hold",
    "issue",
    "open_edition",
    "planned",
    "reissue",
    "set_schedule",
    "settle",
    "snapshot_of",
    "try_again",
    "work",
    "write_texts",
]
