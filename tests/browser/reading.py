"""Servers in a thread, and what a page said and asked while it was read."""

from __future__ import annotations

import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

import uvicorn
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

SHOW_THE_NEXT = """() => {
  const later = [...document.querySelectorAll('.later[hx-get]')];
  later[0]?.scrollIntoView();
  return later.length;
}"""


@dataclass(frozen=True)
class Site:
    """A server that listens, and its application."""

    address: str
    app: Any


@contextmanager
def serving(app: Any) -> Iterator[Site]:
    """The application on a free port of this computer."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen(64)
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", timeout_graceful_shutdown=2))
        thread = Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        while not server.started:
            assert thread.is_alive(), "the server did not start"
            time.sleep(0.02)
        try:
            yield Site(f"http://127.0.0.1:{listening.getsockname()[1]}", app)
        finally:
            server.should_exit = True
            thread.join()


@dataclass
class Reading:
    """What a page says on the console, and which hosts it asks."""

    page: Page
    faults: bool = False
    said: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.page.on("console", lambda message: self._hear(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda request: self._ask(request.url))

    def _hear(self, text: str) -> None:
        if not (self.faults and text.startswith(("Failed to load resource: ", "htmx:"))):
            self.said.append(f"{self.page.url}: {text}")

    def _ask(self, address: str) -> None:
        parts = urlsplit(address)
        if parts.scheme not in ("data", "blob", "about"):
            self.hosts.add(parts.hostname or address)


def settled(page: Page) -> Page:
    """The page with all of its parts that come later, and its details open."""
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    while left := page.evaluate(SHOW_THE_NEXT):
        page.wait_for_function("n => document.querySelectorAll('.later[hx-get]').length < n", arg=left)
    return page


def barriers(page: Page) -> list[str]:
    """What axe finds against: rule, element, remedy."""
    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        f"{rule['id']}: {node['html'][:200]} {node['failureSummary'][:300]}" for rule in found for node in rule["nodes"]
    ]


def with_words(address: str, words: str) -> str:
    return f"{address}{'&' if '?' in address else '?'}{words}"
