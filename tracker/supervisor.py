"""Keeps a handful of child processes running and lets none outlive it.

One thread: it reads the children's output, prefixes each line, restarts whoever dies (waiting longer each time), and on
SIGTERM or SIGINT stops all of them. Each child is in a session of its own, so that Ctrl-C reaches this process only,
and carries a parent-death signal, so that the kernel stops it when this process is killed outright.
"""

import contextlib
import ctypes
import os
import selectors
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

LIBC = ctypes.CDLL(None, use_errno=True)
PR_SET_PDEATHSIG = 1
LONGEST_WAIT = 30.0  # seconds between two restarts of a child that keeps dying
HEALTHY_AFTER = 60.0  # seconds after which a child counts as well again
PATIENCE = 10.0  # seconds for a child to stop by itself


@dataclass
class Child:
    """One process to keep running: its name in front of its lines, its command, its own variables."""

    name: str
    command: Sequence[str]
    variables: Mapping[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None
    started: float = 0.0
    wait: float = 1.0
    start_at: float = 0.0  # on the monotonic clock
    rest: bytes = b""  # an unfinished line

    @property
    def running(self) -> bool:
        return self.process is not None


def tie_to(parent: int) -> Callable[[], None]:
    """What the new child does before it becomes its command: ask for SIGTERM when `parent` dies."""

    def tie() -> None:
        if sys.platform == "linux":
            LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
            if os.getppid() != parent:  # it died between fork and prctl
                os._exit(1)

    return tie


class Supervisor:
    """Runs until told to stop; `say` writes one line for the person at the terminal."""

    def __init__(self, children: Sequence[Child], say: Callable[[str], None], folder: Path) -> None:
        self.children = list(children)
        self.say = say
        self.folder = folder  # where the children run
        self.stopping = False
        self.selector = selectors.DefaultSelector()

    def run(self, each_moment: Callable[[], None] = lambda: None) -> None:
        """Start everybody and return after a stop signal, when nobody is left. `each_moment` is called often."""
        reader, writer = os.pipe()
        os.set_blocking(reader, False)
        os.set_blocking(writer, False)
        signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            if signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, self._told_to_stop)
        signal.signal(signal.SIGCHLD, lambda *_: None)  # only wakes the loop
        self.selector.register(reader, selectors.EVENT_READ)
        while not self.stopping:
            self._start_who_is_due()
            self._listen(0.5)
            self._notice_deaths()
            each_moment()
        self._stop_everybody()

    def _told_to_stop(self, *_: object) -> None:
        self.stopping = True

    def _start_who_is_due(self) -> None:
        now = time.monotonic()
        for child in self.children:
            if child.running or now < child.start_at:
                continue
            child.process = subprocess.Popen(
                child.command,
                env={**os.environ, **child.variables},
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=tie_to(os.getpid()),
            )
            child.started = now
            output = self._output(child)
            os.set_blocking(output.fileno(), False)
            self.selector.register(output, selectors.EVENT_READ, child)

    def _listen(self, seconds: float) -> None:
        for key, _ in self.selector.select(seconds):
            if isinstance(key.data, Child):
                self._pass_on(key.data)
            else:
                os.read(key.fd, 4096)

    def _pass_on(self, child: Child) -> None:
        try:
            read = os.read(self._output(child).fileno(), 65536)
        except BlockingIOError:
            return
        if not read:
            self.selector.unregister(self._output(child))
        *lines, child.rest = (child.rest + read).split(b"\n")
        for line in lines:
            self.say(f"{child.name:<6} | {line.decode('utf-8', 'replace').rstrip()}")

    def _notice_deaths(self) -> None:
        for child in self.children:
            if child.process is None or child.process.poll() is None:
                continue
            code = self._bury(child)
            lived = time.monotonic() - child.started
            child.wait = 1.0 if lived > HEALTHY_AFTER else child.wait
            child.start_at = time.monotonic() + child.wait
            how = (
                f"was killed by {signal.Signals(-code).name}"
                if code < 0
                else f"ended with exit code {code}"
            )
            self.say(
                f"{child.name:<6} | *** {child.name} {how}; it starts again in {child.wait:.0f} s ***"
            )
            child.wait = min(child.wait * 2, LONGEST_WAIT)

    def _bury(self, child: Child) -> int:
        """Read its last words, end what it left in its session, and give its exit code."""
        process = child.process
        assert process is not None  # noqa: S101
        output = self._output(child)
        if output in self.selector.get_map():
            self._pass_on(child)
        if output in self.selector.get_map():
            self.selector.unregister(output)
        output.close()
        self._signal(child, signal.SIGKILL)
        child.process = None
        return process.wait()

    def _stop_everybody(self) -> None:
        living = [child for child in self.children if child.running]
        for child in living:
            if child.process:
                child.process.terminate()
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and any(
            c.process and c.process.poll() is None for c in living
        ):
            self._listen(0.1)
        for child in living:
            if child.process and child.process.poll() is None:
                self.say(f"{child.name:<6} | *** {child.name} does not stop; it is killed ***")
                self._signal(child, signal.SIGKILL)
            self._bury(child)

    @staticmethod
    def _signal(child: Child, number: int) -> None:
        """To the child and all that it started (its session is a process group of its own)."""
        if child.process:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(child.process.pid, number)

    @staticmethod
    def _output(child: Child) -> IO[bytes]:
        if child.process is None or child.process.stdout is None:
            raise RuntimeError(f"{child.name} was not started.")
        return child.process.stdout
