"""One mail to one person, whatever it says: a row with a state a person can read and act on."""

from typing import Any

from django.db import models
from django.db.models import Q

from reports.models.change import Change


class DeliveryState(models.TextChoices):
    """The nine words of design.md 9. A relay's 250 is "sent"; nobody can say "delivered"."""

    QUEUED = "queued", "Queued"
    TRANSMITTING = "transmitting", "Being sent"
    SENT = "sent", "Sent"
    RETRY_WAIT = "retry_wait", "Waiting to try again"
    REFUSED = "refused", "Refused"
    FAILED = "failed", "Failed"
    UNKNOWN = "unknown", "Unknown"
    CANCELLED = "cancelled", "Cancelled"
    BOUNCED = "bounced", "Bounced"


class OutgoingMail(models.Model):
    """Claimed by a conditional UPDATE; ``begun_at`` is committed before the first byte of DATA.

    ``number`` goes up only when a person says "send again", and with it the Message-ID. What is done
    with such a row stands in `reports.outbox`.
    """

    State = DeliveryState

    name = models.CharField(max_length=160)
    email = models.EmailField(max_length=254)
    state = models.CharField(max_length=12, choices=DeliveryState, default=DeliveryState.QUEUED)
    since = models.DateTimeField("in this state since")
    number = models.PositiveSmallIntegerField(default=1)
    holder = models.CharField(max_length=80, blank=True)
    attempt = models.PositiveSmallIntegerField(default=0)
    first_try_at = models.DateTimeField(null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    begun_at = models.DateTimeField("DATA begun", null=True, blank=True)
    try_at = models.DateTimeField("not before", null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    reply = models.TextField("the mail server's words", blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="transmitting") | Q(lease_until__isnull=False),
                name="%(class)s_being_sent_has_a_lease",
            )
        ]
        indexes = [models.Index(fields=["state", "try_at"], name="%(class)s_by_state_and_time")]

    def __str__(self) -> str:
        return f"{self.name}: {self.get_state_display()}"

    def change(self, **columns: Any) -> Change:
        """A new row of this mail's log, not saved yet."""
        raise NotImplementedError
