"""Database servers of a test's own, where the machine has the programs; the tests are passed over where it has not."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

PASSWORD = "correct-horse-battery"


def _port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def _program(name: str) -> str:
    places = [*sorted(map(str, Path("/usr/lib/postgresql").glob("*/bin")), reverse=True), "/usr/sbin"]
    found = shutil.which(name, path=os.pathsep.join([os.environ.get("PATH", ""), *places]))
    if found is None:
        pytest.skip(f"{name} is not installed")
    return found


def _as_user(user: str, command: Sequence[str], folder: Path) -> list[str]:
    """Servers refuse to run as root: there they run as the user that their package made."""
    if os.getuid() != 0:
        return list(command)
    for place in (folder, *folder.parents):
        with suppress(PermissionError):
            if str(place).startswith("/tmp/"):
                place.chmod(0o755)
    shutil.chown(folder, user)
    return [_program("setpriv"), f"--reuid={user}", "--clear-groups", *command]


@contextmanager
def postgres(folder: Path) -> Iterator[int]:
    """A PostgreSQL server with user postgres; yields its port."""
    port, password = _port(), folder / "password"
    password.write_text(PASSWORD, "utf-8")
    initdb, server = _program("initdb"), _program("postgres")
    data = str(folder / "data")
    made = [
        initdb,
        "-D",
        data,
        "-A",
        "scram-sha-256",
        f"--pwfile={password}",
        "-U",
        "postgres",
        "-N",
        "--locale=C.UTF-8",
    ]
    subprocess.run(_as_user("postgres", made, folder), check=True, capture_output=True, cwd=folder)
    command = [server, "-D", data, "-p", str(port), "-k", str(folder), "-F"]
    with _running(_as_user("postgres", command, folder), folder, port):
        yield port


@contextmanager
def mariadb(folder: Path) -> Iterator[int]:
    """A MariaDB server whose root may sign in without a password; yields its port."""
    port, data = _port(), str(folder / "data")
    install, server = _program("mariadb-install-db"), _program("mariadbd")
    user = [] if os.getuid() else ["--user=mysql"]
    made = [
        install,
        "--no-defaults",
        f"--datadir={data}",
        "--auth-root-authentication-method=normal",
        "--skip-test-db",
        *user,
    ]
    subprocess.run(made, check=True, capture_output=True, cwd=folder)
    command = [
        server,
        "--no-defaults",
        f"--datadir={data}",
        f"--port={port}",
        f"--socket={folder}/s",
        "--bind-address=127.0.0.1",
    ]
    with _running([*command, *user], folder, port):
        yield port


@contextmanager
def _running(command: Sequence[str], folder: Path, port: int) -> Iterator[None]:
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder)
    try:
        _wait(port, process, folder)
        yield
    finally:
        process.terminate()
        process.wait(30)


def _wait(port: int, process: subprocess.Popen[bytes], folder: Path) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until and process.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise AssertionError((folder / "log").read_text("utf-8", "replace"))
