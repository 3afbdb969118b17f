"""Mail servers whose answers drip or have no end: each is broken off in time, by IMAP and by SMTP, in TLS too."""

from __future__ import annotations

import ast
import smtplib
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

import assay
from assay.internet.answers import Limits, NoEnd, Quiet
from assay.internet.mail_servers import Imap, Smtp
from support import endless_mail
from support.endless_mail import mail_server

trustme = pytest.importorskip("trustme")
SECONDS = 0.5
SAID = r"had not ended its answer after answer_seconds = 0\.5"


@pytest.fixture(scope="module")
def authority() -> Any:
    return trustme.CA()


@pytest.fixture
def certificate(authority: Any, monkeypatch: pytest.MonkeyPatch) -> ssl.SSLContext:
    """The server's side of TLS, whose authority is trusted in this test."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("localhost").configure_cert(context)
    trusted = ssl.create_default_context()
    authority.configure_trust(trusted)
    monkeypatch.setattr(ssl, "create_default_context", lambda: trusted)
    return context


@contextmanager
def soon() -> Iterator[None]:
    began = time.monotonic()
    yield
    assert time.monotonic() - began < 5


def limits(seconds: float = SECONDS) -> Limits:
    return Limits("Source 's'", (seconds, "answer_seconds = 0.5"), (1_000_000, "largest"), "quiet_seconds = 0.3")


def read_mail(port: int, said: Limits, security: Any = "none") -> None:
    with said.kept():
        server = Imap("localhost" if security == "tls" else "127.0.0.1", port, security, 0.3, said)
    try:
        asked = (server.login, "ada", "secret"), (server.select, "INBOX", True), (server.uid, "FETCH", "1", "(UID)")
        for command, *words in asked:
            with said.kept():
                command(*words)
    finally:
        server.shutdown()


IMAP_WORDS = ("greeting", "CAPABILITY", "LOGIN", "EXAMINE", "FETCH")


@pytest.mark.parametrize("word", IMAP_WORDS)
def test_imap_that_drips_is_broken_off(word: str):
    with mail_server(endless_mail.imap, word, endless_mail.dripping) as port, soon(), pytest.raises(NoEnd, match=SAID):
        read_mail(port, limits())


@pytest.mark.parametrize(
    "pieces", [endless_mail.endless_untagged, endless_mail.one_endless_line, endless_mail.announced]
)
def test_imap_without_an_end_is_broken_off(pieces: endless_mail.Pieces):
    with (
        mail_server(endless_mail.imap, "FETCH", pieces) as port,
        soon(),
        pytest.raises(NoEnd, match="more than largest"),
    ):
        read_mail(port, limits(60))


def test_imap_that_says_nothing_is_told_with_the_setting():
    with (
        mail_server(endless_mail.imap, "FETCH", lambda: iter(lambda: time.sleep(20) or b"", None)) as port,
        soon(),
        pytest.raises(Quiet, match=r"sent nothing for longer than quiet_seconds = 0\.3"),
    ):
        read_mail(port, limits(60))


def test_the_bytes_of_an_answer_are_counted_each_time_anew():
    said = limits(60)

    def large() -> Iterator[bytes]:
        yield b"* OK " + b"a" * 900_000 + b"\r\n"
        raise ConnectionError  # the server's part of the test ends here

    with mail_server(
        lambda line: endless_mail.imap(line) if line else f"* OK {'a' * 600_000}\r\n", "none", large
    ) as port:
        with said.kept():
            server = Imap("127.0.0.1", port, "none", 0.3, said)
        for _ in range(3):
            with said.kept():
                server.noop()
        server.shutdown()


def test_imap_whose_handshake_drips_is_broken_off():
    with mail_server(endless_mail.imap, "handshake", endless_mail.dripping) as port, soon(), pytest.raises(NoEnd):
        read_mail(port, limits(), "tls")


def test_imap_that_drips_in_tls_is_broken_off(certificate: ssl.SSLContext):
    with (
        mail_server(endless_mail.imap, "FETCH", endless_mail.dripping, tls=certificate) as port,
        soon(),
        pytest.raises(NoEnd, match=SAID),
    ):
        read_mail(port, limits(), "tls")


def send(port: int, security: Any = "none", seconds: float = SECONDS) -> None:
    with Smtp("localhost", port, security, seconds, "timeout_seconds = 0.5") as server:
        server.sendmail("a@acme.example", ["b@acme.example"], b"Subject: one\r\n\r\nText")


SMTP_WORDS = ("greeting", "ehlo", "mail FROM", "rcpt TO", "data", "Subject")
LOST = r"The mail server had not ended its answer after timeout_seconds = 0\.5"


@pytest.mark.parametrize("word", SMTP_WORDS)
def test_smtp_that_drips_is_broken_off(word: str):
    with (
        mail_server(endless_mail.smtp, word, endless_mail.dripping) as port,
        soon(),
        pytest.raises(smtplib.SMTPServerDisconnected, match=LOST),
    ):
        send(port)


def test_smtp_that_has_taken_a_mail_may_say_goodbye_as_it_likes():
    with mail_server(endless_mail.smtp, "QUIT", endless_mail.dripping) as port, soon():
        send(port)


def test_smtp_without_an_end_is_broken_off():
    with (
        mail_server(endless_mail.smtp, "rcpt TO", endless_mail.endless_answer) as port,
        soon(),
        pytest.raises(smtplib.SMTPServerDisconnected, match="answers with more than 1 MB"),
    ):
        send(port, seconds=60)


def test_smtp_whose_handshake_drips_is_broken_off():
    with (
        mail_server(endless_mail.smtp, "handshake", endless_mail.dripping) as port,
        soon(),
        pytest.raises(TimeoutError),
    ):
        send(port, "tls")


def test_smtp_that_drips_in_tls_is_broken_off(certificate: ssl.SSLContext):
    with (
        mail_server(endless_mail.smtp, "rcpt TO", endless_mail.dripping, tls=certificate) as port,
        soon(),
        pytest.raises(smtplib.SMTPServerDisconnected, match=LOST),
    ):
        send(port, "tls")


def test_smtp_whose_handshake_drips_after_starttls_is_broken_off():
    def begun(line: str) -> str:
        return "250-ok\r\n250 STARTTLS\r\n" if line.startswith("ehlo") else endless_mail.smtp(line)

    def announced() -> Iterator[bytes]:
        yield b"220 go on\r\n"
        time.sleep(0.1)
        yield b"\x16\x03\x03\x3f\xff"
        yield from (b"\x00" for _ in endless_mail.dripping())

    with (
        mail_server(begun, "STARTTLS", announced) as port,
        soon(),
        pytest.raises(TimeoutError),
    ):
        send(port, "starttls")


def test_mail_servers_are_asked_here_alone():
    """Whoever made a connection of the library itself would have none of the limits."""
    source, own = Path(assay.__file__).parent, {f"smtplib.SMTP{more}" for more in ("", "_SSL")}
    own |= {f"imaplib.IMAP4{more}" for more in ("", "_SSL", "_stream")}
    made = [
        path.relative_to(source).as_posix()
        for path in source.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in own
    ]
    assert made == []
