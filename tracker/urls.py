"""The top of the route map."""

from django.urls import include, path

from tracker import health, mailbox
from tracker.accounts import people
from tracker.accounts import views as accounts

handler500 = "tracker.errors.went_wrong"

urlpatterns = [
    # Who you are
    path("sign-in/", accounts.sign_in, name="login"),
    path("sign-out/", accounts.sign_out, name="logout"),
    path("password/", accounts.password_ask, name="password_ask"),
    path("password/asked/", accounts.password_asked, name="password_asked"),
    path("password/<str:uidb64>/<str:token>/", accounts.password_set, name="password_set"),
    # Who else signs in
    path("accounts/", people.accounts, name="accounts"),
    path("accounts/add/", people.account_add, name="account_add"),
    path("accounts/<int:pk>/", people.account, name="account"),
    path("accounts/<int:pk>/link/", people.account_link, name="account_link"),
    # For machines
    path("health/live", health.live, name="health_live"),
    path("health/ready", health.ready, name="health_ready"),
    path("health/scheduler", health.scheduler, name="health_scheduler"),
    # What the local mail catcher received (embedded mode only)
    path("mail/", mailbox.mails, name="mails"),
    path("mail/<str:name>/", mailbox.mail, name="mail"),
    path("mail/<str:name>/html/", mailbox.mail_html, name="mail_html"),
    path("mail/<str:name>/<int:number>/", mailbox.attachment, name="mail_attachment"),
    # The plan and its keeping; what boards are told
    path("", include("workstreams.urls")),
    path("", include("reports.urls")),
]
