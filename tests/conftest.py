"""The cast, the same in each test, and the day.

Calderbrook's commissioning programme is the programme that everybody but the stranger belongs to.
Tamsin is the programme office, Gillian sponsors, Imogen manages, Rosalind leads workstream 1,
Callum owns actions, Anselm is finance, Leila sits on the board, Desmond audits, Yusra is a
stranger who manages another programme, Ada is the site's administrator.
"""

from __future__ import annotations

import gc
from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, settings

from tests import factories
from workstreams import look, models

# A property is about what is true, not about how busy the machine is.
settings.register_profile("tracker", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("tracker")

#: What takes longest, the longest first. A run begins with it, so that no worker ends alone with a walk of minutes.
#: Journeys stand together: who leaves their folder closes the browser.
LONGEST = (
    "tests/pipeline/test_faults.py", "tests/tracker/test_access_matrix.py",
    "tests/browser/test_error_states.py", "tests/browser/test_every_page.py",
    "tests/browser/test_board_member.py", "tests/browser/test_report.py",
    "tests/browser/test_item_by_hand.py", "tests/browser/test_build_programme.py", "tests/browser/",
    "tests/tracker/test_query_budgets.py", "tests/tracker/test_migrations.py",
    "tests/tracker/test_serve.py", "tests/pipeline/", "tests/reports/test_demo",
    "tests/reports/test_render", "tests/reports/test_year.py",
)  # fmt: skip


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long ones first; the rest stays as shuffled. `make test` tells xdist to keep this order."""

    def place(item: pytest.Item) -> int:
        found = (n for n, start in enumerate(LONGEST) if item.nodeid.startswith(start))
        return next(found, len(LONGEST))

    items.sort(key=place)


def pytest_collection_finish() -> None:
    """What stands when the tests begin stays to the end: the collector need not walk it each time (9% of a walk)."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def _no_look_of_the_test_before():
    look.keep(look.AS_CONFIGURED)


@dataclass
class Plan:
    """One programme with two workstreams, a phase and three items."""

    programme: models.Programme
    first: models.Workstream
    second: models.Workstream
    phase: models.Phase
    item: models.Item  # in workstream 1, owned by Callum
    late: models.Item  # in workstream 1, overdue and declared Green
    other: models.Item  # in workstream 2


@dataclass
class Cast:
    """The people, by what they are."""

    plan: Plan
    other_plan: Plan
    board: models.Board
    people: dict = field(default_factory=dict)

    def __getitem__(self, role: str):
        return self.people[role]


@pytest.fixture
def today():
    """3 August 2020, the status date of the demonstration plan."""
    return factories.TODAY


@pytest.fixture
def now():
    """The moment at which tests write."""
    return factories.NOW


@pytest.fixture
def frozen_day(time_machine_at):
    """The clock of views stands at the status date."""
    return time_machine_at


@pytest.fixture
def time_machine_at():
    import time_machine

    with time_machine.travel(factories.NOW, tick=True):
        yield factories.TODAY


def build_plan(name: str) -> Plan:
    """A small plan whose every title carries the programme's name."""
    programme = factories.ProgrammeFactory(name=name)
    first = factories.WorkstreamFactory(
        programme=programme, position=1, title=f"{name} urgent care"
    )
    second = factories.WorkstreamFactory(programme=programme, position=2, title=f"{name} SEND")
    phase = factories.PhaseFactory(workstream=first, position=1)
    return Plan(
        programme=programme,
        first=first,
        second=second,
        phase=phase,
        item=factories.ItemFactory(workstream=first, phase=phase, title=f"{name} action plan"),
        late=factories.ItemFactory(
            workstream=first,
            target="01/07/20",
            start="01/06/20",
            title=f"{name} late strategy",
            computed_rag="red",
        ),
        other=factories.ItemFactory(workstream=second, title=f"{name} data set"),
    )


@pytest.fixture
def plan(db):
    """The cast's programme."""
    return build_plan("Calderbrook")


def gather(plan: Plan) -> Cast:
    """Everybody, each with one role."""
    other = build_plan("Netherfield")
    board = factories.BoardFactory(name="Integrated Commissioning Board")
    models.BoardScope.objects.create(board=board, programme=plan.programme)
    cast = Cast(plan=plan, other_plan=other, board=board)
    roles = {
        "office": ("Tamsin Boyle", {"programme": plan.programme}),
        "manager": ("Imogen Farrow", {"programme": plan.programme}),
        "sponsor": ("Gillian Roake", {"programme": plan.programme}),
        "lead": ("Rosalind Achebe", {"workstream": plan.first}),
        "contributor": ("Callum Deverill", {"programme": plan.programme}),
        "finance": ("Anselm Whitlock", {"programme": plan.programme}),
        "board": ("Leila Marchetti", {"board": board}),
        "auditor": ("Desmond Pyke", {"programme": plan.programme}),
    }
    for role, (name, where) in roles.items():
        user = _user(name)
        models.Membership.objects.create(user=user, role=role, **where)
        cast.people[role] = user
    stranger = _user("Yusra Kelmendi")
    models.Membership.objects.create(user=stranger, role="manager", programme=other.programme)
    cast.people["stranger"] = stranger
    cast.people["administrator"] = factories.UserFactory(
        email="ada.mills@calderbrook.example",
        full_name="Ada Mills",
        is_superuser=True,
        is_staff=True,
    )
    person = factories.PersonFactory(name="Callum Deverill", user=cast["contributor"])
    factories.own(plan.item, person)
    return cast


@pytest.fixture
def cast(plan):
    """The cast, gathered for one test."""
    return gather(plan)


def _user(name: str):
    return factories.UserFactory(
        email=f"{name.lower().replace(' ', '.')}@calderbrook.example", full_name=name
    )


@pytest.fixture
def signed_in(client, cast):
    """A browser signed in as one of the cast: `signed_in("manager")`."""

    def sign_in(role: str):
        client.force_login(cast[role])
        return client

    return sign_in
