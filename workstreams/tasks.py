"""Celery tasks of the plan: each fetches nothing itself and calls one verb."""

from celery import shared_task
from django.utils import timezone

from workstreams.actions import period_clock
from workstreams.actions.rating import rerate
from workstreams.actions.reminders import tell_due
from workstreams.models import Programme
from workstreams.plan import kept


@shared_task(name="workstreams.tasks.rerate")
def rerate_all() -> int:
    """Rates every programme again as at today, one transaction each; how many ratings changed."""
    today = timezone.localdate()
    kept.prune()
    return sum(rerate(programme, today=today) for programme in Programme.objects.order_by("pk"))


@shared_task(name="workstreams.tasks.keep_periods")
def keep_periods() -> int:
    """Opens and closes the months whose time has come; how many."""
    return sum(map(len, period_clock.keep_periods(now=timezone.now())))


@shared_task(name="workstreams.tasks.remind")
def remind() -> int:
    """Tells whoever asked to be reminded today; running twice tells nobody twice. How many were told."""
    return tell_due(today=timezone.localdate(), now=timezone.now())
