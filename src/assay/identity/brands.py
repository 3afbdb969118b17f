"""Well-known brands and the companies behind them, for names that no likeness tells. Only proposals rest on it."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from assay.identity.names import base_name


@cache
def shipped_brands() -> Mapping[str, frozenset[str]]:
    """`brands.csv` by base name and in both directions."""
    known: defaultdict[str, set[str]] = defaultdict(set)
    with (Path(__file__).parent / "brands.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            brand, company = base_name(row["brand"]), base_name(row["company"])
            if brand and company:
                known[brand].add(company)
                known[company].add(brand)
    return {name: frozenset(others) for name, others in known.items()}
