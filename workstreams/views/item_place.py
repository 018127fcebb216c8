"""An item in the tree: added, moved, put in another order, taken away; its status."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Value
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from workstreams import access
from workstreams.access import Policy
from workstreams.actions import items, people, plan, progress
from workstreams.actions.base import Refused
from workstreams.dates.bank_holidays import england
from workstreams.forms.items import STATUSES, AddItemForm, PlaceForm, StatusForm
from workstreams.forms.parts import ReasonForm
from workstreams.forms.people import chosen
from workstreams.models import Item, Phase, Programme, Workstream
from workstreams.models.rights import rights_of
from workstreams.plan.outline import Branch, branches
from workstreams.rows import Writer, row_of, shape_at
from workstreams.timeline import scale_around
from workstreams.views.parts import item_sheet, press, write
from workstreams.views.reply import back_to, fragment_or_page, is_draft

FORM = ["GET", "HEAD", "POST"]
ROW, PAGE = "workstreams/_item_new.html", "workstreams/item_new.html"


@access.policy(Policy.LEAD)
@require_http_methods(FORM)
def item_add(request: HttpRequest, pk: int) -> HttpResponse:
    """A new item straight under a workstream: in the plan's row, or on a page of its own."""
    return _adds(request, access.workstream_to_edit(request.user, pk), None)


@access.policy(Policy.LEAD)
@require_http_methods(FORM)
def phase_item_add(request: HttpRequest, pk: int) -> HttpResponse:
    """A new item in a phase of a workstream."""
    phase = access.phase_to_edit(request.user, pk)
    return _adds(request, phase.workstream, phase)


def _adds(request: HttpRequest, workstream: Workstream, phase: Phase | None) -> HttpResponse:
    data = request.POST if request.method == "POST" else None
    place = f"p{phase.pk}" if phase else f"w{workstream.pk}"
    form = AddItemForm(
        data, programme=workstream.programme, user=request.user, auto_id=f"new-{place}-%s"
    )
    if data is None or is_draft(request):
        return _new(request, workstream, phase, form)
    if not form.is_valid():
        return _new(request, workstream, phase, form, status=422)
    try:
        item = _add(request, workstream, phase, form)
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        return _new(request, workstream, phase, form, status=422)
    back = back_to(request, item.get_absolute_url())
    if not getattr(request, "htmx", False):
        messages.success(request, f"Added: {item}")
        return HttpResponseRedirect(back)
    return HttpResponse(_written(request, item, back))


def _add(
    request: HttpRequest, workstream: Workstream, phase: Phase | None, form: AddItemForm
) -> Item:
    now, said = timezone.now(), dict(form.facts)
    lead = chosen(said.pop("lead"), add=adding(request.user, now))
    return plan.add_item(
        workstream=workstream,
        phase=phase,
        owners=[lead] if lead else [],
        by=request.user,
        today=timezone.localdate(),
        now=now,
        **said,
    )


def adding(by: Any, now: Any) -> Any:
    """Makes a person of a name that somebody said to add."""
    return lambda name: people.add_person(name=name, by=by, now=now)


def _written(request: HttpRequest, item: Item, back: str) -> str:
    """The row of a new item as the plan writes it, and after it a fresh place for the next form."""
    found = access.item_to_read(request.user, item.pk)
    owners = list(found.ownerships.select_related("person").order_by("-lead", "position"))
    found.lead_name = owners[0].person.name if owners else None  # type: ignore[attr-defined]
    found.owners_number = len(owners)  # type: ignore[attr-defined]
    shape = shape_at(
        back,
        plan=reverse("plan", args=[found.programme.slug]),
        user=request.user,
        programme=found.programme_id,
    )
    row = row_of(found, scale_around(timezone.localdate()), england(), where=str(found.workstream))
    return Writer(shape, back=back, token=get_token(request)).item(row, said=f"Added: {found}")


def _new(
    request: HttpRequest,
    workstream: Workstream,
    phase: Phase | None,
    form: AddItemForm,
    *,
    status: int = 200,
) -> HttpResponse:
    back = back_to(request, workstream.get_absolute_url())
    context = {
        "programme": workstream.programme,
        "tab": "plan",
        "workstream": workstream,
        "phase": phase,
        "form": form,
        "back": back,
        "shape": shape_at(
            back,
            plan=reverse("plan", args=[workstream.programme.slug]),
            user=request.user,
            programme=workstream.programme_id,
        ),
    }
    return fragment_or_page(request, fragment=ROW, page=PAGE, context=context, status=status)


@access.policy(Policy.EDIT)
@require_http_methods(FORM)
def item_move(request: HttpRequest, pk: int) -> HttpResponse:
    """To another workstream or phase, of those that the reader keeps."""
    item = access.item_to_edit(request.user, pk)
    places = _places(item.programme, request.user, item)

    def act(typed: PlaceForm) -> Item:
        workstream, phase = typed.chosen()
        return items.move(
            item,
            workstream=workstream,
            phase=phase,
            reason=typed.cleaned_data["reason"],
            by=request.user,
            now=timezone.now(),
            version=typed.seen,
        )

    return write(
        request,
        make=lambda data: PlaceForm(
            data, row=item, programme=item.programme, user=request.user, places=places
        ),
        act=act,
        sheet=item_sheet(f"Move {item}", item, button="Move it"),
        done="Moved: {}",
        to=item.get_absolute_url(),
    )


def _places(programme: Programme, user: Any, item: Item) -> list[tuple[str, str]]:
    """Open workstreams and phases that the user keeps, indented as the tree, and where the item stands."""
    rights = rights_of(user)
    here = f"p{item.phase_id}" if item.phase_id else f"w{item.workstream_id}"

    def keeps(branch: Branch) -> bool:
        if rights.manages(programme):
            return True
        return any(led.holds(programme.pk, branch.sort_key) for led in rights.leads)

    closed = _closed(programme)
    return [
        (value, f"{'– ' * branch.depth}{branch.label}"[:90])
        for branch in branches(programme, user)
        for value in [f"{'p' if branch.is_phase else 'w'}{branch.pk}"]
        if value == here or (keeps(branch) and (branch.is_phase, branch.pk) not in closed)
    ]


def _closed(programme: Programme) -> set[tuple[bool, int]]:
    """What takes nothing new: (is a phase, primary key). One statement."""
    own = Workstream.objects.filter(programme=programme, closed_on__isnull=False).order_by()
    phases = Phase.objects.filter(workstream__programme=programme, closed_on__isnull=False)
    rows = own.annotate(of=Value(0)).values_list("of", "pk")
    both = rows.union(phases.order_by().annotate(of=Value(1)).values_list("of", "pk"), all=True)
    return {(bool(of), pk) for of, pk in both}


@access.policy(Policy.LEAD)
@require_POST
def item_reorder(request: HttpRequest, pk: int) -> HttpResponse:
    """One place up among the items of its phase or workstream, or down."""
    item = access.item_to_keep(request.user, pk)
    up = request.POST.get("to") != "down"
    return press(
        request,
        act=lambda: items.reorder(item, up=up, by=request.user, now=timezone.now()),
        to=back_to(request, item.get_absolute_url()),
        done=f"One place {'up' if up else 'down'}: {item}",
    )


@access.policy(Policy.LEAD)
@require_http_methods(FORM)
def item_drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes an item away on which nothing hangs; for the others it says what does, and offers to cancel."""
    item = access.item_to_keep(request.user, pk)
    held = items.hanging(item)
    if held and request.method != "POST":
        context = {"programme": item.programme, "tab": "plan", "item": item, "held": held}
        return render(request, "workstreams/item_kept.html", context)
    return write(
        request,
        make=lambda data: ReasonForm(data, initial={"version": item.version}),
        act=lambda typed: (
            items.drop(
                item,
                reason=typed.cleaned_data["reason"],
                by=request.user,
                now=timezone.now(),
                version=typed.seen,
            )
            or item
        ),
        sheet=item_sheet(
            f"Take away {item}",
            item,
            button="Take it away",
            note="Nothing hangs on it. It goes from the plan; its history keeps that it was there.",
        ),
        done="Taken away: {}",
        to=item.workstream.get_absolute_url(),
    )


@access.policy(Policy.EDIT)
@require_http_methods(FORM)
def item_status(request: HttpRequest, pk: int) -> HttpResponse:
    """On hold, cancelled, complete, business as usual with a watcher, or going on again."""
    item = access.item_to_edit(request.user, pk)

    wanted = request.GET.get("status", "")
    asked = {"status": wanted} if wanted in {value for value, *_ in STATUSES} else {}

    def act(typed: StatusForm) -> Item:
        now = timezone.now()
        return progress.set_status(
            item,
            status=typed.status_of(item),
            reason=typed.cleaned_data["reason"],
            watcher=chosen(typed.cleaned_data["watcher"], add=adding(request.user, now)),
            percent=typed.cleaned_data["percent"],
            by=request.user,
            today=timezone.localdate(),
            now=now,
            version=typed.seen,
        )

    return write(
        request,
        make=lambda data: StatusForm(
            data, row=item, programme=item.programme, user=request.user, initial=asked
        ),
        act=act,
        sheet=item_sheet(f"Status of {item}", item),
        to=item.get_absolute_url(),
    )
