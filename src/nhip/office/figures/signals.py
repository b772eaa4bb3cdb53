"""What the rooms above may listen to."""

from django.dispatch import Signal

# Sent in the transaction when pinned values stopped agreeing with their source and an editor must
# decide. Arguments: pins (list[Pin]), by (User or None), at (datetime).
pins_changed = Signal()

# Sent in the transaction when cited figures began or ceased to be called invented: value and words stay
# as pinned, but pages that show the mark are no longer true. Arguments: pins (list[Pin]).
sample_called = Signal()
