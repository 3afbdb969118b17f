"""`assay serve`: the pages and the HTTP API of a workspace."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assay.cli.options import Place
from assay.cli.output import tell
from assay.errors import UsageError

if TYPE_CHECKING:
    from fastapi import FastAPI

    from assay.store.workspace import Workspace

HOST, PORT = "127.0.0.1", 8000
MOST_CONNECTIONS = 256
"""Beyond so many at once the server answers 503: try again."""


def serve(
    place: Place,
    host: Annotated[
        str, typer.Option("--host", metavar="ADDRESS", help="Where to listen; others than this computer must sign in.")
    ] = HOST,
    port: Annotated[int, typer.Option("--port", metavar="N", min=1, max=65535, help="On which port.")] = PORT,
    names: Annotated[
        list[str] | None,
        typer.Option("--name", metavar="NAME", help="A name under which others reach it, behind a proxy, say."),
    ] = None,
    sign_in: Annotated[bool, typer.Option("--sign-in", help="Ask for a password on this computer, too.")] = False,
) -> None:
    """Serve the pages and the HTTP API, until interrupted. An empty folder becomes a workspace, to be set up there."""
    run_server(place.folder, host, port, names or (), sign_in or None)


def run_server(
    folder: Path, host: str = HOST, port: int = PORT, names: list[str] | tuple[str, ...] = (), sign_in: Any = None
) -> None:
    """Raises UsageError when the port is taken, the address is not this computer's, or nobody could sign in."""
    from threading import Event, Thread

    import uvicorn

    from assay.log import log, write_to
    from assay.store.runs import current
    from assay.web import security
    from assay.web.app import create_app
    from assay.web.pages.scheduled import keep_scheduled
    from assay.web.pages.warm import keep_warm
    from assay.web.slow_clients import PatientProtocol

    workspace = _workspace(folder)
    write_to(workspace.data / "log" / "serve.log")
    log.info("serving %s at %s", workspace.path, address(host, port))
    app: FastAPI = create_app(workspace, host=host, names=names, sign_in=sign_in)
    listening = listen(host, port)
    tell(f"Serving {workspace.path} at {address(host, port)} (Ctrl+C ends it).")
    if current(workspace) is None:
        tell(f"Nothing has been built yet: {address(host, port)}/setup leads to the first figures.")
    proxies = workspace.settings.web.trusted_proxies
    if not security.is_loopback(host) and not (workspace.settings.web.public_url or "").startswith("https://"):
        tell(
            "Warning: without TLS, passwords and figures can be read on the way. Put a proxy with TLS before it and say "
            'public_url = "https://…" under [web] in assay.toml.'
        )
    config = uvicorn.Config(
        app,
        http=PatientProtocol,
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=5,
        limit_concurrency=MOST_CONNECTIONS,
        timeout_keep_alive=15,
        h11_max_incomplete_event_size=65_536,
        proxy_headers=bool(proxies),
        forwarded_allow_ips=list(proxies),
    )
    stopped = Event()
    Thread(target=keep_warm, args=(app.state.site, app.state.pages, stopped), daemon=True).start()
    Thread(target=keep_scheduled, args=(app.state.site, stopped), daemon=True).start()
    try:
        with listening:
            uvicorn.Server(config).run(sockets=[listening])
    finally:
        stopped.set()


def _workspace(folder: Path) -> Workspace:
    """The workspace there; an empty folder becomes one, to be set up in the browser. UsageError for any other folder."""
    from assay.store.workspace import Workspace, create_workspace

    path = folder.absolute()
    if path.is_dir() and not any(path.iterdir()):
        create_workspace(path)
        tell(f"{path} was empty and is a workspace now.")
    return Workspace.find(path)


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens there; raises UsageError when that cannot be."""
    try:
        family, kind, protocol, _, at = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except OSError:
        hint = "127.0.0.1 is this computer, 0.0.0.0 all of its networks."
        raise UsageError(f"{host!r} is no address of this computer.", hint=hint) from None
    server = socket.socket(family, kind, protocol)
    try:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        server.bind(at)
        server.listen(128)
    except OSError as error:
        server.close()
        raise _cannot_listen(host, port, error) from None
    return server


def _cannot_listen(host: str, port: int, error: OSError) -> UsageError:
    import errno

    if error.errno == errno.EADDRINUSE:
        return UsageError(f"Port {port} is taken: something serves there already.", hint=f"--port {port + 1}, say.")
    if error.errno == errno.EACCES:
        return UsageError(f"Port {port} is not yours to use.", hint="Ports from 1024 on are free for everybody.")
    return UsageError(f"Cannot listen on {host}:{port}: {error.strerror}.", hint="127.0.0.1 is this computer.")


def address(host: str, port: int) -> str:
    """The address to open in a browser."""
    shown = "127.0.0.1" if host in ("0.0.0.0", "::") else host
    return f"http://[{shown}]:{port}" if ":" in shown else f"http://{shown}:{port}"
