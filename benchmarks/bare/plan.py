"""A plan, a board, a Gantt and one update, as bare as can be."""

from __future__ import annotations

from datetime import timedelta

from django.db.models import Case, Count, F, IntegerField, Q, Sum, When
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from benchmarks.bare import page
from workstreams.models import Item, Workstream

ROWS = """<!DOCTYPE html><html lang="en"><title>Plan</title><p>{{ user.full_name }}: {{ count }} items</p>
<table>
{% for i in rows %}<tr><td>{{ i.ref }}</td><td><a href="/items/{{ i.pk }}/">{{ i.title }}</a></td>
<td>{{ i.workstream.title }}</td>
<td>{{ i.owners_text }}</td><td>{{ i.percent|default_if_none:"" }}%</td><td>{{ i.start_date|date:"j M y" }}</td>
<td>{{ i.target_date|date:"j M y" }}</td><td>{{ i.revised_date|date:"j M y" }}</td>
<td><strong class="rag rag--{{ i.declared_rag }}">{{ i.get_declared_rag_display }}</strong></td>
<td><strong class="rag rag--{{ i.computed_rag }}">{{ i.get_computed_rag_display }}</strong></td></tr>
{% endfor %}</table></html>"""
BOARD = """<!DOCTYPE html><html lang="en"><title>Board</title><p>{{ user.full_name }}</p><table>
{% for w in rows %}<tr><td>{{ w.ref }} {{ w.title }}</td><td>{{ w.total }}</td>
<td>{{ w.red }}</td><td>{{ w.amber }}</td>
<td>{{ w.green }}</td><td>{{ w.done }}</td><td>{{ w.overdue }}</td><td>{{ w.points }}</td></tr>
{% endfor %}</table></html>"""
GANTT = """<!DOCTYPE html><html lang="en"><title>Gantt</title><p>{{ user.full_name }}</p><table>
{% for i, x, w in rows %}<tr><td>{{ i.title }}</td><td><svg viewBox="0 0 400 16" role="img"><title>{{ i.title }}</title>
<rect x="{{ x }}" y="3" width="{{ w }}" height="10"/></svg></td></tr>{% endfor %}</table></html>"""


def listed(request: HttpRequest, programme: int, size: int) -> HttpResponse:
    """The first rows of a plan, and how many there are."""
    items = Item.objects.filter(programme=programme)
    if request.GET.get("declared"):
        items = items.filter(declared_rag=request.GET["declared"], workstream=request.GET["ws"])
    rows = items.select_related("workstream").order_by("sort_key", "pk")[:size]
    return page(request, "rows", ROWS, rows=rows, count=items.count())


def board(request: HttpRequest, programme: int) -> HttpResponse:
    """Each workstream with its counts, by one aggregate over all items."""
    today = timezone.localdate()
    of = {
        rag: Count("items", filter=Q(items__computed_rag=rag)) for rag in ("red", "amber", "green")
    }
    late = Q(items__target_date__lt=today) & ~Q(items__percent=100)
    rows = (
        Workstream.objects.filter(programme=programme)
        .annotate(
            total=Count("items"),
            done=Count("items", filter=Q(items__percent=100)),
            overdue=Count("items", filter=late),
            points=Sum(Case(When(items__percent__isnull=False, then=F("items__percent")),
                             default=0, output_field=IntegerField())),
            **of,
        )
        .order_by("sort_key")
    )  # fmt: skip
    return page(request, "board", BOARD, rows=rows)


def gantt(request: HttpRequest, programme: int, size: int) -> HttpResponse:
    """The first bars of a programme."""
    first = timezone.localdate() - timedelta(days=240)
    items = Item.objects.filter(programme=programme).order_by("sort_key", "pk")[:size]
    rows = [
        (i, (i.start_date - first).days, max((i.target_date - i.start_date).days, 1)) for i in items
    ]
    return page(request, "gantt", GANTT, rows=rows)


@csrf_exempt
def update(request: HttpRequest, item: int) -> HttpResponse:
    """One column of one row, by somebody signed in."""
    if not request.user.is_authenticated:
        return HttpResponse(status=403)
    Item.objects.filter(pk=item).update(percent=int(request.POST["percent"]))
    return HttpResponse(status=204)


urlpatterns = [
    path("list/<int:programme>/<int:size>/", listed),
    path("board/<int:programme>/", board),
    path("gantt/<int:programme>/<int:size>/", gantt),
    path("update/<int:item>/", update),
]
