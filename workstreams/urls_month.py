"""Routes of the month. A return is addressed by its month and workstream: it may not be begun yet."""

from django.urls import path

from workstreams.views import phases
from workstreams.views import returns as views

RETURN = "periods/<int:period>/returns/<int:workstream>/"

urlpatterns = [
    path("programmes/<slug:slug>/periods/", views.periods, name="periods"),
    path("programmes/<slug:slug>/periods/open/", views.period_open, name="period_open"),
    path("periods/<int:pk>/", views.period, name="period"),
    path("periods/<int:pk>/close/", views.period_close, name="period_close"),
    path("periods/<int:pk>/reopen/", views.period_reopen, name="period_reopen"),
    path(RETURN, views.one_return, name="return"),
    path(f"{RETURN}edit/", views.return_edit, name="return_edit"),
    path(f"{RETURN}agree/", views.return_agree, name="return_agree"),
    path(f"{RETURN}challenge/", views.return_challenge, name="return_challenge"),
    path("workstreams/<int:pk>/strip/", phases.strip, name="strip"),
]
