"""Who plays in the demonstration: accounts with their roles, owners of work, boards with their mailing lists.

Made through the same verbs as in real life. Doing it twice changes nothing; an account that exists keeps its password.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password

from workstreams.actions import boards, people
from workstreams.models import Board, Organisation, Person, Programme, Role, Workstream

from .workbook import read_story

# Of every demonstration account; printed at start, of no use anywhere else.
PASSWORD = "Calderbrook-2020"  # noqa: S105
DOMAIN = "calderbrook.example"
#: The order of the sign-in lines: who runs the month first.
ORDER = (
    "office",
    "manager",
    "sponsor",
    "lead",
    "contributor",
    "finance",
    "board",
    "auditor",
    "administrator",
)


@dataclass
class Cast:
    """The accounts and boards of the demonstration, by name and short name."""

    users: dict[str, Any] = field(default_factory=dict)
    boards: dict[str, Board] = field(default_factory=dict)


def email_of(name: str) -> str:
    """first.last@calderbrook.example"""
    return f"{name.lower().replace(' ', '.')}@{DOMAIN}"


def sign_in_lines() -> list[str]:
    """One line "sign in: EMAIL PASSWORD ROLE" for each account, the programme office first; `serve` prints them."""
    found = [person for person in read_story()["people"] if person["role"]]
    found.sort(key=lambda person: ORDER.index(person["role"]))
    return [
        f"sign in: {email_of(person['name'])} {PASSWORD} {_role_words(person)}" for person in found
    ]


def _role_words(person: dict[str, Any]) -> str:
    role = person["role"]
    return "Administrator" if role == "administrator" else Role(role).label


def people_of(story: dict[str, Any], *, now: datetime, joined: datetime) -> Cast:
    """The accounts, and a Person with the same name for each: so that an imported plan finds its owners.

    The persons are made at `now`, in the past; the accounts joined at `joined`, the moment of the first load.
    """
    cast, hashed = Cast(), make_password(PASSWORD)
    homes = {
        short: Organisation.objects.get_or_create(name=name)[0]
        for short, name in story["organisations"].items()
    }
    for one in story["people"]:
        name = one["name"]
        if one["role"]:
            cast.users[name] = _account(
                name, hashed, joined, administrator=one["role"] == "administrator"
            )
        if not Person.objects.filter(name=name).exists():
            people.add_person(
                name=name, job_title=one["job_title"], email=email_of(name), organisation=homes[one["organisation"]],
                user=cast.users.get(name), by=None, now=now,
            )  # fmt: skip
    return cast


def _account(name: str, hashed: str, joined: datetime, *, administrator: bool) -> Any:
    accounts = get_user_model().objects
    found = accounts.filter(email=email_of(name)).first()
    return found or accounts.create(
        email=email_of(name),
        full_name=name,
        password=hashed,
        is_superuser=administrator,
        is_staff=administrator,
        date_joined=joined,
    )


def boards_of(
    story: dict[str, Any], cast: Cast, programme: Programme, *, by: Any, now: datetime
) -> None:
    """The boards, what each looks at, and to whom its report is mailed."""
    branches = {
        row.ref: row for row in Workstream.objects.filter(programme=programme, parent__isnull=True)
    }
    for one in story["boards"]:
        board = Board.objects.filter(name=one["name"]).first() or boards.add_board(
            name=one["name"],
            short_name=one["short_name"],
            aliases=tuple(one["aliases"]),
            by=by,
            now=now,
        )
        cast.boards[one["short_name"]] = board
        if one["scope"] == "programme":
            boards.widen(board, programme=programme, by=by, now=now)
        else:
            for ref in one["scope"]:
                boards.widen(board, workstream=branches[ref], by=by, now=now)
        for name in one["recipients"]:
            boards.add_recipient(board, name=name, email=email_of(name), by=by, now=now)


def roles_of(
    story: dict[str, Any], cast: Cast, programme: Programme, *, by: Any, now: datetime
) -> None:
    """What each account is in the programme, in branches of it, or on a board."""
    branches = {
        row.ref: row for row in Workstream.objects.filter(programme=programme, parent__isnull=True)
    }
    for one in story["people"]:
        if one["role"] in ("", "administrator"):
            continue
        user, role = cast.users[one["name"]], one["role"]
        for ref in one.get("workstreams", ()):
            people.grant(user=user, role=role, workstream=branches[ref], by=by, now=now)
        if "board" in one:
            people.grant(user=user, role=role, board=cast.boards[one["board"]], by=by, now=now)
        if one.get("programme"):
            people.grant(user=user, role=role, programme=programme, by=by, now=now)
