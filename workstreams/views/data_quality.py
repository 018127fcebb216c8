"""The data quality page: every fault of a plan with its count, its list and what mends it in place."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from workstreams import access, faults, workload
from workstreams.access import Policy
from workstreams.actions import mending, merging, updates
from workstreams.actions.base import Conflict, Refused
from workstreams.faults import BY_NAME, Day, Fault
from workstreams.forms.mending import MendForm
from workstreams.models import Accepted, Item, ItemOwner, Person, Programme, Workstream
from workstreams.staleness import fresh_since, morning
from workstreams.views.reply import back_to, is_draft

PER_PAGE = 25
#: As many owners as are asked with one press.
ASKED = 500
PAGE, PANEL, ROW = (f"workstreams/faults/{name}.html" for name in ("page", "_panel", "_row"))


@dataclass
class Mending:
    """One item of the list, with the boxes that mend it."""

    item: Any
    fault: Fault
    form: MendForm | None = None
    mended: str = ""  # what was done, once it is
    clash: str = ""  # who saved meanwhile


@dataclass
class Listed:
    """What the page shows: the counts of all faults, and the list of one."""

    programme: Programme
    counts: dict[str, int]
    fault: Fault
    loads: list[workload.Load]
    pairs: list[workload.Likely]
    empty: list[Workstream]
    page: Page[Any] | None = None
    rows: list[Mending] = field(default_factory=list)
    merge: dict[str, Any] | None = None

    @property
    def groups(self) -> list[tuple[str, list[tuple[Fault, int]]]]:
        """The faults by group, each with its count."""
        return [
            (group, [(BY_NAME[name], self.counts[name]) for name in names])
            for group, names in faults.ORDER.items()
        ]

    @property
    def total(self) -> int:
        """How many of the chosen fault there are."""
        return self.counts[self.fault.name]

    @property
    def page_range(self) -> Any:
        """The pages to offer, with gaps."""
        if self.page is None:
            return ()
        return self.page.paginator.get_elided_page_range(
            self.page.number, on_each_side=2, on_ends=1
        )


class _Counted(Paginator):
    """A paginator that was told how many rows there are."""

    def __init__(self, rows: Any, *, count: int) -> None:
        super().__init__(rows, PER_PAGE)
        self.count = count


def day_of(programme: Programme, today: date) -> Day:
    """The day of the page, with since when an update of this programme is fresh, and its month."""
    return Day(today, fresh_since(programme, today), morning(today.replace(day=1)))


def listed(request: HttpRequest, programme: Programme, *, today: date) -> Listed:
    """Counts and list; at most nine statements, whatever the number of items."""
    user, day = request.user, day_of(programme, today)
    base = Item.objects.with_access(user).filter(programme=programme)
    twice = faults.Twice(base)
    counts = faults.count(Item.objects.visible_to(user).filter(programme=programme), day, twice)
    loads = workload.loads(programme, today=today)
    apart = set(
        Accepted.objects.filter(programme=programme, fault="same").values_list("subject", flat=True)
    )
    pairs = [
        each
        for each in workload.likely_one(loads)
        if mending.pair(each.person, each.into) not in apart
    ]
    empty = faults.without_plan(programme, user)
    counts |= {"same": len(pairs), "empty": len(empty)}
    found = Listed(
        programme, counts, _chosen(request.GET.get("fault", ""), counts), loads, pairs, empty
    )
    if found.fault is faults.SAME:
        found.merge = _preview(request, found)
    elif found.fault is not faults.EMPTY:
        rows: Any = twice
        if found.fault is not faults.TWICE:
            rows = faults.rows_of(base, found.fault, day).select_related("workstream", "watcher")
        found.page = _Counted(rows, count=found.total).get_page(request.GET.get("page"))
        found.rows = [_mending(item, found.fault) for item in found.page.object_list]
    return found


def _chosen(name: str, counts: dict[str, int]) -> Fault:
    if name in BY_NAME:
        return BY_NAME[name]
    first = next((each for each in faults.URGENT if counts[each]), faults.URGENT[0])
    return BY_NAME[first]


def _mending(item: Any, fault: Fault) -> Mending:
    return Mending(item, fault, MendForm(item=item, fault=fault) if item.may_edit else None)


def _preview(request: HttpRequest, found: Listed) -> dict[str, Any] | None:
    """What merging the chosen pair, or the first, would move. One statement."""
    asked = (request.GET.get("person", ""), request.GET.get("into", ""))
    pair = next(
        (p for p in found.pairs if (str(p.person.pk), str(p.into.pk)) == asked),
        found.pairs[0] if found.pairs else None,
    )
    turned = next((p for p in found.pairs if (str(p.into.pk), str(p.person.pk)) == asked), None)
    if turned is not None:
        pair = workload.Likely(turned.into, turned.person, turned.why)
    if pair is None:
        return None
    carried = {load.person.pk: load for load in found.loads}
    moving = merging.moving(pair.person)
    return {
        "pair": pair, "counts": moving.counts, "goes": carried[pair.person.pk],
        "stays": carried[pair.into.pk],
    }  # fmt: skip


@access.policy(Policy.READ)
@require_safe
def data_quality(request: HttpRequest, slug: str) -> HttpResponse:
    """The faults of a plan: their counts, and one of them with its list."""
    programme, today = access.programme_to_read(request.user, slug), timezone.localdate()
    context = {
        "programme": programme,
        "tab": "data_quality",
        "today": today,
        "listed": listed(request, programme, today=today),
        "may_manage": access.rights_of(request.user).manages(programme),
        "back": request.get_full_path(),
    }
    template = PANEL if getattr(request, "htmx", False) else PAGE
    return render(request, template, context)


@access.policy(Policy.EDIT)
@require_POST
def mend(request: HttpRequest, pk: int, fault: str) -> HttpResponse:
    """Mends one fault of one item, or says that it is none."""
    item = access.item_to_edit(request.user, pk)
    if fault not in BY_NAME or BY_NAME[fault] in (faults.SAME, faults.EMPTY):
        raise Http404("No such fault.")
    row = Mending(item, BY_NAME[fault])
    row.form = MendForm(request.POST, item=item, fault=row.fault)
    if is_draft(request):  # back from sign-in: shown, not done
        return _reply(request, row, status=200, done=False)
    if taken := request.POST.get("take", ""):
        row.form.take(taken)
    status = _act(request, row, pressed=request.POST.get("do", ""))
    return _reply(request, row, status=status)


def _act(request: HttpRequest, row: Mending, *, pressed: str) -> int:
    form, by, now = row.form, request.user, timezone.now()
    if form is None or not form.is_valid():
        return 422
    try:
        if pressed == "accept" and row.fault.accepts and row.fault.name != "done_open":
            mending.accept(row.item, fault=row.fault.name, by=by, now=now)
        else:
            form.act(by=by, today=timezone.localdate(), now=now, pressed=pressed)
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        return 422
    except Conflict as conflict:
        _overtaken(request, row, conflict.row)
        return 409
    return 200


def _overtaken(request: HttpRequest, row: Mending, now: Any) -> None:
    """The item as it stands now, what was typed still in its boxes."""
    last = now.history.select_related("history_user").first()
    row.clash = last.history_user.get_full_name() if last and last.history_user else "Somebody"
    typed = request.POST.copy()
    typed[f"i{now.pk}-version"] = str(now.version)
    now.may_edit = True
    row.item, row.form = now, MendForm(typed, item=now, fault=row.fault)


def _reply(request: HttpRequest, row: Mending, *, status: int, done: bool = True) -> HttpResponse:
    home = reverse("data_quality", args=[row.item.programme.slug])
    back = back_to(request, f"{home}?fault={row.fault.name}")
    context = {"row": row, "programme": row.item.programme, "back": back, "alone": True}
    done = done and status == 200
    if done:
        row.item = access.item_to_edit(request.user, row.item.pk)
        row.mended, row.form = "Mended", None
    if getattr(request, "htmx", False):
        reply = render(request, ROW, context, status=status)
        if done:
            reply["HX-Trigger-After-Settle"] = "faults-changed"
        return reply
    if done:
        messages.success(request, f"Mended: {row.item}")
        return HttpResponseRedirect(back)
    context |= {"tab": "data_quality", "today": timezone.localdate()}
    return render(request, "workstreams/faults/one.html", context, status=status)


@access.policy(Policy.MANAGE)
@require_POST
def take_all(request: HttpRequest, slug: str) -> HttpResponse:
    """Takes every offered day where exactly one is offered for a date that does not exist."""
    programme, today = access.programme_to_manage(request.user, slug), timezone.localdate()
    fault = BY_NAME["impossible"]
    rows = Item.objects.with_access(request.user).filter(programme=programme)
    taken = 0
    for item in faults.rows_of(rows, fault, day_of(programme, today))[:ASKED]:
        plain = MendForm(item=item, fault=fault)
        if len(plain.takes) != 1:
            continue
        row = Mending(item, fault)
        row.form = MendForm({f"i{item.pk}-version": item.version}, item=item, fault=fault)
        row.form.take(plain.takes[0][0])
        taken += _act(request, row, pressed="") == 200
    if taken:
        messages.success(request, f"Taken: {taken} offered {'day' if taken == 1 else 'days'}")
    else:
        messages.warning(request, "No day was offered, so nothing was changed.")
    return HttpResponseRedirect(f"{reverse('data_quality', args=[slug])}?fault=impossible")


@access.policy(Policy.MANAGE)
@require_POST
def ask_owners(request: HttpRequest, slug: str, fault: str) -> HttpResponse:
    """Puts the question of a fault on the My updates page of everybody whose items have it."""
    programme, today = access.programme_to_manage(request.user, slug), timezone.localdate()
    chosen = BY_NAME.get(fault)
    if chosen is None or not chosen.asks:
        raise Http404("No such question.")
    rows = Item.objects.visible_to(request.user).filter(programme=programme)
    signs_in = ItemOwner.objects.filter(item=OuterRef("pk"), person__user__isnull=False)
    found = list(
        faults.rows_of(rows, chosen, day_of(programme, today)).annotate(reached=Exists(signs_in))[
            :ASKED
        ]
    )
    items = [item for item in found if item.reached]
    new = updates.ask(items, by=request.user, now=timezone.now(), text=chosen.asks)
    messages.success(request, _asked(new, len(items), len(found)))
    return HttpResponseRedirect(f"{reverse('data_quality', args=[slug])}?fault={fault}")


def _asked(new: int, reached: int, found: int) -> str:
    """How many owners were asked, and whom the question did not reach."""
    told = f"Asked the owners of {new} {'item' if new == 1 else 'items'}"
    if new < reached:
        told += f"; {reached - new} had been asked before"
    if reached < found:
        told += f"; {found - reached} {'has' if found - reached == 1 else 'have'} no owner who signs in here"
    return f"{told}. The question stands on their My updates page."


@access.policy(Policy.MANAGE)
@require_POST
def two_people(request: HttpRequest, slug: str) -> HttpResponse:
    """Says that two names are two people."""
    programme = access.programme_to_manage(request.user, slug)
    given = [request.POST.get(name, "") for name in ("person", "into")]
    keys = {int(each) for each in given if each.isdecimal() and len(each) < 18}
    people: list[Person] = list(workload.people_of(programme).filter(pk__in=keys).order_by("pk"))
    if len(people) == 2:
        one, two = people
        mending.keep_apart(programme, one=one, two=two, by=request.user, now=timezone.now())
        messages.success(request, f"{one} and {two} stay two people.")
    else:
        messages.error(request, "Those two people are not in this programme, so nothing was kept.")
    return HttpResponseRedirect(f"{reverse('data_quality', args=[slug])}?fault=same")
