"""The settings of a server of the bare views."""

from benchmarks import bare
from benchmarks.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.bare.urls"
MIDDLEWARE = bare.MIDDLEWARE
