"""Registers for snapshots in pure tests: one of each, with every sort of figure."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from reports import records
from reports.records import Amount, Day

NOTHING = Day(words="no date")


def pounds(amount: int | str) -> Amount:
    return Amount(Decimal(amount), "figure" if Decimal(amount) else "nil")


NOT_REPORTED = Amount(None, "not_reported")


def on(day: date) -> Day:
    return Day(text=f"{day:%d/%m/%y}", day=day, certainty="firm")


def returned(workstream: int = 1, **changes) -> records.Return:
    made = records.Return(
        workstream=workstream,
        state="agreed",
        narrative="The contract was drafted and sent to the provider.",
        planned="Sign the contract. Begin the survey.",
        ask="",
        voice="Parents asked for one named worker.",
        declared="amber",
        reason="The provider has not signed.",
        savings_rag="",
        savings_reason="",
        agreed="amber",
        submitted_on=date(2020, 8, 27),
        submitted_by="Rosalind Achebe",
    )
    return replace(made, **changes)


def risk(pk: int = 1, **changes) -> records.Risk:
    made = records.Risk(
        id=pk,
        number=f"R{pk:02d}",
        title=f"Risk {pk}",
        workstream=1,
        owner="Bridget Harlowe",
        likelihood=4,
        impact=4,
        inherent=None,
        aim=None,
        proximity="",
        mitigation="A second supplier is asked.",
        action="Ask the second supplier",
        action_due=on(date(2020, 9, 15)),
        declared="",
        state="open",
        raised_on=date(2020, 6, 1),
        closed_on=None,
    )
    return replace(made, **changes)


def issue(pk: int = 1, **changes) -> records.Issue:
    made = records.Issue(
        id=pk,
        number=f"I{pk:02d}",
        title=f"Issue {pk}",
        workstream=1,
        owner="Callum Deverill",
        recommendation="A deputy attends.",
        action="Name the deputy",
        due=on(date(2020, 9, 7)),
        escalated_to="Integrated Commissioning Board",
        decision_needed=False,
        state="open",
        raised_on=date(2020, 6, 26),
        closed_on=None,
    )
    return replace(made, **changes)


def saving(pk: int = 1, *figures: Amount, year: int = 2020, **changes) -> records.Saving:
    """``figures``: target, forecast, claimed, verified of one year."""
    target, forecast, claimed, verified = figures or (
        pounds(500_000),
        pounds(180_000),
        NOT_REPORTED,
        Amount(),
    )
    made = records.Saving(
        id=pk,
        number="",
        title=f"Saving {pk}",
        workstream=1,
        kind="cashable",
        recurrent=True,
        declared="red",
        owner="Anselm Whitlock",
        included_in=None,
        item=None,
        years=(records.SavingYear(year, target, forecast, claimed, verified),),
    )
    return replace(made, **changes)


def budget(pk: int = 1, **changes) -> records.Budget:
    made = records.Budget(
        id=pk,
        title=f"Budget {pk}",
        workstream=1,
        year=2020,
        source="grant",
        budget=pounds(120_000),
        spent=pounds("44500.50"),
        forecast=NOT_REPORTED,
    )
    return replace(made, **changes)


def measure(pk: int = 1, *values: int, **changes) -> records.Measure:
    readings = tuple(
        records.Latest(date(2020, 5 + n, 28), pounds(value), "")
        for n, value in enumerate(values or (81, 80, 79))
    )
    made = records.Measure(
        id=pk,
        title=f"Measure {pk}",
        workstream=1,
        unit="%",
        direction="up",
        target=pounds(95),
        tolerance=pounds(2),
        statutory=True,
        not_measured_until=None,
        readings=readings,
    )
    return replace(made, **changes)


def decision(pk: int = 1, **changes) -> records.Decision:
    made = records.Decision(
        id=pk,
        number=f"D{pk:02d}",
        title=f"Sign contract {pk}",
        board="Integrated Commissioning Board",
        workstream=1,
        owner="Rosalind Achebe",
        recommendation="Sign for twelve months.",
        consequence="Families have no service from November.",
        outcome="asked",
        answer="",
        raised_on=date(2020, 7, 14),
        meeting_on=date(2020, 9, 29),
        decided_on=None,
        due=NOTHING,
        done_on=None,
    )
    return replace(made, **changes)


def taken(pk: int = 9, **changes) -> records.Decision:
    """One that the board has answered."""
    return decision(
        pk,
        **{
            "title": "Share the travel training",
            "outcome": "agreed",
            "answer": "Agreed: write the joint specification.",
            "decided_on": date(2020, 8, 25),
            "due": on(date(2020, 9, 1)),
            **changes,
        },
    )


def meeting(pk: int = 1, **changes) -> records.Meeting:
    made = records.Meeting(
        id=pk,
        board="Integrated Commissioning Board",
        on=date(2020, 9, 29),
        papers_due=date(2020, 9, 18),
        branches=(),
    )
    return replace(made, **changes)


def every() -> dict[str, object]:
    """One of each, as changes to a sample snapshot."""
    return {
        "returns_month": "2020-08",
        "savings_rag": "red",
        "savings_reason": "A third of the target has no scheme.",
        "returns": (returned(), returned(2, state="draft", narrative="", planned="", voice="")),
        "risks": (
            risk(1, likelihood=4, impact=5),
            risk(2, likelihood=3, impact=3, workstream=2),
            risk(3, likelihood=None, impact=None),
            risk(4, state="closed", closed_on=date(2020, 8, 12)),
        ),
        "issues": (issue(1), issue(2, decision_needed=True)),
        "savings": (
            saving(1),
            saving(2, pounds(219_000), pounds(219_000), pounds(219_000), pounds(219_000)),
            saving(3, pounds(100), pounds(100), Amount(), Amount(), included_in=2),
        ),
        "budgets": (budget(),),
        "measures": (measure(1), measure(2, 410, 405, direction="down", unit="a month")),
        "decisions": (decision(1), decision(2, meeting_on=None, consequence=""), taken()),
        "meetings": (meeting(),),
        "terms": (records.Term("CDP", "Calderbrook Disability Partnership"),),
    }
