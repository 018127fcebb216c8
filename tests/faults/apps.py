"""Loads the fault points into every process of the rig; the product has no hook for them."""

from django.apps import AppConfig


class FaultPoints(AppConfig):
    name = "tests.faults"
    label = "faults"

    def ready(self) -> None:
        from tests.faults import points

        points.install()
