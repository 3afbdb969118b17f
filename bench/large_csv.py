"""What `assay load` takes for one large CSV of touches: python -m bench.large_csv [--gigabytes 5].

The file goes to build/bench and is deleted afterwards. Its rows have every column of the contract; one in a million is
wrong in a way that loading has to tell. With --line-breaks one value spans two lines, so that the file is read record by record.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb

HOME = Path(__file__).parent.parent
FOLDER = HOME / "build" / "bench" / "large_csv"
CONFIGURED = 'name = "Bench"\ntimezone = "Europe/Paris"\nown_domains = ["seller.example"]\n'
CHUNK, SAMPLE = 2_000_000, 20_000
LIMIT_MIB = 1536
ASSAY = str(Path(sys.executable).with_name("assay"))


def write(target: Path, size: int, *, line_breaks: bool = False) -> int:
    """Writes a CSV of about `size` bytes; returns its rows."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_suffix(".part")
    with duckdb.connect(config={"memory_limit": "1GB"}) as connection:
        _copy(connection, 0, SAMPLE, part)
        rows = size * SAMPLE // part.stat().st_size
        with target.open("wb") as whole:
            for first in range(0, rows, CHUNK):
                _copy(connection, first, min(CHUNK, rows - first), part)
                with part.open("rb") as written:
                    if first:
                        written.readline()
                    shutil.copyfileobj(written, whole, 1 << 20)
            if line_breaks:
                whole.write(b'last,2026-09-30T12:00:00Z,form_submitted,"a name\nin two lines"' + b"," * 16 + b"\n")
    part.unlink()
    return rows + line_breaks


def _copy(connection: duckdb.DuckDBPyConnection, first: int, number: int, path: Path) -> None:
    connection.execute(f"COPY ({_touches(first, number)}) TO '{path}' (FORMAT csv, HEADER)")


def _touches(first: int, number: int) -> str:
    kinds = "['page_view', 'ad_impression', 'email_sent', 'email_opened', 'page_view', 'call', 'mail_in', 'download']"
    pages = """['/', '/pricing?plan=team&seats=' || n % 90, '/product/' || n % 40, '/search?q=a,b,' || n % 700,
      '/blog/' || n % 300 || '?utm_source=newsletter&utm_campaign=c' || n % 190]"""
    return f"""
WITH drawn AS (
  SELECT n, hash(n) AS h, CAST(hash(n) % 800000 AS BIGINT) AS p, ({kinds})[1 + CAST(hash(n // 4) % 8 AS BIGINT)] AS kind
  FROM range({first}, {first + number}) r(n)
)
SELECT 't' || lpad(CAST(n AS VARCHAR), 11, '0') AS touch_id,
  strftime(TIMESTAMP '2023-10-01' + to_seconds(n * 3 % 94608000), '%Y-%m-%dT%H:%M:%SZ') AS occurred_at,
  CASE WHEN n % 1000000 = 999 THEN 'page view!' ELSE kind END AS kind,
  CASE WHEN n % 50 = 0 THEN 'web' END AS channel, CASE WHEN n % 50 = 1 THEN 'in' END AS direction,
  CASE WHEN kind IN ('call', 'mail_in') THEN 'sales' END AS team,
  CASE WHEN h % 100 < 55 THEN '001A0' || lpad(CAST(p % 50000 AS VARCHAR), 10, '0') END AS account_id,
  CASE WHEN kind IN ('call', 'mail_in', 'email_opened', 'email_sent') THEN '003P0' || lpad(CAST(p AS VARCHAR), 10, '0') END AS person_id,
  CASE WHEN kind = 'page_view' THEN 'v' || h % 1200000 END AS visitor_id,
  CASE WHEN h % 100 >= 80 THEN 'first.last' || p || '@company' || p % 50000 || '.example' END AS email,
  CASE WHEN h % 100 >= 92 THEN 'company' || p % 50000 || '.example' END AS domain,
  CASE WHEN kind = 'page_view' THEN '10.' || p % 250 || '.' || p // 250 % 250 || '.' || h % 250 END AS ip,
  CASE WHEN kind = 'page_view' THEN 's' || n // 4 END AS session_id,
  CASE WHEN h % 2 = 0 THEN 'c' || p % 200 END AS campaign_id, CASE WHEN kind = 'download' THEN 'asset' || p % 400 END AS asset_id,
  CASE WHEN kind = 'page_view' THEN 'https://www.seller.example' || ({pages})[1 + n % 5] END AS url,
  CASE WHEN n % 1000000 = 77 THEN 'long' WHEN kind IN ('page_view', 'call') THEN CAST(5 + p % 600 AS VARCHAR) END AS seconds,
  CASE WHEN kind = 'ad_impression' THEN 1 + p % 9 END AS quantity, CASE WHEN kind IN ('call', 'mail_in') THEN 'u' || p % 200 END AS user_id,
  CASE WHEN kind = 'call' THEN ['connected', 'no answer, left a "voice mail"'][1 + n % 2] END AS outcome
FROM drawn ORDER BY n"""


def watched(command: Sequence[str]) -> tuple[float, int, str]:
    """Seconds by the clock, the peak of memory in MiB as Linux tells it, and what was printed. Raises where it fails."""
    began, peak = time.monotonic(), 0
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    while process.poll() is None:
        peak = max(peak, peak_mib(process.pid))
        time.sleep(0.2)
    printed, _ = process.communicate()
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return time.monotonic() - began, peak, printed


def peak_mib(process: int) -> int:
    """The most memory that a process has had resident so far, MiB; 0 when it is gone."""
    try:
        lines = Path(f"/proc/{process}/status").read_text("utf-8").splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM:")), 0)


def measure(gigabytes: float, *, line_breaks: bool) -> dict[str, Any]:
    shutil.rmtree(FOLDER, ignore_errors=True)
    workspace = FOLDER / "workspace"
    workspace.mkdir(parents=True)
    (workspace / "assay.toml").write_text(CONFIGURED, "utf-8")
    path = FOLDER / "touches.csv"
    try:
        rows = write(path, round(gigabytes * 1e9), line_breaks=line_breaks)
        size = path.stat().st_size
        seconds, peak, printed = watched([ASSAY, "load", str(path), "-C", str(workspace), "--format", "json"])
        busy = resource.getrusage(resource.RUSAGE_CHILDREN)
        total = json.loads(printed)["total"]
    finally:
        shutil.rmtree(FOLDER, ignore_errors=True)
    return {
        "bytes": size,
        "rows": rows,
        "loaded": total["loaded"],
        "quarantined": total["quarantined"],
        "seconds": round(seconds, 1),
        "cpu_seconds": round(busy.ru_utime + busy.ru_stime, 1),
        "peak_mib": peak,
        "limit_mib": LIMIT_MIB,
    }


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--gigabytes", type=float, default=5)
    parser.add_argument("--line-breaks", action="store_true")
    chosen = parser.parse_args()
    found = measure(chosen.gigabytes, line_breaks=chosen.line_breaks)
    print(json.dumps(found, indent=1))
    if found["peak_mib"] > LIMIT_MIB or found["loaded"] + found["quarantined"] != found["rows"]:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
