"""Programmes as things that are begun, and who belongs to them: the row, or 404, or 403."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import Http404

from workstreams.models import Membership, Programme, Role
from workstreams.models.rights import rights_of

from .plan import programme_to_manage


def may_found(user: Any) -> bool:
    """Whether the user may begin programmes and make accounts: office of any programme or of the
    organisation, administrator."""
    rights = rights_of(user)
    return rights.manages_everywhere or any(role == Role.OFFICE for _, role in rights.roles)


def founder(user: Any) -> None:
    """Lets pass those who may begin programmes; 404 for the rest."""
    if not may_found(user):
        raise Http404("No such page.")


def members_of(programme: Programme) -> Any:
    """The roles held in a programme or in one of its branches."""
    return (
        Membership.objects.filter(Q(programme=programme) | Q(workstream__programme=programme))
        .select_related("user", "workstream")
        .order_by("role", "user__full_name", "pk")
    )


def member_to_manage(user: Any, slug: str, pk: int) -> tuple[Programme, Membership]:
    """A role held in a programme that the user manages; 403 and 404 as for the programme."""
    programme = programme_to_manage(user, slug)
    member = members_of(programme).filter(pk=pk).first()
    if member is None:
        raise Http404("No such member.")
    return programme, member
