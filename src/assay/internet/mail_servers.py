"""Connections to mail servers, IMAP and SMTP, each of whose answers is limited as those of HTTP are (see `answers`).

Python's libraries know the time of a single read alone, and keep every line that an answer has: a server that gives a byte
now and then, or lines without an end, would hold whoever asks it, and fill the machine.
"""

from __future__ import annotations

import imaplib
import smtplib
import socket
import ssl
from contextlib import suppress
from typing import IO, Literal

from assay.internet.answers import Limits, NoEnd

LARGEST = 1_000_000
"""Bytes of an answer of SMTP, which is a few lines of words."""


class Imap(imaplib.IMAP4):
    """What is asked and answered within `limits.kept()` ends within them, the greeting too: make it in there.

    `open`, `read`, `readline` and `shutdown` are what the library lets a connection of one's own have.
    """

    def __init__(self, host: str, port: int, security: Literal["tls", "none"], seconds: float, limits: Limits) -> None:
        self._limits, self._tls = limits, security == "tls"
        self._answers: IO[bytes] | None = None
        super().__init__(host, port, seconds)

    def open(self, host: str = "", port: int = 143, timeout: float | None = None) -> None:
        self.host, self.port = host, port
        self.sock = _connected(host, port, timeout, self._tls)
        self._limits.watch(self.sock)
        self._answers = self.sock.makefile("rb")

    def read(self, size: int) -> bytes:
        assert self._answers is not None
        self._limits.count(size)  # as it is announced: what is announced may never come
        return self._answers.read(size)

    def readline(self) -> bytes:
        """As long as an answer may be: the library's own bound is too short for the numbers of a large mailbox."""
        assert self._answers is not None
        line = self._answers.readline(self._limits.left + 1)
        self._limits.count(len(line))
        return line

    def shutdown(self) -> None:
        if self._answers is not None:
            self._answers.close()
            with suppress(OSError):  # the server has gone first
                self.sock.shutdown(socket.SHUT_RDWR)
            self.sock.close()


class Smtp(smtplib.SMTP):
    """Connected, and in TLS where that is asked for. Each answer has `seconds`; `said` is what is said of them.

    An answer that is broken off is a connection that is lost (`SMTPServerDisconnected`): what a caller makes of one that
    went away by itself holds for it, too.
    """

    def __init__(
        self, host: str, port: int, security: Literal["starttls", "tls", "none"], seconds: float, said: str
    ) -> None:
        self._limits = Limits("The mail server", (seconds, said), (LARGEST, "1 MB"), said)
        self._tls = security == "tls"
        super().__init__(timeout=seconds)
        try:
            code, told = self.connect(host, port)
            if code != 220:
                raise smtplib.SMTPConnectError(code, told)
            self._host = host  # whom the library looks for in the certificate
            self.ehlo_or_helo_if_needed()
            if security == "starttls":
                self.starttls(context=ssl.create_default_context())
        except BaseException:
            self.close()
            raise

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        return _connected(host, port, timeout, self._tls)

    def getreply(self) -> tuple[int, bytes]:
        if self.file is None:
            assert self.sock is not None
            self._limits.watch(self.sock)
            self.file = _Counted(self.sock.makefile("rb"), self._limits)
        try:
            with self._limits.kept():
                return super().getreply()
        except NoEnd as error:
            self.close()
            raise smtplib.SMTPServerDisconnected(error.message) from None


class _Counted:
    """What the SMTP library reads its answers from."""

    def __init__(self, answers: IO[bytes], limits: Limits) -> None:
        self._answers, self._limits = answers, limits

    def readline(self, most: int) -> bytes:
        line = self._answers.readline(most)
        self._limits.count(len(line))
        return line

    def close(self) -> None:
        self._answers.close()


def _connected(host: str, port: int, seconds: float | None, tls: bool) -> socket.socket:
    """A handshake of TLS has the time as a whole: there is nothing to watch before it is done."""
    made = socket.create_connection((host, port), seconds)
    try:
        return ssl.create_default_context().wrap_socket(made, server_hostname=host) if tls else made
    except BaseException:
        made.close()
        raise
