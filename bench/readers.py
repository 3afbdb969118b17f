"""What readers wait for while a refresh runs: python -m bench.readers WORKSPACE [--readers 20] [--seconds 60].

The workspace is copied, `assay serve` runs on the copy in a process of its own, and readers ask for a mix of pages, first
with nothing else going on, then while `assay refresh --full` runs, again and again until the time is over.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import httpx
from bench.large_csv import ASSAY, peak_mib

PAGES = {
    "/": 5,
    "/accounts": 3,
    "/kpis": 1,
    "/funnel": 2,
    "/impact": 1,
    "/revenue": 2,
    "/engagement": 1,
    "/coverage": 1,
    "/customers": 1,
    "/index.json": 1,
    "/accounts.json": 1,
    "/funnel.json": 1,
    "/revenue.json": 1,
    "/api/funnel": 1,
    "/api/runs": 1,
    "/api/kpis": 1,
}
"""Addresses and how often they are asked for, as shares; accounts and KPIs one by one come on top."""
KPIS = ("win_rate", "engaged_accounts", "pipeline_value", "reach", "deal_velocity", "revenue_won")
ACCOUNTS = 12
TARGET = 2.0
_PHASES = {"first_visits", "idle", "refreshing"}
_KEPT = httpx.Limits(keepalive_expiry=2)  # the server closes an idle connection after 5 s


@dataclass(frozen=True)
class Asked:
    """One request: when it began by the clock, how long it took, its status, the runs that its answer names."""

    address: str
    began: float
    seconds: float
    status: int
    runs: frozenset[int]


@dataclass(frozen=True)
class Phase:
    """Seconds are those a reader waited. `mixed` answers name more than one run, or none where they should."""

    requests: int
    p50: float
    p95: float
    slowest: str
    server_errors: int
    failed: tuple[str, ...]
    mixed: tuple[str, ...]


@dataclass
class Readers:
    """Readers that ask until they are told to stop; each waits a while between two requests."""

    base: str
    number: int
    wait: float
    addresses: Sequence[str]
    shares: Sequence[int]
    found: list[Asked] = field(default_factory=list)
    stopped: threading.Event = field(default_factory=threading.Event)

    def during(self, work: Callable[[], Any]) -> list[Asked]:
        """What was asked while `work` ran."""
        self.found, self.stopped = [], threading.Event()
        threads = [threading.Thread(target=self._read, args=(seed,), daemon=True) for seed in range(self.number)]
        for thread in threads:
            thread.start()
        try:
            work()
        finally:
            self.stopped.set()
            for thread in threads:
                thread.join()
        return self.found

    def _read(self, seed: int) -> None:
        chance = random.Random(f"{seed} {len(self.found)}")
        with httpx.Client(base_url=self.base, timeout=120, limits=_KEPT) as client:
            while not self.stopped.wait(chance.uniform(0.2, 1.8) * self.wait):
                self.found.append(ask(client, chance.choices(self.addresses, self.shares)[0]))


def ask(client: httpx.Client, address: str) -> Asked:
    began = time.monotonic()
    try:
        answer = client.get(address)
    except httpx.HTTPError:
        return Asked(address, began, time.monotonic() - began, 0, frozenset())
    seconds = time.monotonic() - began
    return Asked(address, began, seconds, answer.status_code, runs_named(answer))


def runs_named(answer: httpx.Response) -> frozenset[int]:
    """The runs that an answer says it was worked out on, without what it tells of others: that a newer one is there,
    and since which one a definition holds.
    """
    if answer.headers.get("content-type", "").startswith("text/html"):
        page = re.sub(r'<p class="notice" role="status">.*?</p>|from run \d+ \(', "", answer.text, flags=re.DOTALL)
        return frozenset(int(number) for number in re.findall(r"\b[Rr]un (\d+)\b", page))
    if answer.url.path == "/api/runs":
        return frozenset(row["run"] for row in answer.json() if row["current"])
    return frozenset(_runs_in(answer.json()))


def _runs_in(value: Any) -> Iterator[int]:
    if isinstance(value, dict):
        if isinstance(value.get("run"), int):
            yield value["run"]
        value = list(value.values())
    for one in value if isinstance(value, list) else ():
        yield from _runs_in(one)


def phase(asked: Sequence[Asked]) -> Phase:
    waits = sorted(one.seconds for one in asked)
    slowest = max(asked, key=lambda one: one.seconds)
    html = [one for one in asked if one.status == 200 and "json" not in one.address and "/api" not in one.address]
    mixed = {f"{one.address} {sorted(one.runs)}" for one in asked if len(one.runs) > 1}
    mixed |= {f"{one.address} none" for one in html if not one.runs}
    return Phase(
        requests=len(asked),
        p50=quantile(waits, 0.5),
        p95=quantile(waits, 0.95),
        slowest=f"{slowest.address} {slowest.seconds:.2f} s",
        server_errors=sum(one.status >= 500 for one in asked),
        failed=tuple(f"{one.address} {one.status}" for one in asked if one.status == 0 or 400 <= one.status < 500),
        mixed=tuple(sorted(mixed)),
    )


def quantile(ordered: Sequence[float], share: float) -> float:
    return round(ordered[max(0, math.ceil(share * len(ordered)) - 1)], 4)


@contextmanager
def serving(folder: Path) -> Iterator[tuple[str, int]]:
    """The address and the process of a server, once it answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen([ASSAY, "serve", "-C", str(folder), "--port", str(port)], stdout=subprocess.DEVNULL)
    base = f"http://127.0.0.1:{port}"
    try:
        _until_it_answers(base, process)
        yield base, process.pid
    finally:
        process.terminate()
        process.wait()


def _until_it_answers(base: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        if process.poll() is not None:
            raise SystemExit("The server did not start.")
        try:
            httpx.get(base + "/static/icon.svg")
        except httpx.HTTPError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit("The server does not answer.")


def everything(base: str) -> dict[str, int]:
    """All addresses with their shares; those of accounts are taken from the list."""
    accounts = httpx.get(base + "/api/accounts", params={"limit": ACCOUNTS}, timeout=600).json()["accounts"]
    known = {row["key"] for row in httpx.get(base + "/api/kpis", timeout=600).json()}
    kpis = [key for key in KPIS if key in known] or sorted(known)[:6]
    singles = {f"/kpis/{key}": 1 for key in kpis} | {f"/api/kpis/{key}": 1 for key in kpis[:2]}
    return {**PAGES, **singles, **{f"/accounts/{row['account_id']}": 1 for row in accounts}}


def refreshing(folder: Path, seconds: float) -> list[tuple[float, float]]:
    """Refreshes in processes of their own until the time is over; when each began and ended."""
    spans: list[tuple[float, float]] = []
    until = time.monotonic() + seconds
    while not spans or time.monotonic() < until:
        began = time.monotonic()
        command = [ASSAY, "refresh", "--full", "-C", str(folder), "--format", "json"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        spans.append((began, time.monotonic()))
    return spans


@contextmanager
def copied(source: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir=source.parent, prefix="readers-") as place:
        yield Path(shutil.copytree(source, Path(place) / "workspace"))


def once(source: Path) -> dict[str, Any]:
    """Every address once, one after the other, and the server's memory after it."""
    with copied(source) as folder, serving(folder) as (base, process):
        shares = everything(base)
        with httpx.Client(base_url=base, timeout=1800) as client:
            first = [ask(client, address) for address in shares]
        return {"first_visits": asdict(phase(first)), "server_peak_mib": peak_mib(process)}


def measure(source: Path, readers: int, seconds: float, wait: float) -> dict[str, Any]:
    with copied(source) as folder, serving(folder) as (base, process):
        shares = everything(base)
        tell(f"{len(shares)} addresses, each once")
        with httpx.Client(base_url=base, timeout=600) as client:
            first = [ask(client, address) for address in shares]
        tell(f"idle for {seconds:g} s")
        crowd = Readers(base, readers, wait, list(shares), list(shares.values()))
        idle = crowd.during(lambda: time.sleep(seconds))
        before = peak_mib(process)
        tell("while refreshing")
        spans: list[tuple[float, float]] = []
        busy = crowd.during(lambda: spans.extend(refreshing(folder, seconds)))
        memory = peak_mib(process)
    return {
        "readers": readers,
        "wait_seconds": wait,
        "first_visits": asdict(phase(first)),
        "idle": asdict(phase(idle)),
        "refreshing": asdict(phase(busy)),
        "of_it_on_the_run_before": _share(busy, first, newer=False),
        "of_it_on_new_runs": _share(busy, first, newer=True),
        "refreshes_seconds": [round(end - began, 1) for began, end in spans],
        "p95_ratio": round(phase(busy).p95 / phase(idle).p95, 2),
        "target_ratio": TARGET,
        "server_peak_mib_idle": before,
        "server_peak_mib": memory,
    }


def tell(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


def _share(asked: Sequence[Asked], first: Sequence[Asked], *, newer: bool) -> dict[str, Any] | None:
    """The requests that tell their run, apart by whether it was there before: answers on a new run are worked out anew."""
    known = max(max(one.runs) for one in first if one.runs)
    found = [one for one in asked if one.runs and (max(one.runs) > known) == newer]
    return asdict(phase(found)) if found else None


def wrong(found: dict[str, Any]) -> list[str]:
    """What must never be: a server error, a request without an answer, an answer from several runs."""
    said = []
    for name in _PHASES & found.keys():
        told = found[name]
        if told["server_errors"] or told["failed"]:
            said.append(f"{name}: {told['server_errors']} server errors, failed: {', '.join(told['failed']) or 'none'}")
        if told["mixed"]:
            said.append(f"{name}: not exactly one run in {', '.join(told['mixed'])}")
    return said


def table(found: dict[str, Any]) -> str:
    rows = [f"{'':14}{'requests':>9}{'p50':>9}{'p95':>9}  slowest"]
    for name in ("first_visits", "idle", "refreshing"):
        told = found[name]
        times = "".join(f"{told[share] * 1000:>6.0f} ms" for share in ("p50", "p95"))
        rows.append(f"{name:14}{told['requests']:>9}{times}  {told['slowest']}")
    rows.append(f"p95 while refreshing / idle: {found['p95_ratio']} (at most {TARGET:g})")
    rows.append(f"refreshes took {found['refreshes_seconds']} s; server peak {found['server_peak_mib']} MiB")
    return "\n".join(rows)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("workspace", type=Path)
    parser.add_argument("--readers", type=int, default=20)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--wait", type=float, default=3, help="seconds between two requests of a reader, on average")
    parser.add_argument(
        "--once", action="store_true", help="every page once, for the server's memory: no readers, as JSON"
    )
    parser.add_argument("--format", choices=("table", "json"), default="table")
    chosen = parser.parse_args()
    source = chosen.workspace.resolve()
    found = once(source) if chosen.once else measure(source, chosen.readers, chosen.seconds, chosen.wait)
    print(json.dumps(found, indent=1) if chosen.once or chosen.format == "json" else table(found))
    if said := wrong(found):
        sys.exit("\n".join(said))


if __name__ == "__main__":
    main()
