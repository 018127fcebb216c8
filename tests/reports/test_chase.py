"""The chase: one digest for each person, each step once, and nobody asked for what has come."""

from datetime import UTC, date, datetime, timedelta

import pytest

from reports import chase
from reports.models import Digest, Edition, Nudge
from reports.sweep import sweep
from tests import factories
from workstreams import models
from workstreams.actions import month, progress, returns, updates

pytestmark = pytest.mark.django_db

LEAD = "rosalind.achebe@calderbrook.example"
OWNER = "callum.deverill@calderbrook.example"
SPONSOR = "gillian.roake@calderbrook.example"
TOLD = {"narrative": "Done", "declared_rag": "amber", "declared_reason": "One waits"}


def at(day: int, hour: int = 9, month_: int = 8) -> datetime:
    return datetime(2020, month_, day, hour, tzinfo=UTC)


@pytest.fixture
def period(cast):
    """August, open from the 3rd, due on Thursday the 20th at five in London."""
    return month.open_period(
        programme=cast.plan.programme, month=date(2020, 8, 1), opens_on=date(2020, 8, 3),
        deadline=at(20, 16), by=None, now=at(3, 6),
    )  # fmt: skip


@pytest.fixture
def asked(cast, period):
    """The owner leads nothing; Rosalind leads both workstreams."""
    lead = factories.PersonFactory(name="Rosalind Achebe", user=cast["lead"])
    for branch in (cast.plan.first, cast.plan.second):
        models.WorkstreamOwner.objects.create(workstream=branch, person=lead, lead=True)
    return period


def steps(**about) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for nudge in Nudge.objects.filter(**about).order_by("pk"):
        found.setdefault(nudge.email, []).append(nudge.step)
    return found


def tick(moment: datetime, times: int = 1) -> int:
    return sum(len(chase.ask(now=moment)) for _ in range(times))


def say(cast, *, moment: datetime, **told) -> None:
    """What Callum says of the item that he owns."""
    progress.record(
        cast.plan.item, progress=progress.Progress(**told), by=cast["contributor"],
        today=moment.date(), now=moment,
    )  # fmt: skip


def text(mail) -> str:
    return " ".join(mail.message.get_body(("plain",)).get_content().split())


def deliver(moment: datetime) -> list[str]:
    return [
        chase.send(pk, clock=lambda: moment)
        for pk in chase.waiting(now=moment).values_list("pk", flat=True)
    ]


def test_the_tick_fired_five_times_makes_one_digest_a_person(asked):
    assert tick(at(3), times=5) == 2
    assert steps() == {LEAD: ["opened"], OWNER: ["opened"]}
    assert Nudge.objects.get(email=LEAD).workstreams == [
        each.pk for each in asked.programme.workstreams.order_by("sort_key")
    ]


def test_the_whole_ladder_each_step_once(asked):
    moment = at(3, 0)
    while moment < at(28):
        tick(moment)
        moment += timedelta(hours=1)
    assert steps() == {
        LEAD: ["opened", "T-5", "T-1", "T+1"],
        OWNER: ["opened", "T-5", "T-1"],
        SPONSOR: ["T+3"],
    }
    days = [each.since.day for each in Digest.objects.filter(email=LEAD).order_by("pk")]
    assert days == [3, 13, 19, 21]
    assert Digest.objects.get(email=SPONSOR).since == at(25, 7)  # eight in London


def test_days_of_silence_cost_one_mail_not_three(asked):
    tick(at(19, 12))
    assert steps() == {LEAD: ["T-1"], OWNER: ["T-1"]}


def test_nobody_is_mailed_at_night_or_on_a_weekend(asked):
    for moment in (at(21, 3), at(22), at(23, 20), at(24, 6)):  # Friday night, Saturday, Sunday
        assert tick(moment) == 0
    tick(at(24, 7))  # Monday, eight in London
    assert steps()[LEAD] == ["T+1"]


def test_an_owner_is_reminded_while_something_of_theirs_waits_for_a_word(asked, cast, sink):
    tick(at(13), times=3)
    assert steps()[OWNER] == ["T-5"]
    deliver(at(13))
    (mail,) = sink.received(OWNER)
    assert (
        mail.message["Subject"]
        == "Your actions: please bring them up to date by Thursday 20 August"
    )
    assert "1 action in your name still waits for a word from you" in text(mail)
    say(cast, update="The first cases are through", moment=at(14))
    tick(at(19))
    assert steps()[OWNER] == ["T-5"], "everything of theirs was told"


def test_what_an_owner_changed_or_nobody_asks_about_is_no_reason_to_write(asked, cast):
    say(cast, percent=40, moment=at(5))
    tick(at(13))
    assert OWNER not in steps()
    updates.ask([cast.plan.item], by=cast["office"], now=at(14))
    tick(at(19))
    assert steps()[OWNER] == ["T-1"], "somebody asked since"


def test_a_lead_who_owns_items_is_reminded_of_both_in_one_mail(asked, cast, sink):
    factories.own(cast.plan.late, models.Person.objects.get(user=cast["lead"]))
    tick(at(13))
    deliver(at(13))
    (mail,) = sink.received(LEAD)
    assert mail.message["Subject"] == "Your 2 returns are due by Thursday 20 August"
    assert "1 action in your name still waits" in text(mail)


def test_the_chase_follows_a_day_that_was_moved_and_takes_no_step_twice(asked, cast, sink):
    tick(at(3))
    tick(at(13))
    month.move_deadline(
        asked, due_on=date(2020, 8, 27), reason="Half the leads are on leave",
        by=cast["office"], now=at(14),
    )  # fmt: skip
    moment = at(14)
    while moment < at(31):
        tick(moment)
        moment += timedelta(hours=1)
    assert steps()[LEAD] == ["opened", "T-5", "T-1", "T+1"]
    days = [each.since.day for each in Digest.objects.filter(email=LEAD).order_by("pk")]
    assert days == [3, 13, 26, 28]
    deliver(at(26))
    told = next(mail for mail in sink.received(LEAD) if "due by" in mail.message["Subject"])
    assert "Thursday 27 August" in told.message["Subject"]
    assert "moved from Thursday 20 August: Half the leads are on leave" in text(told)
    assert "moved from Thursday 20 August" in told.message.get_body(("html",)).get_content()


def test_a_day_brought_forward_asks_at_once_for_what_is_due_then(asked, cast):
    tick(at(3))
    month.move_deadline(
        asked, due_on=date(2020, 8, 12), reason="The board meets early", by=cast["office"],
        now=at(6),
    )  # fmt: skip
    tick(at(6, 10), times=2)
    assert steps()[LEAD] == ["opened", "T-5"]


def test_two_programmes_are_one_mail(asked, cast):
    other = cast.other_plan
    lead = models.Person.objects.get(user=cast["lead"])
    models.WorkstreamOwner.objects.create(workstream=other.first, person=lead, lead=True)
    month.open_period(
        programme=other.programme, month=date(2020, 8, 1), opens_on=date(2020, 8, 3),
        deadline=at(28, 16), by=None, now=at(3, 6),
    )  # fmt: skip
    tick(at(3), times=3)
    digest = Digest.objects.get(email=LEAD)
    assert digest.nudges.count() == 2


def test_who_has_returned_is_not_chased_and_who_was_sent_back_is(asked, cast):
    first, second = cast.plan.first, cast.plan.second
    for branch in (first, second):
        returns.hand_in(workstream=branch, period=asked, facts=TOLD, by=cast["lead"], now=at(10))
    tick(at(13))
    assert LEAD not in steps()
    row = models.Return.objects.get(workstream=second)
    returns.challenge(row, reason="Which one waits?", by=cast["office"], now=at(14))
    tick(at(19))
    assert steps()[LEAD] == ["T-1"]
    assert Nudge.objects.get(email=LEAD).workstreams == [second.pk]


def test_a_closed_month_chases_nobody(asked):
    month.close_period(asked, by=None, now=at(19))
    tick(at(21))
    assert steps() == {}


def test_without_an_owner_whoever_holds_the_branch_is_asked(period, cast):
    tick(at(13))
    assert Nudge.objects.get(email=LEAD).workstreams == [cast.plan.first.pk]


def test_the_mail_names_each_return_and_leads_to_it(asked, cast, sink, settings):
    tick(at(3))
    assert deliver(at(3)) == ["sent", "sent"]
    (mail,) = sink.received(LEAD)
    assert mail.message["Subject"] == "Your 2 returns are due by Thursday 20 August"
    text = mail.message.get_body(("plain",)).get_content()
    html = mail.message.get_body(("html",)).get_content()
    for branch in (cast.plan.first, cast.plan.second):
        address = f"{settings.SITE_URL}/periods/{asked.pk}/returns/{branch.pk}/edit/"
        assert str(branch) in text and address in text and address in html
    assert "/my-updates/" in text or "/updates/" in text
    (mine,) = sink.received(OWNER)
    assert (
        "1 open action of this programme is in your name"
        in mine.message.get_body(("plain",)).get_content()
    )
    assert len({each.id for each in sink.mails}) == 2


def test_the_sponsor_reads_who_leads_what_is_missing(asked, sink):
    tick(at(25))
    deliver(at(25))
    (mail,) = sink.received(SPONSOR)
    assert mail.message["Subject"] == "2 returns are overdue"
    text = mail.message.get_body(("plain",)).get_content()
    assert "(Rosalind Achebe)" in text and "3 working days ago" in text
    (late,) = sink.received(LEAD)
    assert late.message["Subject"] == "Your 2 returns are overdue"


def test_what_came_in_the_meantime_is_not_asked_for(asked, cast, sink):
    tick(at(13))
    for branch in (cast.plan.first, cast.plan.second):
        returns.hand_in(workstream=branch, period=asked, facts=TOLD, by=cast["lead"], now=at(13))
    deliver(at(13))
    assert Digest.objects.get(email=LEAD).state == "cancelled"
    assert sink.received(LEAD) == []


@pytest.mark.parametrize(
    ("rule", "state"), [("550", "refused"), ("451", "retry_wait"), ("drop", "unknown")]
)
def test_states_are_those_of_a_delivery(asked, sink, rule, state):
    sink.rules[LEAD] = [rule]
    tick(at(13))
    deliver(at(13))
    digest = Digest.objects.get(email=LEAD)
    assert [change.now for change in digest.changes.order_by("pk")] == [
        "queued", "transmitting", state,
    ]  # fmt: skip


def test_an_unknown_one_is_not_sent_twice_by_itself_and_a_person_settles_it(asked, sink, cast):
    sink.rules[LEAD] = ["drop", "accept"]
    tick(at(13))
    deliver(at(13))
    tick(at(13, 10))
    sweep(now=at(13, 11))
    assert deliver(at(13, 11)) == []
    digest = Digest.objects.get(email=LEAD)
    chase.send_again(digest, by=cast["office"], now=at(13, 12))
    assert deliver(at(13, 12)) == ["sent"]
    assert len({mail.id for mail in sink.received(LEAD)}) == len(sink.received(LEAD))
    with pytest.raises(Exception, match="cannot be sent again"):
        chase.send_again(Digest.objects.get(email=LEAD), by=cast["office"], now=at(13, 13))


def test_a_dead_workers_digest_is_taken_back(asked):
    tick(at(13))
    from reports.chase.send import claim

    Digest.objects.exclude(email=LEAD).delete()
    taken = claim(Digest.objects.get().pk, now=at(13))
    assert claim(taken.pk, now=at(13)) is None
    assert chase.release_expired(now=at(13) + timedelta(seconds=299)) == 0
    assert chase.release_expired(now=at(14)) == 1
    assert Digest.objects.get().state == "queued"
    taken = claim(taken.pk, now=at(14))
    Digest.objects.update(begun_at=at(14))
    chase.release_expired(now=at(15))
    assert Digest.objects.get().state == "unknown"


def test_a_report_that_nobody_approved_is_told_to_sponsor_and_office_once(drafted, cast, sink):
    late = drafted.since + timedelta(hours=73)
    sweep(now=late)
    assert Edition.objects.get().state == "held"
    assert tick(late, times=4) == 2
    deliver(late)
    (mail,) = sink.received(SPONSOR)
    assert mail.message["Subject"] == "A report waits for your approval"
    assert f"/reports/{drafted.pk}/" in mail.message.get_body(("plain",)).get_content()
    assert sorted(steps()) == [SPONSOR, "tamsin.boyle@calderbrook.example"]


def test_an_approved_one_is_no_longer_told(drafted, cast, sink):
    from reports import publish

    late = drafted.since + timedelta(hours=73)
    sweep(now=late)
    tick(late)
    publish.approve(Edition.objects.get(), by=cast["sponsor"], now=late)
    assert set(deliver(late)) == {"cancelled"}


def test_one_tick_costs_a_fixed_number_of_statements(asked, django_assert_max_num_queries):
    for n in range(30):
        factories.WorkstreamFactory(programme=asked.programme, position=n + 10)
    with django_assert_max_num_queries(44):
        tick(at(13))
    with django_assert_max_num_queries(12):
        tick(at(13, 10))
