"""What rooms above hear of: an article went out, in the transaction of its action."""

from django.dispatch import Signal

published = Signal()  # page, revision, by, at
