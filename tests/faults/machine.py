"""The servers, the settings and the crew of the rig, for as long as they are wanted."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.faults.crew import Crew
from tests.faults.servers import PostgreSQL, Redis, free_port


@dataclass
class Machine:
    """What stays the same over all runs."""

    folder: Path
    postgresql: PostgreSQL
    redis: Redis
    crew: Crew
    built: Any


@contextmanager
def machine(build: Callable[[], Any], *, keep: bool = False) -> Iterator[Machine]:
    """Starts everything, asks `build` for what the database holds, and ends everything. `keep` leaves
    the folder with the logs."""
    folder = Path(tempfile.mkdtemp(prefix="faults-"))
    folder.chmod(0o755)  # PostgreSQL's own user looks through it
    postgresql, redis = PostgreSQL(folder), Redis(folder)
    postgresql.create()
    redis.start()
    os.environ.update(
        DJANGO_SETTINGS_MODULE="tests.faults.settings", DATABASE_URL=postgresql.url,
        REDIS_URL=redis.url, FAULTS_FOLDER=str(folder), FAULTS_MAIL_PORT=str(free_port()),
    )  # fmt: skip
    crew = None
    try:
        import django

        django.setup()
        built = build()
        crew = Crew(folder)
        yield Machine(folder, postgresql, redis, crew, built)
    finally:
        if crew:
            crew.close()
        redis.stop()
        postgresql.stop()
        if not keep:
            shutil.rmtree(folder, ignore_errors=True)
