"""An installation that is missing something or unsafe does not start, and says in a sentence why."""

from __future__ import annotations

import os
import runpy
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from tracker.env import Environment, Refused

GOOD = {
    "TRACKER_MODE": "production",
    "SECRET_KEY": "k8Zr-2mQvX0sPqYb7uLh3nTfWc9eJdGa5iRoVxMzKyBtUwEpHl6NgS1F",
    "SITE_URL": "https://tracker.calderbrook.example",
    "DATABASE_URL": "postgres://tracker:secret@db:5432/tracker",
    "REDIS_URL": "redis://redis:6379/0",
    "EMAIL_URL": "smtp+tls://tracker:secret@relay.calderbrook.example:587",
    "MAIL_FROM": "Programme office <office@calderbrook.example>",
}


@pytest.fixture
def read(tmp_path, monkeypatch):
    """The settings module, read afresh over these variables and nothing else."""

    def reading(**variables: str) -> dict:
        for name in [
            *GOOD,
            "ALLOWED_HOSTS",
            "DEBUG",
            "PORT",
            "MAIL_PORT",
            "FILES_FOLDER",
            "FILES_BUCKET",
        ]:
            monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv("TRACKER_VAR", str(tmp_path / "var"))
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        return runpy.run_path(str(Path(settings.BASE_DIR) / "tracker" / "settings.py"))

    return reading


REFUSED = [
    ({"SECRET_KEY": ""}, "SECRET_KEY is not set"),
    ({"SECRET_KEY": "short"}, "SECRET_KEY is short"),
    (
        {"SECRET_KEY": "django-insecure-" + "k8Zr2mQvX0sPqYb7uLh3nTf" * 3},
        "SECRET_KEY is short or a placeholder",
    ),
    ({"SECRET_KEY": "a" * 80}, "SECRET_KEY is short or a placeholder"),
    ({"DEBUG": "1"}, "DEBUG is on"),
    ({"DEBUG": "maybe"}, "DEBUG is “maybe”"),
    ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS has a “*”"),
    ({"SITE_URL": ""}, "SITE_URL is not set"),
    ({"SITE_URL": "http://tracker.calderbrook.example"}, "SITE_URL does not begin with https://"),
    ({"DATABASE_URL": ""}, "DATABASE_URL is not set"),
    ({"DATABASE_URL": "sqlite:////data/db.sqlite3"}, "production needs PostgreSQL"),
    ({"DATABASE_URL": "mysql://tracker@db/tracker"}, "DATABASE_URL begins with “mysql:”"),
    ({"DATABASE_URL": "postgres://tracker@db:5432/"}, "DATABASE_URL names no database"),
    ({"REDIS_URL": ""}, "REDIS_URL is not set"),
    ({"REDIS_URL": "amqp://guest@rabbit/"}, "REDIS_URL begins with “amqp:”"),
    ({"EMAIL_URL": ""}, "EMAIL_URL is not set"),
    ({"EMAIL_URL": "consolemail://"}, "EMAIL_URL names no mail server"),
    ({"MAIL_FROM": ""}, "MAIL_FROM is not set"),
    ({"TRACKER_MODE": "prod"}, "TRACKER_MODE is “prod”"),
    ({"PORT": "eighty"}, "PORT is “eighty”"),
    ({"PORT": "0"}, "write a whole number from 1"),
]


@pytest.mark.parametrize(("change", "sentence"), REFUSED, ids=lambda value: str(value)[:60])
def test_what_is_missing_or_unsafe_is_refused_by_name(read, change, sentence):
    with pytest.raises(Refused) as refused:
        read(**GOOD | change)
    assert sentence in str(refused.value)
    assert str(refused.value).count("\n- ") == 1, "one fault, one sentence"


def test_all_faults_are_told_at_once(read):
    with pytest.raises(Refused) as refused:
        read(TRACKER_MODE="production")
    for name in ("SECRET_KEY", "SITE_URL", "DATABASE_URL", "REDIS_URL", "EMAIL_URL", "MAIL_FROM"):
        assert f"- {name} is not set" in str(refused.value)


def test_a_good_production_is_closed(read):
    found = read(**GOOD)
    assert found["DEBUG"] is False
    assert found["SESSION_COOKIE_SECURE"] and found["CSRF_COOKIE_SECURE"]
    assert found["SECURE_SSL_REDIRECT"] and found["SECURE_HSTS_SECONDS"] >= 31_536_000
    assert found["ALLOWED_HOSTS"] == ["tracker.calderbrook.example", "localhost"]
    assert found["MAIL_FOLDER"] is None, "no page shows mail that went out"
    database = found["DATABASES"]["default"]
    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert database["CONN_HEALTH_CHECKS"] and database["CONN_MAX_AGE"] == 60
    assert found["EMAIL_HOST"] == "relay.calderbrook.example" and found["EMAIL_PORT"] == 587
    assert found["EMAIL_USE_TLS"] is True
    assert found["CELERY_BROKER_URL"] == GOOD["REDIS_URL"]
    assert found["CACHES"]["default"]["BACKEND"].endswith("RedisCache")


def test_nothing_needs_to_be_set_on_one_machine(read, tmp_path):
    found = read()
    database = found["DATABASES"]["default"]
    assert database["NAME"] == str(tmp_path / "var" / "db.sqlite3")
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in database["OPTIONS"]["init_command"]
    assert found["CELERY_BROKER_URL"] == "filesystem://"
    assert found["CELERY_BROKER_TRANSPORT_OPTIONS"]["polling_interval"] == 0.2
    assert found["EMAIL_HOST"] == "127.0.0.1" and found["EMAIL_PORT"] == 9000
    assert found["MAIL_FOLDER"] == tmp_path / "var" / "mail"
    assert found["DEBUG"] is False and "*" not in found["ALLOWED_HOSTS"]


def test_a_key_is_made_once_and_kept_private(read, tmp_path):
    first, second = read()["SECRET_KEY"], read()["SECRET_KEY"]
    kept = tmp_path / "var" / "secret-key"
    assert first == second == kept.read_text()
    assert len(first) >= 50
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert [path.name for path in kept.parent.glob("secret-key*")] == ["secret-key"]


def test_the_first_of_two_keys_wins(tmp_path):
    (tmp_path / "secret-key").write_text("the key of the process that was faster")
    assert Environment({}).secret_key(tmp_path) == "the key of the process that was faster"


def test_the_port_moves_the_local_mail_with_it(read):
    found = read(PORT="8123")
    assert (found["PORT"], found["EMAIL_PORT"], found["SITE_URL"]) == (
        8123,
        9123,
        "http://127.0.0.1:8123",
    )


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    environment = Environment({"TRACKER_VAR": str(tmp_path / "file" / "var")})
    environment.folder("TRACKER_VAR", tmp_path)
    with pytest.raises(Refused, match=r"TRACKER_VAR is .* which cannot be made"):
        environment.refuse()


def test_tasks_are_ids_in_json_and_nothing_hangs(read):
    found = read(**GOOD)
    assert found["CELERY_ACCEPT_CONTENT"] == ["json"]
    assert found["CELERY_TASK_ACKS_LATE"] and found["CELERY_TASK_IGNORE_RESULT"]
    assert found["CELERY_WORKER_PREFETCH_MULTIPLIER"] == 1
    assert found["CELERY_TASK_PUBLISH_RETRY"] is False
    assert found["CELERY_BROKER_TRANSPORT_OPTIONS"]["socket_connect_timeout"] <= 2


def test_every_scheduled_task_exists():
    from tracker.celery import app

    app.loader.import_default_modules()
    for name, entry in settings.CELERY_BEAT_SCHEDULE.items():
        assert entry["task"] in app.tasks, name


def test_every_variable_is_described():
    """.env.example names each variable that the code reads, and no other."""
    import re

    folder = Path(settings.BASE_DIR)
    code = (folder / "tracker" / "env.py").read_text() + (
        folder / "tracker" / "settings.py"
    ).read_text()
    read_by_code = set(
        re.findall(r'(?:text|flag|number|words|folder|variables\.get)\(\s*"([A-Z_]+)"', code)
    )
    described = set(re.findall(r"^([A-Z_]+)=", (folder / ".env.example").read_text(), re.MULTILINE))
    assert described == read_by_code


def test_a_refusal_is_a_sentence_and_not_a_traceback(tmp_path):
    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=settings.BASE_DIR,
        env={
            "PATH": os.environ["PATH"],
            "TRACKER_MODE": "production",
            "TRACKER_VAR": str(tmp_path),
        },
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert "SECRET_KEY is not set" in done.stderr
    assert "Traceback" not in done.stderr
