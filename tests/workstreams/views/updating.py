"""My updates as a browser sends it: rows as they were shown, with what somebody typed over them."""

from __future__ import annotations

import json
from datetime import timedelta

from tests import factories
from workstreams.models import (
    Item,
)

PAGE = "/my-updates/"
HTMX = {"HTTP_HX_REQUEST": "true"}
LONG_AGO = factories.NOW - timedelta(days=90)


def asked(client):
    return client.get(PAGE).context["asked"]


def titles(client):
    return [(row.item.title, row.why) for row in asked(client).rows]


def typed(item, **said):
    """What a row of the form posts: as it was shown, with what somebody typed over it."""
    item = Item.objects.get(pk=item.pk)
    shown = {
        "percent": "" if item.percent is None else str(item.percent),
        "declared_rag": item.declared_rag,
        "revised": item.revised_text,
    }
    row = {"version": item.version, "was": json.dumps(shown), **shown, **said}
    return {f"i{item.pk}-{name}": value for name, value in row.items()}


def save_one(client, item, press=False, **said):
    more = {"no_change": item.pk} if press else {"save": item.pk}
    return client.post(f"{PAGE}{item.pk}/", {**typed(item, **said), **more}, **HTMX)
