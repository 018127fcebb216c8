"""The top of the route map."""

from django.urls import include, path

from tracker import health, mailbox
from tracker.accounts import views as accounts

urlpatterns = [
    # Who you are
    path("sign-in/", accounts.sign_in, name="login"),
    path("sign-out/", accounts.sign_out, name="logout"),
    # For machines
    path("health/live", health.live, name="health_live"),
    path("health/ready", health.ready, name="health_ready"),
    # What the local mail catcher received (embedded mode only)
    path("mail/", mailbox.mails, name="mails"),
    path("mail/<str:name>/", mailbox.mail, name="mail"),
    path("mail/<str:name>/<int:number>/", mailbox.attachment, name="mail_attachment"),
    # The plan and its keeping; what boards are told
    path("", include("workstreams.urls")),
    path("", include("reports.urls")),
]
