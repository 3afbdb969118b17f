"""A message for Teams Workflows ("when a Teams webhook request is received"): an Adaptive Card, within Teams' size."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from assay.delivery.message import Entry, Message, Section

VERSION = "1.4"
LARGEST = 27_000
"""Bytes: Teams takes 28 KB a message, and says of a larger one only that it failed."""
_SIGNS = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_[]"})
Block = dict[str, Any]


def to_teams(message: Message) -> dict[str, Any]:
    """What does not fit is left out from the end, and said so by the link to the whole."""
    sections = [list(_blocks(section)) for section in message.sections]
    while len(json.dumps(made := _card(message, sections)).encode()) > LARGEST and any(sections):
        longest = max((part for part in sections if part), key=len)
        longest.pop()
    return made


def _card(message: Message, sections: list[list[Block]]) -> dict[str, Any]:
    body = [
        _text(message.title, size="Large", weight="Bolder"),
        _text(message.about, isSubtle=True, size="Small", spacing="None"),
        *(block for part in sections for block in part),
        _text(message.foot, isSubtle=True, size="Small", separator=True),
    ]
    action = [{"type": "Action.OpenUrl", "title": message.action, "url": message.href}] if message.href else []
    card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": VERSION,
        "lang": message.language,
        "msteams": {"width": "Full"},
        "body": body,
        **({"actions": action} if action else {}),
    }
    attachment = {"contentType": "application/vnd.microsoft.card.adaptive", "contentUrl": None, "content": card}
    return {"type": "message", "summary": message.subject, "attachments": [attachment]}


def _blocks(section: Section) -> Iterator[Block]:
    if section.title:
        yield _text(section.title, weight="Bolder", spacing="Medium", separator=True)
    for entry in section.entries:
        yield _figure(entry) if section.figures else _entry(entry)
    for note in section.notes:
        yield _text(note, isSubtle=True, size="Small")
    if section.more:
        yield {**_text(""), "text": _link(section.more, section.more_href)}


def _figure(entry: Entry) -> Block:
    """Name and value beside each other, what else there is beneath the name."""
    left = [{**_text(""), "text": _link(entry.text, entry.href)}, *_beneath(entry)]
    value = _text(entry.value, weight="Bolder", horizontalAlignment="Right")
    columns = [
        {"type": "Column", "width": "stretch", "items": left},
        {"type": "Column", "width": "auto", "items": [value]},
    ]
    return {"type": "ColumnSet", "columns": columns, "spacing": "Small"}


def _entry(entry: Entry) -> Block:
    value = f" ({plain(entry.value)})" if entry.value else ""
    head = {**_text("", spacing="Small"), "text": f"**{_link(entry.text, entry.href)}**{value}"}
    items = [{**head, **({"color": "Attention"} if entry.warn and not entry.href else {})}, *_beneath(entry)]
    return {"type": "Container", "items": items, "spacing": "Small", **({"style": "attention"} if entry.warn else {})}


def _beneath(entry: Entry) -> list[Block]:
    return [_text(" · ".join(entry.detail), isSubtle=True, size="Small", spacing="None")] if entry.detail else []


def _text(text: str, **also: Any) -> Block:
    return {"type": "TextBlock", "text": plain(text), "wrap": True, **also}


def _link(text: str, href: str | None) -> str:
    return f"[{plain(text)}]({href.replace('(', '%28').replace(')', '%29')})" if href else plain(text)


def plain(text: str) -> str:
    """Text of people's files: a card reads a part of Markdown, and none of it may be theirs.

    >>> plain("[A](http://x) *b*")
    '\\\\[A\\\\](http://x) \\\\*b\\\\*'
    """
    return text.translate(_SIGNS)
