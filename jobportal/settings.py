"""Settings of the portal: one file; what differs between places is an environment variable.

PORTAL_ENV          development (default) or production
PORTAL_SECRET_KEY   required in production; PORTAL_SECRET_KEY_OLD the one before, while it ends
PORTAL_HOSTS        comma separated host names, required in production
DATABASE_URL        postgres://…; without it SQLite in ``var/portal.sqlite3``
PORTAL_KEY_FILE     the keys of encrypted values, required in production (default ``var/keys/``)
PORTAL_PROXIES      addresses of the web servers in front, comma separated (default 127.0.0.1;
                    empty: none)
PORTAL_ACCESS_LOG_MONTHS  months the access record is kept (default 24, no less)
PORTAL_INTERNAL_NETWORKS  networks that reach the portal, e.g. 10.20.0.0/16; required in
                    production, where * says that all do (default: all)
PORTAL_ADMIN_NETWORKS   of these, the ones accounts and rights are managed from (default: all)
PORTAL_LOGIN_FAIL_LIMIT, PORTAL_LOGIN_UNLOCK_MINUTES, PORTAL_SESSION_IDLE_MINUTES,
PORTAL_SESSION_ABSOLUTE_HOURS, PORTAL_PASSWORD_POLICY, PORTAL_PASSWORD_MAX_AGE_DAYS,
PORTAL_PASSWORD_HISTORY, PORTAL_SINGLE_SESSION, PORTAL_SECOND_FACTOR,
PORTAL_FRESH_PASSWORD_MINUTES, PORTAL_UNUSED_ACCOUNT_DAYS  see "Accounts" below
PORTAL_RATE_SEARCH, PORTAL_RATE_DOWNLOAD, PORTAL_RATE_IMPORT, PORTAL_RATE_REVEAL  see below
PORTAL_VIRUS_SCANNER  the socket of clamd, a path or host:port, asked about every file that is sent
                    in (default: none is asked)
PORTAL_INVESTIGATION_DATA_DAYS  days the answers of enquiries are kept after appeals (default 30)
PORTAL_NOT_SELECTED_YEARS  years records of people not selected are kept (default 1)
PORTAL_PARTICIPATION_YEARS  years records of participants are kept (default 5, 3 at least)
PORTAL_SMALL_CELL_THRESHOLD  fewer people than this are not published in statistics (default 3)
PORTAL_BACKGROUND_ROWS  a file of people with more rows is made in the background (default 5000)
PORTAL_MADE_FILE_HOURS  hours such a file can be taken (default 24)
PORTAL_SAME_FILE_MINUTES  minutes the same request is answered with it (default 10)
PORTAL_APPEAL_WORKDAYS, PORTAL_ANSWER_WORKDAYS, PORTAL_PUBLICATION_DAYS
                    see "Results of a selection" below
PORTAL_VAR          directory for the database, uploads and logs (default ``var/``)
"""

import os
from pathlib import Path

import dj_database_url

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = Path(os.environ.get("PORTAL_VAR", BASE_DIR / "var"))

PRODUCTION = os.environ.get("PORTAL_ENV", "development") == "production"
DEBUG = not PRODUCTION and os.environ.get("PORTAL_DEBUG", "1") == "1"
VERSION = "0.1.0"


def listed(name: str, default: str = "") -> list[str]:
    """The parts of a variable that lists some with commas between them; set and empty: none."""
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


# The development key signs nothing of value: production refuses to start without its own.
SECRET_KEY = (
    os.environ["PORTAL_SECRET_KEY"]
    if PRODUCTION
    else "development-only-key-never-used-in-production"
)
ALLOWED_HOSTS = (
    [host.strip() for host in os.environ["PORTAL_HOSTS"].split(",")]
    if PRODUCTION
    else ["127.0.0.1", "localhost", "[::1]", "testserver"]
)

# A key that is being replaced still reads what it has signed, until every session has ended.
SECRET_KEY_FALLBACKS = [key for key in (os.environ.get("PORTAL_SECRET_KEY_OLD"),) if key]

# Readable by its owner only, and never in the database's backups (docs/operations.md).
KEY_FILE = Path(os.environ.get("PORTAL_KEY_FILE", VAR_DIR / "keys" / "portal.json"))

# Whose X-Forwarded-For is believed when the access record asks where somebody sits.
TRUSTED_PROXIES = listed("PORTAL_PROXIES", "127.0.0.1")

# How long the access record is kept: 24 months at least (안전기준 §8①).
ACCESS_LOG_MONTHS = int(os.environ.get("PORTAL_ACCESS_LOG_MONTHS", "24"))
# What the monthly review points out (PD-36); the law contains no numbers, the office sets them.
ACCESS_RULES = {
    "office_hours": (7, 22),  # hours of a working day that are not out of hours
    "taken_persons": 100,  # persons in one download or print
    "views_an_hour": 50,
    "same_person": 20,  # looks of one account at one person in the month
    "failures_an_hour": 5,
    "reveals_a_day": 10,  # resident numbers one account saw in full on a day
}

# Accounts (compliance 1.8); system checks hold the numbers within their limits.
# Production says which networks reach it, or that all of them do (*): see the check E028.
_NETWORKS = listed("PORTAL_INTERNAL_NETWORKS")
ANY_NETWORK = "*" in _NETWORKS
INTERNAL_NETWORKS = [network for network in _NETWORKS if network != "*"]
# Where accounts, roles and rights are managed from; without a list, from wherever one may sign in.
ADMIN_NETWORKS = listed("PORTAL_ADMIN_NETWORKS")
# Failures until a name is locked; minutes until it opens again, 0: an administrator opens it.
LOGIN_FAIL_LIMIT = int(os.environ.get("PORTAL_LOGIN_FAIL_LIMIT", "5"))
LOGIN_UNLOCK_MINUTES = int(os.environ.get("PORTAL_LOGIN_UNLOCK_MINUTES", "0"))
# Failures of one address within minutes; an office may share one address.
LOGIN_ADDRESS_LIMIT = int(os.environ.get("PORTAL_LOGIN_ADDRESS_LIMIT", "50"))
LOGIN_ADDRESS_MINUTES = int(os.environ.get("PORTAL_LOGIN_ADDRESS_MINUTES", "10"))
SESSION_IDLE_MINUTES = int(os.environ.get("PORTAL_SESSION_IDLE_MINUTES", "20"))
SESSION_ABSOLUTE_HOURS = int(os.environ.get("PORTAL_SESSION_ABSOLUTE_HOURS", "10"))
# A sign-in ends the account's other sessions; demo accounts are used by several at once.
SINGLE_SESSION = os.environ.get("PORTAL_SINGLE_SESSION", "1" if PRODUCTION else "0") == "1"
# One-time codes: off, optional, required, or outside: whoever comes from outside the internal
# networks, which then are no longer the only ones that reach the portal.
SECOND_FACTOR = os.environ.get("PORTAL_SECOND_FACTOR", "optional")
# How long a password counts as just typed, for acts that ask for it once more (PD-28).
FRESH_PASSWORD_MINUTES = int(os.environ.get("PORTAL_FRESH_PASSWORD_MINUTES", "5"))
PASSWORD_POLICY = os.environ.get("PORTAL_PASSWORD_POLICY", "kr-public")
# How many of the last passwords are not chosen again; only asked for by kr-public, 0: none.
PASSWORD_HISTORY = int(os.environ.get("PORTAL_PASSWORD_HISTORY", "3"))
PASSWORD_MAX_AGE_DAYS = int(
    os.environ.get("PORTAL_PASSWORD_MAX_AGE_DAYS", "90" if PRODUCTION else "0")
)

# Days after which an account nobody has signed in to is locked; 0: never (PD-20).
UNUSED_ACCOUNT_DAYS = int(os.environ.get("PORTAL_UNUSED_ACCOUNT_DAYS", "90"))

# Requests of an account in ten minutes; an address, which an office may share, has 20 times that.
RATE_LIMITS = {
    "SEARCH": int(os.environ.get("PORTAL_RATE_SEARCH", "300")),
    "DOWNLOAD": int(os.environ.get("PORTAL_RATE_DOWNLOAD", "60")),
    "IMPORT": int(os.environ.get("PORTAL_RATE_IMPORT", "60")),
    "REVEAL": int(os.environ.get("PORTAL_RATE_REVEAL", "30")),
}

# The virus scanner of the office; with one no file is taken that it has not looked at (SC-37).
VIRUS_SCANNER = os.environ.get("PORTAL_VIRUS_SCANNER", "")

# How long after the last day of appeals the answers of other authorities are kept, and how many
# years records are kept from the 1st of January after a round ended (compliance 1.8, Q8).
INVESTIGATION_DATA_DAYS = int(os.environ.get("PORTAL_INVESTIGATION_DATA_DAYS", "30"))
NOT_SELECTED_YEARS = int(os.environ.get("PORTAL_NOT_SELECTED_YEARS", "1"))
PARTICIPATION_YEARS = int(os.environ.get("PORTAL_PARTICIPATION_YEARS", "5"))
# Statistics: figures of 1 to this less one are not published (PD-54); no statute sets a number.
SMALL_CELL_THRESHOLD = int(os.environ.get("PORTAL_SMALL_CELL_THRESHOLD", "3"))

# People whose identity numbers are kept: from so many on the office is surveyed every three years,
# from so many on it has its processing assessed (개인정보 보호법 시행령 제21조·제35조; PD-13).
IDENTITY_DUTIES = (10_000, 50_000)

# Large files of people are made by a worker (docs/decisions/0020-files-in-the-background.md).
BACKGROUND_ROWS = int(os.environ.get("PORTAL_BACKGROUND_ROWS", "5000"))
MADE_FILE_HOURS = int(os.environ.get("PORTAL_MADE_FILE_HOURS", "24"))
SAME_FILE_MINUTES = int(os.environ.get("PORTAL_SAME_FILE_MINUTES", "10"))

# Results of a selection. No statute on these programmes sets the terms: each is the office's own
# choice, proposed on the page and there changed for one announcement. Workdays to file an appeal
# and to answer one; days a list of names stays up.
APPEAL_WORKDAYS = int(os.environ.get("PORTAL_APPEAL_WORKDAYS", "10"))
ANSWER_WORKDAYS = int(os.environ.get("PORTAL_ANSWER_WORKDAYS", "10"))
PUBLICATION_DAYS = int(os.environ.get("PORTAL_PUBLICATION_DAYS", "30"))

INSTALLED_APPS = [
    "jobportal.platform",
    "programs",
    "budgets",
    "participants",
    "reports",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "django_tables2",
    "django_filters",
]

MIDDLEWARE = [
    "csp.middleware.CSPMiddleware",
    "jobportal.platform.web.answers.EveryAnswer",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "jobportal.platform.accounts.networks.InternalNetworkOnly",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "jobportal.platform.accounts.middleware.SessionLimits",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "jobportal.platform.accounts.networks.AdministratorsNetworkOnly",
    "jobportal.platform.uploads.FileNameGuard",
    "django.contrib.messages.middleware.MessageMiddleware",
    "jobportal.platform.accounts.middleware.OwnPasswordFirst",
    "jobportal.platform.accounts.middleware.OwnFactorFirst",
    "jobportal.platform.web.rates.RateLimits",
    "jobportal.platform.virus.VirusGuard",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "jobportal.urls"
WSGI_APPLICATION = "jobportal.wsgi.application"

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
                "jobportal.platform.navigation.frame",
                "jobportal.platform.accounts.clock.session_clock",
            ],
        },
    }
]

SQLITE = f"sqlite:///{VAR_DIR / 'portal.sqlite3'}"
DATABASES = {"default": dj_database_url.parse(os.environ.get("DATABASE_URL") or SQLITE)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Immediate transactions with a write-ahead log: concurrent writers wait instead of failing
    # (docs/decisions/0002-sqlite-settings.md).
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
        ),
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "platform.User"
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "login"
AUTHENTICATION_BACKENDS = ["jobportal.platform.accounts.lockout.LockoutBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "jobportal.platform.accounts.passwords.OfficePassword"},
    {"NAME": "jobportal.platform.accounts.reuse.NotUsedLately"},
]

LANGUAGE_CODE = "ko"
TIME_ZONE = "Asia/Seoul"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if PRODUCTION
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

# In development and tests files are served straight from static/, without collecting them first.
WHITENOISE_AUTOREFRESH = WHITENOISE_USE_FINDERS = not PRODUCTION

FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
DJANGO_TABLES2_TEMPLATE = "includes/table.html"
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024  # a form without its files
LARGEST_REQUEST = 25 * 1024 * 1024  # a file of 20 MB and the form around it

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }
}
X_FRAME_OPTIONS = "DENY"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "jobportal.platform.web.errors.csrf_failed"
# Messages name what was saved: they stay on the server, and cookies hold nothing but a number.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_AGE = None
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
# Longer than any session lives: the server ends them itself, and then still knows whose it was.
SESSION_COOKIE_AGE = 24 * 60 * 60
CSRF_COOKIE_HTTPONLY = True
if PRODUCTION:
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    # Browsers take a cookie of this prefix only from this very host, over TLS.
    SESSION_COOKIE_NAME = "__Host-portal-session"
    CSRF_COOKIE_NAME = "__Host-portal-csrf"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"},
        "json": {"()": "jobportal.platform.web.log.JsonLine"},
    },
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "json" if PRODUCTION else "plain",
        }
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "jobportal.security": {"level": "INFO" if PRODUCTION else "WARNING"},
        # Refusals are told once, with their number, by jobportal.security.
        "django.request": {"level": "ERROR"},
    },
}

# Modules that declare the kinds of records of each app, in the order of the menu and of the packs.
RECORD_MODULES = [
    "programs.records",
    "budgets.records",
    "participants.records",
    "reports.records",
]

# Kinds of files that are made in the background, by the apps that know what is in them.
FILE_KINDS = [
    "participants.rosters.files.ROSTER_FILE",
    "participants.rosters.files.IDENTITY_FILE",
]

# What the worker does once a day, by the apps that know of it: functions without arguments.
HOUSEKEEPING = [
    "jobportal.platform.leavers.acts.end_due",
    "jobportal.platform.accounts.sessions.clear_expired",
    "participants.actions.loading.forget_old",
]

# Questions asked before a round is announced or corrected, by apps that programs does not know:
# functions from a round to Korean sentences that stand against it.
ROUND_CHECKS = ["participants.selection.quota.posts_below_placed"]
# And before it is closed: functions from a round to what has to be finished in it first.
CLOSING_CHECKS = ["participants.closing.people_left"]
