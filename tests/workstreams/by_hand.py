"""Filling in the real forms, as a person does: open one, change some boxes, send it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.test import Client
from django.urls import reverse

from workstreams.models import Item


def boxes_of(form: Any) -> dict[str, Any]:
    """What an opened form holds in its boxes, as a browser sends it."""
    held: dict[str, Any] = {}
    for box in form:
        value = box.field.prepare_value(box.value())
        if value in (None, "", False, []):
            choices = getattr(box.field, "choices", None)
            drop_down = isinstance(box.field.widget, forms.Select)
            if drop_down and choices and box.field.required:  # a browser sends the first line
                held[box.html_name] = next(iter(choices))[0]
            continue
        held[box.html_name] = "on" if value is True else value
    return held


class Hand:
    """Somebody at the keyboard. `fill("item_part", [5, "proof"], evidence="...")` opens, types, saves."""

    def __init__(self, client: Client) -> None:
        self.client = client

    def fill(self, name: str, args: list[Any], /, *, status: int = 302, **typed: Any) -> Any:
        """Opens a form and sends it with some boxes changed; the answer, which must have that status."""
        address = reverse(name, args=args)
        opened = self.client.get(address)
        assert opened.status_code == 200, (address, opened.status_code)
        form = opened.context["form"]
        unknown = set(typed) - set(form.fields) - {"_new"}
        assert not unknown, f"{address} has no box {unknown}"
        reply = self.client.post(address, {**boxes_of(form), **typed})
        if reply.status_code != status:
            errors = reply.context["form"].errors if reply.context else ""
            raise AssertionError(f"{address}: {reply.status_code} {dict(errors or {})}")
        return reply

    def press(self, name: str, args: list[Any], /, **sent: Any) -> Any:
        """Presses a button."""
        reply = self.client.post(reverse(name, args=args), sent)
        assert reply.status_code == 302, reply.status_code
        return reply

    def add(self, workstream: Any, title: str, **typed: Any) -> Item:
        """A new item, through its form."""
        self.fill("item_add", [workstream.pk], title=title, **typed)
        return Item.objects.get(title=title)

    def update(self, item: Item, **typed: Any) -> Item:
        """Its row, through the form of the plan."""
        self.fill("item_edit", [item.pk], **typed)
        return Item.objects.get(pk=item.pk)

    def part(self, item: Item, part: str, **typed: Any) -> Item:
        """One part of what is known of it."""
        self.fill("item_part", [item.pk, part], **typed)
        return Item.objects.get(pk=item.pk)

    def page(self, item: Item) -> str:
        """The item's page."""
        return self.client.get(item.get_absolute_url()).content.decode()
