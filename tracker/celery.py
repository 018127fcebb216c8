"""The Celery app. What runs when is `CELERY_BEAT_SCHEDULE` in the settings; beat only ticks."""

import os

from celery import Celery
from celery.signals import worker_process_init

from tracker import patience, queue_folder

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")

queue_folder.install()
app = Celery("tracker")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
worker_process_init.connect(patience.of_jobs, weak=False)
