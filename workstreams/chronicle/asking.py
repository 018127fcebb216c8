"""The statements: the history rows of many kinds of things that belong to some acts, in one question."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from django.apps import apps
from django.db.models import CharField, Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import JSONObject

from workstreams.models import ChangeSet, Programme
from workstreams.models.rights import rights_of

from .families import BY_NAME, IN_BRANCH, IN_ITEM, Family
from .words import Told, about, changes, names_in

#: Columns in one JSON object; PostgreSQL takes 100 arguments.
CHUNK = 45


def _asked(
    acts: Sequence[ChangeSet], family: Family, user: Any, programme: Programme
) -> QuerySet[Any]:
    """The history rows of one family that belong to these acts and that the user may see."""
    history: Any = family.model.history.model.objects  # type: ignore[attr-defined]
    whose = Q()
    for by in {act.by_id for act in acts}:
        whose |= Q(history_user=by, history_date__in=[act.at for act in acts if act.by_id == by])
    home = Q()
    for way in family.programme.split("|"):
        home |= Q(**{way: programme.pk})
    rows = history.filter(whose, home).order_by()
    if not rights_of(user).reads_whole(programme.pk):
        rows = rows.filter(id__in=_within(family, user).values("pk"))
    return rows


def _within(family: Family, user: Any) -> Any:
    """The rows of a family that a reader of branches may see; of families without a place none."""
    rights = rights_of(user)
    place = {"item": "item__sort_key", "workstream": "workstream__sort_key"}.get(family.about)
    rows = family.model._default_manager
    if family.about == "item" and "|" in family.programme:
        return rows.filter(
            rights.within(IN_ITEM, "item__sort_key")
            | rights.within(IN_BRANCH, "workstream__sort_key")
        )
    if place is not None:
        return rows.filter(rights.within(family.programme, place))
    if family.about:
        return rows.filter(rights.within(family.programme, f"{family.about}__workstream__sort_key"))
    if hasattr(rows.all(), "visible_to"):
        return rows.visible_to(user)  # type: ignore[attr-defined]
    return rows.none()


def _union(parts: Sequence[QuerySet[Any]]) -> QuerySet[Any]:
    return parts[0].union(*parts[1:], all=True) if len(parts) > 1 else parts[0]


def counted(
    acts: Sequence[ChangeSet], families: Sequence[Family], user: Any, programme: Programme
) -> Iterable[tuple[int | None, datetime, str, int]]:
    """How many rows of the acts there are, by act and kind. One statement."""
    parts = [
        _asked(acts, each, user, programme)
        .values("history_user", "history_date")
        .annotate(of=_word(each.name), number=Count("history_id"))
        .values_list("history_user", "history_date", "of", "number")
        for each in families
    ]
    return _union(parts)


def kinds_of(act: ChangeSet) -> set[str]:
    """The names of all kinds of rows that an act wrote, told here or not. One statement."""
    parts = []
    for model in apps.get_app_config("workstreams").get_models():
        if hasattr(model, "history"):
            rows = model.history.filter(history_user=act.by_id, history_date=act.at).order_by()
            named = rows.annotate(of=_word(str(model._meta.model_name)))
            parts.append(named.values_list("of", flat=True).distinct())
    return set(_union(parts))


def _word(word: str) -> Value:
    return Value(word, output_field=CharField())


def _columns(history: Any) -> list[Any]:
    return list(history.tracked_fields)


def _objects(history: Any, number: int) -> dict[str, JSONObject]:
    """All tracked columns of a history row as JSON, in pieces that PostgreSQL can make."""
    names = [f.attname for f in _columns(history)]
    pieces = [names[at : at + CHUNK] for at in range(0, CHUNK * number, CHUNK)]
    return {
        f"j{n}": JSONObject(**{name: F(name) for name in some}) for n, some in enumerate(pieces)
    }


def rows_of(
    acts: Sequence[ChangeSet],
    families: Sequence[Family],
    user: Any,
    programme: Programme,
    *,
    cut: slice | None = None,
) -> list[tuple[ChangeSet, Told]]:
    """The rows of these acts in words, those of one thing together. One statement, and one for each
    kind of thing that is named."""
    if not acts:
        return []
    most = max(len(_columns(f.model.history.model)) for f in families)  # type: ignore[attr-defined]
    pieces = -(-most // CHUNK)
    parts = []
    for each in families:
        history: Any = each.model.history.model  # type: ignore[attr-defined]
        others = history.objects.filter(id=OuterRef("id"))
        before = others.filter(history_date__lt=OuterRef("history_date")).order_by(
            "-history_date", "-history_id"
        )
        now = _objects(history, pieces)
        then = {
            f"b{n}": Subquery(before.values(found=each_piece)[:1])
            for n, each_piece in enumerate(_objects(history, pieces).values())
        }
        rows = _asked(acts, each, user, programme).annotate(
            of=_word(each.name),
            followed=Exists(others.filter(history_date__gt=OuterRef("history_date"))),
            **now,
            **then,
        )
        parts.append(
            rows.values_list(
                "history_user", "history_date", "of", "history_type", "id", "followed", *now, *then
            )
        )
    asked: Any = _union(parts).order_by("history_date", "of", "id") if len(parts) > 1 else parts[0]
    return _told(list(asked[cut] if cut else asked), acts, pieces)


def moment(when: Any) -> datetime:
    return when.astimezone(UTC) if when.tzinfo else when.replace(tzinfo=UTC)


def _told(
    found: Sequence[Any], acts: Sequence[ChangeSet], pieces: int
) -> list[tuple[ChangeSet, Told]]:
    by_key = {(act.by_id, moment(act.at)): act for act in acts}
    made = []
    for who, when, name, kind, key, followed, *parts in found:
        act = by_key.get((who, moment(when)))
        if act is None:
            continue
        family = BY_NAME[name]
        after = _row(family, parts[:pieces])
        before = _row(family, parts[pieces:]) if parts[pieces] is not None else None
        made.append((act, family, kind, key, bool(followed), before, after))
    names = names_in([(family, before, after) for _, family, _, _, _, before, after in made])
    told = []
    for act, family, kind, key, followed, before, after in made:
        label, url = about(family, key, after, names, gone=kind == "-")
        said = changes(family, kind, before, after, names)
        told.append((act, Told(family.word, label, url, kind, said, family.name, key, followed)))
    return told


def _row(family: Family, pieces: Sequence[Any]) -> Any:
    """A history row made again from its JSON."""
    history: Any = family.model.history.model  # type: ignore[attr-defined]
    values: dict[str, Any] = {}
    for piece in pieces:
        values |= piece or {}
    fields = {f.attname: f for f in _columns(history)}
    row = history()
    for name, value in values.items():
        plain = value if isinstance(value, (dict, list)) else fields[name].to_python(value)
        setattr(row, name, plain)
    return row
