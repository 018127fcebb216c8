"""The rules as a table, for the definitions page, the report's last page and docs/reference/rag-
rules.md.
"""

from typing import NamedTuple

from workstreams.rag.scale import STANDARD, Limits


class Rule(NamedTuple):
    """One rule in words. A colour that a rule cannot give is ""."""

    of: str  # "Item" or "Workstream"
    subject: str
    amber: str
    red: str
    source: str


def table(limits: Limits = STANDARD) -> tuple[Rule, ...]:
    """Every rule with the figures of `limits`, in the order of a receipt."""
    soon = f"due within {limits.due_soon_days} working days and under {limits.due_soon_percent}%"
    key_red = (
        f"overdue more than {limits.key_red_overdue_days} working days"
        if limits.key_red_overdue_days
        else "any day overdue"
    )
    several = limits.parent_red_dimensions
    source = "Recommended default rules of the programme office"
    return (
        Rule(
            "Item",
            "Lateness",
            f"overdue 1 to {limits.red_overdue_days} working days, by the revised end if any",
            f"overdue more than {limits.red_overdue_days} working days",
            source,
        ),
        Rule("Item", "Lateness of a key milestone", "", key_red, source),
        Rule(
            "Item",
            "Progress, once begun",
            f"{limits.amber_behind_points} points or more behind the percent expected by days"
            " elapsed from start to target",
            f"{limits.red_behind_points} points or more behind",
            source,
        ),
        Rule(
            "Item",
            "Start",
            "past its start and still at 0%",
            "",
            "Work programme practice: the should-have-started list",
        ),
        Rule("Item", "Due soon", soon, "", source),
        Rule("Workstream", "Statutory items", "", "any of them is Red", source),
        Rule(
            "Workstream",
            "Share of Red",
            "",
            f"{limits.parent_red_share}% or more of the rated items are Red",
            source,
        ),
        Rule("Workstream", "Key milestones", "any of them is Red", "", source),
        Rule(
            "Workstream",
            "Spread",
            f"Red in {several} kinds of work or more (tasks, milestones, governance)",
            "",
            source,
        ),
        Rule(
            "Workstream",
            "Share not Green",
            f"{limits.parent_amber_share}% or more of the rated items are not Green",
            "",
            source,
        ),
    )


OUTSIDE = (
    (
        "Complete",
        "100%, or marked complete or moved to business as usual. Counted by itself.",
    ),
    (
        "Not started",
        "its start is in the future, nothing is reported as done and it is not overdue.",
    ),
    ("On hold", "paused, with a reason."),
    ("Cancelled", "called off, with a reason."),
    (
        "Not rated",
        "no end date that can be read, so nothing says when it is late. Never Green.",
    ),
)
"""The states outside Red, Amber and Green, in words."""


def as_markdown(limits: Limits = STANDARD) -> str:
    """The rules as the page docs/reference/rag-rules.md, which a test holds to this table."""
    rows = [
        f"| {rule.of} | {rule.subject} | {rule.amber or '-'} | {rule.red or '-'} |"
        for rule in table(limits)
    ]
    states = [f"- **{name}**: {meaning}" for name, meaning in OUTSIDE]
    return "\n".join(
        [
            f"# RAG rules, version {limits.version}",
            "",
            "The worst rule wins; what no rule makes Amber or Red is Green. Days late and days to go are working",
            "days of England. Every rating shows its receipt: each rule with its value, its limit and its verdict.",
            "",
            "| Of | Rule | Amber when | Red when |",
            "|---|---|---|---|",
            *rows,
            "",
            "Outside Red, Amber and Green, and counted by themselves:",
            "",
            *states,
            "",
            "Progress is tested once something is done; an item at 0% is tested by its start and by lateness. A",
            "blank percent is not 0%: the rules that need a percent are then not tested, and the receipt says so.",
            "A workstream with nothing rated is Complete when all is complete, Green when the rest is still to",
            "come, and otherwise what its items share.",
            "",
        ]
    )
