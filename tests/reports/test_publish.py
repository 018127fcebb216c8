"""An edition from due to sent: once, whoever asks; nothing mailed before approval; nothing issued altered."""

import sys
from datetime import timedelta

import pytest
from django.db import DataError, IntegrityError, OperationalError, transaction

from reports import codec, publish, render
from reports.models import Delivery, Edition, EditionState, Schedule, Snapshot, Transition
from reports.periods import Month
from reports.publish.work import ATTEMPTS, EXCUSES, claim, lease
from tests import factories
from tests.reports.conftest import DUE, JULY, PEOPLE
from workstreams.models import BoardRecipient, BoardScope

pytestmark = pytest.mark.django_db

AUGUST = Month(2020, 8)


def states(edition) -> list[str]:
    return list(
        edition.transitions.filter(delivery=None).order_by("pk").values_list("now", flat=True)
    )


class TestDue:
    def test_it_is_made_once_however_often_the_tick_comes(self, board):
        made = [len(publish.ensure_due(now=DUE)) for _ in range(5)]
        assert made == [1, 0, 0, 0, 0]
        assert Edition.objects.count() == 1
        assert Transition.objects.count() == 1

    def test_a_minute_before_nothing_is_due(self, board):
        assert publish.ensure_due(now=DUE - timedelta(minutes=1)) == []

    def test_after_days_of_silence_every_month_is_made_oldest_first(self, board):
        made = publish.ensure_due(now=DUE + timedelta(days=70))
        assert [str(edition.month) for edition in made] == [
            "July 2020",
            "August 2020",
            "September 2020",
        ]

    def test_a_board_without_an_active_schedule_gets_none(self, board):
        Schedule.objects.update(active=False)
        assert publish.ensure_due(now=DUE) == []

    def test_by_hand_and_by_the_tick_it_is_the_same_edition(self, board):
        by_hand = publish.open_edition(board, JULY, now=DUE)
        assert publish.ensure_due(now=DUE) == []
        assert publish.open_edition(board, JULY, now=DUE) == by_hand

    def test_a_replaced_first_version_is_not_made_again(self, drafted, cast):
        second = publish.reissue(
            drafted, by=cast["manager"], now=DUE, note="A date.", fresh_facts=False
        )
        assert publish.ensure_due(now=DUE) == []
        assert publish.open_edition(drafted.board, JULY, now=DUE) == second


class TestConstraints:
    def test_two_editions_in_force_cannot_be(self, drafted):
        with pytest.raises(IntegrityError), transaction.atomic():
            Edition.objects.create(board=drafted.board, period=JULY.first, version=2, since=DUE)

    def test_a_period_is_a_first(self, board):
        with pytest.raises(IntegrityError), transaction.atomic():
            Edition.objects.create(board=board, period=JULY.last, since=DUE)

    def test_the_database_refuses_to_issue_what_nobody_approved(self, drafted):
        with pytest.raises(IntegrityError), transaction.atomic():
            Edition.objects.filter(pk=drafted.pk).update(state=EditionState.SENDING)

    def test_one_delivery_for_each_person(self, issued):
        again = issued.deliveries.first()
        with pytest.raises(IntegrityError), transaction.atomic():
            Delivery.objects.create(edition=issued, name="x", email=again.email, since=DUE)


class TestWork:
    def test_facts_are_frozen_and_the_draft_is_made(self, drafted, cast):
        assert drafted.state == EditionState.READY
        part = drafted.parts.get()
        assert part.snapshot.programme == cast.plan.programme
        assert part.snapshot.as_at == JULY.last
        assert part.snapshot.taken_at == DUE
        assert drafted.draft_sha256
        assert not drafted.final_sha256
        assert states(drafted) == ["due", "frozen", "ready"]

    def test_nothing_more_is_done_without_a_person(self, drafted, clock):
        assert publish.work(drafted.pk, clock=clock) == ""
        assert Delivery.objects.count() == 0

    def test_a_second_worker_finds_it_held(self, board, clock):
        edition = publish.open_edition(board, JULY, now=clock())
        assert claim(edition.pk, now=clock()) is not None
        assert claim(edition.pk, now=clock()) is None

    def test_a_dead_workers_lease_runs_out_and_the_next_takes_over(
        self, board, quick_renderer, clock
    ):
        edition = publish.open_edition(board, JULY, now=clock())
        claim(edition.pk, now=clock())
        clock.at += lease() + timedelta(seconds=1)
        assert publish.work(edition.pk, clock=clock) == "ready"

    def test_what_an_overtaken_worker_made_is_thrown_away(
        self, board, quick_renderer, clock, monkeypatch
    ):
        edition = publish.open_edition(board, JULY, now=clock())
        make = render.pdf

        def slow(document):
            Edition.objects.filter(pk=edition.pk).update(attempt=7, holder="another worker")
            return make(document)

        monkeypatch.setattr("reports.render.pdf", slow)
        assert publish.work(edition.pk, clock=clock) == ""
        edition.refresh_from_db()
        assert (edition.state, edition.attempt, edition.draft_sha256) == ("frozen", 7, "")

    def test_one_that_kills_its_worker_is_given_up_after_three(self, board, clock):
        edition = publish.open_edition(board, JULY, now=clock())
        for _ in range(ATTEMPTS):
            assert claim(edition.pk, now=clock()) is not None
            clock.at += lease() + timedelta(seconds=1)
        assert claim(edition.pk, now=clock()) is None
        edition.refresh_from_db()
        assert edition.state == EditionState.FAILED
        assert "killed its worker 3 times" in edition.error

    def test_what_fails_the_same_way_each_time_is_tried_once(self, board, clock, monkeypatch, cast):
        def broken(_):
            raise render.RenderError("line 3 of the template")

        edition = publish.open_edition(board, JULY, now=clock())
        with monkeypatch.context() as patch:
            patch.setattr("reports.render.pdf", broken)
            assert publish.work(edition.pk, clock=clock) == "failed"
        edition.refresh_from_db()
        assert (edition.error, edition.failed_from) == ("line 3 of the template", "frozen")
        sha256 = edition.parts.get().snapshot.sha256
        publish.try_again(edition, by=cast["office"], now=clock())
        edition.refresh_from_db()
        assert (edition.state, edition.attempt) == ("frozen", 0)
        assert edition.parts.get().snapshot.sha256 == sha256

    def test_a_busy_database_uses_up_no_attempt(self, board, quick_renderer, clock, monkeypatch):
        """Another board of the same programme held its lock for minutes: fault run F23, seed 70780."""

        def waits_for_a_lock(*_, **__):
            raise OperationalError("canceling statement due to statement timeout")

        edition = publish.open_edition(board, JULY, now=clock())
        with monkeypatch.context() as patch:
            patch.setattr(sys.modules["reports.publish.work"], "snapshot_of", waits_for_a_lock)
            for _ in range(ATTEMPTS + 2):
                assert publish.work(edition.pk, clock=clock) == ""
                edition.refresh_from_db()
                clock.at = edition.lease_until + timedelta(seconds=1)
        assert (edition.state, edition.error) == (EditionState.DUE, "the database was busy")
        assert publish.work(edition.pk, clock=clock) == "ready"
        edition.refresh_from_db()
        assert (edition.attempt, edition.excused) == (0, 0)

    def test_a_database_that_is_always_busy_is_said_after_hours(self, board, clock, monkeypatch):
        def never(*_, **__):
            raise OperationalError("canceling statement due to statement timeout")

        edition = publish.open_edition(board, JULY, now=clock())
        monkeypatch.setattr(sys.modules["reports.publish.work"], "snapshot_of", never)
        began = clock.at
        while edition.state == EditionState.DUE:
            publish.work(edition.pk, clock=clock)
            edition.refresh_from_db()
            clock.at = (edition.lease_until or clock.at) + timedelta(seconds=1)
        assert edition.state == EditionState.FAILED
        assert edition.attempt == EXCUSES + ATTEMPTS
        assert timedelta(hours=2) < clock.at - began < timedelta(hours=4)

    def test_what_the_database_cannot_take_is_the_reports_own_fault(
        self, board, clock, monkeypatch
    ):
        def too_long(*_, **__):
            raise DataError("value too long for type character varying(20)")

        edition = publish.open_edition(board, JULY, now=clock())
        monkeypatch.setattr(sys.modules["reports.publish.work"], "snapshot_of", too_long)
        for _ in range(ATTEMPTS):
            publish.work(edition.pk, clock=clock)
            edition.refresh_from_db()
            clock.at = (edition.lease_until or clock.at) + timedelta(seconds=1)
        assert edition.state == EditionState.FAILED

    def test_what_may_pass_is_tried_again_later(self, board, clock, monkeypatch):
        def full(_):
            raise OSError(28, "No space left on device")

        edition = publish.open_edition(board, JULY, now=clock())
        monkeypatch.setattr("reports.render.pdf", full)
        assert publish.work(edition.pk, clock=clock) == ""
        edition.refresh_from_db()
        assert edition.state == EditionState.FROZEN
        assert "No space left" in edition.error
        assert edition.lease_until > clock()

    def test_a_disk_that_is_full_for_an_hour_ends_no_report(
        self, board, clock, monkeypatch, quick_renderer
    ):
        def full(_):
            raise OSError(28, "No space left on device")

        edition = publish.open_edition(board, JULY, now=clock())
        with monkeypatch.context() as disk:
            disk.setattr("reports.render.pdf", full)
            until = clock() + timedelta(hours=1)
            while clock() < until:
                publish.work(edition.pk, clock=clock)
                edition.refresh_from_db()
                assert edition.state == EditionState.FROZEN
                clock.at = edition.lease_until + timedelta(seconds=1)
        assert publish.work(edition.pk, clock=clock) == EditionState.READY

    def test_a_board_that_looks_at_nothing_says_so(self, clock):
        edition = publish.open_edition(factories.BoardFactory(name="New board"), JULY, now=clock())
        assert publish.work(edition.pk, clock=clock) == "failed"
        edition.refresh_from_db()
        assert "looks at no programme" in edition.error

    def test_two_boards_read_one_snapshot(self, drafted, cast, clock):
        other = factories.BoardFactory(name="Senior Leadership Team")
        BoardScope.objects.create(board=other, workstream=cast.plan.second)
        edition = publish.open_edition(other, JULY, now=clock())
        publish.work(edition.pk, clock=clock)
        part = edition.parts.get()
        assert part.snapshot == drafted.parts.get().snapshot
        assert part.branches == [cast.plan.second.pk]
        assert Snapshot.objects.count() == 1

    def test_later_edits_do_not_reach_the_final(self, drafted, cast, clock):
        item = cast.plan.item
        item.title = "Changed after the freeze"
        item.save()
        publish.approve(drafted, by=cast["sponsor"], now=clock())
        publish.work(drafted.pk, clock=clock)
        drafted.refresh_from_db()
        with drafted.final.open() as file:
            assert b"Changed after the freeze" not in file.read()

    def test_next_month_is_compared_with_this_one(self, issued, clock):
        clock.on(days=31)
        edition = publish.open_edition(issued.board, AUGUST, now=clock())
        publish.work(edition.pk, clock=clock)
        assert edition.parts.get().previous == issued.parts.get().snapshot
        document = publish.bind(Edition.objects.get(pk=edition.pk))
        assert document.first.was_month == "July"
        assert document.first.changes is not None


class TestApproval:
    def test_approval_writes_the_imprint_and_sends(self, issued, cast):
        assert issued.state == EditionState.SENDING
        assert issued.approved_by == cast["sponsor"]
        assert issued.imprint["final"]["approver"] == "Gillian Roake"
        assert issued.imprint["draft"]["approver"] == ""
        assert issued.draft_sha256 != issued.final_sha256
        assert sorted(issued.deliveries.values_list("name", flat=True)) == list(PEOPLE)
        assert set(issued.deliveries.values_list("state", flat=True)) == {"queued"}
        assert states(issued) == ["due", "frozen", "ready", "approved", "final", "sending"]

    def test_only_a_draft_can_be_approved(self, issued, cast, clock):
        with pytest.raises(publish.Refused, match="being sent"):
            publish.approve(issued, by=cast["sponsor"], now=clock())

    def test_two_approvals_at_once_are_one(self, drafted, cast, clock):
        twin = Edition.objects.get(pk=drafted.pk)
        publish.approve(drafted, by=cast["sponsor"], now=clock())
        with pytest.raises(publish.Refused):
            publish.approve(twin, by=cast["manager"], now=clock())
        assert Edition.objects.get().approved_by == cast["sponsor"]

    def test_by_hand_it_waits_until_somebody_issues_it(self, drafted, cast, clock):
        Schedule.objects.update(issue_by_hand=True)
        publish.approve(drafted, by=cast["sponsor"], now=clock())
        assert publish.work(drafted.pk, clock=clock) == "final"
        assert Delivery.objects.count() == 0
        edition = Edition.objects.get()
        publish.issue(edition, by=cast["manager"], now=clock())
        assert Edition.objects.get().state == EditionState.SENDING

    def test_a_board_without_readers_keeps_its_final_and_says_so(self, drafted, cast, clock):
        BoardRecipient.objects.update(active=False)
        publish.approve(drafted, by=cast["sponsor"], now=clock())
        assert publish.work(drafted.pk, clock=clock) == "final"
        edition = Edition.objects.get()
        assert "Nobody is on the list" in edition.error
        with pytest.raises(publish.Refused, match="add a recipient"):
            publish.issue(edition, by=cast["manager"], now=clock())

    def test_a_person_taken_off_the_list_gets_nothing(self, drafted, cast, clock):
        BoardRecipient.objects.filter(name="Desmond Pyke").update(active=False)
        publish.approve(drafted, by=cast["sponsor"], now=clock())
        publish.work(drafted.pk, clock=clock)
        assert drafted.deliveries.count() == 5


class TestNextVersion:
    def test_the_next_version_replaces_and_keeps_the_first(self, issued, cast, clock):
        second = publish.reissue(
            issued, by=cast["manager"], now=clock(), note="One date was wrong.", fresh_facts=False
        )
        publish.work(second.pk, clock=clock)
        first, second = Edition.objects.order_by("version")
        assert (first.state, second.state) == (EditionState.SUPERSEDED, EditionState.READY)
        assert first.final_sha256 == issued.final_sha256
        assert second.parts.get().snapshot == first.parts.get().snapshot
        assert publish.bind(second).imprint.note == "One date was wrong."
        assert set(first.deliveries.values_list("state", flat=True)) == {"cancelled"}
        assert second.deliveries.count() == 0

    def test_on_fresh_facts_it_freezes_again(self, issued, cast, clock):
        second = publish.reissue(
            issued, by=cast["manager"], now=clock(), note="New facts.", fresh_facts=True
        )
        publish.work(second.pk, clock=clock)
        assert second.parts.get().snapshot.number == 2
        assert second.parts.get().snapshot.taken_at == clock()

    def test_a_double_click_makes_one(self, issued, cast, clock):
        twin = Edition.objects.get(pk=issued.pk)
        ask = {"by": cast["manager"], "now": clock(), "note": "One date.", "fresh_facts": False}
        assert publish.reissue(issued, **ask) == publish.reissue(twin, **ask)
        assert Edition.objects.count() == 2

    def test_it_needs_a_note(self, issued, cast, clock):
        with pytest.raises(publish.Refused, match="the note is printed"):
            publish.reissue(issued, by=cast["manager"], now=clock(), note=" ", fresh_facts=False)

    def test_what_is_being_made_cannot_be_replaced(self, board, cast, clock):
        edition = publish.open_edition(board, JULY, now=clock())
        with pytest.raises(publish.Refused, match="cannot be replaced"):
            publish.reissue(edition, by=cast["manager"], now=clock(), note="x", fresh_facts=False)


class TestAFrozenSnapshot:
    def test_one_that_was_altered_is_not_read(self, drafted):
        frozen = drafted.parts.get().snapshot
        assert frozen.read() == frozen.read()
        frozen.body = frozen.body.replace("Calderbrook", "Netherfield")
        with pytest.raises(codec.SnapshotError, match="SHA-256 differs"):
            frozen.read()
