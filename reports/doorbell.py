"""Rings the worker after the commit. The broker is a doorbell: what it loses, the sweep rings again.

So a broker that is down costs a page two seconds at most and nothing else: no exception leaves here.
"""

import logging
from typing import Any

from celery import Task
from django.db import transaction
from kombu.exceptions import OperationalError

logger = logging.getLogger(__name__)


def ring(task: "Task[Any, Any]", *ids: int) -> None:
    """Queue `task` with row ids, once the current transaction is committed (now, when there is none)."""
    transaction.on_commit(lambda: _ring(task, ids), robust=True)


def _ring(task: "Task[Any, Any]", ids: tuple[int, ...]) -> None:
    try:
        task.apply_async(args=ids)
    except (OperationalError, OSError) as error:
        logger.warning("The broker does not answer (%s): %s%s waits for the sweep.", error, task.name, ids)
