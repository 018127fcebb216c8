"""What hangs on an item: checklist, documents and addresses, reminders."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage

from workstreams.actions import attachments, checklist, progress, register, reminders, words
from workstreams.actions.base import Conflict, Refused
from workstreams.hanging import lines_of, ties_of
from workstreams.models import Attachment, Item, Notice, Reminder
from workstreams.when import read

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def store(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_a_pasted_list_is_as_many_lines_and_they_are_counted_on_the_row(cast, today, now):
    item = cast.plan.item
    rows = checklist.add_lines(
        item, text="1. Checks are made\n\n(2) Visits are planned\n- Report", by=None, now=now
    )
    assert [row.text for row in rows] == ["Checks are made", "Visits are planned", "Report"]
    done = checklist.tick(rows[0], done_on=today, by=cast["contributor"], now=now, version=1)
    assert (done.done_on, done.done_by) == (today, cast["contributor"])
    item.refresh_from_db()
    assert (item.checklist_done, item.checklist_total) == (1, 3)
    checklist.tick(done, done_on=None, by=None, now=now)
    checklist.drop(rows[2], by=None, now=now)
    item.refresh_from_db()
    assert (item.checklist_done, item.checklist_total) == (0, 2)
    assert rows[0].history.count() == 3


def test_a_line_says_something_and_a_stale_tick_is_a_conflict(cast, today, now):
    for text in ("  \n ", "x" * 501):
        with pytest.raises(Refused):
            checklist.add_lines(cast.plan.item, text=text, by=None, now=now)
    (row,) = checklist.add_lines(cast.plan.item, text="Visits", by=None, now=now)
    checklist.amend(row, text="All visits", by=None, now=now, version=1)
    with pytest.raises(Conflict):
        checklist.tick(row, done_on=today, by=None, now=now, version=1)


def attach(cast, now, name="draft.pdf", content=b"%PDF-1.7 words", **more):
    return attachments.attach(
        item=cast.plan.item, title=more.pop("title", "Draft"), file_name=name, content=content,
        by=cast["contributor"], now=now, **more,
    )  # fmt: skip


def test_a_file_is_kept_under_a_name_that_says_nothing(cast, now):
    row = attach(cast, now)
    assert (row.file_name, row.size, row.edition) == ("draft.pdf", 14, 1)
    assert "draft" not in row.stored_as
    with default_storage.open(row.stored_as) as file:
        assert file.read() == b"%PDF-1.7 words"


def test_the_same_title_again_is_the_next_version_and_the_first_stays(cast, now):
    attach(cast, now)
    assert attach(cast, now, content=b"%PDF-1.7 more").edition == 2
    assert Attachment.objects.count() == 2


@pytest.mark.parametrize(("name", "content", "said"), [
    ("run.exe", b"MZ", "kind of file"), ("page.html", b"<html>", "kind of file"),
    ("draft", b"%PDF-", "kind of file"), ("draft.pdf", b"", "empty"),
    ("draft.pdf", b"MZ\x90", "not what its ending"), ("rows.csv", b"\x00\x01", "not what its ending"),
    ("large.pdf", b"%PDF-" + bytes(10 * 1024 * 1024), "10.0 MB"),
])  # fmt: skip
def test_a_file_that_is_not_what_it_says_or_too_large_is_refused(cast, now, name, content, said):
    with pytest.raises(Refused, match=said):
        attach(cast, now, name=name, content=content)
    assert not Attachment.objects.exists()


def test_a_file_or_an_address_never_both_and_never_neither(cast, now):
    for given in ({}, {"url": "https://a.example", "file_name": "a.pdf", "content": b"%PDF-"}):
        with pytest.raises(Refused):
            attachments.attach(item=cast.plan.item, title="x", by=None, now=now, **given)
    link = attachments.attach(
        item=cast.plan.item, title="", url="https://a.example/plan", by=None, now=now
    )
    assert link.title == "https://a.example/plan"


def test_what_is_taken_away_leaves_the_store_and_stays_in_the_history(
    cast, now, django_capture_on_commit_callbacks
):
    row = attach(cast, now)
    stored = row.stored_as
    with django_capture_on_commit_callbacks(execute=True):
        attachments.drop_attachment(row, by=cast["contributor"], now=now)
    assert not default_storage.exists(stored)
    last = Attachment.history.first()
    assert (last.history_type, last.title) == ("-", "Draft")


def remind(cast, today, now, **more):
    return reminders.set_reminder(
        cast.plan.item, on=more.pop("on", today + timedelta(days=3)), by=cast["manager"],
        today=today, now=now, **more,
    )  # fmt: skip


def test_on_its_day_the_lead_is_told_once(cast, today, now):
    item = cast.plan.item
    progress.record(
        item,
        progress=progress.Progress(revised=read("Owain to confirm"), reason="Asked"),
        by=None, today=today, now=now,
    )  # fmt: skip
    remind(cast, today, now)
    assert reminders.tell_due(today=today, now=now) == 0
    later = today + timedelta(days=4)
    assert reminders.tell_due(today=later, now=now) == 1
    assert reminders.tell_due(today=later, now=now) == 0
    notice = Notice.objects.get()
    assert notice.user == cast["contributor"]
    assert notice.text.startswith("Ask Owain for the date: ")
    assert notice.address == item.get_absolute_url()


def test_without_a_lead_who_signs_in_whoever_set_it_is_told(cast, today, now):
    cast.plan.item.ownerships.all().delete()
    remind(cast, today, now, on=today, text="Ask the provider")
    assert reminders.tell_due(today=today, now=now) == 1
    assert Notice.objects.get().user == cast["manager"]


def test_nobody_is_asked_about_what_is_finished(cast, today, now):
    remind(cast, today, now, on=today)
    Item.objects.filter(pk=cast.plan.item.pk).update(status="complete")
    assert reminders.tell_due(today=today, now=now) == 0
    assert not Notice.objects.exists()
    assert Reminder.objects.get().told_at == now


def test_a_reminder_that_was_told_is_told_again_on_a_new_day(cast, today, now):
    row = remind(cast, today, now, on=today)
    reminders.tell_due(today=today, now=now)
    row.refresh_from_db()
    reminders.amend_reminder(
        row, on=today + timedelta(days=1), text="", by=None, today=today, now=now, version=2
    )
    assert reminders.tell_due(today=today + timedelta(days=1), now=now) == 1
    for on in (None, today - timedelta(days=1)):
        with pytest.raises(Refused):
            remind(cast, today, now, on=on)


def test_all_that_hangs_on_an_item_is_one_statement(cast, today, now, django_assert_num_queries):
    item = cast.plan.item
    checklist.add_lines(item, text="One\nTwo", by=None, now=now)
    attach(cast, now)
    remind(cast, today, now)
    checkpoint(item, now)
    with django_assert_num_queries(1):
        lines = lines_of(item)
    assert [line.words for line in lines.checklist] == ["One", "Two"]
    assert [(line.words, line.is_file, line.edition) for line in lines.attachments] == [
        ("Draft", True, 1)
    ]
    assert lines.reminders[0].day == today + timedelta(days=3)
    assert (lines.checkpoints[0].words, str(lines.checkpoints[0].when.due)) == (
        "Half",
        "2021-06-04",
    )


def checkpoint(item, now):
    words.add_checkpoint(item, title="Half", when=read("4 June 2021"), by=None, now=now)


def test_what_names_an_item_is_one_statement(cast, today, now, django_assert_num_queries):
    said = {"programme": cast.plan.programme, "by": None, "today": today, "now": now}
    register.raise_risk(title="Nobody bids", item=cast.plan.item, **said)
    register.add_dependency(title="Data", item=cast.plan.item, on_item=cast.plan.late, **said)
    register.add_dependency(title="Go-live", item=cast.plan.item, outside="Alliance", **said)
    register.add_dependency(title="Strategy", item=cast.plan.other, on_item=cast.plan.item, **said)
    rights = cast["manager"]
    ties_of(cast.plan.item, rights)
    with django_assert_num_queries(1):
        ties = ties_of(cast.plan.item, rights)
    assert {each.other for each in ties["waits"]} == {cast.plan.late.title, "Alliance"}
    assert [each.other for each in ties["holds"]] == [cast.plan.other.title]
    assert [each.title for each in ties["risk"]] == ["Nobody bids"]
    assert not ties_of(cast.plan.item, cast["stranger"])["risk"]


def test_the_task_is_on_the_timetable(settings):
    assert settings.CELERY_BEAT_SCHEDULE["ask again"]["task"] == "workstreams.tasks.remind"
