"""Routes of one month: its returns, its mails, its reports."""

from django.urls import path

from reports.views import month

urlpatterns = [
    path("periods/<int:pk>/", month.period, name="period"),
    path(
        "periods/<int:period>/mails/<int:pk>/arrived/", month.digest_arrived, name="digest_arrived"
    ),
    path("periods/<int:period>/mails/<int:pk>/again/", month.digest_again, name="digest_again"),
]
