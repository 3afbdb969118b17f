"""The SQL of every KPI, for review: what a change of the compiler or of a declaration changes shows here.

    ASSAY_UPDATE_SNAPSHOTS=1 .venv/bin/pytest tests/snapshots

writes them anew. They are the grouped part of each KPI under the plainest scope, see `steps`.
"""

from __future__ import annotations

import hashlib
import os
from difflib import unified_diff
from pathlib import Path

import pytest

from assay.kpis import CATALOGUE
from assay.metrics.compiled import compiled
from assay.metrics.shape import Shape, shape_for
from snapshots.steps import steps

FOLDER = Path(__file__).parent / "duckdb"
UPDATE = bool(os.environ.get("ASSAY_UPDATE_SNAPSHOTS"))


def sql_of(key: str, dialect: str) -> str:
    kpi = CATALOGUE[key]
    return compiled(kpi, "grouped", shape_for(Shape(), kpi.default_by), kpi.default_by, dialect).sql


def fingerprint(sql: str) -> str:
    return hashlib.sha256(sql.encode()).hexdigest()[:16]


@pytest.mark.parametrize("key", CATALOGUE)
def test_sql(key):
    """Equal SQL has an equal fingerprint in the first line; only where it differs are the steps worked out."""
    path = FOLDER / f"{key}.sql"
    sql = sql_of(key, "duckdb")
    head, _, kept = path.read_text("utf-8").partition("\n") if path.exists() else ("", "", "")
    if head == f"-- {key} {fingerprint(sql)}":
        return
    found = steps(sql)
    if UPDATE:
        FOLDER.mkdir(exist_ok=True)
        path.write_text(f"-- {key} {fingerprint(sql)}\n{found}", "utf-8")
        return
    changed = list(unified_diff(kept.splitlines(), found.splitlines(), "kept", "compiled", n=0, lineterm=""))
    assert not changed, "\n".join([f"{key} compiles to other SQL. See {__name__} for how to accept it.", *changed[:12]])


def test_no_snapshot_without_a_kpi():
    left = {path.stem for path in FOLDER.glob("*.sql")} - set(CATALOGUE)
    if UPDATE:
        for key in left:
            (FOLDER / f"{key}.sql").unlink()
        return
    assert not left


def test_snapshots_stay_small():
    assert sum(path.stat().st_size for path in FOLDER.glob("*.sql")) < 1_500_000


@pytest.mark.parametrize("key", CATALOGUE)
def test_it_compiles_for_spark(key):
    sql = sql_of(key, "pyspark")
    assert "EXCLUDE (" not in sql
    assert "windows" in sql or "days" in sql


def test_steps_name_what_is_equal_once():
    sql = """
        WITH "t3" AS (SELECT "t1"."a" FROM "x" AS "t1" WHERE "t1"."a" > 0)
        SELECT * FROM (
          SELECT "t5"."a", COUNT(*) AS "n" FROM (
            SELECT "t4"."a" FROM "t3" AS "t4" INNER JOIN (SELECT "t2"."a" FROM "x" AS "t2" WHERE "t2"."a" > 0) AS "t6"
              ON "t4"."a" = "t6"."a"
          ) AS "t5" GROUP BY 1
        ) AS "t9"
    """
    lines = steps(sql).splitlines()
    names = [line.split(":")[0] for line in lines]
    assert [line.split(": ")[1] for line in lines] == [
        "SELECT a FROM x WHERE a > 0",
        f"SELECT a.a FROM {names[0]} AS a INNER JOIN {names[0]} AS b ON a.a = b.a",
        f"SELECT a, COUNT(*) AS n FROM {names[1]} GROUP BY 1",
    ]
    assert all(line.startswith(f"{name}: ") for name, line in zip(names, lines, strict=True))
