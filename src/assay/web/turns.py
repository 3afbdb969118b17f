"""How many questions are worked on at once, who waits for his turn, and what ends when the asker has gone.

Without it thirty readers who ask for something new share a processor thirty ways, each holding his memory: all of them
wait for the slowest. With it a few are answered at a time and the others follow; who would wait too long is told to come
again (503). Work for somebody who closed the page is broken off.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from threading import Lock

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from assay.errors import AssayError

GONE = "assay.asker"
"""Where a request's scope holds its `Asker`."""
QUEUE = 100
"""More than so many who wait are turned away at once."""
LONGEST_WAIT = 30.0
"""Seconds after which somebody who waits is told to come again."""
ASKS = ("GET", "HEAD")


class Busy(AssayError):
    """So much is being asked that a turn did not come in time; `retry_after` seconds stand in the context."""


class Asker:
    """Tells what is at work for a request that nobody waits for it any more."""

    def __init__(self) -> None:
        self.is_gone = False
        self._calls: list[Callable[[], None]] = []
        self._lock = Lock()

    def when_gone(self, call: Callable[[], None]) -> None:
        """Called once when the asker leaves; at once where he has left already."""
        with self._lock:
            if not self.is_gone:
                self._calls.append(call)
                return
        call()

    def leave(self) -> None:
        with self._lock:
            self.is_gone, calls = True, self._calls
            self._calls = []
        for call in calls:
            call()


def asker_of(request: Request) -> Asker:
    asker: Asker | None = request.scope.get(GONE)
    return asker or Asker()


class Turns:
    """Gives turns to what pages and programs ask; static files, forms and sent files take none.

    `refuse` makes the answer to who is turned away.
    """

    def __init__(
        self,
        app: ASGIApp,
        at_once: int,
        seconds: float,
        refuse: Callable[[Request, AssayError], Awaitable[Response]],
        takes_none: Callable[[str], bool],
    ) -> None:
        self.app, self.seconds, self.refuse, self.takes_none = app, seconds, refuse, takes_none
        self._at_once = at_once
        self._turns: asyncio.Semaphore | None = None
        self._waiting = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in ASKS or self.takes_none(scope["path"]):
            await self.app(scope, receive, send)
            return
        asker = Asker()
        scope[GONE] = asker
        left = asyncio.Event()
        watching = asyncio.create_task(_watch(receive, asker, left))
        try:
            if await self._has_turn(left):
                turn = _Turn(self._open())
                try:
                    await self.app(scope, _heard(left), turn.until_answered(send))
                finally:
                    turn.end()
            elif not left.is_set():
                error = Busy("Too much is being asked just now.", hint="Try again in a moment.", retry_after=5)
                await (await self.refuse(Request(scope), error))(scope, receive, send)
        finally:
            watching.cancel()
            with suppress(asyncio.CancelledError):
                await watching

    def _open(self) -> asyncio.Semaphore:
        """Made where it is first used: it belongs to the loop that runs then."""
        if self._turns is None:
            self._turns = asyncio.Semaphore(self._at_once)
        return self._turns

    async def _has_turn(self, left: asyncio.Event) -> bool:
        """Waits for a turn; false for who has left, for who would wait too long, and where too many wait already."""
        turns = self._open()
        if not turns.locked():
            return await turns.acquire()
        if self._waiting >= QUEUE:
            return False
        self._waiting += 1
        taking, leaving = asyncio.create_task(turns.acquire()), asyncio.create_task(left.wait())
        try:
            await asyncio.wait((taking, leaving), timeout=self.seconds, return_when=asyncio.FIRST_COMPLETED)
            if taking.done() and left.is_set():
                turns.release()
                return False
            return taking.done()
        finally:
            self._waiting -= 1
            for task in (taking, leaving):
                task.cancel()


class _Turn:
    """Ends when the answer is worked out: who reads it slowly keeps nobody waiting."""

    def __init__(self, turns: asyncio.Semaphore) -> None:
        self._turns, self._ended = turns, False

    def end(self) -> None:
        if not self._ended:
            self._ended = True
            self._turns.release()

    def until_answered(self, send: Send) -> Send:
        async def pass_on(message: Message) -> None:
            if message["type"] == "http.response.start":
                self.end()
            await send(message)

        return pass_on


async def _watch(receive: Receive, asker: Asker, left: asyncio.Event) -> None:
    """Reads what the asker still sends: for a question that is nothing, until he leaves."""
    while (await receive())["type"] != "http.disconnect":
        pass
    left.set()
    await asyncio.to_thread(asker.leave)


def _heard(left: asyncio.Event) -> Receive:
    """What the application hears of the asker: an empty body, and when he has left."""
    begun = False

    async def hear() -> Message:
        nonlocal begun
        if not begun:
            begun = True
            return {"type": "http.request", "body": b"", "more_body": False}
        await left.wait()
        return {"type": "http.disconnect"}

    return hear
