"""Words about acts."""

from __future__ import annotations

from django import template

from workstreams import screens
from workstreams.models import ChangeSet

register = template.Library()


@register.filter
def screen(act: ChangeSet) -> str:
    """The page that an act came from, in words."""
    return screens.said(act.screen)
