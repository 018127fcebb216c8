"""Money: the savings ledger and the budgets of a year, a saving with its years, a budget line."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from workstreams import access
from workstreams.access import Policy
from workstreams.actions import money
from workstreams.forms.money import BudgetLineForm, SavingForm, VerifyForm, YearForm
from workstreams.models import BudgetLine, Programme, Saving, SavingYear
from workstreams.money import ledger
from workstreams.past import events
from workstreams.views.parts import Sheet, crumb, facts_of, write

FORM = ["GET", "HEAD", "POST"]
SAVING_FACTS = (
    "workstream",
    "item",
    "owner",
    "kind",
    "recurrent",
    "included_in",
    "typed",
    "raised_on",
    "note",
)
LINE_FACTS = ("workstream", "year", "source", "budget", "spent", "forecast", "typed", "note")
LABELS = {
    "workstream": "Workstream",
    "item": "Item",
    "owner": "Owner",
    "included_in": "Part of",
    "recurrent": "Comes back every year",
}


def _top(programme: Programme, *more: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return (crumb("Money", "money", programme.slug), *more)


def _year_asked(request: HttpRequest, this: int) -> int:
    asked = request.GET.get("year", "")
    return int(asked) if asked.isdigit() and 2000 <= int(asked) <= 2100 else this


@access.policy(Policy.READ)
@require_safe
def overview(request: HttpRequest, slug: str) -> HttpResponse:
    """The savings ledger and the budgets of one financial year."""
    programme = access.programme_to_read(request.user, slug)
    today = timezone.localdate()
    year = _year_asked(request, ledger.financial_year(today))
    years = sorted({*ledger.years_of(programme, today=today), year})
    context = {
        "programme": programme,
        "tab": "money",
        "today": today,
        "year": year,
        "year_words": ledger.year_words(year),
        "years": [(each, ledger.year_words(each)) for each in years],
        "savings": ledger.savings_of(programme, user=request.user, year=year),
        "budgets": ledger.budgets_of(programme, user=request.user, year=year),
        "may_raise": access.may_raise(request.user, programme.pk),
        "may_budget": access.may_budget(request.user, programme.pk),
    }
    return render(request, "workstreams/money/overview.html", context)


@access.policy(Policy.READ)
@require_safe
def saving(request: HttpRequest, pk: int) -> HttpResponse:
    """One saving: its years, each claim beside what finance verified, and its history."""
    found = access.part_to_read(request.user, Saving, pk, "owner", "item", "included_in")
    given = {row.year: row for row in found.years.select_related("verified_by")}
    span = ledger.financial_year(timezone.localdate())
    years = sorted({*given, span, span + 1})
    context = {
        "programme": found.programme,
        "tab": "money",
        "row": found,
        "heading": str(found),
        "crumbs": _top(found.programme),
        "facts": facts_of(found, SAVING_FACTS, labels=LABELS),
        "events": events(found),
        "years": [(year, ledger.year_words(year), given.get(year)) for year in years],
        "may_edit": access.may_edit_part(request.user, found),
        "may_verify": access.may_verify(request.user, found.programme_id),
    }
    return render(request, "workstreams/money/saving.html", context)


def _sheet(heading: str, found: Any, **more: Any) -> Sheet:
    here = (str(found), found.get_absolute_url())
    return Sheet(heading, here[1], "money", found.programme, _top(found.programme, here), **more)


@access.policy(Policy.EDIT)
@require_http_methods(FORM)
def saving_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Adds a saving; its figures follow on its page."""
    programme = access.programme_to_raise(request.user, slug)
    return write(
        request,
        make=lambda data: SavingForm(data, programme=programme, user=request.user),
        act=lambda typed: money.add_saving(
            programme=programme, by=request.user, now=timezone.now(), **typed.facts
        ),
        sheet=Sheet(
            "Add a saving",
            reverse("money", args=[slug]),
            "money",
            programme,
            _top(programme),
            button="Add it",
            note="A saving is typed as a positive figure. The figures of each year follow on its page.",
        ),
        done="Added: {}",
    )


@access.policy(Policy.EDIT)
@require_http_methods(FORM)
def saving_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Changes what a saving says."""
    found = access.part_to_edit(request.user, Saving, pk)
    return write(
        request,
        make=lambda data: SavingForm(data, row=found, programme=found.programme, user=request.user),
        act=lambda typed: money.amend_saving(
            found, facts=typed.facts, by=request.user, now=timezone.now(), version=typed.seen
        ),
        sheet=_sheet(f"Change {found}", found),
    )


def _known_year(year: int) -> int:
    if not 2000 <= year <= 2100:
        raise Http404("No such year.")
    return year


@access.policy(Policy.EDIT)
@require_http_methods(FORM)
def saving_year(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """Target, forecast and claimed of one year."""
    found = access.part_to_edit(request.user, Saving, pk)
    row = SavingYear.objects.filter(saving=found, year=_known_year(year)).first()
    return write(
        request,
        make=lambda data: YearForm(data, row=row, programme=found.programme, user=request.user),
        act=lambda typed: money.set_year(
            found,
            year=year,
            figures=typed.facts,
            by=request.user,
            now=timezone.now(),
            reason=typed.cleaned_data["reason"],
            version=typed.seen,
        ),
        sheet=_sheet(f"{ledger.year_words(year)}: {found}", found),
        to=found.get_absolute_url(),
    )


@access.policy(Policy.VERIFY)
@require_http_methods(FORM)
def saving_verify(request: HttpRequest, pk: int, year: int) -> HttpResponse:
    """What finance found in the books for one year; the claim stays beside it."""
    found = access.saving_to_verify(request.user, pk)
    row = SavingYear.objects.filter(saving=found, year=_known_year(year)).first()
    return write(
        request,
        make=lambda data: VerifyForm(data, row=row, programme=found.programme, user=request.user),
        act=lambda typed: money.verify(
            found,
            year=year,
            figure=typed.cleaned_data["verified"],
            by=request.user,
            now=timezone.now(),
            reason=typed.cleaned_data["reason"],
            version=typed.seen,
        ),
        sheet=_sheet(
            f"Verify {ledger.year_words(year)}: {found}",
            found,
            button="Save the verified figure",
            note="The claimed figure is never changed by this.",
        ),
        to=found.get_absolute_url(),
    )


@access.policy(Policy.FINANCE)
@require_http_methods(FORM)
def line_add(request: HttpRequest, slug: str) -> HttpResponse:
    """Adds a budget line."""
    programme = access.programme_to_budget(request.user, slug)
    start = {"year": ledger.financial_year(timezone.localdate())}
    return write(
        request,
        make=lambda data: BudgetLineForm(
            data, programme=programme, user=request.user, initial=start
        ),
        act=lambda typed: money.add_budget_line(
            programme=programme, by=request.user, now=timezone.now(), **typed.facts
        ),
        sheet=Sheet(
            "Add a budget line",
            reverse("money", args=[slug]),
            "money",
            programme,
            _top(programme),
            button="Add it",
        ),
        done="Added: {}",
    )


@access.policy(Policy.READ)
@require_safe
def line(request: HttpRequest, pk: int) -> HttpResponse:
    """One budget line."""
    found = access.part_to_read(request.user, BudgetLine, pk)
    context = {
        "programme": found.programme,
        "tab": "money",
        "row": found,
        "heading": str(found),
        "crumbs": _top(found.programme),
        "facts": facts_of(found, LINE_FACTS, labels=LABELS),
        "events": events(found),
        "may_edit": access.may_budget(request.user, found.programme_id),
    }
    return render(request, "workstreams/money/line.html", context)


@access.policy(Policy.FINANCE)
@require_http_methods(FORM)
def line_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Changes a budget line."""
    found = access.part_to_budget(request.user, BudgetLine, pk)
    return write(
        request,
        make=lambda data: BudgetLineForm(
            data, row=found, programme=found.programme, user=request.user
        ),
        act=lambda typed: money.amend_budget_line(
            found, facts=typed.facts, by=request.user, now=timezone.now(), version=typed.seen
        ),
        sheet=_sheet(f"Change {found}", found),
    )
