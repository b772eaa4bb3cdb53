"""Filters of the journal's page; and what is asked of a correction in every room."""

from .filters import JournalFilter
from .seen import OVERTAKEN, SeenForm

__all__ = ["OVERTAKEN", "JournalFilter", "SeenForm"]
