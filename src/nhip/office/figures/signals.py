"""What the rooms above may listen to."""

from django.dispatch import Signal

# Sent in the transaction when cited figures of one text stopped agreeing with their source and an editor
# must decide, once a text and cause. Arguments: pins (list[Pin]), cause (models.Cause), their latest.
pins_changed = Signal()

# Sent in the transaction when cited figures began or ceased to be called invented: value and words stay
# as pinned, but pages that show the mark are no longer true. Arguments: pins (list[Pin]).
sample_called = Signal()
