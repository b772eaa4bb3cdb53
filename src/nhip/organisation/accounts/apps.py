from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "nhip.organisation.accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        """Hear of passwords that were changed."""
        from . import receivers  # noqa: F401
