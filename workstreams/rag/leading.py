"""Which of two ratings leads. Plain Python: one rule for the dashboard, the PDF, the mail and the rows of a board.

The computed rating leads. Where people declared a worse one, that one does: they may know what no date says.
"""

#: How bad a rating is; only these compare. Blue, on hold, unconfirmed and the like stand outside.
STEPS = {"green": 0, "amber": 1, "red": 2}


def leading(computed: str, declared: str) -> str:
    """The worse of the two; the computed one when they cannot be compared, but never over a declared
    Red or Amber by silence."""
    if declared not in STEPS or computed == "red":
        return computed
    if computed in STEPS:
        return declared if STEPS[declared] > STEPS[computed] else computed
    return declared if declared in ("red", "amber") else computed
