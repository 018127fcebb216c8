"""Workstreams: declared beside computed, and the rating that a lead declares."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests import factories
from tests.workstreams.views.test_item import words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_day")]


@pytest.fixture
def tree(cast):
    return reverse("workstreams", args=[cast.plan.programme.slug])


def test_a_parent_is_rated_from_everything_under_it(signed_in, tree, cast):
    child = factories.WorkstreamFactory(
        programme=cast.plan.programme,
        parent=cast.plan.second,
        title="Recovery",
        level="deliverable",
    )
    factories.ItemFactory(workstream=child, computed_rag="red", statutory=True)
    rated = {r.branch.title: r for r in signed_in("manager").get(tree).context["rated"]}
    assert rated["Recovery"].rated.rag == "red"
    assert rated["Calderbrook SEND"].rated.rag == "red"
    assert rated["Calderbrook SEND"].number == 2


def test_the_gap_is_how_much_better_was_declared(signed_in, tree, cast):
    cast.plan.first.declared_rag = "green"
    cast.plan.first.save()
    rated = signed_in("manager").get(tree).context["rated"][0]
    assert (rated.rated.rag, rated.gap) == ("red", 2)
    assert "declared 2 steps better" in words(signed_in("manager").get(tree))


def test_a_workstream_without_a_plan_says_so(signed_in, tree, cast):
    factories.WorkstreamFactory(
        programme=cast.plan.programme, title="Planned pathways", position=99
    )
    assert "no plan yet" in words(signed_in("manager").get(tree))


def test_the_page_shows_receipt_risks_and_items(signed_in, cast):
    cast.plan.first.risk_text = "Winter demand may exceed what wards can take"
    cast.plan.first.save()
    said = words(signed_in("auditor").get(cast.plan.first.get_absolute_url()))
    assert "Winter demand may exceed what wards can take" in said
    assert "1 of 2 rated, 50%" in said
    assert "Calderbrook action plan" in said
    assert "Calderbrook data set" not in said
    assert "Declare the rating" not in said


def test_a_lead_declares_their_own_workstream_with_a_reason(signed_in, cast):
    address = reverse("workstream_declare", args=[cast.plan.first.pk])
    client = signed_in("lead")
    answers = {"version": cast.plan.first.version, "rag": "amber", "reason": ""}
    refused = client.post(address, answers)
    assert refused.status_code == 422
    assert "Say why it is not Green." in words(refused)
    reply = client.post(address, {**answers, "reason": "The contract is unsigned"})
    assert reply.url == cast.plan.first.get_absolute_url()
    cast.plan.first.refresh_from_db()
    assert (cast.plan.first.declared_rag, cast.plan.first.declared_reason) == (
        "amber",
        "The contract is unsigned",
    )


def test_a_declaration_over_somebody_elses_keeps_both(signed_in, cast):
    address = reverse("workstream_declare", args=[cast.plan.first.pk])
    client = signed_in("manager")
    opened = {"version": cast.plan.first.version, "rag": "green", "reason": "All is well"}
    client.post(address, {**opened, "rag": "red", "reason": "Funding is not released"})
    reply = client.post(address, opened)
    assert reply.status_code == 409
    assert "Funding is not released" in words(reply)
    assert "All is well" in words(reply)
    cast.plan.first.refresh_from_db()
    assert cast.plan.first.declared_rag == "red"


@pytest.mark.parametrize(
    ("role", "of", "status"),
    [
        ("lead", "first", 200),
        ("lead", "second", 403),
        ("contributor", "first", 403),
        ("board", "first", 403),
        ("stranger", "first", 404),
    ],
)
def test_who_may_declare(signed_in, cast, role, of, status):
    address = reverse("workstream_declare", args=[getattr(cast.plan, of).pk])
    assert signed_in(role).get(address).status_code == status


def test_definitions_hold_every_rule_and_mark(signed_in):
    from workstreams.rag import table

    said = words(signed_in("board").get(reverse("definitions")))
    for rule in table():
        assert rule.subject in said
    for mark in ("Red", "Amber", "Green", "Complete", "Unconfirmed", "On hold", "Not rated"):
        assert mark in said


def test_the_accessibility_statement_needs_no_sign_in(client, db):
    assert client.get(reverse("accessibility")).status_code == 200


@pytest.mark.parametrize("number", [1, 40])
def test_statements_do_not_grow_with_the_plan(
    signed_in, cast, tree, number, django_assert_max_num_queries
):
    for n in range(number):
        branch = factories.WorkstreamFactory(programme=cast.plan.programme, parent=cast.plan.second)
        factories.own(
            factories.ItemFactory(workstream=branch), factories.PersonFactory(name=f"Owner {n}")
        )
    client = signed_in("board")
    for address, most in (
        (reverse("plan", args=[cast.plan.programme.slug]), 8),
        (tree, 8),
        (cast.plan.second.get_absolute_url(), 8),
        (cast.plan.item.get_absolute_url(), 12),
        ("/", 8),
    ):
        with django_assert_max_num_queries(most):
            assert client.get(address).status_code == 200


def test_the_examples_of_dates_are_read_as_the_page_says():
    from datetime import date

    from workstreams.glossary import DATES
    from workstreams.when import read
    from workstreams.when import words as said

    assert [said(read(text, near=date(2020, 9, 1))) for text, _, _ in DATES] == [
        reading for _, reading, _ in DATES
    ]
