"""One report beside an earlier one of the same board and kind, row against row."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from reports.compare import Comparison
from reports.models import Edition
from reports.publish import bind
from reports.views import fetch
from workstreams import access


@access.policy(access.Policy.READ)
@require_safe
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """This report on the right, on the left the one asked for, or the one before it."""
    right = fetch.edition_to_read(request.user, pk)
    others = list(_others(request, right)[:36]) if right.imprint else []
    left = _chosen(others, request.GET.get("with", ""), right)
    pairs = _pairs(left, right) if left else []
    context = {
        "right": right,
        "left": left,
        "others": others,
        "pairs": pairs,
        "only_changed": bool(request.GET.get("changed")),
        "programme": fetch.programme_of(right),
        "tab": "reports",
        "medium": "page",
    }
    return render(request, "reports/compare.html", context)


def _others(request: HttpRequest, right: Edition) -> QuerySet[Edition]:
    """What it may be held against: frozen reports of its board and kind that the reader may open."""
    found = (
        Edition.objects.filter(board=right.board, kind=right.kind)
        .exclude(pk=right.pk)
        .exclude(imprint={})
    )
    if not access.works_for_board(request.user, right.board):
        found = found.filter(issued_at__isnull=False)
    return found.order_by("-period", "-version")


def _chosen(others: list[Edition], asked: str, right: Edition) -> Edition | None:
    """The one asked for; else the newest of an earlier month; else any."""
    for each in others:
        if str(each.pk) == asked:
            return each
    if asked:
        raise Http404("No such report to compare with.")
    earlier = (each for each in others if each.period < right.period)
    return next(earlier, others[0] if others else None)


def _pairs(left: Edition, right: Edition) -> list[Comparison]:
    """One comparison for each programme that both are about."""
    before = {part.snapshot.programme: part.reading for part in bind(left).parts}
    return [
        Comparison(before[part.snapshot.programme], part.reading)
        for part in bind(right).parts
        if part.snapshot.programme in before
    ]
