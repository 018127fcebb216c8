"""Frozen facts about one programme. Written once; nothing ever changes a row."""

from django.db import models

from reports import codec, snapshot


class Snapshot(models.Model):
    """The canonical JSON of one ``reports.snapshot.Snapshot``, shared by the boards that read it.

    ``number`` counts the takes of a period: a re-issue on later facts freezes the next one.
    """

    programme = models.ForeignKey("workstreams.Programme", models.PROTECT, related_name="snapshots")
    period = models.DateField("first day of the month")
    number = models.PositiveSmallIntegerField(default=1)
    schema = models.PositiveSmallIntegerField()
    as_at = models.DateField()
    taken_at = models.DateTimeField()
    body = models.TextField("canonical JSON")
    sha256 = models.CharField(max_length=64)
    # node id (0: the programme) -> [declared, computed], so that a trend needs no whole snapshot
    ratings = models.JSONField(default=dict)

    class Meta:
        ordering = ["programme_id", "period", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "period", "number"],
                name="snapshot_one_per_programme_period_and_number",
            ),
            models.CheckConstraint(
                condition=models.Q(period__day=1), name="snapshot_period_is_the_first_of_a_month"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.programme}, {self.period:%B %Y}, number {self.number}"

    def read(self) -> snapshot.Snapshot:
        """The facts, whatever schema they were stored in.

        SnapshotError when the text is not what was frozen.
        """
        known = _READ.get(self.sha256)
        if known is not None and "body" in self.get_deferred_fields():
            return known
        if codec.fingerprint(self.body) != self.sha256:
            raise codec.SnapshotError(
                "The stored snapshot is not the one that was frozen: its SHA-256 differs."
            )
        if known is None:
            known = _READ[self.sha256] = codec.from_json(self.body)
            while len(_READ) > KEPT:
                _READ.pop(next(iter(_READ)), None)
        return known


KEPT = 4  # frozen text means the same facts each time it is read, so the last few are kept
_READ: dict[str, snapshot.Snapshot] = {}
