"""Every form that changes a row says which version it was opened at, and a stale one is never saved.

The walk opens every page of the URLconf as the administrator. A form that neither adds something new
nor carries the version of its row fails here, so that no later page forgets it.
"""

from __future__ import annotations

import pytest
from django.db import transaction

from tests.tracker.places import placed
from tests.workstreams.by_hand import boxes_of

pytestmark = pytest.mark.django_db

#: Endings of forms that write a new row each time.
NEW = ("_add", "_comment", "_again", "_open", "_reopen", "_template", "_bounced")
#: Forms that change no row of their own, or none yet: a choice of many rows with its own count of what is
#: chosen, one's own account, a rule or a look that nobody has set, an upload, a link to be mailed, a report begun. The
#: sections of a committee report carry a mark each (`reports.publish.texts`), so that two may write at once.
NO_ROW = frozenset(
    {
        "account", "bulk_change", "committee_begin", "edition_sections", "import", "password_ask",
        "organisation_look", "period_rule", "schedule", "strip",
    }
)  # fmt: skip


def forms(client, things):
    """Every page that shows one form to be sent: its name, its address and the form."""
    for page in placed():
        address = page.address(things)
        reply = client.get(address)
        if reply.streaming:
            b"".join(reply.streaming_content)
            continue
        if reply.status_code != 200 or not reply.context:
            continue
        form = reply.context.get("form")
        sends = b'method="post"' in reply.content
        if form is not None and hasattr(form, "fields") and sends:
            yield page.name, address, form


@pytest.fixture
def walked(client, cast, built_things, time_machine_at):
    client.force_login(cast["administrator"])
    own, _ = built_things
    return list(forms(client, own))


def version_of(form):
    return form["version"].value() if "version" in form.fields else None


def test_every_form_that_changes_a_row_carries_its_version(walked):
    without = [
        name
        for name, _, form in walked
        if version_of(form) in (None, "") and not name.endswith(NEW) and name not in NO_ROW
    ]
    assert not without


def test_a_stale_form_is_never_saved(walked, client):
    """A form may be refused for another reason first, but what it says is never written."""
    saved, said = [], 0
    for name, address, form in walked:
        if version_of(form) in (None, "") or name in NO_ROW:
            continue
        with transaction.atomic():
            reply = client.post(address, {**boxes_of(form), "version": "77"})
            transaction.set_rollback(True)
        said += reply.status_code == 409
        if reply.status_code < 400:
            saved.append((name, reply.status_code))
    assert not saved
    assert said > 15, "most of them show both texts"
