"""Rows are written by hand: whatever a person types stays text, and a row is the same wherever it comes from."""

from __future__ import annotations

import re
from datetime import timedelta
from html.parser import HTMLParser

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories
from workstreams.actions import checklist
from workstreams.dates.bank_holidays import england
from workstreams.models import Item, Person
from workstreams.rows import COLUMNS, Group, Shape, Writer, row_of, shape_of
from workstreams.rows.shape import USUAL
from workstreams.timeline import scale_around

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_day")]
HOSTILE = """<script>alert(1)</script>"'&<b onclick=x>"""
EVERY = tuple(column.name for column in COLUMNS)
VOID = {"input", "path", "rect", "use", "br"}


class Tags(HTMLParser):
    """Which tags are opened, and whether each is closed in its turn."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()
        self.attributes: set[str] = set()

    def handle_starttag(self, tag, attrs):
        self.seen.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.seen.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def read(html: str) -> Tags:
    tags = Tags()
    tags.feed(html)
    assert tags.open == []
    return tags


def written(item, **shape) -> str:
    item.may_edit, item.lead_name, item.owners_number = True, HOSTILE, 2
    row = row_of(item, scale_around(factories.TODAY), england(), where=HOSTILE)
    return str(Writer(Shape(**shape), back=f"/programmes/x/plan/?q={HOSTILE}", token="t").item(row))


@pytest.fixture
def hostile(cast):
    """An item in which every text that a row shows is an attack."""
    item = cast.plan.item
    item.title = item.ref = item.owners_text = HOSTILE
    item.key = item.statutory = True
    return item


@pytest.mark.parametrize("pick", [False, True])
@pytest.mark.parametrize("columns", [USUAL, EVERY, ("target",), ("due", "start")])
@pytest.mark.parametrize(
    "dates",
    [
        {},
        {"target_text": HOSTILE, "target_date": None, "target_certainty": "unread"},
        {"revised_text": HOSTILE, "revised_certainty": "unread"},
        {"start_text": f"31/09/20 {HOSTILE}", "start_date": None, "start_certainty": "impossible"},
        {"target_text": f"31/09/20 {HOSTILE}", "target_date": None, "target_certainty": "waiting",
         "target_waiting_on": HOSTILE},
    ],
)  # fmt: skip
def test_whatever_is_typed_stays_text(hostile, pick, columns, dates):
    for name, value in dates.items():
        setattr(hostile, name, value)
    tags = read(written(hostile, columns=columns, pick=pick))
    assert not tags.seen & {"script", "b"} or "due" in columns
    assert "onclick" not in tags.attributes
    assert "script" not in tags.seen


def test_the_head_of_a_group_stays_text():
    tags = read(str(Writer(Shape()).group(Group(HOSTILE, 3))))
    assert "script" not in tags.seen


def test_a_checkbox_stands_first_for_those_who_may_change_it(cast):
    html = written(cast.plan.item, pick=True)
    box = re.search(r'<input class="cb"[^>]*>', html)[0]
    assert f'name="item" value="{cast.plan.item.pk}" form="plan-pick"' in box
    assert html.index(box) < html.index("<th")
    cast.plan.item.may_edit = False
    row = row_of(cast.plan.item, scale_around(factories.TODAY), england())
    assert 'class="cb"' not in Writer(Shape(pick=True)).item(row)


@pytest.mark.parametrize("columns", [USUAL, EVERY, ("owner",), ("target", "rag"), ("due",)])
def test_a_row_has_as_many_cells_as_its_shape_has_columns(cast, columns):
    for dates in ({}, {"target_text": "TBC", "target_date": None, "target_certainty": "tbc"}):
        item = Item.objects.get(pk=cast.plan.item.pk)
        for name, value in dates.items():
            setattr(item, name, value)
        html = written(item, columns=columns, pick=True).split("</tr>")[0]
        cells = sum(
            int((re.search(r'colspan="(\d+)"', tag) or [0, 1])[1])
            for tag in re.findall(r"<t[dh][^>]*>", html)
        )
        assert cells == Shape(columns=columns, pick=True).width


def test_the_row_of_the_page_is_the_row_of_the_reply(signed_in, cast):
    """Byte for byte, in whatever columns the page shows."""
    client = signed_in("manager")
    for query in ("", "?col=owner&col=start&col=bars", "?sort=title", "?group=owner"):
        page = reverse("plan", args=[cast.plan.programme.slug]) + query
        whole = client.get(page).content.decode()
        pk = cast.plan.late.pk
        row = re.search(rf'<tbody [^>]*id="item-{pk}".*?</tbody>', whole, re.S)[0]
        reply = client.get(
            reverse("item_row", args=[pk]), {"back": page}, headers={"HX-Request": "true"}
        ).content.decode()
        assert reply.replace(" data-focus-soft", "") == row


def test_the_row_says_how_much_of_its_checklist_is_done(signed_in, cast, now):
    """On the page, after a save, and over its open form alike; one that has none says nothing."""
    client, item = signed_in("manager"), cast.plan.late
    page = reverse("plan", args=[cast.plan.programme.slug])
    rows = ("item_row", "item_edit")
    with CaptureQueriesContext(connection) as before:
        assert "of its checklist" not in client.get(page).content.decode()
    lines = checklist.add_lines(item, text="One\nTwo\nThree", by=None, now=now)
    checklist.tick(lines[0], done_on=now.date(), by=None, now=now)
    client.get(page)
    with CaptureQueriesContext(connection) as after:
        whole = client.get(page).content.decode()
    assert len(after) <= len(before)
    said = (
        '<span class="micro nw">1 of 3<span class="vh"> lines of its checklist done</span></span>'
    )
    assert whole.count(said) == whole.count("of its checklist") == 1
    for name in rows:
        reply = client.get(
            reverse(name, args=[item.pk]), {"back": page}, headers={"HX-Request": "true"}
        )
        assert said in reply.content.decode(), name


def test_an_open_row_stands_in_the_columns_of_its_page(signed_in, cast):
    page = reverse("plan", args=[cast.plan.programme.slug]) + "?col=owner&col=scope"
    reply = signed_in("manager").get(
        reverse("item_edit", args=[cast.plan.item.pk]), {"back": page}, headers={"HX-Request": "true"}
    )  # fmt: skip
    html = reply.content.decode()
    assert 'data-l="Scope"' in html
    assert "gantt" not in html
    asked = QueryDict("col=owner&col=scope")
    shape = shape_of(asked, user=cast["manager"], programme=cast.plan.programme.pk)
    assert f'colspan="{shape.width}"' in html


def test_unknown_columns_are_the_usual_ones(cast):
    asked = QueryDict("col=nonsense")
    shape = shape_of(asked, user=cast["auditor"], programme=cast.plan.programme.pk)
    assert shape == Shape()


def test_who_reads_only_has_no_boxes(cast):
    for role, picks in (("manager", True), ("auditor", False), ("board", False)):
        shape = shape_of(QueryDict(), user=cast[role], programme=cast.plan.programme.pk)
        assert shape.pick is picks


def test_dates_in_columns_draw_what_the_texts_say(cast):
    """A row takes the days as they are stored; reading the texts again would draw the same."""
    scale = scale_around(factories.TODAY)
    texts = (
        "03/08/20",
        "Sept 2020",
        "w/c 7 Sept 2020",
        "mid October 2020",
        "TBC",
        "",
        "31/09/20",
        "From 10 May 2021",
    )
    for start in texts[:4]:
        for target in texts:
            item = factories.ItemFactory(workstream=cast.plan.second, start=start, target=target)
            quick = row_of(item, scale, england()).bar
            from workstreams.timeline import draw

            slow = draw(
                title=item.title, kind=item.kind, start=item.start, target=item.target, revised=item.revised,
                percent=item.percent, closed=item.closed, scale=scale,
                days_late=row_of(item, scale, england()).days_late,
            )  # fmt: skip
            assert quick == slow, (start, target)


def test_a_person_renamed_is_renamed_in_the_plan(signed_in, cast):
    page = reverse("plan", args=[cast.plan.programme.slug])
    client = signed_in("manager")
    client.get(page)
    Person.objects.filter(name="Callum Deverill").update(name="Callum Ashdown")
    said = client.get(page).content.decode()
    assert "C. Ashdown" in said
    assert ">Callum Ashdown</option>" in said
    assert "Deverill" not in said


def test_an_item_that_is_late_tomorrow_is_counted_tomorrow(signed_in, cast, time_machine_at):
    import time_machine

    client = signed_in("manager")
    page = reverse("plan", args=[cast.plan.programme.slug])

    def overdue() -> int:
        chips = client.get(page).context["listed"].chips
        return next(chip.count for chip in chips if chip.name == "overdue")

    before = overdue()
    with time_machine.travel(factories.NOW + timedelta(days=365), tick=True):
        client.force_login(cast["manager"])
        assert overdue() > before
