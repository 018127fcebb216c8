"""My updates: what is asked of one person, each row saved alone or all at once."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from workstreams import access
from workstreams.access import Policy
from workstreams.actions import progress
from workstreams.actions.base import Conflict, Refused
from workstreams.again import says_as_above
from workstreams.forms.updates import RowForm
from workstreams.links import Verdict, verdict
from workstreams.models import Item
from workstreams.views import my_rows, own
from workstreams.views.my_rows import Asking, Due
from workstreams.views.reply import is_draft

PAGE, ROW = "workstreams/my_updates.html", "workstreams/my_updates/_row.html"
#: What a link in a mail says when it does not lead to the updates of who followed it.
SENTENCES = {
    Verdict.ANOTHER: "That link was made for somebody else. These are your own updates.",
    Verdict.PAST: "That link has run out, as links in mails do after a month. These are your updates.",
    Verdict.BROKEN: "That link is not whole: a mail program may have cut it. These are your updates.",
}


@access.policy(Policy.SIGNED_IN)
@require_safe
def from_mail(request: HttpRequest, token: str) -> HttpResponse:
    """Where a digest's link arrives, after sign-in: at the updates of whoever signed in."""
    found = verdict(token, user=request.user, now=timezone.now())
    if found in SENTENCES:
        messages.warning(request, SENTENCES[found])
    return HttpResponseRedirect(reverse("my_updates"))


@access.policy(Policy.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def my_updates(request: HttpRequest) -> HttpResponse:
    """Every row that wants a word; posted, saves every row that says something."""
    return _whole(request)


def _whole(request: HttpRequest) -> HttpResponse:
    today = timezone.localdate()
    asked = my_rows.asking(request.user, today=today)
    if request.method != "POST":
        return _page(request, asked, opened=_number(request.GET.get("open", "")))
    kept = _with_forms(asked, data=request.POST)
    if is_draft(request):  # back from sign-in: shown, not saved
        drafts = {row.item.pk: row for row in kept if row.form.touched}
        return _page(request, my_rows.asking(request.user, today=today), drafts=drafts)
    saved, refused, status = _save_all(request, kept)
    fresh = my_rows.asking(request.user, today=today)
    if not refused:
        if saved:
            messages.success(request, _told(saved))
        else:
            messages.warning(request, "Nothing was typed, so nothing was saved.")
        return HttpResponseRedirect(reverse("my_updates"))
    return _page(request, fresh, refused=refused, saved=saved, status=status)


@access.policy(Policy.EDIT)
@require_http_methods(["GET", "HEAD", "POST"])
def my_update(request: HttpRequest, pk: int) -> HttpResponse:
    """One row: open again, or saved by itself. Without scripts the page does both."""
    item = access.item_to_edit(request.user, pk)
    if not getattr(request, "htmx", False):
        if request.method == "POST":
            return _whole(request)
        return HttpResponseRedirect(f"{reverse('my_updates')}?open={item.pk}#due-{item.pk}")
    if request.method != "POST":
        row = _one(request, pk)
        row.form = _form(row)
        return _row(request, row)
    row = my_rows.plain(item, today=timezone.localdate())
    row.form = _form(row, data=request.POST)
    status = _save(request, row, pressed=request.POST.get("no_change") == str(pk))
    if status == 200:
        row.form = None
        return _row(request, row, said=f"Saved: {item}")
    refused, row = row, _one(request, pk)
    row.take(refused)
    return _row(request, row, status=status)


def _one(request: HttpRequest, pk: int) -> Due:
    return my_rows.asking(request.user, today=timezone.localdate(), only=pk).rows[0]


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 18 else 0


def _form(row: Due, *, data: Any = None, above: int | None = None) -> RowForm:
    return RowForm(data, item=row.item, last=row.last, above=above)


def _with_forms(asked: Asking, *, data: Any = None, opened: int = 0) -> list[Due]:
    """Gives each row that waits, and may be changed, its form; each knows the row above it."""
    above: dict[int, int] = {}
    with_form = []
    for _, rows in asked.groups:
        for row in rows:
            programme = row.item.programme_id
            if row.item.may_edit and (data is None or f"i{row.item.pk}-version" in data):
                row.form = _form(row, data=data, above=above.get(programme))
                with_form.append(row)
            above[programme] = row.item.pk
    for row in asked.rows:
        given = data is not None and f"i{row.item.pk}-version" in data
        if row.form is None and row.item.may_edit and (row.item.pk == opened or given):
            row.form = _form(row, data=data)
            with_form.append(row)
    return with_form


def _save_all(request: HttpRequest, rows: list[Due]) -> tuple[list[Due], dict[int, Due], int]:
    """Saves row after row, each by itself: what is refused keeps no other back."""
    pressed, rest = request.POST.getlist("no_change"), request.POST.get("rest") == "no_change"
    saved, refused, status = [], {}, 200
    for row in rows:
        untouched = not row.form.touched
        no_change = str(row.item.pk) in pressed or (rest and untouched)
        if untouched and not no_change:
            continue
        answer = _save(request, row, pressed=no_change)
        if answer == 200:
            saved.append(row)
        else:
            refused[row.item.pk] = row
            status = max(status, answer)
    return saved, refused, 422 if status == 409 and len(refused) > 1 else status


def _save(request: HttpRequest, row: Due, *, pressed: bool) -> int:
    """Saves one row: 200, or 422 and 409 with its form saying why."""
    form = row.form
    if not form.is_valid():
        return 422
    try:
        saved = progress.record(
            row.item,
            progress=form.progress(no_change=pressed, above=_above(request, form)),
            by=request.user,
            today=timezone.localdate(),
            now=timezone.now(),
            version=form.cleaned_data["version"],
        )
    except Refused as refusal:
        form.add_error(
            refusal.field if refusal.field in form.fields else "revised", refusal.sentence
        )
        return 422
    except Conflict as conflict:
        _both(row, conflict.row, data=request.POST)
        return 409
    row.item, row.answered = saved, True
    row.last = saved.told or row.last  # type: ignore[attr-defined]
    return 200


def _above(request: HttpRequest, form: RowForm) -> Item | None:
    """The row that stood above this one before the writer, when they point at it."""
    key = form.cleaned_data.get("above")
    if key is None or not says_as_above(form.cleaned_data["update"]):
        return None
    return (
        Item.objects.visible_to(request.user)
        .filter(pk=key, programme=form.item.programme_id)
        .first()
    )


COMPARED = (("percent", "Percent"), ("declared_rag", "RAG"), ("revised", "Forecast"))


def _both(row: Due, now: Any, *, data: Any) -> None:
    """Both texts side by side, what was typed kept; saving again puts it over the newer row."""
    last = now.updates.select_related("by").first()
    typed = data.copy()
    typed[f"i{now.pk}-version"] = str(now.version)
    mine = row.form
    now.may_edit = row.item.may_edit
    row.form = RowForm(typed, item=now, last=last)
    row.form.is_valid()
    names = dict(mine.fields["declared_rag"].choices)
    row.differ = []
    for name, label in COMPARED:
        stands, wrote = str(row.form.initial[name]), str(mine[name].value() or "")
        if name == "declared_rag":
            stands, wrote = names.get(stands, stands), names.get(wrote, wrote)
        if stands != wrote:
            row.differ.append((label, stands, wrote))
    if last is not None and (row.last is None or last.pk != row.last.pk):
        row.differ.append(("Update", last.text, str(mine["update"].value() or "")))
    who = now.history.select_related("history_user").first()
    writer = who.history_user if who is not None else None
    if last is not None and (who is None or last.written_at >= who.history_date):
        writer = last.by
    row.who = writer.get_full_name() if writer else "Somebody"
    row.last = last


def _told(saved: list[Due]) -> str:
    if len(saved) == 1:
        return f"Saved: {saved[0].item}"
    return f"Saved: {len(saved)} updates"


def _page(
    request: HttpRequest,
    asked: Asking,
    *,
    opened: int = 0,
    refused: dict[int, Due] | None = None,
    drafts: dict[int, Due] | None = None,
    saved: list[Due] | None = None,
    status: int = 200,
) -> HttpResponse:
    _with_forms(asked, opened=opened)
    for pk, row in {**(refused or {}), **(drafts or {})}.items():
        there = asked.row(pk)
        if there is None:
            asked.rows.insert(0, row)
            continue
        there.take(row)
    context: dict[str, Any] = {
        "tab": "my_updates",
        "asked": asked,
        "day": timezone.localdate(),
        "refused": list((refused or {}).values()),
        "saved": saved or [],
    }
    if not asked.rows and not access.gives_updates(request.user):
        # Whoever keeps no item is told whose page this is, and what their boards are asked.
        context["boards"] = own.boards(request.user, today=context["day"])
        context["reads_only"] = True
    return render(request, PAGE, context, status=status)


def _row(request: HttpRequest, row: Due, *, said: str = "", status: int = 200) -> HttpResponse:
    return render(request, ROW, {"row": row, "said": said, "alone": True}, status=status)
