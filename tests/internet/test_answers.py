"""Servers whose answers have no end, drip, or unpack to much: each is broken off in time, and told."""

from __future__ import annotations

import ast
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import httpx2
import pytest

import assay
from assay.internet.answers import Limits, NoEnd, Quiet
from support.endless import TOO_LARGE, TOO_SLOW, answering


def limits() -> Limits:
    return Limits(
        "Source 's'", (0.5, "answer_seconds = 0.5"), (1_000_000, "largest"), "quiet_seconds = 0.3", "Raise it."
    )


@pytest.fixture(params=[httpx, httpx2], ids=["httpx", "httpx2"])
def asking(request: pytest.FixtureRequest) -> Callable[[str, Limits], bytes]:
    def ask(url: str, limits: Limits) -> bytes:
        with request.param.Client(timeout=0.3, event_hooks=limits.hooks) as client, limits.kept():
            return bytes(client.get(url).content)

    return ask


@pytest.mark.parametrize("how", TOO_LARGE)
def test_an_answer_that_is_too_large_is_broken_off(asking: Callable[[str, Limits], bytes], how: str):
    with answering(how) as url, pytest.raises(NoEnd, match="Source 's' answers with more than largest") as told:
        asking(url, limits())
    assert told.value.hint == "Raise it."


@pytest.mark.parametrize("how", TOO_SLOW)
def test_an_answer_that_drips_is_broken_off(asking: Callable[[str, Limits], bytes], how: str):
    began = time.monotonic()
    with answering(how) as url, pytest.raises(NoEnd, match=r"had not ended its answer after answer_seconds = 0\.5"):
        asking(url, limits())
    assert 0.4 < time.monotonic() - began < 5


def test_an_answer_that_stops_is_not_waited_for(asking: Callable[[str, Limits], bytes]):
    with answering("stopping") as url, pytest.raises(Quiet, match=r"sent nothing for longer than quiet_seconds = 0\.3"):
        asking(url, limits())


def test_the_connection_that_was_kept_is_watched_too():
    """The second question goes over the connection of the first, which is not made anew."""
    import http.server
    import threading

    class Site(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            self.send_response(200)
            self.send_header("Content-Length", "100")
            self.end_headers()
            for _ in range(100):
                self.wfile.write(b"a")
                if self.path == "/slow":
                    time.sleep(0.05)

        def log_message(self, *_):
            pass

    class Server(http.server.ThreadingHTTPServer):
        def handle_error(self, *_):
            pass

    said = limits()
    with Server(("127.0.0.1", 0), Site) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        with httpx.Client(base_url=f"http://127.0.0.1:{server.server_port}", event_hooks=said.hooks) as client:
            for _ in range(2):
                with said.kept():
                    assert client.get("/quick").content == b"a" * 100
            with pytest.raises(NoEnd), said.kept():
                client.get("/slow")
            with said.kept():
                assert client.get("/quick").content == b"a" * 100
        server.shutdown()


BELIEVED = {
    "engine/clickhouse.py": "the database that was named as the engine: its answers are the figures",
    "web/assistants/asking.py": "this server asks itself",
}


def test_every_client_has_limits():
    source = Path(assay.__file__).parent
    unlimited = set()
    for path in source.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("httpx."):
                name = ast.unparse(node.func).removeprefix("httpx.")
                asks = name in (
                    "Client",
                    "AsyncClient",
                    "stream",
                    "request",
                    "get",
                    "post",
                    "put",
                    "patch",
                    "delete",
                    "head",
                )
                if asks and "event_hooks" not in {one.arg for one in node.keywords}:
                    unlimited.add(path.relative_to(source).as_posix())
    assert unlimited == set(BELIEVED)
