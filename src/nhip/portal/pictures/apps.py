from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PicturesConfig(AppConfig):
    name = "nhip.portal.pictures"
    verbose_name = _("Pictures")

    def ready(self) -> None:
        """Have uploads bared, sizes made and pages made anew; keep people's own pictures bare too."""
        from wagtail.admin.forms.account import AvatarPreferencesForm

        from nhip.kit.tasks.schedule import every, if_given_up
        from nhip.organisation.journal.registry import was_called

        from . import receivers  # noqa: F401 (they connect themselves)
        from .forms import BarePictureField
        from .models import Picture

        was_called(Picture, "wagtailimages.image")
        every(600, "nhip.portal.pictures.actions.order_missing")
        for task in ("ready_picture", "make_renditions"):
            name = "nhip.portal.pictures.tasks"
            if_given_up(f"{name}.{task}", f"{name}.give_up")
        # The one picture Wagtail takes through a field of its own; it is small, and shown at once.
        avatar = AvatarPreferencesForm.base_fields["avatar"]
        AvatarPreferencesForm.base_fields["avatar"] = BarePictureField(
            label=avatar.label, required=False
        )
