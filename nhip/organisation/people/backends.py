"""Django asks here what a person may do; appointments answer."""

from django.contrib.auth.backends import ModelBackend


class AppointmentBackend(ModelBackend):
    """Password sign-in is allauth's; this one answers `user.has_perm(verb, thing)`."""
