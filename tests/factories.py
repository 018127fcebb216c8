"""Rows for tests: fixed values, each valid by default, in the words of the field."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import factory

from tracker.accounts.models import User
from workstreams import models
from workstreams.when import read

#: The status date of the demonstration plan, and the moment tests write at.
TODAY = date(2020, 8, 3)
NOW = datetime(2020, 8, 3, 9, 0, tzinfo=UTC)


class RowFactory(factory.django.DjangoModelFactory):
    """A row of the plan; the history says that it was made the day before."""

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        row = cls._build(model_class, *args, **kwargs)
        row._history_date = NOW - timedelta(days=1)
        row.save()
        return row


class UserFactory(factory.django.DjangoModelFactory):
    """An account whose password is `password`."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@calderbrook.example")
    full_name = factory.Sequence(lambda n: f"Person {n}")
    password = factory.django.Password("password")


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = models.Organisation
        django_get_or_create = ("name",)

    name = "Calderbrook Council"
    kind = "council"


class PersonFactory(RowFactory):
    class Meta:
        model = models.Person

    name = factory.Sequence(lambda n: f"Owner {n}")


class ProgrammeFactory(RowFactory):
    class Meta:
        model = models.Programme

    name = factory.Sequence(lambda n: f"Programme {n}")
    slug = factory.Sequence(lambda n: f"programme-{n}")
    organisation = factory.SubFactory(OrganisationFactory)
    rated_on = TODAY


class WorkstreamFactory(RowFactory):
    """A workstream at the end of its parent, in plan order."""

    class Meta:
        model = models.Workstream

    programme = factory.SubFactory(ProgrammeFactory)
    parent = None
    position = factory.Sequence(lambda n: n + 1)
    ref = factory.SelfAttribute("position")
    title = factory.LazyAttribute(lambda o: f"Workstream {o.position}")
    sort_key = factory.LazyAttribute(
        lambda o: models.place(o.parent.sort_key if o.parent else "", o.position)
    )


class PhaseFactory(RowFactory):
    class Meta:
        model = models.Phase

    workstream = factory.SubFactory(WorkstreamFactory)
    name = "Scope and definition"
    position = factory.Sequence(lambda n: n + 1)
    sort_key = factory.LazyAttribute(lambda o: models.place(o.workstream.sort_key, o.position))


class ItemFactory(RowFactory):
    """A task of July to September 2020, 0%, declared Green. Dates are given as typed."""

    class Meta:
        model = models.Item

    class Params:
        start = "01/07/20"
        target = "30/09/20"
        revised = ""

    workstream = factory.SubFactory(WorkstreamFactory)
    programme = factory.SelfAttribute("workstream.programme")
    phase = None
    kind = models.Kind.TASK
    title = factory.Sequence(lambda n: f"Item {n}")
    percent = 0
    declared_rag = "green"
    computed_rag = "green"
    position = factory.Sequence(lambda n: n + 1)
    sort_key = factory.LazyAttribute(
        lambda o: models.place((o.phase or o.workstream).sort_key, o.position)
    )
    created_at = NOW
    changed_at = NOW

    @classmethod
    def _build(cls, model_class, *args, **kwargs):
        return cls._with_dates(model_class, kwargs)

    @classmethod
    def _with_dates(cls, model_class, kwargs):
        typed = {name: kwargs.pop(f"{name}_as_typed") for name in ("start", "target", "revised")}
        item = model_class(**kwargs)
        for name, text in typed.items():
            setattr(item, name, read(text))
        return item

    start_as_typed = factory.SelfAttribute("start")
    target_as_typed = factory.SelfAttribute("target")
    revised_as_typed = factory.SelfAttribute("revised")


class BoardFactory(RowFactory):
    class Meta:
        model = models.Board

    name = factory.Sequence(lambda n: f"Board {n}")


def own(item: models.Item, *people: models.Person) -> models.Item:
    """Gives an item its owners; the first leads."""
    for n, person in enumerate(people):
        models.ItemOwner.objects.create(item=item, person=person, lead=n == 0, position=n)
    return item
