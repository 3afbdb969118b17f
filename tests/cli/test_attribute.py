"""`assay attribute` as it is typed."""

from __future__ import annotations

from pathlib import Path

from support.cli import assay

YEAR = ("--from", "2026-01-01", "--to", "2026-05-20")


def test_all_models_side_by_side(workspace: Path) -> None:
    said = assay("-C", workspace, "attribute", *YEAR)
    assert said.status == 0, said.err
    assert "4 deals created, €4,251" in said.out
    assert "Attribution is an allocation" in said.out
    assert "full_path" in said.out
    assert "no touch" in said.out


def test_json_and_csv_say_the_same(workspace: Path) -> None:
    asked = ("-C", workspace, "attribute", *YEAR, "--model", "linear")
    found, lines = assay(*asked, "--format", "json").json, assay(*asked, "--format", "csv").csv
    assert (found["design"], found["deals"], found["amount"]) == ("allocation", 4, 4250.75)
    rows = found["models"][0]["rows"]
    assert sum(row["credit"] for row in rows) == 4250.75
    assert [(line["channel"], float(line["credit"])) for line in lines] == [
        (row["value"] or "", row["credit"]) for row in rows
    ]


def test_rows_of_one_model(workspace: Path) -> None:
    said = assay("-C", workspace, "attribute", *YEAR, "--model", "first", "--rows", "--format", "csv")
    assert {line["opportunity_id"]: float(line["amount"]) for line in said.csv} == {
        "o1": 1000.5,
        "o2": 2000,
        "o3": 500.25,
        "o4": 750,
    }


def test_in_another_language(workspace: Path) -> None:
    assert "ne prouve pas" in assay("-C", workspace, "attribute", "--language", "fr", "--model", "u").out


def test_wrong_words(workspace: Path) -> None:
    for words, message in (
        (("--model", "frist"), "Did you mean 'first'"),
        (("--by", "chanel"), "Did you mean 'channel'"),
        (("--outcome", "lost"), "--outcome 'lost' is unknown"),
        (("--rows",), "--model linear"),
        (("--half-life", "-1", "--model", "time_decay"), "more than 0"),
        (("--mode", "cohort"), "not at a cohort"),
        (("--list", "Nrth"), "North"),
        (("--language", "de"), "de"),
    ):
        said = assay("-C", workspace, "attribute", *words)
        assert said.status == 2, words
        assert message in said.err, said.err
