"""Import: upload a workbook, check what it would do, confirm. Nothing is saved before the last step."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from workstreams import access
from workstreams.access import Policy
from workstreams.actions import importing as uploads
from workstreams.actions.base import Refused as ActionRefused
from workstreams.forms.imports import ChoicesForm, UploadForm
from workstreams.importing import apply
from workstreams.importing.apply import AlreadyDone, Moved
from workstreams.importing.sniff import Refused
from workstreams.models import BatchState, ImportBatch, Programme
from workstreams.views import import_page


@access.policy(Policy.MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request: HttpRequest, slug: str) -> HttpResponse:
    """Step 1: choose a workbook. Below it, what was brought in before."""
    programme = access.programme_to_manage(request.user, slug)
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        form = UploadForm(request.POST, request.FILES)
        if form.is_valid() and (batch := _check(request, programme, form)):
            return HttpResponseRedirect(_address("import_check", batch))
    earlier = ImportBatch.objects.filter(programme=programme).select_related("by")
    context = {
        "programme": programme,
        "tab": "import",
        "today": timezone.localdate(),
        "form": form,
        "earlier": earlier.defer("content", "reading")[:50],
    }
    status = 422 if form.errors else 200
    return render(request, "workstreams/import_upload.html", context, status=status)


def _check(request: HttpRequest, programme: Programme, form: UploadForm) -> ImportBatch | None:
    file = form.cleaned_data["file"]
    try:
        return apply.check(
            programme=programme,
            data=file.read(),
            file_name=file.name,
            by=request.user,
            now=timezone.now(),
        )
    except Refused as refused:
        form.add_error("file", refused.sentence)
        return None


@access.policy(Policy.MANAGE)
@require_safe
def import_check(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Step 2: everything the file says, what it would change, what is wrong with it. Later: what was done."""
    batch = access.batch_to_manage(request.user, slug, pk)
    if batch.state != BatchState.CHECKED:
        return render(request, "workstreams/import_done.html", import_page.done(batch))
    suggested = request.GET.get("suggested") == "1"
    context = import_page.check(batch, apply.preview(batch), suggested=suggested)
    return render(request, "workstreams/import_check.html", context)


@access.policy(Policy.MANAGE)
@require_POST
def import_save(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Step 3: brings the file into the plan as chosen, once, however often the button is pressed."""
    batch = access.batch_to_manage(request.user, slug, pk)
    form = ChoicesForm(request.POST, flags=import_page.reading_of(batch).flags)
    if not form.is_valid():
        return HttpResponseRedirect(_address("import_check", batch))
    try:
        done = apply.apply(
            batch,
            by=request.user,
            today=timezone.localdate(),
            now=timezone.now(),
            choices=form.choices(),
            expected=form.cleaned_data["expected"],
        )
    except AlreadyDone as already:
        messages.warning(request, import_page.told(already.batch, request.user))
    except ActionRefused as refused:
        messages.error(request, refused.sentence)
    except Moved as moved:
        context = import_page.check(batch, moved.preview, chosen=form.choices())
        context["moved"] = True
        return render(request, "workstreams/import_check.html", context, status=409)
    else:
        messages.success(request, import_page.saved(done.comparison))
    return HttpResponseRedirect(_address("import_check", batch))


@access.policy(Policy.MANAGE)
@require_POST
def import_discard(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Sets an upload aside; the plan is as it was."""
    batch = access.batch_to_manage(request.user, slug, pk)
    try:
        uploads.discard(batch, by=request.user, now=timezone.now())
        messages.success(request, f"{batch.file_name} was discarded. The plan is as it was.")
    except ActionRefused as refused:
        messages.error(request, refused.sentence)
    return HttpResponseRedirect(reverse("import", args=[slug]))


@access.policy(Policy.MANAGE)
@require_safe
def import_file(request: HttpRequest, slug: str, pk: int) -> FileResponse:
    """The workbook as it was uploaded, to the last byte."""
    batch = access.batch_to_manage(request.user, slug, pk)
    return FileResponse(BytesIO(batch.content), as_attachment=True, filename=batch.file_name)


def _address(name: str, batch: ImportBatch, **_: Any) -> str:
    return reverse(name, args=[batch.programme.slug, batch.pk])
