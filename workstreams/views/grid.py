"""The plan as a grid of boxes: many rows typed at once, saved at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Case, IntegerField, Value, When
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from workstreams import access
from workstreams.access import Policy
from workstreams.actions.grid import Saved, save_rows
from workstreams.grid import BOXES, Line, line_of, read_lines, settle, typed_lines
from workstreams.models import Item, Programme
from workstreams.views.bulk import filtered, movers

PER_PAGE = 50


@access.policy(Policy.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def plan_grid(request: HttpRequest, slug: str) -> HttpResponse:
    """A page of the filtered plan as boxes; a POST saves the rows that were touched."""
    programme = access.programme_to_raise(request.user, slug)
    if request.method == "POST":
        return _save(request, programme)
    rows = filtered(request, programme, request.GET)
    mine = rows.filter(may_edit=True).select_related("workstream")
    page = Paginator(mine, PER_PAGE).get_page(request.GET.get("page"))
    lines = [line_of(item) for item in page.object_list]
    return _page(request, programme, lines, page=page)


def _save(request: HttpRequest, programme: Programme) -> HttpResponse:
    keys = [int(k) for k in request.POST.getlist("row") if k.isdigit() and len(k) < 19][:PER_PAGE]
    order = Case(
        *(When(pk=key, then=Value(at)) for at, key in enumerate(keys)),
        default=Value(len(keys)),
        output_field=IntegerField(),
    )
    items = (
        Item.objects.with_access(request.user)
        .filter(programme=programme, pk__in=keys)
        .select_related("workstream")
        .order_by(order)
    )
    lines = typed_lines(items, request.POST)
    rows = read_lines(lines)
    found = (
        save_rows(
            programme=programme,
            rows=rows,
            by=request.user,
            today=timezone.localdate(),
            now=timezone.now(),
        )
        if rows
        else Saved()
    )
    who = movers(list(found.stale.values())) if found.stale else {}
    lines = settle(lines, found, who, today=timezone.localdate())
    open_rows = [line for line in lines if line.state in ("wrong", "stale")]
    if not open_rows:
        return _done(request, programme, found)
    wrong = any(line.state == "wrong" for line in open_rows)
    return _page(
        request,
        programme,
        lines,
        status=422 if wrong else 409,
        open_rows=open_rows,
        saved=len(found.saved),
        act=found.act,
    )


def _done(request: HttpRequest, programme: Programme, found: Saved) -> HttpResponse:
    number = len(found.saved)
    said = "1 row saved." if number == 1 else f"{number} rows saved."
    messages.success(request, said if number else "Nothing was changed, so nothing was saved.")
    query = request.GET.copy()
    if found.act is not None:
        query["saved"] = str(found.act.pk)
    address = reverse("plan_grid", args=[programme.slug])
    return HttpResponseRedirect(f"{address}?{query.urlencode()}" if query else address)


def _page(
    request: HttpRequest,
    programme: Programme,
    lines: Sequence[Line],
    *,
    status: int = 200,
    page: Any = None,
    **more: Any,
) -> HttpResponse:
    query = request.GET.copy()
    saved_act = query.pop("saved", [""])[-1]
    kept = query.copy()
    kept.pop("page", None)
    plan = reverse("plan", args=[programme.slug])
    context = {
        "programme": programme,
        "tab": "plan",
        "lines": lines,
        "heads": BOXES,
        "page": page,
        "page_range": page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
        if page is not None
        else (),
        "review_year": timezone.localdate().year + 1,
        "query": query.urlencode(),
        "back": f"{plan}?{kept.urlencode()}" if kept else plan,
        "saved_act": saved_act if saved_act.isdigit() else "",
        **more,
    }
    return render(request, "workstreams/grid.html", context, status=status)
