"""A message as mail: plain text, and HTML that programs of mail show alike (tables, styles in place, nothing fetched)."""

from __future__ import annotations

from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import formatdate, parseaddr
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from assay.delivery.message import Entry, Message
from assay.settings.delivery import MailServer


def to_mail(message: Message, server: MailServer, to: str, message_id: str) -> EmailMessage:
    """`message_id` is the same each time that the same message is tried, so that a server may know it again."""
    made = EmailMessage()
    made["Subject"] = message.subject
    made["From"], made["To"] = _address(server.sender), _address(to)
    if server.reply_to:
        made["Reply-To"] = _address(server.reply_to)
    made["Date"] = formatdate()
    made["Message-ID"] = f"<{message_id}@{parseaddr(server.sender)[1].rpartition('@')[2]}>"
    made["Auto-Submitted"] = "auto-generated"
    if message.leave_href:
        made["List-Unsubscribe"] = f"<{message.leave_href}>"
        made["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    made.set_content(to_text(message))
    made.add_alternative(to_html(message), subtype="html")
    for one in message.attachments:
        main, _, sub = one.media.partition(";")[0].partition("/")
        made.add_attachment(one.content, maintype=main, subtype=sub, filename=one.name)
    made["Content-Language"] = message.language  # last: what sets content drops such headers
    return made


def _address(text: str) -> Address:
    name, address = parseaddr(text)
    return Address(name, addr_spec=address)


def to_html(message: Message) -> str:
    return _environment().get_template("mail.html").render(message=message)


def to_text(message: Message) -> str:
    lines = [message.title, message.about]
    for section in message.sections:
        lines += ["", *([section.title.upper()] if section.title else [])]
        for entry in section.entries:
            lines += _text_of(entry, figures=section.figures)
        lines += [f"  {note}" for note in section.notes]
        if section.more:
            lines.append(f"  {section.more}" + (f": {section.more_href}" if section.more_href else ""))
    if message.href:
        lines += ["", f"{message.action}: {message.href}"]
    lines += ["", "--", message.foot]
    if message.leave_href:
        lines.append(f"{message.leave}: {message.leave_href}")
    return "\n".join(lines) + "\n"


def _text_of(entry: Entry, *, figures: bool) -> list[str]:
    mark = "! " if entry.warn and not figures else "* "
    head = f"{mark}{entry.text}" + (
        f": {entry.value}" if figures and entry.value else f" ({entry.value})" if entry.value else ""
    )
    detail = ["    " + " · ".join(entry.detail)] if entry.detail else []
    return [head, *detail, *([f"    {entry.href}"] if entry.href else [])]


@cache
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("assay.delivery"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
