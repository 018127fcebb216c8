"""Routes of boards, meetings, decisions, and the route of a paper."""

from django.urls import path

from workstreams.views import meetings as views

urlpatterns = [
    path("programmes/<slug:slug>/boards/", views.board_list, name="boards"),
    path("boards/<int:pk>/", views.board, name="board"),
    path("boards/<int:pk>/recipients/add/", views.recipient_add, name="recipient_add"),
    path("boards/<int:pk>/recipients/<int:recipient>/drop/", views.recipient_drop, name="recipient_drop"),
    path("boards/<int:pk>/meetings/add/", views.meeting_add, name="meeting_add"),
    path("meetings/<int:pk>/", views.meeting, name="meeting"),
    path("meetings/<int:pk>/edit/", views.meeting_edit, name="meeting_edit"),
    path("programmes/<slug:slug>/decisions/add/", views.decision_add, name="decision_add"),
    path("decisions/<int:pk>/", views.decision, name="decision"),
    path("decisions/<int:pk>/edit/", views.decision_edit, name="decision_edit"),
    path("decisions/<int:pk>/record/", views.decision_record, name="decision_record"),
    path("items/<int:pk>/steps/add/", views.step_add, name="step_add"),
    path("items/<int:pk>/steps/<int:step>/", views.step_edit, name="step_edit"),
    path("items/<int:pk>/steps/<int:step>/move/", views.step_move, name="step_move"),
    path("items/<int:pk>/steps/<int:step>/drop/", views.step_drop, name="step_drop"),
]
