"""Each night: is what was issued still what it was? Figures, and the names of what is not."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Count, Q

from reports import store
from reports.board_rows import RowsError
from reports.codec import SnapshotError
from reports.models import Delivery, Edition, PartRows, Snapshot


@dataclass
class Integrity:
    """What the nightly look found. The lists name what a person must see to."""

    files: int = 0
    snapshots: int = 0
    wrong: list[str] = field(default_factory=list)
    late_leases: int = 0

    def figures(self) -> dict[str, object]:
        return {
            "files": self.files,
            "snapshots": self.snapshots,
            "wrong": self.wrong,
            "late_leases": self.late_leases,
        }


def check(*, now: datetime) -> Integrity:
    """Reads every issued file against its SHA-256 and every snapshot by today's code."""
    found = Integrity()
    for edition in Edition.objects.exclude(final_sha256="").select_related("board").iterator(200):
        found.files += 1
        try:
            store.fetch(edition.final.name, edition.final_sha256)
        except store.Missing as error:
            found.wrong.append(f"{edition}: {error}")
    for snapshot in Snapshot.objects.select_related("programme").iterator(20):
        found.snapshots += 1
        try:
            snapshot.read()
        except SnapshotError as error:
            found.wrong.append(f"{snapshot}: {error}")
    for rows in PartRows.objects.select_related("part__edition__board").iterator(50):
        try:
            rows.read()
        except RowsError as error:
            found.wrong.append(f"{rows.part.edition}: {error}")
    found.late_leases = sum(
        model.objects.filter(lease_until__lt=now).aggregate(
            late=Count("pk", filter=Q(lease_until__isnull=False))
        )["late"]
        for model in (Edition, Delivery)
    )
    return found
