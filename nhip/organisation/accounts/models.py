"""Who signs in. What they may do is decided by their appointments (`people`)."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """A person's account. The names stay empty where people are known by their post."""

    def __str__(self) -> str:
        return self.get_full_name() or self.username
