"""Links by which a recipient wants nothing more: signed, so that nobody signs anybody else off, and good without signing in."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from dataclasses import dataclass

from assay.delivery.outbox import signing_key
from assay.store.workspace import Workspace

PATH = "/unsubscribe/"


@dataclass(frozen=True)
class Leaving:
    """Who would get no more of which delivery; the page speaks his language."""

    delivery: str
    recipient: str
    language: str


def token_of(workspace: Workspace, leaving: Leaving) -> str:
    """Letters, digits, `-`, `_` and one dot."""
    said = json.dumps([leaving.delivery, leaving.recipient, leaving.language], ensure_ascii=False).encode()
    return f"{_letters(said)}.{_letters(_signature(workspace, said))}"


def read_token(workspace: Workspace, token: str) -> Leaving | None:
    """None for a token that this workspace has not signed."""
    said, _, signature = token.partition(".")
    try:
        content, signed = _bytes(said), _bytes(signature)
        if not hmac.compare_digest(signed, _signature(workspace, content)):
            return None
        return Leaving(*json.loads(content))
    except (ValueError, TypeError):
        return None


def _signature(workspace: Workspace, said: bytes) -> bytes:
    return hmac.new(signing_key(workspace), b"unsubscribe " + said, hashlib.sha256).digest()[:18]


def _letters(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def _bytes(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
