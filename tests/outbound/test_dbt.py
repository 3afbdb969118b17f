"""`assay export dbt`: what can be summed or divided, with the figures' own values; the rest refused by name."""

from __future__ import annotations

import json
import os
import re
import subprocess
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from assay.errors import UsageError
from assay.kpis import CATALOGUE, everything
from assay.metrics.scope import Scope
from assay.outbound.dbt import export_dbt, model_name, refusal
from assay.refresh import refresh
from assay.store.runs import open_run, run_path
from assay.store.workspace import Workspace, create_workspace
from support.cli import assay
from support.landed import land

KEYS = ("target_accounts", "win_rate", "new_revenue", "deal_velocity", "emails_sent")
"""A stock, a share, a sum of money, a mean, a sum of touches."""
TABLES: dict[str, list[dict[str, Any]]] = {
    "accounts": [{"account_id": name, "name": name} for name in ("a", "b")],
    "list_memberships": [
        {"list": "L", "account_id": name, "valid_from": "2026-01-01", "arm": "abm", "tier": "1"} for name in ("a", "b")
    ],
    "stages": [
        {"stage": "Won", "position": "2", "status": "won"},
        {"stage": "Lost", "position": "3", "status": "lost"},
    ],
    "opportunities": [
        {"opportunity_id": f"d{number}", "account_id": account, "created_at": "2026-01-10", "closed_at": day, "stage": stage, "amount": amount, "currency": "EUR"}
        for number, (account, day, stage, amount) in enumerate(
            (("a", "2026-02-10", "Won", "100.25"), ("a", "2026-02-20", "Lost", "7"), ("b", "2026-03-10", "Won", "50"))
        )
    ],
    "touches": [
        {"touch_id": f"t{day}", "occurred_at": f"2026-0{month}-{day:02d}T09:00", "kind": "email_sent", "account_id": "a", "quantity": "3"}
        for month, day in ((2, 3), (2, 4), (3, 5))
    ],
}  # fmt: skip
SCOPE = Scope(start=date(2026, 1, 1), end=date(2026, 3, 31))


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    made = create_workspace(tmp_path_factory.mktemp("dbt") / "w")
    land(made, TABLES)
    refresh(made, today=date(2026, 4, 1))
    return made


@pytest.fixture(scope="module")
def project(workspace: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("project")
    made = export_dbt(workspace, folder, SCOPE, keys=KEYS)
    assert tuple(made.metrics) == KEYS
    return folder


def expected(workspace: Workspace, key: str) -> dict[str, float | None]:
    """Values by period, as Assay answers them."""
    from assay.api import ask

    run = open_run(workspace)
    try:
        found = ask(run, key, SCOPE, grain="month")
    finally:
        run.close()
    return {str(row.period): row.figure.value for row in found.rows if not row.by or set(row.by.values()) == {None}}


def values(connection: Any, metric: dict[str, Any], table: str) -> dict[str, float | None]:
    """The metric as its declaration has it: the sum of the numerator, or that ÷ the sum of the denominator."""
    what = "sum(numerator) / sum(denominator)" if metric["type"] == "ratio" else "sum(numerator)"
    rows = connection.execute(f"SELECT period, {what} FROM {table} GROUP BY 1").fetchall()
    return {str(period): value for period, value in rows}


def read(project: Path, name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((project / "models" / name).read_text("utf-8"))
    return found


def as_view(text: str) -> str:
    """A model without dbt: its references are the run's tables."""
    text = re.sub(r"\{\{ ref\('assay_fact_(\w+)'\) \}\}", r"assay_run.main.\1", text)
    assert "{{" not in text
    return text


@pytest.mark.parametrize("key", KEYS)
def test_a_model_has_the_figure_s_values(workspace: Workspace, project: Path, key: str) -> None:
    metrics = {one["name"]: one for one in read(project, "metrics.yml")["metrics"]}
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{run_path(workspace, 1)}' AS assay_run (READ_ONLY)")
        text = as_view((project / "models" / "kpis" / f"{model_name(CATALOGUE[key])}.sql").read_text("utf-8"))
        found = values(connection, metrics[f"assay_{key}"], f"({text}) AS model")
    known = {period: value for period, value in expected(workspace, key).items() if value is not None and value != 0}
    assert {period: float(value or 0) for period, value in found.items() if value} == pytest.approx(known)
    assert known


def test_values_by_hand(workspace: Workspace) -> None:
    """February: one won of two; 100.25 of money; (31 + 41) ÷ 2 days; twice three mails."""
    february = "2026-02-01"
    told = {key: expected(workspace, key)[february] for key in KEYS}
    assert told["win_rate"] == 0.5
    assert float(told["new_revenue"] or 0) == 100.25
    assert told["emails_sent"] == 6


def test_what_does_not_sum_over_periods_says_so(project: Path) -> None:
    models = {one["name"]: one for one in read(project, "metrics.yml")["semantic_models"]}
    assert "non_additive_dimension" in models["assay_target_accounts"]["measures"][0]
    assert "non_additive_dimension" not in models["assay_win_rate"]["measures"][0]


def test_what_cannot_be_is_refused_by_name() -> None:
    refused = {key: reason for key, kpi in CATALOGUE.items() if (reason := refusal(kpi))}
    assert "a median" in refused["deal_cycle.median"]
    assert "estimated" in refused["lifetime_value"]
    assert "part of a whole" in refused["channel_mix"]
    assert "asset_id" in refused["downloads"]
    assert not {"win_rate", "pipeline", "nps", "quota_attainment", "target_accounts"} & set(refused)
    assert len(CATALOGUE) - len(refused) > 80


def test_the_command_tells_what_was_refused_and_writes_over_nothing(workspace: Workspace, tmp_path: Path) -> None:
    words = ("-C", workspace.path, "export", "dbt", "--kpi", "win_rate", "--kpi", "W06.median", "-o")
    said = assay(*words, tmp_path / "p")
    assert (said.status, "1 KPIs" in said.out) == (0, True), said.err
    assert "Refused: " in said.out
    assert assay(*words, tmp_path / "p").status == 0  # an export may be made anew
    (tmp_path / "q").mkdir()
    (tmp_path / "q" / "thesis.txt").write_text("mine")
    said = assay(*words, tmp_path / "q")
    assert (said.status, "holds something else" in said.err) == (2, True)


def test_words_that_are_none(workspace: Workspace, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="Unknown grain"):
        export_dbt(workspace, tmp_path, grain="fortnight")
    with pytest.raises(UsageError, match="There is no KPI"):
        export_dbt(workspace, tmp_path, keys=["win_rat"])
    assert len(everything()) > len(CATALOGUE)


DBT = Path(os.environ.get("ASSAY_DBT", "build/dbt/bin/dbt"))
"""dbt with dbt-duckdb, in an environment of its own: its pins are not ours. `make dbt` makes it."""


@pytest.mark.dbt
@pytest.mark.skipif(not DBT.exists(), reason="dbt is not installed: `make dbt`, or ASSAY_DBT names it")
def test_dbt_parses_the_project_and_its_values_are_ours(workspace: Workspace, project: Path) -> None:
    environment = {**os.environ, "DBT_SEND_ANONYMOUS_USAGE_STATS": "false", "DO_NOT_TRACK": "1"}
    for words in (["parse"], ["run"]):
        command = [str(DBT.absolute()), *words, "--profiles-dir", ".", "--no-use-colors"]
        said = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)
        assert said.returncode == 0, said.stdout[-3000:] + said.stderr[-1000:]
    manifest = json.loads((project / "target" / "semantic_manifest.json").read_text("utf-8"))
    named = {one["name"] for one in manifest["metrics"]}
    assert {model_name(CATALOGUE[key]) for key in KEYS} <= named
    code = (
        "import duckdb, json, sys; c = duckdb.connect(sys.argv[1]); "
        "print(json.dumps(c.execute('SELECT CAST(period AS VARCHAR), CAST(sum(numerator) AS DOUBLE) / CAST(sum(denominator) AS DOUBLE) "
        "FROM assay_win_rate GROUP BY 1').fetchall()))"
    )
    python = DBT.absolute().with_name("python")
    told = subprocess.run(
        [python, "-c", code, "assay_kpis.duckdb"], cwd=project, capture_output=True, text=True, check=True
    )
    known = {period: value for period, value in expected(workspace, "win_rate").items() if value is not None}
    assert dict(json.loads(told.stdout)) == known
