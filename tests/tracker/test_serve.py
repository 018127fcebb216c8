"""`manage.py serve`: everything starts, whoever dies comes back, and nobody is left behind.

A real supervisor with its real children over a folder and ports of its own.
"""

from __future__ import annotations

import os
import signal
import smtplib
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings

SOON = 25.0  # seconds; each of these happens in a few


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def until(question: Callable[[], object], what: str) -> object:
    end = time.monotonic() + SOON
    while time.monotonic() < end:
        found = question()
        if found:
            return found
        time.sleep(0.1)
    raise AssertionError(f"not within {SOON:.0f} s: {what}")


class Served:
    """A running supervisor, what it said, and its children."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port, self.mail_port = folder, free_port(), free_port()
        self.log = folder / "said.txt"
        self.environment = {
            "PATH": os.environ["PATH"],
            "TRACKER_MODE": "embedded",
            "TRACKER_VAR": str(folder / "var"),
            "PORT": str(self.port),
            "MAIL_PORT": str(self.mail_port),
        }
        with self.log.open("wb") as said:
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "serve"],
                cwd=settings.BASE_DIR,
                env=self.environment,
                stdout=said,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
            )

    def said(self) -> str:
        return self.log.read_text("utf-8", "replace")

    def ended(self) -> bool:
        return self.process.poll() is not None

    def family(self) -> list[int]:
        """Every living process that carries this folder in its environment, the supervisor left out."""
        mark = f"TRACKER_VAR={self.folder / 'var'}".encode()
        found = []
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit() and int(entry.name) != self.process.pid:
                try:
                    zombie = b"\nState:\tZ" in (entry / "status").read_bytes()
                    if not zombie and mark in (entry / "environ").read_bytes().split(b"\0"):
                        found.append(int(entry.name))
                except OSError:
                    continue
        return found

    def child(self, words: str) -> int | None:
        """The direct child of the supervisor with these words in its command."""
        for pid in self.family():
            try:
                parent = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
                command = Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
            except OSError:
                continue
            if parent == self.process.pid and words in command:
                return pid
        return None

    def get(self, path: str) -> int:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=30) as reply:
                return int(reply.status)
        except OSError:
            return 0


@pytest.fixture
def served(tmp_path) -> Iterator[Served]:
    running = Served(tmp_path)
    try:
        until(
            lambda: "The tracker runs at" in running.said() or running.ended(),
            "an address is printed",
        )
        assert not running.ended(), running.said()
        yield running
    finally:
        for pid in [running.process.pid, *running.family()]:
            if running.process.poll() is None or pid != running.process.pid:
                try:
                    os.kill(pid, signal.SIGKILL)
                except ProcessLookupError:
                    continue
        running.process.wait()


def test_everything_starts_comes_back_and_stops(served):
    assert f"http://127.0.0.1:{served.port}/" in served.said()
    assert served.get("/health/ready") == 200
    until(lambda: served.get("/sign-in/") == 200, "a page is answered")

    # The local catcher keeps a mail before it says yes.
    until(lambda: served.child("catch_mail"), "the catcher is there")
    with until(lambda: smtp(served.mail_port), "the catcher answers") as server:
        server.sendmail(
            "office@calderbrook.example",
            ["slt@calderbrook.example"],
            "Subject: Report\r\n\r\nPage 1.\r\n",
        )
        kept = list((served.folder / "var" / "mail").glob("*.eml"))
    assert len(kept) == 1
    assert b"Delivered-To: slt@calderbrook.example" in kept[0].read_bytes()

    # A second supervisor over the same folder refuses.
    second = subprocess.run(
        [sys.executable, "manage.py", "serve"], cwd=settings.BASE_DIR, env=served.environment,
        capture_output=True, text=True, timeout=SOON, check=False,
    )  # fmt: skip
    assert second.returncode != 0
    assert "already runs" in second.stderr

    # A child that is killed is announced and started again.
    worker = until(lambda: served.child(" worker "), "the worker is there")
    os.kill(worker, signal.SIGKILL)
    until(
        lambda: "worker was killed by SIGKILL; it starts again" in served.said(),
        "the death is told",
    )
    again = until(lambda: served.child(" worker "), "the worker is there again")
    assert again != worker

    # Told to stop, it stops all of them and leaves with 0.
    served.process.send_signal(signal.SIGTERM)
    assert served.process.wait(SOON) == 0
    assert served.said().rstrip().endswith("stopped.")
    assert served.family() == []


def test_nobody_outlives_a_supervisor_that_is_killed(served):
    until(
        lambda: served.child("gunicorn") and served.child(" worker ") and served.child(" beat "),
        "all are there",
    )
    assert len(served.family()) >= 4
    served.process.kill()
    served.process.wait()
    until(lambda: served.family() == [], "the children are gone")


def test_a_taken_port_is_a_sentence(tmp_path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = subprocess.run(
            [sys.executable, "manage.py", "serve"], cwd=settings.BASE_DIR, capture_output=True, text=True,
            timeout=SOON, check=False,
            env={
                "PATH": os.environ["PATH"], "TRACKER_VAR": str(tmp_path),
                "PORT": str(port), "MAIL_PORT": str(free_port()),
            },
        )  # fmt: skip
    assert done.returncode != 0
    assert f"Port {port} cannot be used" in done.stderr
    assert "PORT=" in done.stderr and "Traceback" not in done.stderr


def smtp(port: int) -> smtplib.SMTP | None:
    try:
        return smtplib.SMTP("127.0.0.1", port, timeout=5)
    except OSError:
        return None
