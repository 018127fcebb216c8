"""Which rows a board is shown, and why: its rule, the rows in and out, and what people decide by hand."""

from __future__ import annotations

from collections import Counter
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from workstreams import access
from workstreams.access import Policy
from workstreams.actions import board_rules
from workstreams.board_rule.page import LISTS, chosen, preview, shown
from workstreams.board_rule.past import past
from workstreams.board_rule.standing import standing
from workstreams.board_rule.words import rule_words
from workstreams.forms.board_rule import HandForm, RuleForm
from workstreams.models import Board, BoardOverride, Item, Workstream
from workstreams.views import frame
from workstreams.views.parts import Sheet, crumb, press, write

FORM = ["GET", "HEAD", "POST"]
SIZE = 50


@access.policy(Policy.READ)
@require_safe
def board_rule(request: HttpRequest, pk: int) -> HttpResponse:
    """The rule of a board in words, with the rows that are in or out, each with why."""
    found = access.board_to_read(request.user, pk)
    scope = frame.scope_of(found)
    stands = standing(found, scope, today=timezone.localdate())
    word = request.GET.get("show", "")
    listed = word if word in LISTS else "in"
    verdicts = chosen(stands.verdicts, listed)
    page = Paginator(verdicts, SIZE).get_page(request.GET.get("page"))
    programme = frame.programme_of(scope)
    context = {
        "programme": programme,
        "tab": "boards",
        "board": found,
        "crumbs": _crumbs(found, programme),
        "stands": stands,
        "words": rule_words(stands.lines),
        "past": past(found, stands.nodes),
        "listed": listed,
        "lists": [(name, says, len(chosen(stands.verdicts, name))) for name, says in LISTS.items()],
        "reasons": Counter(each.why for each in verdicts).most_common(4) if listed == "out" else (),
        "rows": shown(list(page.object_list), stands),
        "page": page,
        "page_range": page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1),
        "may_keep": access.may_keep_board(request.user, found),
    }
    return render(request, "workstreams/boards/rule.html", context)


@access.policy(Policy.MANAGE)
@require_http_methods(FORM)
def board_rule_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Changes the lines of a rule; before it is saved, what would come in and what would go."""
    found = access.board_to_keep(request.user, pk)
    scope = frame.scope_of(found)
    stands = standing(found, scope, today=timezone.localdate())
    back, programme = reverse("board_rule", args=[pk]), frame.programme_of(scope)
    asks = {name for name in ("preview", "more") if name in request.POST}

    def make(data: Any) -> RuleForm:
        return RuleForm(
            data,
            rule=stands.rule,
            standing=stands.rule_lines,
            branches=list(stands.nodes.values()),
            more="more" in asks,
        )

    sheet = Sheet(
        f"Which rows {found} is shown",
        back,
        "boards",
        programme,
        (*_crumbs(found, programme), crumb("Its rows", "board_rule", pk)),
        button="Save the rule",
        note="A row comes in when all that one line asks holds. What is left empty is not asked.",
        template="workstreams/boards/rule_edit.html",
    )
    if asks:
        form = make(request.POST)
        context = {"form": form, "sheet": sheet, "programme": programme, "tab": "boards"}
        if form.is_valid():
            context["preview"] = preview(stands, form.plain)
        return render(request, sheet.template, context, status=200 if form.is_valid() else 422)
    return write(
        request,
        make=make,
        act=lambda typed: board_rules.set_rule(
            found,
            lines=typed.asked,
            note=typed.cleaned_data["note"],
            by=request.user,
            now=timezone.now(),
            version=typed.seen,
        ),
        sheet=sheet,
        to=back,
    )


@access.policy(Policy.MANAGE)
@require_POST
def board_rule_drop(request: HttpRequest, pk: int) -> HttpResponse:
    """A board has no rule any more."""
    found = access.board_to_keep(request.user, pk)
    rule = getattr(found, "rule", None)
    if rule is None:
        raise Http404("No such rule.")
    return press(
        request,
        act=lambda: board_rules.drop_rule(rule, by=request.user, now=timezone.now()),
        to=reverse("board_rule", args=[pk]),
        done="The rule is taken away. Reports that were made keep the rows they were made with.",
    )


@access.policy(Policy.MANAGE)
@require_http_methods(FORM)
def board_rule_row(request: HttpRequest, pk: int, row: str) -> HttpResponse:
    """Puts one row in by hand, or leaves it out, with the reason."""
    found = access.board_to_keep(request.user, pk)
    about = _row(found, row)
    row = f"{row[0]}{about.pk}"
    stands = standing(found, frame.scope_of(found), today=timezone.localdate())
    verdict = next(each for each in stands.verdicts if each.key == row)
    there = next((each for each in stands.overrides if each.key == row), None)
    programme = frame.programme_of(frame.scope_of(found))
    back = f"{reverse('board_rule', args=[pk])}?show=hand"
    says = f"The rule says {'in' if verdict.rule_into else 'out'}: {verdict.rule_why}."
    if verdict.hand is not None:
        same = "the same" if verdict.idle else "otherwise"
        says += f" {verdict.hand.by or 'Somebody'} decided {same} on {verdict.hand.on:%-d %B %Y}."
    return write(
        request,
        make=lambda data: HandForm(data, row=there, into=not verdict.rule_into),
        act=lambda typed: board_rules.put_by_hand(
            found,
            about,
            into=typed.cleaned_data["into"] == "in",
            reason=typed.cleaned_data["reason"],
            by=request.user,
            today=timezone.localdate(),
            now=timezone.now(),
            version=typed.seen,
        ),
        sheet=Sheet(
            str(about),
            back,
            "boards",
            programme,
            (*_crumbs(found, programme), crumb("Its rows", "board_rule", pk)),
            button="Save",
            note=says,
        ),
        done="Decided by hand: {}",
        to=back,
    )


@access.policy(Policy.MANAGE)
@require_POST
def board_rule_row_drop(request: HttpRequest, pk: int, override: int) -> HttpResponse:
    """Takes a decision by hand back, so that the rule decides again."""
    found = access.board_to_keep(request.user, pk)
    row = BoardOverride.objects.filter(board=found, pk=override).first()
    if row is None:
        raise Http404("No such decision.")
    return press(
        request,
        act=lambda: board_rules.take_back(row, by=request.user, now=timezone.now()),
        to=f"{reverse('board_rule', args=[pk])}?show=hand",
        done="Taken back: the rule decides about it again.",
    )


def _row(board: Board, key: str) -> Workstream | Item:
    """The row that a key names, where the board looks at it; else 404."""
    found: Workstream | Item | None = None
    if len(key) < 18 and key[1:].isdecimal():
        if key[0] == "w":
            found = Workstream.objects.filter(pk=int(key[1:])).first()
        elif key[0] == "i":
            found = Item.objects.filter(pk=int(key[1:])).first()
    if found is None or not board_rules.looks_at(board, found):
        raise Http404("No such row.")
    return found


def _crumbs(board: Board, programme: Any) -> tuple[tuple[str, str], ...]:
    top = (crumb("Boards", "boards", programme.slug),) if programme else ()
    return (*top, crumb(board.name, "board", board.pk))
