"""Whose an item is, and finding people and items by what somebody types."""

from __future__ import annotations

import re

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from workstreams import access
from workstreams.access import Policy
from workstreams.actions import items
from workstreams.directory import Directory, named
from workstreams.forms.items import OwnersForm
from workstreams.forms.people import chosen, exact
from workstreams.models import Item
from workstreams.views.item_place import adding
from workstreams.views.parts import item_sheet, write

FORM = ["GET", "HEAD", "POST"]
#: What parts several names in one box.
BETWEEN = re.compile(r"[;/\n]")
SHOWN = 8


@access.policy(Policy.EDIT)
@require_http_methods(FORM)
def item_owners(request: HttpRequest, pk: int) -> HttpResponse:
    """Lead and support, found as they are written; a new person is added in place."""
    item = access.item_to_edit(request.user, pk)

    def act(typed: OwnersForm) -> Item:
        now = timezone.now()
        add = adding(request.user, now)
        return items.set_owners(
            item,
            lead=chosen(typed.cleaned_data["lead"], add=add),
            support=chosen(typed.cleaned_data["support"], add=add),
            reason=typed.cleaned_data["reason"],
            by=request.user,
            now=now,
            version=typed.seen,
        )

    return write(
        request,
        make=lambda data: OwnersForm(data, row=item, programme=item.programme, user=request.user),
        act=act,
        sheet=item_sheet(f"Owners of {item}", item),
        to=item.get_absolute_url(),
    )


@access.policy(Policy.EDIT)
@require_safe
def people_find(request: HttpRequest, slug: str) -> HttpResponse:
    """People who may be meant by what stands in the box, and the offer to add a new one."""
    access.programme_to_raise(request.user, slug)
    many = "many" in request.GET
    typed = next((request.GET[name] for name in request.GET if name != "many"), "")[:200]
    name = BETWEEN.split(typed)[-1].strip() if many else typed.strip()
    directory = Directory(request.user)
    found = [
        {
            "words": named(each.person),
            "text": exact(each.person, directory),
            "why": each.why,
        }
        for each in directory.look_up(name)
    ]
    known = any(each["text"].casefold() == name.casefold() for each in found)
    fresh = name if len(name) > 2 and not known else ""
    context = {"people": found, "fresh": fresh, "many": many, "items": None}
    return render(request, "workstreams/_found.html", context)


@access.policy(Policy.READ)
@require_safe
def items_find(request: HttpRequest, slug: str) -> HttpResponse:
    """Items of the programme whose number or title holds what stands in the box."""
    programme = access.programme_to_read(request.user, slug)
    typed = str(next(iter(request.GET.values()), "")).strip()[:100]
    rows = Item.objects.visible_to(request.user).filter(programme=programme)
    if typed.startswith("#") or len(typed) < 2:
        found = None
    else:
        by_ref = list(rows.filter(ref__istartswith=typed).only("pk", "ref", "title")[:SHOWN])
        found = by_ref or list(
            rows.filter(title__icontains=typed).only("pk", "ref", "title")[:SHOWN]
        )
    return render(request, "workstreams/_found.html", {"people": [], "items": found})
