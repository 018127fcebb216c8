"""The shape of a plan, by hand: workstreams added, changed, moved, ordered, numbered, closed and opened."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from workstreams import access
from workstreams.access import Policy
from workstreams.actions import closing, tree
from workstreams.actions.base import Refused
from workstreams.forms.people import chosen
from workstreams.forms.tree import (
    AddWorkstreamForm,
    MoveForm,
    PeopleForm,
    WorkstreamForm,
)
from workstreams.models import STEP, Level, Person, Workstream
from workstreams.plan.outline import branches
from workstreams.views.closing import ask_to_close
from workstreams.views.item_place import adding
from workstreams.views.parts import Sheet, asked_for, crumb, press, version_seen, write
from workstreams.views.reply import back_to

FORM = ["GET", "HEAD", "POST"]


def sheet_of(heading: str, found: Workstream, **more: Any) -> Sheet:
    """What stands around a form about a workstream."""
    here = found.get_absolute_url()
    crumbs = (crumb("Workstreams", "workstreams", found.programme.slug), (str(found), here))
    return Sheet(heading, here, "workstreams", found.programme, crumbs, **more)


@access.policy(Policy.MANAGE)
@require_safe
def arrange(request: HttpRequest, slug: str) -> HttpResponse:
    """The tree with everything that can be done to its shape."""
    programme = access.programme_to_manage(request.user, slug)
    closed = dict(
        programme.workstreams.filter(closed_on__isnull=False).values_list("pk", "closed_on")
    )
    rows = [row for row in branches(programme, request.user) if not row.is_phase]
    number: dict[str, int] = {}
    for row in rows:
        number[row.sort_key[:-STEP]] = number.get(row.sort_key[:-STEP], 0) + 1
    seen: dict[str, int] = {}
    shown = []
    for row in rows:
        home = row.sort_key[:-STEP]
        seen[home] = seen.get(home, 0) + 1
        shown.append(
            {
                "branch": row,
                "level": Level(row.level).label,
                "closed": closed.get(row.pk),
                "first": seen[home] == 1,
                "last": seen[home] == number[home],
            }
        )
    context = {"programme": programme, "tab": "workstreams", "rows": shown}
    return render(request, "workstreams/tree/arrange.html", context)


@access.policy(Policy.LEAD)
@require_http_methods(FORM)
def workstream_add(request: HttpRequest, slug: str) -> HttpResponse:
    """A new workstream at the end of the plan, or of another one (`?under=`)."""
    programme = access.programme_to_shape(request.user, slug)
    parents = access.shapeable(request.user, programme)
    top = access.rights_of(request.user).manages(programme)
    under = asked_for(request, "under", parents)
    start = {"parent": under.pk if under else None, "level": _level_under(under)}

    def act(form: AddWorkstreamForm) -> Workstream:
        now, said = timezone.now(), dict(form.facts)
        lead, support = (
            chosen(said.pop(name), add=adding(request.user, now)) for name in ("lead", "support")
        )
        if support and lead is None:
            raise Refused("Say who leads it.", field="lead")
        owners = [lead, *support] if lead else []
        return tree.add_workstream(
            programme=programme, owners=owners, by=request.user, now=now, **said
        )

    back = reverse("workstreams", args=[slug])
    return write(
        request,
        make=lambda data: AddWorkstreamForm(
            data, programme=programme, user=request.user, parents=parents, top=top, initial=start
        ),
        act=act,
        sheet=Sheet(
            f"Add to {under}" if under else "Add to the plan",
            under.get_absolute_url() if under else back,
            "workstreams",
            programme,
            (crumb("Workstreams", "workstreams", slug),),
            button="Add it",
            note="An outcome, a theme, a workstream, a project or a deliverable.",
        ),
        done="Added: {}",
    )


def _level_under(parent: Workstream | None) -> str:
    """The usual word one step down."""
    words_ = list(Level)
    at = words_.index(Level(parent.level)) + 1 if parent else words_.index(Level.WORKSTREAM)
    return words_[min(at, len(words_) - 1)]


@access.policy(Policy.LEAD)
@require_http_methods(FORM)
def workstream_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Changes what is said of a workstream."""
    found = access.workstream_to_edit(request.user, pk)
    return write(
        request,
        make=lambda data: WorkstreamForm(
            data, row=found, programme=found.programme, user=request.user
        ),
        act=lambda typed: tree.amend_workstream(
            found, facts=typed.facts, by=request.user, now=timezone.now(), version=typed.seen
        ),
        sheet=sheet_of(f"Change {found}", found),
    )


@access.policy(Policy.LEAD)
@require_http_methods(FORM)
def workstream_people(request: HttpRequest, pk: int) -> HttpResponse:
    """Who leads a workstream and who supports; a change of lead is told to both."""
    found = access.workstream_to_edit(request.user, pk)
    may_lead = access.rights_of(request.user).manages(found.programme_id)

    def act(form: PeopleForm) -> Workstream:
        now, said = timezone.now(), dict(form.facts)
        lead, support = (
            chosen(said[name], add=adding(request.user, now)) if name in said else None
            for name in ("lead", "support")
        )
        return tree.set_owners(
            found,
            lead=lead if may_lead else _lead_of(found),
            support=support or [],
            address=found.get_absolute_url(),
            reason=form.cleaned_data["reason"],
            by=request.user,
            now=now,
            version=form.seen,
        )

    return write(
        request,
        make=lambda data: PeopleForm(
            data, row=found, programme=found.programme, user=request.user, may_lead=may_lead
        ),
        act=act,
        sheet=sheet_of(f"Who leads and supports {found}", found),
    )


def _lead_of(found: Workstream) -> Person | None:
    return Person.objects.filter(
        workstream_ownerships__workstream=found, workstream_ownerships__lead=True
    ).first()


@access.policy(Policy.LEAD)
@require_http_methods(FORM)
def workstream_move(request: HttpRequest, pk: int) -> HttpResponse:
    """Puts a workstream with all under it somewhere else in the plan."""
    found = access.workstream_to_edit(request.user, pk)
    top = access.rights_of(request.user).manages(found.programme_id)
    parents = access.shapeable(request.user, found.programme).exclude(
        sort_key__startswith=found.sort_key
    )

    def act(form: MoveForm) -> Workstream:
        _may_leave(request.user, found)
        return tree.move_workstream(
            found,
            parent=form.cleaned_data["parent"],
            first=form.cleaned_data["end"] == "first",
            reason=form.cleaned_data["reason"],
            by=request.user,
            now=timezone.now(),
            version=form.seen,
        )

    return write(
        request,
        make=lambda data: MoveForm(
            data,
            row=found,
            programme=found.programme,
            user=request.user,
            parents=parents,
            top=top,
        ),
        act=act,
        sheet=sheet_of(
            f"Move {found}",
            found,
            button="Move it",
            note="Everything that stands under it goes with it: deliverables, phases and items.",
        ),
        done="Moved: {}",
    )


def _may_leave(user: Any, found: Workstream) -> None:
    """A lead shapes what stands in their branch, not where the branch itself stands."""
    if access.rights_of(user).manages(found.programme_id):
        return
    if found.parent is None or not access.may_shape(user, found.parent):
        raise Refused(
            f"Where {found} itself stands is for the programme office and the manager to say."
        )


@access.policy(Policy.LEAD)
@require_POST
def workstream_step(request: HttpRequest, pk: int) -> HttpResponse:
    """One place up or down among those beside it."""
    found = access.workstream_to_edit(request.user, pk)
    up = request.POST.get("way") == "up"

    def act() -> None:
        _may_leave(request.user, found)
        tree.step(found, up=up, by=request.user, now=timezone.now(), version=version_seen(request))

    back = back_to(request, reverse("arrange", args=[found.programme.slug]))
    return press(request, act=act, to=back, done=f"Moved {'up' if up else 'down'}: {found}")


@access.policy(Policy.MANAGE)
@require_http_methods(FORM)
def workstream_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Closes a workstream with all under it; what happens to its open items is asked."""
    found = access.workstream_to_manage(request.user, pk)
    targets = access.shapeable(request.user, found.programme).exclude(
        sort_key__startswith=found.sort_key
    )
    return ask_to_close(
        request,
        found,
        programme=found.programme,
        targets=targets,
        sheet=sheet_of(
            f"Close {found}",
            found,
            button="Close it",
            note="What stands under it closes with it. Nothing is lost, and it can be opened again.",
        ),
    )


@access.policy(Policy.MANAGE)
@require_POST
def workstream_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Opens a closed workstream again, with what was closed together with it."""
    found = access.workstream_to_manage(request.user, pk)
    return press(
        request,
        act=lambda: closing.reopen(found, by=request.user, now=timezone.now()),
        to=back_to(request, found.get_absolute_url()),
        done=f"Open again: {found}. Items that were cancelled stay so until somebody opens them.",
    )


@access.policy(Policy.MANAGE)
@require_http_methods(FORM)
def renumber(request: HttpRequest, slug: str) -> HttpResponse:
    """First the numbers by place beside those that stand, then, confirmed, the new ones."""
    programme = access.programme_to_manage(request.user, slug)
    if request.method == "POST":
        number = tree.renumber(programme, by=request.user, now=timezone.now())
        done = f"{number} numbers changed." if number else "Every number was right already."
        messages.success(request, done)
        return HttpResponseRedirect(reverse("arrange", args=[slug]))
    rows = tree.numbering(programme)
    context = {
        "programme": programme,
        "tab": "workstreams",
        "rows": rows,
        "changes": sum(row.ref != ref for row, ref in rows),
    }
    return render(request, "workstreams/tree/renumber.html", context)
