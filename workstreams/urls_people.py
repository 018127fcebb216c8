"""Routes of the people of a programme."""

from django.urls import path

from workstreams.views import people

urlpatterns = [
    path("programmes/<slug:slug>/people/", people.people, name="people"),
    path("programmes/<slug:slug>/people/<int:pk>/", people.person, name="person"),
    path("programmes/<slug:slug>/people/<int:pk>/merge/", people.merge, name="person_merge"),
    path(
        "programmes/<slug:slug>/people/merges/<int:pk>/undo/", people.undo, name="person_merge_undo"
    ),
]
