"""Who wrote to whom and when, of a mailbox by IMAP: four header lines a message, never a subject, a body or an attachment."""

from __future__ import annotations

import imaplib
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import getaddresses, parsedate_to_datetime
from pathlib import Path
from typing import Any

from assay.connectors.connector import Cursor, Extract, Feed
from assay.connectors.secrets import read_secret
from assay.connectors.text_parquet import TextParquet
from assay.errors import DataError
from assay.internet.answers import NoEnd, limits_of
from assay.internet.mail_servers import Imap
from assay.settings.sources import ImapSource
from assay.sources.files import Source as File
from assay.sources.shape import Progress

PART = 500
ASKED = "(UID BODY.PEEK[HEADER.FIELDS (DATE FROM TO CC MESSAGE-ID)])"
COLUMNS = ("touch_id", "occurred_at", "kind", "email")
Row = tuple[str, str, str, str]


class Mailbox:
    """The cursor has the last message of each folder; where a server numbers a folder anew, it is read from the start."""

    def __init__(self, source: ImapSource, workspace: Path) -> None:
        self._source, self._workspace = source, workspace
        self._own = frozenset(one.casefold() for one in (source.user, *source.addresses))

    @property
    def feeds(self) -> tuple[Feed, ...]:
        return (Feed("touches", "touches", repr((self._source.host, self._source.folders, sorted(self._own)))),)

    @property
    def errors(self) -> tuple[type[Exception], ...]:
        return (OSError, imaplib.IMAP4.error)

    def __enter__(self) -> Mailbox:
        said = self._source
        self._limits = limits_of(said)
        with self._limits.kept():
            self._server = Imap(said.host, said.port, said.security, said.quiet_seconds, self._limits)
        try:
            self._asked(self._server.login, said.user, read_secret(said.name, said.password, self._workspace))
        except BaseException:
            self._server.shutdown()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self._asked(self._server.logout)
        except (OSError, imaplib.IMAP4.error, NoEnd):
            self._server.shutdown()

    def _asked(self, command: Callable[..., Any], *said: Any) -> Any:
        """One question and its whole answer."""
        with self._limits.kept():
            return command(*said)

    def extract(self, feed: Feed, since: Cursor | None, folder: Path, progress: Progress) -> Extract:
        target, label = folder / "touches.parquet", f"{self._source.name}/touches"
        places: dict[str, list[int]] = dict((since or {}).get("folders", {}))
        remarks = []
        with TextParquet(target, COLUMNS, plain=True) as file:
            for name in self._source.folders:
                numbering = self._entered(name)
                if numbering is None:
                    remarks.append(f"there is no folder {name!r} in the mailbox.")
                    continue
                known, last = places.get(name, [numbering, 0])
                last = last if known == numbering else 0
                for numbers in self._new(last):
                    file.write([row for message in self._headers(numbers) for row in self._rows(message)])
                    last = numbers[-1]
                    progress(feed.name, file.rows, None)
                places[name] = [numbering, last]
        files = (File(target, label, "touches", True, False, label),) if file.rows else ()
        return Extract(files, file.rows, {"folders": places}, False, (), tuple(remarks))

    def _entered(self, name: str) -> int | None:
        """The folder's numbering, opened to be read alone; None where there is no such folder."""
        quoted = '"' + name.replace("\\", "\\\\").replace('"', '\\"') + '"'
        status, _ = self._asked(self._server.select, quoted, True)
        if status != "OK":
            return None
        _, said = self._server.response("UIDVALIDITY")
        return int(said[0]) if said and said[0] else 0

    def _new(self, last: int) -> Iterator[list[int]]:
        status, said = self._asked(self._server.uid, "SEARCH", None, f"UID {last + 1}:*")
        if status != "OK":
            raise DataError(f"Source {self._source.name!r}: the mailbox does not tell its messages.")
        numbers = sorted(number for number in map(int, (said[0] or b"").split()) if number > last)
        yield from (numbers[start : start + PART] for start in range(0, len(numbers), PART))

    def _headers(self, numbers: Sequence[int]) -> Iterator[Message]:
        status, said = self._asked(self._server.uid, "FETCH", ",".join(map(str, numbers)), ASKED)
        if status != "OK":
            raise DataError(f"Source {self._source.name!r}: the mailbox does not give its messages.")
        yield from (BytesHeaderParser().parsebytes(part[1]) for part in said if isinstance(part, tuple))

    def _rows(self, message: Message) -> Iterator[Row]:
        """One touch for each of the others: who wrote to us, or whom we wrote to."""
        senders, moment = _addresses(message, "From"), _moment(message)
        name = re.sub(r"\s", "", str(message.get("Message-ID", "")))
        if not senders or moment is None or not name:
            return
        ours = senders[0] in self._own
        others = _addresses(message, "To", "Cc") if ours else senders[:1]
        kind = "mail_out" if ours else "mail_in"
        for address in dict.fromkeys(others):
            if address not in self._own:
                yield f"mail:{name}:{address}", moment, kind, address


def _addresses(message: Message, *names: str) -> list[str]:
    written = [str(value) for name in names for value in message.get_all(name, [])]
    return [address.casefold() for _, address in getaddresses(written) if "@" in address]


def _moment(message: Message) -> str | None:
    try:
        moment: datetime = parsedate_to_datetime(str(message["Date"]))
    except (TypeError, ValueError):
        return None
    return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC).isoformat(timespec="seconds")
