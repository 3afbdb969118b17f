"""`funnel`, `accounts`, `account`, `deals`, `compare-lists`, `diagnosis`: each as a table, as JSON and as CSV."""

from __future__ import annotations

import pytest

from support.cli import assay

COMMANDS = {
    "funnel": (["funnel"], "stages"),
    "accounts": (["accounts"], "accounts"),
    "deals": (["deals"], "deals"),
    "compare-lists": (["compare-lists", "win_rate", "--by", "tier"], "rows"),
    "diagnosis": (["diagnosis"], "presets"),
}


@pytest.mark.parametrize("name", COMMANDS)
def test_each_prints_in_three_formats(workspace, name):
    words, part = COMMANDS[name]
    said = {form: assay("-C", workspace, *words, "--format", form) for form in ("table", "json", "csv")}
    assert {form: one.status for form, one in said.items()} == dict.fromkeys(said, 0)
    assert said["table"].out.strip()
    assert said["json"].json[part]
    assert said["csv"].csv


def test_the_diagnosis_tells_the_same_in_json_and_csv(workspace):
    found = assay("-C", workspace, "diagnosis", "--format", "json").json
    rows = assay("-C", workspace, "diagnosis", "--format", "csv").csv
    told = {(row["name"], row["what"]): row["value"] for row in rows if row["section"] == "presets"}
    for one in found["presets"]:
        for preset, figure in one["presets"].items():
            written = told[one["kpi"], preset]
            assert (float(written) if written else None) == figure["value"], (one["kpi"], preset)


def test_the_deals_are_the_open_ones(workspace):
    found = assay("-C", workspace, "deals", "--format", "json").json
    assert [deal["opportunity_id"] for deal in found["deals"]] == ["o4"]


def test_an_account_that_does_not_exist(workspace):
    said = assay("-C", workspace, "account", "a9", "--format", "json")
    assert said.status == 2
    assert "a9" in said.err
