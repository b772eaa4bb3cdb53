from django.db import models
from django.utils.translation import gettext_lazy as _

from nhip.kit.mail.posting import PostOutcome
from nhip.kit.mail.rules import Security


class LetterState(models.TextChoices):
    """What became of a letter."""

    WAITING = "waiting", _("waiting")
    SENT = "sent", _("handed to the server")
    OVER = "over", _("not sent")


OUTCOMES = {
    PostOutcome.SENT: _("The server took it."),
    PostOutcome.REFUSED: _("The server refused it for good."),
    PostOutcome.LATER: _("The server says: not now."),
    PostOutcome.NO_LOGIN: _("The server does not accept user name and password."),
    PostOutcome.UNREACHABLE: _("The server cannot be reached."),
    PostOutcome.SILENT: _("The server did not answer within 10 seconds."),
    PostOutcome.CLOSED: _("The server closed the connection."),
    PostOutcome.UNSAFE: _("No trusted encrypted way to the server."),
}
"""How handing a letter in ended, in words."""
WAYS = [
    (Security.STARTTLS.value, _("STARTTLS")),
    (Security.TLS.value, _("TLS from the first byte")),
    (Security.NONE.value, _("none: readable on the way")),
]
"""How the way to a server is closed to others, in words."""
