"""Two real servers, the product and the bare views, each with two workers, and clients who ask them at once."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from threading import Thread


@dataclass
class Load:
    """What clients at once measured: answers a second, and how long each took."""

    seconds: float
    taken: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        return len(self.taken) / self.seconds

    def quantile(self, share: float) -> float:
        ordered = sorted(self.taken)
        return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


@contextmanager
def serving(settings: str) -> Iterator[int]:
    """A gunicorn with two workers on a free port, ready when this begins, gone when it ends."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "tracker.wsgi", "--workers=2", f"--bind=127.0.0.1:{port}",
         "--log-level=error"],
        env={**os.environ, "DJANGO_SETTINGS_MODULE": settings},
    )  # fmt: skip
    try:
        _wait(port)
        yield port
    finally:
        server.terminate()
        server.wait(20)


def _wait(port: int) -> None:
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("The server did not start.")


def ask(port: int, path: str, cookie: str, *, clients: int, seconds: float) -> Load:
    """So many clients, each asking again as soon as it is answered."""
    load, ends = Load(seconds), time.perf_counter() + seconds

    def client() -> None:
        while time.perf_counter() < ends:
            began = time.perf_counter()
            line = HTTPConnection("127.0.0.1", port, timeout=60)
            line.request("GET", path, headers={"Cookie": cookie, "Host": "testserver"})
            reply = line.getresponse()
            reply.read()
            line.close()
            if reply.status != 200:
                raise RuntimeError(f"{path}: {reply.status}")
            load.taken.append(time.perf_counter() - began)

    threads = [Thread(target=client) for _ in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return load
