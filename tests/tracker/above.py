"""The lines of URLs above the item: programmes, the tree, phases, people, boards, accounts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.tokens import default_token_generator
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from workstreams.access import members_of
from workstreams.models import Logo, Membership, Organisation


def _slug(things: Any) -> list[Any]:
    return [things.plan.programme.slug]


def _first(things: Any) -> list[Any]:
    return [things.plan.first.pk]


def _phase(things: Any) -> list[Any]:
    return [things.plan.phase.pk]


def _board(things: Any) -> list[Any]:
    return [things.board.pk]


def _nothing(_: Any) -> list[Any]:
    return []


def _key(rows: Any) -> int:
    """The first of them; 0 is nobody's."""
    return rows.values_list("pk", flat=True).first() or 0


def _seat(things: Any) -> list[Any]:
    return [things.board.pk, _key(Membership.objects.filter(board=things.board))]


def _scope(things: Any) -> list[Any]:
    return [things.board.pk, _key(things.board.scope)]


def _member(things: Any) -> list[Any]:
    return [*_slug(things), _key(members_of(things.plan.programme))]


def _person(things: Any) -> list[Any]:
    return [*_slug(things), things.parts.owner.pk]


def _organisation(things: Any) -> list[Any]:
    return [*_slug(things), _key(Organisation.objects)]


def _account(_: Any) -> list[Any]:
    return [_key(get_user_model().objects)]


def _link(_: Any) -> list[Any]:
    """A link that works."""
    user = get_user_model().objects.order_by("pk").first()
    if user is None:
        return ["MA", "none"]
    uid = urlsafe_base64_encode(force_bytes(user.pk))
    return [uid, default_token_generator.make_token(user)]


def _logo(_: Any) -> list[Any]:
    """A logo that is kept, when one is."""
    row = Logo.objects.first()
    return [row.sha256 if row else "0" * 64]


ABOVE: dict[str, Callable[[Any], list[Any]]] = {
    "password_ask": _nothing,
    "password_asked": _nothing,
    "password_set": _link,
    "accounts": _nothing,
    "account_add": _nothing,
    "account": _account,
    "account_link": _account,
    "programme_add": _nothing,
    "programme_settings": _slug,
    "programme_edit": _slug,
    "programme_rules": _slug,
    "programme_declare": _slug,
    "programme_definitions": _slug,
    "member_add": _slug,
    "member_drop": _member,
    "workstream_add": _slug,
    "arrange": _slug,
    "renumber": _slug,
    "workstream_edit": _first,
    "workstream_people": _first,
    "workstream_move": _first,
    "workstream_step": _first,
    "workstream_close": _first,
    "workstream_reopen": _first,
    "phases": _first,
    "phase_add": _first,
    "phase_template": _first,
    "phase_edit": _phase,
    "phase_step": _phase,
    "phase_move": _phase,
    "phase_close": _phase,
    "phase_reopen": _phase,
    "phase_drop": _phase,
    "template_add": _slug,
    "template_drop": _slug,
    "person_add": _slug,
    "person_edit": _person,
    "organisation_look": _nothing,
    "logo": _logo,
    "colours": lambda _: ["0b5563"],
    "organisations": _slug,
    "organisation_add": _slug,
    "organisation_edit": _organisation,
    "board_add": _slug,
    "board_edit": _board,
    "scope_add": _board,
    "scope_drop": _scope,
    "seat_add": _board,
    "seat_drop": _seat,
    "board_rule": _board,
    "board_rule_edit": _board,
    "board_rule_drop": _board,
    "board_rule_row": lambda things: [*_board(things), f"w{things.plan.first.pk}"],
    "board_rule_row_drop": lambda things: [*_board(things), _key(things.board.overrides)],
}
