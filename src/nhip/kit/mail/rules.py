"""A mail server as administrators write it. Read by the settings, so nothing here needs Django."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import unquote, urlsplit


class Security(StrEnum):
    """How the way to the server is closed to others."""

    NONE = "none"
    TLS = "tls"
    STARTTLS = "starttls"


SCHEMES = {
    "smtp": (Security.NONE, 25),
    "smtp+starttls": (Security.STARTTLS, 587),
    "smtps": (Security.TLS, 465),
}
USUAL_PORTS = dict(SCHEMES.values())


class WrongServer(ValueError):
    """What was written is no address of a mail server."""


@dataclass(frozen=True)
class MailServer:
    """Where letters are handed in, and who is named as their sender."""

    host: str
    port: int
    security: Security
    user: str = ""
    password: str = field(default="", repr=False)
    sender: str = ""


def parse_server(url: str, sender: str = "") -> MailServer | None:
    """Read "smtp+starttls://user:password@host:587"; an empty text is no server.

    What is no letter or digit in user and password is written as %40. Without a sender the user is it where
    it is an address. Raises WrongServer.
    """
    if not url:
        return None
    try:
        said = urlsplit(url)
        port = said.port
    except ValueError as wrong:
        raise WrongServer(str(wrong)) from wrong
    if said.scheme not in SCHEMES or not said.hostname or said.path.strip("/") or said.query:
        raise WrongServer("smtp://, smtps:// or smtp+starttls://[user:password@]host[:port]")
    security, usual = SCHEMES[said.scheme]
    user = unquote(said.username or "")
    sender = sender or (user if "@" in user else f"nhip@{said.hostname}")
    password = unquote(said.password or "")
    return MailServer(said.hostname, port or usual, security, user, password, sender)
