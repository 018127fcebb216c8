"""A small tree to move, number and close: `build` adds a workstream, `put_in` an item, `grown` is a whole one."""

from __future__ import annotations

import pytest

from tests import factories
from workstreams.actions import phases, plan, tree


@pytest.fixture
def programme(db):
    return factories.ProgrammeFactory(name="Calderbrook")


@pytest.fixture
def told(now):
    return {"by": None, "now": now}


@pytest.fixture
def build(programme, told):
    """Adds a workstream: `build("SEND", under=top)`."""

    def add(title, under=None, **facts):
        return tree.add_workstream(programme=programme, parent=under, title=title, **told, **facts)

    return add


@pytest.fixture
def put_in(told, today):
    def add(workstream, title, phase=None):
        return plan.add_item(
            workstream=workstream, phase=phase, title=title, kind="task", today=today, **told
        )

    return add


@pytest.fixture
def grown(build, put_in, told):
    """Two themes; a deliverable with a phase and items stands in the first."""
    care, send = build("Urgent care"), build("SEND")
    beds = build("Crisis beds", under=care, level="deliverable", ref="1.1")
    build("Out of hours", under=care, level="deliverable")
    scope = phases.add_phase(workstream=beds, name="Scope", **told)
    put_in(beds, "Count the beds", phase=scope)
    put_in(beds, "Tell the board")
    put_in(send, "Read the plans")
    return care, send, beds
