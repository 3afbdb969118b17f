"""How much a server's answer may be, and how long it may take: one without an end is broken off, one that drips too.

The time that httpx and the libraries of mail take is that of each single read: a server that gives a byte a minute stays below it for good, in the
headers of its answer as in its body. So a clock runs beside, and shuts the connection's socket when the time is up. Bytes
are counted as they are unpacked: a small answer may unpack to a large one.
"""

from __future__ import annotations

import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Timer
from typing import TYPE_CHECKING, Any

from assay.errors import DataError
from assay.settings.amounts import in_bytes

if TYPE_CHECKING:
    import httpx

    from assay.settings.sources import AskedSource


class NoEnd(DataError):
    """An answer that was broken off: it was larger, or took longer, than it may."""


class Quiet(NoEnd):
    """Nothing came for so long that the server was no longer waited for. It may be another time."""


class Limits:
    """What the answers to one client may be, who asks them one after the other.

    The client has its `hooks`, and asks within `kept()`. `whose` begins each sentence; `seconds` says how long an answer
    may take in all, `most` how many bytes it may have (none where it is not read), each as `(value, what is said of it)`:
    `(600, "answer_seconds = 600")`. `quiet` is what is said of the time in which nothing came, which the client watches.
    """

    def __init__(
        self,
        whose: str,
        seconds: tuple[float, str],
        most: tuple[int, str] | None = None,
        quiet: str = "",
        remedy: str | None = None,
    ) -> None:
        self._whose, self._most, self._seconds, self._quiet, self._remedy = whose, most, seconds, quiet, remedy
        self._sockets: list[socket.socket] = []
        self._over, self._size = False, 0

    @property
    def hooks(self) -> dict[str, list[Callable[..., Any]]]:
        """`event_hooks` of an httpx client."""
        return {"request": [self._watch], "response": [self._count]}

    @contextmanager
    def kept(self) -> Iterator[None]:
        """What is asked and read in here ends within the time. Raises `NoEnd`."""
        self._over, self._size = False, 0
        clock = Timer(self._seconds[0], self._end)
        clock.daemon = True
        clock.start()
        try:
            yield
            self._check_time()
        except NoEnd:
            raise
        except Exception as error:
            self._check_time()
            if self._quiet and (isinstance(error, TimeoutError) or type(error).__name__ == "ReadTimeout"):
                raise Quiet(f"{self._whose} sent nothing for longer than {self._quiet}.", hint=self._remedy) from None
            raise
        finally:
            clock.cancel()

    def _end(self) -> None:
        self._over = True
        for one in self._sockets:
            with suppress(OSError):  # it has gone, or is in other hands: closed twice is closed
                socket.socket.shutdown(one, socket.SHUT_RDWR)  # not that of TLS, which another thread is reading

    def _check_time(self) -> None:
        if self._over:
            raise NoEnd(f"{self._whose} had not ended its answer after {self._seconds[1]}.", hint=self._remedy)

    def _watch(self, request: httpx.Request) -> None:
        request.extensions = {**request.extensions, "trace": self._connected}

    def _connected(self, event: str, told: Any) -> None:
        """Keeps the sockets of the client's connections: they are asked again and again."""
        ask = getattr(told.get("return_value"), "get_extra_info", None)
        if event.endswith(".complete") and ask is not None and (found := ask("socket")) is not None:
            self.watch(found)

    def watch(self, connection: socket.socket) -> None:
        """One whose answers end with the time of `kept()`; `count()` is told what came, where no client has the hooks."""
        self._sockets = [*(one for one in self._sockets if one.fileno() >= 0), connection]
        if self._over:  # while it was being made
            self._end()

    @property
    def left(self) -> int:
        """Bytes that the answer may still have."""
        assert self._most is not None
        return self._most[0] - self._size

    def count(self, size: int) -> None:
        """So many bytes more of the answer. Raises `NoEnd`."""
        self._size += size
        self._check_size(self._size)

    def _count(self, answer: httpx.Response) -> None:
        """From here on the answer is read unpacked, and counted."""
        library: Any = sys.modules[
            type(answer).__module__.partition(".")[0]
        ]  # httpx, or what calls itself its successor
        said = answer.headers.get("Content-Length", "")
        if said.isdigit() and answer.request.method != "HEAD":
            self._check_size(int(said))
        packed = library.Response(answer.status_code, headers=answer.headers, stream=answer.stream)
        limits = self

        class Counted(library.SyncByteStream):  # type: ignore[misc]
            def __iter__(self) -> Iterator[bytes]:
                size = 0
                for chunk in packed.iter_bytes():
                    size += len(chunk)
                    limits._check_size(size)
                    limits._check_time()
                    yield chunk
                limits._check_time()

            def close(self) -> None:
                packed.close()

        answer.stream = Counted()
        answer.headers.pop("Content-Encoding", None)

    def _check_size(self, size: int) -> None:
        if self._most and size > self._most[0]:
            raise NoEnd(f"{self._whose} answers with more than {self._most[1]}.", hint=self._remedy)


def limits_of(source: AskedSource) -> Limits:
    """What a source's settings say."""
    return Limits(
        f"Source {source.name!r}",
        (source.answer_seconds, f"answer_seconds = {source.answer_seconds:g}"),
        (in_bytes(source.largest_answer), f'largest_answer = "{source.largest_answer}"'),
        f"quiet_seconds = {source.quiet_seconds:g}",
        f"Nothing of it was kept. If that is what it should send, raise the setting at source {source.name!r} in assay.toml.",
    )
