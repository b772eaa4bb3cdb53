from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReviewsConfig(AppConfig):
    name = "nhip.work.reviews"
    verbose_name = _("Reviews")

    def ready(self) -> None:
        """Say who may do what here, that approved reviews hold figures, and where the menu finds them."""
        from nhip.kit.design import menu
        from nhip.office.figures.registry import Verbs, register_holder
        from nhip.organisation.people import registry
        from nhip.organisation.units.registry import register_opening

        from .access import KEEP, TABLE, texts_decided_by
        from .actions import ApprovedReviews, ReviewTexts
        from .queries import open_at
        from .rules import HOLDER, SUBJECT
        from .rules import TEXT as WORDS

        registry.allow(TABLE)
        register_opening(open_at)
        approve = "reviews.approve"
        register_holder(HOLDER, ApprovedReviews(), Verbs(approve, approve, for_public=False))
        words = Verbs(KEEP, approve, for_public=False, decided_by=texts_decided_by, draft=KEEP)
        register_holder(WORDS, ReviewTexts(), words)
        registry.name_subjects("decide", [(SUBJECT, _("review of a conference"))])
        menu.register(
            area="staff",
            order=50,
            label=_("Conferences"),
            url_name="reviews:list",
            permission="reviews.see",
        )
