"""`assay lists draw`, from the list to the loaded holdout; `assay lists` as before."""

from __future__ import annotations

from pathlib import Path

import pytest

from assay.api import open_workspace as assay_open
from assay.planning.holdout import drawn as known_draws
from assay.planning.holdout import drawn_by_lot
from support.cli import assay, write_files

ACCOUNTS = "account_id,name\n" + "".join(f"a{n:02},Account {n}\n" for n in range(40))
LISTS = "list,account_id,valid_from,tier\n" + "".join(f"Spring,a{n:02},2026-06-08,{1 + n % 2}\n" for n in range(40))
TOUCHES = "touch_id,occurred_at,kind,account_id\n" + "".join(f"t{n},2026-05-20,chat,a{n:02}\n" for n in range(40))
FILES = {"accounts.csv": ACCOUNTS, "list_memberships.csv": LISTS, "touches.csv": TOUCHES}


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory):
    """A list is loaded, a holdout drawn before its launch, its rows loaded, and the launch has come."""
    folder = tmp_path_factory.mktemp("draw")
    files = write_files(folder / "files", FILES)
    space, file = folder / "w", folder / "holdout.csv"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ASSAY_TODAY", "2026-06-01")
        said = {"init": assay("init", space), "load": assay("-C", space, "load", files)}
        said["refresh"] = assay("-C", space, "refresh")
        said["before"] = assay("-C", space, "power", "--list", "Spring", "--share-controls", "0.25", "--format", "json")
        said["draw"] = assay(
            "lists",
            "-C",
            space,
            "draw",
            "--list",
            "Spring",
            "--share",
            "0.25",
            "--seed",
            "11",
            "-o",
            file,
            "--format",
            "json",
        )
        said["again"] = assay("-C", space, "lists", "draw", "--list", "Spring")
        said["loaded"] = assay("-C", space, "load", file, "--table", "list_memberships")
        patch.setenv("ASSAY_TODAY", "2026-07-01")
        said["refreshed"] = assay("-C", space, "refresh")
    return {**said, "space": space, "file": file}


def test_nothing_went_wrong_on_the_way(drawn):
    for step in ("init", "load", "refresh", "before", "draw", "loaded", "refreshed"):
        assert (step, drawn[step].status, drawn[step].err if drawn[step].status else "") == (step, 0, "")


def test_a_list_that_has_not_started_can_be_forecast(drawn):
    said = drawn["before"].json
    assert (said["treated"], said["controls"], said["launches_on"]) == (30, 10, "2026-06-08")


def test_the_draw_says_all_there_is_to_know(drawn):
    said = drawn["draw"].json
    assert (said["draw"], said["seed"], said["abm"], said["holdout"]) == (1, 11, 30, 10)
    assert [(block["name"], block["holdout"]) for block in said["strata"]] == [
        ("tier 1 · no pipeline", 5),
        ("tier 2 · no pipeline", 5),
    ]
    assert said["warnings"] == []
    assert Path(said["file"]) == drawn["file"]


def test_drawing_again_is_refused(drawn):
    assert (drawn["again"].status, drawn["again"].out) == (2, "")
    assert "drawn before: draw 1" in drawn["again"].err


def test_the_loaded_arms_are_those_that_were_drawn(drawn):
    said = assay("-C", drawn["space"], "lists", "--as-of", "2026-06-30", "--format", "json").json
    assert [(one["arm"], one["accounts"], one["first_day"]) for one in said["lists"]] == [
        ("abm", 30, "2026-06-08"),
        ("holdout", 10, "2026-06-08"),
    ]
    held = {account for account, arm in drawn["draw"].json["accounts"].items() if arm == "holdout"}
    rows = assay(
        "-C",
        drawn["space"],
        "kpi",
        "target_accounts",
        "--arm",
        "holdout",
        "--as-of",
        "2026-06-30",
        "--rows",
        "--format",
        "json",
    )
    assert {row["account_id"] for row in rows.json["rows"]} == held


def test_lists_takes_its_options_still(drawn):
    (holdout,) = assay(
        "-C", drawn["space"], "lists", "--arm", "holdout", "--as-of", "2026-06-30", "--format", "csv"
    ).csv
    assert holdout["accounts"] == "10"


def test_as_a_table(drawn, tmp_path):
    said = assay(
        "-C",
        drawn["space"],
        "lists",
        "draw",
        "--list",
        "Spring",
        "--again",
        "--seed",
        "3",
        "-o",
        tmp_path / "again.csv",
    )
    assert said.status == 0
    assert "Draw 2 of list Spring" in said.out
    assert "seed 3 · share 0.2 · by tier, prior_pipeline" in said.out
    assert "Next: `assay load" in said.out


@pytest.mark.parametrize(
    ("words", "status", "told"),
    [
        (["--list", "Sprng"], 2, "Did you mean 'Spring'?"),
        ([], 2, "--list"),
        (["--list", "Spring", "--again", "--share", "5"], 2, "--share is 5"),
        (["--list", "Spring", "--again", "--by", "tir"], 2, "Did you mean 'tier'?"),
        (["--list", "Spring", "--again", "--from", "soon"], 2, "'soon' is no date"),
    ],
)
def test_wrong_words(drawn, tmp_path, words, status, told):
    said = assay("-C", drawn["space"], "lists", "draw", "-o", tmp_path / "x.csv", *words)
    assert (said.status, said.out) == (status, "")
    assert told in said.err
    assert not (tmp_path / "x.csv").exists()


def test_help_names_the_draw():
    assert "draw" in assay("lists", "--help").out
    assert "--share" in assay("lists", "draw", "--help").out


def test_a_run_knows_the_draw_its_arms_come_from(drawn):
    with assay_open(drawn["space"]) as reader:
        (record,) = known_draws(reader.run, "Spring")[:1]
        found = drawn_by_lot(reader.run, "Spring", drawn["draw"].json["accounts"])
    assert (record.id, record.seed, found.id) == (1, 11, 1)
    assert len(record.holdout()) == 10
