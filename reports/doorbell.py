"""Ringing a worker. The broker is a doorbell: a lost ring costs a minute, until the sweep rings again,
and a broker that is down never breaks a write."""

import logging
from functools import partial

from celery import current_app
from django.db import transaction

logger = logging.getLogger(__name__)

CROWD = 500  # messages: whoever waits behind so many is not rung again


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


def crowded(task: str) -> bool:
    """Whether so many messages wait where ``task`` is rung that one more says nothing new.

    Rows are rung again each minute for as long as they wait. Without a worker for a day, or with a slow
    one, the broker would hold hundreds of thousands of rings, each of which is answered by a statement.
    A broker that does not say is not crowded.
    """
    try:
        queue = current_app.amqp.router.route({}, f"reports.tasks.{task}")["queue"]
        with current_app.connection_or_acquire() as link, link.channel() as channel:
            found: int = queue.bind(channel).queue_declare(passive=True).message_count
    except Exception as error:  # whatever the broker's client raises
        logger.info("The broker does not say what waits for %s: %s", task, error)
        return False
    return found >= CROWD
