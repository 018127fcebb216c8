"""The boxes that mend one fault of one item, and the verb that each set of boxes speaks to."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms

from workstreams.actions import items, mending, progress, words
from workstreams.actions.base import Refused
from workstreams.actions.progress import Progress
from workstreams.dates.flags import END_BEFORE_START, pair_flags
from workstreams.directory import Directory
from workstreams.faults import Fault, reason_for
from workstreams.forms.base import Described, read_percent, reads_dates
from workstreams.models import Item, Kind, Scope, Status
from workstreams.models.choices import DECLARED
from workstreams.when import Certainty, Precision, When, read
from workstreams.when import words as said

DATES = {"start": "Start", "target": "Target", "revised": "Forecast"}
KINDS = [(kind.value, kind.label) for kind in Kind if kind is not Kind.UNTYPED]


def _line(label: str, classes: str, most: int = 200, **attrs: Any) -> forms.CharField:
    widget = forms.TextInput(attrs={"class": classes, "autocomplete": "off", **attrs})
    return forms.CharField(label=label, required=False, max_length=most, widget=widget)


def _one_of(label: str, choices: Any) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, required=False, choices=[("", "Choose"), *choices])


def _boxes(fault: Fault, item: Item) -> list[str]:
    """The boxes a fault needs for this item: of its dates only those that give no day."""
    names: list[str] = []
    for name in fault.fields:
        if name == "dates":
            names += _bad_dates(fault, item)
        elif name == "end":
            names.append(_end(item))
        else:
            names.append(name)
    return names


def _end(item: Item) -> str:
    """The date that says when it ends: the forecast where there is one."""
    return "revised" if item.revised_text else "target"


def _bad_dates(fault: Fault, item: Item) -> list[str]:
    wrong = {"impossible": Certainty.IMPOSSIBLE, "waiting": Certainty.WAITING}.get(fault.name)
    if wrong:
        return [name for name in DATES if getattr(item, f"{name}_certainty") == wrong]
    found = ["start"] if item.start_text and not item.start_date else []
    if item.target_date is None and item.revised_date is None:
        found.append(_end(item))
    return found


class MendForm(Described):
    """The boxes of one fault. A button beside them may stand for a reading that was offered."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, item: Item, fault: Fault, **kwargs: Any) -> None:
        self.item, self.fault = item, fault
        self.names = _boxes(fault, item)
        kwargs["initial"] = {"version": item.version, "title": item.title}
        super().__init__(data, prefix=f"i{item.pk}", auto_id="%s", **kwargs)
        for name in self.names:
            made = self._make(name)
            if made is None:
                continue
            self.fields[name] = made
            self.initial.setdefault(name, self._standing(name))
            box = "select" if isinstance(made, forms.ChoiceField) else "input"
            made.widget.attrs["class"] = f"govuk-{box} {made.widget.attrs.get('class', '')}".strip()
            if name in DATES or name == "review_on":
                made.live = True  # type: ignore[attr-defined]
                kind = "day" if name == "review_on" else ""
                near = item.due_date or item.start_date
                reads_dates(made.widget, target=self[name].id_for_label, kind=kind, near=near)

    def _make(self, name: str) -> forms.Field | None:
        if name in DATES:
            return _line(DATES[name], "w-date")
        makers = {
            "percent": lambda: _line("Percent", "w3", 8, inputmode="numeric"),
            "declared_rag": lambda: _one_of("RAG", DECLARED),
            "reason": lambda: _line("Why?", "w-why", 500),
            "review_on": lambda: _line("To be looked at on", "w-date"),
            "owner": lambda: _line("Who leads it", "w-why", 160, list="people"),
            "kind": lambda: _one_of("Kind", KINDS),
            "scope": lambda: _one_of("Scope", Scope.choices),
            "title": lambda: _line("Title", "w-why", 500),
            "finish": lambda: _line("Who watches it from now on", "w-why", 160, list="people"),
            "update": lambda: _line("Update", "w-why", 4000),
        }
        return makers[name]() if name in makers else None

    def _standing(self, name: str) -> str:
        if name in DATES:
            return "" if self.fault.fields == ("dates",) else getattr(self.item, f"{name}_text")
        if name == "percent":
            return "" if self.item.percent is None else str(self.item.percent)
        return str(self.item.declared_rag) if name == "declared_rag" else ""

    @property
    def boxes(self) -> list[Any]:
        """The boxes to show, in order."""
        return [self[name] for name in self.names if name in self.fields]

    @property
    def takes(self) -> list[tuple[str, str]]:
        """Readings that may be taken with one button: what it sends, and its words."""
        if self.fault.name == "backwards":
            return [*self._year_on(), ("swap", "Change the two round")]
        found = []
        for name in self.names:
            if name in DATES:
                offers = read(getattr(self.item, f"{name}_text")).offers
                found += [(f"{name}={offer.words}", f"Use {offer.words}") for offer in offers]
        return found

    def _year_on(self) -> list[tuple[str, str]]:
        end = getattr(self.item, _end(self.item))
        for flag in pair_flags(self.item.start, end):
            if flag.code == END_BEFORE_START:
                return [(f"{_end(self.item)}={o.words}", f"Use {o.words}") for o in flag.offers]
        return []

    def clean_percent(self) -> int | str:
        """0 to 100, or "" for blank."""
        found = read_percent(self.cleaned_data["percent"], label="Percent")
        return "" if found is None else found

    def clean(self) -> dict[str, Any]:
        """Reads the dates; what cannot be one is refused with the readings it may have had."""
        given = super().clean() or {}
        for name in (*DATES, "review_on"):
            if name not in given:
                continue
            typed = given[name].strip()
            if not typed or typed == str(self.initial.get(name, "")).strip():
                given[name] = None
                continue
            when = read(typed, near=self.item.due_date or self.item.start_date)
            label = self.fields[name].label
            if when.certainty in (Certainty.IMPOSSIBLE, Certainty.UNREAD):
                self.add_error(name, f"{label} is {said(when)}")
            elif name == "review_on" and when.precision != Precision.DAY:
                self.add_error(name, f"{label} must be one day, like 31/03/2021")
            given[name] = when
        return given

    def take(self, taken: str) -> None:
        """Puts a reading that was taken with a button into its box, as if it had been typed."""
        name, _, text = taken.partition("=")
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        if taken == "swap":
            end = _end(self.item)
            data[f"{self.prefix}-start"] = getattr(self.item, f"{end}_text")
            data[f"{self.prefix}-{end}"] = self.item.start_text
        elif name in self.names:
            data[f"{self.prefix}-{name}"] = text
        self.data = data

    def act(self, *, by: Any, today: date, now: datetime, pressed: str) -> Item:
        """Gives what was said to the verb it is for. Raises Refused and Conflict as that does."""
        said_now = self.cleaned_data
        how = {"by": by, "now": now, "version": said_now["version"]}
        item, name = self.item, self.fault.name
        if name == "done_open":
            return self._finish(pressed, today=today, **how)
        if name == "unowned":
            return self._give_owner(**how)
        if name in ("untyped", "unscoped", "twice"):
            field = {"untyped": "kind", "unscoped": "scope", "twice": "title"}[name]
            if not said_now[field] or said_now[field] == self.initial.get(field):
                raise Refused(f"Say which {field} is right.", field=field)
            return words.describe(item, facts={field: said_now[field]}, today=today, **how)
        if name == "ongoing":
            when: When | None = said_now["review_on"]
            if when is None:
                raise Refused("Say on which day it is looked at.", field="review_on")
            return words.describe(item, facts={"review_on": when.latest}, today=today, **how)
        return self._progress(today=today, **how)

    def _progress(self, *, by: Any, today: date, now: datetime, version: int) -> Item:
        given = self.cleaned_data
        typed: dict[str, Any] = {name: given.get(name) for name in DATES}
        percent, rag = given.get("percent"), given.get("declared_rag")
        unsaid = percent in (None, "") or str(percent) == str(self.initial.get("percent", ""))
        facts = Progress(
            percent=None if unsaid else percent,
            declared_rag=rag or None,
            **typed,
            update=given.get("update", ""),
            reason=given.get("reason", "") or self._reason(),
        )
        if not any((*typed.values(), given.get("update"))) and unsaid and rag in (
            None, "", self.item.declared_rag,
        ):  # fmt: skip
            raise Refused("Nothing was said.", field=self.names[0])
        return progress.record(
            self.item, progress=facts, by=by, today=today, now=now, version=version
        )

    def _reason(self) -> str:
        """Boxes without a box for the reason have one of their own; the others must be told one."""
        return "" if "reason" in self.names else reason_for(self.fault, self.item)

    def _finish(self, pressed: str, *, by: Any, today: date, now: datetime, version: int) -> Item:
        if pressed != "business_as_usual":
            item = self.item
            if item.status != Status.COMPLETE:
                item = progress.set_status(
                    item, status=Status.COMPLETE, reason="100%", by=by, today=today, now=now,
                    version=version,
                )  # fmt: skip
            mending.accept(item, fault=self.fault.name, by=by, now=now)
            return item
        watcher = self._person("finish", by) or self.item.watcher
        return progress.set_status(
            self.item, status=Status.BUSINESS_AS_USUAL, reason="", by=by, today=today, now=now,
            version=version, watcher=watcher,
        )  # fmt: skip

    def _give_owner(self, *, by: Any, now: datetime, version: int) -> Item:
        person = self._person("owner", by)
        if person is None:
            raise Refused("Say who leads it.", field="owner")
        return items.set_owners(
            self.item, lead=person, by=by, now=now, reason=self.fault.words, version=version
        )

    def _person(self, field: str, by: Any) -> Any:
        typed = self.cleaned_data.get(field, "").strip()
        if not typed:
            return None
        found = Directory(by).the_one(typed)
        if found is None:
            raise Refused(
                f"Nobody is called “{typed}”, or more than one person is. Choose a name of the list, or"
                " add the person on the item's page of owners.",
                field=field,
            )
        return found
