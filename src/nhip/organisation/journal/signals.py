"""What this room tells whoever watches."""

from django.dispatch import Signal

written = Signal()
"""Rows were written down: `entries`, in the transaction that holds them."""
