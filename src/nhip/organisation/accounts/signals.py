"""What this room tells those above."""

from django.dispatch import Signal

password_chosen = Signal()
"""Somebody chose a password of their own: `user`, in the transaction that keeps it."""
