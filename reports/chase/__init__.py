"""USE CASES of the chase: who is asked for a return, when, once; and the mail that asks.

The steps and their days are rules (`workstreams.month.calendar`); here they become rows and mails,
because the machinery that sends stands here: claimed by a conditional UPDATE, one recipient a
transaction, and ``unknown`` where nobody can know (reliability 1.5).
"""

from reports.chase.ask import ask
from reports.chase.decide import send_again, was_delivered
from reports.chase.send import release_expired, send, waiting

__all__ = ["ask", "release_expired", "send", "send_again", "waiting", "was_delivered"]
