"""One board's report of one kind and month, in one version."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from reports.kinds import NAMES, Kind, covers, file_stem
from reports.periods import Month


class EditionKind(models.TextChoices):
    """What sort of report it is; the rules of each stand in ``reports.kinds``."""

    HIGHLIGHT = Kind.HIGHLIGHT.value, NAMES[Kind.HIGHLIGHT]
    SUMMARY = Kind.SUMMARY.value, NAMES[Kind.SUMMARY]
    QUARTERLY = Kind.QUARTERLY.value, NAMES[Kind.QUARTERLY]
    COMMITTEE = Kind.COMMITTEE.value, NAMES[Kind.COMMITTEE]


class EditionState(models.TextChoices):
    """Where a report stands. A lease beside the state says whether somebody is working on it just now."""

    DUE = "due", "Due, not frozen yet"
    FROZEN = "frozen", "Frozen, draft being made"
    READY = "ready", "Draft, waiting for approval"
    HELD = "held", "Held until it is approved"
    APPROVED = "approved", "Approved, final being made"
    FINAL = "final", "Final, not issued yet"
    SENDING = "sending", "Being sent"
    SENT = "sent", "Sent"
    SENT_WITH_FAILURES = "sent_with_failures", "Sent, not to everybody"
    FAILED = "failed", "Could not be made"
    SUPERSEDED = "superseded", "Replaced by a later version"


class Edition(models.Model):
    """Made once per board, kind, period and version, whoever asks and however often (reliability 1.5).

    The period of a quarterly review is the last month of its quarter.
    """

    State = EditionState

    board = models.ForeignKey("workstreams.Board", models.PROTECT, related_name="editions")
    kind = models.CharField(max_length=12, choices=EditionKind, default=EditionKind.HIGHLIGHT)
    period = models.DateField("first day of the month")
    version = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=20, choices=EditionState, default=EditionState.DUE)
    since = models.DateTimeField("in this state since")
    due_at = models.DateTimeField(null=True, blank=True)
    note = models.TextField("why this version replaces the one before", blank=True)
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )
    fresh_facts = models.BooleanField("freeze again, though the period is frozen", default=False)

    # who is at it: a claim is a conditional UPDATE that raises the attempt; a finish must name its attempt
    holder = models.CharField(max_length=80, blank=True)
    attempt = models.PositiveSmallIntegerField(default=0)
    excused = models.PositiveSmallIntegerField(
        "attempts that the database's own trouble ended", default=0
    )
    lease_until = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)
    failed_from = models.CharField(max_length=20, blank=True)

    imprint = models.JSONField("what approval wrote on it", default=dict, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="editions_approved",
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    issued_at = models.DateTimeField(null=True, blank=True)

    draft = models.FileField(upload_to="reports/", max_length=200, blank=True)
    draft_sha256 = models.CharField(max_length=64, blank=True)
    final = models.FileField(upload_to="reports/", max_length=200, blank=True)
    final_sha256 = models.CharField(max_length=64, blank=True)
    pages = models.PositiveSmallIntegerField(default=0)
    size = models.PositiveIntegerField("bytes", default=0)
    printed = models.TextField(
        "all that the final one says, in the order it is read", blank=True, default=""
    )

    class Meta:
        ordering = ["-period", "board__name", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["board", "kind", "period", "version"],
                name="edition_one_per_board_kind_period_and_version",
            ),
            models.UniqueConstraint(
                fields=["board", "kind", "period"],
                condition=~Q(state="superseded"),
                name="edition_one_in_force_per_board_kind_and_period",
            ),
            models.CheckConstraint(
                condition=~Q(kind="quarterly")
                | Q(period__month=3)
                | Q(period__month=6)
                | Q(period__month=9)
                | Q(period__month=12),
                name="edition_quarterly_is_of_the_last_month_of_a_quarter",
            ),
            models.CheckConstraint(
                condition=Q(period__day=1), name="edition_period_is_the_first_of_a_month"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["final", "sending", "sent", "sent_with_failures"])
                | (Q(approved_at__isnull=False) & ~Q(final_sha256="")),
                name="edition_is_approved_before_it_is_issued",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.board}, {self.name}, version {self.version}"

    @property
    def name(self) -> str:
        """ "Quarterly review, July to September 2020"."""
        return f"{self.get_kind_display()}, {self.covers}"

    @property
    def covers(self) -> str:
        """The month it is of in words, or the three."""
        return covers(self.kind, self.month)

    @property
    def month(self) -> Month:
        return Month.of(self.period)

    @property
    def is_final(self) -> bool:
        return bool(self.final_sha256)

    @property
    def sha256(self) -> str:
        """Of the file a reader gets: the final once there is one, the draft before."""
        return self.final_sha256 or self.draft_sha256

    @property
    def file_name(self) -> str:
        """As it is attached and downloaded."""
        draft = "" if self.is_final else "-draft"
        return f"{file_stem(self.kind, self.month)}-v{self.version}{draft}.pdf"


class EditionPart(models.Model):
    """One programme snapshot an edition reads, and the one it is compared with."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="parts")
    position = models.PositiveSmallIntegerField()
    snapshot = models.ForeignKey("reports.Snapshot", models.PROTECT, related_name="parts")
    previous = models.ForeignKey(
        "reports.Snapshot", models.PROTECT, null=True, blank=True, related_name="later_parts"
    )
    # ids of the branches the board looks at, as they were at the freeze; empty: the whole programme
    branches = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["edition_id", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "position"], name="edition_part_one_per_position"
            ),
            models.UniqueConstraint(
                fields=["edition", "snapshot"], name="edition_part_one_per_snapshot"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition}: {self.snapshot}"


class PartMonth(models.Model):
    """One month of the three that a quarterly review reads of a programme. Without a snapshot nothing was
    frozen for it, and nothing ever will be: the review says so."""

    part = models.ForeignKey(EditionPart, models.CASCADE, related_name="months")
    period = models.DateField("first day of the month")
    snapshot = models.ForeignKey(
        "reports.Snapshot", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["part_id", "period"]
        constraints = [
            models.UniqueConstraint(fields=["part", "period"], name="part_month_one_per_period"),
            models.CheckConstraint(
                condition=Q(period__day=1), name="part_month_is_the_first_of_a_month"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.part}, {self.period:%B %Y}"
