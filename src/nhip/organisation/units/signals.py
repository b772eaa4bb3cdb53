"""What rooms above hear of units."""

from django.dispatch import Signal

placed = Signal()
"""Sent when units were given places many at a time; one at a time, `post_save` of a span tells."""
