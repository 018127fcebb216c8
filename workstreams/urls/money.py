"""Routes of savings and budgets."""

from django.urls import path

from workstreams.views import money as views

urlpatterns = [
    path("programmes/<slug:slug>/money/", views.overview, name="money"),
    path("programmes/<slug:slug>/savings/add/", views.saving_add, name="saving_add"),
    path("savings/<int:pk>/", views.saving, name="saving"),
    path("savings/<int:pk>/edit/", views.saving_edit, name="saving_edit"),
    path("savings/<int:pk>/years/<int:year>/", views.saving_year, name="saving_year"),
    path("savings/<int:pk>/years/<int:year>/verify/", views.saving_verify, name="saving_verify"),
    path("programmes/<slug:slug>/budgets/add/", views.line_add, name="budget_line_add"),
    path("budgets/<int:pk>/", views.line, name="budget_line"),
    path("budgets/<int:pk>/edit/", views.line_edit, name="budget_line_edit"),
]
