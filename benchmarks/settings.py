"""The product's settings as in production, on the database that DATABASE_URL names."""

import os
import tempfile

os.environ.setdefault("TRACKER_VAR", tempfile.mkdtemp(prefix="tracker-bench-"))

from tracker.settings import *
from tracker.settings import TEMPLATES

DEBUG = False
ALLOWED_HOSTS = ["testserver"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Both sides with compiled templates kept, as with DEBUG off in production.
assert TEMPLATES[0]["APP_DIRS"]
LOGGING = {"version": 1, "disable_existing_loggers": True}
