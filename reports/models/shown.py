"""Which rows a board was shown, kept with the edition. Written once, at the freeze; nothing ever changes a row."""

from django.db import models

from reports import board_rows
from reports.models.edition import EditionPart


class PartRows(models.Model):
    """The canonical JSON of one ``reports.board_rows.BoardRows``. No row: the board had no rule at the freeze."""

    part = models.OneToOneField(EditionPart, models.CASCADE, related_name="rows")
    body = models.TextField("canonical JSON")
    sha256 = models.CharField(max_length=64)

    class Meta:
        verbose_name_plural = "part rows"

    def __str__(self) -> str:
        return f"Rows of {self.part}"

    def read(self) -> board_rows.BoardRows:
        """What was kept. RowsError when the text is not what was kept."""
        if board_rows.fingerprint(self.body) != self.sha256:
            raise board_rows.RowsError(
                "The kept rows of a board are not the ones that were frozen: their SHA-256 differs."
            )
        return board_rows.BoardRows.from_text(self.body)
