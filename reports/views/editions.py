"""The reports of a programme, one report as a page, and its PDF."""

from typing import Any

from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from reports import archive, sensitive, store
from reports.committee import missing, named
from reports.document import Document
from reports.forms import HoldForm, ReissueForm
from reports.kinds import Kind
from reports.models import DeliveryState, Edition, EditionState
from reports.publish import bind
from reports.publish.decide import REPLACEABLE
from reports.shapes import shape_of
from reports.views import fetch
from workstreams import access
from workstreams.models import ChangeSet, Programme


@access.policy(access.Policy.READ)
@require_safe
def report_list(request: HttpRequest, slug: str) -> HttpResponse:
    """Every report about a programme that the reader may see, newest first; and what they said of `q`."""
    programme = access.programme_to_read(request.user, slug)
    sent = Count("deliveries", filter=Q(deliveries__state=DeliveryState.SENT))
    people = Count("deliveries")
    editions = fetch.editions_of(request.user, programme).annotate(sent=sent, people=people)
    asked = request.GET.get("q", "").strip()[:80]
    listed = list(editions[:60])
    under_way = set(
        Edition.objects.filter(replaces__in=listed, issued_at=None).values_list(
            "replaces", flat=True
        )
    )
    context = {
        "programme": programme, "tab": "reports", "editions": listed, "under_way": under_way, "asked": asked,
    }  # fmt: skip
    if asked:
        plain = fetch.editions_of(request.user, programme)
        context["told"] = archive.search(plain, programme, asked)
    return render(request, "reports/list.html", context)


@access.policy(access.Policy.READ)
@require_safe
def edition(request: HttpRequest, pk: int) -> HttpResponse:
    """One report: the same snapshot and fragments as the PDF, and how it stands with it."""
    found = fetch.edition_to_read(request.user, pk)
    return render(request, "reports/edition.html", context_of(request, found))


def context_of(request: HttpRequest, found: Edition, **more: object) -> dict[str, object]:
    """What the page of an edition shows this reader."""
    document = bind(found) if found.imprint else None
    may_approve = fetch.may_approve(request.user, found)
    waits = found.state in (EditionState.READY, EditionState.HELD)
    shape = shape_of(document.kind) if document else None
    programme = fetch.programme_of(found)
    return {
        "edition": found,
        "document": document,
        "shape": shape,
        "body": shape.body(document) if shape and document else None,
        "programme": programme,
        "since": _changed_since(request.user, found, document, programme),
        "tab": "reports",
        "medium": "page",
        "may_approve": may_approve,
        "may_replace": may_approve and found.state in REPLACEABLE,
        "waits": waits,
        "missing": named(missing(document.texts))
        if document and document.kind == Kind.COMMITTEE and waits
        else "",
        "places": sensitive.places(document) if document and waits and may_approve else (),
        "recipients": found.board.recipients.filter(active=True).count() if may_approve else 0,
        "deliveries": found.deliveries.all()
        if fetch.may_see_deliveries(request.user, found)
        else None,
        "transitions": found.transitions.select_related("by", "delivery")[:60]
        if may_approve
        else None,
        "held": found.transitions.filter(now=EditionState.HELD, delivery=None)
        .select_related("by")
        .first()
        if may_approve and found.state == EditionState.HELD
        else None,
        "coming": Edition.objects.filter(replaces=found, issued_at=None).first()
        if found.state == EditionState.SUPERSEDED and found.issued_at
        else None,
        "hold_form": HoldForm(),
        "reissue_form": ReissueForm(),
        "now": timezone.now(),
        **more,
    }


def _changed_since(
    user: Any, found: Edition, document: Document | None, programme: Programme | None
) -> int:
    """How often the plan was changed after the facts of the report were taken (F33), for those who work on it."""
    if document is None or programme is None or not fetch.may_see_deliveries(user, found):
        return 0
    taken = min(part.reading.snapshot.taken_at for part in document.parts)
    made = ChangeSet.objects.visible_to(user).filter(programme=programme, at__gt=taken)
    return made.count()


@access.policy(access.Policy.READ)
@require_safe
def edition_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """The file, byte for byte as it was mailed: the final once there is one, the draft before."""
    found = fetch.edition_to_read(request.user, pk)
    file = found.final if found.is_final else found.draft
    if not file:
        raise Http404("This report has no PDF yet.")
    try:
        content = store.fetch(file.name, found.sha256)
    except store.Missing as error:
        return render(
            request, "reports/missing.html", {"edition": found, "why": str(error)}, status=410
        )
    headers = {
        "Content-Disposition": f'inline; filename="{found.file_name}"',
        "ETag": f'"{found.sha256}"',
        "Cache-Control": "private, no-cache",
    }
    return HttpResponse(content, content_type="application/pdf", headers=headers)
