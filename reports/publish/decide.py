"""What a person decides about an edition: approve, hold, try again, replace."""

from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from reports import doorbell, sensitive
from reports.committee import missing, named
from reports.kinds import Kind
from reports.log import Refused, move_delivery, move_edition
from reports.models import DeliveryState, Edition, EditionState, EditionText
from reports.publish.binding import bind, imprint, texts_of
from reports.reading.words import count
from workstreams.actions.base import save

REPLACEABLE = (
    EditionState.READY,
    EditionState.HELD,
    EditionState.FINAL,
    EditionState.SENDING,
    EditionState.SENT,
    EditionState.SENT_WITH_FAILURES,
    EditionState.FAILED,
)


@transaction.atomic
def approve(
    edition: Edition, *, by: Any, now: datetime, looked: bool = False, seen: str = ""
) -> Edition:
    """Writes the imprint; the final is rendered from the same snapshot, and then goes out.

    Refused unless a draft is there to be read. Approving twice approves once. ``looked``: ``by`` says
    to have looked at every place that may tell who a child is (``reports.sensitive``); without it a
    draft that has such places is refused, with it the log keeps how many there were. ``seen``: the SHA-256
    of the draft that was read; another one by now is refused. A committee report is refused while a
    required section is not given.
    """
    words = "approved"
    _sections_are_given(edition)
    if seen and edition.draft_sha256 != seen:
        raise Refused("The draft changed after you opened it. Read it again, then approve it.")
    if edition.state in (EditionState.READY, EditionState.HELD):
        found = len(sensitive.places(bind(edition, final=False)))
        places = count(found, "place")
        if found and not looked:
            raise Refused(
                f"Look at the {places} listed above the button first, then tick that you have."
            )
        if found:
            words = f"approved; looked at {places} that may tell who a child is"
    final = imprint(
        edition,
        final=True,
        prepared_by=edition.imprint.get("draft", {}).get("prepared_by", ""),
        approver=by,
        at=now,
    )
    changes = {
        "approved_by": by,
        "approved_at": now,
        "imprint": {**edition.imprint, "final": final.to_raw()},
    }
    for was in (EditionState.READY, EditionState.HELD):
        if edition.state == was and move_edition(
            edition, EditionState.APPROVED, was=was, now=now, by=by, words=words, **changes
        ):
            doorbell.ring("render_edition", edition.pk)
            return edition
    raise Refused(
        f"Only a draft can be approved; this report is {edition.get_state_display().lower()}."
    )


def _sections_are_given(edition: Edition) -> None:
    """Reads a committee report anew under a lock, so that no section is emptied while it is approved."""
    if edition.kind != Kind.COMMITTEE:
        return
    Edition.objects.select_for_update().get(pk=edition.pk)
    edition.refresh_from_db(fields=["state", "imprint", "draft_sha256"])
    left = missing(texts_of(edition))
    if left:
        verb = "is" if len(left) == 1 else "are"
        raise Refused(
            f"It cannot be approved yet: {named(left)} {verb} not given. Write them, or say that there is none, "
            "under “Sections”."
        )


@transaction.atomic
def hold(edition: Edition, *, by: Any, now: datetime, reason: str) -> Edition:
    """Keeps a draft back until somebody approves it. Needs a reason."""
    if not reason.strip():
        raise Refused("Say why the report is held.")
    if not move_edition(
        edition, EditionState.HELD, was=EditionState.READY, now=now, by=by, words=reason.strip()
    ):
        raise Refused(
            f"Only a draft can be held; this report is {edition.get_state_display().lower()}."
        )
    return edition


@transaction.atomic
def try_again(edition: Edition, *, by: Any, now: datetime) -> Edition:
    """Puts a report that could not be made back to where it failed."""
    if edition.state != EditionState.FAILED or not move_edition(
        edition,
        edition.failed_from,
        was=EditionState.FAILED,
        now=now,
        by=by,
        words="try again",
        failed_from="",
    ):
        raise Refused("Only a report that could not be made can be tried again.")
    doorbell.ring("render_edition", edition.pk)
    return edition


def reissue(edition: Edition, *, by: Any, now: datetime, note: str, fresh_facts: bool) -> Edition:
    """The next version, in place of this one, which is kept as it is. Needs a note that is printed.

    ``fresh_facts``: freeze the plan again; else the same snapshot is printed anew. Asking twice (a
    double click, two tabs) gives one new version (F32).
    """
    if not note.strip():
        raise Refused("Say what the new version corrects; the note is printed on it.")
    try:
        with transaction.atomic():
            return _replace(edition, by=by, now=now, note=note.strip(), fresh_facts=fresh_facts)
    except IntegrityError:
        return Edition.objects.get(replaces=edition)


def _replace(edition: Edition, *, by: Any, now: datetime, note: str, fresh_facts: bool) -> Edition:
    there = Edition.objects.filter(replaces=edition).first()
    if there:
        return there
    if edition.state not in REPLACEABLE:
        raise Refused(
            f"This report cannot be replaced: it is {edition.get_state_display().lower()}."
        )
    words = f"replaced by version {edition.version + 1}: {note}"
    if not move_edition(
        edition, EditionState.SUPERSEDED, was=edition.state, now=now, by=by, words=words
    ):
        there = Edition.objects.filter(replaces=edition).first()  # the other tab was quicker
        if there:
            return there
        raise Refused("Somebody else changed this report just now; open it again.")
    for delivery in edition.deliveries.filter(
        state__in=(DeliveryState.QUEUED, DeliveryState.RETRY_WAIT)
    ):
        move_delivery(
            delivery, DeliveryState.CANCELLED, was=delivery.state, now=now, by=by, words=words
        )
    fresh = Edition.objects.create(
        board=edition.board,
        kind=edition.kind,
        period=edition.period,
        version=edition.version + 1,
        state=EditionState.DUE,
        since=now,
        due_at=None if edition.kind == Kind.COMMITTEE else now,
        note=note,
        replaces=edition,
        fresh_facts=fresh_facts,
    )
    for each in edition.texts.all():
        save(
            EditionText(edition=fresh, key=each.key, state=each.state, text=each.text),
            by=by,
            now=now,
        )
    fresh.transitions.create(at=now, now=EditionState.DUE, by=by, words=note)
    doorbell.ring("render_edition", fresh.pk)
    return fresh
