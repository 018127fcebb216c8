"""What is asked of boards, what they answered and whether it was done, and when they meet."""

from dataclasses import dataclass
from datetime import date

from reports.reading.words import count, day, listed
from reports.records import Decision, Meeting, Return

ON_PAGE = 3  # decisions on page 1
OUTCOMES = {
    "agreed": "Agreed", "refused": "Refused", "deferred": "Deferred", "noted": "Noted",
    "asked": "Not answered",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """A decision that a board still owes. ``missed``: its meetings since it was asked."""

    number: int
    decision: Decision
    missed: int

    @property
    def who(self) -> str:
        """ "Integrated Commissioning Board, 29 September 2020"."""
        on = self.decision.meeting_on
        return f"{self.decision.board}, {day(on) if on else 'no meeting set'}"

    @property
    def since(self) -> str:
        """ "Asked 28 July 2020, unanswered at 1 board"; "Deferred 25 August 2020"."""
        if self.decision.outcome == "deferred" and self.decision.decided_on:
            return f"Deferred {day(self.decision.decided_on)}"
        raised = self.decision.raised_on
        if not raised:
            return ""
        at = f", unanswered at {count(self.missed, 'board')}" if self.missed else ""
        return f"Asked {day(raised)}{at}"

    @property
    def otherwise(self) -> str:
        """What happens if it is not decided; said aloud when nobody wrote it."""
        return self.decision.consequence or "Nobody has said what happens without it."


@dataclass(frozen=True, slots=True)
class Arising:
    """A decision taken, and how far what it asked for is."""

    decision: Decision
    state: str

    @property
    def outcome(self) -> str:
        return OUTCOMES.get(self.decision.outcome, self.decision.outcome)

    @property
    def late(self) -> bool:
        return self.state.startswith("Late")


@dataclass(frozen=True, slots=True)
class Decisions:
    """Asked, taken, asked by workstreams in their returns, and the meetings ahead."""

    asked: tuple[Asked, ...]
    arising: tuple[Arising, ...]
    asks: tuple[Return, ...]
    meetings: tuple[Meeting, ...]

    def __bool__(self) -> bool:
        return bool(self.asked or self.arising or self.asks or self.meetings)

    @property
    def first(self) -> tuple[Asked, ...]:
        return self.asked[:ON_PAGE]

    @property
    def sentence(self) -> str:
        """ "3 decisions are asked, 1 of them asked before and not answered. 2 of 3 taken earlier are done." """
        late = sum(bool(each.missed) for each in self.asked)
        said = "No decisions required this month"
        if self.asked:
            said = count(len(self.asked), "decision is asked", "decisions are asked")
        if late:
            said += f", {late} of them asked before and not answered"
        parts = [f"{said}."]
        if self.arising:
            done = sum(each.state.startswith("Done") for each in self.arising)
            parts.append(
                f"{done} of {len(self.arising)} taken earlier {'is' if done == 1 else 'are'} done."
            )
        return " ".join(parts)

    def next_of(self, board: str) -> Meeting | None:
        """The next meeting of the board of this name; the next of any when it has none in the calendar."""
        return next((each for each in self.meetings if each.board == board), self.next_meeting)

    @property
    def next_meeting(self) -> Meeting | None:
        return self.meetings[0] if self.meetings else None

    @property
    def late_names(self) -> str:
        return listed([each.decision.title for each in self.arising if each.late])


def decisions(
    found: tuple[Decision, ...],
    meetings: tuple[Meeting, ...],
    returns: tuple[Return, ...],
    *,
    as_at: date,
) -> Decisions:
    """The soonest meeting first; those without a meeting last."""
    waiting = sorted(
        (each for each in found if each.waits),
        key=lambda each: (each.meeting_on or date.max, each.raised_on or date.max, each.id),
    )
    taken = sorted(
        (each for each in found if not each.waits and each.decided_on),
        key=lambda each: (each.decided_on or date.min, each.id),
        reverse=True,
    )
    return Decisions(
        asked=tuple(
            Asked(number, each, _missed(each, meetings, as_at))
            for number, each in enumerate(waiting, 1)
        ),
        arising=tuple(Arising(each, _state(each, as_at)) for each in taken),
        asks=tuple(each for each in returns if each.ask),
        meetings=tuple(each for each in meetings if each.on >= as_at),
    )


def _missed(asked: Decision, meetings: tuple[Meeting, ...], as_at: date) -> int:
    """Meetings of its board between the asking and now, at which it was not answered."""
    if asked.raised_on is None:
        return 0
    return sum(each.board == asked.board and asked.raised_on < each.on < as_at for each in meetings)


def _state(taken: Decision, as_at: date) -> str:
    if taken.done_on:
        return f"Done, {day(taken.done_on)}"
    if taken.due.day is None:
        return taken.due.words if taken.due.text else "No action due"
    late = (as_at - taken.due.day).days
    return f"Late by {count(late, 'day')}" if late > 0 else f"In hand, due {day(taken.due.day)}"
