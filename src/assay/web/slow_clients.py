"""How long a client may take to say what it wants, to send it, and to take the answer.

A connection costs its client nothing and the server one of `MOST_CONNECTIONS`. One that says half a request and waits
would hold its place for ever, and a few hundred of them keep everybody out. So a request must be there soon, a body and
an answer must go on, and when all places are taken the one that has waited longest to say anything makes room.
"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from typing import cast

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

HEAD_SECONDS = 10.0
"""Until the whole head of a request must be there, from its first byte or from the beginning of the connection."""
BODY_SECONDS = 20.0
"""Until a body must be there, and one second more for each `LEAST_PACE` bytes of it."""
LEAST_PACE = 4_096
STUCK_SECONDS, PIECE = 30.0, 16_384
"""An answer of which less than so many bytes were taken in so many seconds is given up."""
LOOK = 1.0
"""Seconds between two looks at a connection."""


class PatientProtocol(H11Protocol):
    """uvicorn's connections with an end to patience."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        now = time.monotonic()
        self._quiet_since, self._head_since = now, cast("float | None", now)
        self._body = _Taken(now)
        self._unsent = _Unsent(now, 0)
        self._look = self.loop.call_later(LOOK, self._watch)
        if self.limit_concurrency is not None and len(self.connections) >= self.limit_concurrency:
            self._make_room()

    def connection_lost(self, exc: Exception | None) -> None:
        self._look.cancel()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        now, before = time.monotonic(), self.cycle
        if not self.is_answering and self._head_since is None:
            self._head_since = now
        super().data_received(data)
        if self.cycle is not before:
            self._head_since, self._body = None, _Taken(now)
        self._body.size += len(data)

    def on_response_complete(self) -> None:
        self._quiet_since = time.monotonic()
        super().on_response_complete()

    @property
    def is_answering(self) -> bool:
        """Whether a request is there whose answer is not complete."""
        return self.cycle is not None and not self.cycle.response_complete

    def give_up(self) -> None:
        self.connections.discard(self)
        self.transport.abort()

    def _make_room(self) -> None:
        others = [one for one in self.connections if isinstance(one, PatientProtocol) and one is not self]
        if quiet := [one for one in others if not one.is_answering]:
            min(quiet, key=lambda one: one._quiet_since).give_up()

    def _watch(self) -> None:
        if self._is_too_slow(time.monotonic()):
            self.give_up()
        else:
            self._look = self.loop.call_later(LOOK, self._watch)

    def _is_too_slow(self, now: float) -> bool:
        if self._unsent.is_stuck(now, self.transport.get_write_buffer_size()):
            return True
        if not self.is_answering:
            return self._head_since is not None and now - self._head_since > HEAD_SECONDS
        if self.flow.read_paused:
            self._body.began += LOOK  # what has come waits for the application, not for the client
        sends = self.cycle.more_body and self.conn.their_state is h11.SEND_BODY
        return sends and now - self._body.began > BODY_SECONDS + self._body.size / LEAST_PACE


@dataclass
class _Taken:
    """A body since it began to come; `size` in bytes."""

    began: float
    size: int = 0


@dataclass
class _Unsent:
    """How much of an answer waited to be taken at a moment."""

    since: float
    size: int

    def is_stuck(self, now: float, size: int) -> bool:
        """Whether hardly anything of it was taken for too long; more than there was tells that some of it was."""
        if not size or not 0 <= self.size - size < PIECE:
            self.since, self.size = now, size
        return size > 0 and now - self.since > STUCK_SECONDS
