"""Routes of risks, issues and dependencies."""

from django.urls import path

from workstreams.views import register as views

urlpatterns = [
    path("programmes/<slug:slug>/register/", views.entries, name="register"),
    path("programmes/<slug:slug>/risks/add/", views.risk_add, name="risk_add"),
    path("risks/<int:pk>/", views.risk, name="risk"),
    path("risks/<int:pk>/edit/", views.risk_edit, name="risk_edit"),
    path("risks/<int:pk>/accept/", views.risk_accept, name="risk_accept"),
    path("risks/<int:pk>/reject/", views.risk_reject, name="risk_reject"),
    path("risks/<int:pk>/close/", views.risk_close, name="risk_close"),
    path("risks/<int:pk>/reopen/", views.risk_reopen, name="risk_reopen"),
    path("programmes/<slug:slug>/issues/add/", views.issue_add, name="issue_add"),
    path("issues/<int:pk>/", views.issue, name="issue"),
    path("issues/<int:pk>/edit/", views.issue_edit, name="issue_edit"),
    path("issues/<int:pk>/accept/", views.issue_accept, name="issue_accept"),
    path("issues/<int:pk>/reject/", views.issue_reject, name="issue_reject"),
    path("issues/<int:pk>/close/", views.issue_close, name="issue_close"),
    path("issues/<int:pk>/reopen/", views.issue_reopen, name="issue_reopen"),
    path("programmes/<slug:slug>/dependencies/", views.dependencies, name="dependencies"),
    path("programmes/<slug:slug>/dependencies/add/", views.dependency_add, name="dependency_add"),
    path("dependencies/<int:pk>/", views.dependency, name="dependency"),
    path("dependencies/<int:pk>/edit/", views.dependency_edit, name="dependency_edit"),
    path("dependencies/<int:pk>/meet/", views.dependency_meet, name="dependency_meet"),
]
