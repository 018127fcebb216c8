"""The whole tracker on one machine: web, worker, beat and the local mail catcher, until Ctrl-C."""

import fcntl
import os
import signal
import socket
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection

from tracker.supervisor import Child, Supervisor
from workstreams.demo.cast import sign_in_lines


class Command(BaseCommand):
    help = "Start web, worker, beat and the local mail catcher, and keep them running."
    # The children check themselves; a database that is not there yet is no reason not to start them.

    def handle(self, *args: Any, **options: Any) -> None:
        lock = self.only_one()
        for name, port in self.ports():
            refuse_taken(name, port)
        self.announced = False
        self.began = time.monotonic()
        self.next_look = 0.0
        Supervisor(list(children()), self.say, settings.BASE_DIR).run(each_moment=self.announce)
        self.say("stopped.")
        lock.close()

    def say(self, line: str) -> None:
        try:
            sys.stdout.write(line + "\n")
            sys.stdout.flush()
        except BrokenPipeError:  # nobody listens any more: as if told to stop
            sys.stdout = open(os.devnull, "w")  # noqa: SIM115  until the end
            os.kill(os.getpid(), signal.SIGTERM)

    def only_one(self) -> IO[str]:
        """Two supervisors over one folder would do everything twice."""
        lock = open(Path(settings.VAR) / "serve.lock", "w")  # noqa: SIM115  held as long as the process lives
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise CommandError(
                f"The tracker already runs over {settings.VAR}: stop it first, or set TRACKER_VAR to another folder."
            ) from None
        return lock

    def ports(self) -> Iterator[tuple[str, int]]:
        yield "PORT", settings.PORT
        if settings.MAIL_FOLDER is not None:
            yield "MAIL_PORT", settings.MAIL_PORT

    def announce(self) -> None:
        """Once, when the first page is answered: the address, and who may sign in to the demonstration."""
        if self.announced or time.monotonic() < self.next_look:
            return
        self.next_look = time.monotonic() + 0.3
        if not answers(f"http://127.0.0.1:{settings.PORT}/health/live"):
            return
        self.announced = True
        self.say(
            f"\nThe tracker runs at {settings.SITE_URL}/ (started in {time.monotonic() - self.began:.0f} s)"
        )
        for line in sign_ins():
            self.say(line)
        if settings.MAIL_FOLDER is not None:
            self.say(
                f"Mail stays on this machine: {settings.SITE_URL}/mail/. Ctrl-C stops everything.\n"
            )


def children() -> Iterator[Child]:
    """Who runs. Each reads the same environment as this process."""
    python = [sys.executable, "-m"]
    calm = {"PYTHONUNBUFFERED": "1", "DJANGO_SETTINGS_MODULE": "tracker.settings"}
    web = (
        "gunicorn tracker.wsgi:application --worker-class gthread --workers 2 --threads 4 --timeout 60 "
        "--graceful-timeout 5 --no-control-socket --log-level warning --bind"
    )
    yield Child("web", [*python, *web.split(), f"{settings.HOST}:{settings.PORT}"], calm)
    worker = (
        "celery -A tracker --quiet worker --pool prefork --concurrency 1 --queues default,render,mail "
        "--without-gossip --without-mingle --loglevel WARNING"
    )
    private = {
        # kombu moves each message through the temporary folder while reading it: a private one.
        "TMPDIR": str(settings.WORK_FOLDER),
        # In a container of one's own, root is who there is.
        "PYTHONWARNINGS": "ignore:You're running the worker with superuser",
    }
    yield Child("worker", [*python, *worker.split()], calm | private)
    beat = "celery -A tracker --quiet beat --loglevel WARNING --pidfile"
    yield Child("beat", [*python, *beat.split(), ""], calm)
    if settings.MAIL_FOLDER is not None:
        yield Child("mail", [sys.executable, "manage.py", "catch_mail"], calm)


def refuse_taken(name: str, port: int) -> None:
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((settings.HOST if name == "PORT" else "127.0.0.1", port))
        except OSError as error:
            raise CommandError(
                f"Port {port} cannot be used ({error.strerror}): choose another, {name}={port + 10} make run."
            ) from None


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address, timeout=2) as reply:  # noqa: S310  our own address
            return bool(reply.status == 200)
    except OSError:
        return False


def sign_ins() -> list[str]:
    """Lines “sign in: EMAIL PASSWORD ROLE” for the demonstration accounts that exist; none in real use."""
    if settings.PRODUCTION:
        return []
    try:
        known = set(get_user_model().objects.values_list("email", flat=True))
    except DatabaseError:
        return []
    finally:
        connection.close()  # no child inherits it
    return [line for line in sign_in_lines() if line.split()[2] in known]
