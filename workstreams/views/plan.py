"""The plan: the table with its filters, and one row of it, open or closed."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from workstreams import access
from workstreams.access import Policy
from workstreams.actions import progress, rating
from workstreams.actions.base import Conflict, Refused
from workstreams.bank_holidays import england
from workstreams.forms import ItemForm
from workstreams.models import Item
from workstreams.timeline import scale_around
from workstreams.views import listing
from workstreams.views.reply import back_to, fragment_or_page, row_or_redirect
from workstreams.when import read

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
    return render(request, "workstreams/plan.html", context)


@access.policy(Policy.READ)
@require_safe
def item_row(request: HttpRequest, pk: int) -> HttpResponse:
    """One row, closed: what Cancel asks for."""
    item = access.item_to_read(request.user, pk)
    return render(request, ROW, {**_row(request, item), "closed": True})


@access.policy(Policy.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def item_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """One row, open: percent, rating, dates, words. The same form in the plan and as a page."""
    item = access.item_to_edit(request.user, pk)
    if request.method != "POST":
        return _form(request, item, ItemForm(item=item))
    return _record(request, item, ItemForm(request.POST, item=item))


@access.policy(Policy.READ)
@require_safe
def date_read(request: HttpRequest, pk: int) -> HttpResponse:
    """How a date is read while it is typed: one line of words, nothing is saved."""
    item = access.item_to_read(request.user, pk)
    typed = next((request.GET[name] for name in DATES if name in request.GET), "")[:200]
    when = read(typed, near=item.due_date or item.start_date)
    return render(request, "workstreams/_date_read.html", {"when": when})


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
    context = _row(request, item)
    return row_or_redirect(
        request, fragment=ROW, context=context, to=context["back"], said=f"Saved: {item}"
    )


def _row(request: HttpRequest, item: Item) -> dict[str, Any]:
    """What the row of an item needs: its bar on the plan's scale, its owners, its last update."""
    row = listing.row_of(item, scale_around(timezone.localdate()), england())
    owners = list(item.ownerships.select_related("person").order_by("-lead", "position", "pk"))
    item.lead_name = owners[0].person.name if owners else None  # type: ignore[attr-defined]
    item.owners_number = len(owners)  # type: ignore[attr-defined]
    back = back_to(request, item.get_absolute_url())
    return {"row": row, "item": item, "programme": item.programme, "back": back}


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


#: What a person may have typed, with the words that stand over the two texts.
COMPARED = (
    ("percent", "Percent done"),
    ("declared_rag", "RAG"),
    ("start", "Start"),
    ("target", "Target"),
    ("revised", "Forecast"),
)


def _conflict(request: HttpRequest, now: Item, typed: ItemForm) -> HttpResponse:
    """Shows both texts and keeps what was typed; saving again takes it, over the newer row."""
    who = now.history.select_related("history_user").first()
    saved = ItemForm(item=now).initial
    differ = [
        (label, str(saved[name] if saved[name] is not None else ""), str(typed.data.get(name, "")))
        for name, label in COMPARED
        if str(saved[name] if saved[name] is not None else "") != str(typed.data.get(name, ""))
    ]
    again = ItemForm(
        {**{name: typed.data[name] for name in typed.data}, "version": now.version}, item=now
    )
    again.is_valid()
    return _form(request, now, again, status=409, differ=differ, who=who)
