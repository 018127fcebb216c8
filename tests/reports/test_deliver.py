"""One mail to one person over a real SMTP server that can misbehave: sent once, or visibly not known."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.core.files.storage import default_storage
from django.db import OperationalError

from reports import deliver
from reports.deliver import message
from reports.deliver.send import claim
from reports.models import Delivery, Edition, EditionState
from reports.outbox import back_off, post
from reports.render import digest

pytestmark = pytest.mark.django_db

GILLIAN = "gillian.roake@calderbrook.example"


@pytest.fixture
def to_gillian(issued) -> Delivery:
    return issued.deliveries.get(email=GILLIAN)


def again(delivery: Delivery) -> Delivery:
    return Delivery.objects.get(pk=delivery.pk)


def send_all(edition: Edition, clock) -> list[str]:
    return [deliver.send(pk, clock=clock) for pk in edition.deliveries.values_list("pk", flat=True)]


class TestTheMail:
    @pytest.fixture
    def mail(self, to_gillian, sink, clock):
        assert deliver.send(to_gillian.pk, clock=clock) == "sent"
        (mail,) = sink.mails
        return mail

    def test_the_attachment_is_the_editions_file_byte_for_byte(self, mail, issued):
        assert digest(mail.attachment) == issued.final_sha256
        assert mail.message["X-SHA256"] == issued.final_sha256
        (part,) = mail.message.iter_attachments()
        assert part.get_filename() == "highlight-report-2020-07-v1.pdf"
        assert part.get_content_type() == "application/pdf"

    def test_it_is_to_one_person_with_a_stable_id(self, mail, to_gillian):
        assert mail.message["To"] == f"Gillian Roake <{GILLIAN}>"
        assert mail.message["Cc"] is None
        assert mail.id == f"<edition-{to_gillian.edition_id}.{to_gillian.pk}.1@calderbrook.example>"

    def test_the_subject_carries_the_rating_in_a_word(self, mail):
        assert mail.message["Subject"] == "Highlight report, July 2020: Red, 1 overdue"

    def test_page_one_is_there_as_text_and_as_html(self, mail, issued):
        text = mail.message.get_body(("plain",)).get_content()
        html = mail.message.get_body(("html",)).get_content()
        for words in ("Calderbrook late strategy", "1 of 3 items is overdue", "Final, version 1"):
            assert words in " ".join(text.split())
            assert words in html
        assert f"/reports/{issued.pk}/" in text
        assert "src=" not in html  # nothing is loaded: no pixel, no tracking

    def test_the_row_says_what_the_server_said(self, mail, to_gillian, issued):
        delivery = again(to_gillian)
        assert delivery.reply == "250 2.0.0 Taken"
        assert delivery.sha256 == issued.final_sha256
        assert delivery.begun_at is not None
        assert delivery.sent_at is not None


@pytest.mark.django_db(transaction=True)
class TestTheDatabaseGoesAway:
    def test_what_the_server_said_is_written_down_when_it_is_back(
        self, to_gillian, sink, clock, monkeypatch
    ):
        send = import_module("reports.deliver.send")
        conclude, tries = send.conclude, []

        def away(*arguments, **named):
            tries.append(1)
            if len(tries) < 3:
                raise OperationalError("server closed the connection unexpectedly")
            return conclude(*arguments, **named)

        monkeypatch.setattr(send, "conclude", away)
        monkeypatch.setattr(post, "RECORD_AGAIN", (0, 0))
        assert deliver.send(to_gillian.pk, clock=clock) == "sent"
        assert again(to_gillian).state == "sent"
        assert len(sink.mails) == 1

    def test_a_deadlock_before_the_mail_leaves_is_tried_again(
        self, to_gillian, sink, clock, monkeypatch
    ):
        """It was called failed for good, and Gillian would have had no report (found by F20)."""
        send = import_module("reports.deliver.send")
        compose = send.compose

        def deadlock(*arguments, **named):
            monkeypatch.setattr(send, "compose", compose)
            raise OperationalError("deadlock detected")

        monkeypatch.setattr(send, "compose", deadlock)
        assert deliver.send(to_gillian.pk, clock=clock) == "retry_wait"
        assert again(to_gillian).reply == "the database was busy"
        clock.on(seconds=61)
        assert deliver.send(to_gillian.pk, clock=clock) == "sent"
        assert len(sink.mails) == 1


class TestOnce:
    def test_six_people_six_mails_each_once(self, issued, sink, clock):
        for _ in range(3):
            send_all(issued, clock)
        assert sorted(mail.to for mail in sink.mails) == sorted(
            issued.deliveries.values_list("email", flat=True)
        )
        assert Edition.objects.get().state == EditionState.SENT

    def test_a_claimed_mail_is_nobody_elses(self, to_gillian, sink, clock):
        assert claim(to_gillian.pk, now=clock()) is not None
        assert deliver.send(to_gillian.pk, clock=clock) == ""
        assert sink.mails == []

    def test_nothing_of_a_replaced_version_goes_out(self, to_gillian, sink, clock):
        Edition.objects.update(state=EditionState.SUPERSEDED)
        assert deliver.send(to_gillian.pk, clock=clock) == ""
        assert sink.asked == []

    def test_one_refused_address_stops_nobody_else(self, issued, to_gillian, sink, clock):
        sink.rules[GILLIAN] = ["550"]
        assert sorted(send_all(issued, clock)) == ["refused", *["sent"] * 5]
        assert again(to_gillian).reply == "550 5.1.1 No such person here"
        edition = Edition.objects.get()
        assert edition.state == EditionState.SENT_WITH_FAILURES
        assert edition.transitions.first().words == "1 of 6 not sent for sure"


class TestLater:
    @pytest.mark.parametrize("rule", ["451", "421"])
    def test_not_now_is_tried_again_after_a_minute(self, rule, to_gillian, sink, clock):
        sink.rules[GILLIAN] = [rule, "accept"]
        assert deliver.send(to_gillian.pk, clock=clock) == "retry_wait"
        assert again(to_gillian).try_at == clock() + timedelta(minutes=1)
        assert deliver.send(to_gillian.pk, clock=clock) == ""
        clock.on(minutes=1)
        assert deliver.send(to_gillian.pk, clock=clock) == "sent"
        assert len(sink.received(GILLIAN)) == 1

    def test_no_server_at_all(self, to_gillian, sink, clock, settings):
        settings.EMAIL_PORT = 1
        assert deliver.send(to_gillian.pk, clock=clock) == "retry_wait"
        assert "no connection to the mail server" in again(to_gillian).reply
        assert again(to_gillian).begun_at is None

    def test_it_waits_longer_each_time_and_gives_up_after_a_day(self, to_gillian, sink, clock):
        assert [back_off(n).total_seconds() / 60 for n in (1, 2, 3, 4, 5, 9)] == [
            1,
            5,
            15,
            60,
            60,
            60,
        ]
        sink.rules[GILLIAN] = ["451"]
        ended, tries = "retry_wait", 0
        while ended == "retry_wait":
            ended, tries = deliver.send(to_gillian.pk, clock=clock), tries + 1
            clock.at = again(to_gillian).try_at or clock.at
        assert ended == "failed"
        assert 24 < tries < 30
        assert Edition.objects.get().state == EditionState.SENDING  # five others are still queued

    def test_a_person_may_hurry_it(self, to_gillian, sink, clock, cast):
        sink.rules[GILLIAN] = ["451", "accept"]
        deliver.send(to_gillian.pk, clock=clock)
        deliver.retry_now(again(to_gillian), by=cast["office"], now=clock())
        assert deliver.send(to_gillian.pk, clock=clock) == "sent"

    def test_too_large_is_refused_with_the_servers_words(self, to_gillian, sink, clock):
        sink.rules[GILLIAN] = ["552"]
        assert deliver.send(to_gillian.pk, clock=clock) == "refused"
        assert "552 5.3.4" in again(to_gillian).reply


class TestUnknown:
    @pytest.mark.parametrize("rule", ["drop", "hang"])
    def test_a_line_dead_after_the_message_is_unknown_and_never_sent_again(
        self, rule, to_gillian, sink, clock
    ):
        sink.rules[GILLIAN] = [rule]
        assert deliver.send(to_gillian.pk, clock=clock) == "unknown"
        clock.on(days=3)
        deliver.release_expired(now=clock())
        assert deliver.send(to_gillian.pk, clock=clock) == ""
        assert len(sink.received(GILLIAN)) == 1

    def test_the_recipient_has_it(self, to_gillian, sink, clock, cast):
        sink.rules[GILLIAN] = ["drop"]
        deliver.send(to_gillian.pk, clock=clock)
        deliver.was_delivered(again(to_gillian), by=cast["office"], now=clock())
        assert again(to_gillian).state == "sent"
        assert to_gillian.transitions.first().by == cast["office"]

    def test_sent_again_on_a_persons_word_with_a_new_id(self, to_gillian, sink, clock, cast):
        sink.rules[GILLIAN] = ["drop", "accept"]
        deliver.send(to_gillian.pk, clock=clock)
        deliver.send_again(
            again(to_gillian), by=cast["office"], now=clock(), reason="She has nothing."
        )
        assert deliver.send(to_gillian.pk, clock=clock) == "sent"
        first, second = sink.received(GILLIAN)
        assert first.id.endswith(".1@calderbrook.example>")
        assert second.id.endswith(".2@calderbrook.example>")
        words = list(to_gillian.transitions.values_list("words", flat=True))
        assert "sent again: She has nothing." in words

    def test_sending_again_needs_a_reason(self, to_gillian, cast, clock):
        with pytest.raises(deliver.Refused, match="Say why"):
            deliver.send_again(to_gillian, by=cast["office"], now=clock(), reason="")

    def test_a_refused_address_can_be_corrected(self, issued, to_gillian, sink, clock, cast):
        sink.rules[GILLIAN] = ["550"]
        send_all(issued, clock)
        right = "gillian.m.roake@calderbrook.example"
        deliver.send_again(
            again(to_gillian),
            by=cast["office"],
            now=clock(),
            reason="Her new address.",
            email=right,
        )
        assert Edition.objects.get().state == EditionState.SENDING
        assert deliver.send(to_gillian.pk, clock=clock) == "sent"
        assert len(sink.received(right)) == 1
        assert Edition.objects.get().state == EditionState.SENT


class TestAWorkerThatVanished:
    def test_before_the_message_left_it_is_queued_again(self, to_gillian, sink, clock):
        claim(to_gillian.pk, now=clock())
        assert deliver.release_expired(now=clock()) == 0
        clock.on(minutes=6)
        assert deliver.release_expired(now=clock()) == 1
        assert again(to_gillian).state == "queued"
        assert deliver.send(to_gillian.pk, clock=clock) == "sent"

    def test_while_it_left_nobody_can_know(self, to_gillian, sink, clock):
        claim(to_gillian.pk, now=clock())
        Delivery.objects.filter(pk=to_gillian.pk).update(begun_at=clock())
        clock.on(minutes=6)
        deliver.release_expired(now=clock())
        assert again(to_gillian).state == "unknown"
        assert "may have been delivered" in again(to_gillian).reply
        assert sink.mails == []

    def test_one_that_was_overtaken_sends_nothing(self, to_gillian, sink, clock, monkeypatch):
        compose = message.compose

        def slow(*args, **kwargs):
            Delivery.objects.filter(pk=to_gillian.pk).update(attempt=5, holder="another")
            return compose(*args, **kwargs)

        monkeypatch.setitem(deliver.send.__globals__, "compose", slow)
        assert deliver.send(to_gillian.pk, clock=clock) == ""
        assert sink.mails == []
        assert again(to_gillian).attempt == 5


class TestTheFile:
    def test_a_missing_file_is_told_and_nothing_is_sent(self, issued, to_gillian, sink, clock):
        default_storage.delete(issued.final.name)
        assert deliver.send(to_gillian.pk, clock=clock) == "failed"
        assert issued.final_sha256 in again(to_gillian).reply
        assert sink.asked == []

    def test_an_altered_file_is_not_sent(self, issued, to_gillian, sink, clock):
        with default_storage.open(issued.final.name, "wb") as file:
            file.write(b"%PDF-1.7 something else")
        assert deliver.send(to_gillian.pk, clock=clock) == "failed"
        assert "altered" in again(to_gillian).reply


def test_a_text_with_a_lone_dot_arrives_whole(issued, to_gillian, sink, clock, monkeypatch):
    monkeypatch.setitem(
        deliver.send.__globals__,
        "compose",
        lambda *_, **__: b"Subject: x\r\n\r\none\r\n.\r\n..two\r\nthree",
    )
    assert deliver.send(to_gillian.pk, clock=clock) == "sent"
    assert sink.mails[0].raw.splitlines()[2:] == [b"one", b".", b"..two", b"three"]


def test_every_step_of_a_mail_is_in_the_log(issued, to_gillian, sink, clock):
    deliver.send(to_gillian.pk, clock=clock)
    steps = list(to_gillian.transitions.order_by("pk").values_list("was", "now", "attempt"))
    assert steps == [("", "queued", 0), ("queued", "transmitting", 1), ("transmitting", "sent", 1)]
