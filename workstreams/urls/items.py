"""Routes of an item kept by hand: added, moved, owned; its status; what hangs on it."""

from django.urls import path

from workstreams.views import dates, item_owners, item_parts, item_place, item_split

urlpatterns = [
    path("read-date/", dates.read_date, name="read_date"),
    path("programmes/<slug:slug>/people/find/", item_owners.people_find, name="people_find"),
    path("programmes/<slug:slug>/items/find/", item_owners.items_find, name="items_find"),
    path("workstreams/<int:pk>/items/add/", item_place.item_add, name="item_add"),
    path("phases/<int:pk>/items/add/", item_place.phase_item_add, name="phase_item_add"),
    path("items/<int:pk>/move/", item_place.item_move, name="item_move"),
    path("items/<int:pk>/split/", item_split.item_split, name="item_split"),
    path("items/<int:pk>/order/", item_place.item_reorder, name="item_order"),
    path("items/<int:pk>/drop/", item_place.item_drop, name="item_drop"),
    path("items/<int:pk>/status/", item_place.item_status, name="item_status"),
    path("items/<int:pk>/owners/", item_owners.item_owners, name="item_owners"),
    path("items/<int:pk>/checklist/add/", item_parts.line_add, name="line_add"),
    path("items/<int:pk>/checklist/<int:line>/", item_parts.line_edit, name="line_edit"),
    path("items/<int:pk>/checklist/<int:line>/tick/", item_parts.line_tick, name="line_tick"),
    path("items/<int:pk>/checklist/<int:line>/drop/", item_parts.line_drop, name="line_drop"),
    path("items/<int:pk>/reminders/add/", item_parts.reminder_add, name="reminder_add"),
    path(
        "items/<int:pk>/reminders/<int:reminder>/", item_parts.reminder_edit, name="reminder_edit"
    ),
    path(
        "items/<int:pk>/reminders/<int:reminder>/drop/",
        item_parts.reminder_drop,
        name="reminder_drop",
    ),
    path("items/<int:pk>/attachments/add/", item_parts.attachment_add, name="attachment_add"),
    path(
        "items/<int:pk>/attachments/<int:attachment>/",
        item_parts.attachment_edit,
        name="attachment_edit",
    ),
    path(
        "items/<int:pk>/attachments/<int:attachment>/drop/",
        item_parts.attachment_drop,
        name="attachment_drop",
    ),
    path("attachments/<int:pk>/", item_parts.attachment_file, name="attachment_file"),
]
