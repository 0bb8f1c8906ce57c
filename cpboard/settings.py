"""The only settings file. What differs between places is an environment variable; .env.example explains each."""

import re
from pathlib import Path

from environs import Env

env = Env()
ROOT = Path(__file__).resolve().parent.parent
env.read_env(str(ROOT / ".env"), recurse=False)


def must(name: str, why: str) -> str:
    """The value of a variable that has no safe default; says how to mend its absence."""
    value = env.str(name, "")
    if not value:
        raise RuntimeError(f"{name} is not set. {why} See .env.example.")
    return value


VERSION = next(re.finditer(r"^## (\S+)", (ROOT / "CHANGELOG.md").read_text(), re.M))[1]

DEMO = env.bool("DEMO", False)
DEBUG = env.bool("DEBUG", False)
SECRET_KEY = must("SECRET_KEY", "It signs sessions: give it fifty random characters.")
FIELD_KEYS = env.list("FIELD_KEYS", []) or [must("FIELD_KEY", "It seals what children write: make one with `bin/manage make_field_key`.")]
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1", "[::1]"])
CSRF_TRUSTED_ORIGINS: list[str] = env.list("CSRF_TRUSTED_ORIGINS", [])
BEHIND_TLS = env.bool("BEHIND_TLS", not (DEBUG or DEMO))
DATA_DIR = Path(env.str("DATA_DIR", str(ROOT / "var")))
FILES_DIR = DATA_DIR / "files"

INSTALLED_APPS = [
    "cpboard.core",
    "cpboard.board",
    "voice",
    "voice.postbox",
    "champions",
    "performance",
    "meetings",
    "meetings.closed",
    "actions",
    "cpboard.publishing",
    "cpboard.demo",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "crispy_forms",
    "csp",
    "simple_history",
]

MIDDLEWARE = [
    "cpboard.core.middleware.NoStore",
    "cpboard.core.middleware.DatabaseAway",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "cpboard.core.middleware.MethodGate",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "cpboard.core.middleware.KeyReads",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "cpboard.core.middleware.SecondFactor",
    "cpboard.core.middleware.WhoIsLooking",
    "simple_history.middleware.HistoryRequestMiddleware",
]

ROOT_URLCONF = "cpboard.urls"
WSGI_APPLICATION = "cpboard.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "cpboard.core.context.house",
            ],
            "builtins": ["cpboard.core.templatetags.cpb"],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django.template.loaders.filesystem.Loader", "django.template.loaders.app_directories.Loader"],
                )
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"
INSTALLED_APPS.append("django.forms")
CRISPY_ALLOWED_TEMPLATE_PACKS = ("govuk",)
CRISPY_TEMPLATE_PACK = "govuk"

DATABASES = {"default": env.dj_db_url("DATABASE_URL")}
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DATABASES["default"]["OPTIONS"] = {
    **DATABASES["default"].get("OPTIONS", {}),
    # Under the web server a pool saves a connection a request; a worker forks and keeps its own.
    **({"pool": True} if env.bool("DATABASE_POOL", False) else {}),
}
# Test runs begin as a copy of a database that is migrated already (tests/migrated.py).
DATABASES["default"]["TEST"] = {"TEMPLATE": env.str("TEST_TEMPLATE", None)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Only rate limits use it. There is no page cache anywhere (docs/adr/0005).
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "core_rate_limits",
        "OPTIONS": {"MAX_ENTRIES": 100_000},  # fewer, and a flood of wrong addresses would push the counts out
    }
}

AUTH_USER_MODEL = "core.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
REQUIRE_SECOND_FACTOR = env.bool("REQUIRE_SECOND_FACTOR", True)

ACCOUNT_ADAPTER = "cpboard.core.signin.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGOUT_REDIRECT_URL = "public_home"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGIN_BY_CODE_ENABLED = False
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "10/m/ip,5/5m/key", "reset_password": "20/m/ip,5/m/key"}
ACCOUNT_FORMS = {
    "login": "cpboard.core.signin_forms.SignInForm",
    "reset_password": "cpboard.core.signin_forms.ResetForm",
    "reset_password_from_key": "cpboard.core.signin_forms.NewPasswordForm",
    "change_password": "cpboard.core.signin_forms.ChangePasswordForm",
    "set_password": "cpboard.core.signin_forms.FirstPasswordForm",
    "reauthenticate": "cpboard.core.signin_forms.AgainForm",
}
MFA_FORMS = {
    "authenticate": "cpboard.core.signin_forms.CodeForm",
    "reauthenticate": "cpboard.core.signin_forms.CodeAgainForm",
    "activate_totp": "cpboard.core.signin_forms.ActivateCodeForm",
    "deactivate_totp": "cpboard.core.signin_forms.DeactivateForm",
    "generate_recovery_codes": "cpboard.core.signin_forms.NewRecoveryCodesForm",
}
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_ADAPTER = "cpboard.core.signin.SecondFactorAdapter"
MFA_TOTP_ISSUER = "Corporate parenting"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # an administrator gave the address; nobody signs up
PASSWORD_RESET_TIMEOUT = 60 * 60

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = BEHIND_TLS
SESSION_COOKIE_NAME = "__Host-session" if BEHIND_TLS else "session"
CSRF_COOKIE_NAME = "__Host-csrf" if BEHIND_TLS else "csrf"
CSRF_COOKIE_HTTPONLY = True
SECURE_SSL_REDIRECT = BEHIND_TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if env.bool("TRUST_PROXY", False) else None
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if SECURE_PROXY_SSL_HEADER else 0  # whose word we take for where a request comes from
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 31_536_000 if BEHIND_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = BEHIND_TLS
# Never to another origin. Not "no-referrer": browsers then send `Origin: null` with our own forms.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
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

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [ROOT / "static"]
STATIC_ROOT = Path(env.str("STATIC_ROOT", "") or DATA_DIR / "static")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if env.bool("STATIC_MANIFEST", not DEBUG)
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_621_440
LARGEST_UPLOAD = 50 * 1024 * 1024

EMAIL_BACKEND = env.str("EMAIL_BACKEND", "django.core.mail.backends.smtp.EmailBackend")
EMAIL_HOST = env.str("EMAIL_HOST", "localhost")
EMAIL_PORT = env.int("EMAIL_PORT", 25)
EMAIL_HOST_USER = env.str("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.str("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("FROM_EMAIL", "corporate-parenting@localhost")
SITE_ADDRESS = env.str("SITE_ADDRESS", "http://localhost:8000")
ADMINS: list[tuple[str, str]] = []

REDIS_URL = env.str("REDIS_URL", "redis://127.0.0.1:6379/0")
CELERY_BROKER_URL = REDIS_URL
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_WORKER_MAX_TASKS_PER_CHILD = 50
CELERY_TASK_TIME_LIMIT = env.int("JOB_LIMIT_SECONDS", 900)  # work that never ends is cut off, and after three times given up
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
# The bell must never hold a click: half a second, one try (reference: security R2).
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, float | str] = {
    "socket_connect_timeout": 0.5,
    "socket_timeout": 5,
    "visibility_timeout": 3600,
}
if REDIS_URL.startswith("filesystem:"):
    _queue = str(DATA_DIR / "queue")
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": _queue,
        "data_folder_out": _queue,
        "control_folder": str(DATA_DIR / "queue-control"),
    }
CELERY_BEAT_SCHEDULE = {
    "recover-lost-jobs": {"task": "core.sweep", "schedule": 10.0, "options": {"expires": 30}},
    "expire-uploads": {"task": "performance.expire_uploads", "schedule": 900.0, "options": {"expires": 900}},
    "send-letters": {"task": "core.send_letters", "schedule": 60.0, "options": {"expires": 60}},
    "read-papers": {"task": "meetings.read_papers", "schedule": 900.0, "options": {"expires": 900}},
    "remind": {"task": "meetings.remind", "schedule": 3600.0, "options": {"expires": 3600}},
}
CELERY_TIMEZONE = TIME_ZONE

JOB_LEASE_SECONDS = env.int("JOB_LEASE_SECONDS", 30)
JOB_RING_AGAIN_SECONDS = env.int("JOB_RING_AGAIN_SECONDS", 20)
JOB_ATTEMPTS = 3

# The child's own form is open in the demo only. Another issue brings what a real opening needs:
# a signed data protection impact assessment and a named out-of-hours route.
CHILD_FORM_OPEN = DEMO

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"()": "cpboard.core.discreet.Formatter", "format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", "WARNING")},
    # No mail with a traceback: a traceback may hold what a child wrote.
    "loggers": {"django": {"handlers": ["stderr"], "level": env.str("LOG_LEVEL", "WARNING"), "propagate": False}},
}
SILENCED_SYSTEM_CHECKS: list[str] = []
