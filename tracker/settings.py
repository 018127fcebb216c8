"""Settings, read from the environment by `env.py`. `.env.example` describes every variable.

Two modes: embedded (the default: one machine, SQLite, queues in files, mail caught locally) and production
(PostgreSQL, Redis, a mail relay; anything unsafe or missing stops the start with a sentence).
"""

import os
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

from celery.schedules import crontab
from csp.constants import NONE, SELF

from tracker.env import Environment

BASE_DIR = Path(__file__).resolve().parent.parent
environment = Environment(os.environ)
PRODUCTION = environment.production
TESTING = environment.mode == "test"

# Where everything lives that is made while running: database, queues, reports, caught mail.
VAR = environment.folder("TRACKER_VAR", BASE_DIR / "var")
PORT = environment.number("PORT", 8000, low=1, high=64000)
HOST = environment.text("HOST", "127.0.0.1")  # where `serve` listens

# Security ------------------------------------------------------------------------------------------------------------
DEBUG = environment.flag("DEBUG")
SECRET_KEY = environment.secret_key(VAR)
SITE_URL = environment.text(
    "SITE_URL",
    f"http://127.0.0.1:{PORT}",
    needed="give the public address, https://tracker.example.gov.uk.",
).rstrip("/")
# Whose tracker this is, in the bar of every page: one council or one partnership for each deployment.
ORGANISATION = environment.text(
    "ORGANISATION", "" if PRODUCTION else "Calderbrook Council and NHS Calderbrook"
)
ALLOWED_HOSTS = environment.words(
    "ALLOWED_HOSTS",
    [urlsplit(SITE_URL).hostname or ""] if PRODUCTION else ["127.0.0.1", "localhost", "[::1]"],
)
CSRF_TRUSTED_ORIGINS = [SITE_URL]
if PRODUCTION:
    ALLOWED_HOSTS = [*ALLOWED_HOSTS, "localhost"]  # health checks come from the machine itself
    if DEBUG:
        environment.fault(
            "DEBUG is on: it shows the inside of the site to anybody; leave DEBUG out."
        )
    if any(host.startswith("*") for host in ALLOWED_HOSTS):
        environment.fault("ALLOWED_HOSTS has a “*”: name the hosts this site answers to.")
    if environment.text("SITE_URL") and not SITE_URL.startswith("https://"):
        environment.fault(
            "SITE_URL does not begin with https://: sign-in needs an encrypted address."
        )
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = [r"^health/"]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = environment.flag("HSTS_SUBDOMAINS")
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_AGE = int(timedelta(hours=12).total_seconds())
CSRF_COOKIE_HTTPONLY = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "font-src": [SELF],
        "img-src": [SELF, "data:"],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}

# Apps ----------------------------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_filters",
    "django_htmx",
    "django_tables2",
    "simple_history",
    "axes",
    "csp",
    "tracker",
    "tracker.accounts",
    "workstreams",
    "reports",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "tracker.accounts.drafts.SignedInOrDraft",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "tracker.urls"
WSGI_APPLICATION = "tracker.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SIMPLE_HISTORY_HISTORY_ID_USE_UUID = False

# People --------------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "login"
PASSWORD_RESET_TIMEOUT = int(timedelta(days=3).total_seconds())  # a link to set a password
PASSWORD_HASHERS = (
    ["django.contrib.auth.hashers.MD5PasswordHasher"]
    if TESTING
    else [
        "django.contrib.auth.hashers.Argon2PasswordHasher",
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
    ]
)
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
# Ten wrong passwords for one address from one place lock it for a quarter of an hour.
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_FORM_FIELD = "username"  # what the form calls it, whatever the column is called
AXES_USERNAME_CALLABLE = "tracker.accounts.views.attempted"
AXES_LOCKOUT_CALLABLE = "tracker.accounts.views.locked"
AXES_IPWARE_PROXY_COUNT = environment.number("PROXY_COUNT", 1 if PRODUCTION else 0, low=0, high=5)
AXES_VERBOSE = False

# Data ----------------------------------------------------------------------------------------------------------------
DATABASES = {"default": environment.database(VAR)}
broker = environment.broker(VAR / "queue")
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": broker["url"],
        "KEY_PREFIX": "tracker",
    }
    if broker["url"].startswith("redis")
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}
WORK_FOLDER = environment.folder(
    "WORK_FOLDER", VAR / "tmp"
)  # the worker's temporary files, private
MEDIA_ROOT = environment.folder("FILES_FOLDER", VAR / "files")
FILES_BUCKET = environment.text("FILES_BUCKET")
FILES_FOLDER_NAMED = bool(environment.text("FILES_FOLDER"))
STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / "build" / "collected"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    # Reports are private: no view hands out a storage address, every download passes the access rules.
    "default": {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {"bucket_name": FILES_BUCKET},
    }
    if FILES_BUCKET
    else {"BACKEND": "tracker.whole_files.WholeFiles"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG or TESTING
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = WHITENOISE_AUTOREFRESH = DEBUG or TESTING
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024

# Language and time ---------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True

# Mail ----------------------------------------------------------------------------------------------------------------
MAIL_PORT = environment.number("MAIL_PORT", PORT + 1000, low=1, high=65535)  # of the local catcher
MAIL_FOLDER = (
    None if PRODUCTION or environment.text("EMAIL_URL") else VAR / "mail"
)  # what the catcher received
for name, value in environment.mail(local_port=MAIL_PORT).items():
    globals()[name] = value
DEFAULT_FROM_EMAIL = SERVER_EMAIL = environment.text(
    "MAIL_FROM",
    "Programme tracker <tracker@calderbrook.example>",
    needed="give the sender of the reports, Programme office <programmes@example.gov.uk>.",
)

# Background work -----------------------------------------------------------------------------------------------------
# The broker is a doorbell, the database is the truth: tasks carry ids, results are rows, what is lost is rung again.
CELERY_BROKER_URL = broker["url"]
CELERY_BROKER_TRANSPORT_OPTIONS = broker["options"]
CELERY_BROKER_CONNECTION_TIMEOUT = 2
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_DEFAULT_QUEUE = "default"
CELERY_TASK_ROUTES = {
    "reports.tasks.render*": {"queue": "render"},
    "reports.tasks.send*": {"queue": "mail"},
    "reports.tasks.deliver*": {"queue": "mail"},
    "tracker.accounts.tasks.mail*": {"queue": "mail"},
}
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 50
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TIMEZONE = TIME_ZONE
CELERY_BEAT_SCHEDULE_FILENAME = str(VAR / "beat-schedule")
# A tick that was not read within its minute is not worth reading: the next one asks the same question.
CELERY_BEAT_SCHEDULE = {
    "what is due": {
        "task": "reports.tasks.tick",
        "schedule": crontab(),
        "options": {"expires": 55},
    },
    "what was lost": {
        "task": "reports.tasks.sweep",
        "schedule": crontab(),
        "options": {"expires": 55},
    },
    "who died": {
        "task": "reports.tasks.notice_dead",
        "schedule": 15.0,
        "options": {"expires": 14},
    },
    "months that open and close": {
        "task": "workstreams.tasks.keep_periods",
        "schedule": crontab(),
        "options": {"expires": 55},
    },
    "who is asked": {
        "task": "reports.tasks.chase",
        "schedule": crontab(),
        "options": {"expires": 55},
    },
    "what was issued": {
        "task": "reports.tasks.look_after",
        "schedule": crontab(hour="2", minute="30"),
        "options": {"expires": 3600},
    },
    "ask again": {
        "task": "workstreams.tasks.remind",
        "schedule": crontab(hour="6,12", minute="5"),
        "options": {"expires": 3600},
    },
    "time has passed": {
        "task": "workstreams.tasks.rerate",
        "schedule": crontab(hour="0", minute="10"),
        "options": {"expires": 3600},
    },
}

# Logs ----------------------------------------------------------------------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": environment.text("LOG_LEVEL", "INFO").upper()},
    "loggers": {
        "fontTools": {"level": "WARNING"},
        "weasyprint": {"level": "ERROR"},
        "pikepdf": {"level": "WARNING"},
        "mail.log": {"level": "WARNING"},  # the catcher repeats every word of SMTP
        "axes": {"level": "ERROR" if TESTING else "WARNING"},
        "kombu.connection": {"level": "ERROR"},  # it warns that files have no host name
    },
}

environment.refuse()
