"""The settings of the rig and of its workers: short leases, a beat of half a second, its own servers.

`FAULTS_*` in the environment are the rig's word to the processes it starts.
"""

import os

os.environ["TRACKER_MODE"] = "test"
os.environ["TRACKER_VAR"] = os.environ["FAULTS_FOLDER"]

from tracker.settings import *  # noqa: F403
from tracker.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.faults.apps.FaultPoints"]


class _NoMigrations:
    """Tables are made from the models; that the migrations make the same is proved elsewhere."""

    def __contains__(self, app: str) -> bool:
        return True

    def __getitem__(self, app: str) -> None:
        return None


MIGRATION_MODULES = _NoMigrations()
MEDIA_ROOT = os.environ["FAULTS_FOLDER"] + "/files"
CALM = "FAULTS_CALM" in os.environ  # nobody is injured: the product's own leases and pauses
if not CALM:
    # Long enough for a busy machine: who holds a mail longer is taken for dead, and the mail for unknown.
    REPORT_LEASE_SECONDS, REPORT_MAIL_LEASE_SECONDS, REPORT_AGAIN_SECONDS = 3, 5, 0.3
    REPORT_RETRY_SECONDS = (0.3, 0.6)
EMAIL_HOST, EMAIL_PORT = "127.0.0.1", int(os.environ["FAULTS_MAIL_PORT"])
EMAIL_HOST_USER = EMAIL_HOST_PASSWORD = ""
EMAIL_USE_TLS = EMAIL_USE_SSL = False
REPORT_SMTP_SECONDS = REPORT_SMTP_DATA_SECONDS = 20 if CALM else 2
CELERY_BEAT_SCHEDULE = {
    name: {"task": f"reports.tasks.{name}", "schedule": 30 if CALM else 0.5}
    for name in ("tick", "sweep")
}
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_connect_timeout": 1, "socket_timeout": 5}
CELERY_BEAT_MAX_LOOP_INTERVAL = 0.5
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
