"""Routes of boards, meetings, decisions, and the route of a paper."""

from django.urls import path

from workstreams.views import board_rule as rule
from workstreams.views import boards_edit as boards
from workstreams.views import decisions, meetings, routes

urlpatterns = [
    path("programmes/<slug:slug>/boards/", meetings.board_list, name="boards"),
    path("boards/<int:pk>/", meetings.board, name="board"),
    path("programmes/<slug:slug>/boards/add/", boards.board_add, name="board_add"),
    path("boards/<int:pk>/edit/", boards.board_edit, name="board_edit"),
    path("boards/<int:pk>/scope/add/", boards.scope_add, name="scope_add"),
    path("boards/<int:pk>/scope/<int:scope>/drop/", boards.scope_drop, name="scope_drop"),
    path("boards/<int:pk>/seats/add/", boards.seat_add, name="seat_add"),
    path("boards/<int:pk>/seats/<int:seat>/drop/", boards.seat_drop, name="seat_drop"),
    path("boards/<int:pk>/recipients/add/", meetings.recipient_add, name="recipient_add"),
    path(
        "boards/<int:pk>/recipients/<int:recipient>/drop/",
        meetings.recipient_drop,
        name="recipient_drop",
    ),
    path("boards/<int:pk>/rule/", rule.board_rule, name="board_rule"),
    path("boards/<int:pk>/rule/edit/", rule.board_rule_edit, name="board_rule_edit"),
    path("boards/<int:pk>/rule/drop/", rule.board_rule_drop, name="board_rule_drop"),
    path("boards/<int:pk>/rule/rows/<slug:row>/", rule.board_rule_row, name="board_rule_row"),
    path(
        "boards/<int:pk>/rule/by-hand/<int:override>/drop/",
        rule.board_rule_row_drop,
        name="board_rule_row_drop",
    ),
    path("boards/<int:pk>/meetings/add/", meetings.meeting_add, name="meeting_add"),
    path("meetings/<int:pk>/", meetings.meeting, name="meeting"),
    path("meetings/<int:pk>/edit/", meetings.meeting_edit, name="meeting_edit"),
    path("programmes/<slug:slug>/decisions/add/", decisions.decision_add, name="decision_add"),
    path("decisions/<int:pk>/", decisions.decision, name="decision"),
    path("decisions/<int:pk>/edit/", decisions.decision_edit, name="decision_edit"),
    path("decisions/<int:pk>/record/", decisions.decision_record, name="decision_record"),
    path("items/<int:pk>/steps/add/", routes.step_add, name="step_add"),
    path("items/<int:pk>/steps/<int:step>/", routes.step_edit, name="step_edit"),
    path("items/<int:pk>/steps/<int:step>/move/", routes.step_move, name="step_move"),
    path("items/<int:pk>/steps/<int:step>/drop/", routes.step_drop, name="step_drop"),
]
