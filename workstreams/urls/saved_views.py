"""Routes of the saved views of a plan."""

from django.urls import path

from workstreams.views import saved_views

urlpatterns = [
    path("programmes/<slug:slug>/plan/views/new/", saved_views.view_add, name="view_add"),
    path("plan-views/<int:pk>/", saved_views.view_edit, name="view_edit"),
    path("plan-views/<int:pk>/remove/", saved_views.view_remove, name="view_remove"),
]
