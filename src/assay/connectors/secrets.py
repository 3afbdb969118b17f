"""Reading secrets where the settings say they are, and keeping them out of everything that is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from assay.errors import UsageError
from assay.settings.secret import Secret
from assay.settings.sources import Source

_SHORTEST = 4
"""Shorter values are not blotted out: they would blot out half of every sentence."""


def read_secret(source: str, secret: Secret, folder: Path) -> str:
    """UsageError names the variable or file where it lacks. Paths begin at the workspace's folder."""
    return secret_of(f"Source {source!r}", secret, folder)


def secret_of(whose: str, secret: Secret, folder: Path) -> str:
    """The same for anything that needs one; `whose` begins the sentence."""
    value = value_of(secret, folder)
    if not value:
        raise UsageError(
            f"{whose} needs {secret.place}, which is not set, not readable or empty.",
            hint="`assay doctor` tells all that is missing.",
        )
    return value


def missing_secrets(source: Source, folder: Path) -> tuple[str, ...]:
    """What a source lacks: `password: the environment variable CRM_PASSWORD`."""
    return missing_secrets_of(source.secrets, folder)


def missing_secrets_of(secrets: Mapping[str, Secret], folder: Path) -> tuple[str, ...]:
    """The same for secrets by what they are for."""
    return tuple(f"{name}: {secret.place}" for name, secret in secrets.items() if not value_of(secret, folder))


def known_secrets(source: Source, folder: Path) -> tuple[str, ...]:
    """The values that must not be told, passwords inside of addresses included."""
    values = [value for secret in source.secrets.values() if (value := value_of(secret, folder))]
    return tuple(dict.fromkeys(part for value in values for part in _parts(value)))


def without_secrets(text: str, secrets: Iterable[str]) -> str:
    """
    >>> without_secrets("no password hunter2 for ada", ["hunter2"])
    'no password *** for ada'
    """
    for secret in sorted(secrets, key=len, reverse=True):
        if len(secret) >= _SHORTEST:
            text = text.replace(secret, "***")
    return text


def value_of(secret: Secret, folder: Path) -> str:
    """A secret, empty where it is not set or not readable."""
    return secret.read(folder)


def _parts(value: str) -> Iterable[str]:
    yield value
    if "://" in value and (password := urlsplit(value).password):
        yield from (password, unquote(password), quote(unquote(password), safe=""))
