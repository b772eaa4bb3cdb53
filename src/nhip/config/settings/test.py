"""For the suite: fast hashing, memory where that changes nothing a user would notice."""

import atexit
import os
import shutil
import tempfile

os.environ["NHIP_DATA"] = tempfile.mkdtemp(prefix="nhip-test-")
atexit.register(shutil.rmtree, os.environ["NHIP_DATA"], ignore_errors=True)

from .base import *

PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",  # of what the command itself has built
]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
TASKS = {"default": {"BACKEND": "tests.backends.AtCommit"}}

if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
MIDDLEWARE = [*MIDDLEWARE, "tests.landing.Lands"]
