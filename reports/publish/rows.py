"""At the freeze: a board's rule applied to the frozen facts, and what it said kept with the edition."""

from reports.board_rows import fingerprint, shown_rows
from reports.kinds import Kind
from reports.models import Edition, EditionPart, PartRows
from workstreams.models import BoardOverride, BoardRule


def keep_rows(edition: Edition, part: EditionPart) -> None:
    """Keeps which rows of a part the board is shown, and why; for a board that has a rule or a decision by
    hand, and for every board summary, which lists nothing else."""
    rule = BoardRule.objects.filter(board=edition.board_id).first()
    lines = rule.lines.select_related("workstream") if rule else ()
    overrides = BoardOverride.objects.filter(board=edition.board_id).select_related("by")
    hands = {each.key: each.plain() for each in overrides}
    if rule is None and not hands and edition.kind != Kind.SUMMARY:
        return
    found = shown_rows(
        part.snapshot.read(),
        part.branches,
        note=rule.note if rule else "",
        lines=[line.plain() for line in lines],
        hands=hands,
    )
    body = found.to_text()
    PartRows.objects.create(part=part, body=body, sha256=fingerprint(body))
