"""Somebody with two files: accounts and deals. No lists, tiers, stages, touches."""

import pytest

from support.cli import assay, write_files

FILES = {
    "accounts.csv": "account_id,name\na1,Alpha\na2,Beta\n",
    "opportunities.csv": (
        "opportunity_id,account_id,amount,created_at,closed_at,status\n"
        "1,a1,100,2026-01-05,2026-02-04,won\n2,a2,300,2026-01-05,2026-03-06,lost\n3,a2,70,2026-03-01,,open\n"
    ),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("newcomer")
    files = write_files(folder / "files", FILES)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ASSAY_TODAY", "2026-04-01")
        for words in (["init", folder], ["-C", folder, "load", files], ["-C", folder, "refresh"]):
            assert assay(*words).status == 0
    return folder


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("win_rate", 0.5),
        ("new_revenue", 100),
        ("pipeline", 70),
        ("deal_velocity", 30),
        ("accounts_won", 1),
        ("opportunities_created", 3),
        ("target_accounts", 2),
    ],
)
def test_the_whole_company_has_its_figures(folder, key, value):
    said = assay("-C", folder, "kpi", key, "--arm", "all", "--format", "json")
    assert said.status == 0
    assert said.json["total"]["value"] == value


def test_without_lists_the_answer_names_the_arm_that_answers(folder):
    said = assay("-C", folder, "kpi", "win_rate")
    assert said.status == 0
    assert "--arm all" in said.out


def test_doctor_tells_what_else_would_be_possible(folder):
    found = assay("-C", folder, "doctor", "--format", "json").json
    states = {one["key"]: one["state"] for one in found["kpis"]}
    assert states["win_rate"] == states["deal_velocity"] == "without_lists"
    assert states["engaged_accounts"] == "lacking"
    assert {"list_memberships", "touches"} <= {one["need"] for one in found["openings"]}
    assert "With --arm all only, for lack of target lists" in assay("-C", folder, "doctor").out


def test_lists_are_asked_for_in_vain_but_without_harm(folder):
    said = assay("-C", folder, "lists")
    assert said.status == 0
    assert "No list row" in said.out
