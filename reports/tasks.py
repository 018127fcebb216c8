"""Celery tasks: an id in, one function called. The meaning is elsewhere; lost or doubled rings do no harm."""

from typing import Any

from celery import shared_task
from celery.signals import worker_init
from django.urls import reverse

from reports import broker, chase, deliver, heartbeat, integrity, publish, ready
from reports import sweep as sweeping
from reports.clock import shared_now, skew
from reports.publish.work import holder
from workstreams.dates.bank_holidays import england


@shared_task(name="reports.tasks.tick")
def tick() -> int:
    """Makes the editions that are due."""
    now = shared_now()
    made = len(publish.ensure_due(now=now))
    heartbeat.beat(heartbeat.TICK, now=now, made=made)
    return made


@shared_task(name="reports.tasks.sweep")
def sweep() -> int:
    """Rings again for what was lost."""
    now = shared_now()
    rung = sweeping.sweep(now=now)
    heartbeat.beat(heartbeat.SWEEP, now=now, rung=rung)
    heartbeat.note_clock(holder(), now=now, ahead=skew())
    if policy := broker.evicting():
        heartbeat.beat(heartbeat.BROKER, now=now, policy=policy)
    return rung


@shared_task(name="reports.tasks.notice_dead")
def notice_dead() -> int:
    """Sees which workers died while they handed a mail over."""
    return sweeping.notice_dead(now=shared_now())


@shared_task(name="reports.tasks.look_after")
def look_after() -> int:
    """Reads what was issued against its hashes; how much is wrong."""
    now = shared_now()
    found = integrity.check(now=now)
    heartbeat.beat(heartbeat.INTEGRITY, now=now, **found.figures())
    return len(found.wrong)


@shared_task(name="reports.tasks.render_edition")
def render_edition(pk: int) -> str:
    """Takes one edition as far as it goes without a person."""
    return publish.work(pk, clock=shared_now)


@shared_task(name="reports.tasks.send_delivery")
def send_delivery(pk: int) -> str:
    """Sends one mail."""
    return deliver.send(pk, clock=shared_now)


@shared_task(name="reports.tasks.chase")
def ask() -> int:
    """Makes the mails to those of whom something is wanted."""
    return len(chase.ask(now=shared_now()))


@shared_task(name="reports.tasks.send_digest")
def send_digest(pk: int) -> str:
    """Sends one of them."""
    return chase.send(pk, clock=shared_now)


@worker_init.connect
def warm(**_: Any) -> None:
    """A worker loads what jobs need before it has processes of its own: they share it, and a process that
    takes the place of another begins at once. The first tick of a process that loads it itself takes 1.4 s."""
    ready.preload()
    england()
    reverse("home")
