"""Organisations, people and boards: known to the whole deployment, not to one programme."""

from __future__ import annotations

from typing import Any, Self

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q

from .base import history, text
from .choices import PersonKind
from .rights import rights_of


class Organisation(models.Model):
    """A council, a health body, a provider, a regulator."""

    name = models.CharField(max_length=160, unique=True)
    kind = models.CharField(max_length=40, blank=True, default="")
    version = models.PositiveIntegerField(default=1, editable=False)
    history = history("version")

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


#: What ties a person to a programme: the rows, the column that names them, the way to the programme.
TIES = (
    ("ItemOwner", "person", "item__programme"),
    ("WorkstreamOwner", "person", "workstream__programme"),
    ("Risk", "owner", "programme"),
    ("Issue", "owner", "programme"),
    ("Dependency", "owner", "programme"),
    ("Decision", "owner", "programme"),
    ("Measure", "owner", "programme"),
    ("Saving", "owner", "programme"),
    ("BudgetLine", "owner", "programme"),
    ("Item", "watcher", "programme"),
    ("Programme", "sponsor", "pk"),
    ("Programme", "manager", "pk"),
    ("Membership", "user__person", "programme"),
    ("Membership", "user__person", "workstream__programme"),
)


def _tied(programmes: Any = None) -> Q:
    """A condition on people: something in one of the programmes, or in any, stands in their name."""
    found = Q()
    for name, column, way in TIES:
        rows = apps.get_model("workstreams", name)._default_manager.order_by()
        rows = rows.filter(**{column: OuterRef("pk"), f"{way}__isnull": False})
        found |= Q(
            Exists(rows if programmes is None else rows.filter(**{f"{way}__in": programmes}))
        )
    return found


class PersonQuerySet(models.QuerySet["Person"]):
    """Questions about people."""

    def visible_to(self, user: Any) -> Self:
        """Those of the programmes of which the user sees any part, the user, and those whom no
        programme names yet. People are known to the whole deployment, but their names are offered
        only where their work is seen."""
        rights = rights_of(user)
        return self if rights.everywhere else self.filter(self.offered(user))

    def offered(self, user: Any) -> Q:
        """The same as a condition, for an annotation."""
        rights = rights_of(user)
        if rights.everywhere:
            return Q(pk__isnull=False)
        seen = {*rights.seen_programmes, *(each.programme_id for each in rights.seen_branches)}
        return Q(user=rights.user_id or 0) | _tied(seen) | ~_tied()


class Person(models.Model):
    """Somebody who owns work. Need not have an account; may be a post or a group."""

    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=8, choices=PersonKind.choices, default=PersonKind.PERSON)
    job_title = models.CharField(max_length=160, blank=True, default="")
    email = models.EmailField(max_length=254, blank=True, default="")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="people"
    )
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="person"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = PersonQuerySet.as_manager()
    history = history("version")

    class Meta:
        ordering = ("name", "pk")
        verbose_name_plural = "people"
        constraints = (
            models.CheckConstraint(
                condition=~Q(name=""),
                name="person_has_a_name",
                violation_error_message="A person needs a name.",
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def short_name(self) -> str:
        """First initial and last word, for a narrow column: R. Achebe. Posts stay whole."""
        first, _, rest = self.name.partition(" ")
        if self.kind != PersonKind.PERSON or not rest:
            return self.name
        return f"{first[0]}. {rest}"


class PersonAlias(models.Model):
    """Another way in which a person's name is written: initials, a misspelling (X0-26, X0-27)."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="aliases")
    text = models.CharField(max_length=160)
    history = history()

    class Meta:
        ordering = ("text",)
        verbose_name_plural = "person aliases"
        constraints = (
            models.UniqueConstraint(fields=("person", "text"), name="alias_once_a_person"),
        )

    def __str__(self) -> str:
        return f"{self.text} ({self.person})"


class PersonMerge(models.Model):
    """Two people who turned out to be one: what was moved, so that it can be taken back (X4-13)."""

    kept = models.ForeignKey(Person, models.CASCADE, related_name="merges")
    name = models.CharField("name of the one who went", max_length=160)
    moved = models.JSONField("who it was, and every row that changed hands", default=dict)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    merged_at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True, blank=True)
    history = history("moved")

    class Meta:
        ordering = ("-merged_at", "-pk")

    def __str__(self) -> str:
        return f"{self.name} is {self.kept}"


class BoardQuerySet(models.QuerySet["Board"]):
    """Questions about boards."""

    def visible_to(self, user: Any) -> Self:
        """Those the user sits on, and those that look only at programmes the user reads whole."""
        rights = rights_of(user)
        if rights.everywhere:
            return self
        scope = BoardScope.objects.filter(board=OuterRef("pk"))
        inside = Q(programme__in=rights.whole_by_role) | Q(
            workstream__programme__in=rights.whole_by_role
        )
        return self.filter(
            Q(pk__in=rights.boards)
            | Q(Exists(scope.filter(inside)), ~Exists(scope.exclude(inside)))
        )


class Board(models.Model):
    """A body that reads, decides and is reported to."""

    name = models.CharField(max_length=160, unique=True)
    short_name = models.CharField(max_length=40, blank=True, default="")
    reports_to = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="receives_from"
    )
    terms = text("terms of reference")
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = BoardQuerySet.as_manager()
    history = history("version")

    class Meta:
        ordering = ("name",)

    def __str__(self) -> str:
        return self.name


class BoardAlias(models.Model):
    """Another name of a board (X0-33)."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="aliases")
    text = models.CharField(max_length=160, unique=True)
    history = history()

    class Meta:
        ordering = ("text",)
        verbose_name_plural = "board aliases"

    def __str__(self) -> str:
        return f"{self.text} ({self.board})"


class BoardScope(models.Model):
    """What a board looks at: a whole programme, or one branch of a programme."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="scope")
    programme = models.ForeignKey(
        "workstreams.Programme", models.CASCADE, null=True, blank=True, related_name="board_scope"
    )
    workstream = models.ForeignKey(
        "workstreams.Workstream", models.CASCADE, null=True, blank=True, related_name="board_scope"
    )
    history = history()

    class Meta:
        ordering = ("board", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(programme__isnull=True) ^ Q(workstream__isnull=True),
                name="board_scope_is_a_programme_or_a_workstream",
                violation_error_message="Choose a programme or a workstream, not both.",
            ),
            models.UniqueConstraint(
                fields=("board", "programme"),
                condition=Q(workstream__isnull=True),
                name="board_scope_programme_once",
            ),
            models.UniqueConstraint(
                fields=("board", "workstream"),
                condition=Q(programme__isnull=True),
                name="board_scope_workstream_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.board}: {self.programme or self.workstream}"


class BoardRecipient(models.Model):
    """Somebody to whom the board's report is mailed. Needs no account."""

    board = models.ForeignKey(Board, models.CASCADE, related_name="recipients")
    name = models.CharField(max_length=160)
    email = models.EmailField(max_length=254)
    active = models.BooleanField("is sent the report", default=True)
    history = history()

    class Meta:
        ordering = ("board", "name", "pk")
        constraints = (
            models.UniqueConstraint(fields=("board", "email"), name="recipient_once_a_board"),
        )

    def __str__(self) -> str:
        return f"{self.name} <{self.email}>"
