"""The same list through django-tables2 and django-filter with the templates they bring (G3)."""

from __future__ import annotations

import django_filters
import django_tables2
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django_tables2 import RequestConfig

from benchmarks.bare import page
from workstreams.models import Item, Person, Workstream

LIST = """{% load render_table from django_tables2 %}<!DOCTYPE html><html lang="en"><title>Plan</title>
<p>{{ user.full_name }}</p><form method="get">{{ filter.form.as_p }}<button>Apply</button></form>
{% render_table table %}</html>"""


class ItemTable(django_tables2.Table):
    """The ten columns of the bare list."""

    title = django_tables2.Column(linkify=lambda record: f"/items/{record.pk}/")

    class Meta:
        model = Item
        fields = (
            "ref", "title", "workstream", "owners_text", "percent", "start_date", "target_date", "revised_date",
            "declared_rag", "computed_rag",
        )  # fmt: skip


class ItemFilterSet(django_filters.FilterSet):
    """As many choices as the plan offers."""

    title = django_filters.CharFilter(lookup_expr="icontains")
    workstream = django_filters.ModelChoiceFilter(queryset=Workstream.objects.none())
    owners = django_filters.ModelChoiceFilter(queryset=Person.objects.none())

    class Meta:
        model = Item
        fields = ("workstream", "owners", "declared_rag", "computed_rag", "kind", "scope")


def listed(request: HttpRequest, programme: int) -> HttpResponse:
    """Fifty rows."""
    items = Item.objects.filter(programme=programme).select_related("workstream")
    asked = ItemFilterSet(request.GET, items.order_by("sort_key", "pk"))
    asked.filters["workstream"].queryset = Workstream.objects.filter(programme=programme)
    asked.filters["owners"].queryset = Person.objects.filter(items__programme=programme).distinct()
    table = ItemTable(asked.qs)
    RequestConfig(request, paginate={"per_page": 50}).configure(table)
    return page(request, "tables", LIST, table=table, filter=asked)


urlpatterns = [path("tables/<int:programme>/", listed)]
