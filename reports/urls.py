"""The pages boards read, and those on which their reports are made."""

from django.urls import URLPattern, URLResolver, path

from reports.views import dashboard, decisions, editions

urlpatterns: list[URLPattern | URLResolver] = [
    # programmes/: how it stands, and its reports
    path("programmes/<slug:slug>/", dashboard.dashboard, name="dashboard"),
    path("programmes/<slug:slug>/reports/", editions.report_list, name="reports"),
    # reports/: one report of one board and month
    path("reports/<int:pk>/", editions.edition, name="edition"),
    path("reports/<int:pk>/report.pdf", editions.edition_pdf, name="edition-pdf"),
    path("reports/<int:pk>/approve/", decisions.approve, name="edition-approve"),
    path("reports/<int:pk>/issue/", decisions.issue, name="edition-issue"),
    path("reports/<int:pk>/hold/", decisions.hold, name="edition-hold"),
    path("reports/<int:pk>/try-again/", decisions.try_again, name="edition-try-again"),
    path("reports/<int:pk>/reissue/", decisions.reissue, name="edition-reissue"),
    # deliveries/: one mail of a report
    path("deliveries/<int:pk>/arrived/", decisions.delivery_arrived, name="delivery-arrived"),
    path("deliveries/<int:pk>/retry/", decisions.delivery_retry, name="delivery-retry"),
    path("deliveries/<int:pk>/again/", decisions.delivery_again, name="delivery-again"),
]
