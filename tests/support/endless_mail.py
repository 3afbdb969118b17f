"""Mail servers of a test's own that answer well until one word, and from there drip, have no end, or announce too much."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

PAUSE = 0.05
Pieces = Callable[[], Iterator[bytes]]


def dripping() -> Iterator[bytes]:
    while True:
        time.sleep(PAUSE)
        yield b"*"


def endless_answer() -> Iterator[bytes]:
    """The answer of an SMTP server, which goes on as long as its lines have a hyphen."""
    while True:
        yield b"250-as good a line as any\r\n" * 1000


def endless_untagged() -> Iterator[bytes]:
    while True:
        yield b"* 7 EXISTS\r\n" * 5000


def one_endless_line() -> Iterator[bytes]:
    while True:
        yield b"* OK " + b"a" * 60_000


def announced() -> Iterator[bytes]:
    yield b"* 1 FETCH (BODY[] {1000000000000}\r\n"
    yield from dripping()


@contextmanager
def mail_server(
    well: Callable[[str], str], word: str, pieces: Pieces, *, tls: ssl.SSLContext | None = None
) -> Iterator[int]:
    """Its port. `well` gives the answer to a line ("" is the greeting); once a line has `word`, `pieces` come instead."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve(taken: socket.socket) -> None:
            with taken, suppress(OSError):
                if word == "handshake":
                    taken.recv(1 << 16)
                    taken.sendall(b"\x16\x03\x03\x3f\xff")  # a record of TLS that is announced, and never whole
                    for _ in dripping():
                        taken.sendall(b"\x00")
                talking = tls.wrap_socket(taken, server_side=True) if tls else taken
                with talking, talking.makefile("rb") as asked:
                    line = ""
                    while True:
                        if word in line or (word == "greeting" and not line):
                            for piece in pieces():
                                talking.sendall(piece)
                        talking.sendall(well(line).encode())
                        if not (said := asked.readline()):
                            return
                        line = said.decode().strip() or " "

        def accept() -> None:
            with suppress(OSError):
                while True:
                    threading.Thread(target=serve, args=(listening.accept()[0],), daemon=True).start()

        threading.Thread(target=accept, daemon=True).start()
        yield int(listening.getsockname()[1])
        listening.shutdown(socket.SHUT_RDWR)


def imap(line: str) -> str:
    tag, _, rest = line.partition(" ")
    if not line:
        return "* OK ready\r\n"
    said = {"CAPABILITY": "* CAPABILITY IMAP4rev1\r\n", "EXAMINE": "* 1 EXISTS\r\n* OK [UIDVALIDITY 7] numbers\r\n"}
    found = "* SEARCH 1\r\n" if "SEARCH" in rest else said.get(rest.split()[0], "")
    return f"{found}{tag} OK done\r\n"


def smtp(line: str) -> str:
    said = {"": "220 sink", ".": "250 taken", "DATA": "354 go on", "QUIT": "221 bye"}
    first = line.split(" ")[0].upper() if line.strip() else line
    answer = "250 ok" if first in ("EHLO", "MAIL", "RCPT") else said.get(first)
    return f"{answer}\r\n" if answer else ""
