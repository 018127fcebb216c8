"""Loads the demonstration programme through the doors that real plans come in by: importer, verbs, months.

It can be done again at any time: what is there is left alone, what an interrupted load left out is made up for. Nothing
that the story tells of the days after the first load is ever done: by then real people keep the plan.
"""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from workstreams.actions.programmes import create_programme
from workstreams.actions.rating import rerate
from workstreams.importing import apply
from workstreams.models import BatchState, ImportBatch, Organisation, Programme

from . import others
from .cast import Cast, boards_of, people_of, roles_of
from .play import Freeze, moment, play
from .shift import months_between, shift_plan, shift_story
from .workbook import as_bytes, build, read_source, read_story

#: Fixes that the office accepted when the sheet came in; every other fault of the sheet is still in the plan.
ACCEPTED = {"font_encoded": "decode"}


@dataclass
class Demo:
    """The demonstration as loaded: `status` is its status date, 3 August 2020 or the 3rd of this month."""

    programme: Programme
    cast: Cast
    story: dict[str, Any]
    status: date
    new: bool


def others_exist() -> bool:
    """Whether somebody keeps a programme of their own here."""
    ours = [read_story()["programme"]["name"], *others.names()]
    return Programme.objects.exclude(name__in=ours).exists()


def load(
    *,
    today: date,
    now: datetime,
    shifted: bool = True,
    history: bool = True,
    freeze: Freeze | None = None,
) -> Demo:
    """The programme with its people, boards, plan and months; dates that came after `now` are left out.

    `shifted` moves the whole calendar by whole months into the month of `today`; else it is the summer of 2020.
    Without `history` the plan comes in at once as it stands at its status date. `freeze` is called with the
    programme, the first day of a month and the moment, each time a month behind it is over.
    """
    plan, story = read_source(), read_story()
    near = date.fromisoformat(plan["status_date"])
    standing = Programme.objects.filter(name=story["programme"]["name"]).first()
    months = _months(story, standing, near=near, today=today) if shifted or standing else 0
    plan, story = shift_plan(plan, months), shift_story(story, months, near=near)

    began = moment(story["import"]["on"]) if history else now
    cast = people_of(story, now=began, joined=now)
    programme = standing or _programme(story, now=began)
    by = cast.users[story["import"]["by"]]
    _bring_in(_before(plan, story) if history else plan, story, programme, by=by, now=began)
    boards_of(story, cast, programme, by=by, now=began)
    roles_of(story, cast, programme, by=by, now=began)
    if history:
        play(story, programme, cast.users, until=min(now, by.date_joined), freeze=freeze)
    rerate(programme, today=today)
    return Demo(programme, cast, story, date.fromisoformat(plan["status_date"]), standing is None)


def _months(story: dict[str, Any], standing: Programme | None, *, near: date, today: date) -> int:
    """How far the calendar moves. A programme that is there already stays where it was put."""
    if standing is None or standing.starts is None:
        return months_between(near, today)
    return months_between(date.fromisoformat(story["programme"]["starts"]), standing.starts)


def _programme(story: dict[str, Any], *, now: datetime) -> Programme:
    facts = story["programme"]
    return create_programme(
        name=facts["name"],
        purpose=facts["purpose"],
        organisation=Organisation.objects.get(name=story["organisations"]["council"]),
        starts=date.fromisoformat(facts["starts"]),
        ends=date.fromisoformat(facts["ends"]),
        by=None,
        now=now,
    )


def _before(plan: dict[str, Any], story: dict[str, Any]) -> dict[str, Any]:
    """The plan as it stood when it came in, before anybody reported on it here."""
    earlier = deepcopy(plan)
    for row, facts in story["import"]["before"].items():
        earlier["rows"][int(row) - plan["header_row"] - 1].update(facts)
    return earlier


def _bring_in(
    plan: dict[str, Any], story: dict[str, Any], programme: Programme, *, by: Any, now: datetime
) -> None:
    """The plan as a workbook through the importer, once."""
    if ImportBatch.objects.filter(programme=programme, state=BatchState.APPLIED).exists():
        return
    batch = apply.check(
        programme=programme,
        data=as_bytes(build(plan)),
        file_name=story["import"]["file_name"],
        by=by,
        now=now,
    )
    flags = apply.preview(batch).reading.flags
    accepted = {flag.id: ACCEPTED[flag.code] for flag in flags if flag.code in ACCEPTED}
    apply.apply(batch, by=by, today=now.date(), now=now, choices=apply.Choices(fixes=accepted))
