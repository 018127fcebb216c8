"""The organisation's name, colour and logo: who sets them, what is refused, what pages, mails and reports show."""

from datetime import UTC, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.workstreams.test_logos import SHIELD, drawn, png
from workstreams import look
from workstreams.actions.base import Conflict, Refused
from workstreams.actions.look import set_look
from workstreams.models import Logo, Look

pytestmark = pytest.mark.django_db
NOW = datetime(2020, 8, 3, 9, tzinfo=UTC)
PAGE = "/organisation/"


@pytest.fixture(autouse=True)
def _nothing_remembered():
    look.forget()
    yield
    look.forget()


def shaped(cast, **changes):
    said = {"name": "Calderbrook Council", "colour": "#0b5563", "logo": SHIELD, **changes}
    return set_look(**said, by=cast["administrator"], now=NOW)


def test_it_is_kept_with_its_history(cast):
    row = shaped(cast)
    assert look.shown() == look.Shown("Calderbrook Council", "#0b5563", row.logo.sha256)
    assert bytes(Logo.objects.get().content) == SHIELD
    first = row.history.first()
    assert (first.history_user, first.history_date) == (cast["administrator"], NOW)


def test_a_blank_name_is_the_configured_one(cast, settings):
    settings.ORGANISATION = "Netherfield Council"
    shaped(cast, name=" ", colour="", logo=None)
    assert look.shown() == look.Shown("", "", "")
    assert look.shown().name == "Netherfield Council"


def test_the_same_logo_again_is_one_logo(cast):
    shaped(cast)
    shaped(cast, name="Calderbrook")
    assert Logo.objects.count() == 1


def test_nothing_chosen_keeps_the_logo_and_no_logo_takes_it_off(cast):
    shaped(cast)
    assert shaped(cast, logo=None).logo is not None
    assert shaped(cast, logo=None, no_logo=True).logo is None
    assert Logo.objects.exists()  # issued reports print it


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"colour": "#ffcc00"}, "colour", "stands out from white by 1.5 to 1"),
        ({"colour": "teal"}, "colour", "six digits"),
        ({"logo": drawn("<script>alert(1)</script>")}, "logo", "no script"),
        ({"logo": b""}, "logo", "empty file"),
    ],
)
def test_a_refusal_names_its_box_and_changes_nothing(changes, field, words, cast):
    shaped(cast)
    with pytest.raises(Refused, match=words) as refused:
        shaped(cast, **{"name": "Other", **changes})
    assert refused.value.field == field
    assert Look.objects.get().name == "Calderbrook Council"


def test_two_who_change_it_at_once_are_told(cast):
    seen = shaped(cast).version
    shaped(cast, name="One")
    with pytest.raises(Conflict):
        shaped(cast, name="Other", version=seen)


class TestPage:
    def test_only_the_office_of_the_organisation_opens_it(self, signed_in, cast):
        assert signed_in("administrator").get(PAGE).status_code == 200
        for role in ("office", "manager", "board", "stranger"):
            assert signed_in(role).get(PAGE).status_code == 404

    def test_saved_it_stands_at_the_head_of_every_page(self, signed_in, cast):
        browser = signed_in("administrator")
        sent = {"name": "Calderbrook Council", "colour": "#0B5563",
                "logo": SimpleUploadedFile("logo.png", png())}  # fmt: skip
        browser.post(PAGE, sent)
        page = browser.get("/definitions/").content.decode()
        logo = Logo.objects.get()
        assert "Calderbrook Council</span>" in page
        assert f'src="/organisation/logo/{logo.sha256}"' in page
        assert browser.get("/organisation/0b5563.css").content == b":root{--house:#0b5563}"
        assert '<link rel="stylesheet" href="/organisation/0b5563.css">' in page

    def test_a_drawing_shown_by_itself_may_run_nothing(self, client, cast):
        logo = shaped(cast).logo
        reply = client.get(f"/organisation/logo/{logo.sha256}")
        assert reply.content == SHIELD
        assert reply["Content-Type"] == "image/svg+xml"
        assert "sandbox" in reply["Content-Security-Policy"]
        assert "default-src 'none'" in reply["Content-Security-Policy"]
        assert reply["X-Content-Type-Options"] == "nosniff"

    def test_what_is_refused_keeps_what_was_typed(self, signed_in, cast):
        reply = signed_in("administrator").post(PAGE, {"name": "Calderbrook", "colour": "#ffcc00"})
        assert reply.status_code == 422
        page = reply.content.decode()
        assert "Choose a darker colour." in page
        assert 'value="Calderbrook"' in page
        assert not Look.objects.exclude(name="").exists()

    def test_a_logo_and_no_logo_cannot_both_be_meant(self, signed_in, cast):
        sent = {"no_logo": "on", "logo": SimpleUploadedFile("logo.svg", SHIELD)}
        reply = signed_in("administrator").post(PAGE, sent)
        assert reply.status_code == 422
        assert "not both" in reply.content.decode()
