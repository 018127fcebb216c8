"""A report is read, approved and mailed: to each recipient once, however often the worker's bell rings.

The worker is played here: what a page rings for is done by the tasks' own functions, in this process. The real worker
is in tests/reports.
"""

from __future__ import annotations

import asyncio
import socket
import threading

import pytest
from playwright.sync_api import expect

from reports import doorbell, tasks
from reports.models import Delivery
from tests.browser import walk
from tracker import mailbox


@pytest.fixture
def caught(settings, tmp_path):
    """Mail goes to the tracker's own catcher on a free port, whose pages show it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        settings.EMAIL_HOST, settings.EMAIL_PORT = free.getsockname()
    settings.MAIL_FOLDER = tmp_path / "mail"
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    listening, stopped = threading.Event(), threading.Event()

    async def catch() -> None:
        ready = asyncio.Event()
        work = asyncio.create_task(
            mailbox.catch(settings.MAIL_FOLDER, settings.EMAIL_PORT, ready=ready)
        )
        await ready.wait()
        listening.set()
        await asyncio.to_thread(stopped.wait)
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)

    thread = threading.Thread(target=asyncio.run, args=(catch(),))
    thread.start()
    assert listening.wait(10)
    yield settings.MAIL_FOLDER
    stopped.set()
    thread.join()


class Worker:
    """Does what was rung for, each ring twice: a doubled ring must do no harm."""

    def __init__(self) -> None:
        self.rung: list[tuple[str, int]] = []

    def ring(self, task: str, pk: int) -> None:
        self.rung.append((task, pk))

    def work(self) -> None:
        while self.rung:
            task, pk = self.rung.pop(0)
            for _ in range(2):
                getattr(tasks, task)(pk)


@pytest.fixture
def worker(monkeypatch) -> Worker:
    worker = Worker()
    monkeypatch.setattr(doorbell, "_publish", worker.ring)
    return worker


def test_office_approves_and_each_recipient_is_mailed_once(visit, caught, worker):
    page = visit("Tamsin Boyle").page
    edition = walk.draft_to_approve()
    page.goto(f"/programmes/{walk.PROGRAMME}/reports/")
    page.get_by_role("row", name="Senior Leadership Team").get_by_role("link").first.click()
    expect(page.get_by_text("Due, not frozen yet")).to_be_visible()
    expect(page.get_by_role("button", name="Approve")).to_have_count(0)

    worker.ring("render_edition", edition.pk)
    worker.work()
    page.reload()
    expect(page.get_by_text("Draft, waiting for approval")).to_be_visible()
    pdf = page.request.get(f"/reports/{edition.pk}/report.pdf")
    assert pdf.body().startswith(b"%PDF-")
    assert not Delivery.objects.filter(edition=edition).exists(), "nothing goes out before approval"

    page.get_by_role("button", name="Approve and send to 4 people").click()
    expect(page.get_by_text("Approved. The final is being made.")).to_be_visible()
    assert worker.rung, "the page rang for the worker"
    worker.work()
    page.reload()
    sent = page.get_by_role("region", name="Deliveries")
    expect(sent.locator(".state--sent")).to_have_count(4)
    expect(page.get_by_role("button", name="Approve")).to_have_count(0)
    final = page.request.get(f"/reports/{edition.pk}/report.pdf")
    assert final.body() != pdf.body(), "the final says who approved it"

    people = sorted(Delivery.objects.filter(edition=edition).values_list("email", flat=True))
    box = visit("Ada Mills").page
    box.goto("/mail/")
    rows = box.locator("main tbody tr")
    expect(rows).to_have_count(4)
    assert len(people) == len(set(people)) == 4
    for address in people:
        expect(rows.filter(has_text=address)).to_have_count(1)
    rows.first.get_by_role("link").first.click()
    expect(box.get_by_role("main")).to_contain_text("July 2020")
    expect(box.get_by_role("link", name=".pdf")).to_have_count(1)


def test_a_report_is_held_with_a_reason_and_can_be_approved_later(visit, worker):
    page = visit("Gillian Roake", scripts=False).page
    edition = walk.draft_to_approve()
    worker.ring("render_edition", edition.pk)
    worker.work()
    page.goto(f"/reports/{edition.pk}/")
    page.get_by_text("Hold it back").click()
    page.get_by_role("button", name="Hold", exact=True).click()
    expect(page.locator(".f--error")).to_be_visible()
    page.locator(".f--error").get_by_role("textbox").fill("The figures of workstream 4 are wrong.")
    page.get_by_role("button", name="Hold", exact=True).click()
    expect(page.get_by_text("Held until it is approved").first).to_be_visible()
    expect(page.get_by_text("The figures of workstream 4 are wrong.").first).to_be_visible()
    expect(page.get_by_role("button", name="Approve and send to 4 people")).to_be_visible()
