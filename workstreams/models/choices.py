"""The words a field may hold. Each value is the standard term of the field (glossary, seeds.md 4)."""

from __future__ import annotations

from django.db import models

from workstreams.rag import Rag


class Role(models.TextChoices):
    """What a user is in a programme (design.md 6). The administrator is `is_superuser`."""

    OFFICE = "office", "Programme office"
    MANAGER = "manager", "Programme manager"
    SPONSOR = "sponsor", "Sponsor"
    LEAD = "lead", "Workstream lead"
    CONTRIBUTOR = "contributor", "Action owner"
    FINANCE = "finance", "Finance"
    BOARD = "board", "Board member"
    AUDITOR = "auditor", "Auditor"


class ProgrammeStatus(models.TextChoices):
    """Whether a programme is worked on. What is closed can be read as before."""

    PLANNED = "planned", "Being planned"
    RUNNING = "running", "Running"
    PAUSED = "paused", "Paused"
    CLOSED = "closed", "Closed"


class Level(models.TextChoices):
    """The word a programme uses for a branch of its tree."""

    OUTCOME = "outcome", "Outcome"
    THEME = "theme", "Theme"
    WORKSTREAM = "workstream", "Workstream"
    PROJECT = "project", "Project"
    DELIVERABLE = "deliverable", "Deliverable"


class Kind(models.TextChoices):
    """What an item is (S0-05 to S0-07); unknown until someone says (X0-31)."""

    TASK = "task", "Task"
    MILESTONE = "milestone", "Milestone"
    GOVERNANCE = "governance", "Governance"
    UNTYPED = "untyped", "Type not given"


class Status(models.TextChoices):
    """How far an item is, apart from its rating and apart from its timeliness."""

    NOT_STARTED = "not_started", "Not started"
    IN_PROGRESS = "in_progress", "In progress"
    COMPLETE = "complete", "Complete"
    BUSINESS_AS_USUAL = "business_as_usual", "Moved to business as usual"
    ON_HOLD = "on_hold", "On hold"
    CANCELLED = "cancelled", "Cancelled"


class Scope(models.TextChoices):
    """Who the work is for (S0-13)."""

    LOCAL = "Local", "Local"
    REGIONAL = "Regional", "Regional"
    NATIONAL = "National", "National"


class PersonKind(models.TextChoices):
    """An owner may be a person, a post (S4-27) or a group (S2-04)."""

    PERSON = "person", "Person"
    POST = "post", "Post"
    GROUP = "group", "Group"


class Precision(models.TextChoices):
    """How exact a date is (workstreams.when.Precision)."""

    DAY = "day", "Day"
    WEEK = "week", "Week"
    PART_MONTH = "part-month", "Part of a month"
    MONTH = "month", "Month"
    RANGE = "range", "Range"
    YEAR = "year", "Year"
    NONE = "none", "No date"


class Certainty(models.TextChoices):
    """How sure a date is (workstreams.when.Certainty)."""

    FIRM = "firm", "Firm"
    APPROXIMATE = "approximate", "Approximate"
    TBC = "tbc", "To be confirmed"
    ONGOING = "ongoing", "Ongoing"
    WAITING = "waiting", "Waiting on a person"
    IMPOSSIBLE = "impossible", "Not a date of the calendar"
    UNREAD = "unread", "Not read as a date"
    BLANK = "blank", "Blank"


class Priority(models.TextChoices):
    """How much it matters (S4-35)."""

    HIGH = "High", "High"
    MEDIUM = "Medium", "Medium"
    LOW = "Low", "Low"


class Timeliness(models.TextChoices):
    """On or off track as typed, apart from progress (S1-24, S2-18)."""

    ON_TRACK = "on_track", "On track"
    OFF_TRACK = "off_track", "Off track"


class Recurrence(models.TextChoices):
    """How often something comes round (S1-25, S4-32, S4-48)."""

    WEEKLY = "weekly", "Weekly"
    FORTNIGHTLY = "fortnightly", "Fortnightly"
    MONTHLY = "monthly", "Monthly"
    QUARTERLY = "quarterly", "Quarterly"
    TERMLY = "termly", "Termly"
    YEARLY = "yearly", "Yearly"
    ONGOING = "ongoing", "Ongoing"


class Source(models.TextChoices):
    """Why an action exists (S3-43, S3-44)."""

    INSPECTION = "inspection", "Inspection"
    AUDIT = "audit", "Audit"
    CABINET = "cabinet", "Cabinet or council"
    LEGISLATION = "legislation", "Legislation"
    STRATEGY = "strategy", "Strategy"
    OTHER = "other", "Other"


class UpdateKind(models.TextChoices):
    """Words of one's own, or the counted answer that nothing has changed."""

    WORDS = "words", "In words"
    NO_CHANGE = "no_change", "No change this month"


#: What a person may declare; a blank is kept apart and is never Green.
DECLARED = (
    (Rag.RED.value, "Red"),
    (Rag.AMBER.value, "Amber"),
    (Rag.GREEN.value, "Green"),
    (Rag.BLUE.value, "Complete"),
)

#: What the rules may answer.
COMPUTED = (
    *DECLARED,
    (Rag.NOT_STARTED.value, "Not started"),
    (Rag.ON_HOLD.value, "On hold"),
    (Rag.CANCELLED.value, "Cancelled"),
    (Rag.NOT_RATED.value, "Not rated"),
)
