"""For work on the code: errors are shown, static files are served from where they lie."""

from .base import *

DEBUG = True
WHITENOISE_AUTOREFRESH = True
WHITENOISE_USE_FINDERS = True
