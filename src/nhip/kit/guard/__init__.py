"""Keeps classified content off a machine that is connected to a network."""

from django.utils.translation import gettext_lazy as _

# Said beside every upload and every report: why nothing but "không mật" can be chosen.
why = _(
    "This machine is connected to a network: only unclassified content may be kept here"
    " (Law 117/2025/QH15, article 5). Classified papers go the separate, off-network way."
)
