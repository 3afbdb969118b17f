"""Write the sample company's files: `assay.demo.generate.generate(folder)`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow.parquet as pq

from assay.demo import dirt, touches
from assay.demo.accounts import PLANS
from assay.demo.company import Company, company_tables, make_company
from assay.demo.truth import Truth

SEED = 360
Progress = Callable[[str], None]


def generate(folder: Path, *, seed: int = SEED, progress: Progress | None = None) -> Truth:
    """Write the files of all tables and `truth.json` into `folder` (made if absent; files of the same name are
    replaced). The same seed writes the same bytes. `progress` is told what is being done, in a few words."""
    say = progress or (lambda _: None)
    say("making the company")
    company = make_company(seed)
    tables, counts = company_tables(company)
    folder.mkdir(parents=True, exist_ok=True)
    say("writing touches")
    files = {"touches": _write_touches(folder / "touches", tables.pop("touches"))}
    for name, table in dirt.with_bad_rows(tables).items():
        say(f"writing {name}")
        _write_csv(folder / f"{name}.csv", table, finance=name == "costs")
        files[name] = _expected(name, len(table))
    truth = Truth(seed, company.effects, _arms(company), counts, dict(sorted(files.items())))
    (folder / "truth.json").write_text(truth.to_json(), encoding="utf-8")
    return truth


def _write_csv(path: Path, table: pd.DataFrame, *, finance: bool) -> None:
    table.to_csv(path, index=False, sep=";" if finance else ",", lineterminator="\n", encoding="utf-8")


def _expected(name: str, rows: int) -> dict[str, int]:
    """What landing must count: rows in the file = loaded + duplicate + quarantined."""
    twice = dirt.PEOPLE_AGAIN if name == "people" else 0
    bad = len(dirt.BAD_ROWS.get(name, []))
    return {"rows": rows, "loaded": rows - bad - twice, "duplicate": twice, "quarantined": bad}


def _write_touches(folder: Path, table: pd.DataFrame) -> dict[str, int]:
    """A Parquet part per month, and one that repeats the end of August."""
    folder.mkdir(parents=True, exist_ok=True)
    bad, again = dirt.bad_touches(table), dirt.touches_again(table)
    for month, part in touches.months(pd.concat([table, bad], ignore_index=True)):
        _write_parquet(folder / f"touches-{month}.parquet", part)
    _write_parquet(folder / "touches-2026-08-again.parquet", again)
    rows = len(table) + len(bad) + len(again)
    return {"rows": rows, "loaded": rows - len(again) - dirt.LOST, "duplicate": len(again), "quarantined": dirt.LOST}


def _write_parquet(path: Path, rows: pd.DataFrame) -> None:
    pq.write_table(touches.arrow(rows), path, compression="zstd")


def _arms(company: Company) -> dict[str, dict[str, int]]:
    """Accounts of each arm, by list."""
    arm, plan = company.lists.arm, company.market.plan
    return {
        entry.list: {name: int(np.sum((arm == name) & (plan == place))) for name in ("abm", "control", "holdout")}
        for place, entry in enumerate(PLANS)
    }
