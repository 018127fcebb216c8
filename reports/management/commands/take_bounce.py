"""`take_bounce < notice.eml`: what a mail system pipes the bounces of the sender's address into."""

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from reports import deliver


class Command(BaseCommand):
    help = (
        "Reads one delivery status notification from standard input and marks its mail as bounced."
    )

    def handle(self, *_: Any, **__: Any) -> None:
        self.stdout.write(deliver.take_notice(sys.stdin.buffer.read(), now=timezone.now()))
