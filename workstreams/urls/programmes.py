"""Routes of programmes themselves: begun, changed, their rules, ratings and members."""

from django.urls import path

from workstreams.views import programmes as views

urlpatterns = [
    path("programmes/add/", views.programme_add, name="programme_add"),
    path("programmes/<slug:slug>/settings/", views.settings, name="programme_settings"),
    path("programmes/<slug:slug>/edit/", views.programme_edit, name="programme_edit"),
    path("programmes/<slug:slug>/rules/", views.programme_rules, name="programme_rules"),
    path("programmes/<slug:slug>/declare/", views.programme_declare, name="programme_declare"),
    path("programmes/<slug:slug>/definitions/", views.definitions, name="programme_definitions"),
    path("programmes/<slug:slug>/members/add/", views.member_add, name="member_add"),
    path("programmes/<slug:slug>/members/<int:pk>/drop/", views.member_drop, name="member_drop"),
]
