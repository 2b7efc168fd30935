"""The one settings file. Everything that differs between two places comes from the environment.

GENBA_HOME            folder of the database, files and keys (default: var/ in the working folder)
GENBA_DATABASE_URL    postgres://… for a real server (default: SQLite inside GENBA_HOME)
GENBA_SECRET_KEY      required in production; otherwise made once and kept in GENBA_HOME/secret.key
GENBA_HOSTS           names this server answers to, with commas
GENBA_ADDRESS         where links in mails lead (default: the first of GENBA_HOSTS, else this machine)
GENBA_PRODUCTION      1 makes demonstration sign-in impossible and asks for HTTPS
GENBA_DEMO            1 marks every page as demonstration and offers one sign-in link per role
GENBA_TIME_ZONE       time zone of the house; GENBA_COUNTRY_ZONES that of countries with several (ID=Asia/Jakarta,…)
GENBA_MORNING         when class days and visits begin (09:00); GENBA_AFTERNOON the second session (13:30)
GENBA_VISIT_MINUTES   how long a visit is planned for (180)
GENBA_FACTS_FOLDER    where facts lie in columns (default: facts/ in GENBA_HOME); machines that share a database share it
GENBA_FACTS_ENGINE    duckdb (default), or spark for heavy questions on several machines; then GENBA_SPARK_MASTER, GENBA_SPARK_PARTITIONS
GENBA_CURRENCY        the programme's currency (USD); GENBA_RATE_DAYS how many days after its day an exchange rate may stand (100)
GENBA_STORAGE_URL     https://key:secret@host/bucket?region=… where files lie (default: the folder files/ in GENBA_HOME)
GENBA_MAIL_URL        smtp://user:password@host:port (default: mails are written to the log)
"""

import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlparse

import dj_database_url

PACKAGE = Path(__file__).resolve().parent
HOME = Path(os.environ.get("GENBA_HOME") or Path.cwd() / "var").resolve()
MODULES = Path(os.environ.get("GENBA_MODULES") or PACKAGE.parent / "modules")
PRODUCTION = os.environ.get("GENBA_PRODUCTION", "") == "1"
# Demonstration sign-in opens every account to everyone: production rules it out whatever else is set.
DEMO = os.environ.get("GENBA_DEMO", "") == "1" and not PRODUCTION


def secret_key() -> str:
    """The key from the environment, or one made on first use and kept beside the data."""
    given = os.environ.get("GENBA_SECRET_KEY", "")
    if given:
        return given
    if PRODUCTION:
        raise SystemExit("GENBA_SECRET_KEY is not set. Set it to 50 or more random characters.")
    HOME.mkdir(parents=True, exist_ok=True)
    kept = HOME / "secret.key"
    if not kept.exists():
        kept.write_text(secrets.token_urlsafe(50))
        kept.chmod(0o600)
    return kept.read_text()


SECRET_KEY = secret_key()
DEBUG = False
ALLOWED_HOSTS = [h for h in os.environ.get("GENBA_HOSTS", "").split(",") if h]
if not PRODUCTION:
    ALLOWED_HOSTS += ["localhost", "127.0.0.1", "[::1]", "testserver"]
CSRF_TRUSTED_ORIGINS = [f"https://{h}" for h in ALLOWED_HOSTS]
ADDRESS = os.environ.get("GENBA_ADDRESS", "").rstrip("/")
if not ADDRESS:
    ADDRESS = f"https://{ALLOWED_HOSTS[0]}" if PRODUCTION and ALLOWED_HOSTS else "http://localhost:8000"
ROOT_URLCONF = "genba.urls"
WSGI_APPLICATION = "genba.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "genba.kit",
    "genba.audit",
    "genba.access",
    "genba.directory",
    "genba.programmes",
    "genba.delivery",
    "genba.plans",
    "genba.observations",
    "genba.learning",
    "genba.pulses",
    "genba.partnerships",
    "genba.publishing",
    "genba.certification",
    "genba.impact",
    "genba.closeout",
    "genba.facts",
    "genba.quality",
    "genba.review",
    "genba.imports",
    "genba.sync",
    "genba.collect",
    "genba.filing",
    "genba.web.base",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "genba.web.base.language.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "genba.access.middleware.SecondFactorMiddleware",
    "genba.web.base.refusals.RefusedMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [],
        "APP_DIRS": False,
        "NAME": "jinja2",
        "OPTIONS": {
            "environment": "genba.web.base.jinja.Environments",
            "autoescape": True,
            "auto_reload": False,
        },
    },
    {  # what Django's and allauth's own mails and rare pages are written in
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]
TEMPLATES[0]["DIRS"] = [
    PACKAGE / "web" / s / "templates" for s in ("base", "public", "enterprise", "learn", "field", "desk", "portal")
]
FORM_RENDERER = "genba.web.base.widgets.PlainRenderer"

# --- database ---------------------------------------------------------------------------------
DATABASE_URL = os.environ.get("GENBA_DATABASE_URL", "")
if DATABASE_URL:
    DATABASES = {"default": dict(dj_database_url.parse(DATABASE_URL, conn_max_age=600, conn_health_checks=True))}
    DATABASES["default"]["ATOMIC_REQUESTS"] = False
else:
    DATABASES = {
        "default": {
            "ENGINE": "genba.kit.sqlite",
            "NAME": HOME / "genba.sqlite3",
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                # Immediate transactions: writers wait in line at the door instead of failing half-way.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": (
                    "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;PRAGMA cache_size=-16000;"
                    "PRAGMA mmap_size=134217728;PRAGMA temp_store=MEMORY"
                ),
            },
            "TEST": {"NAME": ":memory:"},
        }
    }

CACHES = {
    # In the database, so that limits on guessing hold across all worker processes.
    # Roomy: a flood of guesses must not push older counts out.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "kit_cache",
        "OPTIONS": {"MAX_ENTRIES": 200_000},
    },
    # In the memory of each process: counts that may differ between two and must cost nothing.
    "process": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "OPTIONS": {"MAX_ENTRIES": 10_000}},
}

# --- files ------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"


def storage_at(address: str) -> dict[str, Any]:
    """The storage that an address names: a bucket of an S3-compatible store, or for none the folder MEDIA_ROOT.

    Nothing in it is public and nobody is sent there: files are handed out by our own views. Without a key in the address
    the library looks where Amazon's programs do (environment, role of the machine).
    """
    if not address:
        return {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"allow_overwrite": True}}
    from botocore.config import Config  # type: ignore[import-untyped]  # slow to load: only where it is used

    said = urlparse(address)
    bucket = said.path.strip("/")
    if said.scheme not in ("http", "https") or not said.hostname or not bucket or "/" in bucket:
        raise SystemExit("GENBA_STORAGE_URL is not as it should be: https://key:secret@host/bucket?region=name")
    region = parse_qs(said.query).get("region", [None])[0]
    # Stores that are only compatible with S3 know neither names of buckets in front of the host nor the newest checksums.
    config = Config(s3={"addressing_style": "path"}, signature_version="s3v4", request_checksum_calculation="when_required",
                    response_checksum_validation="when_required", connect_timeout=5, read_timeout=30)  # fmt: skip
    host = said.netloc.rpartition("@")[2]
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": {
        "bucket_name": bucket, "endpoint_url": f"{said.scheme}://{host}", "region_name": region, "client_config": config,
        "access_key": unquote(said.username or "") or None, "secret_key": unquote(said.password or "") or None,
    }}  # fmt: skip


STORAGES = {
    "default": storage_at(os.environ.get("GENBA_STORAGE_URL", "")),
    "staticfiles": {"BACKEND": "genba.web.base.statics.Statics"},
}
MEDIA_ROOT = HOME / "files"
WHITENOISE_MANIFEST_STRICT = True
DATA_UPLOAD_MAX_MEMORY_SIZE = 8 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_TEMP_DIR = None
IMPORT_MAX_BYTES = 200 * 1024 * 1024

# --- people -----------------------------------------------------------------------------------
AUTH_USER_MODEL = "access.User"
AUTHENTICATION_BACKENDS = ["genba.access.backend.Backend"]
SESSION_ENGINE = "genba.access.sessions"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "genba.access.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_PREVENT_ENUMERATION = True
# Many stand behind one address: a class of forty that says how it was, applicants at an event.
ACCOUNT_RATE_LIMITS = {"say": "240/m/ip", "apply": "20/h/ip", "here": "600/m/ip", "work-out": "120/m/ip"}
ACCOUNT_USER_DISPLAY = "genba.access.adapter.display"
# The scripts of security keys need what our content policy forbids; an app on the phone and printed codes do not.
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ALLOW_UNVERIFIED_EMAIL = True  # the programme makes the accounts, nobody signs up under a stranger's address
MFA_TOTP_TOLERANCE = 1  # half a minute: clocks of phones in the field are not exact
MFA_TOTP_ISSUER = "genba"
SESSION_COOKIE_AGE = 60 * 60 * 24 * 14
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"

# --- the wire ---------------------------------------------------------------------------------
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
if PRODUCTION:
    SECURE_SSL_REDIRECT = True
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1  # the one that ends HTTPS: limits on guessing count its clients, not itself
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
    }
}

# --- language and time ------------------------------------------------------------------------
LANGUAGE_CODE = "en"
LANGUAGES = [("en", "English"), ("fr", "Français"), ("es", "Español"), ("ar", "العربية")]
LANGUAGE_COOKIE_NAME = "language"
LOCALE_PATHS = [PACKAGE / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = os.environ.get("GENBA_TIME_ZONE", "UTC")
# Where a country has several: "ID=Asia/Jakarta,BR=America/Sao_Paulo".
COUNTRY_ZONES = dict(part.split("=", 1) for part in os.environ.get("GENBA_COUNTRY_ZONES", "").split(",") if "=" in part)
# When the sessions of a class day begin, and a visit, unless somebody says otherwise.
MORNING, AFTERNOON = os.environ.get("GENBA_MORNING", "09:00"), os.environ.get("GENBA_AFTERNOON", "13:30")
VISIT_MINUTES = int(os.environ.get("GENBA_VISIT_MINUTES", "180"))

# --- numbers that leave the house -------------------------------------------------------------
FACTS_FOLDER = os.environ.get("GENBA_FACTS_FOLDER") or HOME / "facts"
FACTS_ENGINE = os.environ.get("GENBA_FACTS_ENGINE", "duckdb")
SPARK_MASTER = os.environ.get("GENBA_SPARK_MASTER", "local[2]")
SPARK_PARTITIONS = int(os.environ.get("GENBA_SPARK_PARTITIONS", "8"))
CURRENCY, RATE_DAYS = os.environ.get("GENBA_CURRENCY", "USD").upper(), int(os.environ.get("GENBA_RATE_DAYS", "100"))
SMALL_GROUP = int(os.environ.get("GENBA_SMALL_GROUP", "5"))

# --- mail and log -----------------------------------------------------------------------------
DEFAULT_FROM_EMAIL = os.environ.get("GENBA_MAIL_FROM", "genba@localhost")
mail = urlparse(os.environ.get("GENBA_MAIL_URL", ""))
if mail.hostname:
    EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    EMAIL_HOST, EMAIL_PORT = mail.hostname, mail.port or 587
    EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = mail.username or "", mail.password or ""
    EMAIL_USE_TLS = mail.scheme in ("smtp", "smtp+tls")
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = HOME / "mails"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "()": "genba.kit.logs.Discreet",
            "format": "{asctime} {levelname} {name} {message}",
            "style": "{",
        }
    },
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
