"""`assay roi`, `assay approaches` and `assay rollout` as they are typed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from support.cli import assay, write_files

YEAR = ("--from", "2026-01-01", "--to", "2026-06-30")


@pytest.fixture(scope="module")
def programme(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """8 of 20 accounts won 1,000 with the programme, 2 of 20 without, 4 of 40 in the South; it cost 2,000."""
    accounts, lists, deals = ["account_id,name,region"], ["list,account_id,valid_from,arm"], []
    for arm, number, wins in (("abm", 20, 8), ("control", 20, 2), ("south", 40, 4)):
        for place in range(number):
            name = f"{arm}{place}"
            accounts.append(f"{name},{name},{'South' if arm == 'south' else 'North'}")
            lists += [f"North,{name},2026-01-01,{arm}"] if arm != "south" else []
            deals += [f"d{name},{name},1000,2026-02-01,2026-05-01,won,abm"] if place < wins else []
    files = {
        "accounts.csv": accounts,
        "list_memberships.csv": lists,
        "opportunities.csv": ["opportunity_id,account_id,amount,created_at,closed_at,status,approach", *deals],
        "costs.csv": ["cost_id,incurred_on,amount,currency,kind", "c1,2026-03-01,1500,EUR,people", "c2,2026-03-02,500,EUR,media"],
        "touches.csv": ["touch_id,occurred_at,kind,account_id", "t1,2026-01-20,chat,abm0", "t2,2026-06-30,email_sent,abm1"],
    }  # fmt: skip
    place = tmp_path_factory.mktemp("programme")
    written = write_files(place / "files", {name: "\n".join(lines) + "\n" for name, lines in files.items()})
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ASSAY_TODAY", "2026-07-15")
        assert assay("init", place / "w").status == 0
        settings = place / "w" / "assay.toml"
        written_settings = re.sub(r"(?m)^#? ?margin = .*$", "margin = 0.5", settings.read_text("utf-8"))
        settings.write_text(written_settings, "utf-8")
        for words in (("-C", place / "w", "load", written), ("-C", place / "w", "refresh")):
            assert assay(*words).status == 0
    return place / "w"


def test_roi(programme: Path) -> None:
    """300 more an account on twenty, 3,000 gross profit for 2,000."""
    said = assay("-C", programme, "roi", *YEAR)
    assert said.status == 0, said.err
    assert "50%" in said.out
    assert "Attributed ROI (not measured)" in said.out
    found = assay("-C", programme, "roi", *YEAR, "--format", "json").json
    assert found["roi"]["value"] == pytest.approx(0.5)
    lines = {line["figure"]: line["value"] for line in assay("-C", programme, "roi", *YEAR, "--format", "csv").csv}
    assert float(lines["roi"]) == pytest.approx(0.5)
    assert (float(lines["cost.people"]), float(lines["cost.media"])) == pytest.approx((1500, 500))


def test_roi_without_a_comparison(programme: Path) -> None:
    said = assay("-C", programme, "roi", *YEAR, "--against", "holdout", "--language", "es")
    assert said.status == 0
    assert "No puede indicarse ningún retorno" in said.out
    assert assay("-C", programme, "roi", "--against", "controls").status == 2
    assert assay("-C", programme, "roi", "--arm", "control").status == 2


def test_rollout(programme: Path) -> None:
    asked = ("-C", programme, "rollout", *YEAR, "--to", "region = 'South'")
    said = assay(*asked, "--from-list", "North")
    assert said.status == 0, said.err
    assert "Break-even" in said.out
    assert "lift is as large there" in said.out
    found = assay(*asked, "--accounts", "10", "--cost-per-account", "20", "--format", "json").json
    assert found["wins"]["value"] == pytest.approx(3)
    assert found["net"]["value"] == pytest.approx(1300)
    lines = {line["figure"]: line["value"] for line in assay(*asked, "--format", "csv").csv}
    assert float(lines["break_even.deals"]) == pytest.approx(8)


def test_rollout_asked_wrongly(programme: Path) -> None:
    for words, status, message in (
        ((), 2, "--to"),
        (("--to", "region = 'Sud'"), 1, "no account where"),
        (("--to", "regions = 'South'"), 2, "Did you mean 'region'"),
        (("--to", "region = 'South'", "--from-list", "Noth"), 2, "Did you mean 'North'"),
        (("--to", "region = 'South'", "--from-list", "North", "--list", "Noth"), 2, "North"),
        (("--to", "region = 'South'", "--accounts", "many"), 2, "--accounts"),
    ):
        said = assay("-C", programme, "rollout", *YEAR, *words)
        assert (said.status, message in said.err) == (status, True), (words, said.err)


def test_approaches(programme: Path) -> None:
    said = assay("-C", programme, "approaches", *YEAR)
    assert said.status == 0, said.err
    assert "Descriptive" in said.out
    lines = assay("-C", programme, "approaches", "new_revenue", *YEAR, "--format", "csv").csv
    assert {line["approach"]: line["value"] for line in lines} == {
        "abm": "14000.0",
        "(total)": "14000.0",
        "(before)": "0.0",
    }
    assert assay("-C", programme, "approaches", "--basis", "scope", *YEAR, "--format", "json").json["basis"] == "scope"
    assert assay("-C", programme, "approaches", "--basis", "all").status == 2
