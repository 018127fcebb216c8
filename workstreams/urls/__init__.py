"""Routes of the plan, by page family."""

from django.urls import include, path

from workstreams.views import home, items, pages, plan, tree

urlpatterns = [
    # Your own page
    path("", home.home, name="home"),
    path("", include("workstreams.urls.updates")),
    # The plan of a programme: one table, one row at a time
    path("programmes/<slug:slug>/plan/", plan.plan, name="plan"),
    # Many items at once, the grid, what happened and the undo
    path("", include("workstreams.urls.changes")),
    path("items/<int:pk>/", items.item, name="item"),
    path("items/<int:pk>/edit/", plan.item_edit, name="item_edit"),
    path("items/<int:pk>/row/", plan.item_row, name="item_row"),
    path("items/<int:pk>/dates/<str:name>/", plan.item_date, name="item_date"),
    # An item by hand: added, moved, owned; what hangs on it
    path("", include("workstreams.urls.items")),
    # Its branches
    path("programmes/<slug:slug>/workstreams/", tree.workstreams, name="workstreams"),
    path("workstreams/<int:pk>/", tree.workstream, name="workstream"),
    path("workstreams/<int:pk>/declare/", tree.declare, name="workstream_declare"),
    # Ways of looking at it that somebody keeps
    path("", include("workstreams.urls.saved_views")),
    path("", include("workstreams.urls.tree")),
    # Programmes themselves
    path("", include("workstreams.urls.programmes")),
    # Its bars on one scale, its phases by month
    path("", include("workstreams.urls.timeline")),
    # A plan from a workbook
    path("", include("workstreams.urls.imports")),
    # The rest of the model, by family
    path("", include("workstreams.urls.register")),
    path("", include("workstreams.urls.money")),
    path("", include("workstreams.urls.measures")),
    path("", include("workstreams.urls.month")),
    path("", include("workstreams.urls.boards")),
    path("", include("workstreams.urls.words")),
    path("", include("workstreams.urls.people")),
    # Whose tracker this is
    path("", include("workstreams.urls.look")),
    # What the words and colours mean
    path("definitions/", pages.definitions, name="definitions"),
    path("accessibility/", pages.accessibility, name="accessibility"),
]
