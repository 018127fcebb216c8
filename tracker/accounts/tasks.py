"""Mailing a link. The request only rings, so that it takes as long for an address that nobody has."""

from __future__ import annotations

import logging

from celery import current_app, shared_task

from tracker.accounts import links
from tracker.accounts.models import User

logger = logging.getLogger(__name__)
TRIES = 5


@shared_task(name="tracker.accounts.tasks.mail_link", bind=True, max_retries=TRIES)
def mail_link(self, pk: int) -> bool:
    """Mails the user a link to set a password; whether it went. Nothing for 0 or a shut account."""
    user = User.objects.filter(pk=pk, is_active=True).first()
    if user is None:
        return False
    try:
        links.mail(user)
    except OSError as error:
        raise self.retry(exc=error, countdown=60) from error
    return True


def ring(pk: int) -> bool:
    """Asks a worker to mail a link; whether the broker took it. 0 asks for nothing, as long as for somebody."""
    try:
        current_app.send_task(
            "tracker.accounts.tasks.mail_link", args=(pk,), retry=False, ignore_result=True
        )
    except Exception as error:  # whatever the broker's client raises
        logger.warning("The broker did not take a link to mail (%s).", error)
        return False
    return True
