"""Item: the task, milestone or governance row that people update."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Self

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce
from django.urls import reverse

from workstreams.rag import ItemFacts

from .base import Imported, WhenField, history, rag_field, text
from .choices import (
    COMPUTED,
    DECLARED,
    Kind,
    Recurrence,
    Scope,
    Source,
    Status,
    Timeliness,
    UpdateKind,
)
from .questions import (
    CLOSED,
    STILL_OPEN,
    WITHOUT_USABLE_DATE,
    overdue,
    overdue_but_green,
    owned_by,
    should_have_started,
    unowned,
)
from .rights import MANAGING, rights_of


class ItemQuerySet(models.QuerySet["Item"]):
    """Questions about items. `today` is always an argument."""

    def visible_to(self, user: Any) -> Self:
        """Those the user may see: of their programmes, and of the branches of their boards."""
        return self.filter(rights_of(user).within())

    def with_access(self, user: Any) -> Self:
        """The visible ones, each saying in `may_edit` whether the user may change it."""
        rights = rights_of(user)
        if rights.manages_everywhere:
            return self.visible_to(user).annotate(may_edit=Value(True))
        # Only the ways that this user has: a statement is written anew for every request.
        ways = []
        if any(role in MANAGING for _, role in rights.roles):
            ways.append(When(rights.managed(), then=Value(True)))
        if rights.leads:
            ways.append(When(rights.led(), then=Value(True)))
        if contributes := {p for p, role in rights.roles if role == "contributor"}:
            owned = ItemOwner.objects.filter(item=OuterRef("pk"), person__user=rights.user_id)
            ways.append(When(Q(programme__in=contributes), then=Exists(owned)))
        if not ways:
            return self.visible_to(user).annotate(may_edit=Value(False))
        may = Case(*ways, default=Value(False), output_field=models.BooleanField())
        return self.visible_to(user).annotate(may_edit=may)

    def owned_by(self, user: Any) -> Self:
        """Those of which the user's own person is lead or support."""
        return self.filter(owned_by(user))

    def with_due(self) -> Self:
        """Each with `due`: the revised date where there is one, else the target (S4-29)."""
        return self.annotate(due=Coalesce("revised_date", "target_date"))

    def still_open(self) -> Self:
        """Neither 100% nor closed. A blank percent is open: blank is not 100."""
        return self.filter(STILL_OPEN)

    def overdue(self, today: date) -> Self:
        """Open, and past the day they are due (X0-10)."""
        return self.filter(overdue(today))

    def overdue_but_green(self, today: date) -> Self:
        """Overdue, and declared Green (X0-11)."""
        return self.filter(overdue_but_green(today))

    def should_have_started(self, today: date) -> Self:
        """Start passed, still 0% (X0-12)."""
        return self.filter(should_have_started(today))

    def without_usable_date(self) -> Self:
        """No day can be read for the end, or a start was typed that gives none (59 in seed 000)."""
        return self.filter(WITHOUT_USABLE_DATE)

    def unowned(self) -> Self:
        """Nobody's (X0-21)."""
        return self.filter(unowned())

    def in_plan_order(self) -> Self:
        """As printed, from top to bottom; a total order."""
        return self.order_by("programme", "sort_key", "pk")


class Item(Imported):
    """A task, a milestone or a governance step; straight under a workstream or in a phase."""

    programme = models.ForeignKey("workstreams.Programme", models.PROTECT, related_name="items")
    workstream = models.ForeignKey("workstreams.Workstream", models.PROTECT, related_name="items")
    phase = models.ForeignKey(
        "workstreams.Phase", models.PROTECT, null=True, blank=True, related_name="items"
    )
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.UNTYPED)
    ref = models.CharField("printed number", max_length=40, blank=True, default="")
    title = models.CharField(max_length=500)
    full_text = text("full text, when the title is cut or a prefix was dropped")
    owners_text = models.CharField("owners, as typed", max_length=500, blank=True, default="")
    scope = models.CharField(max_length=10, choices=Scope.choices, blank=True, default="")
    scope_text = models.CharField("scope, as typed", max_length=160, blank=True, default="")
    statutory = models.BooleanField(default=False)
    statutory_text = models.CharField(max_length=160, blank=True, default="")
    key = models.BooleanField("key milestone", default=False)
    percent = models.PositiveSmallIntegerField(
        "percent complete", null=True, blank=True, validators=[MaxValueValidator(100)]
    )
    status = models.CharField(max_length=20, choices=Status.choices, default=Status.NOT_STARTED)
    status_reason = text("reason, when on hold or cancelled")
    completed_on = models.DateField(null=True, blank=True)
    declared_rag = rag_field("rating, declared", DECLARED)
    declared_reason = text("reason for the declared rating")
    declared_on = models.DateField(null=True, blank=True)
    computed_rag = rag_field("rating, computed", COMPUTED)
    start = WhenField("start", last=False)
    target = WhenField("target end", last=True)
    revised = WhenField("revised end", last=True)
    baseline = WhenField("first target", last=True)
    risk_text = text("risks and issues, as typed")
    interdependency_text = text("interdependencies, as typed")
    comments_text = text("comments, as typed")
    success_measure = text("success measure")
    evidence = text("evidence")
    evidence_checked_on = models.DateField(null=True, blank=True)
    partners_text = text("partners, as typed")
    condition = text("condition")
    timeliness = models.CharField(max_length=10, choices=Timeliness.choices, blank=True, default="")
    timeliness_text = models.CharField(
        "timeliness, as typed", max_length=160, blank=True, default=""
    )
    recurrence = models.CharField(max_length=12, choices=Recurrence.choices, blank=True, default="")
    review_on = models.DateField("to be looked at on", null=True, blank=True)
    organisation = models.ForeignKey(
        "workstreams.Organisation", models.PROTECT, null=True, blank=True, related_name="items"
    )
    external_approval = models.CharField(max_length=200, blank=True, default="")
    source = models.CharField(max_length=12, choices=Source.choices, blank=True, default="")
    source_text = models.CharField("source, in words", max_length=300, blank=True, default="")
    source_page = models.CharField("source and page", max_length=160, blank=True, default="")
    watcher = models.ForeignKey(
        "workstreams.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="watches",
        verbose_name="who watches it as business as usual",
    )
    same_update_as = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="shares_update_with"
    )
    duplicate_of = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="duplicates"
    )
    # Counted when a line changes, so that a long plan shows it without asking.
    checklist_total = models.PositiveSmallIntegerField(default=0, editable=False)
    checklist_done = models.PositiveSmallIntegerField(default=0, editable=False)
    position = models.PositiveIntegerField(default=0)
    sort_key = models.CharField(max_length=120, editable=False, default="")
    version = models.PositiveIntegerField(default=1, editable=False)
    created_at = models.DateTimeField(editable=False)
    changed_at = models.DateTimeField(editable=False)

    owners = models.ManyToManyField(
        "workstreams.Person", through="workstreams.ItemOwner", related_name="items"
    )

    objects = ItemQuerySet.as_manager()
    history = history(
        "computed_rag",
        "sort_key",
        "version",
        "created_at",
        "changed_at",
        "checklist_total",
        "checklist_done",
    )

    if TYPE_CHECKING:  # columns that WhenField adds, for the checker of types
        start_text: str
        start_date: date | None
        target_text: str
        target_date: date | None
        revised_text: str
        revised_date: date | None
        baseline_text: str
        baseline_date: date | None

    class Meta:
        ordering = ("programme", "sort_key", "pk")
        indexes = (
            models.Index(fields=("programme", "sort_key"), name="item_in_plan_order"),
            models.Index(fields=("programme", "computed_rag"), name="item_by_computed_rag"),
            models.Index(fields=("programme", "target_date"), name="item_by_target"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(percent__isnull=True) | Q(percent__lte=100),
                name="item_percent_at_most_100",
                violation_error_message="Percent complete is between 0 and 100.",
            ),
            models.CheckConstraint(
                condition=~Q(title=""),
                name="item_has_a_title",
                violation_error_message="An item needs a title.",
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.ON_HOLD) | ~Q(status_reason=""),
                name="item_on_hold_has_a_reason",
                violation_error_message="Say why the item is on hold.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.ref} {self.title}".strip()

    def get_absolute_url(self) -> str:
        """Its own page."""
        return reverse("item", args=[self.pk])

    @property
    def due_date(self) -> date | None:
        """The revised day where there is one, else the target."""
        return self.revised_date or self.target_date

    @property
    def closed(self) -> bool:
        """Finished, moved on, or called off."""
        return self.status in CLOSED or self.percent == 100

    def facts(self) -> ItemFacts:
        """What the rating rules look at."""
        return ItemFacts(
            kind=self.kind,
            status=self.status,
            percent=self.percent,
            start=self.start_date,
            target=self.target_date,
            revised=self.revised_date,
            key=self.key,
        )


class ItemOwner(models.Model):
    """Who owns an item: one lead, others support (X0-22)."""

    item = models.ForeignKey(Item, models.CASCADE, related_name="ownerships")
    person = models.ForeignKey("workstreams.Person", models.PROTECT, related_name="item_ownerships")
    lead = models.BooleanField(default=False)
    position = models.PositiveSmallIntegerField(default=0)
    history = history()

    class Meta:
        ordering = ("item", "position", "pk")
        constraints = (
            models.UniqueConstraint(fields=("item", "person"), name="item_owner_once"),
            models.UniqueConstraint(fields=("item",), condition=Q(lead=True), name="item_one_lead"),
        )

    def __str__(self) -> str:
        return f"{self.person} ({'lead' if self.lead else 'support'}): {self.item}"


class UpdateQuerySet(models.QuerySet["Update"]):
    """Questions about updates."""

    def visible_to(self, user: Any) -> Self:
        """Those about items and workstreams the user may see."""
        rights = rights_of(user)
        return self.filter(
            rights.within("item__programme", "item__sort_key")
            | rights.within("workstream__programme", "workstream__sort_key")
        )


class Update(models.Model):
    """What somebody wrote about an item or a workstream on a day; earlier ones stay (S4-23).

    "No change this month" is an answer of its own kind, counted as one. `same_as` is the update that
    "As above" pointed at (S0-32, X4-17); `text` holds the words of that one, so nobody reads "As above".
    """

    item = models.ForeignKey(Item, models.CASCADE, null=True, blank=True, related_name="updates")
    workstream = models.ForeignKey(
        "workstreams.Workstream", models.CASCADE, null=True, blank=True, related_name="updates"
    )
    text = models.TextField()
    kind = models.CharField(max_length=10, choices=UpdateKind.choices, default=UpdateKind.WORDS)
    same_as = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="said_again"
    )
    by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, blank=True, related_name="updates"
    )
    written_at = models.DateTimeField()

    objects = UpdateQuerySet.as_manager()
    history = history()

    class Meta:
        ordering = ("-written_at", "-pk")
        indexes = (models.Index(fields=("item", "-written_at"), name="update_latest_first"),)
        constraints = (
            models.CheckConstraint(
                condition=~Q(text=""),
                name="update_says_something",
                violation_error_message="An update needs words.",
            ),
            models.CheckConstraint(
                condition=Q(item__isnull=True) ^ Q(workstream__isnull=True),
                name="update_is_about_one_thing",
            ),
        )

    def __str__(self) -> str:
        return self.text[:60]
