"""The local mail catcher keeps what it accepts; its pages are for the office and exist only where mail is caught."""

from __future__ import annotations

from email.message import EmailMessage

import pytest
from django.urls import reverse

from tracker import mailbox

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(settings, tmp_path):
    settings.MAIL_FOLDER = tmp_path / "mail"
    return settings.MAIL_FOLDER


@pytest.fixture
def kept(folder):
    message = EmailMessage()
    message["From"] = "Programme office <office@calderbrook.example>"
    message["Subject"] = "Highlight report – August"
    message.set_content("Two workstreams are Red.\n\n<script>alert(1)</script>")
    message.add_alternative("<p>Two workstreams are Red.</p>", subtype="html")
    message.add_attachment(
        b"%PDF-1.7 x", maintype="application", subtype="pdf", filename="report.pdf"
    )
    message.add_attachment(b"<html>", maintype="text", subtype="html", filename='a"b.html')
    return mailbox.keep(
        folder, "office@calderbrook.example", ["slt@calderbrook.example"], bytes(message)
    )


@pytest.fixture
def office(client, cast):
    client.force_login(cast["administrator"])
    return client


def test_a_kept_mail_is_private_and_whole(kept):
    assert kept.stat().st_mode & 0o777 == 0o600
    assert list(kept.parent.glob("*.part")) == []
    mail = mailbox.read(kept)
    assert mail.subject == "Highlight report – August"
    assert mail.recipient == "slt@calderbrook.example"
    assert mail.attachment_names == ["report.pdf", 'a"b.html']
    assert mail.attachments[0].get_payload(decode=True) == b"%PDF-1.7 x"


def test_the_list_and_the_mail(office, kept):
    assert "Highlight report – August" in office.get(reverse("mails")).content.decode()
    page = office.get(reverse("mail", args=[kept.stem])).content.decode()
    assert "Two workstreams are Red." in page
    assert "<script>alert" not in page


def test_the_html_part_is_a_page_of_no_origin_with_its_own_pictures(office, folder):
    message = EmailMessage()
    message["Subject"] = "With a logo"
    message.set_content("Two workstreams are Red.")
    message.add_alternative(
        '<p style="color:#a00">Red</p><img src="cid:logo@x" alt="">', subtype="html"
    )
    message.get_payload()[1].add_related(b"PNG", maintype="image", subtype="png", cid="<logo@x>")
    name = mailbox.keep(folder, "office@calderbrook.example", ["a@b.example"], bytes(message)).stem
    assert (
        reverse("mail_html", args=[name])
        in office.get(reverse("mail", args=[name])).content.decode()
    )
    reply = office.get(reverse("mail_html", args=[name]))
    policy = reply["Content-Security-Policy"]
    assert "sandbox" in policy
    assert "default-src 'none'" in policy
    assert "allow-scripts" not in policy
    assert '<img src="data:image/png;base64,UE5H" alt="">' in reply.content.decode()


def test_a_mail_of_plain_words_has_no_such_page(office, folder):
    message = EmailMessage()
    message.set_content("Two workstreams are Red.")
    name = mailbox.keep(folder, "office@calderbrook.example", ["a@b.example"], bytes(message)).stem
    assert "mail program" not in office.get(reverse("mail", args=[name])).content.decode()
    assert office.get(reverse("mail_html", args=[name])).status_code == 404


def test_an_attachment_is_downloaded_never_shown(office, kept):
    pdf = office.get(reverse("mail_attachment", args=[kept.stem, 1]))
    assert pdf.content == b"%PDF-1.7 x"
    assert pdf["Content-Type"] == "application/pdf"
    page = office.get(reverse("mail_attachment", args=[kept.stem, 2]))
    assert page["Content-Type"] == "application/octet-stream"
    assert page["Content-Disposition"] == 'attachment; filename="a_b.html"'
    assert office.get(reverse("mail_attachment", args=[kept.stem, 3])).status_code == 404


def test_an_empty_mailbox_says_so(office, folder):
    assert "No mail yet" in office.get(reverse("mails")).content.decode()


@pytest.mark.parametrize(
    "name", ["..%2Fsecret-key", "secret-key", "20200803T120000000000Z-" + "0" * 32]
)
def test_no_name_leads_out_of_the_mailbox(office, folder, name):
    assert office.get(f"/mail/{name}/").status_code == 404


def test_where_mail_goes_out_there_is_no_page(office, kept, settings):
    settings.MAIL_FOLDER = None
    assert office.get(reverse("mails")).status_code == 404
    assert office.get(reverse("mail", args=[kept.stem])).status_code == 404


def test_ordinary_readers_do_not_see_it(client, cast, kept):
    client.force_login(cast["board"])
    assert client.get(reverse("mails")).status_code == 404
