"""The words of the tracker, in alphabetical order, for the definitions page and the report's last page."""

from __future__ import annotations

#: Term and meaning.
WORDS: tuple[tuple[str, str], ...] = (
    (
        "Computed rating",
        "What the rules make of dates, progress and status. Worked out again at every change and every night.",
    ),
    (
        "Declared rating",
        "What the person who leads the work says. It never replaces the computed rating: both are shown, with the gap.",
    ),
    (
        "Expected percent",
        "The share of days gone by from start to target. The forecast does not change it.",
    ),
    (
        "Forecast",
        "The date the owner now expects. The target stays as it was agreed, so the slip can be seen.",
    ),
    (
        "Governance",
        "A step that a board takes: to agree, approve, escalate, share or note. A flag in the plan.",
    ),
    ("Green but overdue", "Declared Green, and past the day it was due."),
    (
        "Key milestone",
        "A milestone the programme is judged by. Any day late makes it Red.",
    ),
    (
        "Late",
        "Working days from the day it was due to today; weekends and bank holidays in England do not count.",
    ),
    ("Milestone", "A thing that is either reached or not. A diamond in the plan."),
    (
        "No change",
        "An answer of its own: the owner looked this month and nothing has moved. It counts as an update.",
    ),
    ("Not given", "Nobody has said. A blank percent is not 0, and a blank rating is not Green."),
    ("Overdue", "Past its forecast, or its target when there is no forecast, and not complete."),
    ("Should have started", "Its start has passed and it stands at 0%."),
    (
        "Stale",
        "Under way, and nobody has written an update for 25 working days, or as many as the programme sets.",
    ),
    ("Target", "The date that was agreed first, also called the baseline."),
    ("Task", "Work with a start and an end. A bar in the plan."),
    (
        "Unconfirmed",
        "Declared for an earlier month and not confirmed by anybody for this one. It counts as no colour.",
    ),
    (
        "Without a usable date",
        "No day can be read for its end, or its start was typed as words or as a date that does not exist.",
    ),
)

#: What may be typed in a date, how it is read, and what that means for lateness.
DATES: tuple[tuple[str, str, str], ...] = (
    ("31/03/21", "31 March 2021", "A day. Late from the day after."),
    ("March 2021", "March 2021", "A month: starts on its first day, due on its last."),
    ("mid Feb 2021", "mid February 2021", "Part of a month: due on the last day it can mean."),
    ("w/c 7 Sept 2020", "week of 7 September 2020", "A week: due at its end."),
    ("TBC", "to be confirmed", "No day. Counted as without a usable date."),
    ("ongoing", "ongoing", "No end. Never late."),
    ("Owain to confirm", "waiting on Owain", "No day until that person gives one."),
    (
        "31/09/20",
        "not a date: September 2020 has 30 days",
        "Kept as typed. A day is offered, never taken by itself.",
    ),
)
