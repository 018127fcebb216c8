"""A web server of the product over its own socket, and a reader who asks for the dashboard."""

from __future__ import annotations

import http.client
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

PAGES = 60  # at least so many for a figure
MOST = 600
PAUSE = 0.05  # a reader reads: without a pause the readers alone fill a core


def slow_answer(times: list[float]) -> float:
    """The time that 95 of 100 answers keep."""
    return sorted(times)[int(len(times) * 0.95) - 1]


class Web:
    """Two gunicorn workers, and one reader who asks for the dashboard again and again."""

    def __init__(self, programme: Any) -> None:
        from django.conf import settings
        from django.contrib.sessions.backends.db import SessionStore

        from tests.faults.servers import free_port, wait
        from tracker.accounts.models import User

        self.port, self.path = free_port(), f"/programmes/{programme.slug}/"
        self.server = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "tracker.wsgi", "--workers", "2", "--bind",
             f"127.0.0.1:{self.port}", "--log-level", "error"],
        )  # fmt: skip
        user = User.objects.filter(is_superuser=True).first()
        assert user is not None
        session = SessionStore()
        session["_auth_user_id"] = str(user.pk)
        session["_auth_user_backend"] = "django.contrib.auth.backends.ModelBackend"
        session["_auth_user_hash"] = user.get_session_auth_hash()
        session.create()
        self.cookie = f"{settings.SESSION_COOKIE_NAME}={session.session_key}"
        wait(self._answers, what="gunicorn")
        for _ in range(10):
            self.ask()

    def _answers(self) -> bool:
        try:
            self.ask()
        except OSError:
            return False
        return True

    def ask(self) -> float:
        """One page; milliseconds until its last byte."""
        began = time.perf_counter()
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        line.request("GET", self.path, headers={"Cookie": self.cookie, "Host": "localhost"})
        reply = line.getresponse()
        reply.read()
        line.close()
        if reply.status != 200:
            raise RuntimeError(
                f"The dashboard answered {reply.status} ({reply.headers.get('Location', '')})."
            )
        return (time.perf_counter() - began) * 1000

    def times(self, while_: Callable[[], bool] = lambda: False) -> list[float]:
        """At least PAGES of them, and more for as long as it is wanted."""
        found: list[float] = []
        while len(found) < PAGES or (while_() and len(found) < MOST):
            found.append(self.ask())
            time.sleep(PAUSE)
        return found

    def close(self) -> None:
        self.server.terminate()
        self.server.wait()
