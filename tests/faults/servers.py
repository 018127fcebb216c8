"""A PostgreSQL and a Redis of the rig's own, on free ports in a folder of its own."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import threading
import time
from pathlib import Path

PATIENCE = 30  # seconds for a server to answer
MISSING = "The fault rig starts a {0} of its own and finds none here: apt-get install postgresql redis-server"


def free_port() -> int:
    """A port nobody listens on just now."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


def wait(question, *, what: str) -> None:
    """Until a question is answered with yes; TimeoutError after half a minute."""
    deadline = time.monotonic() + PATIENCE
    while not question():
        if time.monotonic() > deadline:
            raise TimeoutError(f"{what} did not answer within {PATIENCE} s")
        time.sleep(0.05)


class PostgreSQL:
    """One cluster with fsync on, so that a kill means what it means in life."""

    def __init__(self, folder: Path) -> None:
        found = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"), reverse=True)
        beside = shutil.which("postgres")
        if not found and not beside:
            raise FileNotFoundError(MISSING.format("PostgreSQL"))
        self.programs = (Path(beside) if beside else found[0]).parent
        self.data, self.port = folder / "postgresql", free_port()
        self.log = folder / "postgresql.log"

    @property
    def url(self) -> str:
        return f"postgres://tracker@127.0.0.1:{self.port}/postgres"

    def create(self) -> None:
        """Makes the cluster and starts it."""
        self.data.mkdir()
        if os.geteuid() == 0:  # PostgreSQL refuses to run as root
            shutil.chown(self.data, "postgres", "postgres")
        self._run("initdb", "-D", self.data, "-U", "tracker", "-A", "trust", "--no-sync")
        with (self.data / "postgresql.conf").open("a") as settings:
            settings.write(
                f"port = {self.port}\nlisten_addresses = '127.0.0.1'\nmax_connections = 120\n"
                "unix_socket_directories = ''\nlog_min_messages = fatal\nshared_buffers = 64MB\n"
            )
        self.start()

    def start(self) -> None:
        """Starts it, after a kill too, and waits until it takes connections."""
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        self.server = subprocess.Popen(
            [*self._as_owner(), str(self.programs / "postgres"), "-D", str(self.data)],
            stdout=self.log.open("ab"), stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
        wait(self.answers, what="PostgreSQL")

    def answers(self) -> bool:
        import psycopg2

        try:
            psycopg2.connect(self.url).close()
        except psycopg2.OperationalError:
            return False
        return True

    def kill(self) -> None:
        """Every process of it at once, as a power cut does."""
        os.killpg(self.server.pid, signal.SIGKILL)
        self.server.wait()
        time.sleep(0.1)

    def read_only(self, on: bool) -> None:
        """What a full disk does to it: everything can be read, nothing written."""
        import psycopg2

        link = psycopg2.connect(self.url)
        link.autocommit = True
        with link.cursor() as cursor:
            cursor.execute("SET default_transaction_read_only = off")
            cursor.execute(
                f"ALTER SYSTEM SET default_transaction_read_only = {'on' if on else 'off'}"
            )
            cursor.execute("SELECT pg_reload_conf()")
        link.close()

    def hold(self, table: str, seconds: float) -> None:
        """Holds a table so that nobody else can even read it, for some seconds from now on."""
        import psycopg2

        link = psycopg2.connect(self.url)

        def hold() -> None:
            with link.cursor() as cursor:
                cursor.execute(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE")
                time.sleep(seconds)
            link.rollback()
            link.close()

        threading.Thread(target=hold, daemon=True).start()

    def stop(self) -> None:
        if self.server.poll() is None:
            self.kill()

    def _as_owner(self) -> list[str]:
        return (
            ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups"]
            if os.geteuid() == 0
            else []
        )

    def _run(self, program: str, *arguments: object) -> None:
        subprocess.run(
            [*self._as_owner(), str(self.programs / program), *map(str, arguments)],
            check=True, capture_output=True,
        )  # fmt: skip


class Redis:
    """A broker that keeps nothing on disk: restarted, it is empty."""

    def __init__(self, folder: Path) -> None:
        self.program = shutil.which("redis-server")
        if not self.program:
            raise FileNotFoundError(MISSING.format("Redis"))
        self.folder, self.port = folder, free_port()

    @property
    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        self.server = subprocess.Popen(
            [self.program, "--port", str(self.port), "--bind", "127.0.0.1", "--save", "",
             "--appendonly", "no", "--dir", str(self.folder)],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        wait(self.answers, what="Redis")

    def answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1) as line:
                line.sendall(b"PING\r\n")
                return line.recv(7).startswith(b"+PONG")
        except OSError:
            return False

    def kill(self) -> None:
        os.killpg(self.server.pid, signal.SIGKILL)
        self.server.wait()

    def empty(self) -> None:
        """Throws every message away."""
        self.say("FLUSHALL")

    def limit(self, more: int | None, policy: str = "noeviction") -> None:
        """Room for ``more`` bytes than it holds now, None for as much as there is; and what it does when
        that is used up: refuse, or throw something away."""
        used = 0 if more is None else self._used() + more
        self.say(f"CONFIG SET maxmemory-policy {policy}")
        self.say(f"CONFIG SET maxmemory {used}")

    def _used(self) -> int:
        for line in self.say("INFO memory").splitlines():
            if line.startswith("used_memory:"):
                return int(line.partition(":")[2])
        raise ValueError("Redis does not say how much it holds.")

    def say(self, words: str) -> str:
        """One command, and the beginning of the answer."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=5) as line:
            line.sendall(words.encode() + b"\r\n")
            return line.recv(65536).decode()

    def stop(self) -> None:
        if self.server.poll() is None:
            self.kill()
