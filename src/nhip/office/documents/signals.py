"""What rooms above may listen to."""

from django.dispatch import Signal

# Sent in the transaction of the change, with `document`, `cause` (words), `by` and `at`.
register_changed = Signal()
