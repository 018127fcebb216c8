"""The local mail catcher, one child of `serve`."""

import asyncio
import contextlib
import signal
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from tracker import mailbox


class Command(BaseCommand):
    help = "Receive mail on this machine and keep it under /mail/; nothing goes out."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.MAIL_FOLDER is None:
            raise CommandError("EMAIL_URL is set: mail goes to that server and is not caught here.")
        with contextlib.suppress(asyncio.CancelledError):
            asyncio.run(self.catch(Path(settings.MAIL_FOLDER), settings.MAIL_PORT))

    async def catch(self, folder: Path, port: int) -> None:
        work = asyncio.current_task()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, lambda: work and work.cancel())
        await mailbox.catch(folder, port)
