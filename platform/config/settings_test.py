"""The production settings with a fast password hasher and mail kept in memory; nothing else differs."""

from config.settings import *  # noqa: F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WHITENOISE_AUTOREFRESH = True  # looks a file up when it is asked for, instead of reading all of them for each client
