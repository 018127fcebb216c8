"""Celery tasks of the plan: each fetches nothing itself and calls one verb."""

from celery import shared_task
from django.utils import timezone

from workstreams.actions.rating import rerate
from workstreams.models import Programme


@shared_task(name="workstreams.tasks.rerate")
def rerate_all() -> int:
    """Rates every programme again as at today, one transaction each; how many ratings changed."""
    today = timezone.localdate()
    return sum(rerate(programme, today=today) for programme in Programme.objects.order_by("pk"))
