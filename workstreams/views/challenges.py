"""What to ask about the returns of a month: one page, the heaviest first, asked and agreed in place."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from workstreams import access
from workstreams.access import Policy
from workstreams.forms.month import AgreeForm, QuestionForm
from workstreams.models import Role
from workstreams.month.challenged import challenged
from workstreams.month.page import Row, read_month


@access.policy(Policy.APPROVE)
@require_safe
def challenge(request: HttpRequest, pk: int) -> HttpResponse:
    """Declared against computed, words that are last month's, stale evidence, missing figures."""
    found = access.period_to_approve(request.user, pk)
    now = timezone.now()
    month = read_month(found, user=request.user, now=now)
    rows = challenged(month.rows, found, today=timezone.localdate(now))
    waits = [row for row in rows if row.state == "submitted"]
    context = {
        "programme": found.programme,
        "tab": "periods",
        "period": found,
        "month": month,
        "waits": [(row, *_forms(row)) for row in waits],
        "asked": [row for row in rows if row.state == "challenged"],
        "agreed": [row for row in rows if row.state == "agreed"],
        "missing": [row for row in month.rows if row.state in ("", "draft")],
        "better": sum(row.steps_better > 0 for row in waits),
        "sponsor": access.rights_of(request.user).has(
            found.programme_id, frozenset({Role.SPONSOR})
        ),
    }
    return render(request, "workstreams/month/challenge.html", context)


def _forms(row: Row) -> tuple[AgreeForm, QuestionForm]:
    """The two forms of a return, with ids of their own on a page of many."""
    assert row.given is not None  # noqa: S101 - only rows that were handed in are given here
    start, prefix = {"version": row.given.version}, f"r{row.given.pk}-%s"
    return (
        AgreeForm(initial=start, auto_id=f"agree-{prefix}"),
        QuestionForm(initial=start, auto_id=f"ask-{prefix}"),
    )
