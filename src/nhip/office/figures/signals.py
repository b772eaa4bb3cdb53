"""What the rooms above may listen to."""

from django.dispatch import Signal

# Sent in the transaction when pinned values stopped agreeing with their source and an editor must
# decide. Arguments: pins (list[Pin]), by (User or None), at (datetime).
pins_changed = Signal()
