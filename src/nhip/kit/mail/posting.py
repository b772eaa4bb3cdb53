"""One letter to one server: whatever happens on the way is an answer, and it ends in seconds."""

from __future__ import annotations

import re
import smtplib
import ssl
from dataclasses import dataclass
from enum import StrEnum

from django.core.mail.utils import DNS_NAME

from .rules import MailServer, Security

TIMEOUT = 10.0  # seconds the server may be silent
LINE_END = re.compile(rb"\r?\n")
LONGEST = 300  # letters of what a server says


class PostOutcome(StrEnum):
    """How it ended."""

    SENT = "sent"
    REFUSED = "refused"  # for good: it says no to this letter
    LATER = "later"  # it says: not now
    NO_LOGIN = "no_login"
    UNREACHABLE = "unreachable"
    SILENT = "silent"
    CLOSED = "closed"
    UNSAFE = "unsafe"  # no trusted way to it


@dataclass(frozen=True)
class ServerAnswer:
    """How it ended, and the server's own words."""

    outcome: PostOutcome
    said: str = ""


def post(server: MailServer, to: str, letter: bytes, *, timeout: float = TIMEOUT) -> ServerAnswer:
    """Hand a letter in and return what the server said. Never raises for what a server or a network does."""
    try:
        with _opened(server, timeout) as smtp:
            return _hand_in(smtp, server.sender, to, letter)
    except smtplib.SMTPAuthenticationError as wrong:
        return ServerAnswer(PostOutcome.NO_LOGIN, _words(wrong.smtp_code, wrong.smtp_error))
    except smtplib.SMTPResponseException as wrong:
        return _answer(wrong.smtp_code, wrong.smtp_error)
    except smtplib.SMTPNotSupportedError as wrong:
        return ServerAnswer(PostOutcome.UNSAFE, str(wrong)[:LONGEST])
    except ssl.SSLError as wrong:
        return ServerAnswer(PostOutcome.UNSAFE, str(wrong)[:LONGEST])
    except TimeoutError:
        return ServerAnswer(PostOutcome.SILENT)
    except (smtplib.SMTPServerDisconnected, ConnectionResetError, BrokenPipeError) as wrong:
        is_silent = isinstance(wrong.__context__, TimeoutError)
        return ServerAnswer(
            PostOutcome.SILENT if is_silent else PostOutcome.CLOSED, str(wrong)[:LONGEST]
        )
    except (OSError, smtplib.SMTPException) as wrong:
        return ServerAnswer(PostOutcome.UNREACHABLE, str(wrong)[:LONGEST])
    except UnicodeError as wrong:  # an address no server can be told
        return ServerAnswer(PostOutcome.REFUSED, str(wrong)[:LONGEST])


def _opened(server: MailServer, timeout: float) -> smtplib.SMTP:
    name = DNS_NAME.get_fqdn()
    context = ssl.create_default_context()
    smtp: smtplib.SMTP
    if server.security == Security.TLS:
        smtp = smtplib.SMTP_SSL(server.host, server.port, name, timeout=timeout, context=context)
    else:
        smtp = smtplib.SMTP(server.host, server.port, name, timeout=timeout)
    try:
        if server.security == Security.STARTTLS:
            smtp.starttls(context=context)
        if server.user:
            _sign_in(smtp, server)
    except BaseException:
        smtp.close()
        raise
    return smtp


def _sign_in(smtp: smtplib.SMTP, server: MailServer) -> None:
    try:
        smtp.login(server.user, server.password)
    except UnicodeError as wrong:
        raise smtplib.SMTPAuthenticationError(535, str(wrong)) from wrong


def _hand_in(smtp: smtplib.SMTP, sender: str, to: str, letter: bytes) -> ServerAnswer:
    smtp.ehlo_or_helo_if_needed()
    for code, said in (smtp.mail(sender), smtp.rcpt(to)):
        if code not in (250, 251):
            return _answer(code, said)
    return _answer(*smtp.data(LINE_END.sub(b"\r\n", letter)))


def _answer(code: int, said: bytes | str) -> ServerAnswer:
    if code == 250:
        return ServerAnswer(PostOutcome.SENT, _words(code, said))
    return ServerAnswer(
        PostOutcome.REFUSED if code >= 500 else PostOutcome.LATER, _words(code, said)
    )


def _words(code: int, said: bytes | str) -> str:
    words = said.decode(errors="replace") if isinstance(said, bytes) else said
    return f"{code} {' '.join(words.split())}"[:LONGEST]
