"""The plan: the table with its filters, and one row of it, open or closed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from workstreams import access
from workstreams.access import Policy
from workstreams.actions import progress, rating
from workstreams.actions.base import Conflict, Refused
from workstreams.dates.bank_holidays import england
from workstreams.forms.row import ItemForm
from workstreams.models import Item
from workstreams.rows import Writer, row_of, shape_at
from workstreams.timeline import scale_around
from workstreams.views import listing
from workstreams.views.conflict import clash_of, merged
from workstreams.views.reply import back_to, fragment_or_page, is_draft

DATES = ("start", "target", "revised")
ROW, PAGE = "workstreams/_item_rows.html", "workstreams/item_edit.html"


@access.policy(Policy.READ)
@require_safe
def plan(request: HttpRequest, slug: str) -> HttpResponse:
    """The items of a programme in plan order, filtered, sorted and cut to pages."""
    programme = access.programme_to_read(request.user, slug)
    today = timezone.localdate()
    rating.keep_fresh(programme, today=today)
    listed = listing.items_of(programme, user=request.user, today=today, asked=request.GET)
    context = {"programme": programme, "tab": "plan", "today": today, "listed": listed}
    context["back"] = request.get_full_path()
    context["may_manage"] = access.rights_of(request.user).manages(programme)
    context["may_share"] = access.may_comment(request.user, programme.pk)
    htmx = getattr(request, "htmx", None)
    part = htmx and htmx.target == "plan" and not htmx.history_restore_request
    reply = render(request, f"workstreams/{'_plan_page' if part else 'plan'}.html", context)
    patch_vary_headers(reply, ["HX-Request"])
    return reply


@access.policy(Policy.READ)
@require_safe
def item_row(request: HttpRequest, pk: int) -> HttpResponse:
    """One row, closed: what Cancel asks for."""
    item = access.item_to_read(request.user, pk)
    return _closed(request, item)


@access.policy(Policy.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def item_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """One row, open: percent, rating, dates, words. The same form in the plan and as a page."""
    item = access.item_to_edit(request.user, pk)
    if request.method != "POST":
        return _form(request, item, ItemForm(item=item))
    return _record(request, item, ItemForm(request.POST, item=item))


@access.policy(Policy.EDIT)
@require_POST
def item_date(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Takes a date that was offered in place of one that does not exist."""
    item = access.item_to_edit(request.user, pk)
    if name not in DATES:
        raise Http404("An item has no such date.")
    typed = getattr(item, f"{name}_text")
    form = ItemForm(
        {
            **{
                key: "" if value is None else value
                for key, value in ItemForm(item=item).initial.items()
            },
            name: request.POST.get("date", ""),
            "reason": f"“{typed}” is not a date",
            "version": request.POST.get("version", ""),
        },
        item=item,
    )
    return _record(request, item, form)


def _record(request: HttpRequest, item: Item, form: ItemForm) -> HttpResponse:
    """Saves what a form says, or shows the form again with what was typed and why not."""
    if is_draft(request):
        return _form(request, item, form)
    if not form.is_valid():
        return _form(request, item, form, status=422)
    try:
        item = progress.record(
            item,
            progress=form.progress,
            by=request.user,
            today=timezone.localdate(),
            now=timezone.now(),
            version=form.cleaned_data["version"],
        )
    except Refused as refusal:
        form.add_error(refusal.field or None, refusal.sentence)
        return _form(request, item, form, status=422)
    except Conflict as conflict:
        return _conflict(request, conflict.row, form)  # type: ignore[arg-type]
    if getattr(request, "htmx", False):
        return _closed(request, item, said=f"Saved: {item}")
    messages.success(request, f"Saved: {item}")
    return HttpResponseRedirect(back_to(request, item.get_absolute_url()))


def _closed(request: HttpRequest, item: Item, *, said: str = "") -> HttpResponse:
    """The row as it now stands, in the shape of the page it came from."""
    context = _row(request, item)
    write = Writer(context["shape"], back=context["back"], token=get_token(request))
    return HttpResponse(write.item(context["row"], said=said, closed=True))


def _row(request: HttpRequest, item: Item) -> dict[str, Any]:
    """What the row of an item needs: its bar on the plan's scale, its owners, its last update."""
    owners = list(item.ownerships.select_related("person").order_by("-lead", "position", "pk"))
    item.lead_name = owners[0].person.name if owners else None  # type: ignore[attr-defined]
    item.owners_number = len(owners)  # type: ignore[attr-defined]
    back = back_to(request, item.get_absolute_url())
    scale = scale_around(timezone.localdate())
    return {
        "row": row_of(item, scale, england(), where=str(item.workstream)),
        "shape": shape_at(
            back,
            plan=reverse("plan", args=[item.programme.slug]),
            user=request.user,
            programme=item.programme_id,
        ),
        "item": item,
        "programme": item.programme,
        "back": back,
    }


def _form(
    request: HttpRequest, item: Item, form: ItemForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {
        **_row(request, item),
        **more,
        "form": form,
        "tab": "plan",
        "last": item.updates.select_related("by").first(),
    }
    return fragment_or_page(request, fragment=ROW, page=PAGE, context=context, status=status)


def _conflict(request: HttpRequest, now: Item, typed: ItemForm) -> HttpResponse:
    """Shows both texts and keeps what was typed; saving again takes what is chosen, over the newer row."""
    newer = ItemForm(item=now)
    clash = clash_of(typed, newer)
    again = ItemForm(merged(typed, clash, newer=newer, version=now.version), item=now)
    again.is_valid()
    who = now.history.select_related("history_user").first()
    return _form(request, now, again, status=409, clash=clash, who=who)
