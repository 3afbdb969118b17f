"""A holdout by lot: each company has the same chance, blocks and families hold together, and what was drawn stays."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, timedelta
from pathlib import Path

import numpy as np
import pytest

from assay.errors import DataError, UsageError, WorkspaceError
from assay.languages import LANGUAGES
from assay.planning.holdout import Member, draw, drawn, drawn_by_lot, families, log_path, lot, prior_pipeline, strata_of
from assay.store.workspace import Workspace, create_workspace
from support.company import company

TODAY = date(2026, 3, 31)
LAUNCH = date(2026, 4, 15)


@pytest.fixture(scope="module")
def run():
    """Sixty accounts on a list that starts in two weeks, three tiers; every third has pipeline; a0, a1, a2 are one group."""
    accounts = [{"account_id": f"a{n}", "name": f"A{n}", "employees": 10 * n, "industry": "Retail"} for n in range(60)]
    accounts += [{"account_id": "partner", "name": "P", "is_excluded": True}, {"account_id": "b0", "name": "B"}]
    for child in (1, 2):
        accounts[child]["parent_account_id"] = "a0"
    listed = [f"a{n}" for n in range(60)]
    lists = [
        {"list": "New", "account_id": name, "valid_from": LAUNCH, "tier": str(1 + n % 3), "programme_id": "P"}
        for n, name in enumerate(listed)
    ]
    lists.append({"list": "New", "account_id": "partner", "valid_from": LAUNCH})
    lists += [{"list": "Old", "account_id": f"a{n}", "valid_from": TODAY - timedelta(days=100)} for n in range(20)]
    lists += [{"list": "Old", "account_id": "b0", "valid_from": TODAY - timedelta(days=100), "arm": "holdout"}]
    lists += [{"list": "Short", "account_id": f"a{n}", "valid_from": LAUNCH} for n in range(3)]
    deals = [
        {
            "opportunity_id": f"o{n}",
            "account_id": f"a{n}",
            "created_at": TODAY - timedelta(days=60),
            "amount": 100 * (n + 1),
            "status": "open",
        }
        for n in range(0, 60, 3)
    ]
    programmes = [{"programme_id": "P", "name": "P"}]
    tables = {"accounts": accounts, "list_memberships": lists, "opportunities": deals, "programmes": programmes}
    return company(tables, today=TODAY)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return create_workspace(tmp_path / "w")


def test_a_fifth_of_the_list_in_every_block(run, workspace):
    found = draw(run, workspace, "New", seed=1)
    arms = list(found.record.arms.values())
    assert len(arms) == 60
    assert 11 <= arms.count("holdout") <= 14
    assert sum(block.accounts for block in found.strata) == 60
    for block in found.strata:
        assert abs(block.holdout - 0.2 * block.accounts) < 1 + 2 * ("tier 1" in block.name)
    assert {block.name.split(" · ")[1] for block in found.strata} == {"no pipeline", "low pipeline", "high pipeline"}


def test_relatives_stand_together(run, workspace):
    for seed in range(8):
        found = draw(run, workspace, "New", seed=seed, again=True)
        assert len({found.record.arms[name] for name in ("a0", "a1", "a2")}) == 1
        assert {found.record.strata[name] for name in ("a0", "a1", "a2")} == {"tier 1 · low pipeline"}


def test_the_same_seed_draws_the_same(run, tmp_path):
    first, second, other = (
        draw(run, create_workspace(tmp_path / str(place)), "New", seed=seed).record
        for place, seed in enumerate((7, 7, 8))
    )
    assert first.arms == second.arms != other.arms


def test_without_a_seed_one_is_made_and_kept(run, workspace):
    found = draw(run, workspace, "New")
    again = draw(run, workspace, "New", seed=found.record.seed, again=True)
    assert again.record.arms == found.record.arms


def test_every_company_has_the_same_chance():
    """Ten blocks of one to ten companies: none is always or never drawn, however small its block."""
    strata = {f"{block}-{n}": str(block) for block in range(10) for n in range(block + 1)}
    singles = {name: (name,) for name in strata}
    drawn_so_often = dict.fromkeys(strata, 0)
    for seed in range(2000):
        taken = lot(singles, strata, 0.2, seed)
        assert len(taken) == 11
        for name in taken:
            drawn_so_often[name] += 1
    shares = np.array(list(drawn_so_often.values())) / 2000
    assert shares == pytest.approx(np.full(55, 0.2), abs=0.04)


def test_small_blocks_take_turns():
    """Twenty blocks of one: four of them give their only company."""
    strata = {str(n): str(n) for n in range(20)}
    assert len(lot({name: (name,) for name in strata}, strata, 0.2, 3)) == 4


def test_a_family_stands_in_the_block_of_its_highest_account():
    members = [
        Member(name, name, "p", str(tier), tier, None, LAUNCH, date.max)
        for name, tier in (("x", 3), ("y", 1), ("z", 2))
    ]
    assert families(members) == {"p": ("y", "z", "x")}


def test_arms_are_alike_before_launch(run, workspace):
    found = draw(run, workspace, "New", seed=4)
    balance = {one.covariate: one for one in found.balance}
    arms = {arm: [n for n in range(60) if found.record.arms[f"a{n}"] == arm] for arm in ("abm", "holdout")}
    assert balance["employees"].abm == pytest.approx(10 * np.mean(arms["abm"]))
    assert balance["employees"].holdout == pytest.approx(10 * np.mean(arms["holdout"]))
    amounts = {n: 100 * (n + 1) if n % 3 == 0 else 0 for n in range(60)}
    assert balance["prior_pipeline"].abm == pytest.approx(np.mean([amounts[n] for n in arms["abm"]]))
    assert abs(balance["prior_pipeline"].difference) < 0.5


def test_the_file_replaces_the_list_rows(run, workspace, tmp_path):
    found = draw(run, workspace, "New", seed=1, output=tmp_path / "draw.csv")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "draw.csv").read_text("utf-8"))))
    assert len(rows) == 60
    assert {row["valid_from"] for row in rows} == {"2026-04-15"}
    assert {row["account_id"] for row in rows if row["arm"] == "holdout"} == found.record.holdout()
    assert {row["tier"] for row in rows} == {"1", "2", "3"}
    assert rows[0]["programme_id"] == "P"
    assert "partner" not in {row["account_id"] for row in rows}


def test_who_has_been_on_the_list_for_a_while_leaves_it_with_a_warning(run, workspace):
    found = draw(run, workspace, "Old", seed=1, by=["tier"])
    assert any(warning.startswith("20 accounts have been on the list") for warning in found.warnings)
    assert any(warning.startswith("1 account of this list is held back already") for warning in found.warnings)
    held = min(found.record.holdout())
    rows = [row[2:5] for row in found.rows if row[1] == held]
    entry = TODAY - timedelta(days=100)
    assert rows == [(entry, TODAY, "abm"), (TODAY, None, "holdout")]
    stays = next(account for account, arm in found.record.arms.items() if arm == "abm")
    assert [row[2:5] for row in found.rows if row[1] == stays] == [(entry, None, "abm")]


def test_a_list_that_starts_later_is_drawn_in_time(run, workspace):
    warnings = draw(run, workspace, "New", seed=1).warnings
    assert not any("on the list for more" in warning for warning in warnings)


def test_a_draw_is_made_once(run, workspace):
    first = draw(run, workspace, "New", seed=1).record
    with pytest.raises(UsageError, match=r"drawn before: draw 1 of .*, seed 1") as refused:
        draw(run, workspace, "New", seed=2)
    assert "--again" in refused.value.hint
    draw(run, workspace, "Old", seed=3)
    second = draw(run, workspace, "New", seed=2, again=True).record
    assert [one.id for one in drawn(workspace)] == [1, 2, 3]
    assert drawn(workspace, "New") == (first, second)


def test_a_draw_is_recognised_in_the_loaded_arms(run, workspace):
    record = draw(run, workspace, "New", seed=1).record
    assert drawn_by_lot(workspace, "New", record.arms) == record
    swapped = {name: "holdout" if arm == "abm" else "abm" for name, arm in record.arms.items()}
    assert drawn_by_lot(workspace, "New", swapped) is None
    assert drawn_by_lot(workspace, "New", {**record.arms, "b0": "holdout"}) is None
    assert drawn_by_lot(workspace, "Old", record.arms) is None
    assert drawn_by_lot(run, "New", record.arms) is None
    assert strata_of(record, ["a0", "nobody"]) == ("tier 1 · low pipeline", "?")


def test_a_damaged_log_is_no_empty_log(run, workspace):
    draw(run, workspace, "New", seed=1)
    with log_path(workspace).open("a") as file:
        file.write('{"id": 2}\n')
    with pytest.raises(WorkspaceError, match="line 2"):
        drawn(workspace)


def test_the_log_tells_all(run, workspace):
    draw(run, workspace, "New", seed=1, share=0.3, by=["industry", "employees"], primary="W03")
    (line,) = log_path(workspace).read_text("utf-8").splitlines()
    said = json.loads(line)
    assert (said["seed"], said["share"], said["by"], said["list"]) == (1, 0.3, ["industry", "employees"], "New")
    assert set(said["strata"].values()) == {"Retail · low employees", "Retail · high employees"}
    assert len(said["arms"]) == 60
    assert said["primary"] == "win_rate"


def test_warnings_in_every_language(run, tmp_path):
    said = {
        language: draw(run, create_workspace(tmp_path / language), "Old", seed=1, language=language).warnings
        for language in LANGUAGES
    }
    assert len({warnings[0] for warnings in said.values()}) == 4


@pytest.mark.parametrize(
    ("asked", "error", "words"),
    [
        ({"list": "Nwe"}, UsageError, "no list 'Nwe'"),
        ({"share": 1}, UsageError, "--share is 1"),
        ({"by": ["tier", "tier"]}, UsageError, "twice"),
        ({"by": ["industri"]}, UsageError, "Cannot draw by 'industri'"),
        ({"list": "Short"}, DataError, "too few companies to hold 20% back: 1"),
        ({"start": date(9999, 12, 31)}, DataError, "no account of arm 'abm'"),
    ],
)
def test_what_cannot_be_drawn(run, workspace, asked, error, words):
    with pytest.raises(error, match=words):
        draw(run, workspace, **{"list": "New", **asked})
    assert drawn(workspace) == ()


def test_a_file_that_is_there_is_not_overwritten(run, workspace, tmp_path):
    (tmp_path / "mine.csv").write_text("mine")
    with pytest.raises(UsageError, match="exists already"):
        draw(run, workspace, "New", output=tmp_path / "mine.csv")
    with pytest.raises(UsageError, match="no folder"):
        draw(run, workspace, "New", output=tmp_path / "nowhere" / "draw.csv")
    assert drawn(workspace) == ()
    assert (tmp_path / "mine.csv").read_text() == "mine"


def test_a_draw_for_a_later_day_is_made_today(run, workspace):
    """Nobody has been treated yet; the list's own first day stays that of both arms."""
    found = draw(run, workspace, "New", seed=1, start=LAUNCH + timedelta(days=60))
    assert found.record.valid_from == LAUNCH + timedelta(days=60)
    assert not any("on the list for more" in warning for warning in found.warnings)
    assert {row[2] for row in found.rows} == {LAUNCH}


def test_what_the_accounts_of_a_list_opened_in_the_year_before(run):
    """Every third account has a deal of 100 (n + 1): 100 (0 + 3 + … + 57 + 20) in all, 100 (0 + 3 + … + 18 + 7) of the first twenty."""
    assert prior_pipeline(run, "New") == 59_000
    assert prior_pipeline(run, "Old") == 7_000
    with pytest.raises(UsageError, match="There is no list 'None'"):
        prior_pipeline(run, "None")
