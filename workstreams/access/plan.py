"""Programmes, workstreams, items and what hangs on them: the row, or 404, or 403."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404

from workstreams.models import (
    Checkpoint,
    Comment,
    GlossaryTerm,
    ImportBatch,
    Item,
    Person,
    Programme,
    Step,
    Workstream,
)
from workstreams.models.rights import rights_of
from workstreams.plan import kept
from workstreams.workload import people_of

from .may import BUDGETING, PROPOSING, _has, may_comment


def programme_to_read(user: Any, slug: str) -> Programme:
    """The programme, when the user sees any part of it; else 404."""
    programme = kept.with_state(Programme.objects.visible_to(user)).filter(slug=slug).first()
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


def workstream_to_read(user: Any, pk: int) -> Workstream:
    """The workstream with its programme, when the user sees it; else 404."""
    workstream = (
        Workstream.objects.visible_to(user)
        .select_related("programme", "parent")
        .filter(pk=pk)
        .first()
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


def item_to_read(user: Any, pk: int, *with_rows: str) -> Item:
    """The item with its place in the plan and `may_edit`, when the user sees it; else 404."""
    item = (
        Item.objects.with_access(user)
        .select_related("programme", "workstream", "phase", *with_rows)
        .filter(pk=pk)
        .first()
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


def batch_to_manage(user: Any, slug: str, pk: int) -> ImportBatch:
    """An upload of a programme the user manages; 403 for its other readers, 404 for the rest."""
    programme = programme_to_manage(user, slug)
    batch = (
        ImportBatch.objects.defer("content")
        .filter(programme=programme, pk=pk)
        .select_related("by")
        .first()
    )
    if batch is None:
        raise Http404("No such import.")
    batch.programme = programme
    return batch


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
