"""`assay power` and `assay velocity`: what they print, as tables, JSON and CSV."""

from __future__ import annotations

import pytest

from support.cli import assay


def test_power_tells_what_so_few_can_show(workspace):
    said = assay("-C", workspace, "power")
    assert said.status == 0
    assert "Change that would be seen: 4 accounts with the programme, 2 without" in said.out
    assert "first verdict" in said.out


def test_power_as_csv_and_json(workspace):
    rows = assay("-C", workspace, "power", "--kpi", "W02", "--format", "csv").csv
    assert [row["months"] for row in rows] == ["1", "2", "3", "6", "9", "12"]
    assert {row["kpi"] for row in rows} == {"account_win_rate"}
    said = assay("-C", workspace, "power", "--kpi", "W02", "--months", "6", "--format", "json").json
    assert (said["treated"], said["controls"], said["against"], said["months"]) == (4, 2, "control", 6)


def test_how_far_a_programme_is(workspace):
    said = assay("-C", workspace, "power", "--running", "--format", "json").json
    rows = {row["kpi"]: row for row in said["rows"]}
    assert rows["meetings_planned.held"]["followed"] == 4
    assert rows["account_win_rate"]["needed_days"] > rows["meetings_planned.held"]["needed_days"]
    assert "days it takes" in assay("-C", workspace, "power", "--running").out


def test_velocity_of_few_deals_says_so(workspace):
    said = assay("-C", workspace, "velocity")
    assert said.status == 0
    assert "there is no figure to compare" in said.out
    assert "won / lost / open" in said.out


def test_velocity_as_csv_and_json(workspace):
    rows = assay("-C", workspace, "velocity", "--horizon", "60", "--format", "csv").csv
    assert {row["arm"] for row in rows} == {"abm", "control"}
    said = assay("-C", workspace, "velocity", "--horizon", "60", "--format", "json").json
    assert (said["kpi"], said["comparison"], said["horizon"]) == ("deal_velocity", "control", 60)
    assert said["abm"]["won"] + said["abm"]["lost"] + said["abm"]["open"] == said["abm"]["n"] == 4


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["power", "--kpi", "pipeline"], "no forecast for pipeline"),
        (["power", "--share-controls", "2"], "--share-controls is 2"),
        (["power", "--list", "Nrth"], "Did you mean 'North'?"),
        (["power", "--language", "de"], "Unknown language 'de'"),
        (["power", "--running", "--arm", "all"], "Arm 'all' has no entry"),
        (["velocity", "--against", "other"], "Cannot compare against 'other'"),
        (["velocity", "--kpi", "win_rate"], "no duration of deals"),
        (["velocity", "--arm", "control"], "--arm control cannot be chosen"),
    ],
)
def test_wrong_words(workspace, words, told):
    said = assay("-C", workspace, *words)
    assert (said.status, said.out) == (2, "")
    assert told in said.err
