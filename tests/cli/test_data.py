import pytest

from assay.store.lock import writing
from assay.store.workspace import Workspace
from support.cli import assay, write_files


def test_init_writes_settings_and_says_what_comes_next(made, workspace):
    assert made["init"].status == 0
    assert (workspace / "assay.toml").is_file()
    assert "load" in made["init"].out


def test_init_leaves_a_workspace_alone(workspace):
    said = assay("init", workspace)
    assert said.status == 2
    assert "exists already" in said.err


def test_init_without_a_folder_makes_one_of_this(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert assay("init").status == 0
    assert (tmp_path / "assay.toml").is_file()


def test_before_anything_is_built_a_question_says_what_to_do(made):
    assert made["kpi before"].status == 1
    assert made["kpi before"].out == ""
    assert "assay refresh" in made["kpi before"].err


def test_before_anything_is_built_a_definition_can_be_read(made):
    assert made["explain before"].status == 0
    assert "New-business deals won in the window" in made["explain before"].out
    assert "Nothing has been built" in made["explain before"].err


def test_check_shows_the_effect_and_loads_nothing(made):
    assert made["check"].status == 0
    assert "nothing was loaded" in made["check"].out
    assert made["load"].json["total"]["unchanged"] == 0


def test_load_tells_what_came_of_every_row(made):
    report = made["load"].json
    assert made["load"].status == 0
    assert report["total"] == {
        "rows_in": 25,
        "loaded": 24,
        "unchanged": 0,
        "duplicate": 0,
        "conflict": 0,
        "quarantined": 1,
    }
    (row,) = report["quarantine"]
    assert (row["file"], row["line"], row["column"], row["value"]) == ("opportunities.csv", 7, "created_at", "someday")


def test_load_prints_counts_decisions_and_remedies(made):
    out = made["check"].out
    for word in ("quarantined", "semicolon", "opportunities.csv:7", "someday", "not a "):
        assert word in out


def test_the_same_files_again_change_nothing(workspace, files):
    said = assay("load", files, "-C", workspace, "--format", "csv")
    assert said.status == 0
    assert {row["loaded"] for row in said.csv} == {"0"}
    assert sum(int(row["unchanged"]) + int(row["duplicate"]) for row in said.csv) == 24


def test_nothing_usable_is_status_1(tmp_path):
    folder = write_files(tmp_path, {"costs.csv": "cost_id,incurred_on,amount,currency\n1,2026-01-01,none,EUR\n"})
    assert assay("init", tmp_path / "w").status == 0
    said = assay("-C", tmp_path / "w", "load", folder / "costs.csv")
    assert said.status == 1
    assert "No row could be loaded" in said.out


def test_an_option_needs_a_value(workspace, files):
    said = assay("-C", workspace, "load", files, "--option", "date_order")
    assert said.status == 2
    assert "NAME=VALUE" in said.err


def test_an_option_says_how_a_file_is_written(tmp_path):
    rows = "cost_id,incurred_on,amount,currency\n1,03/04/25,5,EUR\n"
    path = write_files(tmp_path, {"costs.csv": rows}) / "costs.csv"
    assay("init", tmp_path / "w")
    refused = assay("-C", tmp_path / "w", "load", path)
    assert refused.status == 2
    assert "date_order" in refused.err
    assert assay("-C", tmp_path / "w", "load", path, "--option", "date_order=dmy").status == 0


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (["--preset", "saleforce"], "salesforce"),
        (["--table", "acounts"], "accounts"),
        (["--option", "date_ordr=dmy"], "date_order"),
    ],
)
def test_a_wrong_word_is_met_with_the_right_one(workspace, files, words, meant):
    said = assay("-C", workspace, "load", files / "accounts.csv", *words)
    assert said.status == 2
    assert f"Did you mean '{meant}'?" in said.err


def test_refresh_reports_the_run(made):
    report = made["refresh"].json
    assert made["refresh"].status == 0
    assert (report["number"], report["changed"], report["today"]) == (1, True, "2026-06-01")
    assert report["model"]["accounts"] == 6
    assert report["quarantined"]["list_memberships"] == 1


def test_refresh_without_news_keeps_the_run(workspace, made, monkeypatch):
    assert made["refresh"].status == 0
    monkeypatch.setenv("ASSAY_TODAY", "2026-06-01")
    said = assay("-C", workspace, "refresh")
    assert said.status == 0
    assert "Nothing has changed: run 1" in said.out


def test_a_busy_workspace_is_status_3_and_tells_who(workspace):
    with writing(Workspace.find(workspace), "load"):
        said = assay("-C", workspace, "refresh")
    assert said.status == 3
    assert "is busy" in said.err
    assert said.out == ""


def test_a_damaged_workspace_is_status_3(tmp_path):
    assay("init", tmp_path / "w")
    (tmp_path / "w" / ".assay" / "current").write_text("{", "utf-8")
    said = assay("-C", tmp_path / "w", "kpi", "win_rate")
    assert said.status == 3
    assert "damaged" in said.err


def test_wrong_settings_are_status_2(tmp_path):
    assay("init", tmp_path)
    (tmp_path / "assay.toml").write_text('curency = "EUR"\n', "utf-8")
    said = assay("-C", tmp_path, "refresh")
    assert said.status == 2
    assert "Did you mean 'currency'?" in said.err


def test_runs_and_the_way_back(workspace, made):
    assert made["refresh"].status == 0
    (run,) = assay("runs", "-C", workspace, "--format", "json").json
    assert (run["run"], run["current"], run["today"], run["problem"]) == (1, True, "2026-06-01", None)
    assert assay("-C", workspace, "runs", "--use", "1").status == 0
    unknown = assay("-C", workspace, "runs", "--use", "7")
    assert unknown.status == 2
    assert "Kept: 1" in unknown.err


def test_lists_with_their_arms(workspace, made):
    assert made["refresh"].status == 0
    said = assay("-C", workspace, "lists", "--format", "json").json
    assert [(one["list"], one["arm"], one["accounts"], one["tiers"]) for one in said["lists"]] == [
        ("North", "abm", 4, "1 2"),
        ("North", "control", 2, None),
    ]
    (control,) = assay("-C", workspace, "lists", "--arm", "control", "--format", "csv").csv
    assert (control["accounts"], control["first_day"], control["last_day"]) == ("2", "2026-01-01", "")
    early = assay("-C", workspace, "lists", "--as-of", "2025-12-31")
    assert "No list row" in early.out
