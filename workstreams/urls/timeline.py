"""Routes of the timeline."""

from django.urls import path

from workstreams.views import timeline

urlpatterns = [
    path("programmes/<slug:slug>/timeline/", timeline.timeline, name="timeline"),
]
