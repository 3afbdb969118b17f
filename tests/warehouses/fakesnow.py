"""Snowflake, emulated: fakesnow pins other versions than ours, so it runs in an environment of its own, as a server."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

PLACE = Path(__file__).parents[2] / "build" / "fakesnow" / "bin" / "fakesnow"


@contextmanager
def fakesnow(folder: Path) -> Iterator[str]:
    """A server; yields its address. ASSAY_FAKESNOW names the program where it is not in build/fakesnow."""
    program = Path(os.environ.get("ASSAY_FAKESNOW", PLACE))
    if not program.exists():
        pytest.skip("fakesnow is not installed: make test-engines")
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = int(one.getsockname()[1])
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen([program, "-s", "-p", str(port)], stdout=log, stderr=log, cwd=folder)
    try:
        _wait(port, process)
        address = (
            f"snowflake://assay:word@fakesnow/ASSAY/PUBLIC?warehouse=W&role=R&host=127.0.0.1&port={port}&protocol=http"
        )
        _make_database(address)
        yield address
    finally:
        process.terminate()
        process.wait(30)


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    pytest.skip("fakesnow does not start")


def _make_database(address: str) -> None:
    from assay.engine.snowflake import links_to

    with links_to(address).lent("the database") as link:
        link.command("CREATE DATABASE IF NOT EXISTS ASSAY")
