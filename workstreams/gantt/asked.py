"""What the address of the timeline asks for: zoom, window, filters, folded branches, page.

Names are those of the plan's filter, so that one address moves between the two. What is not
understood is left out; a date that cannot be read is kept as typed and says so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q
from django.http import QueryDict

from workstreams.filters.plan import CHIPS, NOBODY, condition
from workstreams.models import ItemOwner
from workstreams.models.plan import unowned
from workstreams.when import read

from .window import Window, Zoom, around, between

TOKEN = re.compile(r"^[wp]\d{1,12}$")
PLACE = re.compile(r"^\d{6,120}$")
KEPT = ("view", "zoom", "from", "to", "workstream", "owner", "key", "show")


@dataclass(frozen=True)
class Fold:
    """Which branches are closed. With `all`, the named ones are those that are open."""

    all: bool = False
    named: frozenset[str] = frozenset()

    @classmethod
    def of(cls, text: str) -> Fold:
        words = text[:8000].split(",")
        return cls("all" in words, frozenset(filter(TOKEN.match, words)))

    def shuts(self, token: str) -> bool:
        """Whether a branch is closed. `token`: w and its number, p and its number for a phase."""
        return (token in self.named) != self.all

    def turned(self, token: str) -> str:
        """The parameter with one branch opened or closed."""
        return self.said(self.named ^ {token})

    def said(self, named: frozenset[str] | None = None) -> str:
        names = sorted(self.named if named is None else named)
        return ",".join(["all", *names] if self.all else names)


@dataclass
class Asked:
    """One request, read."""

    window: Window
    fold: Fold = field(default_factory=Fold)
    workstream: str = ""
    owner: str = ""
    key: bool = False
    show: str = ""
    page: int = 1
    strip: bool = False
    params: dict[str, str] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def filtered(self) -> bool:
        """Whether some rows are left out."""
        return bool(self.workstream or self.owner or self.key or self.show)

    def link(self, **changed: Any) -> str:
        """The same page with some parameters changed; an empty one goes."""
        merged = {**self.params, **{name.rstrip("_"): value for name, value in changed.items()}}
        return "?" + urlencode({k: v for k, v in merged.items() if v not in ("", None)})

    def moved(self, by: int) -> str:
        """The link to an earlier or later window."""
        window = self.window.moved(by)
        return self.link(from_=window.start.isoformat(), to=window.last.isoformat(), page="")

    @property
    def here(self) -> str:
        """This very page, for a link to its PDF."""
        return self.link(page=self.page if self.page > 1 else "")

    @property
    def edges(self) -> list[tuple[str, str, str]]:
        """The boxes of the window: name, what was typed, and what is wrong with it."""
        return [
            (name, self.params.get(name, ""), self.errors.get(name, "")) for name in ("from", "to")
        ]

    @property
    def fold_base(self) -> str:
        """The link without its folded branches; a row adds its own."""
        return self.link(fold="", page="")

    def condition(self, *, user: Any, today: date) -> Q:
        """The items that are asked for."""
        asked = Q()
        if self.workstream:
            asked &= Q(sort_key__startswith=self.workstream)
        if self.owner == NOBODY:
            asked &= unowned()
        elif self.owner:
            owned = ItemOwner.objects.filter(item=OuterRef("pk"), person=int(self.owner))
            asked &= Q(Exists(owned))
        if self.key:
            asked &= Q(key=True)
        if self.show:
            asked &= condition(self.show, user, today)
        return asked


def understood(data: QueryDict, *, today: date) -> Asked:
    """Reads the parameters of a request."""
    zoom = next((each for each in Zoom if each == data.get("zoom")), Zoom.WEEK)
    errors: dict[str, str] = {}
    window = _window(zoom, data, today, errors)
    workstream, owner, show = (data.get(name, "") for name in ("workstream", "owner", "show"))
    number = data.get("page", "")
    fold = Fold.of(data.get("fold", ""))
    asked = Asked(
        window,
        fold,
        workstream=workstream if PLACE.match(workstream) else "",
        owner=owner if owner == NOBODY or re.fullmatch(r"\d{1,12}", owner) else "",
        key=bool(data.get("key")),
        show=show if show in {name for name, _, _ in CHIPS} else "",
        page=int(number) if re.fullmatch(r"[1-9]\d{0,4}", number) else 1,
        strip=data.get("view") == "strip",
        errors=errors,
    )
    asked.params = {name: str(data[name])[:200] for name in KEPT if data.get(name)}
    if fold.said():
        asked.params["fold"] = fold.said()
    return asked


def _window(zoom: Zoom, data: QueryDict, today: date, errors: dict[str, str]) -> Window:
    """The window that `from` and `to` ask for; where only one is given, the usual length from it."""
    usual = around(zoom, today)
    days = {name: _day(name, data.get(name, ""), errors) for name in ("from", "to")}
    first, last = days["from"], days["to"]
    if first and last and last < first:
        errors["to"] = "The timeline must end after it begins. Give a later day in “to”."
        return usual
    length = usual.last - usual.start
    if first:
        return between(zoom, first, last or first + length, today)
    if last:
        return between(zoom, last - length, last, today)
    return usual


def _day(name: str, typed: str, errors: dict[str, str]) -> date | None:
    if not typed.strip():
        return None
    when = read(typed[:60])
    day = when.earliest if name == "from" else when.latest
    if day is None or not 1990 <= day.year <= 2100:
        errors[name] = (
            f"“{typed[:60]}” in “{name}” is not read as a day. Type a date such as 1 September 2026, or a month."
        )
        return None
    return day
