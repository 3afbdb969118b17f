"""Who opens a connection and says nothing, sends a drop at a time or takes no answer loses his place; others get theirs."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from assay.web import slow_clients
from assay.web.slow_clients import PatientProtocol

MOST, MUCH = 8, 40_000_000


async def echo(request: Request) -> Response:
    return PlainTextResponse(str(len(await request.body())))


async def much(_: Request) -> Response:
    return PlainTextResponse("x" * MUCH)


@contextmanager
def served() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        app = Starlette(routes=[Route("/", echo, methods=["GET", "POST"]), Route("/much", much)])
        config = uvicorn.Config(app, http=PatientProtocol, limit_concurrency=MOST, log_level="critical", lifespan="off")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        try:
            yield listening.getsockname()[1]
        finally:
            server.force_exit = server.should_exit = True
            thread.join(5)


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slow_clients, "LOOK", 0.05)
    for name in ("HEAD_SECONDS", "BODY_SECONDS", "STUCK_SECONDS"):
        monkeypatch.setattr(slow_clients, name, 0.4)


def connected(port: int, words: bytes) -> socket.socket:
    made = socket.create_connection(("127.0.0.1", port), timeout=5)
    made.sendall(words)
    return made


def is_closed(one: socket.socket) -> bool:
    """Whether the server ends it within five seconds of its last word."""
    try:
        taken(one)
    except TimeoutError:
        return False
    return True


def taken(one: socket.socket) -> int:
    """Bytes that still come until the connection ends."""
    found = 0
    try:
        while more := len(one.recv(1_000_000)):
            found += more
    except ConnectionResetError:
        pass
    return found


HALF = b"GET / HTTP/1.1\r\nHost: a\r\nX-Slow: "
POST = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n"


def test_any_number_of_half_requests_keeps_nobody_out() -> None:
    with served() as port:
        waiting = [connected(port, HALF) for _ in range(3 * MOST)]
        for _ in range(3):
            assert httpx.get(f"http://127.0.0.1:{port}/").status_code == 200
        for one in waiting:
            one.close()


@pytest.mark.usefixtures("hurried")
@pytest.mark.parametrize("words", [b"", HALF, POST + b"drop"])
def test_what_does_not_come_in_time_is_not_waited_for(words: bytes) -> None:
    with served() as port, connected(port, words) as one:
        assert is_closed(one)


@pytest.mark.usefixtures("hurried")
def test_a_second_request_that_stays_a_half_one_is_not_waited_for() -> None:
    with served() as port, connected(port, b"GET / HTTP/1.1\r\nHost: a\r\n\r\n") as one:
        assert b"200 OK" in one.recv(1000)
        one.sendall(HALF)
        assert is_closed(one)


@pytest.mark.usefixtures("hurried")
def test_an_answer_that_nobody_takes_is_given_up() -> None:
    with served() as port, connected(port, b"GET /much HTTP/1.1\r\nHost: a\r\n\r\n") as one:
        time.sleep(1)
        assert taken(one) < MUCH


def test_who_sends_slowly_but_goes_on_is_heard_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slow_clients, "LOOK", 0.05)
    monkeypatch.setattr(slow_clients, "BODY_SECONDS", 0.2)
    with served() as port, connected(port, POST) as one:
        for _ in range(10):
            one.sendall(b"x" * 10_000)
            time.sleep(0.1)
        assert b"200 OK" in one.recv(1000)
