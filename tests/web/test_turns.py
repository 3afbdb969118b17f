"""Few questions at a time, the others wait; who would wait too long is turned away; work for who has gone ends."""

from __future__ import annotations

import asyncio
import threading
import time
from pathlib import Path
from typing import Any

from starlette.responses import PlainTextResponse, Response

from assay.web.turns import Asker, Turns


class Server:
    """Answers when it is let; counts how many it works on at once."""

    def __init__(self) -> None:
        self.now = self.most = self.asked = 0
        self.open = asyncio.Event()

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.asked += 1
        self.now += 1
        self.most = max(self.most, self.now)
        try:
            await self.open.wait()
            await PlainTextResponse("answered")(scope, receive, send)
        finally:
            self.now -= 1


async def ask(app: Any, path: str = "/", leaves: asyncio.Event | None = None, method: str = "GET") -> int:
    """The status of the answer; 0 where none came."""
    sent: list[Any] = []
    messages = [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive() -> Any:
        if messages:
            return messages.pop()
        await (leaves or asyncio.Event()).wait()
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"type": "http", "method": method, "path": path, "headers": [], "query_string": b"", "extensions": {}}
    await app(scope, receive, send)
    return next((message["status"] for message in sent if message["type"] == "http.response.start"), 0)


async def refuse(*_: Any) -> Response:
    return PlainTextResponse("busy", 503)


def turns(server: Server, at_once: int = 2, seconds: float = 30) -> Turns:
    return Turns(server, at_once, seconds, refuse, lambda path: path == "/static")


def test_so_many_at_once_and_the_others_after_them():
    async def tried() -> tuple[int, list[int]]:
        server = Server()
        app = turns(server)
        asking = [asyncio.create_task(ask(app)) for _ in range(7)]
        await asyncio.sleep(0.05)
        assert server.now == 2
        server.open.set()
        return server.most, await asyncio.gather(*asking)

    assert asyncio.run(tried()) == (2, [200] * 7)


def test_who_would_wait_too_long_is_turned_away_and_static_files_and_forms_never_wait():
    async def tried() -> list[int]:
        server = Server()
        app = turns(server, at_once=1, seconds=0.02)
        first = asyncio.create_task(ask(app))
        await asyncio.sleep(0.01)
        second = await ask(app)
        others = [asyncio.create_task(ask(app, "/static")), asyncio.create_task(ask(app, method="POST"))]
        await asyncio.sleep(0.05)
        server.open.set()
        return [second, *await asyncio.gather(first, *others)]

    assert asyncio.run(tried()) == [503, 200, 200, 200]


def test_more_than_a_queue_holds_are_turned_away_at_once(monkeypatch: Any):
    monkeypatch.setattr("assay.web.turns.QUEUE", 3)

    async def tried() -> list[int]:
        server = Server()
        app = turns(server, at_once=1)
        asking = [asyncio.create_task(ask(app)) for _ in range(10)]
        await asyncio.sleep(0.05)
        server.open.set()
        return sorted(await asyncio.gather(*asking))

    assert asyncio.run(tried()) == [200] * 4 + [503] * 6


def test_who_has_gone_takes_no_turn():
    async def tried() -> tuple[int, int]:
        server, leaves = Server(), asyncio.Event()
        app = turns(server, at_once=1)
        first, second = asyncio.create_task(ask(app)), asyncio.create_task(ask(app, leaves=leaves))
        await asyncio.sleep(0.02)
        leaves.set()
        assert await second == 0
        server.open.set()
        return await first, server.asked

    assert asyncio.run(tried()) == (200, 1)


def test_work_for_who_has_gone_is_told_so_once():
    calls: list[str] = []
    asker = Asker()
    asker.when_gone(lambda: calls.append("first"))
    asker.leave()
    asker.leave()
    asker.when_gone(lambda: calls.append("late"))
    assert calls == ["first", "late"]


def test_a_query_ends_when_its_reader_closes_the_page(workspace: Any, tmp_path: Path):
    """A real server and a real connection: without it the query would go on for the two minutes that a page may take."""
    import socket

    import uvicorn

    from assay.web.app import create_app
    from assay.web.pages.registry import Page
    from web.conftest import copy_of

    begun, ended = threading.Event(), threading.Event()

    def slow(visit: Any) -> Any:
        begun.set()
        try:
            visit.cursor().execute(
                "SELECT count(*) FROM range(10_000_000_000) AS a, range(10_000_000_000) AS b"
            ).fetchone()
        finally:
            ended.set()

    app = create_app(copy_of(workspace, tmp_path / "w"), pages=(Page("slow", "/slow", "Slow", slow),))
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    try:
        while not server.started:
            time.sleep(0.01)
        port = listening.getsockname()[1]
        with socket.create_connection(("127.0.0.1", port)) as asking:
            asking.sendall(f"GET /slow HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
            assert begun.wait(30)
        assert ended.wait(30)
    finally:
        server.should_exit = True
        thread.join(30)


def test_who_reads_slowly_keeps_nobody_waiting():
    """The turn is over when the answer is worked out, not when the last byte of it has been taken."""

    async def tried() -> int:
        server = Server()
        server.open.set()
        app, taken = turns(server, at_once=1, seconds=0.5), asyncio.Event()

        async def receive() -> Any:
            return await asyncio.Event().wait()

        async def send(message: Any) -> None:
            if message["type"] == "http.response.body":
                await taken.wait()

        scope = {"type": "http", "method": "GET", "path": "/", "headers": [], "query_string": b"", "extensions": {}}
        slow = asyncio.create_task(app(scope, receive, send))
        await asyncio.sleep(0.01)
        status = await ask(app)
        taken.set()
        await slow
        return status

    assert asyncio.run(tried()) == 200
