"""The acts of a programme with what each changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from workstreams import models
from workstreams.models import ChangeSet, Programme
from workstreams.models.rights import rights_of

from .asking import counted, moment, rows_of
from .families import BY_NAME, group_of, readable
from .words import Told

#: An act with more rows than this is told by its sentence and opens on a page of its own.
TOLD_WHOLE = 6


@dataclass
class Entry:
    """One act: the change set, the rows that the reader may see, and how many there are of them."""

    act: ChangeSet
    rows: list[Told] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    may_undo: bool = False
    no_undo: str = ""  # why it cannot be undone, and what to do instead

    @property
    def total(self) -> int:
        """How many rows the reader may see."""
        return self.kinds.total()

    @property
    def sums(self) -> str:
        """What it changed, counted by kind: 168 items, 40 phases."""
        said = []
        for name, number in self.kinds.most_common():
            words = BY_NAME[name].model._meta
            said.append(
                f"{number} {words.verbose_name if number == 1 else words.verbose_name_plural}"
            )
        return ", ".join(said)

    @property
    def opens(self) -> bool:
        """Whether there is more to it than is shown."""
        return self.total > len(self.rows)

    @property
    def one(self) -> bool:
        """Whether all its rows are about one thing."""
        return len({(row.label, row.url) for row in self.rows}) == 1 and not self.opens


def acts_of(user: Any, programme: Programme, *, kind: str = "") -> QuerySet[ChangeSet]:
    """The acts in a programme of which the user may see a row, newest first. No statement.

    Who sees the whole programme is asked by the kind of the act's first row alone; who sees branches
    of it is asked row by row.
    """
    families = [each for each in readable(user, programme) if not kind or kind == group_of(each)]
    acts = ChangeSet.objects.filter(programme=programme).select_related("by", "undone_by", "undoes")
    names = [each.name for each in families]
    if rights_of(user).reads_whole(programme.pk):
        return acts.filter(kind__in=names).order_by("-at", "-pk")
    seen = Q()
    for branch in rights_of(user).seen_branches:
        if branch.programme_id == programme.pk:
            seen |= Q(place__startswith=branch.sort_key)
    item = models.Item.history.model.objects.filter(
        history_date=OuterRef("at"),
        history_user=OuterRef("by"),
        id__in=models.Item.objects.visible_to(user).values("pk"),
    )
    mixed = Q(kind="item", count__gt=1) & Exists(item) if "item" in names else Q(pk__in=())
    found = acts.filter(Q(kind__in=names) & seen | mixed) if seen else acts.none()
    return found.order_by("-at", "-pk")


def acts_about(user: Any, item: models.Item) -> QuerySet[ChangeSet]:
    """The acts that changed an item or what hangs on it, newest first. No statement.

    An act on many items is one of them when the history of this item says so.
    """
    programme: Any = item.programme
    acts = ChangeSet.objects.filter(programme=programme).select_related("by", "undone_by", "undoes")
    about = Q()
    for family in readable(user, programme):
        column = "id" if family.model is models.Item else "item"
        if column == "item" and family.about != "item":
            continue
        history: Any = family.model.history.model  # type: ignore[attr-defined]
        rows = history.objects.filter(**{column: item.pk}, history_date=OuterRef("at"))
        about |= Q(Exists(rows.filter(history_user=OuterRef("by"))))
        about |= Q(by__isnull=True) & Q(Exists(rows.filter(history_user__isnull=True)))
    return acts.filter(about).order_by("-at", "-pk")


def entries(acts: Sequence[ChangeSet], user: Any, programme: Programme) -> list[Entry]:
    """The acts with their rows in words. Two statements, and one for each kind of thing that is named."""
    found = {act.pk: Entry(act) for act in acts}
    if not acts:
        return []
    families = readable(user, programme)
    by_key = {(act.by_id, moment(act.at)): act for act in acts}
    for who, when, kind, number in counted(acts, families, user, programme):
        act = by_key.get((who, moment(when)))
        if act is not None:
            found[act.pk].kinds[kind] += number
    short = [act for act in acts if 0 < found[act.pk].total <= TOLD_WHOLE]
    for act, told in rows_of(short, families, user, programme):
        found[act.pk].rows.append(told)
    for entry in found.values():
        settle(entry, user)
    return list(found.values())


def settle(entry: Entry, user: Any) -> None:
    """Says of an entry whether its reader may undo it, or why not, by the rows that it holds."""
    entry.may_undo, entry.no_undo = may_undo(entry, user), why_not(entry, user)


#: What an undo can put back; a row of any other kind in an act keeps it from being undone.
UNDOABLE = frozenset({"item", "itemowner", "update", "ask"})


def why_not(entry: Entry, user: Any) -> str:
    """Why an act cannot be undone, in a sentence that says what to do instead; "" when it may be, or
    when the page says already that it was. As far as the rows of the entry tell: the verb looks again.
    """
    act = entry.act
    if hasattr(act, "undone_by"):
        return ""
    if act.by_id != user.pk:
        who = act.by.get_full_name() if act.by else ""
        return (
            f"Only {who}, who made this change, can undo it."
            if who
            else ("The system made this change; change the rows by hand.")
        )
    if act.undoes_id is not None:
        return "An undo is not undone itself. Make the change again."
    kinds = {*entry.kinds} or {act.kind}
    if other := sorted({_word(name) for name in {*kinds, act.kind} - UNDOABLE}):
        return (
            "Undo puts back items, their owners and their updates. This changed other things "
            f"({', '.join(other)}): put them back by hand on their own pages."
        )
    for row in entry.rows:
        if said := _holds_back(row):
            return said
    return ""


def _word(name: str) -> str:
    family = BY_NAME.get(name)
    return family.word.lower() if family else "something else"


def _holds_back(row: Told) -> str:
    if (row.family, row.kind) == ("item", "+"):
        return "It added an item. Take it away on the item's own page, under Take away."
    if (row.family, row.kind) == ("item", "-"):
        return "It took an item away. Add the item again in the plan; its history is kept."
    if (row.family, row.kind) == ("ask", "+"):
        return "A question that was asked stands until it is answered on My updates."
    if row.followed and row.family != "update":
        return (
            f"{row.label} changed again since. Undo the later change first, or change it by hand."
        )
    return ""


def may_undo(entry: Entry, user: Any) -> bool:
    """Whether to offer the undo: one's own act on items, not undone, with nothing after it as far
    as this page knows. The verb looks again."""
    if hasattr(entry.act, "undone_by") or (not entry.rows and not entry.act.sentence):
        return False
    return not why_not(entry, user)
