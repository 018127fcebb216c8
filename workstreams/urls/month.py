"""Routes of the month. A return is addressed by its month and workstream: it may not be begun yet.

The page of one month stands among the reports (`reports.urls`), because it shows what was mailed.
"""

from django.urls import path

from workstreams.views import challenges, periods, phases, returns

RETURN = "periods/<int:period>/returns/<int:workstream>/"

urlpatterns = [
    path("programmes/<slug:slug>/periods/", periods.periods, name="periods"),
    path("programmes/<slug:slug>/periods/open/", periods.period_open, name="period_open"),
    path("programmes/<slug:slug>/periods/rule/", periods.period_rule, name="period_rule"),
    path("periods/<int:pk>/close/", periods.period_close, name="period_close"),
    path("periods/<int:pk>/deadline/", periods.period_deadline, name="period_deadline"),
    path("periods/<int:pk>/reopen/", periods.period_reopen, name="period_reopen"),
    path("periods/<int:pk>/challenge/", challenges.challenge, name="period_challenge"),
    path(RETURN, returns.one_return, name="return"),
    path(f"{RETURN}edit/", returns.return_edit, name="return_edit"),
    path(f"{RETURN}no-change/", returns.return_no_change, name="return_no_change"),
    path(f"{RETURN}agree/", returns.return_agree, name="return_agree"),
    path(f"{RETURN}challenge/", returns.return_challenge, name="return_challenge"),
    path(f"{RETURN}answer/", returns.return_answer, name="return_answer"),
    path("workstreams/<int:pk>/strip/", phases.strip, name="strip"),
]
