"""A committee report is begun by hand from its board's page, and its sections are written before it is approved."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from reports import publish
from reports.committee import missing, named
from reports.forms_committee import BeginForm, SectionsForm
from reports.kinds import Kind
from reports.log import Refused
from reports.models import Edition
from reports.periods import Month
from reports.publish.binding import texts_of
from reports.views import fetch
from workstreams import access
from workstreams.models import Meeting
from workstreams.views import frame

MONTHS = 12


@access.policy(access.Policy.MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def begin(request: HttpRequest, pk: int) -> HttpResponse:
    """Asks for the month and the meeting; makes the draft, or leads to the one there is."""
    board = access.board_to_keep(request.user, pk)
    now = timezone.now()
    meetings = list(
        Meeting.objects.filter(board=board, on__gte=timezone.localdate(), cancelled=False)[:12]
    )
    form = BeginForm(
        request.POST if request.method == "POST" else None, months=_months(), meetings=meetings
    )
    if request.method == "POST" and form.is_valid():
        month = Month.read(form.cleaned_data["month"])
        meeting = next((m for m in meetings if str(m.pk) == form.cleaned_data["meeting"]), None)
        there = Edition.objects.filter(
            board=board, kind=Kind.COMMITTEE, period=month.first
        ).exists()
        try:
            made = publish.begin_committee(board, month, meeting=meeting, by=request.user, now=now)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            words = "There is one already; this is it." if there else "Begun. Write its sections."
            messages.success(request, words)
            return redirect(
                "edition_sections" if made.state in publish.WRITABLE else "edition", made.pk
            )
    context = {
        "board": board,
        "form": form,
        "programme": frame.programme_of(frame.scope_of(board)),
        "tab": "boards",
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "reports/committee_begin.html", context, status=status)


@access.policy(access.Policy.APPROVE)
@require_http_methods(["GET", "HEAD", "POST"])
def sections(request: HttpRequest, pk: int) -> HttpResponse:
    """What people write into a committee report. The draft is made anew after each saving."""
    edition = fetch.edition_to_approve(request.user, pk)
    if edition.kind != Kind.COMMITTEE:
        raise Http404("Only a committee report has sections.")
    texts = texts_of(edition)
    form = SectionsForm(request.POST if request.method == "POST" else None, texts=texts)
    if request.method == "POST" and form.is_valid():
        try:
            done = publish.write_texts(
                edition, form.answers, seen=form.seen, by=request.user, now=timezone.now()
            )
        except publish.Clash as clash:
            for key in clash.keys:
                form.add_error(key, f"{clash} Yours is kept in the box; theirs is shown under it.")
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            words = (
                f"Saved: {', '.join(done)}. The draft is being made anew."
                if done
                else "Nothing was changed."
            )
            messages.success(request, words)
            return redirect("edition", edition.pk)
    context = {
        "edition": edition,
        "form": form,
        "clashes": form.errors and request.method == "POST",
        "missing": named(missing(texts)),
        "writable": edition.state in publish.WRITABLE,
        "programme": fetch.programme_of(edition),
        "tab": "reports",
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "reports/committee_sections.html", context, status=status)


def _months() -> list[Month]:
    """The last twelve that are over."""
    month, found = Month.of(timezone.localdate()), []
    for _ in range(MONTHS):
        month = month.previous
        found.append(month)
    return found
