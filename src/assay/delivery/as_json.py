"""A message for programs: what it says as data, for webhooks of one's own."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from assay.delivery.message import Message


def to_json(message: Message, key: str) -> dict[str, Any]:
    """`key` is the same each time that the same message is tried: by it a receiver knows one it has had."""
    return {
        "key": key,
        **message.data,
        "language": message.language,
        "title": message.title,
        "about": message.about,
        "href": message.href,
        "sections": [asdict(section) for section in message.sections],
    }
