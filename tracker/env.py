"""Reads the environment and says, in one sentence each, what is missing or unsafe.

django-environ parses; this module decides what may be left out in which mode and collects every complaint,
so that a person who sets up a server is told all of them at once.
"""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import environ
from django.core.exceptions import ImproperlyConfigured

MODES = ("embedded", "production", "test")
TRUE = {"1", "true", "yes", "on"}
FALSE = {"0", "false", "no", "off", ""}


class Refused(ImproperlyConfigured):
    """The settings cannot be used. The text is one sentence per fault, each naming its variable."""


class Environment:
    """The variables of one process, with the faults found so far.

    `mode` is "embedded" (one machine, everything has a default), "production" (nothing unsafe, nothing guessed)
    or "test" (embedded, for the suite).
    """

    def __init__(self, variables: Mapping[str, str]) -> None:
        self.variables = {name: value.strip() for name, value in variables.items()}
        self.faults: list[str] = []
        self.mode = self.variables.get("TRACKER_MODE", "") or "embedded"
        if self.mode not in MODES:
            self.fault(f"TRACKER_MODE is “{self.mode}”: use one of {', '.join(MODES)}.")

    @property
    def production(self) -> bool:
        return self.mode == "production"

    def fault(self, sentence: str) -> None:
        self.faults.append(sentence)

    def refuse(self) -> None:
        """Raise `Refused` with every sentence collected; nothing when there is none."""
        if self.faults:
            raise Refused(
                "The tracker does not start:\n" + "\n".join(f"- {fault}" for fault in self.faults)
            )

    def text(self, name: str, default: str = "", *, needed: str = "") -> str:
        """The value of `name`. `needed` is the end of the sentence when production lacks it: what to set."""
        value = self.variables.get(name, "")
        if not value and needed and self.production:
            self.fault(f"{name} is not set: {needed}")
        return value or default

    def flag(self, name: str, default: bool = False) -> bool:
        value = self.variables.get(name)
        if value is None:
            return default
        if value.lower() not in TRUE | FALSE:
            self.fault(f"{name} is “{value}”: write 1 for yes or 0 for no.")
            return default
        return value.lower() in TRUE

    def number(self, name: str, default: int, *, low: int, high: int) -> int:
        value = self.variables.get(name, "")
        if not value:
            return default
        if not value.isdecimal() or not low <= int(value) <= high:
            self.fault(f"{name} is “{value}”: write a whole number from {low} to {high}.")
            return default
        return int(value)

    def words(self, name: str, default: list[str]) -> list[str]:
        """A list separated by commas."""
        value = self.variables.get(name, "")
        return [word.strip() for word in value.split(",") if word.strip()] if value else default

    def folder(self, name: str, default: Path) -> Path:
        """A folder, made when it is not there, readable by its owner only."""
        folder = Path(self.variables.get(name, "") or default).expanduser().resolve()
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            self.fault(
                f"{name} is “{folder}”, which cannot be made ({error.strerror}): name a folder that can be written."
            )
        return folder

    def secret_key(self, var: Path) -> str:
        """SECRET_KEY, or in the embedded mode a key made once and kept in `var`."""
        key = self.variables.get("SECRET_KEY", "")
        if self.production:
            if not key:
                self.fault(
                    "SECRET_KEY is not set: give 50 or more random characters, the same to every process."
                )
            elif (
                len(key) < 50 or len(set(key)) < 10 or "insecure" in key or "change" in key.lower()
            ):
                self.fault(
                    "SECRET_KEY is short or a placeholder: give 50 or more random characters."
                )
            return key or "-"
        return key or self._kept_key(var / "secret-key")

    def _kept_key(self, path: Path) -> str:
        try:
            if not path.exists():
                new = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
                descriptor = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
                with os.fdopen(descriptor, "w") as file:
                    file.write(secrets.token_urlsafe(64))
                try:
                    os.link(new, path)  # the first process wins; the others read its key
                except FileExistsError:
                    pass
                finally:
                    new.unlink()
            return path.read_text()
        except OSError as error:
            self.fault(
                f"TRACKER_VAR holds no readable secret key ({path}: {error.strerror}): make the folder writable."
            )
            return "-"

    def database(self, var: Path) -> dict[str, Any]:
        """DATABASE_URL as Django's dictionary; SQLite in `var` when there is none."""
        url = self.text("DATABASE_URL", needed="give postgres://user:password@host:5432/name.")
        if not url:
            url = "sqlite:///" + str(var / "db.sqlite3")
        scheme = urlsplit(url).scheme
        if scheme == "sqlite":
            if (
                self.production
                and "DATABASE_URL" in self.variables
                and self.variables["DATABASE_URL"]
            ):
                self.fault(
                    "DATABASE_URL names an SQLite file: production needs PostgreSQL, postgres://user:password@host:5432/name."
                )
            return {
                "ENGINE": "django.db.backends.sqlite3",
                "NAME": url.removeprefix("sqlite:///"),
                # A transaction that reads first and writes later cannot be upgraded in WAL and fails at once:
                # IMMEDIATE takes the write lock at BEGIN and waits for it instead.
                "OPTIONS": {
                    "timeout": 20,
                    "transaction_mode": "IMMEDIATE",
                    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA busy_timeout=20000;",
                },
            }
        if scheme not in ("postgres", "postgresql"):
            self.fault(
                f"DATABASE_URL begins with “{scheme}:”: use postgres://user:password@host:5432/name."
            )
            return {"ENGINE": "django.db.backends.dummy"}
        config: dict[str, Any] = environ.Env.db_url_config(
            url, engine="django.db.backends.postgresql"
        )
        if not config.get("NAME"):
            self.fault(
                "DATABASE_URL names no database: use postgres://user:password@host:5432/name."
            )
        config["CONN_MAX_AGE"] = 60
        config["CONN_HEALTH_CHECKS"] = True
        config.setdefault("OPTIONS", {}).setdefault("connect_timeout", 5)
        # Statements here take milliseconds; compiling the wide ones first has been seen to take eight seconds.
        config["OPTIONS"].setdefault("options", "-c jit=off")
        return config

    def broker(self, queue: Path) -> dict[str, Any]:
        """REDIS_URL as Celery's settings; files below `queue` when there is none."""
        url = self.text("REDIS_URL", needed="give redis://host:6379/0.")
        if url:
            if urlsplit(url).scheme not in ("redis", "rediss"):
                self.fault(
                    f"REDIS_URL begins with “{urlsplit(url).scheme}:”: use redis://host:6379/0."
                )
            return {
                "url": url,
                # A page that rings the doorbell waits seconds at most, whatever the broker does.
                # The visibility time is longer than the longest report takes to render.
                "options": {
                    "socket_connect_timeout": 2,
                    "socket_timeout": 5,
                    "visibility_timeout": 900,
                },
            }
        folders = {name: queue / name for name in ("messages", "control", "processed")}
        for folder in folders.values():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        return {
            "url": "filesystem://",
            "options": {
                "data_folder_in": str(folders["messages"]),
                "data_folder_out": str(folders["messages"]),
                "control_folder": str(folders["control"]),
                "processed_folder": str(folders["processed"]),
                "polling_interval": 0.2,
            },
        }

    def mail(self, *, local_port: int) -> dict[str, Any]:
        """EMAIL_URL as Django's EMAIL_ settings; the local catcher when there is none."""
        url = self.text(
            "EMAIL_URL", needed="give smtp+tls://user:password@host:587 (or smtp://, smtp+ssl://)."
        )
        if not url:
            return {
                "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
                "EMAIL_HOST": "127.0.0.1",
                "EMAIL_PORT": local_port,
                "EMAIL_TIMEOUT": 20,
            }
        if (
            urlsplit(url).scheme not in ("smtp", "smtps", "smtp+tls", "smtp+ssl")
            or not urlsplit(url).hostname
        ):
            self.fault("EMAIL_URL names no mail server: use smtp+tls://user:password@host:587.")
            return {}
        found: dict[str, Any] = {"EMAIL_TIMEOUT": 20} | environ.Env.email_url_config(url)
        found["EMAIL_PORT"] = found.get("EMAIL_PORT") or 25
        return {
            name: value
            for name, value in found.items()
            if name.startswith("EMAIL_") and name != "EMAIL_FILE_PATH"
        }
