"""What people write into a committee report, and beginning one."""

import hashlib
from collections.abc import Mapping
from datetime import datetime, time
from typing import Any

from django.db import transaction

from reports import doorbell
from reports.committee import SECTIONS, State, Text, named, section_of
from reports.kinds import Kind
from reports.log import Refused, move_edition
from reports.models import Edition, EditionState, EditionText
from reports.periods import LONDON, Month, instant
from reports.publish.due import open_edition
from reports.reading.words import day
from workstreams.actions.base import save
from workstreams.models import Board, Meeting

#: A draft that was rendered, or is being rendered, from words that change now.
RENDERED = (EditionState.FROZEN, EditionState.READY, EditionState.HELD)
WRITABLE = (EditionState.DUE, EditionState.FAILED, *RENDERED)
PAPERS = time(9, 0)  # papers are due in the morning


class Clash(Refused):
    """Somebody else wrote in the same section meanwhile; ``keys`` are those, nothing was saved."""

    def __init__(self, keys: list[str]) -> None:
        self.keys = keys
        titles = named(section_of(key) for key in keys)
        super().__init__(f"Somebody else has changed {titles} since you opened this page.")


def mark_of(text: Text) -> str:
    """A short mark of what stands in a section, by which a form says what it was drawn from."""
    return hashlib.sha256(f"{text.state}\n{text.text}".encode()).hexdigest()[:16]


@transaction.atomic
def begin_committee(
    board: Board, period: Month, *, meeting: Meeting | None, by: Any, now: datetime
) -> Edition:
    """The committee report of a board and month, begun by hand: its draft is made from the facts frozen for the
    month, and its sections wait to be written. One that is there already is returned as it is.

    ``meeting``: where it goes; its day heads the report, and the day its papers are due is the day it is held
    from. Author and contact begin with ``by``. Refused for a month that is not over, of which nothing can be
    frozen yet.
    """
    if period.last >= now.astimezone(LONDON).date():
        raise Refused(f"{period} is not over. Choose a month whose facts can be frozen.")
    there = Edition.objects.filter(board=board, kind=Kind.COMMITTEE, period=period.first)
    found = there.exclude(state=EditionState.SUPERSEDED).first()
    if found:
        return found
    due = instant(meeting.papers_due, PAPERS) if meeting and meeting.papers_due else None
    edition = open_edition(board, period, kind=Kind.COMMITTEE, now=now, due=due, by=by)
    begins = {"author": by.get_full_name(), "contact": by.email}
    if meeting:
        begins["meeting"] = f"{board}, {day(meeting.on)}"
    for key, words in begins.items():
        if words and not edition.texts.filter(key=key).exists():
            save(
                EditionText(edition=edition, key=key, state=State.TEXT, text=words), by=by, now=now
            )
    return edition


@transaction.atomic
def write_texts(
    edition: Edition,
    answers: Mapping[str, Text],
    *,
    seen: Mapping[str, str],
    by: Any,
    now: datetime,
) -> list[str]:
    """Writes the sections that are answered differently than they stand; the titles of those.

    ``seen``: for each section the mark of what the writer saw (`mark_of`). The draft is made anew, so what is
    approved is always what was read. Refused once the report is approved; Clash when another wrote in one of
    the sections meanwhile: then nothing is saved.
    """
    locked = Edition.objects.select_for_update().get(pk=edition.pk)
    if locked.kind != Kind.COMMITTEE:
        raise Refused("Only a committee report has sections to write.")
    if locked.state not in WRITABLE:
        raise Refused(
            f"Its sections stand as they are: the report is {locked.get_state_display().lower()}. "
            "A new version can be written anew."
        )
    rows = {each.key: each for each in locked.texts.all()}
    stands = {key: Text(key, State(row.state), row.text) for key, row in rows.items()}
    changed = {
        key: wanted
        for key, wanted in answers.items()
        if wanted != stands.get(key, Text(key)) and mark_of(wanted) != seen.get(key)
    }
    clashing = [key for key in changed if mark_of(stands.get(key, Text(key))) != seen.get(key)]
    if clashing:
        raise Clash(clashing)
    for section in SECTIONS:
        if section.key not in changed:
            continue
        row = rows.get(section.key) or EditionText(edition=locked, key=section.key)
        row.state, row.text = changed[section.key].state, changed[section.key].text
        save(row, by=by, now=now)
    titles = [section.title for section in SECTIONS if section.key in changed]
    if titles and locked.state in RENDERED:
        words = f"sections written: {', '.join(titles)}"
        move_edition(locked, EditionState.FROZEN, was=locked.state, now=now, by=by, words=words)
        doorbell.ring("render_edition", locked.pk)
    return titles
