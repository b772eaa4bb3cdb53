"""What rooms above hear of, in the transaction of the action: an article went out, or into the bin."""

from django.dispatch import Signal

published = Signal()  # page, revision, by, at
binned = Signal()  # page, by, at
