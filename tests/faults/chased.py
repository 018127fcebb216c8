"""The chase among the faults: who is asked for a return, once a step, whatever dies meanwhile.

A programme of its own, so that what is frozen for the reports stays what it is. Its month is open, and
its leads and owners are asked; when everybody was, the office brings its due day forward, and the ladder
goes on from there. The oracle then wants each person asked exactly once a step, in one mail.
"""

from __future__ import annotations

import contextlib
import time
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.utils import timezone

from reports.models import Digest, Nudge
from tests import factories
from workstreams import models
from workstreams.actions import month as months
from workstreams.dates.bank_holidays import england
from workstreams.dates.workdays import add_working_days
from workstreams.periods import LONDON, instant

SLUG = "asked"
BEAT = 1.0  # seconds between two ticks of the schedulers
STEPS = ("opened", "T-5")
SETTLED = ("sent", "refused", "failed", "unknown", "cancelled")


def address(role: str, number: int) -> str:
    return f"{role}{number}@calderbrook.example"


def people(story: Any) -> list[str]:
    """Everybody who has something to say: leads of a return, and owners of a late item."""
    return [
        address(role, number)
        for role, there in (("lead", story.leads), ("owner", story.owners))
        for number in range(there)
    ]


def clear() -> None:
    """Takes away what a run before left. Its mails are gone already."""
    models.ReportingPeriod.objects.filter(programme__slug=SLUG).delete()
    models.ItemOwner.objects.filter(item__programme__slug=SLUG).delete()
    models.WorkstreamOwner.objects.filter(workstream__programme__slug=SLUG).delete()
    models.Item.objects.filter(programme__slug=SLUG).delete()
    models.Workstream.objects.filter(programme__slug=SLUG).delete()
    models.Programme.objects.filter(slug=SLUG).delete()
    models.Person.objects.filter(email__endswith="@calderbrook.example").delete()


def build(story: Any) -> None:
    """A month that was opened ten days ago and is due in three weeks."""
    clear()
    today = timezone.localdate()
    programme = factories.ProgrammeFactory(name="Calderbrook leads", slug=SLUG)
    for number in range(story.leads):
        branch = factories.WorkstreamFactory(
            programme=programme, position=number + 1, title=f"Workstream {number}"
        )
        lead = models.Person.objects.create(name=f"Lead {number}", email=address("lead", number))
        models.WorkstreamOwner.objects.create(workstream=branch, person=lead, lead=True)
    first = programme.workstreams.order_by("sort_key").first()
    for number in range(story.owners):
        owner = models.Person.objects.create(name=f"Owner {number}", email=address("owner", number))
        factories.own(factories.ItemFactory(workstream=first, percent=10), owner)
    months.open_period(
        programme=programme, month=today, opens_on=today - timedelta(days=10),
        deadline=instant(_in_working_days(15), timezone.now().astimezone(LONDON).time()),
        by=None, now=timezone.now(),
    )  # fmt: skip


def _in_working_days(number: int) -> Any:
    return add_working_days(timezone.localdate(), number, holidays=england())


def go_on(story: Any) -> None:
    """Two schedulers ask at once; when everybody was asked, the office brings the day forward."""
    if time.monotonic() > story.asked_at + BEAT:
        story.asked_at = time.monotonic()
        _ring_twice()
    if story.brought_forward or Nudge.objects.filter(step=STEPS[0]).count() < len(people(story)):
        return
    months.move_deadline(
        models.ReportingPeriod.objects.get(programme__slug=SLUG), due_on=_in_working_days(3),
        reason="The board meets early", by=story.sponsor, now=timezone.now(),
    )  # fmt: skip
    story.brought_forward = True


def _ring_twice() -> None:
    from celery import current_app

    for _ in range(2):
        with contextlib.suppress(Exception):  # the broker is away: asked again in a moment
            current_app.send_task("reports.tasks.chase", retry=False, ignore_result=True)


def settled(story: Any) -> bool:
    """Everybody was asked twice, and every mail has come to its end."""
    wanted = len(people(story)) * len(STEPS)
    if Nudge.objects.count() < wanted:
        return False
    return not Digest.objects.exclude(state__in=SETTLED).exists()


def broken(story: Any) -> Iterator[str]:
    """I2 to I4 and I8 of the mails of the chase, each breach in a sentence."""
    asked = Counter(Nudge.objects.values_list("email", "step"))
    wanted = Counter((one, step) for one in people(story) for step in STEPS)
    if asked != wanted:
        yield f"I2: asked {dict(asked)}, wanted {dict(wanted)}"
    received = Counter(mail.id for mail in story.sink.mails)
    for digest in Digest.objects.all():
        got = sum(n for name, n in received.items() if name.startswith(f"<digest-{digest.pk}."))
        yield from _of(digest, got)
        if digest.state == "unknown":
            story.unknown += 1
    heard = Counter(mail.to for mail in story.sink.mails if mail.id.startswith("<digest-"))
    for one, number in heard.items():
        if number > len(STEPS):
            yield f"I3: {one} was asked {number} times in {len(STEPS)} steps"


def _of(digest: Digest, got: int) -> Iterator[str]:
    if digest.state == "sent" and got != 1:
        yield f"I4: the mail to {digest.email} is sent, and {got} were received"
    if digest.state in ("refused", "failed", "cancelled") and got:
        yield f"I4: the mail to {digest.email} is {digest.state}, and {got} were received"
    if got > 1:
        yield f"I3: {digest.email} got one mail of the chase {got} times"
    if digest.state in ("failed", "cancelled"):
        yield f"the mail to {digest.email} is {digest.state}: {digest.reply}"
    if digest.state == "unknown" and not digest.reply:
        yield f"I8: the mail to {digest.email} is unknown without a word of why"
    chain = [(step.was, step.now) for step in digest.changes.order_by("pk")]
    led = [was for was, _ in chain[1:]] == [now for _, now in chain[:-1]]
    if not chain or not led or chain[-1][1] != digest.state:
        yield f"I8: the log of the mail to {digest.email} does not lead to {digest.state}: {chain}"
