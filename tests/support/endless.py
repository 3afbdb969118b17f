"""A server whose answer has no end, drips, unpacks to a thousand times its size, or stops in the middle."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

OK = b"HTTP/1.1 200 OK\r\nContent-Type: text/csv\r\n"
LINE = b"a1,Alpha\n"
PIECE = LINE * 7_000
PACKED = gzip.compress(b"a" * 10_000_000, 1)
PAUSE = 0.05


def _endless() -> Iterator[bytes]:
    yield OK + b"Transfer-Encoding: chunked\r\n\r\n"
    while True:
        yield b"%x\r\n%s\r\n" % (len(PIECE), PIECE)


def _until_closed() -> Iterator[bytes]:
    yield OK + b"Connection: close\r\n\r\n"
    while True:
        yield PIECE


def _packed() -> Iterator[bytes]:
    yield OK + b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n%s" % (len(PACKED), PACKED)


def _announced() -> Iterator[bytes]:
    yield OK + b"Content-Length: 1000000000000\r\n\r\n"
    yield from _dripping(b"")


def _dripping(head: bytes = OK + b"Connection: close\r\n\r\n") -> Iterator[bytes]:
    yield head
    while True:
        time.sleep(PAUSE)
        yield b"a"


def _dripping_headers() -> Iterator[bytes]:
    yield from _dripping(OK + b"X-Long: ")


def _stopping() -> Iterator[bytes]:
    yield OK + b"Content-Length: 1000\r\n\r\naccount_id,name\n"
    time.sleep(30)


HOW = {
    "endless": _endless,
    "until closed": _until_closed,
    "packed": _packed,
    "announced": _announced,
    "dripping": _dripping,
    "dripping headers": _dripping_headers,
    "stopping": _stopping,
}
TOO_LARGE = ("endless", "until closed", "packed", "announced")
TOO_SLOW = ("dripping", "dripping headers")


@contextmanager
def answering(how: str) -> Iterator[str]:
    """Its address, without a slash at its end."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve(taken: socket.socket) -> None:
            with taken, suppress(OSError):
                taken.recv(1 << 16)
                for piece in HOW[how]():
                    taken.sendall(piece)

        def accept() -> None:
            with suppress(OSError):
                while True:
                    threading.Thread(target=serve, args=(listening.accept()[0],), daemon=True).start()

        threading.Thread(target=accept, daemon=True).start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        listening.shutdown(socket.SHUT_RDWR)
