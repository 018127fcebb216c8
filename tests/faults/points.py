"""Where a worker can be injured, and how.

The points are put around the product's functions from outside, in the processes of the rig only.
What happens at them stands in a file that the rig writes before a run, so that the workers can be
forked from one loaded process. Each injury happens a given number of times in a run, whichever
process comes by: the count is kept in files.
"""

from __future__ import annotations

import dataclasses
import functools
import importlib
import json
import os
import signal
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db import OperationalError

#: An injury of this name: facts are frozen by a worker of the release before this one (F36).
LAST_RELEASE = "last release"

#: name -> (module, function, before or after it)
POINTS: dict[str, tuple[str, str, str]] = {
    "tick.before": ("reports.tasks", "publish.ensure_due", "before"),
    "tick.after": ("reports.tasks", "publish.ensure_due", "after"),
    "sweep.before": ("reports.tasks", "sweeping.sweep", "before"),
    "sweep.hold": ("reports.sweep", "hold_late", "after"),
    "doorbell.before": ("reports.doorbell", "_publish", "before"),
    "claim.after": ("reports.publish.work", "claim", "after"),
    "freeze.collected": ("reports.publish.work", "collect", "after"),
    "freeze.after": ("reports.publish.work", "freeze", "after"),
    "render.before": ("reports.render", "pdf", "before"),
    "render.after": ("reports.render", "pdf", "after"),
    "file.kept": ("reports.store", "keep", "after"),
    "finish.before": ("reports.publish.work", "_finish", "before"),
    "make.after": ("reports.publish.work", "make", "after"),
    "issue.after": ("reports.publish.work", "issue_if_due", "after"),
    "mail.claimed": ("reports.deliver.send", "claim", "after"),
    "mail.composed": ("reports.deliver.send", "compose", "after"),
    "smtp.before": ("reports.outbox.smtp", "_connect", "before"),
    "smtp.connected": ("reports.outbox.smtp", "_connect", "after"),
    "smtp.begun": ("reports.outbox.smtp", "_dotted", "before"),
    "smtp.answered": ("reports.outbox.smtp", "_talk", "after"),
    "mail.concluded": ("reports.deliver.send", "conclude", "after"),
    "ask.before": ("reports.tasks", "chase.ask", "before"),
    "ask.after": ("reports.tasks", "chase.ask", "after"),
    "digest.claimed": ("reports.chase.send", "claim", "after"),
    "digest.composed": ("reports.chase.send", "compose", "after"),
    "digest.concluded": ("reports.chase.send", "conclude", "after"),
    "settle.before": ("reports.deliver.send", "settle", "before"),
    "release.before": ("reports.sweep", "deliver.release_expired", "before"),
}


def install() -> None:
    """Puts the quick renderer, the full disk and every point in place."""
    _quick_renderer()
    _full_disk()
    _last_release()
    _short_patience()
    _longer_lease()
    _at_any_hour()
    for name, (module, path, side) in POINTS.items():
        owner: Any = importlib.import_module(module)
        *parents, attribute = path.split(".")
        for parent in parents:
            owner = getattr(owner, parent)
        setattr(owner, attribute, _around(getattr(owner, attribute), name, side))


def _around(function: Callable[..., Any], name: str, side: str) -> Callable[..., Any]:
    @functools.wraps(function)
    def guarded(*arguments: Any, **named: Any) -> Any:
        if side == "before":
            reach(name)
        found = function(*arguments, **named)
        if side == "after" and found is not None:
            reach(name)
        return found

    return guarded


def folder() -> Path:
    return Path(os.environ["FAULTS_FOLDER"])


def plan() -> dict[str, Any]:
    """What this run does to its workers."""
    try:
        found: dict[str, Any] = json.loads((folder() / "plan.json").read_text())
    except FileNotFoundError:
        return {}
    return found


def reach(name: str) -> None:
    """A worker comes by a point; it may not go on. The rig's own process always may."""
    if "FAULTS_WORKER" not in os.environ:
        return
    injury = plan().get("injuries", {}).get(name)
    if not injury or not _mine(name, injury):
        return
    action = injury["action"]
    if action == "kill":  # the child of a worker: one job dies
        os.kill(os.getpid(), signal.SIGKILL)
    if action == "kill-group":  # the whole worker, its children and its renderers
        os.killpg(os.getpgid(0), signal.SIGKILL)
    if action == "sleep":
        time.sleep(injury["seconds"])
    if action == "database":
        raise OperationalError("deadlock detected (by the rig)")


def _mine(name: str, injury: dict[str, Any]) -> bool:
    """Takes one of the times this injury happens; the n-th passers-by before it go free."""
    for number in range(injury.get("skip", 0) + injury.get("times", 1)):
        try:
            os.close(os.open(folder() / "tokens" / f"{name}-{number}", os.O_CREAT | os.O_EXCL))
        except FileExistsError:
            continue
        return number >= injury.get("skip", 0)
    return False


def _quick_renderer() -> None:
    """Paper that takes no time, unless the run asks for the real one; and paper that kills."""
    from reports import render

    real = render.pdf

    @functools.wraps(real)
    def pdf(document: Any) -> Any:
        asked = plan()
        if document.board == asked.get("poison"):
            os.kill(os.getpid(), signal.SIGKILL)
        if document.board == asked.get("broken"):
            raise render.RenderError("TemplateSyntaxError: this block is broken (by the rig)")
        if asked.get("real"):
            return real(document)
        content = b"%PDF-1.7\n" + render.html(document).encode()
        return render.Rendered(content, render.digest(content), 9)

    render.pdf = pdf


def _full_disk() -> None:
    """A store with no room left writes half a file, then says so."""
    from django.core.files.storage import FileSystemStorage

    real = FileSystemStorage._save

    def save(self: Any, name: str, content: Any) -> Any:
        injury = plan().get("injuries", {}).get("disk")
        if injury and _mine("disk", injury):
            path = Path(self.path(name))
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content.read()[:100])
            raise OSError(28, "No space left on device")
        return real(self, name, content)

    FileSystemStorage._save = save


def _last_release() -> None:
    """A worker of the release before this one freezes facts in the schema that it knew."""
    from reports import codec

    work = importlib.import_module(
        "reports.publish.work"
    )  # the package has a function of that name
    real_collect, real_text = work.collect, codec.to_json
    kept = Path(__file__).parents[1] / "reports" / "data" / f"snapshot-{codec.SCHEMA - 1}.json"

    def collect(*arguments: Any, **named: Any) -> Any:
        taken = real_collect(*arguments, **named)
        if LAST_RELEASE not in plan().get("injuries", {}):
            return taken
        return dataclasses.replace(taken, schema=codec.SCHEMA - 1)

    def to_json(snapshot: Any) -> str:
        text = real_text(snapshot)
        if snapshot.schema == codec.SCHEMA:
            return text
        old = _as_known_then(json.loads(text), json.loads(kept.read_text()))
        return json.dumps(old, sort_keys=True, separators=(",", ":"), ensure_ascii=False)

    work.collect, codec.to_json = collect, to_json


def _as_known_then(found: Any, model: Any) -> Any:
    """What is found, without the fields that the kept snapshot of an older schema does not have."""
    if isinstance(model, dict) and isinstance(found, dict):
        return {key: _as_known_then(found[key], model[key]) for key in model if key in found}
    if isinstance(model, list) and isinstance(found, list) and model:
        return [_as_known_then(each, model[0]) for each in found]
    return found


def _short_patience() -> None:
    """Statements of jobs are stopped after a second, for leases are short too."""
    from tracker import patience

    patience.JOBS = 1


def _longer_lease() -> None:
    """Real paper takes seconds on a busy machine, and the lease of a report is three."""
    work = importlib.import_module("reports.publish.work")
    usual = work.lease
    work.lease = lambda: timedelta(seconds=15) if plan().get("real") else usual()


def _at_any_hour() -> None:
    """Mails of the chase leave on working days from eight; a run of the rig cannot wait for one."""
    from reports import tasks

    tasks.chase.ask = functools.partial(tasks.chase.ask, at_any_hour=True)


def shift_clock() -> None:
    """A worker whose host's clock is wrong by `FAULTS_SKEW` seconds."""
    skew = float(os.environ.get("FAULTS_SKEW", "0"))
    if not skew:
        return
    from django.utils import timezone

    real = timezone.now
    timezone.now = lambda: real() + timedelta(seconds=skew)
