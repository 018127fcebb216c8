"""Journeys in a real browser, over the demonstration as it stands on 3 August 2020.

`visit` opens the site as somebody; what no page may do (ask another host, break its content policy, fail to find a
file) is held against every page of every journey, and a picture of the last page is kept when a test fails.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache
from django.db import connections
from django.test.testcases import LiveServerThread, _StaticFilesHandler
from playwright.sync_api import Browser, sync_playwright

from tests.browser import walk
from tests.browser.stage import Kept, point_at
from tests.browser.visitor import Visitor

MORNING = datetime(2020, 8, 3, 10, 30, tzinfo=ZoneInfo("Europe/London"))
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    setattr(item, f"report_{report.when}", report)
    return report


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium. It is part of the tools that `make test` brings: without it nothing here is proved."""
    program = shutil.which("chromium")
    if program is None:
        pytest.fail("There is no chromium on this machine: `make test` installs it.", pytrace=False)
    # Playwright keeps a loop running in this thread, which Django takes for asynchronous code.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield browser
        browser.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def kept(django_db_setup, django_db_blocker, request) -> Iterator[Kept]:
    """The demonstration, loaded once for the run. The set-up of the suite's database says how tables are made."""
    worker = getattr(request.config, "workerinput", {})
    with django_db_blocker.unblock():
        kept = Kept(
            run=worker.get("testrunuid", uuid4().hex)[:12],
            worker=worker.get("workerid", "one"),
        )
        kept.load()
    yield kept
    with django_db_blocker.unblock():
        kept.leave()


@pytest.fixture(scope="package")
def server(kept, django_db_blocker) -> Iterator[str]:
    """The address of the site, in a thread of this process, over the live copy in place of the suite's database."""
    if not (settings.BASE_DIR / "static/build/tracker.css").exists():
        pytest.fail("The style sheet is not built: `make setup` builds it.", pytrace=False)
    with django_db_blocker.unblock():
        kept.put_back()
        before = point_at(kept.live)
        thread = LiveServerThread("127.0.0.1", _StaticFilesHandler)
        thread.daemon = True
        thread.start()
        thread.is_ready.wait()
        if thread.error:
            raise thread.error
        yield f"http://127.0.0.1:{thread.port}"
        thread.terminate()
        point_at(before)


@pytest.fixture
def site(server, kept, request) -> Iterator[str]:
    """The address of the site. The clock stands at the status date and every test finds the plan as loaded, unless
    its module only reads and says so (`STANDS_AT`)."""
    reads = getattr(request.module, "STANDS_AT", "")
    with time_machine.travel(MORNING, tick=True):
        if not reads or kept.stands_at != reads:
            kept.put_back()
            cache.clear()
        # A connection of this thread may be older than the database it points at.
        connections.close_all()
        yield server
        connections.close_all()
        if not reads:
            kept.stands_at = "written"


@pytest.fixture
def furniture(site, kept) -> walk.Walk:
    """What the URLs of the walk point at; put there by the first test of a module that stands at the walk."""
    if kept.stands_at != "walk":
        kept.furniture = walk.furnish()
        kept.stands_at = "walk"
    return kept.furniture


@pytest.fixture
def visit(site, chromium, tmp_path, request) -> Iterator[Callable[..., Visitor]]:
    """Opens the site: `visit("Callum Deverill", width=390, scripts=False)`; nobody when no name is given."""
    visitors: list[Visitor] = []

    def open_site(name: str | None = None, *, width: int = 1440, scripts: bool = True) -> Visitor:
        visitor = Visitor(chromium, site, width=width, scripts=scripts)
        visitors.append(visitor)
        if name:
            visitor.bring_session(name)
        return visitor

    yield open_site
    report = getattr(request.node, "report_call", None)
    if report is not None and report.failed:
        for number, visitor in enumerate(visitors):
            picture = Path(tmp_path) / f"failed-{number}.png"
            visitor.page.screenshot(path=picture, full_page=True)
            print(f"The page as it failed: {picture}")  # noqa: T201
    for visitor in visitors:
        visitor.close()
    for visitor in visitors:
        visitor.assert_well_behaved()
