"""The glossary in use: what each abbreviation stands for in a programme (X0-45)."""

from __future__ import annotations

from django.db.models import F, Q

from workstreams.models import GlossaryTerm, Programme


def expansions(programme: Programme | None) -> dict[str, str]:
    """Abbreviation to words in full: the organisation's, overridden by the programme's own.

    One statement. Printed reports may ask here too.
    """
    own = Q(programme__isnull=True)
    if programme is not None:
        own |= Q(programme=programme)
    terms = GlossaryTerm.objects.filter(own).order_by(F("programme").asc(nulls_first=True), "pk")
    return {short: long for short, long in terms.values_list("short", "long") if long}
