"""An action owner and rows of theirs."""

from __future__ import annotations

import pytest

from tests import factories
from workstreams.models import (
    Person,
)


@pytest.fixture
def callum(cast):
    return Person.objects.get(user=cast["contributor"])


@pytest.fixture
def mine(cast, callum):
    """An item that Callum owns; far away and just come in, unless told otherwise."""

    def mine(**facts):
        facts = {"workstream": cast.plan.second, "start": "01/12/20", "target": "31/12/20", **facts}
        return factories.own(factories.ItemFactory(**facts), callum)

    return mine
