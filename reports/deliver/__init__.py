"""USE CASES of a delivery: claim, send, settle what nobody can know.

One row, one person, one SMTP transaction. That DATA begins is committed before its first byte, so that
after any crash a row is known not to have left (it goes again) or not known (``unknown``, and a person
decides): never lost in silence, never mailed twice by itself (reliability 1.5, F7, F8).
"""

from reports.deliver.bounce import bounced, take_notice
from reports.deliver.decide import retry_now, send_again, was_delivered
from reports.deliver.send import release_expired, send
from reports.log import Refused

__all__ = [
    "Refused",
    "bounced",
    "release_expired",
    "retry_now",
    "send",
    "send_again",
    "take_notice",
    "was_delivered",
]
