"""PlanStamp: a row for each transaction that changed a plan, so that what was worked out from plans
can be kept until one changes (`workstreams.plan.kept`)."""

from __future__ import annotations

import secrets

from django.db import models


def token() -> int:
    """A number that no other transaction has, and no transaction that was taken back had."""
    return secrets.randbits(30)


class PlanStamp(models.Model):
    """Something in some plan changed. The sum of all tokens is the state that the plans are in.

    Rows are only added, so that two transactions never wait for each other here; the nightly job
    takes old ones out. No history: a stamp says nothing but that there is some.
    """

    token = models.IntegerField(default=token, editable=False)

    def __str__(self) -> str:
        return str(self.token)
