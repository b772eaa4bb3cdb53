"""For work on the code: errors are shown, static files are served from where they lie."""

from .base import *

DEBUG = True
