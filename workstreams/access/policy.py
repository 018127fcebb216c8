"""What a view asks of its reader, and the check that every view says so."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import Any, TypeVar

from django.contrib.auth.decorators import login_not_required
from django.core.checks import CheckMessage, Error, Tags, register
from django.http import Http404
from django.urls import URLPattern, URLResolver, get_resolver

from workstreams.models.rights import rights_of

View = TypeVar("View", bound=Callable[..., Any])


class Policy(StrEnum):
    """What a view asks of its reader."""

    PUBLIC = "public"  # anybody, signed in or not
    SIGNED_IN = "signed-in"  # anybody signed in; the page shows only what is theirs
    READ = "read"  # whoever sees the programme, branch, item or board
    EDIT = "edit"  # whoever keeps that item or workstream: office, manager, its lead, its owner
    MANAGE = "manage"  # office and manager of the programme
    APPROVE = "approve"  # office, manager and sponsor of the programme
    OFFICE = "office"  # office of the whole organisation, administrator
    FOUND = "found"  # office of any programme or of the organisation, administrator
    LEAD = "lead"  # whoever leads that branch: its lead, office, manager
    COMMENT = (
        "comment"  # whoever works in the programme: its readers but board members and auditors
    )
    OWN = "own"  # whoever made it; once it is shared, office and manager of its programme too
    FINANCE = "finance"  # whoever keeps its budgets: office, manager, finance
    VERIFY = "verify"  # finance alone: who claims a saving never verifies it


def policy(name: Policy) -> Callable[[View], View]:
    """Declares what a view asks; the view's own fetch from this module enforces it."""

    def declare(view: View) -> View:
        view.access_policy = name  # type: ignore[attr-defined]
        return view

    return declare


def public(view: View) -> View:
    """Opens a view to people who are not signed in."""
    return policy(Policy.PUBLIC)(login_not_required(view))


def office(user: Any) -> None:
    """Lets pass the office of the whole organisation and administrators; 404 for the rest."""
    if "office" not in rights_of(user).roles_everywhere:
        raise Http404("No such page.")


def views_of(
    resolver: URLResolver | None = None, prefix: str = ""
) -> Iterator[tuple[str, URLPattern]]:
    """Every URL of the site with its route."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from views_of(entry, route)
        else:
            yield route, entry


@register(Tags.urls)
def every_view_declares_a_policy(**_: Any) -> list[CheckMessage]:
    """Stops the start when somebody could open a page that nobody thought about."""
    return [
        Error(
            f"The view of /{route} declares no access policy.",
            hint="Decorate it with @access.policy(Policy.…) or @access.public.",
            id="access.E001",
        )
        for route, entry in views_of()
        if not isinstance(getattr(entry.callback, "access_policy", None), Policy)
    ]
