from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsConfig(AppConfig):
    name = "nhip.portal.news"
    verbose_name = _("News")

    def ready(self) -> None:
        """Say who may do what here, that articles hold figures, and how lists and forms treat them."""
        from nhip.kit.tasks.schedule import every
        from nhip.office.figures.registry import register_holder
        from nhip.organisation.people.registry import allow
        from nhip.portal.delivery.registry import register_baked
        from nhip.portal.panels.registry import Card, register_card
        from nhip.portal.site.forms import GuardedPageForm

        from . import receivers, views  # noqa: F401 (receivers connect themselves)
        from .access import PERMISSIONS
        from .actions import Articles
        from .forms import ArticleForm
        from .models import HOLDER, ArticlePage, HomePage, SectionPage
        from .queries import archive_pages, public_shelves

        allow(PERMISSIONS)
        every(5, "nhip.portal.news.actions.send_out_due")
        every(5, "nhip.portal.news.actions.withdraw_expired")
        every(3600, "nhip.portal.news.actions.empty_bin")
        register_holder(HOLDER, Articles())
        for view in (views.feed, views.sitemap):
            register_baked(view, list)  # no web server sends these from files
        register_baked(views.shelf, public_shelves)
        register_baked(views.month, archive_pages)
        register_baked(views.archive, list)
        register_card(ArticlePage, lambda page: Card(page.title, page.url))
        # Not on the base page: Wagtail puts its own form there, after us.
        for model in (HomePage, SectionPage):
            model.base_form_class = GuardedPageForm
        ArticlePage.base_form_class = ArticleForm
