from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CommendationsConfig(AppConfig):
    name = "nhip.work.commendations"
    verbose_name = _("Commendations")

    def ready(self) -> None:
        """Say who may do what here, what is counted, and where the menu finds it."""
        from django.urls import reverse

        from nhip.kit.design import menu
        from nhip.office.documents.registry import register_act
        from nhip.office.documents.signals import register_changed
        from nhip.office.records.access import allows
        from nhip.organisation.people import registry
        from nhip.work.indicators.registry import Definition, register_counter

        from .access import TABLE, check_award
        from .actions import tell_figures
        from .choices import Recipient
        from .queries import KEYS, CertificateCounter

        registry.allow(TABLE)
        registry.name_subjects("commend", Recipient.choices)
        register_changed.connect(tell_figures)
        how = _("Counted from the lists of decisions on commendation of the time they look back on")
        said = {
            Recipient.COLLECTIVE.value: (
                _("Collectives given a certificate of merit"),
                _("collectives"),
            ),
            Recipient.INDIVIDUAL.value: (_("Persons given a certificate of merit"), _("persons")),
        }
        for order, (recipient, key) in enumerate(KEYS.items(), start=8):
            name, measure = said[recipient]
            says = Definition(name, how, measure, order)
            register_counter(key, CertificateCounter(recipient), says)
        register_act(
            _("Enter the list of this decision"),
            lambda paper: reverse("commendations:enter", args=[paper.pk]),
            lambda user, paper: allows(check_award, user, paper),
        )
        menu.register(
            area="staff",
            order=80,
            label=_("Commendations"),
            url_name="commendations:list",
            permission="commendations.see",
        )
