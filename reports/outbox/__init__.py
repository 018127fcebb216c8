"""The outbox: how one mail reaches one person once, whatever it says (reliability 1.5).

One row, one person, one SMTP transaction. That DATA begins is committed before its first byte, so that
after any crash a row is known not to have left (it goes again) or not known (``unknown``, and a person
decides): never lost in silence, never mailed twice by itself (F7, F8). Reports (`reports.deliver`) and
the chase (`reports.chase`) say what a mail contains and when it is not wanted any more.
"""

from reports.outbox.post import (
    Needless,
    back_off,
    claim,
    conclude,
    hand_over,
    keep_trying,
    take_back,
    waiting,
)

__all__ = [
    "Needless",
    "back_off",
    "claim",
    "conclude",
    "hand_over",
    "keep_trying",
    "take_back",
    "waiting",
]
