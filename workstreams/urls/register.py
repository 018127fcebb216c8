"""Routes of risks, issues and dependencies."""

from django.urls import path

from workstreams.views import dependencies, register, triage

urlpatterns = [
    path("programmes/<slug:slug>/register/", register.entries, name="register"),
    path("programmes/<slug:slug>/risks/add/", register.risk_add, name="risk_add"),
    path("risks/<int:pk>/", register.risk, name="risk"),
    path("risks/<int:pk>/edit/", register.risk_edit, name="risk_edit"),
    path("risks/<int:pk>/accept/", triage.risk_accept, name="risk_accept"),
    path("risks/<int:pk>/reject/", triage.risk_reject, name="risk_reject"),
    path("risks/<int:pk>/close/", triage.risk_close, name="risk_close"),
    path("risks/<int:pk>/reopen/", triage.risk_reopen, name="risk_reopen"),
    path("programmes/<slug:slug>/issues/add/", register.issue_add, name="issue_add"),
    path("issues/<int:pk>/", register.issue, name="issue"),
    path("issues/<int:pk>/edit/", register.issue_edit, name="issue_edit"),
    path("issues/<int:pk>/accept/", triage.issue_accept, name="issue_accept"),
    path("issues/<int:pk>/reject/", triage.issue_reject, name="issue_reject"),
    path("issues/<int:pk>/close/", triage.issue_close, name="issue_close"),
    path("issues/<int:pk>/reopen/", triage.issue_reopen, name="issue_reopen"),
    path("programmes/<slug:slug>/dependencies/", dependencies.dependencies, name="dependencies"),
    path(
        "programmes/<slug:slug>/dependencies/add/",
        dependencies.dependency_add,
        name="dependency_add",
    ),
    path("dependencies/<int:pk>/", dependencies.dependency, name="dependency"),
    path("dependencies/<int:pk>/edit/", dependencies.dependency_edit, name="dependency_edit"),
    path("dependencies/<int:pk>/meet/", dependencies.dependency_meet, name="dependency_meet"),
]
