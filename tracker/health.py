"""Is the process alive, and can it do its work? For the proxy, the orchestrator and the supervisor."""

import logging

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from kombu.exceptions import OperationalError

from reports import heartbeat
from reports.backlog import backlog
from tracker.celery import app
from workstreams.access import public

logger = logging.getLogger(__name__)


@public
@never_cache
@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """200 as long as the process answers; asks nothing of anybody else."""
    return HttpResponse("alive\n", content_type="text/plain")


@public
@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """200 when database and broker answer within seconds, else 503 with which of them does not."""
    found = {"database": database_answers(), "broker": broker_answers()}
    words = {name: "answers" if answers else "does not answer" for name, answers in found.items()}
    return JsonResponse(words, status=200 if all(found.values()) else 503)


@public
@never_cache
@require_safe
def scheduler(request: HttpRequest) -> JsonResponse:
    """200 while the scheduler ticks and workers take what there is; 503 once it is silent for a quarter of
    an hour or work waits for half an hour. For whoever is woken by it: pages work without the scheduler,
    so the proxy does not ask here."""
    now = timezone.now()
    silence, waits = heartbeat.silent(now=now), backlog(now=now)
    words = {"scheduler": silence or "ticks", "work": waits or "is taken"}
    return JsonResponse(words, status=503 if silence or waits else 200)


def database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            return cursor.fetchone() == (1,)
    except DatabaseError:
        logger.exception("The database does not answer.")
        return False


def broker_answers() -> bool:
    try:
        with app.connection_for_write() as broker:
            broker.ensure_connection(max_retries=1, timeout=2, interval_start=0, interval_step=0)
        return True
    except (OperationalError, OSError):
        logger.exception("The broker does not answer.")
        return False
