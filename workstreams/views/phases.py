"""The strip of phases of a workstream, month by month."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from workstreams import access
from workstreams.access import Policy
from workstreams.actions import month
from workstreams.forms.month import StripForm
from workstreams.models import StripMonth, Workstream
from workstreams.views.parts import Sheet, crumb, write

FORM = ["GET", "HEAD", "POST"]


def strip_of(workstream: Workstream) -> list[tuple[date, StripMonth | None]]:
    """Every month from the first letter to the last; None where it is blank (S1-19). One statement."""
    given = {row.month: row for row in workstream.strip.all()}
    if not given:
        return []
    months, at, last = [], min(given), max(given)
    while at <= last:
        months.append((at, given.get(at)))
        at = _shifted(at, 1)
    return months


def _months(today: date, standing: list[date]) -> list[date]:
    """The months of a strip: from the first that is set, or six back, to fourteen ahead."""
    first = min([*standing, _shifted(today, -6)])
    last = max([*standing, _shifted(today, 14)])
    months: list[date] = []
    at = first.replace(day=1)
    while at <= last and len(months) < 48:
        months.append(at)
        at = _shifted(at, 1)
    return months


def _shifted(day: date, by: int) -> date:
    year, index = divmod(day.year * 12 + day.month - 1 + by, 12)
    return date(year, index + 1, 1)


@access.policy(Policy.LEAD)
@require_http_methods(FORM)
def strip(request: HttpRequest, pk: int) -> HttpResponse:
    """The phase letters of a workstream, month by month."""
    found = access.workstream_to_edit(request.user, pk)
    standing = dict(StripMonth.objects.filter(workstream=found).values_list("month", "letter"))
    months = _months(timezone.localdate(), list(standing))

    def act(typed: StripForm) -> Workstream:
        for each, letter in typed.letters():
            if letter != standing.get(each, ""):
                month.set_strip_month(
                    workstream=found, month=each, letter=letter, by=request.user, now=timezone.now()
                )
        return found

    back = reverse("workstream_more", args=[found.pk])
    return write(
        request,
        make=lambda data: StripForm(data, months=months, standing=standing),
        act=act,
        sheet=Sheet(
            f"Phases of {found}",
            back,
            "workstreams",
            found.programme,
            (
                crumb("Workstreams", "workstreams", found.programme.slug),
                (str(found), found.get_absolute_url()),
            ),
            note="Design, plan, implement or sustain; a blank month is a gap and is shown as one.",
        ),
        to=back,
    )
