"""Ringing a worker. The broker is a doorbell: a lost ring costs a minute, until the sweep rings again,
and a broker that is down never breaks a write."""

import logging
from functools import partial

from celery import current_app
from django.db import transaction

logger = logging.getLogger(__name__)


def ring(task: str, pk: int) -> None:
    """Asks a worker for ``task`` on row ``pk``, once the row is really there."""
    transaction.on_commit(partial(_publish, task, pk), robust=True)


def _publish(task: str, pk: int) -> None:
    try:
        current_app.send_task(f"reports.tasks.{task}", args=(pk,), retry=False, ignore_result=True)
    except Exception as error:  # whatever the broker's client raises: the sweep will ring again
        logger.warning(
            "The broker did not take %s %s (%s); the sweep will ring again.", task, pk, error
        )
