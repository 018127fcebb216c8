"""How a date is read, said while it is typed. Nothing is saved and nothing of any plan is told."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from workstreams import access
from workstreams.access import Policy
from workstreams.when import Certainty, Precision, When, read

#: What the address says beside the box itself.
BESIDE = frozenset({"as", "near"})
LONGEST = 200


@access.policy(Policy.SIGNED_IN)
@require_safe
def read_date(request: HttpRequest) -> HttpResponse:
    """One line: how the text of a box is read, with the readings that may be meant instead."""
    typed = next((request.GET[name] for name in request.GET if name not in BESIDE), "")[:LONGEST]
    when = read(typed.strip(), near=_day(request.GET.get("near", "")))
    context = {
        "when": when,
        "unread": when.certainty in (Certainty.IMPOSSIBLE, Certainty.UNREAD),
        "want": _wanted(when, request.GET.get("as", "")),
    }
    return render(request, "workstreams/_date_read.html", context)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _wanted(when: When, kind: str) -> str:
    """What is still missing in a box that takes a day or a month, and after "ongoing"."""
    if when.is_blank or when.certainty in (Certainty.IMPOSSIBLE, Certainty.UNREAD):
        return ""
    if kind == "day" and when.precision != Precision.DAY:
        return "One day is needed here, like 31/03/2021"
    if kind == "month" and when.precision not in (Precision.DAY, Precision.MONTH):
        return "A month is needed here, like August 2020"
    if not kind and when.certainty is Certainty.ONGOING:
        return "It has no end, so say on which day it is to be looked at"
    return ""
