"""Every page of the site over the demonstration: the places that the access matrix walks, and states beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.utils import timezone

from reports import publish
from reports.models import Edition, EditionState
from tests import factories
from tests.conftest import Plan
from tests.tracker.conftest import build_things
from tests.tracker.places import Page, Things, placed
from workstreams.access import Policy
from workstreams.models import BoardScope, ImportBatch, Item, Person, Phase, Programme, Workstream

#: Who opens a page, by what it asks: somebody who may do everything on it.
READER = {
    Policy.OFFICE: "Ada Mills",
    Policy.VERIFY: "Anselm Whitlock",
    Policy.FINANCE: "Anselm Whitlock",
}
OFFICE = "Tamsin Boyle"
PROGRAMME = "childrens-commissioning-programme"


@dataclass(frozen=True)
class Stop:
    """One page of the walk: a word for it, its address and who opens it (nobody: not signed in)."""

    word: str
    address: str
    reader: str | None = OFFICE


def furnish() -> Things:
    """The demonstration with a row of each family that a URL may point at, and the waiting draft made."""
    programme = Programme.objects.get(slug=PROGRAMME)
    item = Item.objects.get(title="Young people over 11 identified")
    top = Workstream.objects.filter(programme=programme, parent=None).order_by("sort_key")
    plan = Plan(
        programme=programme, first=item.workstream, second=top[1],
        phase=item.phase or Phase.objects.filter(workstream__programme=programme).first(),
        item=item, late=Item.objects.get(title="Review the all-age strategy"),
        other=Item.objects.filter(workstream=top[0]).first(),
    )  # fmt: skip
    board = factories.BoardFactory(name="Health scrutiny panel")
    BoardScope.objects.create(board=board, programme=programme)
    now = timezone.now()
    things = build_things(
        plan, board, now, owner=Person.objects.get(name="Callum Deverill"),
        by=get_user_model().objects.get(full_name="Imogen Farrow"),
    )  # fmt: skip
    publish.work(draft_to_approve().pk, clock=timezone.now)
    return things


def draft_to_approve() -> Edition:
    """The report that the leadership team's list waits for."""
    return Edition.objects.get(board__short_name="SLT", version=1)


def stops(things: Things) -> Iterator[Stop]:
    """Every URL of the site that has a page, then states that no URL of its own has."""
    for page in placed():
        yield Stop(page.name, page.address(things), _reader(page))
    slug = things.plan.programme.slug
    plan, issued = f"/programmes/{slug}/plan/", Edition.objects.get(board__short_name="ICB")
    imported = ImportBatch.objects.get(programme=things.plan.programme, state="applied")
    broken = Item.objects.filter(target_certainty="impossible").first()
    assert issued.state == EditionState.SENDING and broken is not None
    yield from (
        Stop("home of an owner", "/", "Callum Deverill"),
        Stop("home of a board member", "/", "Hester Vane"),
        Stop("dashboard of a board member", f"/programmes/{slug}/", "Hester Vane"),
        Stop("plan of a board member", plan, "Hester Vane"),
        Stop("plan filtered to nothing", f"{plan}?q=no+such+words"),
        Stop("plan sorted", f"{plan}?sort=-late"),
        Stop("plan, overdue", f"{plan}?show=overdue"),
        Stop("plan, last page", f"{plan}?page=2"),
        Stop("an item with a date that does not exist", f"/items/{broken.pk}/"),
        Stop("a complete import", f"/programmes/{slug}/import/{imported.pk}/"),
        Stop("an issued report", f"/reports/{issued.pk}/"),
        Stop("an issued report for its board", f"/reports/{issued.pk}/", "Hester Vane"),
        Stop("a draft to approve", f"/reports/{draft_to_approve().pk}/"),
        Stop("not found", "/items/999999/"),
        Stop("not allowed", f"/items/{things.plan.item.pk}/edit/", "Hester Vane"),
        Stop("sign-in that leads somewhere", f"/sign-in/?next={plan}", None),
    )  # fmt: skip


def _reader(page: Page) -> str | None:
    return None if page.policy is Policy.PUBLIC else READER.get(page.policy, OFFICE)
