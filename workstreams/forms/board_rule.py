"""The form of a board's rule: some lines, each a set of conditions; and of a decision by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django import forms

from workstreams.board_rule.shape import KINDS, RATED_BY, RATINGS, SAVINGS, Line
from workstreams.forms.base import Described, base_field
from workstreams.forms.parts import line_box, lines, one_of, words_box
from workstreams.models import BoardOverride, BoardRule, BoardRuleLine, Scope, Workstream

#: What a line may ask with a tick.
ONLY = {"overdue": "Overdue", "key": "Key", "statutory": "Statutory"}
MOST = 12
NAMES = (
    "kinds", "ratings", "rated_by", "savings", "only", "scope", "cohort", "workstream",
)  # fmt: skip


def _ticks(label: str, choices: Mapping[str, str], **extra: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        choices=list(choices.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        **extra,
    )


class RuleForm(Described):
    """What the board asked for in its own words, and the lines; a line left empty counts for nothing."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    base = base_field()
    rows = forms.IntegerField(widget=forms.HiddenInput, required=False)
    note = words_box(
        "What the board asked for",
        rows=2,
        most=600,
        help_text="In its own words, such as a sentence of its terms of reference. Printed above the rows.",
    )
    aside = ("rows",)

    def __init__(
        self,
        data: Any = None,
        *,
        rule: BoardRule | None,
        standing: Sequence[BoardRuleLine],
        branches: Sequence[Workstream],
        more: bool = False,
    ) -> None:
        self.branches = {str(each.pk): each for each in branches}
        self.number = min(_asked(data, len(standing) + 1) + more, MOST)
        super().__init__(data, initial=self._initial(rule, standing))
        for number in range(1, self.number + 1):
            self._add_line(number)
        self.initial["rows"] = self.number
        self.carry()

    def _initial(self, rule: BoardRule | None, standing: Sequence[BoardRuleLine]) -> dict[str, Any]:
        found: dict[str, Any] = {
            "version": rule.version if rule else 0,
            "note": rule.note if rule else "",
        }
        for number, line in enumerate(standing, 1):
            found |= {
                f"kinds_{number}": line.kinds,
                f"ratings_{number}": line.ratings,
                f"rated_by_{number}": line.rated_by,
                f"savings_{number}": line.savings,
                f"only_{number}": [name for name in ONLY if getattr(line, name)],
                f"scope_{number}": line.scope,
                f"cohort_{number}": line.cohort,
                f"workstream_{number}": str(line.workstream_id or ""),
            }
        return found

    def _add_line(self, number: int) -> None:
        places = [
            (key, f"{'– ' * each.depth}{each.ref} {each.name}"[:90])
            for key, each in self.branches.items()
        ]
        made: dict[str, forms.Field] = {
            "kinds": _ticks("Rows that are", KINDS),
            "ratings": _ticks("Rated", RATINGS),
            "rated_by": one_of(
                "Which rating", [(key, word.capitalize()) for key, word in RATED_BY.items()]
            ),
            "savings": one_of(
                "With a saving",
                [(key, word.capitalize()) for key, word in SAVINGS.items()],
                empty="Not asked",
            ),
            "only": _ticks("Only those that are", ONLY),
            "scope": one_of("Who it is for", Scope.choices, empty="Not asked"),
            "cohort": line_box("With the cohort tag", most=120),
            "workstream": one_of("In the workstream", places, empty="Anywhere"),
        }
        for name, field in made.items():
            self.fields[f"{name}_{number}"] = field
            field.short = field.label  # type: ignore[attr-defined]
            field.label = f"{field.label}, line {number}"
            if isinstance(field.widget, forms.CheckboxSelectMultiple):
                continue
            box = "select" if isinstance(field.widget, forms.Select) else "input w-full"
            field.widget.attrs["class"] = f"govuk-{box}"
        self.fields[f"rated_by_{number}"].required = False

    @property
    def lines(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """The lines with their boxes, by name."""
        for number in range(1, self.number + 1):
            yield number, {name: self[f"{name}_{number}"] for name in NAMES}

    @property
    def asked(self) -> list[dict[str, Any]]:
        """The lines that ask something, as the verb takes them. Only after `is_valid`."""
        found = []
        for number in range(1, self.number + 1):
            said = {name: self.cleaned_data.get(f"{name}_{number}") for name in NAMES}
            only = said.pop("only") or []
            if not only and not any(
                said[name] for name in NAMES if name in said and name != "rated_by"
            ):
                continue
            found.append(
                {
                    **said,
                    **{name: name in only for name in ONLY},
                    "rated_by": said["rated_by"] or "headline",
                    "cohort": (said["cohort"] or "").strip(),
                    "workstream": self.branches.get(said["workstream"] or ""),
                }
            )
        return found

    @property
    def plain(self) -> list[Line]:
        """The same as the evaluator takes them, for the preview."""
        return [BoardRuleLine(**line).plain() for line in self.asked]

    @property
    def seen(self) -> int | None:
        """The version that the person had before them."""
        return self.cleaned_data.get("version")


def _asked(data: Any, least: int) -> int:
    """How many lines a form has: those it was posted with, or those that stand and one more."""
    given = str(data.get("rows", "")) if data else ""
    return int(given) if given.isdecimal() and len(given) < 4 else least


class HandForm(Described):
    """In or out whatever the rule says, and why."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    base = base_field()
    into = forms.ChoiceField(
        label="Is it shown to the board?",
        choices=[("in", "Yes, put it in"), ("out", "No, leave it out")],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label="Why?",
        required=False,
        max_length=600,
        widget=lines(2),
        help_text="Printed beside the row in the board's report.",
    )

    def __init__(self, data: Any = None, *, row: BoardOverride | None, into: bool) -> None:
        """``into``: what is offered, the other of what stands."""
        offered = row.into if row else into
        super().__init__(
            data,
            initial={
                "version": row.version if row else 0,
                "into": "in" if offered else "out",
                "reason": row.reason if row else "",
            },
        )
        self.carry()

    @property
    def seen(self) -> int | None:
        """The version that the person had before them."""
        return self.cleaned_data.get("version")
