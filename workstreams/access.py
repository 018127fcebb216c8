"""Who may open and change what. The one module that answers 404 and 403.

What is not yours does not exist for you: 404. What you may see but not do is refused: 403.
Every view declares its policy; a URL without one stops the start (system check `access.E001`),
and tests/tracker/test_access_matrix.py holds every URL to what it declares.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import Any, TypeVar

from django.contrib.auth.decorators import login_not_required
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404
from django.urls import URLPattern, URLResolver, get_resolver

from .models import (
    Board,
    BoardRecipient,
    Checkpoint,
    Comment,
    GlossaryTerm,
    ImportBatch,
    Item,
    Meeting,
    Person,
    Programme,
    ReportingPeriod,
    Role,
    Saving,
    Step,
    Workstream,
)
from .models.rights import Rights, forget, rights_of
from .workload import people_of

__all__ = [
    "Policy",
    "Rights",
    "batch_to_manage",
    "board_to_approve",
    "board_to_keep",
    "board_to_read",
    "checkpoint_to_edit",
    "comment_to_resolve",
    "forget",
    "item_to_comment",
    "item_to_edit",
    "item_to_read",
    "may_budget",
    "may_comment",
    "may_edit_part",
    "may_keep_board",
    "may_raise",
    "may_verify",
    "meeting_to_keep",
    "meeting_to_read",
    "office",
    "part_to_budget",
    "part_to_edit",
    "part_to_manage",
    "part_to_read",
    "period_to_manage",
    "period_to_read",
    "policy",
    "programme_to_approve",
    "programme_to_budget",
    "programme_to_manage",
    "programme_to_raise",
    "programme_to_read",
    "public",
    "recipient_to_keep",
    "return_to_edit",
    "return_to_manage",
    "return_to_read",
    "rights_of",
    "saving_to_verify",
    "step_to_edit",
    "term_to_manage",
    "works_for_board",
    "workstream_to_comment",
    "workstream_to_edit",
    "workstream_to_manage",
    "workstream_to_read",
]

View = TypeVar("View", bound=Callable[..., Any])
Row = TypeVar("Row", bound=Model)


class Policy(StrEnum):
    """What a view asks of its reader."""

    PUBLIC = "public"  # anybody, signed in or not
    SIGNED_IN = "signed-in"  # anybody signed in; the page shows only what is theirs
    READ = "read"  # whoever sees the programme, branch, item or board
    EDIT = "edit"  # whoever keeps that item or workstream: office, manager, its lead, its owner
    MANAGE = "manage"  # office and manager of the programme
    APPROVE = "approve"  # office, manager and sponsor of the programme
    OFFICE = "office"  # office of the whole organisation, administrator
    LEAD = "lead"  # whoever leads that branch: its lead, office, manager
    COMMENT = "comment"  # whoever works in the programme: its readers but board members and auditors
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


def programme_to_read(user: Any, slug: str) -> Programme:
    """The programme, when the user sees any part of it; else 404."""
    programme = Programme.objects.visible_to(user).filter(slug=slug).first()
    if programme is None:
        raise Http404("No such programme.")
    return programme


def programme_to_manage(user: Any, slug: str) -> Programme:
    """The programme, for office and manager; 403 for its other readers, 404 for the rest."""
    programme = programme_to_read(user, slug)
    if not rights_of(user).manages(programme):
        raise PermissionDenied
    return programme


def person_to_manage(user: Any, slug: str, pk: int) -> tuple[Programme, Person]:
    """Somebody in whose name work stands in a programme the user manages; 403 for its other readers, 404 for the rest
    and for people of other programmes only."""
    programme = programme_to_manage(user, slug)
    person = people_of(programme).filter(pk=pk).select_related("organisation").first()
    if person is None:
        raise Http404("No such person.")
    return programme, person


def programme_to_approve(user: Any, slug: str) -> Programme:
    """The programme, for office, manager and sponsor; 403 for its other readers, 404 else."""
    programme = programme_to_read(user, slug)
    if not rights_of(user).approves(programme):
        raise PermissionDenied
    return programme


def workstream_to_read(user: Any, pk: int) -> Workstream:
    """The workstream with its programme, when the user sees it; else 404."""
    workstream = (
        Workstream.objects.visible_to(user).select_related("programme", "parent")
        .filter(pk=pk).first()
    )
    if workstream is None:
        raise Http404("No such workstream.")
    return workstream


def workstream_to_edit(user: Any, pk: int) -> Workstream:
    """The workstream, for office, manager and its leads; 403 for other readers, 404 else."""
    workstream = workstream_to_read(user, pk)
    rights = rights_of(user)
    if not (rights.manages(workstream.programme_id) or rights.leads_at(workstream)):
        raise PermissionDenied
    return workstream


def item_to_read(user: Any, pk: int) -> Item:
    """The item with its place in the plan and `may_edit`, when the user sees it; else 404."""
    item = (
        Item.objects.with_access(user)
        .select_related("programme", "workstream", "phase")
        .filter(pk=pk).first()
    )
    if item is None:
        raise Http404("No such item.")
    return item


def item_to_edit(user: Any, pk: int) -> Item:
    """The item, for those who keep it; 403 for its other readers, 404 for the rest."""
    item = item_to_read(user, pk)
    if not item.may_edit:  # type: ignore[attr-defined]
        raise PermissionDenied
    return item


def programme_to_raise(user: Any, slug: str) -> Programme:
    """The programme, for those who may propose risks and issues: office, manager, leads, owners of
    actions; 403 for its other readers, 404 for the rest."""
    programme = programme_to_read(user, slug)
    if not _has(user, programme.pk, PROPOSING):
        raise PermissionDenied
    return programme


def programme_to_budget(user: Any, slug: str) -> Programme:
    """The programme, for those who keep its budgets; 403 for its other readers, 404 for the rest."""
    programme = programme_to_read(user, slug)
    if not _has(user, programme.pk, BUDGETING):
        raise PermissionDenied
    return programme


def workstream_to_manage(user: Any, pk: int) -> Workstream:
    """The workstream, for office and manager; 403 for its other readers, 404 for the rest."""
    workstream = workstream_to_read(user, pk)
    if not rights_of(user).manages(workstream.programme_id):
        raise PermissionDenied
    return workstream


def workstream_to_comment(user: Any, pk: int) -> Workstream:
    """The workstream, for those who work in its programme; 403 for its other readers."""
    workstream = workstream_to_read(user, pk)
    if not may_comment(user, workstream.programme_id):
        raise PermissionDenied
    return workstream


def item_to_comment(user: Any, pk: int) -> Item:
    """The item, for those who work in its programme; 403 for its other readers."""
    item = item_to_read(user, pk)
    if not may_comment(user, item.programme_id):
        raise PermissionDenied
    return item


def comment_to_resolve(user: Any, pk: int) -> Comment:
    """The comment, for those who work in its programme; 403 for its other readers, 404 else."""
    comment = (
        Comment.objects.visible_to(user).select_related("item", "workstream").filter(pk=pk).first()
    )
    if comment is None:
        raise Http404("No such comment.")
    beside = comment.item or comment.workstream
    if beside is None or not may_comment(user, beside.programme_id):
        raise PermissionDenied
    return comment


def part_to_read(user: Any, model: type[Row], pk: int, *with_rows: str) -> Row:
    """A risk, issue, saving, measure or decision, when the user sees it; else 404."""
    rows: Any = model._default_manager
    part = (
        rows.visible_to(user).select_related("programme", "workstream", *with_rows)
        .filter(pk=pk).first()
    )
    if part is None:
        raise Http404("No such page.")
    return part  # type: ignore[no-any-return]


def may_edit_part(user: Any, part: Any) -> bool:
    """Whether the user keeps it: office, manager, who leads its branch, who owns it, and whoever
    proposed it while it is only proposed."""
    rights = rights_of(user)
    if rights.manages(part.programme_id):
        return True
    if part.workstream is not None and rights.leads_at(part.workstream):
        return True
    if not rights.has(part.programme_id, PROPOSING):
        return False
    mine = part.raised_by_id is not None and part.raised_by_id == rights.user_id
    if mine and getattr(part, "state", "") == "proposed":
        return True
    return part.owner_id is not None and Person.objects.filter(
        pk=part.owner_id, user=rights.user_id
    ).exists()


def part_to_edit(user: Any, model: type[Row], pk: int, *with_rows: str) -> Row:
    """The same for those who keep it; 403 for its other readers, 404 for the rest."""
    part = part_to_read(user, model, pk, *with_rows)
    if not may_edit_part(user, part):
        raise PermissionDenied
    return part


def part_to_manage(user: Any, model: type[Row], pk: int, *with_rows: str) -> Row:
    """The same for office and manager; 403 for its other readers, 404 for the rest."""
    part = part_to_read(user, model, pk, *with_rows)
    if not rights_of(user).manages(part.programme_id):  # type: ignore[attr-defined]
        raise PermissionDenied
    return part


def part_to_budget(user: Any, model: type[Row], pk: int, *with_rows: str) -> Row:
    """The same for those who keep the budgets; 403 for its other readers, 404 for the rest."""
    part = part_to_read(user, model, pk, *with_rows)
    if not _has(user, part.programme_id, BUDGETING):  # type: ignore[attr-defined]
        raise PermissionDenied
    return part


def saving_to_verify(user: Any, pk: int) -> Saving:
    """The saving, for finance alone; 403 for its other readers, 404 for the rest."""
    saving = part_to_read(user, Saving, pk)
    if not may_verify(user, saving.programme_id):
        raise PermissionDenied
    return saving


def may_verify(user: Any, programme: int) -> bool:
    """Whether the user is finance in that programme. An administrator is not."""
    return _has(user, programme, frozenset({Role.FINANCE}))


def may_raise(user: Any, programme: int) -> bool:
    """Whether the user may propose risks and issues."""
    return _has(user, programme, PROPOSING)


def may_budget(user: Any, programme: int) -> bool:
    """Whether the user keeps the programme's budgets."""
    return _has(user, programme, BUDGETING)


def may_comment(user: Any, programme: int) -> bool:
    """Whether the user works in the programme, and so reads and writes its comments."""
    return _has(user, programme, WORKING)


#: Who may propose a risk; who keeps budgets; who works in a programme and not only reads it.
PROPOSING = frozenset({Role.OFFICE, Role.MANAGER, Role.LEAD, Role.CONTRIBUTOR})
BUDGETING = frozenset({Role.OFFICE, Role.MANAGER, Role.FINANCE})
WORKING = PROPOSING | {Role.SPONSOR, Role.FINANCE}


def _has(user: Any, programme: int, roles: frozenset[Role]) -> bool:
    return rights_of(user).has(programme, roles)


def period_to_read(user: Any, pk: int) -> ReportingPeriod:
    """The period with its programme, when the user sees any part of that; else 404."""
    period = (
        ReportingPeriod.objects.visible_to(user).select_related("programme").filter(pk=pk).first()
    )
    if period is None:
        raise Http404("No such month.")
    return period


def period_to_manage(user: Any, pk: int) -> ReportingPeriod:
    """The period, for office and manager; 403 for its other readers, 404 for the rest."""
    period = period_to_read(user, pk)
    if not rights_of(user).manages(period.programme_id):
        raise PermissionDenied
    return period


def return_to_read(user: Any, period: int, workstream: int) -> tuple[ReportingPeriod, Workstream]:
    """A month and a workstream of one programme, whose return may not be begun yet; else 404."""
    month = period_to_read(user, period)
    branch = workstream_to_read(user, workstream)
    if branch.programme_id != month.programme_id:
        raise Http404("No such return.")
    return month, branch


def return_to_edit(user: Any, period: int, workstream: int) -> tuple[ReportingPeriod, Workstream]:
    """The same for office, manager and the lead; 403 for other readers, 404 for the rest."""
    month, branch = return_to_read(user, period, workstream)
    rights = rights_of(user)
    if not (rights.manages(branch.programme_id) or rights.leads_at(branch)):
        raise PermissionDenied
    return month, branch


def return_to_manage(user: Any, period: int, workstream: int) -> tuple[ReportingPeriod, Workstream]:
    """The same for office and manager; 403 for other readers, 404 for the rest."""
    month, branch = return_to_read(user, period, workstream)
    if not rights_of(user).manages(branch.programme_id):
        raise PermissionDenied
    return month, branch


def step_to_edit(user: Any, item: int, pk: int) -> tuple[Item, Step]:
    """A step on the route of an item the user keeps; 403 and 404 as for the item."""
    found = item_to_edit(user, item)
    step = Step.objects.filter(item=found, pk=pk).first()
    if step is None:
        raise Http404("No such step.")
    return found, step


def checkpoint_to_edit(user: Any, item: int, pk: int) -> tuple[Item, Checkpoint]:
    """A checkpoint of an item the user keeps; 403 and 404 as for the item."""
    found = item_to_edit(user, item)
    checkpoint = Checkpoint.objects.filter(item=found, pk=pk).first()
    if checkpoint is None:
        raise Http404("No such checkpoint.")
    return found, checkpoint


def meeting_to_read(user: Any, pk: int) -> Meeting:
    """The meeting with its board, when the user sees that; else 404."""
    meeting = Meeting.objects.visible_to(user).select_related("board").filter(pk=pk).first()
    if meeting is None:
        raise Http404("No such meeting.")
    return meeting


def meeting_to_keep(user: Any, pk: int) -> Meeting:
    """The meeting, for those who keep its board; 403 for its other readers, 404 for the rest."""
    meeting = meeting_to_read(user, pk)
    if not may_keep_board(user, meeting.board):
        raise PermissionDenied
    return meeting


def board_to_keep(user: Any, pk: int) -> Board:
    """The board, for office and manager of every programme it looks at; 403 for its other readers,
    404 for the rest."""
    board = board_to_read(user, pk)
    if not may_keep_board(user, board):
        raise PermissionDenied
    return board


def may_keep_board(user: Any, board: Board) -> bool:
    """Whether the user manages every programme that the board looks at."""
    rights = rights_of(user)
    if rights.manages_everywhere:
        return True
    programmes = _programmes_of(board)
    return bool(programmes) and all(rights.manages(programme) for programme in programmes)


def term_to_manage(user: Any, pk: int) -> GlossaryTerm:
    """A term, for who keeps it: office and manager of its programme, or the organisation's office
    for a term that holds everywhere; 403 for other readers, 404 for the rest."""
    term = GlossaryTerm.objects.visible_to(user).select_related("programme").filter(pk=pk).first()
    if term is None:
        raise Http404("No such term.")
    rights = rights_of(user)
    keeps = rights.manages_everywhere if term.programme is None else rights.manages(term.programme)
    if not keeps:
        raise PermissionDenied
    return term


def board_to_read(user: Any, pk: int) -> Board:
    """The board, when the user sits on it or reads all it looks at; else 404."""
    board = Board.objects.visible_to(user).filter(pk=pk).first()
    if board is None:
        raise Http404("No such board.")
    return board


def works_for_board(user: Any, board: Board) -> bool:
    """Whether a role of the user's own, not the seat on the board, lets them read all it looks at:
    they see its reports while these are still drafts."""
    rights = rights_of(user)
    return rights.everywhere or set(_programmes_of(board)) <= rights.whole_by_role


def board_to_approve(user: Any, pk: int) -> Board:
    """The board, for office, manager or sponsor of every programme it looks at; 403 for its other
    readers, 404 for the rest."""
    board = board_to_read(user, pk)
    rights = rights_of(user)
    programmes = _programmes_of(board)
    if not programmes or not all(rights.approves(programme) for programme in programmes):
        raise PermissionDenied
    return board


def _programmes_of(board: Board) -> list[int]:
    rows = board.scope.values_list("programme_id", "workstream__programme_id")
    return [programme or of_workstream for programme, of_workstream in rows]


def batch_to_manage(user: Any, slug: str, pk: int) -> ImportBatch:
    """An upload of a programme the user manages; 403 for its other readers, 404 for the rest."""
    programme = programme_to_manage(user, slug)
    batch = ImportBatch.objects.defer("content").filter(programme=programme, pk=pk).select_related("by").first()
    if batch is None:
        raise Http404("No such import.")
    batch.programme = programme
    return batch


def recipient_to_keep(user: Any, board: int, pk: int) -> BoardRecipient:
    """A recipient of a board that the user keeps; 403 and 404 as for the board."""
    found = board_to_keep(user, board)
    recipient = BoardRecipient.objects.filter(board=found, pk=pk).first()
    if recipient is None:
        raise Http404("No such recipient.")
    return recipient


def office(user: Any) -> None:
    """Lets pass the office of the whole organisation and administrators; 404 for the rest."""
    if "office" not in rights_of(user).roles_everywhere:
        raise Http404("No such page.")


def views_of(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
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
