from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SiteConfig(AppConfig):
    name = "nhip.portal.site"
    verbose_name = _("Site")

    def ready(self) -> None:
        """Supply every page with the site's name and main menu; keep people's own pictures bare too."""
        from wagtail.admin.forms.account import AvatarPreferencesForm

        from nhip.kit.design.frame import supply
        from nhip.organisation.people.registry import allow

        from .access import PERMISSIONS
        from .forms import PictureField
        from .queries import frame

        supply(frame)
        allow(PERMISSIONS)
        # The one picture Wagtail takes through a field of its own.
        avatar = AvatarPreferencesForm.base_fields["avatar"]
        AvatarPreferencesForm.base_fields["avatar"] = PictureField(
            label=avatar.label, required=False
        )
