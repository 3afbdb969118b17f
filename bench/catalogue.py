"""How long answers take on a workspace: each KPI in a warm process, and the whole catalogue with 24 monthly points.

python bench/catalogue.py build/demo
"""

from __future__ import annotations

import sys
import time
from statistics import median

import assay
from assay.kpis import CATALOGUE

MONTHS = {"start": "2024-10-01", "end": "2026-09-30", "grain": "month"}


def timed(work: object, key: str, **words: object) -> float:
    began = time.perf_counter()
    work.kpi(key, **words)  # type: ignore[attr-defined]
    return time.perf_counter() - began


def main(folder: str) -> None:
    with assay.open(folder) as work:
        first = {key: timed(work, key) for key in CATALOGUE}
        again = {key: timed(work, key) for key in CATALOGUE}
        series = {key: timed(work, key, **MONTHS) for key in CATALOGUE}
    for name, found in (("first question", first), ("asked again", again), ("24 months", series)):
        slowest = max(found, key=lambda key: found[key])
        print(
            f"{name}: {len(found)} KPIs in {sum(found.values()):.1f} s, median {median(found.values()):.3f} s, "
            f"slowest {slowest} {found[slowest]:.2f} s"
        )


if __name__ == "__main__":
    main(sys.argv[1])
