"""Every page of the site over the demonstration: the places that the access matrix walks, and states beside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone
from playwright.sync_api import Page as BrowserPage

from reports import publish
from reports.models import Edition, EditionState
from tests import factories
from tests.conftest import Plan, build_plan
from tests.tracker.conftest import build_things
from tests.tracker.places import Page, Things, placed
from workstreams.access import Policy
from workstreams.models import (
    BoardScope,
    ImportBatch,
    Item,
    Membership,
    Person,
    Phase,
    Programme,
    Workstream,
)

#: Who opens a page, by what it asks: somebody who may do everything on it.
READER = {
    Policy.OFFICE: "Ada Mills",
    Policy.VERIFY: "Anselm Whitlock",
    Policy.FINANCE: "Anselm Whitlock",
}
OFFICE = "Tamsin Boyle"
REFUSALS = {"not found": 404, "not allowed": 403}
PROGRAMME = "childrens-commissioning-programme"
#: In how many parts a long walk goes, each in a class of its own, so that workers of a run share it.
HALVES = 2
#: How the names of pages end that hold one form and little else.
FORMS = ("_add", "_edit", "_open", "_close", "_reopen", "_reject", "_record", "_verify", "_declare", "_year",
         "_challenge", "_agree", "_lead", "_details", "_comment", "_again", "import")  # fmt: skip


@dataclass(frozen=True)
class Stop:
    """One page of the walk: a word for it, its addresses (the first that exists counts) and who opens it."""

    word: str
    addresses: tuple[str, ...]
    reader: str | None = OFFICE

    def open(self, page: BrowserPage) -> bool:
        """Whether there is a page, which is then open, and not a file, an answer for a machine, or a URL that only
        takes what is sent to it."""
        for address in self.addresses:  # where it is, for this reader
            told = page.request.head(address)
            if told.status != 404:
                break
        if "GET" not in told.headers.get("allow", "GET") or not told.headers[
            "content-type"
        ].startswith("text/html"):
            return False
        reply = page.goto(address)
        assert reply.status == REFUSALS.get(self.word, 200), (
            f"{self.word}: {reply.status} at {address}"
        )
        return True


class Standing:
    """The rows of the demonstration that a URL may point at, named as the small programme names its own."""

    def __init__(self, plan: Plan, small: Any) -> None:
        self.plan, self.small = plan, small

    def __getattr__(self, word: str) -> Any:
        rows = type(getattr(self.small, word)).objects.all()
        fields = {field.name for field in rows.model._meta.get_fields()}
        if "programme" in fields:
            rows = rows.filter(programme=self.plan.programme)
        elif "item" in fields:
            rows = rows.filter(item__programme=self.plan.programme)
        row = rows.first()
        if row is None:
            raise AttributeError(f"the demonstration has no {word}")
        return row


@dataclass(frozen=True)
class Walk:
    """What URLs point at: rows of the demonstration, and of a small programme that has one row of each family."""

    demo: Things
    small: Things

    def addresses(self, page: Page) -> tuple[str, ...]:
        """Where a place is in the demonstration, then in the small programme."""
        try:
            return page.address(self.demo), page.address(self.small)
        except AttributeError:
            return (page.address(self.small),)


def furnish() -> Walk:
    """Opens the doors of every page: a small programme beside the demonstration, and the waiting draft made."""
    programme = Programme.objects.get(slug=PROGRAMME)
    item = Item.objects.get(title="Young people over 11 identified")
    top = Workstream.objects.filter(programme=programme, parent=None).order_by("sort_key")
    plan = Plan(
        programme=programme, first=item.workstream, second=top[1],
        phase=item.phase or Phase.objects.filter(workstream__programme=programme).first(),
        item=item, late=Item.objects.get(title="Review the all-age strategy"),
        other=Item.objects.filter(workstream=top[0]).first(),
    )  # fmt: skip
    issued, small = (
        Edition.objects.get(board__short_name="ICB", kind="highlight", version=1),
        _small(),
    )
    demo = Things(
        plan=plan, board=issued.board, edition=issued, delivery=issued.deliveries.first(),
        batch=ImportBatch.objects.get(programme=programme, state="applied"), parts=Standing(plan, small.parts),
    )  # fmt: skip
    publish.work(draft_to_approve().pk, clock=timezone.now)
    return Walk(demo, small)


def _small() -> Things:
    """A small programme of the same office, with one row of each family."""
    plan = build_plan("Harbourside")
    board = factories.BoardFactory(name="Harbourside panel")
    BoardScope.objects.create(board=board, programme=plan.programme)
    users = {user.full_name: user for user in get_user_model().objects.all()}
    for name, role, where in (
        (OFFICE, "office", {"programme": plan.programme}),
        ("Anselm Whitlock", "finance", {"programme": plan.programme}),
        ("Hester Vane", "board", {"board": board}),
    ):
        Membership.objects.create(user=users[name], role=role, **where)
    owner = Person.objects.get(name="Callum Deverill")
    return build_things(plan, board, timezone.now(), owner=owner, by=users["Imogen Farrow"])


def draft_to_approve() -> Edition:
    """The report that the leadership team's list waits for."""
    return Edition.objects.get(board__short_name="SLT", version=1)


def stops(walk: Walk) -> Iterator[Stop]:
    """Every URL of the site that has a page, then states that no URL of its own has."""
    for page in placed():
        yield Stop(page.name, walk.addresses(page), _reader(page))
    plan, issued = f"/programmes/{PROGRAMME}/plan/", walk.demo.edition
    small, batch = walk.small.plan.programme.slug, walk.small.batch
    broken = Item.objects.filter(target_certainty="impossible").first()
    assert issued.state == EditionState.SENDING and broken is not None
    for word, address, *reader in (
        ("home of an owner", "/", "Callum Deverill"),
        ("home of a board member", "/", "Hester Vane"),
        ("dashboard of a board member", f"/programmes/{PROGRAMME}/", "Hester Vane"),
        ("plan of a board member", plan, "Hester Vane"),
        ("plan filtered to nothing", f"{plan}?q=no+such+words"),
        ("plan sorted", f"{plan}?sort=-late"),
        ("phases by month", f"/programmes/{PROGRAMME}/timeline/?view=strip"),
        ("timeline, all folded", f"/programmes/{PROGRAMME}/timeline/?zoom=month&fold=all"),
        ("timeline, a window that is no date", f"/programmes/{PROGRAMME}/timeline/?from=soon"),
        ("plan, last page", f"{plan}?page=2"),
        ("an item with a date that does not exist", f"/items/{broken.pk}/"),
        ("an upload to check", f"/programmes/{small}/import/{batch.pk}/"),
        ("a dashboard that is nearly empty", f"/programmes/{small}/"),
        ("a report whose mail nobody is sure of", f"/reports/{walk.small.edition.pk}/"),
        ("an issued report for its board", f"/reports/{issued.pk}/", "Hester Vane"),
        ("a draft to approve", f"/reports/{draft_to_approve().pk}/"),
        ("not found", "/items/999999/"),
        ("not allowed", f"/items/{walk.demo.plan.item.pk}/edit/", "Hester Vane"),
        ("sign-in that leads somewhere", f"/sign-in/?next={plan}", None),
    ):
        yield Stop(word, (address,), *reader)


def _reader(page: Page) -> str | None:
    return None if page.policy is Policy.PUBLIC else READER.get(page.policy, OFFICE)
