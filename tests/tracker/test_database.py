"""What a new connection to the database is told."""

from contextlib import contextmanager

import pytest

from tracker import database


class Link:
    """A connection that remembers what it was asked."""

    def __init__(self, vendor: str) -> None:
        self.vendor, self.asked = vendor, []

    @contextmanager
    def cursor(self):
        yield self

    def execute(self, words, parameters=None):
        self.asked.append(words)


@pytest.mark.parametrize(("vendor", "said"), [("postgresql", True), ("sqlite", False)])
def test_statements_are_not_compiled_before_they_run(vendor, said):
    link = Link(vendor)
    database.uncompiled(link)
    assert ("SET jit = off" in link.asked) is said
