"""What the work of design.md's table costs, as multiples of F in the same run: python -m bench.run --size 1m|10m|100m.

Data go to build/bench, the figures to bench/latest.json and, as a table, to the terminal.
"""

from __future__ import annotations

import argparse
import json
import math
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bench import company, handwritten

SIZES = {"1m": 1_000_000, "10m": 10_000_000, "100m": 100_000_000}
HOME = Path(__file__).parent.parent
BUILD, LATEST = HOME / "build" / "bench", HOME / "bench" / "latest.json"
CONFIGURED = 'name = "Bench"\ntimezone = "Europe/Paris"\nown_domains = ["seller.example"]\n'
PRESET = "[engagement.presets.own]\ntouches = 2\nkinds = ['form_submitted']\n"
TARGETS = {
    "full refresh": 40.0,
    "one KPI, 24 months, warm": 0.1,
    "overview figures with comparison": 0.2,
    "account page, p95": 0.1,
}
SHARES = {"refresh, one new day": 1 / 50, "refresh, a late month": 1 / 10}


@dataclass(frozen=True)
class Line:
    """Seconds by the clock; `cpu_seconds` of the processors, which tell more where others use them too."""

    work: str
    size: str
    assay_seconds: float | None
    hand_written_seconds: float | None
    ratio_to_f: float | None
    peak_mib: int | None
    cpu_seconds: float | None = None
    note: str = ""


def measure(size: str, repeats: int) -> Iterator[Line]:
    files = company.write(BUILD / size, SIZES[size])
    folder = BUILD / size / "workspace"
    raw = _listed(files.base)
    f = _sql(folder, handwritten.baseline(raw), 5)["seconds"]
    yield Line("F", size, None, f, 1.0, None)
    yield from _pandas(size, files, f)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    (folder / "assay.toml").write_text(CONFIGURED, "utf-8")
    floor = _floor(files, folder, repeats)
    load = _work("load", folder, str(files.base))
    yield _line("load", size, load, f, floor["seconds"], _over(load, floor["seconds"], floor["busy"]))
    full = _work("refresh", folder, "full", str(repeats), "0")
    same = _differing(floor["answer"], _work("facts", folder)["answer"])
    note = _over(full, floor["facts_seconds"], floor["facts_busy"])
    yield _line("full refresh", size, full, f, floor["facts_seconds"], f"{note}; {same}")
    again = _sql(folder, handwritten.baseline(raw), 5)["seconds"]
    f = (f + again) / 2
    by_hand = _sql(folder, handwritten.account_days(str(files.base), raw), 1)
    days = _work("days", folder)
    note = (
        "account-days agree" if _agree(days["answer"], by_hand["answer"]) else f"{days['answer']} {by_hand['answer']}"
    )
    yield _line("account-days", size, days, f, by_hand["seconds"], note)
    yield from _pages(size, folder, f)
    number = int(full["answer"])
    for work, part in (("one new day", files.day / "touches"), ("a late month", files.late / "touches")):
        yield _line(f"load, {work}", size, _work("load", folder, str(part)), f)
        found = _work("refresh", folder, "changed", str(repeats), str(number))
        number = int(found["answer"])
        yield _line(f"refresh, {work}", size, found, f, note=_share(found, full))
    (folder / "assay.toml").write_text(CONFIGURED + PRESET, "utf-8")
    found = _work("refresh", folder, "changed", "1", "0")
    yield _line("refresh, a changed preset", size, found, f, note=_share(found, full))


def _floor(files: company.Files, folder: Path, repeats: int) -> dict[str, Any]:
    """The load and the full refresh by hand, each the median of several."""
    place = folder.with_name("by-hand")
    runs = [_output([sys.executable, "-m", "bench.work", "floor", str(files.base), str(place)]) for _ in range(repeats)]
    names = ("seconds", "busy", "facts_seconds", "facts_busy")
    return {**runs[0], **{name: statistics.median(run[name] for run in runs) for name in names}}


def _over(found: dict[str, Any], seconds: float, busy: float) -> str:
    return (
        f"{found['seconds'] / seconds:.2f} times the floor by the clock, {found['busy'] / busy:.2f} of the processors"
    )


def _differing(by_hand: dict[str, list[Any]], facts: dict[str, list[Any]]) -> str:
    """Which facts are others by hand; counts to the row, sums to a hundred-thousandth."""
    wrong = [f"{name} {by_hand[name]} {facts[name]}" for name in by_hand if not _agree(by_hand[name], facts[name])]
    return "; ".join(wrong) or "facts agree"


def _pages(size: str, folder: Path, f: float) -> Iterator[Line]:
    query = folder / "engaged.sql"
    query.write_text(handwritten.engaged_months("2024-10-01", "2026-10-01"), "utf-8")
    kpi, by_hand = _work("kpi", folder, "5"), _work("run_sql", folder, str(query), "5")
    note = "answers agree" if kpi["answer"] == by_hand["answer"] else f"{kpi['answer']} {by_hand['answer']}"
    yield _line("one KPI, 24 months, warm", size, kpi, f, by_hand["seconds"], note)
    yield _line("overview figures with comparison", size, _work("page", folder, "5"), f, note="12 KPIs, two quarters")
    yield _line("account page, p95", size, _work("account page", folder, "1"), f, note="of 20 accounts")


def _pandas(size: str, files: company.Files, f: float) -> Iterator[Line]:
    """F with pandas, where the columns fit into memory."""
    if size == "100m":
        return
    code = (
        "import sys, time, json, resource, pandas as pd; began = time.perf_counter(); "
        "found = pd.read_parquet(sys.argv[1], columns=['account_id', 'seconds']).groupby('account_id', dropna=False)"
        "['seconds'].agg(['size', 'sum']); print(json.dumps({'seconds': time.perf_counter() - began, "
        "'peak_mib': resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024, 'answer': len(found)}))"
    )
    found = _output([sys.executable, "-c", code, str(files.base / "touches")])
    yield _line("F with pandas", size, found, f)


def _agree(one: Sequence[Any], other: Sequence[Any]) -> bool:
    """Counts to the row, sums of seconds to a hundred-thousandth: they depend on the order of summing."""
    return all(math.isclose(a or 0, b or 0, rel_tol=1e-5) for a, b in zip(one, other, strict=True))


def _share(found: dict[str, Any], full: dict[str, Any]) -> str:
    return f"1/{full['seconds'] / found['seconds']:.0f} of the full refresh (processor: 1/{full['busy'] / found['busy']:.0f})"


def _line(work: str, size: str, found: dict[str, Any], f: float, by_hand: float | None = None, note: str = "") -> Line:
    seconds = found["seconds"]
    return Line(work, size, seconds, by_hand, seconds / f, found["peak_mib"], found.get("busy"), note)


def _listed(folder: Path) -> str:
    paths = sorted((folder / "touches").glob("*.parquet"))
    return "[" + ", ".join(f"'{path}'" for path in paths) + "]"


def _sql(folder: Path, query: str, times: int) -> dict[str, Any]:
    place = folder.with_suffix(".sql")
    place.write_text(query, "utf-8")
    return _work("sql", folder, str(place), str(times))


def _work(name: str, folder: Path, *rest: str) -> dict[str, Any]:
    return _output([sys.executable, "-m", "bench.work", name, str(folder), *rest])


def _output(command: list[str]) -> dict[str, Any]:
    found = subprocess.run(command, cwd=HOME, check=False, capture_output=True, text=True)
    if found.returncode:
        raise SystemExit(f"{' '.join(command)} failed:\n{found.stderr}")
    return dict(json.loads(found.stdout.splitlines()[-1]))


def _table(lines: Sequence[Line]) -> str:
    rows = ["| work | Assay | by hand | × F | processor | peak | |", "|---|---|---|---|---|---|---|"]
    for line in lines:
        seconds = [f"{value:.3g} s" if value else "" for value in (line.assay_seconds, line.hand_written_seconds)]
        ratio = f"{line.ratio_to_f:.3g}" if line.ratio_to_f else ""
        busy, peak = (
            f"{line.cpu_seconds:.3g} s" if line.cpu_seconds else "",
            f"{line.peak_mib} MiB" if line.peak_mib else "",
        )
        rows.append(f"| {line.work} | {' | '.join(seconds)} | {ratio} | {busy} | {peak} | {line.note} |")
    return "\n".join(rows)


def _exponents(lines: Sequence[Line], earlier: Sequence[Line]) -> Iterator[str]:
    """How work grows from one size to the next: 1 is in proportion to the touches."""
    before = {line.work: line for line in earlier}
    for line in lines:
        old = before.get(line.work)
        if old and old.assay_seconds and line.assay_seconds and old.size != line.size:
            size = SIZES[line.size] / SIZES[old.size]
            exponent = math.log(line.assay_seconds / old.assay_seconds) / math.log(size)
            yield f"{line.work}: exponent {exponent:.2f} from {old.size} to {line.size}"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--size", choices=SIZES, default="10m")
    parser.add_argument("--repeats", type=int, default=5)
    chosen = parser.parse_args()
    lines = []
    for line in measure(chosen.size, chosen.repeats):
        lines.append(line)
        print(_table([line]).splitlines()[-1], flush=True)
    LATEST.write_text(json.dumps([asdict(line) for line in lines], indent=1) + "\n", "utf-8")
    kept = BUILD / f"{chosen.size}.json"
    shutil.copyfile(LATEST, kept)
    print("\n" + _table(lines) + "\n")
    for size in SIZES:
        other = BUILD / f"{size}.json"
        if size != chosen.size and other.exists():
            print("\n".join(_exponents(lines, [Line(**one) for one in json.loads(other.read_text("utf-8"))])))


if __name__ == "__main__":
    main()
