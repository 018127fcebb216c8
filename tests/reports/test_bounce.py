"""A mail that comes back after the server took it: known by its Message-ID, recorded once (F13)."""

from io import BytesIO, StringIO

import pytest
from django.core.management import call_command

from reports import deliver
from reports.deliver.bounce import read_notice
from reports.models import Delivery, Edition, EditionState

pytestmark = pytest.mark.django_db

GILLIAN = "gillian.roake@calderbrook.example"


def notice(message_id: str, *, action: str = "failed", status: str = "5.1.1") -> bytes:
    """What a mail system sends back (RFC 3464)."""
    return f"""From: MAILER-DAEMON@relay.example
To: tracker@calderbrook.example
Subject: Undelivered mail
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

Your message could not be delivered.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; relay.example

Final-Recipient: rfc822; {GILLIAN}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 Mailbox does not exist

--b
Content-Type: text/rfc822-headers

Subject: Highlight report
Message-ID: {message_id}

--b--
""".replace("\n", "\r\n").encode()


@pytest.fixture
def sent(issued, sink, clock) -> Delivery:
    """All six have left."""
    for pk in issued.deliveries.values_list("pk", flat=True):
        deliver.send(pk, clock=clock)
    assert Edition.objects.get().state == EditionState.SENT
    return Delivery.objects.get(email=GILLIAN)


@pytest.fixture
def its_id(sent, sink) -> str:
    (mail,) = sink.received(GILLIAN)
    return mail.id


def test_the_notice_names_the_mail_and_the_servers_words(its_id, sent):
    read = read_notice(notice(its_id))
    assert read is not None
    assert (read.delivery, read.number, read.for_good) == (sent.pk, 1, True)
    assert read.words == "550 5.1.1 Mailbox does not exist"


def test_it_is_recorded_and_the_report_is_no_longer_sent_to_everybody(its_id, sent, clock):
    said = deliver.take_notice(notice(its_id), now=clock())
    sent.refresh_from_db()
    assert sent.state == "bounced"
    assert sent.reply == "550 5.1.1 Mailbox does not exist"
    assert "recorded as bounced" in said
    assert Edition.objects.get().state == EditionState.SENT_WITH_FAILURES


def test_the_same_notice_twice_is_one(its_id, sent, clock):
    deliver.take_notice(notice(its_id), now=clock())
    assert "this one is bounced" in deliver.take_notice(notice(its_id), now=clock())
    assert sent.transitions.filter(now="bounced").count() == 1


def test_a_delay_is_not_a_bounce(its_id, sent, clock):
    raw = notice(its_id, action="delayed", status="4.4.1")
    assert "nothing to record" in deliver.take_notice(raw, now=clock())
    sent.refresh_from_db()
    assert sent.state == "sent"


@pytest.mark.parametrize(
    "raw",
    [b"", b"\xff\xfe not a mail", notice("<somebody-else@relay.example>"), b"Subject: hello\r\n\r\nhello"],
)  # fmt: skip
def test_what_is_about_no_mail_of_ours_is_left_alone(raw, sent, clock):
    assert deliver.take_notice(raw, now=clock()) == "not about a mail of the tracker"


def test_a_notice_about_the_first_mail_leaves_the_second_alone(its_id, sent, cast, clock):
    deliver.send_again(sent, by=cast["office"], now=clock(), reason="It did not arrive.")
    assert "sent again since" in deliver.take_notice(notice(its_id), now=clock())
    sent.refresh_from_db()
    assert sent.state == "queued"


def test_a_mail_system_pipes_it_into_a_command(its_id, sent, monkeypatch):
    class Pipe:
        buffer = BytesIO(notice(its_id))

    monkeypatch.setattr("sys.stdin", Pipe)
    out = StringIO()
    call_command("take_bounce", stdout=out)
    assert "recorded as bounced" in out.getvalue()


def test_a_person_records_it_from_the_reports_page(sent, cast, client):
    client.force_login(cast["manager"])
    assert client.post(f"/deliveries/{sent.pk}/bounced/", {"reason": ""}).status_code == 422
    client.post(f"/deliveries/{sent.pk}/bounced/", {"reason": "550 no such mailbox"})
    sent.refresh_from_db()
    assert sent.state == "bounced"
    assert sent.transitions.first().by == cast["manager"]
    page = client.get(f"/reports/{sent.edition_id}/").content.decode()
    assert "Correct the address" in page


class TestLeavers:
    def test_who_left_the_list_before_it_went_is_not_mailed(self, issued, sink, clock):
        issued.board.recipients.filter(email=GILLIAN).update(active=False)
        for pk in issued.deliveries.values_list("pk", flat=True):
            deliver.send(pk, clock=clock)
        assert sink.received(GILLIAN) == []
        gone = Delivery.objects.get(email=GILLIAN)
        assert gone.state == "cancelled"
        assert "left the board's list" in gone.reply
        assert len(sink.mails) == 5
        assert Edition.objects.get().state == EditionState.SENT

    def test_a_corrected_address_need_not_be_on_the_list(self, issued, sink, cast, clock):
        one = issued.deliveries.get(email=GILLIAN)
        sink.rules[GILLIAN] = ["550"]
        assert deliver.send(one.pk, clock=clock) == "refused"
        one.refresh_from_db()
        deliver.send_again(
            one, by=cast["office"], now=clock(), reason="A typing error.", email="g.roake@calderbrook.example"
        )  # fmt: skip
        assert deliver.send(one.pk, clock=clock) == "sent"
        assert len(sink.received("g.roake@calderbrook.example")) == 1


def test_a_board_that_wants_no_attachment_gets_the_way_to_it(issued, sink, clock):
    issued.board.schedule.attach = False
    issued.board.schedule.save()
    deliver.send(issued.deliveries.get(email=GILLIAN).pk, clock=clock)
    (mail,) = sink.mails
    assert list(mail.message.iter_attachments()) == []
    text = mail.message.get_body(("plain",)).get_content()
    assert "you sign in to open it" in text
    assert f"/reports/{issued.pk}/" in text
    assert "Attached" not in text
