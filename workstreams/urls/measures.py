"""Routes of measures."""

from django.urls import path

from workstreams.views import measures as views

urlpatterns = [
    path("programmes/<slug:slug>/measures/", views.measure_list, name="measures"),
    path("programmes/<slug:slug>/measures/add/", views.measure_add, name="measure_add"),
    path("measures/<int:pk>/", views.measure, name="measure"),
    path("measures/<int:pk>/edit/", views.measure_edit, name="measure_edit"),
    path("measures/<int:pk>/readings/add/", views.reading_add, name="reading_add"),
]
