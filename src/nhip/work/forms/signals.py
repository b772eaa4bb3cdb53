"""What the rooms above may listen to."""

from django.dispatch import Signal

# Sent in the transaction when a version stands, with `form` and `at`: what is asked anew asks it.
form_published = Signal()
