"""Kinds of reports: which month each is of, exactly one of each, and what a schedule asks for."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from reports import publish, store
from reports.deliver.message import compose
from reports.kinds import Kind, covers, ends_quarter, file_stem, next_period, quarter, quarter_name
from reports.models import Delivery, Edition, PartMonth, Schedule, Snapshot
from reports.periods import Month, months
from reports.publish.binding import bind
from tests.reports.conftest import DUE, JULY

SEPTEMBER = Month(2020, 9)
AFTER_SEPTEMBER = datetime(2020, 10, 7, 7, 0, tzinfo=UTC)  # 8:00 in London on the fifth working day


class TestQuarters:
    @pytest.mark.parametrize(
        ("last", "name", "words"),
        [
            (Month(2020, 6), "Quarter 1 of 2020/21", "April to June 2020"),
            (Month(2020, 12), "Quarter 3 of 2020/21", "October to December 2020"),
            (Month(2021, 3), "Quarter 4 of 2020/21", "January to March 2021"),
            (Month(2000, 3), "Quarter 4 of 1999/00", "January to March 2000"),
        ],
    )
    def test_a_quarter_is_of_the_financial_year(self, last, name, words):
        assert quarter_name(last) == name
        assert covers(Kind.QUARTERLY, last) == words

    def test_every_month_belongs_to_exactly_one_quarter(self):
        whole = list(months(Month(2024, 1), Month(2034, 12)))
        held = [month for last in whole if ends_quarter(last) for month in quarter(last)]
        assert held == whole

    def test_the_one_after_december_is_of_march(self):
        assert next_period(Kind.QUARTERLY, Month(2020, 12)) == Month(2021, 3)
        assert next_period(Kind.HIGHLIGHT, Month(2020, 12)) == Month(2021, 1)
        assert next_period(Kind.COMMITTEE, Month(2020, 12)) is None

    def test_no_two_kinds_share_a_file_name(self):
        names = {file_stem(kind, SEPTEMBER) for kind in Kind}
        assert len(names) == len(Kind)
        assert file_stem(Kind.QUARTERLY, SEPTEMBER) == "quarterly-review-2020-07-to-2020-09"


@pytest.fixture
def reviewed(board):
    """The cast's board also gets quarterly reviews, from the one of September."""
    Schedule.objects.update(quarterly_from=SEPTEMBER.first)
    return board


@pytest.mark.django_db
class TestTheClock:
    def test_each_kind_and_month_is_made_once_however_often_it_ticks(self, reviewed):
        made = [publish.ensure_due(now=AFTER_SEPTEMBER) for _ in range(3)]
        assert [len(each) for each in made] == [4, 0, 0]
        assert [(e.kind, e.period.month) for e in made[0]] == [
            ("highlight", 7), ("highlight", 8), ("highlight", 9), ("quarterly", 9),
        ]  # fmt: skip

    def test_no_review_falls_due_within_its_quarter(self, reviewed):
        publish.ensure_due(now=AFTER_SEPTEMBER - timedelta(minutes=1))
        assert not Edition.objects.filter(kind="quarterly").exists()

    def test_over_the_end_of_a_year(self, reviewed):
        publish.ensure_due(now=datetime(2021, 4, 12, 12, tzinfo=UTC))
        reviews = Edition.objects.filter(kind="quarterly").order_by("period")
        assert [each.period for each in reviews] == [
            date(2020, 9, 1), date(2020, 12, 1), date(2021, 3, 1),
        ]  # fmt: skip

    def test_a_board_that_changes_its_monthly_kind_is_not_sent_old_months_again(self, board):
        publish.ensure_due(now=DUE)
        Schedule.objects.update(monthly="summary")
        assert publish.ensure_due(now=DUE) == []
        (august,) = publish.ensure_due(now=DUE + timedelta(days=32))
        assert (august.kind, august.period) == ("summary", date(2020, 8, 1))

    def test_a_board_may_get_reviews_only(self, reviewed):
        Schedule.objects.update(monthly="")
        assert [each.kind for each in publish.ensure_due(now=AFTER_SEPTEMBER)] == ["quarterly"]

    def test_a_committee_report_is_never_made_by_the_clock(self, reviewed):
        publish.ensure_due(now=datetime(2022, 1, 1, tzinfo=UTC))
        assert not Edition.objects.filter(kind="committee").exists()

    def test_half_a_quarter_is_refused(self, board):
        with pytest.raises(publish.Refused, match="August 2020 ends no quarter"):
            publish.open_edition(board, Month(2020, 8), kind=Kind.QUARTERLY, now=DUE)


@pytest.mark.django_db
class TestUniqueness:
    def test_kinds_stand_beside_each_other_and_none_twice(self, board):
        for kind in Kind:
            publish.open_edition(board, SEPTEMBER, kind=kind, now=AFTER_SEPTEMBER)
            publish.open_edition(board, SEPTEMBER, kind=kind, now=AFTER_SEPTEMBER)
        assert sorted(Edition.objects.values_list("kind", flat=True)) == sorted(Kind)

    def test_two_in_force_of_one_kind_cannot_be(self, board):
        publish.open_edition(board, SEPTEMBER, kind=Kind.QUARTERLY, now=DUE)
        with pytest.raises(IntegrityError), transaction.atomic():
            Edition.objects.create(
                board=board, kind="quarterly", period=SEPTEMBER.first, version=2, since=DUE
            )

    def test_the_database_refuses_a_quarter_that_ends_in_august(self, board):
        with pytest.raises(IntegrityError), transaction.atomic():
            Edition.objects.create(
                board=board, kind="quarterly", period=date(2020, 8, 1), since=DUE
            )


@pytest.mark.django_db
class TestTheSchedule:
    def test_the_next_twelve_hold_the_reviews_in_their_places(self, board):
        now = datetime(2020, 8, 3, 12, tzinfo=UTC)
        plan = publish.planned(board, facts={"quarterly": True}, now=now)
        coming = publish.coming(plan, now=now)
        assert len(coming) == 12
        assert [(each.kind.value, each.covers) for each in coming[:4]] == [
            ("highlight", "July 2020"),
            ("highlight", "August 2020"),
            ("highlight", "September 2020"),
            ("quarterly", "July to September 2020"),
        ]
        assert not Schedule.objects.get().quarterly_from

    def test_ticking_the_box_asks_for_none_of_the_past(self, board, cast):
        first = {
            3: date(2020, 9, 1),
            12: date(2020, 12, 1),
        }  # of October: before and after it falls due
        for day, starts in first.items():
            now = datetime(2020, 10, day, 12, tzinfo=UTC)
            plan = publish.planned(board, facts={"quarterly": True}, now=now)
            assert plan.quarterly_from == starts

    def test_taking_the_tick_away_ends_them(self, reviewed, cast):
        facts = {"monthly": "highlight", "quarterly": False}
        saved = publish.set_schedule(reviewed, facts=facts, by=cast["manager"], now=DUE)
        assert saved.quarterly_from is None

    def test_nothing_at_all_is_refused(self, board, cast):
        with pytest.raises(publish.Refused, match="Choose a report for each month"):
            publish.set_schedule(board, facts={"monthly": ""}, by=cast["manager"], now=DUE)


@pytest.fixture
def reviewing(reviewed, quick_renderer, clock, cast):
    """July was frozen in its time, August was not, September's review is a draft."""
    publish.snapshot_of(cast.plan.programme, JULY, now=DUE)
    clock.at = AFTER_SEPTEMBER
    edition = publish.open_edition(reviewed, SEPTEMBER, kind=Kind.QUARTERLY, now=clock())
    assert publish.work(edition.pk, clock=clock) == "ready"
    return Edition.objects.get(pk=edition.pk)


@pytest.mark.django_db
class TestAReview:
    def test_it_reads_what_was_frozen_and_freezes_nothing_in_its_place(self, reviewing):
        found = [
            (each.period.month, each.snapshot and each.snapshot.period.month)
            for each in PartMonth.objects.order_by("period")
        ]
        assert found == [(7, 7), (8, None), (9, 9)]
        assert Snapshot.objects.count() == 2
        assert reviewing.parts.get().previous.period == JULY.first

    def test_its_page_says_the_gap(self, reviewing, signed_in):
        page = signed_in("manager").get(f"/reports/{reviewing.pk}/").content.decode()
        assert "Quarterly review, July to September 2020" in page
        assert "Nothing was frozen for August 2020" in page

    def test_its_mail_names_it_and_has_an_identity_of_its_own(self, reviewing, cast, clock):
        publish.approve(reviewing, by=cast["sponsor"], now=clock())
        publish.work(reviewing.pk, clock=clock)
        highlight = publish.open_edition(reviewing.board, SEPTEMBER, now=clock())
        publish.work(highlight.pk, clock=clock)
        publish.approve(Edition.objects.get(pk=highlight.pk), by=cast["sponsor"], now=clock())
        publish.work(highlight.pk, clock=clock)
        heads = []
        for delivery in Delivery.objects.select_related("edition__board"):
            edition = delivery.edition
            file = store.fetch(edition.final.name, edition.final_sha256)
            text = compose(delivery, bind(edition, final=True), file, now=clock()).decode()
            heads.append((edition.kind, text.split("Message-ID: ")[1].split()[0]))
            if edition.kind == "quarterly":
                assert "Subject: Quarterly review, July to September 2020: " in text
                assert 'filename="quarterly-review-2020-07-to-2020-09-v1.pdf"' in text
        assert len(heads) == len(set(heads)) == 12
        finals = Edition.objects.values_list("final", flat=True)
        assert len(set(finals)) == 2
