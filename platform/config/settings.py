"""One settings file. What differs between machines is an environment variable; the defaults are production's."""

from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONE, SELF

from studygroup import clock

env = environ.Env()
BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = Path(env.str("VAR_DIR", default=str(BASE_DIR / "var")))

# --- Core ---------------------------------------------------------------------------------------------------------
SECRET_KEY = env.str("SECRET_KEY")
DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("DEMO", default=False)
DEMO_NOW = env.str("DEMO_NOW", default="2021-10-25T09:00+09:00")
DEMO_PASSWORD = env.str("DEMO_PASSWORD", default="demo62-demo62")
SITE_URL = env.str("SITE_URL", default="http://localhost:8000").rstrip("/")
SITE_HOST = urlsplit(SITE_URL).hostname
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[SITE_HOST])
if DEMO:
    clock.follow_demo()  # before any app binds `timezone.now`

INSTALLED_APPS = [
    "config",
    "qna.consultations.apps.ConsultationsConfig",
    "qna.apps.QnaConfig",
    "archive.search.apps.SearchConfig",
    "archive.apps.ArchiveConfig",
    "sessions.live.apps.LiveConfig",
    "sessions.enrolment.apps.EnrolmentConfig",
    "sessions.apps.StudySessionsConfig",
    "studygroup.notices.apps.NoticesConfig",
    "studygroup.apps.StudygroupConfig",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "studygroup.middleware.PageCacheMiddleware",
    "studygroup.middleware.BrowserCacheMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "studygroup.middleware.HostileInputMiddleware",
    "studygroup.middleware.ContentSecurityPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "studygroup.middleware.SecondFactorMiddleware",
    "studygroup.middleware.SiteMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
ASGI_APPLICATION = "config.asgi.application"
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
                "studygroup.context_processors.site",
            ],
        },
    }
]
LANGUAGE_CODE = "ja"
TIME_ZONE = "Asia/Tokyo"
USE_I18N = USE_TZ = True
LOCALE_PATHS = [BASE_DIR / "locale"]  # what Wagtail leaves untranslated
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="WARNING")},
}

# --- Services -----------------------------------------------------------------------------------------------------
REDIS_URL = env.str("REDIS_URL", default="")
DATABASES = {"default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR}/db.sqlite3")}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["TEST"] = {"NAME": VAR_DIR / "test.sqlite3"}
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    INSTALLED_APPS.append("django.contrib.postgres")
# Kept connections suit the WSGI processes; under ASGI every request has a thread, and a connection, of its own.
DATABASES["default"].update(CONN_MAX_AGE=env.int("CONN_MAX_AGE", default=0), CONN_HEALTH_CHECKS=True)
CACHES = {
    # Pages apart from the rest: a full folder of pages must not push out limits and versions.
    name: {"BACKEND": "studygroup.redis_cache.RedisCache", "LOCATION": REDIS_URL, "KEY_PREFIX": name}
    if REDIS_URL
    else {
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": VAR_DIR / "cache" / name,
        "OPTIONS": {"MAX_ENTRIES": 10_000},
    }
    for name in ("default", "pages")
}
PAGE_CACHE_MEMORY = env.bool("PAGE_CACHE_MEMORY", default=True)  # off: `make bench` measures the shared cache alone
CHANNEL_LAYERS = {  # a messenger between processes: what it loses is found missing by its number (sessions.live.hub)
    "default": {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        # Redis does not keep what is published apart by its numbers: two sites on one server must not hear each other.
        "CONFIG": {"hosts": [REDIS_URL], "prefix": f"{DATABASES['default']['NAME']}{urlsplit(REDIS_URL).path}"},
    }
    if REDIS_URL
    else {"BACKEND": "channels.layers.InMemoryChannelLayer"}
}
CELERY_BROKER_URL = REDIS_URL or "filesystem://localhost//"
if not REDIS_URL:
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(VAR_DIR / "queue"),
        "data_folder_out": str(VAR_DIR / "queue"),
        "control_folder": str(VAR_DIR / "queue-control"),
    }
CELERY_TASK_IGNORE_RESULT = CELERY_TASK_ACKS_LATE = CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_TIMEZONE = TIME_ZONE
A_YEAR = ("contact_messages", "letters", "leavers", "applications", "desk_entries", "downloads", "logins", "presences")
OTHERWISE = {"invitations": 180, "question_drafts": 180, "consultations": 3 * 365}
RETENTION_DAYS = dict.fromkeys(A_YEAR, 365) | OTHERWISE  # as /privacy/ promises
EMAIL_URL = env.email_url("EMAIL_URL", default="smtp://127.0.0.1:25")
vars().update(EMAIL_URL)
EMAIL_FILE_PATH = VAR_DIR / "mail"  # of the file backend that `make run` chooses
EMAIL_TIMEOUT = 10  # somebody may be waiting for a code
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("MAIL_FROM", default=f"no-reply@{SITE_HOST}")

# --- Files --------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR_DIR / "media"
UPLOAD_ROOT = VAR_DIR / "uploads"  # films that arrive in pieces; shared by all web processes
UPLOAD_MAX_BYTES = env.int("UPLOAD_MAX_GB", default=4) * 1024**3
CONVERSION_ROOT = VAR_DIR / "conversions"  # the worker's scratch, beside the store so that results are only moved
CONVERSIONS_AT_ONCE = env.int("CONVERSIONS_AT_ONCE", default=2)
VIDEO_MAX_HOURS = env.int("VIDEO_MAX_HOURS", default=6)
SEND_BY_NGINX = env.bool("SEND_BY_NGINX", default=False)  # files go out by X-Accel-Redirect
SPEECH_MODEL = env.str("SPEECH_MODEL", default="")  # folder of a faster-whisper model; empty: no recognition
FFMPEG = env.str("FFMPEG", default="")  # a path; empty: what the machine has, else the binary of imageio-ffmpeg
S3_BUCKET = env.str("S3_BUCKET", default="")  # empty: files lie in MEDIA_ROOT
S3_STORE = {
    "bucket_name": S3_BUCKET,
    "endpoint_url": env.str("S3_ENDPOINT", default=None),
    "region_name": env.str("S3_REGION", default=None),
    "addressing_style": "path",  # the bucket in the path: nginx has one host to ask
    "signature_version": "s3v4",
    "querystring_expire": 60,  # seconds in which nginx begins to fetch
    "file_overwrite": False,
}
STORAGES = {
    "default": {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": S3_STORE}
    if S3_BUCKET
    else {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "studygroup.static_storage.StaticStorage"},
}
CLAMD_ADDRESS = env.str("CLAMD_ADDRESS", default="")  # tcp://host:3310 or unix:///run/clamav/clamd.ctl; empty: none
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000  # an agenda with its inline panels is one form

# --- Security: TLS, cookies and links follow SITE_URL ---------------------------------------------------------------
TLS = SITE_URL.startswith("https://")
SECURE_SSL_REDIRECT = TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TLS else None
SECURE_HSTS_SECONDS = 31_536_000 if TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = TLS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = TLS
SESSION_COOKIE_NAME = "__Host-sessionid" if TLS else "sessionid"
CSRF_COOKIE_NAME = "__Host-csrftoken" if TLS else "csrftoken"
CSRF_FAILURE_VIEW = "studygroup.views.csrf_failure"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "media-src": [SELF, "blob:"],  # what hls.js puts together
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [SELF],
    }
}

# --- Accounts -----------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "studygroup.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "studygroup.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_FORMS = {
    name: f"studygroup.account_forms.{name.title().replace('_', '')}Form"
    for name in (
        "login", "request_login_code", "confirm_login_code", "signup", "confirm_email_verification_code",
        "reset_password", "confirm_password_reset_code", "reset_password_from_key", "add_email", "change_email",
        "change_password", "set_password", "reauthenticate",
    )
}  # fmt: skip
ACCOUNT_SIGNUP_FORM_CLASS = "studygroup.forms.SignupDetailsForm"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 600
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "dashed": False, "length": 6}
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
# A whole city hall shares one address: limits count accounts and keys; the address only stops floods.
ACCOUNT_RATE_LIMITS = {
    "login": "600/m/ip",
    "login_failed": "600/m/ip,5/300s/key",
    "request_login_code": "600/m/ip,5/m/key",
    "reset_password": "600/m/ip,5/m/key",
    "reset_password_from_key": "600/m/ip",
    "signup": "600/m/ip",
    "signup_letter": "5/h/key",
    "contact": "60/m/ip,5/h/key",
    "search": "1200/m/ip,120/m/user",
    "similar": "1200/m/ip,120/m/user",
}
MFA_ADAPTER = "studygroup.adapters.SecondFactorAdapter"
MFA_FORMS = {
    "authenticate": "studygroup.account_forms.AuthenticateForm",
    "reauthenticate": "studygroup.account_forms.ReauthenticateByCodeForm",
    "activate_totp": "studygroup.account_forms.ActivateTOTPForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "オール東京62気候変動対策研究会"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not TLS
MFA_RATE_LIMITS = {"webauthn_login": "600/m/ip"}

# --- Wagtail ------------------------------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "オール東京62気候変動対策研究会"
WAGTAILADMIN_BASE_URL = SITE_URL
WAGTAILADMIN_LOGIN_URL = "cms-login"
WAGTAIL_FRONTEND_LOGIN_URL = "/accounts/login/"
WAGTAIL_CONTENT_LANGUAGES = WAGTAILADMIN_PERMITTED_LANGUAGES = [("ja", "日本語")]
WAGTAIL_USER_TIME_ZONES = [TIME_ZONE]  # one: nothing to choose
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_AUTOSAVE_INTERVAL = 0  # a session takes its code at the first save, which is the office's to decide
WAGTAILADMIN_COMMENTS_ENABLED = False  # their mail would be sent within the request
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp"]
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "archive.search.backend"}}
