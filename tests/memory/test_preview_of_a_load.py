"""What a load would do to the headline figures is told before: the figures are then those of the real load."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from assay.landing.manifest import landed_files
from assay.refresh import refresh
from assay.store.runs import published
from assay.store.workspace import Workspace, create_workspace
from support.cli import assay, write_files
from support.landed import land

TODAY = date(2026, 4, 15)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = create_workspace(tmp_path / "w")
    deal = {"account_id": "a", "currency": "EUR", "created_at": "2026-01-20", "stage": "Talk"}
    land(
        made,
        {
            "accounts": [{"account_id": "a", "name": "Alpha"}, {"account_id": "b", "name": "Beta"}],
            "list_memberships": [{"list": "L", "account_id": name, "valid_from": "2026-01-01"} for name in ("a", "b")],
            "stages": [{"stage": "Talk", "position": "1", "status": "open", "is_qualified": "true"}],
            "opportunities": [{"opportunity_id": "d", "amount": "10000", **deal}],
        },
    )
    refresh(Workspace(made.path), today=TODAY)
    return Workspace(made.path)


def test_the_figures_that_are_told_are_those_of_the_load(workspace: Workspace, tmp_path: Path) -> None:
    """A deal of 10,000 is corrected to 25,000: the pipeline to date goes from one to the other."""
    text = "opportunity_id,account_id,amount,currency,created_at,stage\nd,a,25000,EUR,2026-01-20,Talk\n"
    file = write_files(tmp_path / "files", {"opportunities.csv": text}) / "opportunities.csv"
    loads, runs = len(landed_files(workspace)), published(workspace)
    told = assay("-C", workspace.path, "load", file, "--check", "--figures", "--format", "json")
    assert told.status == 0, told.err
    figures = {(one["kpi"], one["window"]): one for one in told.json["figures"]["figures"]}
    pipeline = figures["pipeline", "to_date"]
    assert (pipeline["before"]["value"], pipeline["after"]["value"], pipeline["differs"]) == (10_000, 25_000, True)
    assert not figures["target_accounts", "to_date"]["differs"]
    assert (len(landed_files(workspace)), published(workspace)) == (loads, runs), "nothing has landed, nothing is built"
    assert not list(workspace.spill.glob("*")), "nothing of the trial stays"
    assert assay("-C", workspace.path, "load", file).status == 0
    refresh(Workspace(workspace.path), today=TODAY)
    asked = ("kpi", "pipeline", "--from", "2026-01-01", "--to", "2026-03-31", "--format", "json")
    assert assay("-C", workspace.path, *asked).json["rows"][0]["value"] == 25_000


def test_figures_belong_to_a_check(workspace: Workspace, tmp_path: Path) -> None:
    file = write_files(tmp_path / "files", {"accounts.csv": "account_id,name\nc,Gamma\n"}) / "accounts.csv"
    refused = assay("-C", workspace.path, "load", file, "--figures")
    assert refused.status != 0
    assert "--figures belongs to --check" in refused.err
