"""What the tests of the import share: a programme to import into, and the steps in one word each."""

from __future__ import annotations

import pytest

from tests import factories, workbooks
from workstreams.importing import apply, columns, workbook
from workstreams.importing.apply import Choices


@pytest.fixture
def programme(db):
    """An empty programme."""
    return factories.ProgrammeFactory(name="Calderbrook commissioning")


@pytest.fixture
def office(db):
    """Tamsin, who brings plans in."""
    return factories.UserFactory(email="tamsin.boyle@calderbrook.example", full_name="Tamsin Boyle")


@pytest.fixture
def bring_in(programme, office):
    """`bring_in(data)` uploads and confirms; answers what was done."""

    def step(data: bytes, **choices):
        batch = apply.check(
            programme=programme, data=data, file_name="plan.xlsx", by=office, now=factories.NOW
        )
        return apply.apply(
            batch,
            by=office,
            today=factories.TODAY,
            now=factories.NOW,
            choices=Choices(**choices),
        )

    return step


def read(data: bytes, **known):
    """A file's reading."""
    return columns.read(workbook.read(data), **known)


@pytest.fixture
def uploaded(programme, office):
    """A workbook that was uploaded and looked at, not confirmed."""
    return apply.check(
        programme=programme,
        data=workbooks.plan(),
        file_name="plan.xlsx",
        by=office,
        now=factories.NOW,
    )
