"""What one user may see and do, worked out once from their memberships.

Both the querysets (`visible_to`) and `workstreams.access` ask here, so a list and a page can
never disagree about who may see what. design.md 6 names the roles.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import Q

from .choices import Role

if TYPE_CHECKING:
    from .programme import Programme
    from .workstream import Workstream

#: Roles that read the whole of a programme they belong to.
WHOLE = frozenset(
    {
        Role.OFFICE,
        Role.MANAGER,
        Role.SPONSOR,
        Role.LEAD,
        Role.CONTRIBUTOR,
        Role.FINANCE,
        Role.AUDITOR,
    }
)
MANAGING = frozenset({Role.OFFICE, Role.MANAGER})
APPROVING = frozenset({Role.OFFICE, Role.MANAGER, Role.SPONSOR})


@dataclass(frozen=True, slots=True)
class Branch:
    """A workstream with all that stands under it."""

    programme_id: int
    sort_key: str

    def holds(self, programme_id: int, sort_key: str) -> bool:
        """Whether a place in the plan lies in this branch."""
        return programme_id == self.programme_id and sort_key.startswith(self.sort_key)


@dataclass(frozen=True, slots=True)
class Rights:
    """The memberships of one user, in the form that questions are asked in."""

    user_id: int | None
    everywhere: bool = False  # reads every programme (administrator, organisation-wide role)
    roles_everywhere: frozenset[str] = frozenset()
    roles: frozenset[tuple[int, str]] = frozenset()  # (programme, role)
    leads: frozenset[Branch] = frozenset()
    seen_programmes: frozenset[int] = frozenset()  # whole, by role or through a board
    seen_branches: frozenset[Branch] = frozenset()  # parts, through a board
    whole_by_role: frozenset[int] = frozenset()  # whole, by a role of one's own
    boards: frozenset[int] = frozenset()  # those the user sits on

    def has(self, programme_id: int, roles: frozenset[Role]) -> bool:
        """Whether the user holds one of the roles in that programme, or everywhere."""
        return bool(self.roles_everywhere & roles) or any(
            (programme_id, role) in self.roles for role in roles
        )

    @property
    def manages_everywhere(self) -> bool:
        """Whether the user keeps every plan: administrator, office of the organisation."""
        return bool(self.roles_everywhere & MANAGING)

    def reads_whole(self, programme_id: int) -> bool:
        """Whether nothing of the programme is hidden from the user."""
        return self.everywhere or programme_id in self.seen_programmes

    def reads_part(self, programme_id: int) -> bool:
        """Whether the user sees at least a branch of the programme."""
        return self.reads_whole(programme_id) or any(
            branch.programme_id == programme_id for branch in self.seen_branches
        )

    def manages(self, programme: Programme | int) -> bool:
        """Whether the user keeps the whole plan: office, manager, administrator."""
        return self.has(programme if isinstance(programme, int) else programme.pk, MANAGING)

    def approves(self, programme: Programme | int) -> bool:
        """Whether the user may approve a report about the programme."""
        return self.has(programme if isinstance(programme, int) else programme.pk, APPROVING)

    @property
    def approves_any(self) -> bool:
        """Whether there is a programme whose reports the user may approve."""
        return bool(self.roles_everywhere & APPROVING) or any(
            role in APPROVING for _, role in self.roles
        )

    def leads_at(self, workstream: Workstream) -> bool:
        """Whether the workstream lies in a branch that the user leads."""
        return any(b.holds(workstream.programme_id, workstream.sort_key) for b in self.leads)

    def programmes(self) -> Q:
        """A condition on Programme rows: those of which the user sees any part."""
        if self.everywhere:
            return Q()
        return Q(pk__in={*self.seen_programmes, *(b.programme_id for b in self.seen_branches)})

    def within(self, programme: str = "programme", sort_key: str = "sort_key") -> Q:
        """A condition on rows that carry a programme and a place in its plan."""
        if self.everywhere:
            return Q()
        seen = Q(**{f"{programme}__in": self.seen_programmes})
        for branch in self.seen_branches:
            seen |= Q(
                **{programme: branch.programme_id, f"{sort_key}__startswith": branch.sort_key}
            )
        return seen

    def led(self, programme: str = "programme", sort_key: str = "sort_key") -> Q:
        """A condition on rows in the branches that the user leads."""
        found = Q(pk__in=())
        for branch in self.leads:
            found |= Q(
                **{programme: branch.programme_id, f"{sort_key}__startswith": branch.sort_key}
            )
        return found

    def managed(self, programme: str = "programme") -> Q:
        """A condition on rows of programmes that the user manages."""
        if self.manages_everywhere:
            return Q()
        return Q(**{f"{programme}__in": {p for p, role in self.roles if role in MANAGING}})


NOBODY = Rights(user_id=None)


def rights_of(user: Any) -> Rights:
    """The rights of a user, read once (one statement) and kept on the user object.

    A request makes a new user object, so nothing outlives it. Anonymous users have none.
    """
    if not getattr(user, "is_authenticated", False) or not user.is_active:
        return NOBODY
    kept = getattr(user, "_rights", None)
    if kept is None:
        kept = user._rights = _read(user)
    return kept


def forget(user: Any) -> None:
    """Drops what is kept, after a membership changed in the same process."""
    if hasattr(user, "_rights"):
        del user._rights


def _read(user: Any) -> Rights:
    if user.is_superuser:
        return Rights(user_id=user.pk, everywhere=True, roles_everywhere=frozenset({Role.OFFICE}))
    membership = apps.get_model("workstreams", "Membership")
    rows = list(
        membership.objects.filter(user=user).values_list(
            "role", "programme_id", "workstream__programme_id", "workstream__sort_key", "board_id",
            "board__scope__programme_id", "board__scope__workstream__programme_id",
            "board__scope__workstream__sort_key",
        )
    )  # fmt: skip
    wide = frozenset(
        role
        for role, programme, _, key, board, *_scope in rows
        if programme is None and key is None and board is None
    )
    roles, leads, whole, branches = set(), set(), set(), set()
    for role, programme, of_workstream, key, _board, scope, scope_home, scope_key in rows:
        home = programme or of_workstream
        if home is not None:
            roles.add((home, role))
        if role == Role.LEAD and key is not None:
            leads.add(Branch(of_workstream, key))
        if scope is not None:
            whole.add(scope)
        if scope_key is not None:
            branches.add(Branch(scope_home, scope_key))
    programmes = {home for home, role in roles if role in WHOLE}
    return Rights(
        user_id=user.pk,
        everywhere=bool(wide & WHOLE),
        roles_everywhere=wide,
        roles=frozenset(roles),
        leads=frozenset(leads),
        seen_programmes=frozenset(programmes | whole),
        seen_branches=frozenset(branches),
        whole_by_role=frozenset(programmes),
        boards=frozenset(row[4] for row in rows if row[4] is not None),
    )
