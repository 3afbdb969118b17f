"""What messages, mails, alerts and sign-in lack: secrets by their settings, and the address that links begin with."""

from __future__ import annotations

from collections.abc import Iterator

from assay.connectors.secrets import missing_secrets_of
from assay.settings import Settings
from assay.settings.alerts import Alerts
from assay.settings.delivery import secrets_of
from assay.settings.secret import Secret
from assay.store.workspace import Workspace


def lacking(workspace: Workspace) -> tuple[str, ...]:
    """What deliveries lack: `[mail] password: the environment variable SMTP_PASSWORD`."""
    settings = workspace.settings
    missing = [*missing_secrets_of(secrets_of(settings.mail, settings.deliver), workspace.path)]
    if settings.mail is None and any(one.by == "mail" for one in settings.deliver):
        missing.append("[mail]: a delivery goes by mail, and no server is declared")
    if settings.deliver and not settings.web.public_url:
        missing.append("[web] public_url: without it messages have no links, and mails no way to unsubscribe")
    return tuple(missing)


def lacking_anywhere(workspace: Workspace) -> tuple[str, ...]:
    """The same, and what alerts and sign-in lack."""
    return (*lacking(workspace), *missing_secrets_of(dict(_others(workspace.settings)), workspace.path))


def _others(settings: Settings) -> Iterator[tuple[str, Secret]]:
    yield from ((name, Secret(env=variable)) for name, variable in _variables(settings.alerts))
    if settings.web.oidc and settings.web.oidc.client_secret:
        yield "[web.oidc] client_secret", settings.web.oidc.client_secret


def _variables(alerts: Alerts) -> Iterator[tuple[str, str]]:
    named = [(f"[alerts] {mail.name}: password", mail.password_env) for mail in alerts.mail]
    for hook in alerts.webhooks:
        named.append((f"[alerts] {hook.name}: url", hook.url_env))
        named.append((f"[alerts] {hook.name}: authorization", hook.authorization_env))
    yield from ((name, variable) for name, variable in named if variable)
