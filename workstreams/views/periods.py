"""The months of a programme: their list, the rule they follow, opened and closed by hand."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from workstreams import access
from workstreams.access import Policy
from workstreams.actions import month, period_clock
from workstreams.forms.month import DeadlineForm, PeriodForm, RuleForm
from workstreams.forms.parts import ReasonForm
from workstreams.models import PeriodRule, Programme, ReportingPeriod
from workstreams.models.period_rule import standard
from workstreams.month.duties import HANDED_IN, returning
from workstreams.views.parts import Sheet, crumb, press, write

FORM = ["GET", "HEAD", "POST"]


def top(programme: Programme, *more: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    """The way back from a page of the month."""
    return (crumb("The month", "periods", programme.slug), *more)


def of(period: ReportingPeriod) -> tuple[str, str]:
    """A step of the way back: the month itself."""
    return f"{period.month:%B %Y}", period.get_absolute_url()


def _rule(programme: Programme) -> PeriodRule:
    found = PeriodRule.objects.filter(programme=programme).select_related("board").first()
    if found is None:
        return standard(programme, today=timezone.localdate())
    found.programme = programme
    return found


@access.policy(Policy.READ)
@require_safe
def periods(request: HttpRequest, slug: str) -> HttpResponse:
    """The months of a programme, newest first, how many returned, and the dates to come."""
    programme = access.programme_to_read(request.user, slug)
    today = timezone.localdate()
    handed = Count("returns", filter=Q(returns__state__in=HANDED_IN))
    found = list(
        ReportingPeriod.objects.filter(programme=programme)
        .annotate(handed_in=handed)
        .order_by("-month")[:60]
    )
    rule = _rule(programme)
    context = {
        "programme": programme,
        "tab": "periods",
        "periods": found,
        "number": returning().filter(programme=programme).count(),
        "rule": rule,
        "dates": _coming(rule, found) if rule.active else [],
        "may_manage": access.rights_of(request.user).manages(programme),
        "today": today,
    }
    return render(request, "workstreams/month/periods.html", context)


def _coming(rule: PeriodRule, found: list[ReportingPeriod]) -> list[Any]:
    """The dates of the months that are not open or closed yet."""
    there = {period.month for period in found}
    dates = period_clock.upcoming(rule, today=timezone.localdate())
    return [each for each in dates if each.month.first not in there]


@access.policy(Policy.MANAGE)
@require_http_methods(FORM)
def period_rule(request: HttpRequest, slug: str) -> HttpResponse:
    """Sets the rule of a programme; the next twelve dates are shown before anything is saved."""
    programme = access.programme_to_manage(request.user, slug)
    rule = _rule(programme)

    def make(data: Any) -> RuleForm:
        # who sets the first rule wants it to work
        first = {} if rule.pk else {"active": True}
        return RuleForm(data, row=rule, programme=programme, user=request.user, initial=first)

    if request.method == "POST" and ("show" in request.POST or getattr(request, "htmx", False)):
        form = make(request.POST)
        shown = _shown(rule, form) if form.is_valid() else []
        context = {"form": form, "dates": shown, "programme": programme, "tab": "periods",
                   "sheet": _rule_sheet(programme), "asked": True}  # fmt: skip
        htmx = getattr(request, "htmx", False)
        template = "_dates.html" if htmx else "rule.html"
        status = 200 if form.is_valid() or htmx else 422
        return render(request, f"workstreams/month/{template}", context, status=status)
    return write(
        request,
        make=make,
        act=lambda typed: period_clock.save_rule(
            programme=programme,
            facts=typed.facts,
            by=request.user,
            now=timezone.now(),
            version=typed.seen if rule.pk else None,
        ),
        sheet=_rule_sheet(
            programme,
            more=lambda: {"dates": period_clock.upcoming(rule, today=timezone.localdate())},
        ),
        done="Saved. {}",
        to=reverse("periods", args=[slug]),
    )


def _rule_sheet(programme: Programme, **more: Any) -> Sheet:
    return Sheet(
        "When months open, fall due and close",
        reverse("periods", args=[programme.slug]),
        "periods",
        programme,
        top(programme),
        template="workstreams/month/rule.html",
        **more,
    )


def _shown(rule: PeriodRule, form: RuleForm) -> list[Any]:
    """The dates that the typed rule would give; nothing is saved."""
    typed = PeriodRule(programme=rule.programme, **form.facts)
    return period_clock.upcoming(typed, today=timezone.localdate())


@access.policy(Policy.MANAGE)
@require_http_methods(FORM)
def period_open(request: HttpRequest, slug: str) -> HttpResponse:
    """Opens a month for returns by hand."""
    programme = access.programme_to_manage(request.user, slug)
    return write(
        request,
        make=lambda data: PeriodForm(data, initial=_offered(programme)),
        act=lambda typed: month.open_period(
            programme=programme,
            month=typed.cleaned_data["month"],
            opens_on=typed.cleaned_data["opens_on"],
            deadline=typed.cleaned_data["deadline"],
            by=request.user,
            now=timezone.now(),
        ),
        sheet=Sheet(
            "Open a month for returns",
            reverse("periods", args=[slug]),
            "periods",
            programme,
            top(programme),
            button="Open it",
            note="Whoever leads a workstream is asked by mail: at once on a working day from eight, "
            "else on the next one. A month opened by hand is closed by hand.",
        ),
        done="Open: {}",
    )


def _offered(programme: Programme) -> dict[str, Any]:
    """The first month that is not there yet, with the dates that the rule gives it."""
    there = set(ReportingPeriod.objects.filter(programme=programme).values_list("month", flat=True))
    today = timezone.localdate()
    for dates in period_clock.upcoming(_rule(programme), today=today):
        if dates.month.first not in there:
            return {
                "month": dates.month.first,
                "opens_on": min(today, dates.opens_on),
                "due_on": dates.due_on,
            }
    return {"month": today}


@access.policy(Policy.MANAGE)
@require_POST
def period_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes no more returns."""
    found = access.period_to_manage(request.user, pk)
    return press(
        request,
        act=lambda: month.close_period(found, by=request.user, now=timezone.now()),
        to=found.get_absolute_url(),
        done=f"Closed: {found}",
    )


@access.policy(Policy.MANAGE)
@require_http_methods(FORM)
def period_deadline(request: HttpRequest, pk: int) -> HttpResponse:
    """Moves the day on which the returns of an open month are due, with a reason."""
    found = access.period_to_manage(request.user, pk)
    return write(
        request,
        make=lambda data: DeadlineForm(
            data, row=found, programme=found.programme, user=request.user
        ),
        act=lambda typed: month.move_deadline(
            found,
            due_on=typed.cleaned_data["due_on"],
            reason=typed.cleaned_data["reason"],
            by=request.user,
            now=timezone.now(),
            version=typed.seen,
        ),
        sheet=Sheet(
            f"Move the day: {found.month:%B %Y}",
            found.get_absolute_url(),
            "periods",
            found.programme,
            top(found.programme, of(found)),
            button="Move it",
            note="Reminders, and the day on which it closes by itself, follow the new day. Nobody is "
            "sent a reminder again that they had.",
        ),
        done="Moved: {}",
    )


@access.policy(Policy.MANAGE)
@require_http_methods(FORM)
def period_reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes returns again, with a reason."""
    found = access.period_to_manage(request.user, pk)
    return write(
        request,
        make=lambda data: ReasonForm(data),
        act=lambda typed: month.reopen_period(
            found, by=request.user, now=timezone.now(), reason=typed.cleaned_data["reason"]
        ),
        sheet=Sheet(
            f"Open {found.month:%B %Y} again",
            found.get_absolute_url(),
            "periods",
            found.programme,
            top(found.programme, of(found)),
            button="Open it again",
        ),
    )
