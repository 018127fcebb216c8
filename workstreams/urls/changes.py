"""Routes of changing many items at once, and of what happened: by programme, item, workstream, day."""

from django.urls import path

from workstreams.views import bulk, grid, history, past_plan

urlpatterns = [
    path("programmes/<slug:slug>/plan/change/", bulk.bulk_change, name="bulk_change"),
    path("programmes/<slug:slug>/plan/grid/", grid.plan_grid, name="plan_grid"),
    path("programmes/<slug:slug>/plan/as-at/", past_plan.plan_as_at, name="plan_as_at"),
    path("programmes/<slug:slug>/history/", history.programme_history, name="programme_history"),
    path("items/<int:pk>/history/", history.item_history, name="item_history"),
    path("workstreams/<int:pk>/history/", history.workstream_history, name="workstream_history"),
    path("history/<int:pk>/", history.change_set, name="change_set"),
    path("history/<int:pk>/undo/", history.change_set_undo, name="change_set_undo"),
]
