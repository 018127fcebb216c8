"""Whether what runs by itself runs: for the health check of a container, or a person at the terminal."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from reports import heartbeat
from reports.backlog import backlog


class Command(BaseCommand):
    """Ends with an error when the scheduler is silent, or work waits too long for a worker."""

    help = "Says whether the scheduler ticks and the workers take what there is."

    def handle(self, *args: Any, **options: Any) -> None:
        """The same question as /health/scheduler, without a web process between."""
        now = timezone.now()
        wrong = " ".join(filter(None, (heartbeat.silent(now=now), backlog(now=now))))
        if wrong:
            raise CommandError(wrong)
        self.stdout.write("The scheduler ticks, and work is taken.")
