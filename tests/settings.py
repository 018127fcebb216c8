"""The settings of the suite: the embedded mode (or DATABASE_URL and REDIS_URL) over a folder of its own."""

import atexit
import os
import shutil
import tempfile

os.environ["TRACKER_MODE"] = "test"
if "TRACKER_VAR" not in os.environ:
    os.environ["TRACKER_VAR"] = tempfile.mkdtemp(prefix="tracker-test-")
    atexit.register(shutil.rmtree, os.environ["TRACKER_VAR"], ignore_errors=True)

from tracker.settings import *
