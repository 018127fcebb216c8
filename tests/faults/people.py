"""What people do while a run goes on: approve, replace, edit the list and the plan, press a button too often."""

from __future__ import annotations

import contextlib
import threading
import time
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from reports import publish
from reports.models import Edition, Snapshot
from workstreams.models import BoardRecipient, Item


def act(story: Any, once: dict[str, bool]) -> None:
    """The sponsor approves; the office replaces, edits the list, tries to delete."""
    story.seen.update(
        {k: v for k, v in Snapshot.objects.values_list("pk", "sha256") if k not in story.seen}
    )
    ready = Edition.objects.filter(state__in=("ready", "held"))
    for edition in ready:
        if story.leavers:
            _change_list(story, edition)
        if once["delete"]:
            once["delete"] = False
            with contextlib.suppress(ProtectedError):
                edition.board.delete()
        try:
            publish.approve(edition, by=story.sponsor, now=timezone.now())
        except publish.Refused:
            continue
    if once["replace"]:
        running = Edition.objects.filter(state__in=("sending", "sent"), version=1).first()
        if running:
            once["replace"] = False
            _two_tabs(story, running)
    if story.lose_finals:
        for edition in Edition.objects.filter(state__in=("final", "sending")):
            Path(edition.final.path).unlink(missing_ok=True)


def _change_list(story: Any, edition: Edition) -> None:
    """The first reader leaves, another joins."""
    number = int(edition.board.name.split()[1])
    BoardRecipient.objects.filter(
        board=edition.board, email=story.address(number, 0), active=True
    ).update(active=False)
    BoardRecipient.objects.get_or_create(
        board=edition.board, email=story.address(number, story.readers),
        defaults={"name": f"Reader {story.readers}"},
    )  # fmt: skip


def _two_tabs(story: Any, edition: Edition) -> None:
    def tab() -> None:
        try:
            publish.reissue(
                Edition.objects.get(pk=edition.pk), by=story.sponsor, now=timezone.now(),
                note="A date was wrong.", fresh_facts=False,
            )  # fmt: skip
        except publish.Refused:
            pass
        finally:
            connection.close()

    tabs = [threading.Thread(target=tab) for _ in range(2)]
    for each in tabs:
        each.start()
    for each in tabs:
        each.join()


def edit(stop: threading.Event) -> None:
    """Moves percent between two items; their sum is 100 in every state of the plan."""
    first, second = Item.objects.order_by("pk").values_list("pk", flat=True)[:2]
    percent = 50
    while not stop.is_set():
        percent = (percent + 7) % 101
        with transaction.atomic():
            Item.objects.filter(pk=first).update(percent=percent)
            Item.objects.filter(pk=second).update(percent=100 - percent)
        time.sleep(0.01)
    connection.close()


def ring(story: Any) -> None:
    """Twenty of the same message, for everything there is."""
    from celery import current_app

    for _ in range(story.storm):
        current_app.send_task("reports.tasks.tick")
        current_app.send_task("reports.tasks.sweep")
        for pk in Edition.objects.values_list("pk", flat=True):
            current_app.send_task("reports.tasks.render_edition", args=(pk,))
