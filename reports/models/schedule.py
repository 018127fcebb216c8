"""When a board's report is prepared: one row per board that gets one."""

from datetime import time

from django.db import models

from reports.kinds import NAMES, Kind
from reports.periods import Due, DueRule
from workstreams.models.base import history


class Schedule(models.Model):
    """What one board gets, and when. No row, or ``active`` off: nothing is prepared by itself."""

    class Monthly(models.TextChoices):
        HIGHLIGHT = Kind.HIGHLIGHT.value, NAMES[Kind.HIGHLIGHT]
        SUMMARY = Kind.SUMMARY.value, NAMES[Kind.SUMMARY]
        NOTHING = "", "Nothing each month"

    class Rule(models.TextChoices):
        NTH_WORKING_DAY = DueRule.NTH_WORKING_DAY.value, "n-th working day of the month after"
        LAST_WORKING_DAY = DueRule.LAST_WORKING_DAY.value, "last working day of the month"
        BEFORE_MEETING = (
            DueRule.BEFORE_MEETING.value,
            "n days before the meeting in the month after",
        )

    board = models.OneToOneField("workstreams.Board", models.CASCADE, related_name="schedule")
    monthly = models.CharField(
        "each month", max_length=12, choices=Monthly, default=Monthly.HIGHLIGHT, blank=True
    )
    quarterly_from = models.DateField(
        "first quarter reviewed, the first day of its last month", null=True, blank=True
    )
    rule = models.CharField(max_length=20, choices=Rule, default=Rule.NTH_WORKING_DAY)
    n = models.PositiveSmallIntegerField("which working day, or days before the meeting", default=5)
    at = models.TimeField("hour of the day, in London", default=time(8, 0))
    meeting_week = models.PositiveSmallIntegerField(
        "week of the month the board meets in", default=4
    )
    meeting_weekday = models.PositiveSmallIntegerField("day of the week, Monday is 0", default=1)
    starts = models.DateField("first period, its first day")
    grace_hours = models.PositiveSmallIntegerField(
        "hours to approve before the report is held", default=72
    )
    issue_by_hand = models.BooleanField(
        "approving does not send; somebody issues it", default=False
    )
    attach = models.BooleanField(
        "attach the PDF; otherwise the mail only leads to it", default=True
    )
    active = models.BooleanField(default=True)
    history = history()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(starts__day=1),
                name="schedule_starts_on_the_first_of_a_month",
                violation_error_message="A schedule starts with a whole month.",
            ),
            models.CheckConstraint(
                condition=models.Q(quarterly_from__isnull=True)
                | models.Q(quarterly_from__day=1)
                & (
                    models.Q(quarterly_from__month=3)
                    | models.Q(quarterly_from__month=6)
                    | models.Q(quarterly_from__month=9)
                    | models.Q(quarterly_from__month=12)
                ),
                name="schedule_reviews_start_with_a_whole_quarter",
                violation_error_message="Quarterly reviews start with the last month of a quarter.",
            ),
            models.CheckConstraint(
                condition=models.Q(n__gte=1, n__lte=15),
                name="schedule_n_is_1_to_15",
                violation_error_message="Choose a day from 1 to 15.",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    meeting_week__gte=1,
                    meeting_week__lte=5,
                    meeting_weekday__gte=0,
                    meeting_weekday__lte=6,
                ),
                name="schedule_meeting_is_a_day_of_a_month",
                violation_error_message="A board meets in week 1 to 5, on day 0 (Monday) to 6.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.board}: {self.get_rule_display()}"

    def due(self) -> Due:
        """The rule as plain data, for ``reports.periods``."""
        return Due(
            rule=DueRule(self.rule),
            n=self.n,
            at=self.at,
            meeting_week=self.meeting_week,
            meeting_weekday=self.meeting_weekday,
        )
