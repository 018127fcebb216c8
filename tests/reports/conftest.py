"""A board with six people on its list, a renderer that takes no time, and a mail server that can misbehave."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from reports import publish, render
from reports.models import Edition, Schedule
from reports.periods import Month
from reports.printed import words_of
from tests.reports import samples
from tests.reports.full import APPROVED, full
from tests.reports.full import JULY as MONTH_BEFORE
from tests.reports.paper import Paper
from tests.reports.sink import Sink
from workstreams.models import BoardRecipient

JULY = Month(2020, 7)
DUE = datetime(2020, 8, 7, 7, 0, tzinfo=UTC)  # 8:00 in London on the fifth working day of August
PEOPLE = (
    "Anselm Whitlock",
    "Desmond Pyke",
    "Gillian Roake",
    "Imogen Farrow",
    "Leila Marchetti",
    "Rosalind Achebe",
)


class Clock:
    """An injected clock: says what it was set to; ``on`` moves it."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def on(self, **by: float) -> datetime:
        self.at += timedelta(**by)
        return self.at


@pytest.fixture
def clock():
    return Clock(DUE)


@pytest.fixture(autouse=True)
def _files_of_their_own(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def board(cast):
    """The cast's board, with a schedule from July and six people on its list."""
    Schedule.objects.create(board=cast.board, starts=JULY.first)
    for name in PEOPLE:
        address = f"{name.lower().replace(' ', '.')}@calderbrook.example"
        BoardRecipient.objects.create(board=cast.board, name=name, email=address)
    return cast.board


def quick_pdf(document):
    """Makes the HTML and wraps it as a file: for tests of states, not of paper."""
    page = render.html(document)
    content = b"%PDF-1.7\n" + page.encode()
    return render.Rendered(content, render.digest(content), 9, words_of(page))


@pytest.fixture
def quick_renderer(monkeypatch):
    monkeypatch.setattr("reports.render.pdf", quick_pdf)


@pytest.fixture
def drafted(board, quick_renderer, clock) -> Edition:
    """July's report, as a draft to approve."""
    edition = publish.open_edition(board, JULY, now=clock())
    assert publish.work(edition.pk, clock=clock) == "ready"
    return Edition.objects.get(pk=edition.pk)


@pytest.fixture
def issued(drafted, cast, clock) -> Edition:
    """The same, approved; its mails wait in the queue."""
    clock.on(hours=26)
    publish.approve(drafted, by=cast["sponsor"], now=clock())
    assert publish.work(drafted.pk, clock=clock) == "sending"
    return Edition.objects.get(pk=drafted.pk)


@pytest.fixture
def sink(settings):
    """A real SMTP server on a free port, which the settings point at."""
    with Sink() as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.host, server.port
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.REPORT_SMTP_SECONDS = settings.REPORT_SMTP_DATA_SECONDS = 2
        yield server


@pytest.fixture(scope="session")
def rendered() -> render.Rendered:
    """The report with plenty of everything, printed once."""
    return render.pdf(samples.document(full(), previous=MONTH_BEFORE, **APPROVED))


@pytest.fixture(scope="session")
def paper(rendered) -> Paper:
    return Paper(rendered.content)
