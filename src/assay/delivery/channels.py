"""Handing a message over: SMTP, and the addresses of Slack, Teams and webhooks.

What is handed over says so just before it cannot be taken back, so that what a killed process left is known: not begun,
or perhaps arrived.
"""

from __future__ import annotations

import json
import smtplib
from collections.abc import Callable
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import parseaddr
from pathlib import Path
from typing import Any

import httpx

from assay.connectors.secrets import secret_of
from assay.errors import AssayError, UsageError
from assay.internet.answers import Limits, NoEnd
from assay.internet.mail_servers import Smtp
from assay.internet.outgoing import check_outgoing
from assay.settings.delivery import MailServer
from assay.settings.secret import Secret

Committing = Callable[[], None]


class Refused(AssayError):
    """It was certainly not taken. `lasting` says that trying again is of no use before somebody has changed something."""

    def __init__(self, message: str, *, lasting: bool = False, wait: float | None = None) -> None:
        super().__init__(message)
        self.lasting, self.wait = lasting, wait


class Unknown(AssayError):
    """It was handed over and nobody said whether it was taken."""


def send_mail(server: MailServer, folder: Path, message: EmailMessage, committing: Committing) -> None:
    """Raises `Refused` or `Unknown`, UsageError where the password is not there."""
    password = secret_of("[mail]", server.password, folder) if server.password else ""
    recipient = parseaddr(str(message["To"]))[1]
    handed = False
    try:
        with _connected(server, password) as smtp:
            _expect(smtp.mail(parseaddr(server.sender)[1]))
            _expect(smtp.rcpt(recipient))
            committing()
            handed = True
            code, said = smtp.data(message.as_bytes(policy=SMTP))
            handed = False  # an answer came, whichever
            _expect((code, said))
            handed = True
            _leave(smtp)
    except smtplib.SMTPResponseException as error:
        raise _refused(error.smtp_code, error.smtp_error) from None
    except (OSError, smtplib.SMTPException) as error:
        told = f"{server.host}:{server.port}: {_first_line(error)}"
        if handed:
            raise Unknown(f"{told} (while it was handed over: it may have arrived)") from None
        raise Refused(told) from None


def _connected(server: MailServer, password: str) -> smtplib.SMTP:
    seconds = server.timeout_seconds
    smtp = Smtp(server.host, server.port, server.security, seconds, f"timeout_seconds = {seconds:g}")
    if server.username:
        smtp.login(server.username, password)
    return smtp


def _leave(smtp: smtplib.SMTP) -> None:
    """It was taken: how the server says goodbye changes nothing."""
    try:
        smtp.quit()
    except (OSError, smtplib.SMTPException):
        smtp.close()


def _expect(answer: tuple[int, bytes]) -> None:
    if not 200 <= answer[0] < 300:
        raise _refused(*answer)


def _refused(code: int, said: bytes | str) -> Refused:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return Refused(f"the mail server said {code} {' '.join(text.split())[:200]}", lasting=code >= 500)


def post(
    secret: Secret, name: str, folder: Path, body: dict[str, Any], key: str, committing: Committing, seconds: float = 20
) -> None:
    """One POST; raises `Refused` or `Unknown`, UsageError where the address is not there or is none.

    `key` is told as Idempotency-Key. Redirects are not followed: what was configured is where it goes. The address is a
    secret, so no message has it.
    """
    url = secret_of(f"Recipient {name!r}", secret, folder)
    if not url.startswith(("https://", "http://")):
        raise UsageError(f"{secret.place} holds no address that starts with https:// or http://.")
    check_outgoing(f"Recipient {name!r}", url)
    headers = {"Content-Type": "application/json; charset=utf-8", "User-Agent": "assay", "Idempotency-Key": key}
    content = json.dumps(body, ensure_ascii=False).encode()
    try:
        limits = Limits("It", (seconds, f"{seconds:g} seconds"))
        with httpx.Client(timeout=seconds, follow_redirects=False, trust_env=False, event_hooks=limits.hooks) as client:
            committing()
            # What it says beside its state is nobody's business, and may have no end: it is not read.
            with limits.kept(), client.stream("POST", url, content=content, headers=headers) as answer:
                pass
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.UnsupportedProtocol, httpx.InvalidURL) as error:
        raise Refused(f"no connection ({type(error).__name__})") from None
    except NoEnd:
        raise Unknown(f"no whole answer within {seconds:g} seconds: it may have arrived") from None
    except httpx.HTTPError as error:
        raise Unknown(f"no answer ({type(error).__name__}): it may have arrived") from None
    if not answer.is_success:
        lasting = answer.status_code < 500 and answer.status_code not in (408, 425, 429)
        raise Refused(f"it answered {answer.status_code}", lasting=lasting, wait=_wait(answer))


def _wait(answer: httpx.Response) -> float | None:
    said = answer.headers.get("retry-after", "")
    return min(float(said), 3600.0) if said.isdigit() else None


def _first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]
