"""The settings of the workers that the pipeline's tests start: the suite's, its test database, short leases."""

import os

from tests.settings import *  # noqa: F403

DATABASES["default"]["NAME"] = os.environ["PIPELINE_DATABASE"]  # noqa: F405
MEDIA_ROOT = os.environ["PIPELINE_FILES"]
REPORT_LEASE_SECONDS = 15
REPORT_MAIL_LEASE_SECONDS = 4
REPORT_RETRY_SECONDS = (1, 2)
EMAIL_HOST, EMAIL_PORT = "127.0.0.1", int(os.environ["PIPELINE_MAIL_PORT"])
EMAIL_HOST_USER = EMAIL_HOST_PASSWORD = ""
EMAIL_USE_TLS = EMAIL_USE_SSL = False
REPORT_SMTP_SECONDS = REPORT_SMTP_DATA_SECONDS = 10
# Beat's minute is a second here.
CELERY_BEAT_SCHEDULE = {
    name: {"task": f"reports.tasks.{name}", "schedule": 1.0} for name in ("tick", "sweep")
}
