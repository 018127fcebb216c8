"""What must be true after any run (reliability 3.1, I1 to I8)."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.db.models import Max, Min

from reports.models import Delivery, Edition, Snapshot, Transition
from reports.snapshot import SCHEMA
from tests.faults import chased
from tests.faults.points import LAST_RELEASE
from workstreams.models import Item

FINISHED = ("sent", "sent_with_failures", "failed")
SETTLED = ("sent", "refused", "failed", "unknown", "cancelled")


def broken(story: Any) -> list[str]:
    """The invariants that do not hold, each in a sentence."""
    return [
        *_one_edition_each(story),
        *_each_reader_once(story),
        *_the_world_agrees(story),
        *_files(story),
        *_snapshots(story),
        *_log(story),
        *_expected(story),
        *(chased.broken(story) if story.leads else ()),
    ]


def _one_edition_each(story: Any) -> Iterator[str]:
    """I1: each due board, kind and month has exactly one edition in force."""
    there = Counter(
        Edition.objects.exclude(state="superseded").values_list("board__name", "kind", "period")
    )
    wanted = Counter((name, kind, month) for name in story.names for kind, month in story.wanted)
    if there != wanted:
        yield f"I1: editions in force {dict(there)}, wanted {dict(wanted)}"


def _each_reader_once(story: Any) -> Iterator[str]:
    """I2: each reader of an issued edition has one row, and it is settled."""
    for edition in Edition.objects.filter(state__in=("sent", "sent_with_failures")):
        rows = list(edition.deliveries.values_list("email", flat=True))
        wanted = story.readers_of(edition)
        if sorted(rows) != sorted(wanted):
            yield f"I2: {edition} has rows for {sorted(rows)}, wanted {sorted(wanted)}"
    for delivery in Delivery.objects.exclude(state__in=SETTLED):
        yield f"I2: {delivery.email} of {delivery.edition} is left {delivery.state}"


def _the_world_agrees(story: Any) -> Iterator[str]:
    """I3, I4: nobody got one thing twice, and what is called sent was received."""
    received = Counter((mail.id, mail.to) for mail in story.sink.mails)
    for (message, to), number in received.items():
        if number > 1:
            yield f"I3: {to} got {message} {number} times"
    for delivery in Delivery.objects.select_related("edition"):
        message = f"<edition-{delivery.edition_id}.{delivery.pk}.{delivery.number}@"
        got = sum(n for (name, _), n in received.items() if name.startswith(message))
        if delivery.state == "sent" and got != 1:
            yield f"I4: {delivery.email} is sent, and {got} were received"
        if delivery.state in ("refused", "failed", "cancelled") and got:
            yield f"I4: {delivery.email} is {delivery.state}, and {got} were received"
        if delivery.state == "unknown":
            story.unknown += 1
            if not delivery.reply:
                yield f"I8: {delivery.email} is unknown without a word of why"


def _files(story: Any) -> Iterator[str]:
    """I5: file, row and attachment are the same bytes. I7: no half file is left."""
    for edition in Edition.objects.exclude(final_sha256=""):
        path = Path(edition.final.path)
        if not path.exists():
            if not story.lose_finals:
                yield f"I5: the final of {edition} is missing"
        elif _sha(path.read_bytes()) != edition.final_sha256:
            yield f"I5: the final of {edition} is not the one on record"
    finals = {edition.pk: edition.final_sha256 for edition in Edition.objects.all()}
    for mail in story.sink.mails:
        if not mail.id.startswith("<edition-"):
            continue
        edition = int(mail.id.removeprefix("<edition-").split(".")[0])
        if _sha(mail.attachment) != finals[edition]:
            yield f"I5: {mail.to} got another file than the final of edition {edition}"
    for path in story.files.rglob("*"):
        if path.is_file() and _sha(path.read_bytes())[:16] not in path.name:
            yield f"I7: half a file is left: {path.name}"


def _snapshots(story: Any) -> Iterator[str]:
    """I6: what was frozen has not changed since it was first seen; F33: it is one consistent state."""
    for snapshot in Snapshot.objects.all():
        seen = story.seen.get(snapshot.pk)
        if seen and seen != snapshot.sha256:
            yield f"I6: {snapshot} changed"
        facts = snapshot.read()
        if story.edits and sum(item.percent or 0 for item in facts.items) != 100:
            yield f"F33: {snapshot} mixes two states of the plan"
    if story.edits and sum(Item.objects.values_list("percent", flat=True)) != 100:
        yield "F33: the plan itself lost an edit"


def _log(story: Any) -> Iterator[str]:
    """I8: every change of state is in the log, one following from the other."""
    for row in [*Edition.objects.all(), *Delivery.objects.all()]:
        steps = row.transitions.order_by("pk")
        if isinstance(row, Edition):
            steps = steps.filter(delivery=None)
        chain = [(step.was, step.now) for step in steps]
        states = [was for was, now in chain[1:]]
        if states != [now for _, now in chain[:-1]] or not chain or chain[-1][1] != row.state:
            yield f"I8: the log of {row} does not lead to {row.state}: {chain}"


def _expected(story: Any) -> Iterator[str]:
    """What this fault in particular may and may not do."""
    if "nothing unknown" in story.expects and Delivery.objects.filter(state="unknown").exists():
        yield "a mail is unknown although nobody was in doubt"
    for delivery in Delivery.objects.filter(email__in=story.refused, state="sent"):
        yield f"{delivery.email} is a bad address and called sent"
    failed = dict(Edition.objects.filter(state="failed").values_list("board__name", "error"))
    wanted = {name for name in (story.poison, story.broken) if name}
    if set(failed) != wanted:
        yield f"reports that could not be made: {failed}, expected {sorted(wanted)}"
    if LAST_RELEASE in story.injuries:
        schemas = set(Snapshot.objects.values_list("schema", flat=True))
        if schemas != {SCHEMA - 1}:
            yield f"F36: snapshots of schema {sorted(schemas)}, wanted {SCHEMA - 1}"
    if "mails among reports" in story.expects:
        yield from _mails_among_reports()
    if not story.may_fail and Delivery.objects.filter(state="failed").exists():
        yield "a mail failed although the fault passed"


def _mails_among_reports() -> Iterator[str]:
    """F39: mails do not wait until every report is made, although one worker does it all."""
    first = Delivery.objects.aggregate(at=Min("sent_at"))["at"]
    made = Transition.objects.filter(now="final").aggregate(at=Max("at"))["at"]
    if first is None or made is None or first > made:
        yield f"F39: the first mail left at {first}, after the last report was made at {made}"


def _sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
