"""A message for Slack's incoming webhooks: `{"text", "blocks"}`, within the limits that Slack documents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from assay.delivery.message import Entry, Message, Section

MOST_BLOCKS, LONGEST_TEXT, LONGEST_HEADER = 50, 3000, 150
"""https://docs.slack.dev/reference/block-kit/blocks: blocks of a message, letters of a section and of a header."""
Block = dict[str, Any]


def to_slack(message: Message) -> dict[str, Any]:
    """The texts of people's files are escaped: none of them makes a link or calls a channel."""
    head = [
        {"type": "header", "text": {"type": "plain_text", "text": _cut(message.title, LONGEST_HEADER), "emoji": False}},
        _context(message.about),
    ]
    foot = [*_button(message), _context(message.foot)]
    body = [block for section in message.sections for block in _blocks(section)]
    room = MOST_BLOCKS - len(head) - len(foot)
    return {"text": _cut(escaped(message.subject), LONGEST_TEXT), "blocks": [*head, *body[:room], *foot]}


def escaped(text: str) -> str:
    """
    >>> escaped("<!channel> A&B")
    '&lt;!channel&gt; A&amp;B'
    """
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _blocks(section: Section) -> Iterator[Block]:
    lines = [f"*{_plain(section.title)}*"] if section.title else []
    lines += [_line(entry, figures=section.figures) for entry in section.entries]
    lines += [f"_{escaped(note).replace('_', ' ')}_" for note in section.notes]
    if section.more:
        lines.append(_link(section.more, section.more_href))
    for text in packed(lines, LONGEST_TEXT):
        yield {"type": "section", "text": {"type": "mrkdwn", "text": text, "verbatim": True}}


def packed(lines: list[str], longest: int) -> Iterator[str]:
    """Lines together, as many as fit; one that is too long itself is cut.

    >>> list(packed(["ab", "cd", "efghij"], 5))
    ['ab\\ncd', 'efgh…']
    """
    together = ""
    for line in (_cut(line, longest) for line in lines):
        if together and len(together) + 1 + len(line) > longest:
            yield together
            together = ""
        together = f"{together}\n{line}" if together else line
    if together:
        yield together


def _line(entry: Entry, *, figures: bool) -> str:
    name = _link(entry.text, entry.href)
    detail = escaped(" · ".join(entry.detail))
    if figures:
        return f"{name}: *{_plain(entry.value)}*" + (f"  {detail}" if detail else "")
    value = f" ({escaped(entry.value)})" if entry.value else ""
    return f"{'⚠' if entry.warn else '•'} {name}{value}" + (f": {detail}" if detail else "")


def _link(text: str, href: str | None) -> str:
    return f"<{href}|{escaped(text).replace('|', '¦')}>" if href else escaped(text)


def _plain(text: str) -> str:
    """Within bold marks: a star of its own would end them."""
    return escaped(text).replace("*", "∗")


def _context(text: str) -> Block:
    return {"type": "context", "elements": [{"type": "plain_text", "text": _cut(text, LONGEST_TEXT), "emoji": False}]}


def _button(message: Message) -> Iterator[Block]:
    if message.href:
        text = {"type": "plain_text", "text": _cut(message.action, 75), "emoji": False}
        yield {"type": "actions", "elements": [{"type": "button", "text": text, "url": _cut_url(message.href)}]}


def _cut_url(href: str) -> str:
    """A button's address has 3,000 letters at most; beyond them its scope is left out."""
    return href if len(href) <= LONGEST_TEXT else href.partition("?")[0]


def _cut(text: str, longest: int) -> str:
    if len(text) <= longest:
        return text
    if text.count("<") == text[:longest].count(">") == 0:
        return text[: longest - 1] + "…"
    whole = text[: longest - 1]
    return (whole[: whole.rfind("<")] if whole.rfind("<") > whole.rfind(">") else whole) + "…"
