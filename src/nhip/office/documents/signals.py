"""What rooms above may listen to. Each is sent in the transaction of the change."""

from django.dispatch import Signal

papers_registered = Signal()
"""New lines, one or many, sent once: with `entered`, a list of `actions.Entered`."""

register_changed = Signal()
"""One line struck, restored or corrected: with `document`, `cause` (words), `by` and `at`.

A correction is told twice: with the document as it stood, and as it stands.
"""
