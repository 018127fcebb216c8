"""Routes of the people of a programme."""

from django.urls import path

from workstreams.views import people
from workstreams.views import people_edit as edit

urlpatterns = [
    path("programmes/<slug:slug>/people/", people.people, name="people"),
    path("programmes/<slug:slug>/people/<int:pk>/", people.person, name="person"),
    path("programmes/<slug:slug>/people/add/", edit.person_add, name="person_add"),
    path("programmes/<slug:slug>/people/<int:pk>/edit/", edit.person_edit, name="person_edit"),
    path("programmes/<slug:slug>/organisations/", edit.organisations, name="organisations"),
    path(
        "programmes/<slug:slug>/organisations/add/", edit.organisation_add, name="organisation_add"
    ),
    path(
        "programmes/<slug:slug>/organisations/<int:pk>/",
        edit.organisation_edit,
        name="organisation_edit",
    ),
    path("programmes/<slug:slug>/people/<int:pk>/merge/", people.merge, name="person_merge"),
    path(
        "programmes/<slug:slug>/people/merges/<int:pk>/undo/", people.undo, name="person_merge_undo"
    ),
]
