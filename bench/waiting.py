"""How long a reader waits for the first time: seconds of the processors, and whether memory stays flat.

python -m bench.waiting WORKSPACE                 new processes, a first refresh, filters never asked before, 2,000 scopes
python -m bench.waiting WORKSPACE --only page     one of: process, refresh, headlines, page, memory
"""

from __future__ import annotations

import argparse
import atexit
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from assay.kpis.headlines import HEADLINES

FOUR_ROWS = {
    "accounts": "account_id,name\na,Acme\n",
    "list_memberships": "list,account_id,valid_from\nTarget,a,2026-01-01\n",
    "touches": "touch_id,occurred_at,kind,account_id\nt,2026-02-01,chat,a\n",
    "opportunities": "opportunity_id,account_id,created_at,amount,status\nd,a,2026-02-02,100,open\n",
}
SCOPES = 2_000


def busy() -> float:
    both = (resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN))
    return sum(one.ru_utime + one.ru_stime for one in both)


def timed(action: Callable[[], Any]) -> float:
    began = busy()
    action()
    return busy() - began


def assay(*words: str) -> Callable[[], None]:
    """The command in a process of its own, with its bytecode at hand as in an installed package."""
    command = [sys.executable, "-c", "from assay.cli.main import run; run()", *words]
    surroundings = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    surroundings["PYTHONPYCACHEPREFIX"] = _bytecode()
    return lambda: subprocess.run(command, check=True, capture_output=True, env=surroundings).check_returncode()


@cache
def _bytecode() -> str:
    folder = tempfile.mkdtemp(prefix="assay-bytecode-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def of_processes(folder: str) -> Iterator[tuple[str, float]]:
    assay("-C", folder, "kpi", "win_rate")()
    yield "assay --help", min(timed(assay("--help")) for _ in range(3))
    yield "assay kpi, a new process, first time", timed(assay("-C", folder, "kpi", "win_rate"))
    yield "assay kpi, a new process", min(timed(assay("-C", folder, "kpi", "win_rate")) for _ in range(3))


def of_refresh(_: str) -> Iterator[tuple[str, float]]:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "small"
        assay("init", str(folder))()
        for name, text in FOUR_ROWS.items():
            path = Path(place) / f"{name}.csv"
            path.write_text(text, "utf-8")
            assay("-C", str(folder), "load", str(path))()
        other = shutil.copytree(folder, Path(place) / "other")
        assay("-C", str(other), "refresh")()  # leaves the bytecode behind
        yield "first refresh of four rows", timed(assay("-C", str(folder), "refresh"))


def of_headlines(folder: str) -> Iterator[tuple[str, float]]:
    from assay.api import open_workspace

    with open_workspace(folder) as work:

        def ask(**scope: Any) -> Callable[[], None]:
            return lambda: [work.kpi(key, **scope) for key in HEADLINES] and None

        yield "six headline KPIs, first", timed(ask())
        yield "six headline KPIs, warm", min(timed(ask()) for _ in range(5))
        for tier in ("1", "2", "3"):
            yield f"six headline KPIs, tier={tier} never asked", timed(ask(tier=tier))


def of_page(folder: str) -> Iterator[tuple[str, float]]:
    site = _site(folder)
    names = _names(folder)
    asked = ("", "tier=1", "tier=2", f"owner={names['owner']}", f"list={names['list']}", "where=employees+>+321")
    for words in (*asked, "where=employees+<+77", "where=country+=+DE"):
        yield f"overview ?{words}", timed(lambda words=words: site.get(f"/?{words}").raise_for_status())  # type: ignore[misc]


def of_memory(folder: str) -> Iterator[tuple[str, float]]:
    """MiB in use after so many scopes, each asked once for a figure, a breakdown and the rows behind it."""
    site = _site(folder)
    for number in range(1, SCOPES + 1):
        site.get(f"/api/kpis/pipeline?where=employees+>+{number}").raise_for_status()
        site.get(f"/api/kpis/engaged_share?by=tier&where=employees+<+{number}").raise_for_status()
        if number in (100, 500, 1_000, 1_500, SCOPES):
            yield f"MiB after {number} scopes", _resident()


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text("utf-8").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def _site(folder: str) -> Any:
    from starlette.testclient import TestClient

    from assay.store.workspace import Workspace
    from assay.web.app import create_app

    return TestClient(create_app(Workspace.find(folder)), base_url="http://localhost")


def _names(folder: str) -> dict[str, str]:
    from assay.api import open_workspace

    with open_workspace(folder) as work:
        cursor = work.run.cursor()
        (listed,) = cursor.execute("SELECT min(list) FROM memberships WHERE arm = 'abm'").fetchone() or ("",)
        (owner,) = cursor.execute("SELECT min(owner_id) FROM accounts").fetchone() or ("",)
        return {"list": listed, "owner": owner}


PARTS = {
    "process": of_processes,
    "refresh": of_refresh,
    "headlines": of_headlines,
    "page": of_page,
    "memory": of_memory,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("workspace")
    parser.add_argument("--only", choices=tuple(PARTS))
    asked = parser.parse_args()
    for name, measure in PARTS.items():
        if asked.only in (None, name):
            for what, number in measure(asked.workspace):
                print(f"{number:9.2f}  {what}", flush=True)


if __name__ == "__main__":
    main()
