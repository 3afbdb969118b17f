"""`assay compare` as people type it, on the tiny workspace and on the sample company."""

from __future__ import annotations

import pytest

from support.cli import assay
from support.sample import sample_workspace

SINCE = ("--from", "2025-01-13")
TINY = ("--from", "2026-01-01", "--to", "2026-06-01")


@pytest.fixture(scope="module")
def sample():
    return sample_workspace().path


def test_the_verdict_comes_first(sample):
    said = assay("-C", sample, "compare", "opportunity_rate", *SINCE)
    assert said.status == 0, said.err
    assert said.out.startswith("Opportunity rate: 58.8% with the programme, 42% for comparable accounts")
    assert said.out.index("Matched:") < said.out.index("Balance:") < said.out.index("Not compared")


def test_one_figure_is_one_object_and_several_are_several(sample):
    one = assay("-C", sample, "compare", "opportunity_rate", *SINCE, "--format", "json").json
    assert (one["kpi"], one["comparison"], one["verdict"]) == ("opportunity_rate", "control", "higher")
    several = assay("-C", sample, "compare", "win_rate,opportunity_rate", *SINCE, "--format", "json").json
    # Whichever figure is named first: the primary one was chosen before (assay.toml).
    assert several["primary"] == "opportunity_rate"
    assert list(several["comparisons"]) == ["win_rate", "opportunity_rate"]
    assert not several["comparisons"]["win_rate"]["primary"]
    assert several["comparisons"]["win_rate"]["p_adjusted"] is not None


def test_without_a_key_the_headlines_are_compared(sample):
    rows = assay("-C", sample, "compare", *SINCE, "--format", "csv").csv
    assert [row["kpi"] for row in rows] == [
        "opportunity_rate",
        "account_win_rate",
        "win_rate",
        "average_deal_size",
        "deal_velocity",
    ]
    assert rows[0]["sentence"].startswith("Opportunity rate")


def test_a_raw_comparison_warns(sample):
    said = assay("-C", sample, "compare", "opportunity_rate", *SINCE, "--method", "raw")
    assert "cannot be credited to the programme" in said.out
    assert "Warning: A raw difference is not an effect" in said.out


def test_it_speaks_the_language_asked_for(sample):
    for language, word in (("fr", "avec le programme"), ("es", "con el programa"), ("ru", "с программой")):
        assert word in assay("-C", sample, "compare", "opportunity_rate", *SINCE, "--language", language).out


def test_a_lot_makes_it_causal(sample):
    said = assay(
        "-C", sample, "compare", "opportunity_rate", *SINCE, "--against", "holdout", "--list", "Growth markets"
    )
    assert "The programme raised it by" in said.out


def test_few_accounts_are_described(workspace):
    said = assay("-C", workspace, "compare", "win_rate", *TINY, "--format", "json")
    assert said.status == 0, said.err
    assert (said.json["design"], said.json["rung"], said.json["verdict"]) == ("descriptive", 5, "not_an_effect")
    assert said.json["abm"]["accounts"] == 4
    assert "4 treated accounts" in said.json["sentence"]


@pytest.mark.parametrize(
    ("words", "status", "hint"),
    [
        (("win_rat",), 2, "win_rate"),
        (("win_rate", "--against", "contrl"), 2, "control"),
        (("win_rate", "--against", "holdout"), 1, "assay lists draw"),
        (("win_rate", "--balancing", "entropi"), 2, "entropy"),
        (("win_rate", "--covariate", "win_rate"), 2, "after launch"),
        (("win_rate", "--arm", "control"), 2, "--against"),
        (("win_rate", "--list", "Nort"), 2, "North"),
        (("win_rate", "--language", "de"), 2, "Known: en"),
        (("opportunity_rate_difference",), 2, "assay compare"),
    ],
)
def test_wrong_words_are_told(workspace, words, status, hint):
    said = assay("-C", workspace, "compare", *words, *TINY)
    assert said.status == status
    assert hint in said.err
    assert said.out == ""


# The comparisons of the catalogue


def test_a_comparison_of_the_catalogue_is_an_answer(sample):
    found = assay("-C", sample, "kpi", "opportunity_rate_difference", *SINCE, "--format", "json").json
    compared = assay("-C", sample, "compare", "opportunity_rate", *SINCE, "--format", "json").json
    total = found["total"]
    assert (found["id"], found["unit"]) == ("P07", "points")
    assert total["value"] == pytest.approx(100 * compared["difference"])
    assert (total["low"], total["high"]) == pytest.approx((100 * compared["low"], 100 * compared["high"]))
    assert total["note"].startswith(compared["sentence"])
    assert total["extra"]["abm"] == compared["abm"]
    assert {"kpi", "id", "name", "unit", "definition", "from", "to", "as_of", "scope", "run", "rows", "total"} <= set(
        found
    )


def test_two_figures_stand_in_one_comparison(sample):
    found = assay("-C", sample, "kpi", "P06", *SINCE, "--format", "json").json["total"]
    assert found["extra"]["kpi"] == "account_win_rate"
    assert found["extra"]["win_rate"]["difference"] > 0


def test_any_kpi_against_the_control_group(sample):
    found = assay("-C", sample, "kpi", "against_control", *SINCE, "--format", "json").json["total"]
    assert found["value"] is None
    assert found["note"]
    assert {"opportunity_rate", "deal_velocity"} <= set(found["extra"])


@pytest.mark.parametrize("option", [("--by", "tier"), ("--grain", "month"), ("--rows",), ("--sql",)])
def test_a_comparison_has_no_rows_of_its_own(sample, option):
    said = assay("-C", sample, "kpi", "P07", *SINCE, *option)
    assert said.status == 2
    assert "two arms" in said.err


def test_a_comparison_explains_itself(sample):
    said = assay("-C", sample, "kpi", "P04", *SINCE, "--explain")
    assert said.status == 0, said.err
    assert "comparison: both groups" in said.out
    assert "Did you mean 'cycle_difference'?" in assay("kpi", "cycle_diference", "-C", sample).err
