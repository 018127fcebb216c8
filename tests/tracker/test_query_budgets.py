"""Every page's number of SQL statements: reviewed in a file, and the same at 10 and at 10,000 items.

`tests/query_budgets.json` holds page -> statements. A page that costs another number fails, cheaper
ones too, so the file stays true; after a deliberate change run this module with
`UPDATE_BUDGETS=1` and review the difference. Limits: design.md 8.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories
from tests.tracker.places import Page, placed
from workstreams.access import Policy
from workstreams.models import Item, place

pytestmark = pytest.mark.django_db

FILE = Path(__file__).parents[1] / "query_budgets.json"
LISTS = {"plan", "workstreams", "workstream", "register", "risks", "money", "measures"}
LIMIT_LIST, LIMIT_OTHER = 8, 12
TRANSACTION = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT", "ROLLBACK")
MANY = 10_000


def statements(client, address: str) -> list[str]:
    """What one GET asks of the database, as a signed-in user who was there before (the caller was)."""
    with CaptureQueriesContext(connection) as seen:
        reply = client.get(address)
    assert reply.status_code in {200, 302}, (address, reply.status_code)
    if reply.streaming:
        b"".join(reply.streaming_content)
    return [q["sql"] for q in seen if not q["sql"].lstrip().startswith(TRANSACTION)]


def readable(page: Page) -> bool:
    """Pages that answer a GET of the administrator."""
    return page.policy is not Policy.PUBLIC


@pytest.fixture
def administrator(client, cast):
    client.force_login(cast["administrator"])
    return client


def walk(client, things) -> dict[str, list[str]]:
    """Every page that answers GET, with its statements."""
    found = {}
    for page in placed():
        address = page.address(things)
        if readable(page) and client.get(address).status_code == 200:
            found[page.name] = statements(client, address)
    return found


def fill(plan, number: int) -> None:
    """Many more items in workstream 1 and in its phase, written in bulk."""
    base = {
        "programme": plan.programme, "workstream": plan.first, "kind": "task", "percent": 10,
        "declared_rag": "green", "computed_rag": "amber", "created_at": factories.NOW,
        "changed_at": factories.NOW, "start_date": factories.TODAY, "target_date": factories.TODAY,
        "target_text": "03/08/20", "start_text": "03/08/20",
    }  # fmt: skip
    rows = []
    for n in range(number):
        phase = plan.phase if n % 2 else None
        rows.append(
            Item(title=f"Row {n}", phase=phase, position=n + 100,
                 sort_key=place((phase or plan.first).sort_key, n + 100), **base)
        )  # fmt: skip
    Item.objects.bulk_create(rows, batch_size=500)


def test_every_page_costs_what_its_budget_says(administrator, built_things, time_machine_at):
    own, _ = built_things
    costs = {name: len(sql) for name, sql in sorted(walk(administrator, own).items())}
    if os.environ.get("UPDATE_BUDGETS"):
        FILE.write_text(json.dumps(costs, indent=2) + "\n")
    assert costs == json.loads(FILE.read_text())


def test_no_budget_is_above_the_limit_of_its_kind():
    for name, cost in json.loads(FILE.read_text()).items():
        limit = LIMIT_LIST if name in LISTS else LIMIT_OTHER
        assert cost <= limit, f"{name}: {cost} statements, at most {limit}"


def test_ten_thousand_items_cost_as_many_statements_as_ten(
    administrator, built_things, time_machine_at
):
    own, _ = built_things
    fill(own.plan, 10)
    few = walk(administrator, own)
    fill_more = MANY - own.plan.programme.items.count()
    Item.objects.filter(title__startswith="Row ").delete()
    fill(own.plan, fill_more)
    many = walk(administrator, own)
    differing = {
        name: (len(few[name]), len(many[name])) for name in few if len(few[name]) != len(many[name])
    }
    assert not differing
