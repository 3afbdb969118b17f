"""`assay changes` as people type it."""

import pytest

from support.cli import assay


@pytest.fixture
def changes(history):
    return lambda *words: assay("-C", history.workspace.path, "changes", *words)


MARCH = ("--from", "2026-03-01", "--to", "2026-03-31")


def test_as_json(changes, history):
    said = changes(
        "--from-run", str(history.first), "--to-run", str(history.corrected), "new_revenue", *MARCH, "--format", "json"
    )
    assert said.status == 0, said.err
    (change,) = said.json["changes"]
    assert (change["kpi"], change["window"], change["difference"]) == ("new_revenue", "asked", 900.0)
    assert (
        change["before"] | {"value": 500.0, "currency": "EUR", "from": "2026-03-01", "as_of": "2026-03-31"}
        == change["before"]
    )
    assert change["causes"] == [
        {"cause": "deals", "before": 500.0, "after": 1100.0, "difference": 600.0},
        {"cause": "rates", "before": 1100.0, "after": 1400.0, "difference": 300.0},
    ]
    assert said.json["from_run"]["run"] == history.first
    assert said.json["reasons"]["rates"] == ["fx_rates: 1 new or changed rows in 1 load"]


def test_as_csv(changes, history):
    said = changes("--from-date", "2026-04-02", "engaged_share", "--format", "csv", "--to-run", str(history.later))
    # Engaged share on the last day with data: 2 of 4, later 3 of 4 (two days later account c writes too).
    assert [(row["window"], row["cause"], row["part"]) for row in said.csv] == [("to_date", "time", "0.25")]


def test_as_a_table(changes, history):
    said = changes("--from-run", str(history.later), "--to-run", str(history.redefined), "engaged_accounts", *MARCH)
    assert said.status == 0, said.err
    assert "definition: engagement.lookback_days: 90 → 5" in said.out
    line = next(line for line in said.out.splitlines() if "2026-03-01" in line)
    assert line.split()[-3:] == ["-2", "definition", "-2"]


def test_without_words_it_compares_the_current_run_with_the_one_before(changes, history):
    said = changes("engaged_accounts", *MARCH, "--format", "json")
    assert (said.json["from_run"]["run"], said.json["to_run"]["run"]) == (history.later, history.redefined)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--from-run", "1", "--from-date", "2026-04-01"), "both name a run"),
        (("--from-date", "yesterday"), "'yesterday' is no date"),
        (("--from-run", "77"), "no run 77"),
        (("--to-run", "1"), "no run before 1"),
        (("win_rat",), "win_rat"),
    ],
)
def test_wrong_words(changes, words, message):
    said = changes(*words)
    assert said.status == 2
    assert message in said.err
