"""Routes of your own updates, and of the faults of a plan."""

from django.urls import path

from workstreams.views import data_quality as faults
from workstreams.views import my_updates

PROGRAMME = "programmes/<slug:slug>/data-quality/"

urlpatterns = [
    path("my-updates/", my_updates.my_updates, name="my_updates"),
    path("my-updates/from-mail/<str:token>/", my_updates.from_mail, name="my_updates_link"),
    path("my-updates/<int:pk>/", my_updates.my_update, name="my_update"),
    path(PROGRAMME, faults.data_quality, name="data_quality"),
    path(f"{PROGRAMME}take-all/", faults.take_all, name="faults_take_all"),
    path(f"{PROGRAMME}two-people/", faults.two_people, name="faults_two_people"),
    path(f"{PROGRAMME}ask/<str:fault>/", faults.ask_owners, name="faults_ask"),
    path("items/<int:pk>/mend/<str:fault>/", faults.mend, name="item_mend"),
]
