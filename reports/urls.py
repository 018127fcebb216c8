"""The pages boards read, and those on which their reports are made."""

from django.urls import URLPattern, URLResolver, include, path

from reports.views import (
    committee,
    compare,
    dashboard,
    decisions,
    editions,
    running,
    schedule,
    timeline,
)

urlpatterns: list[URLPattern | URLResolver] = [
    # programmes/: how it stands, and its reports
    path("programmes/<slug:slug>/", dashboard.dashboard, name="dashboard"),
    path("programmes/<slug:slug>/reports/", editions.report_list, name="reports"),
    path("programmes/<slug:slug>/timeline.pdf", timeline.timeline_pdf, name="timeline_pdf"),
    # periods/: one month, its returns, its mails, its reports
    path("", include("reports.urls_month")),
    # reports/: one report of one board and month
    path("reports/<int:pk>/", editions.edition, name="edition"),
    path("reports/<int:pk>/report.pdf", editions.edition_pdf, name="edition_pdf"),
    path("reports/<int:pk>/compare/", compare.compare, name="edition_compare"),
    path("reports/<int:pk>/sections/", committee.sections, name="edition_sections"),
    path("reports/<int:pk>/approve/", decisions.approve, name="edition_approve"),
    path("reports/<int:pk>/issue/", decisions.issue, name="edition_issue"),
    path("reports/<int:pk>/hold/", decisions.hold, name="edition_hold"),
    path("reports/<int:pk>/try-again/", decisions.try_again, name="edition_try_again"),
    path("reports/<int:pk>/reissue/", decisions.reissue, name="edition_reissue"),
    # deliveries/: one mail of a report
    path("deliveries/<int:pk>/arrived/", decisions.delivery_arrived, name="delivery_arrived"),
    path("deliveries/<int:pk>/retry/", decisions.delivery_retry, name="delivery_retry"),
    path("deliveries/<int:pk>/again/", decisions.delivery_again, name="delivery_again"),
    path("deliveries/<int:pk>/bounced/", decisions.delivery_bounced, name="delivery_bounced"),
    # boards/: when the report of a board is prepared
    path("boards/<int:pk>/schedule/", schedule.schedule, name="schedule"),
    path("boards/<int:pk>/committee/", committee.begin, name="committee_begin"),
    # running/: jobs, mail and heartbeats
    path("running/", running.page, name="running"),
    path("running/mails/<int:pk>/arrived/", running.mail_arrived, name="running_arrived"),
    path("running/mails/<int:pk>/again/", running.mail_again, name="running_again"),
]
