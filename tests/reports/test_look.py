"""Name, colour and logo on the paper and in the mail: those the draft was made with, for good."""

from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes

import pytest

from reports import publish, render
from reports.deliver import message
from reports.document import Imprint, Logo
from reports.models import Edition
from reports.publish.binding import bind
from tests.reports import samples
from tests.reports.conftest import JULY
from tests.reports.paper import Paper
from tests.workstreams.test_logos import SHIELD, png
from workstreams import look
from workstreams.actions.look import set_look

pytestmark = pytest.mark.django_db
NOW = datetime(2020, 8, 3, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _nothing_remembered():
    look.forget()
    yield
    look.forget()


def shaped(cast, **changes):
    said = {"name": "Calderbrook Council", "colour": "#0b5563", "logo": png(), **changes}
    return set_look(**said, by=cast["administrator"], now=NOW)


def test_an_issued_report_keeps_what_it_was_made_with(board, quick_renderer, clock, cast):
    shaped(cast)
    edition = publish.open_edition(board, JULY, now=clock())
    publish.work(edition.pk, clock=clock)
    shaped(cast, name="Another Council", colour="#7a1f1f", logo=SHIELD)
    edition = Edition.objects.get(pk=edition.pk)
    publish.approve(edition, by=cast["sponsor"], now=clock.on(hours=26))
    publish.work(edition.pk, clock=clock)
    document = bind(Edition.objects.get(pk=edition.pk), final=True)
    assert document.organisation == "Calderbrook Council"
    assert document.imprint.colour == "#0b5563"
    assert document.logo is not None and document.logo.content == png()
    mail = message.compose(
        Edition.objects.get(pk=edition.pk).deliveries.first(), document, b"%PDF", now=clock()
    )
    parts = {each.get_content_type(): each for each in message_from_bytes(mail).walk()}
    text = parts["text/html"].get_payload(decode=True).decode()
    assert "Calderbrook Council" in text and "solid #0b5563" in text
    assert 'src="cid:logo"' in text
    assert parts["image/png"].get_payload(decode=True) == png()
    assert parts["image/png"]["Content-ID"] == "<logo>"


def test_an_imprint_from_before_the_setting_is_read():
    raw = samples.imprint().to_raw()
    for name in ("organisation", "colour", "logo"):
        del raw[name]
    assert Imprint.from_raw(raw) == samples.imprint()


def test_the_paper_carries_name_colour_and_logo_and_fetches_nothing(cast):
    document = replace(
        samples.document(colour="#0b5563"),
        organisation="Calderbrook Council",
        logo=Logo("image/svg+xml", SHIELD, 64, 72),
    )
    rendered = render.pdf(document)
    paper = Paper(rendered.content)
    assert "Calderbrook Council" in paper.pages[0]
    assert paper.untagged() == []
    assert rendered.sha256 != render.pdf(replace(document, logo=None)).sha256
