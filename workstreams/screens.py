"""The pages that a change may come from, in words. Names of routes that are not here say themselves."""

from __future__ import annotations

SCREENS = {
    "plan": "the plan",
    "item_edit": "the plan",
    "item_row": "the plan",
    "item": "the page of the item",
    "item_date": "a date that was offered",
    "item_details": "more about the item",
    "item_more": "more about the item",
    "bulk_change": "a change of many",
    "plan_grid": "the grid",
    "change_set_undo": "an undo",
    "my_updates": "My updates",
    "home": "the home page",
    "import_save": "an import",
    "import_check": "an import",
    "workstream": "the page of the workstream",
    "workstreams": "the workstreams",
    "workstream_declare": "the rating of the workstream",
    "return_edit": "the return of the month",
    "data_quality": "the data quality page",
    "timeline": "the timeline",
    "person_merge": "merging people",
}


def said(name: str) -> str:
    """Words for the name of a route; "" for the system and for commands."""
    if not name:
        return ""
    return SCREENS.get(name) or name.replace("_", " ").replace("-", " ")
