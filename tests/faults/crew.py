"""Workers and schedulers: real Celery processes, forked from one that has everything loaded.

Loading Django, Celery and WeasyPrint costs a second of processor time; a thousand runs would pay it
several thousand times. The nursery pays it once. `python -m tests.faults.crew` is the nursery: it
reads one line for each process wanted and answers with its number.
"""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from importlib import import_module
from pathlib import Path

#: What Celery loads only when a worker or a scheduler starts.
LOADED_LATE = (
    "celery.bin.celery", "celery.bin.worker", "celery.bin.beat", "celery.apps.worker", "celery.apps.beat",
    "celery.worker.components", "celery.worker.consumer", "celery.worker.strategy", "celery.worker.control",
    "celery.concurrency.prefork", "celery.app.amqp", "celery.app.log", "celery.backends.redis", "billiard.popen_fork",
    "billiard.synchronize", "billiard.sharedctypes", "billiard.heap",
    "kombu.transport.redis",
)  # fmt: skip


class Crew:
    """The processes of a run, each the leader of its own group."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.log = folder, folder / "crew.log"
        self.usual_log = self.log
        self.groups: list[int] = []
        self.kills = 0
        self.nursery = subprocess.Popen(
            [sys.executable, "-W", "ignore", "-m", "tests.faults.crew"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert self.nursery.stdout is not None
        if self.nursery.stdout.readline().strip() != "ready":
            raise RuntimeError("The process that workers are forked from did not start.")

    def worker(self, *, concurrency: int = 1, skew: float = 0) -> int:
        """A worker of all queues."""
        return self._fork(
            ["worker", "--pool", "prefork", "--concurrency", str(concurrency), "--queues",
             "default,render,mail", "--hostname", f"w{len(self.groups)}-{time.monotonic_ns()}@rig",
             "--without-gossip", "--without-mingle", "--without-heartbeat", "--loglevel", "WARNING"],
            FAULTS_SKEW=str(skew),
        )  # fmt: skip

    def beat(self) -> int:
        """A scheduler; there should be one, there may be two."""
        kept = self.folder / f"beat-{time.monotonic_ns()}"
        return self._fork(
            ["beat", "--pidfile", "", "--schedule", str(kept), "--loglevel", "WARNING"]
        )

    def _fork(self, command: list[str], **environment: str) -> int:
        assert self.nursery.stdin is not None
        assert self.nursery.stdout is not None
        self.nursery.stdin.write(json.dumps([command, str(self.log), environment]) + "\n")
        self.nursery.stdin.flush()
        group = int(self.nursery.stdout.readline())
        self.groups.append(group)
        return group

    def alive(self, group: int) -> bool:
        try:
            os.kill(group, 0)
        except ProcessLookupError:
            return False
        return True

    def kill(self, group: int, number: int = signal.SIGKILL) -> None:
        """One worker with all its children, or a polite word to its parent alone."""
        with contextlib.suppress(ProcessLookupError):
            if number == signal.SIGKILL:
                os.killpg(group, number)
            else:
                os.kill(group, number)
            self.kills += 1

    def dismiss(self) -> None:
        """The end of a run: nobody is left."""
        for group in self.groups:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(group, signal.SIGKILL)
        for group in self.groups:
            while self.alive(group):
                time.sleep(0.01)
        self.groups.clear()
        self.log = self.usual_log

    def close(self) -> None:
        self.dismiss()
        self.nursery.kill()
        self.nursery.wait()


def nursery() -> None:
    """Reads [command, log, environment] lines; forks; answers with the number of the child."""
    import django

    os.environ["FAULTS_WORKER"] = "yes"  # who is injured at the points; the rig itself is not
    os.environ["CELERY_SKIP_CHECKS"] = "true"  # nothing has changed since the last process
    django.setup()
    from django.db import connections

    from reports.tasks import warm
    from tracker.celery import app

    app.finalize()
    warm()  # as a worker does before it has processes of its own
    for module in LOADED_LATE:
        import_module(module)
    connections.close_all()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the dead are not kept
    print("ready", flush=True)
    for line in sys.stdin:
        command, log, environment = json.loads(line)
        child = os.fork()
        if child:
            print(child, flush=True)
            continue
        os.setsid()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        with open(log, "ab") as out, open(os.devnull) as nothing:
            os.dup2(nothing.fileno(), 0)
            os.dup2(out.fileno(), 1)
            os.dup2(out.fileno(), 2)
        os.environ.update(environment)
        from tests.faults import points

        points.shift_clock()
        try:
            app.start(["--quiet", *command])  # as everywhere: see docker-compose.yml
        finally:
            os._exit(0)


if __name__ == "__main__":
    nursery()
