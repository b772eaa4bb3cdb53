"""For the suite: fast hashing, memory where that changes nothing a user would notice."""

import os
import tempfile

os.environ.setdefault("NHIP_DATA", tempfile.mkdtemp(prefix="nhip-test-"))

from .base import *

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
