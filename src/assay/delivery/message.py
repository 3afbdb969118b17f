"""A message as data: what it says in one language, with links; every way of sending writes the same."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Entry:
    """One line: `value` is a figure as it is read, `detail` what stands beside; `warn` asks for something to be done."""

    text: str
    value: str = ""
    detail: tuple[str, ...] = ()
    href: str | None = None
    warn: bool = False


@dataclass(frozen=True)
class Section:
    """Entries under a title; `figures` are shown as such, `notes` hold for several of them.

    `more` says what was left out, and where it is.
    """

    title: str
    entries: tuple[Entry, ...]
    figures: bool = False
    more: str = ""
    more_href: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Attachment:
    name: str
    media: str
    content: bytes = field(repr=False)


@dataclass(frozen=True)
class Message:
    """`about` says whom and when it is about; `action` is the main link's name, `foot` why it came."""

    language: str
    subject: str
    title: str
    about: str
    sections: tuple[Section, ...]
    foot: str
    action: str = ""
    href: str | None = None
    leave: str = ""
    leave_href: str | None = None
    attachments: tuple[Attachment, ...] = ()
    data: dict[str, object] = field(default_factory=dict)
    """For programs: what a webhook gets besides the texts."""


def one_line(text: str) -> str:
    """Text of somebody's file within a line: no control characters, nothing that turns the writing round.

    >>> one_line("Acme\\r\\nBcc: x@y\\u202e")
    'Acme Bcc: x@y'
    """
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
