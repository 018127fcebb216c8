"""A user and a number -> an edition, or 404, or 403. Asks ``workstreams.access``, which alone decides."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from reports.models import Delivery, Edition, EditionState
from workstreams import access
from workstreams.models import Board, BoardScope, Programme

# what somebody may read who only sits on the board: a report that was issued, or replaced after it was
ISSUED = (
    EditionState.SENDING,
    EditionState.SENT,
    EditionState.SENT_WITH_FAILURES,
    EditionState.SUPERSEDED,
)


def editions_of(user: Any, programme: Programme) -> QuerySet[Edition]:
    """The reports about a programme that the user may read, newest first."""
    about = BoardScope.objects.filter(
        Q(programme=programme) | Q(workstream__programme=programme), board=OuterRef("board")
    )
    found = Edition.objects.filter(Exists(about), board__in=Board.objects.visible_to(user))
    rights = access.rights_of(user)
    if not (rights.everywhere or programme.pk in rights.whole_by_role):
        found = found.filter(state__in=ISSUED, issued_at__isnull=False)
    return found.select_related("board", "approved_by").defer("printed")


def edition_to_read(user: Any, pk: int) -> Edition:
    """The edition, for readers of its board; those who only sit on it see what was issued. Else 404."""
    edition = Edition.objects.select_related("approved_by", "replaces").filter(pk=pk).first()
    if edition is None:
        raise Http404("No such report.")
    edition.board = access.board_to_read(user, edition.board_id)
    if edition.issued_at is None and not access.works_for_board(user, edition.board):
        raise Http404("No such report.")
    return edition


def edition_to_approve(user: Any, pk: int) -> Edition:
    """The edition, for office, manager and sponsor of all it is about; 403 for its other readers."""
    edition = edition_to_read(user, pk)
    if not access.may_approve_board(user, edition.board):
        raise PermissionDenied
    return edition


def delivery_to_settle(user: Any, pk: int) -> Delivery:
    """One mail of an edition the user may approve."""
    delivery = Delivery.objects.filter(pk=pk).first()
    if delivery is None:
        raise Http404("No such delivery.")
    delivery.edition = edition_to_approve(user, delivery.edition_id)
    return delivery


def programme_of(edition: Edition) -> Programme | None:
    """The programme whose frame is drawn around the pages of an edition: the first it is about; None until
    its facts are frozen."""
    found = Programme.objects.filter(snapshots__parts__edition=edition)
    return found.order_by("snapshots__parts__position").first()


def may_approve(user: Any, edition: Edition) -> bool:
    """Whether to show the buttons; the views ask again."""
    return access.may_approve_board(user, edition.board)


def may_see_deliveries(user: Any, edition: Edition) -> bool:
    """Who got the report, and who did not: for those who work on what it is about."""
    return access.works_for_board(user, edition.board)
