"""The settings of the suite: the embedded mode (or DATABASE_URL and REDIS_URL) over a folder of its own."""

import atexit
import os
import shutil
import tempfile

os.environ["TRACKER_MODE"] = "test"
if "TRACKER_VAR" not in os.environ:
    os.environ["TRACKER_VAR"] = tempfile.mkdtemp(prefix="tracker-test-")
    atexit.register(shutil.rmtree, os.environ["TRACKER_VAR"], ignore_errors=True)

# Tests that run beside each other need a Redis of their own each: to clear a cache is to empty its whole database, and
# a real worker takes whatever rings there. Processes that a test starts inherit the address as it is.
beside, redis = os.environ.get("PYTEST_XDIST_WORKER", ""), os.environ.get("REDIS_URL", "")
if beside and redis and os.environ.get("REDIS_IS_OF") != beside:
    server, number = redis.rsplit("/", 1) if redis.count("/") > 2 else (redis, "0")
    os.environ["REDIS_URL"] = f"{server}/{(int(number or 0) + int(beside.removeprefix('gw'))) % 16}"
    os.environ["REDIS_IS_OF"] = beside

from tracker.settings import *
from tracker.settings import DATABASES, LOGGING, VAR

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, so that the threads of a live server have connections of their own, as in real life.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
# A test's rows are rolled back and their numbers come again: nothing may be kept from one to the next.
LIVE_PAGE_SECONDS = 0
# The look that a test begins with (tests/conftest.py) holds to its end: no page counts a statement more because
# a minute is over.
LOOK_SECONDS = 10**9
# Refusals are what many tests ask for; each would be written down twice, with the way it took through the code.
LOGGING = {
    **LOGGING,
    "loggers": {**dict(LOGGING["loggers"]), "django.request": {"level": "ERROR"}},  # type: ignore[call-overload]
}
