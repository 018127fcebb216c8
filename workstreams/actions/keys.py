"""New keys for a branch that moves, and for whatever names a place of the plan by its key.

One UPDATE for each table, whatever the branch holds. Whoever calls holds the programme
(`places.hold`).
"""

from __future__ import annotations

import re
from typing import Any

from django.db.models import Case, CharField, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Concat, LPad, Substr

from workstreams.models import (
    STEP,
    ChangeSet,
    Item,
    Phase,
    Programme,
    SavedView,
    Workstream,
    place,
)

from .places import Room


def rekey(
    programme: Programme, *, old: str, new: str, under: str = "", aside: Room | None = None
) -> None:
    """Gives the branch at `old` and all under it the place `new`, and those who step aside theirs.

    `under` is the key of the parent whose children step aside. What names a place by its key goes with
    it: the acts of the history and the saved views. Six statements, whatever the branch holds.
    """
    for model, column, where in (
        (Workstream, "sort_key", Q(programme=programme)),
        (Phase, "sort_key", Q(workstream__programme=programme)),
        (Item, "sort_key", Q(programme=programme)),
        (ChangeSet, "place", Q(programme=programme)),
    ):
        cases = _new_keys(column, old=old, new=new, under=under, aside=aside)
        wanted = Q()
        for asked, _ in cases:
            wanted |= asked
        rows: QuerySet[Any] = model._default_manager.filter(where & wanted)
        if model is Phase:  # an UPDATE joins nothing
            rows = Phase.objects.filter(pk__in=rows.values("pk"))
        given = [When(asked, then=key) for asked, key in cases]
        rows.update(**{column: Case(*given, default=F(column), output_field=CharField())})
    _views(programme, old=old, new=new, under=under, aside=aside)


def _new_keys(
    column: str, *, old: str, new: str, under: str, aside: Room | None
) -> list[tuple[Q, Concat]]:
    """Which rows get another key, and the key: those of the branch, and those who step aside."""
    rest = Substr(column, len(old) + 1)
    found = [
        (
            Q(**{f"{column}__startswith": old}),
            Concat(Value(new), rest, output_field=CharField()),
        )
    ]
    if aside is not None and aside.by:
        low, beyond = place(under, aside.low), place(under, aside.high + 1)
        start = len(under) + 1
        number = Cast(Substr(column, start, STEP), IntegerField()) + aside.by
        key = Concat(
            Value(under),
            LPad(Cast(number, CharField()), STEP, Value("0")),
            Substr(column, start + STEP),
            output_field=CharField(),
        )
        found.append((Q(**{f"{column}__gte": low, f"{column}__lt": beyond}), key))
    return found


#: The branch that a saved view asks for, in its query.
ASKED = re.compile(r"(?<![^&])workstream=(\d+)(?![^&])")


def _views(programme: Programme, *, old: str, new: str, under: str, aside: Room | None) -> None:
    """The saved views that ask for a branch go on asking for it. Two statements.

    Keys are no words of a person, so the history keeps nothing; the version counts, because a form
    that is open still holds the old key.
    """

    def becomes(found: re.Match[str]) -> str:
        key = found[1]
        if key.startswith(old):
            return f"workstream={new}{key[len(old) :]}"
        at = len(under)
        if aside is not None and aside.by and key.startswith(under) and len(key) >= at + STEP:
            position = int(key[at : at + STEP])
            if aside.low <= position <= aside.high:
                return f"workstream={place(under, position + aside.by)}{key[at + STEP :]}"
        return found[0]

    views = SavedView.objects.select_for_update(of=("self",)).filter(programme=programme)
    changed = []
    longest: int = SavedView._meta.get_field("query").max_length or 0
    for view in views.filter(query__contains="workstream=").order_by("pk"):
        query = ASKED.sub(becomes, view.query)
        if query != view.query and len(query) <= longest:
            view.query, view.version = query, view.version + 1
            changed.append(view)
    if changed:
        SavedView.objects.bulk_update(changed, ["query", "version"], batch_size=500)
