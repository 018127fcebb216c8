"""A plan of 50,000 items under 400 workstreams costs as many statements as the small one of the budgets."""

from __future__ import annotations

import json
import re

import pytest
from django.db import connection, models

from tests.tracker.places import PLACES
from tests.tracker.test_query_budgets import FILE, LIMIT_LIST, statements
from workstreams.models import Item, ItemOwner, Workstream

pytestmark = pytest.mark.django_db

ITEMS, WORKSTREAMS = 50_000, 400
#: Pages of a whole programme, by the names of their URLs.
PAGES = ("plan", "workstreams", "workstream")
#: Ways of looking at the plan.
WAYS = ("", "show=overdue", "sort=-due", "group=owner", "group=workstream&show=started", "group=month&per=200",
        "q=item&owner=nobody", "page=700")  # fmt: skip


def six(expression: str) -> str:
    """A number as the six digits of a place in the plan."""
    if connection.vendor == "sqlite":
        return f"substr('000000' || ({expression}), -6)"
    return f"right('000000' || ({expression}), 6)"


def copied(row: models.Model, number: int, **columns: str) -> None:
    """So many copies of a row, in one statement; `columns` are SQL of `n`, which counts from 1."""
    names = [f.column for f in row._meta.concrete_fields if not f.primary_key]
    table = row._meta.db_table
    chosen = ", ".join(columns.get(name, f'"{name}"').replace("%", "%%") for name in names)
    listed = ", ".join(f'"{name}"' for name in names)
    with connection.cursor() as cursor:
        cursor.execute(
            "WITH RECURSIVE counted(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < %s)"
            f' INSERT INTO "{table}" ({listed}) SELECT {chosen} FROM "{table}", counted WHERE id = %s ORDER BY n'
            if connection.vendor != "sqlite"
            else f'INSERT INTO "{table}" ({listed}) WITH RECURSIVE counted(n) AS'
            " (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < %s)"
            f' SELECT {chosen} FROM "{table}", counted WHERE id = %s ORDER BY n',
            [number, row.pk],
        )


@pytest.fixture
def large(cast):
    """The cast's programme, grown."""
    plan = cast.plan
    last = Workstream.objects.order_by("-pk").first().pk
    copied(
        plan.second, WORKSTREAMS, position="n + 100", ref="n || ''", title="'Workstream ' || n",
        sort_key=six("n + 100"),
    )  # fmt: skip
    branches = list(
        Workstream.objects.filter(pk__gt=last).order_by("pk").values_list("pk", "sort_key")
    )
    assert [key for _, key in branches] == sorted(key for _, key in branches)
    newest, first = Item.objects.order_by("-pk").first().pk, branches[0][0]
    copied(
        plan.other, ITEMS, workstream_id=f"{first} + (n - 1) % {WORKSTREAMS}", title="'Item ' || n",
        sort_key=f"{six(f'(n - 1) % {WORKSTREAMS} + 101')} || {six('n')}",
    )  # fmt: skip
    owner = ItemOwner.objects.get()
    copied(
        owner,
        ITEMS // 2,
        item_id=f"{newest} + n * 2",
        lead="true" if connection.vendor != "sqlite" else "1",
    )
    assert plan.programme.items.count() == ITEMS + 3
    return plan


def test_the_pages_of_a_large_plan_cost_what_their_budgets_say(client, cast, large, frozen_day):
    client.force_login(cast["administrator"])
    budgets = json.loads(FILE.read_text())
    costs = {}
    for name in PAGES:
        place = large.first.get_absolute_url() if name == "workstream" else None
        address = place or f"/programmes/{large.programme.slug}/{name}/"
        assert name in PLACES
        client.get(address)  # somebody was there since the plan changed
        costs[name] = len(statements(client, address))
    assert costs == {name: budgets[name] for name in PAGES}


def test_every_way_of_looking_at_it_is_within_the_limit(client, cast, large, frozen_day):
    client.force_login(cast["manager"])
    for way in WAYS:
        asked = statements(client, f"/programmes/{large.programme.slug}/plan/?{way}")
        assert len(asked) <= LIMIT_LIST, (way, asked)


def test_the_first_reader_after_a_change_is_within_the_limit(client, cast, large, frozen_day):
    """Nothing is kept then: branches, choices and counts are read again."""
    from django.test.utils import CaptureQueriesContext

    client.force_login(cast["manager"])
    for way in ("", "show=overdue"):
        large.item.save()
        with CaptureQueriesContext(connection) as seen:
            said = client.get(f"/programmes/{large.programme.slug}/plan/?{way}").content.decode()
        assert len(seen) <= LIMIT_LIST + bool(way), [q["sql"][:90] for q in seen]
        assert re.search(r"50,?003 items", said)
