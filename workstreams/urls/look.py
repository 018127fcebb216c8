"""Routes of how the organisation shows itself."""

from django.urls import path, re_path

from workstreams.views import look

urlpatterns = [
    path("organisation/", look.organisation_look, name="organisation_look"),
    re_path(r"^organisation/logo/(?P<sha256>[0-9a-f]{64})$", look.logo, name="logo"),
    re_path(r"^organisation/(?P<colour>[0-9a-f]{6})\.css$", look.colours, name="colours"),
]
