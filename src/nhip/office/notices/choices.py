from django.db import models
from django.utils.translation import gettext_lazy as _

from nhip.kit.mail.posting import Outcome


class LetterState(models.TextChoices):
    """What became of a letter."""

    WAITING = "waiting", _("waiting")
    SENT = "sent", _("handed to the server")
    OVER = "over", _("not sent")


OUTCOMES = {
    Outcome.SENT: _("The server took it."),
    Outcome.REFUSED: _("The server refused it for good."),
    Outcome.LATER: _("The server says: not now."),
    Outcome.NO_LOGIN: _("The server does not accept user name and password."),
    Outcome.UNREACHABLE: _("The server cannot be reached."),
    Outcome.SILENT: _("The server did not answer within 10 seconds."),
    Outcome.CLOSED: _("The server closed the connection."),
    Outcome.UNSAFE: _("No trusted encrypted way to the server."),
}
"""How handing a letter in ended, in words."""
