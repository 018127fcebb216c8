"""A change of many items: chosen in the plan, checked on a page of its own, done by one verb."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from workstreams import access
from workstreams.access import Policy
from workstreams.actions import bulk
from workstreams.actions.base import Refused
from workstreams.bulk import FORECAST, MOST, Outcome
from workstreams.filters.plan import ItemFilter
from workstreams.forms.bulk import DATES, DEEDS, PHASE, BulkForm, seen_of
from workstreams.models import Item, Phase, Programme
from workstreams.plan.arranged import with_lead
from workstreams.plan.whole import choices_of, tree_of
from workstreams.views.reply import back_to

#: What the page shows before anybody said how far dates move.
STARTS = {"weeks": "2", "way": "later", "which": FORECAST}
#: As many rows as stand open on the page; the others are folded.
OPEN_ROWS = 12


@dataclass(frozen=True)
class Line:
    """One item on the page: what would happen to it, and whether it is ticked."""

    outcome: Outcome
    ticked: bool
    moved_by: str = ""


@access.policy(Policy.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def bulk_change(request: HttpRequest, slug: str) -> HttpResponse:
    """What a change would do to each chosen item; with `save` it does it."""
    programme = access.programme_to_raise(request.user, slug)
    asked = request.POST if request.method == "POST" else request.GET
    do = asked.get("do", "")
    do = do if do in dict(DEEDS) else DEEDS[0][0]
    chosen, too_many = _chosen(request, programme, asked)
    phases = _phases(programme, chosen) if do == PHASE else []
    saving = request.method == "POST" and "save" in asked
    form = _form(asked, do, phases)
    refused: dict[str, Any] = {"status": 422} if saving and not chosen else {}
    if chosen and form.is_valid() and saving:
        answer = _save(request, programme, form, _ticked(asked, chosen))
        if isinstance(answer, HttpResponse):
            return answer
        refused = answer
    items = _items(request, programme, chosen)
    more: dict[str, Any] = {"chosen": len(items), "too_many": too_many, "most": MOST, **refused}
    if not form.is_valid() and not refused:
        status = 422 if request.method == "POST" else 200
        return _page(request, programme, form, _plain(items), status=status, **more)
    who = movers(more["moved"]) if more.get("moved") else {}
    lines = _lines(form, items, _ticked(asked, chosen), who) if items else []
    return _page(request, programme, form, lines, **more)


def _form(asked: QueryDict, do: str, phases: list[str]) -> BulkForm:
    """The form as said; where nothing was said yet, with what it starts from."""
    blank = BulkForm(do=do, phases=phases)
    if any(box.name in asked for box in blank.particulars):
        return BulkForm(asked, do=do, phases=phases)
    return BulkForm(STARTS | {"do": do}, do=do, phases=phases) if do == DATES else blank


def _chosen(request: HttpRequest, programme: Programme, asked: QueryDict) -> tuple[list[int], int]:
    """An explicit list of items: those ticked, or all that the filter keeps; and how many were too many."""
    if asked.get("seen"):
        return list(seen_of(asked.get("seen", "")))[:MOST], 0
    if asked.get("all"):
        rows = filtered(request, programme, asked)
        keys = list(rows.values_list("pk", flat=True)[: MOST + 1])
        if len(keys) > MOST:
            return [], rows.count()
        return keys, 0
    keys = [int(key) for key in asked.getlist("item") if key.isdigit() and len(key) < 19]
    return keys[:MOST], 0


def filtered(request: HttpRequest, programme: Programme, asked: QueryDict) -> Any:
    """The items that the filter of the plan keeps, in plan order."""
    user: Any = request.user
    tree, choices = tree_of(programme, user), choices_of(programme, user)
    return ItemFilter(
        asked,
        Item.objects.with_access(user).filter(programme=programme),
        user=user,
        today=timezone.localdate(),
        owners=choices.owners,
        workstreams=[(b.sort_key, b.label) for b in tree if not b.is_phase],
    ).qs.order_by("sort_key", "pk")


def _items(request: HttpRequest, programme: Programme, keys: Sequence[int]) -> list[Any]:
    """The chosen items, in plan order. One statement."""
    if not keys:
        return []
    rows = Item.objects.with_access(request.user).filter(programme=programme, pk__in=keys)
    return list(with_lead(rows).select_related("workstream", "phase").order_by("sort_key", "pk"))


def _phases(programme: Programme, keys: Sequence[int]) -> list[str]:
    """The names of the phases of the workstreams in which the chosen items stand."""
    places = Item.objects.filter(programme=programme, pk__in=keys).values("workstream")
    rows = Phase.objects.filter(workstream__in=places)
    return list(dict.fromkeys(rows.order_by("sort_key").values_list("name", flat=True)))


def _ticked(asked: QueryDict, shown: Sequence[int]) -> set[int]:
    """Which are ticked: all when the page is opened, what was left ticked when it comes back."""
    if not asked.get("seen"):
        return set(shown)
    return {int(key) for key in asked.getlist("item") if key.isdigit()} & set(shown)


def _plain(items: Sequence[Any]) -> list[Line]:
    return [Line(Outcome(item), True) for item in items]


def _lines(
    form: BulkForm, items: Sequence[Any], ticked: set[int], moved: Mapping[int, str] | None = None
) -> list[Line]:
    found = bulk.outcomes(items, spec=form.spec, today=timezone.localdate())
    moved = moved or {}
    return [Line(each, each.item.pk in ticked, moved.get(each.item.pk, "")) for each in found]


def _save(
    request: HttpRequest, programme: Programme, form: BulkForm, ticked: set[int]
) -> HttpResponse | dict[str, Any]:
    """Does it, and leads to the entry in the history; or what the page must say instead."""
    versions = seen_of(request.POST.get("seen", ""))
    try:
        done = bulk.change_many(
            programme=programme,
            chosen={pk: versions[pk] for pk in ticked if pk in versions},
            spec=form.spec,
            reason=form.cleaned_data["reason"],
            by=request.user,
            today=timezone.localdate(),
            now=timezone.now(),
        )
    except Refused as refusal:
        form.add_error(refusal.field if refusal.field in form.fields else None, refusal.sentence)
        return {"status": 422}
    except bulk.Moved as stopped:
        return {"status": 409, "moved": stopped.items}
    left = f" {len(done.left)} stayed as they were." if done.left else ""
    messages.success(request, f"{done.act.sentence}.{left}")
    query = QueryDict(mutable=True)
    query["back"] = back_to(request, reverse("plan", args=[programme.slug]))
    return HttpResponseRedirect(f"{done.act.get_absolute_url()}?{query.urlencode()}")


def movers(items: Sequence[Item]) -> dict[int, str]:
    """Who changed each of these last, and at what time. One statement."""
    history: Any = Item.history.model
    found: dict[int, str] = {}
    rows = history.objects.filter(id__in=[item.pk for item in items]).select_related("history_user")
    for row in rows.order_by("history_date", "history_id"):
        who = row.history_user.get_full_name() if row.history_user else "somebody"
        found[row.id] = f"{who}, {timezone.localtime(row.history_date):%-d %B, %H:%M}"
    return {item.pk: found.get(item.pk, "somebody") for item in items}


def _page(
    request: HttpRequest,
    programme: Programme,
    form: BulkForm,
    lines: Sequence[Line],
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    will = [line for line in lines if line.outcome.applies]
    wont = [line for line in lines if not line.outcome.applies]
    judged = bool(will or wont) and all(line.outcome.changes or line.outcome.left for line in lines)
    ticked = [line for line in will if line.ticked]
    late = sum("Still late" in line.outcome.look for line in ticked)
    leads = {getattr(line.outcome.item, "lead_name", None) for line in ticked} - {None}
    context = {
        "programme": programme,
        "tab": "plan",
        "form": form,
        "do": form.deed,
        "deeds": [(name, words, name == form.deed) for name, words in DEEDS],
        "judged": judged,
        "will": will,
        "open_rows": will[:OPEN_ROWS],
        "folded": will[OPEN_ROWS:],
        "wont": wont,
        "number": len(ticked),
        "late": late,
        "owners": len(leads),
        "sentence": _sentence(form, len(ticked)) if judged else "",
        "seen": " ".join(f"{line.outcome.item.pk}:{line.outcome.item.version}" for line in lines),
        "back": back_to(request, reverse("plan", args=[programme.slug])),
        **more,
    }
    return render(request, "workstreams/bulk.html", context, status=status)


def _sentence(form: BulkForm, number: int) -> str:
    """What the button does, as an order: Move the forecast of 30 items 2 weeks later."""
    said = form.spec.said("1 item" if number == 1 else f"{number} items")
    for past, now in (("Moved ", "Move "), ("Gave ", "Give "), ("Took ", "Take ")):
        said = f"{now}{said.removeprefix(past)}" if said.startswith(past) else said
    return said
