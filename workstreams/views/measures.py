"""Measures: the list of a programme, and one with its readings as a table and a line."""

from __future__ import annotations

from typing import Any

from django.db.models import OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from workstreams import access
from workstreams.access import Policy
from workstreams.actions import measures
from workstreams.forms.measures import MeasureForm, ReadingForm
from workstreams.measure_line import draw
from workstreams.models import Measure, Programme, Reading
from workstreams.past import events
from workstreams.tables.parts import MeasureTable
from workstreams.views.parts import Sheet, crumb, facts_of, write

FORM = ["GET", "HEAD", "POST"]
FACTS = (
    "workstream",
    "workstreams",
    "owner",
    "unit",
    "window",
    "direction",
    "target",
    "tolerance",
    "statutory",
    "source",
    "not_measured_until",
    "definition",
    "note",
)
LABELS = {
    "workstream": "Workstream",
    "workstreams": "Shared with",
    "owner": "Who gives the number",
    "not_measured_until": "Not measured before",
    "window": "A reading covers",
    "direction": "Which way is better",
}
#: As many readings as the page shows.
READINGS = 36


def _top(programme: Programme, *more: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return (crumb("Measures", "measures", programme.slug), *more)


@access.policy(Policy.READ)
@require_safe
def measure_list(request: HttpRequest, slug: str) -> HttpResponse:
    """The measures of a programme, each with its newest reading."""
    programme = access.programme_to_read(request.user, slug)
    newest = Reading.objects.filter(measure=OuterRef("pk")).order_by("-period")
    rows = (
        Measure.objects.visible_to(request.user)
        .filter(programme=programme)
        .select_related("workstream", "owner")
        .annotate(
            **{
                f"last_{name}": Subquery(newest.values(name)[:1])
                for name in ("period", "value_amount", "value_state", "declared_rag")
            }
        )
        .order_by("title", "pk")
    )
    context = {
        "programme": programme,
        "tab": "measures",
        "table": MeasureTable(rows).on(request),
        "may_raise": access.may_raise(request.user, programme.pk),
    }
    return render(request, "workstreams/measures/measures.html", context)


@access.policy(Policy.READ)
@require_safe
def measure(request: HttpRequest, pk: int) -> HttpResponse:
    """One measure: its readings as a table and a line, what it counts, its history."""
    found = access.part_to_read(request.user, Measure, pk, "owner")
    newest = list(found.readings.order_by("-period")[:READINGS])
    drawn = draw(
        [(reading.period, reading.value.amount) for reading in reversed(newest)],
        target=found.target.amount,
    )
    context = {
        "programme": found.programme,
        "tab": "measures",
        "row": found,
        "heading": str(found),
        "crumbs": _top(found.programme),
        "facts": facts_of(found, FACTS, labels=LABELS),
        "events": events(found),
        "readings": newest,
        "line": drawn,
        "may_edit": access.may_edit_part(request.user, found),
    }
    return render(request, "workstreams/measures/measure.html", context)


def _sheet(heading: str, found: Any, **more: Any) -> Sheet:
    here = (str(found), found.get_absolute_url())
    return Sheet(heading, here[1], "measures", found.programme, _top(found.programme, here), **more)


@access.policy(Policy.EDIT)
@require_http_methods(FORM)
def measure_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Adds a measure."""
    programme = access.programme_to_raise(request.user, slug)
    return write(
        request,
        make=lambda data: MeasureForm(data, programme=programme, user=request.user),
        act=lambda typed: measures.add_measure(
            programme=programme, by=request.user, now=timezone.now(), **typed.facts
        ),
        sheet=Sheet(
            "Add a measure",
            reverse("measures", args=[slug]),
            "measures",
            programme,
            _top(programme),
            button="Add it",
        ),
        done="Added: {}",
    )


@access.policy(Policy.EDIT)
@require_http_methods(FORM)
def measure_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Changes what a measure counts."""
    found = access.part_to_edit(request.user, Measure, pk)
    return write(
        request,
        make=lambda data: MeasureForm(
            data, row=found, programme=found.programme, user=request.user
        ),
        act=lambda typed: measures.amend_measure(
            found, facts=typed.facts, by=request.user, now=timezone.now(), version=typed.seen
        ),
        sheet=_sheet(f"Change {found}", found),
    )


@access.policy(Policy.EDIT)
@require_http_methods(FORM)
def reading_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Records what was read for a period, or corrects it with a reason."""
    found = access.part_to_edit(request.user, Measure, pk)
    return write(
        request,
        make=lambda data: ReadingForm(data, programme=found.programme, user=request.user),
        act=lambda typed: measures.record_reading(
            found,
            by=request.user,
            now=timezone.now(),
            today=timezone.localdate(),
            reason=typed.cleaned_data["reason"],
            **typed.facts,
        ),
        sheet=_sheet(f"Record a reading of {found}", found, button="Record it"),
        done="Recorded: {}",
        to=found.get_absolute_url(),
    )
