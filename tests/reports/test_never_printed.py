"""Comments are beside the plan and in no report: not in the snapshot, the PDF, the mail or the dashboard."""

from datetime import date

import pytest
from django.urls import reverse

from reports import codec, render
from reports.collect import collect
from reports.deliver import message
from reports.document import Document, Part
from reports.models import Edition
from reports.periods import Month
from tests import factories
from tests.reports import samples
from workstreams.models import Comment

pytestmark = pytest.mark.django_db
CANARY = "Kestrel-never-printed"


@pytest.fixture
def remarks(plan, cast):
    """Comments beside an item and a workstream, and the comments columns of a sheet."""
    for beside in ({"item": plan.item}, {"workstream": plan.first}):
        Comment.objects.create(
            text=f"{CANARY} of a family", by=cast["manager"], written_at=factories.NOW, **beside
        )
    for row in (plan.item, plan.first, plan.phase):
        row.comments_text = f"{CANARY} in a column"
        row.save()
    return plan


def test_no_comment_is_in_a_snapshot_or_on_paper(remarks):
    taken = collect(
        remarks.programme, period=Month(2020, 7), as_at=date(2020, 7, 31), now=factories.NOW
    )
    assert CANARY not in codec.to_json(taken)
    document = Document(
        "Board", "Calderbrook", "July 2020", (Part(taken, "5f" * 32, None),), samples.imprint()
    )
    assert CANARY not in render.html(document)


def test_no_comment_is_on_the_dashboard(remarks, signed_in):
    page = signed_in("manager").get(reverse("dashboard", args=[remarks.programme.slug]))
    assert page.status_code == 200
    assert CANARY not in page.content.decode()


def test_no_comment_is_in_a_mail(remarks, issued):
    edition = Edition.objects.get(pk=issued.pk)
    delivery = edition.deliveries.first()
    from reports.publish import bind

    said = message.compose(delivery, bind(edition), b"%PDF", now=factories.NOW)
    assert CANARY.encode() not in said
