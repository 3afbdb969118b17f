"""Telling targets of alerts: webhooks (JSON) and mail (SMTP). At least once; nothing is sent where none is configured."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable, Sequence
from email.message import EmailMessage
from typing import Any
from urllib.request import HTTPRedirectHandler, Request, build_opener

from assay.alerts.episodes import Alert
from assay.errors import UsageError
from assay.internet.mail_servers import Smtp
from assay.internet.outgoing import check_outgoing
from assay.settings.alerts import Mail, Webhook


class _NoRedirects(HTTPRedirectHandler):
    """What was configured is where the alerts go, with their authorization, and nowhere else."""

    def redirect_request(self, *_: Any, **__: Any) -> None:
        return None


def post(target: Webhook, workspace: str, told: Sequence[Alert], timeout: float) -> None:
    """One POST with all alerts; raises OSError or UsageError when it was not taken (any status but 2xx)."""
    body = {"workspace": workspace, "alerts": [alert.to_json() for alert in told]}
    headers = {"Content-Type": "application/json; charset=utf-8", "User-Agent": "assay"}
    if target.authorization_env:
        headers["Authorization"] = secret(target.authorization_env)
    url = target.url or secret(target.url_env or "")
    if not url.startswith(("https://", "http://")):
        raise UsageError(f"{target.url_env} holds no address that starts with https:// or http://.")
    check_outgoing(f"Target {target.name!r}", url)
    request = Request(url, json.dumps(body, ensure_ascii=False).encode(), headers, method="POST")
    with build_opener(_NoRedirects).open(request, timeout=timeout) as response:
        response.read(1)


def mail(target: Mail, workspace: str, told: Sequence[Alert], timeout: float) -> None:
    """One message with all alerts; raises OSError (SMTP errors are such) or UsageError when it was not taken."""
    message = _message(target, workspace, told)
    with Smtp(target.host, target.port, target.security, timeout, f"alerts.timeout_seconds = {timeout:g}") as server:
        if target.username:
            server.login(target.username, secret(target.password_env) if target.password_env else "")
        server.send_message(message)


def within(seconds: float, action: Callable[[], None]) -> None:
    """Run it for so long in all: a target that answers byte by byte passes any limit of the single read.

    Raises TimeoutError; what is under way then is left to end with the process.
    """
    failures: list[BaseException] = []
    done = threading.Event()

    def act() -> None:
        try:
            action()
        except BaseException as error:
            failures.append(error)
        done.set()

    threading.Thread(target=act, daemon=True).start()
    if not done.wait(seconds):
        raise TimeoutError(f"no whole answer within {seconds:g} seconds")
    if failures:
        raise failures[0]


def _message(target: Mail, workspace: str, told: Sequence[Alert]) -> EmailMessage:
    message = EmailMessage()
    number = f"{len(told)} alert{'s' if len(told) != 1 else ''}"
    message["Subject"] = _one_line(f"{workspace}: {number}")
    message["From"], message["To"] = target.sender, ", ".join(target.recipients)
    message.set_content("\n".join(line(alert) for alert in told) + "\n")
    return message


def line(alert: Alert) -> str:
    """An alert as one line of text."""
    return _one_line(f"{alert.rule} · {alert.name} ({alert.subject}): {alert.sentence}")


def secret(variable: str) -> str:
    """Raises UsageError when the environment variable is not set."""
    value = os.environ.get(variable)
    if not value:
        raise UsageError(f"The environment variable {variable} is not set.", hint="assay.toml names it for alerts.")
    return value


def _one_line(text: str) -> str:
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())
