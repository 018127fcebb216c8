"""Builds a programme of a given size, always the same, in seconds: rows are written in bulk.

40 workstreams (or 400), a phase in each, items spread over them with dates around the day, owners
for each. What is measured is reading and changing it, so history rows of the building are left out.
"""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.styles import PatternFill

from tracker.accounts.models import User
from workstreams import models
from workstreams.actions.rating import rerate
from workstreams.models import place

BATCH = 2000


def kept(name: str, *, items: int, today: date) -> models.Programme:
    """The programme of that name as an earlier run left it, or a new one."""
    programme = models.Programme.objects.filter(name=name).first()
    if programme is not None and programme.rated_on == today and programme.items.count() == items:
        return programme
    return build(name, items=items, today=today)


def build(name: str, *, items: int, today: date, workstreams: int = 40) -> models.Programme:
    """A programme with `items` items; anything of that name is taken out first."""
    wipe(name)
    now = timezone.now()
    organisation, _ = models.Organisation.objects.get_or_create(name="Benchmark Council")
    programme = models.Programme.objects.create(
        name=name, slug=name.lower().replace(" ", "-"), organisation=organisation
    )
    people = [
        models.Person.objects.get_or_create(name=f"Owner {n:02d}", organisation=organisation)[0]
        for n in range(40)
    ]
    branches = models.Workstream.objects.bulk_create(
        models.Workstream(
            programme=programme, ref=str(n), title=f"Workstream {n}", position=n,
            sort_key=place("", n), declared_rag=("green", "amber", "red")[n % 3],
        )
        for n in range(1, workstreams + 1)
    )  # fmt: skip
    phases = models.Phase.objects.bulk_create(
        models.Phase(
            workstream=branch, name="Implementation", position=1,
            sort_key=place(branch.sort_key, 1),
        )
        for branch in branches
    )  # fmt: skip
    rows = models.Item.objects.bulk_create(
        (_item(n, programme, branches, phases, today=today, now=now) for n in range(items)),
        batch_size=BATCH,
    )
    models.ItemOwner.objects.bulk_create(
        (
            models.ItemOwner(item=row, person=people[n % len(people)], lead=True)
            for n, row in enumerate(rows)
        ),
        batch_size=BATCH,
    )
    rerate(programme, today=today)
    return programme


def _item(
    n: int, programme: Any, branches: list[Any], phases: list[Any], *, today: date, now: Any
) -> models.Item:
    """Item n: kinds, percentages, ratings and dates follow from its number."""
    at = n % len(branches)
    branch, phase = branches[at], phases[at] if n % 2 else None
    start = today + timedelta(days=n * 7 % 365 - 240)
    end = start + timedelta(days=20 + n * 13 % 200)
    position = n // len(branches) + 10
    return models.Item(
        programme=programme, workstream=branch, phase=phase, position=position,
        sort_key=place((phase or branch).sort_key, position),
        kind=("task", "milestone", "task", "governance")[n % 4], title=f"Item {n} of the plan",
        percent=(0, 10, 50, 75, 100, None)[n % 6],
        status=("not_started", "in_progress")[n % 2],
        declared_rag=("green", "green", "amber", "red", "")[n % 5], owners_text="Owner",
        start_text=f"{start:%d/%m/%y}", start_date=start, start_precision="day",
        start_certainty="firm", target_text=f"{end:%d/%m/%y}", target_date=end,
        target_precision="day", target_certainty="firm", created_at=now, changed_at=now,
    )  # fmt: skip


def workbook(rows: int) -> bytes:
    """A Gantt workbook of that many items under ten workstreams, with fills and formats."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["", "Workstream / deliverable / task", "Local / Regional / National", "Lead",
                  "% complete", "Start", "End", "Risks / issues", "RAG", "Interdependencies",
                  "Comments"])  # fmt: skip
    green = PatternFill("solid", fgColor="00B050")
    day = date(2020, 8, 3)
    for n in range(rows):
        if n % (rows // 10) == 0:
            sheet.append([n // (rows // 10) + 1, f"Workstream {n}", "Local", "Rosalind Achebe"])
        start, end = day + timedelta(days=n % 90), day + timedelta(days=100 + n % 200)
        sheet.append(["T", f"Item {n}", "Local", "Rosalind Achebe", n % 5 / 4, start, end, None,
                      "Green", None, None])  # fmt: skip
        sheet.cell(sheet.max_row, 9).fill = green
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def manager(programme: models.Programme) -> User:
    """An ordinary signed-in user who keeps the programme: permissions are on."""
    user, _ = User.objects.get_or_create(
        email="manager@benchmark.example", defaults={"full_name": "Bench Manager"}
    )
    models.Membership.objects.get_or_create(user=user, role="manager", programme=programme)
    return user


def wipe(name: str) -> None:
    """Takes a benchmark programme out, rows and history."""
    programme = models.Programme.objects.filter(name=name).first()
    if programme is None:
        return
    models.Update.objects.filter(item__programme=programme).delete()
    models.ItemOwner.objects.filter(item__programme=programme).delete()
    models.Item.objects.filter(programme=programme).delete()
    models.Phase.objects.filter(workstream__programme=programme).delete()
    models.Workstream.objects.filter(programme=programme).delete()
    models.Membership.objects.filter(programme=programme).delete()
    programme.delete()
