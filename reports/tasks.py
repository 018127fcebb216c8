"""Celery tasks: an id in, one function called. The meaning is elsewhere; lost or doubled rings do no harm."""

from typing import Any

from celery import shared_task
from celery.signals import worker_process_init
from django.utils import timezone

from reports import deliver, publish, render
from reports import sweep as sweeping


@shared_task(name="reports.tasks.tick")
def tick() -> int:
    """Makes the editions that are due."""
    return len(publish.ensure_due(now=timezone.now()))


@shared_task(name="reports.tasks.sweep")
def sweep() -> int:
    """Rings again for what was lost."""
    return sweeping.sweep(now=timezone.now())


@shared_task(name="reports.tasks.render_edition")
def render_edition(pk: int) -> str:
    """Takes one edition as far as it goes without a person."""
    return publish.work(pk, clock=timezone.now)


@shared_task(name="reports.tasks.send_delivery")
def send_delivery(pk: int) -> str:
    """Sends one mail."""
    return deliver.send(pk, clock=timezone.now)


@worker_process_init.connect
def warm(**_: Any) -> None:
    """A worker loads the renderer before its first report, so that each report only forks it."""
    render.preload()
