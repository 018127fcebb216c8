"""Document -> PDF. Sees the snapshot and its imprint only; has no network, a memory limit and a deadline.

What every report needs is loaded once in this process (``ready``); each report is rendered in a child
forked from it, so that no report can hurt the worker, and nothing of one report stays for the next.
"""

import gc
import hashlib
import json
import os
import resource
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from select import select
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string

from reports import ready
from reports.document import Document
from reports.printed import words_of
from reports.ready import RenderError
from reports.shapes import shape_of

HEAD = 9  # bytes before an answer: its kind, its length


class RenderKilled(Exception):
    """The renderer was stopped: too long, too much memory, or killed. Another attempt may do better."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished file."""

    content: bytes
    sha256: str
    pages: int
    words: str = ""  # all that its pages say, in the order they are read


def digest(content: bytes) -> str:
    """SHA-256 as 64 hexadecimal digits."""
    return hashlib.sha256(content).hexdigest()


def html(document: Document) -> str:
    """The report as one HTML page, with the print marks."""
    shape = shape_of(document.kind)
    context = {"document": document, "body": shape.body(document), "medium": "print"}
    return render_to_string(shape.paper, context)


def pdf(document: Document) -> Rendered:
    """The report as a tagged PDF/UA-1. RenderError, or RenderKilled, with a sentence."""
    styles = ready.styles(ready.sheet(shape_of(document.kind).styles))
    return made(
        lambda: _write(html(document), styles), seconds=_setting("REPORT_RENDER_SECONDS", 120)
    )


def pdf_of(page: str, sheet: str, *, seconds: float) -> Rendered:
    """A page that is ready as HTML, under the same limits and with the same closed fetcher."""
    styles = ready.styles(sheet)
    return made(lambda: _write(page, styles), seconds=seconds)


def made(make: Callable[[], bytes], *, seconds: float) -> Rendered:
    """What a child wrote: its number of pages, the length of its words, these, then the file."""
    ready.preload()
    whole = in_child(make, seconds=seconds)
    pages, length = (int.from_bytes(whole[n : n + 4], "big") for n in (0, 4))
    words, content = whole[8 : 8 + length].decode(), whole[8 + length :]
    return Rendered(content, digest(content), pages, words)


def _write(page: str, styles: Any) -> bytes:
    """In the child: page count and length of the words in four bytes each, the words, the file."""
    from reports import engine

    pages, content = engine.laid_out(page, styles)
    words = words_of(page).encode()
    return pages.to_bytes(4, "big") + len(words).to_bytes(4, "big") + words + content


def in_child(make: Callable[[], bytes], *, seconds: float) -> bytes:
    """The bytes that ``make`` returns, made in a forked child under limits.

    RenderError with the child's words when it raised; RenderKilled when it was stopped.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _child(make, writing)
    os.close(writing)
    try:
        said = _listen(reading, deadline=time.monotonic() + seconds)
    finally:
        os.close(reading)
        os.kill(child, signal.SIGKILL)  # it has said all it will say
        os.waitpid(child, 0)
    if said is None:
        raise RenderKilled(f"the renderer was stopped after {seconds:g} seconds")
    if len(said) < HEAD or len(said) - HEAD != int.from_bytes(said[1:HEAD], "big"):
        raise RenderKilled("the renderer was killed")
    if said[:1] == b"P":
        return said[HEAD:]
    reason = json.loads(said[HEAD:])
    raise (RenderKilled if reason["again"] else RenderError)(reason["words"])


def _child(make: Callable[[], bytes], pipe: int) -> None:
    """Never returns. Nothing of the parent's is run, flushed or closed on the way out."""
    try:
        calm()
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGCHLD):
            signal.signal(number, signal.SIG_DFL)
        _limit()
        kind, answer = b"P", make()
    except MemoryError:
        words = f"the report needs more than {_setting('REPORT_RENDER_MIB', 1024)} MiB to render"
        kind, answer = b"E", json.dumps({"words": words, "again": True}).encode()
    except BaseException as error:
        words = (
            f"{type(error).__name__}: {error}" if not isinstance(error, RenderError) else str(error)
        )
        kind, answer = b"E", json.dumps({"words": words[:2000], "again": False}).encode()
    answer = kind + len(answer).to_bytes(HEAD - 1, "big") + answer
    try:
        while answer:
            answer = answer[os.write(pipe, answer) :]
    finally:
        os._exit(0)


def calm() -> None:
    """For a process that makes one report and ends: looking for garbage in a growing tree of boxes costs
    a tenth of the time and finds nothing."""
    gc.disable()


def _limit() -> None:
    """Dies with its parent; may use so much memory, processor time and disk, and no more."""
    import ctypes

    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    room = pages * os.sysconf("SC_PAGE_SIZE") + _setting("REPORT_RENDER_MIB", 1024) * 2**20
    resource.setrlimit(resource.RLIMIT_AS, (room, room))
    seconds = int(_setting("REPORT_RENDER_SECONDS", 120)) + 5
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (64 * 2**20, 64 * 2**20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _listen(pipe: int, *, deadline: float) -> bytes | None:
    """All that the child writes, until it closes its end; None when the deadline passes first."""
    said = bytearray()
    while (left := deadline - time.monotonic()) > 0:
        if select([pipe], [], [], left)[0]:
            chunk = os.read(pipe, 1 << 16)
            if not chunk:
                return bytes(said)
            said += chunk
    return None


def _setting(name: str, default: int) -> int:
    return int(getattr(settings, name, default))
