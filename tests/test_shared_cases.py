"""Small inputs made from public bug reports, where a folder of them is named by ASSAY_CASES or lies beside the project.

Each case is a folder with its input; what is expected of it stands here. A case that is not there is skipped.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
import pytest

from assay.landing.current import current_sql
from assay.store.workspace import Workspace
from support.cli import Said, assay

FOLDER = Path(os.environ.get("ASSAY_CASES") or Path(__file__).parents[2] / "shared" / "cases")
DAY = "2026-05-02"


class Case:
    """A case's input in a folder of its own, beside a workspace in EUR and UTC."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.place = folder, folder.parent / "w"
        assert assay("init", self.place).status == 0
        self.loads: list[Said] = []

    def load(self, *words: str) -> Case:
        self.loads.append(assay("-C", self.place, "load", "--format", "json", *words))
        return self

    def refresh(self) -> Case:
        said = assay("-C", self.place, "refresh")
        assert said.status == 0, said.err
        return self

    def kpi(self, key: str, *words: str) -> Mapping[str, Any]:
        return self.answer(key, *words)["total"]

    def answer(self, key: str, *words: str) -> Mapping[str, Any]:
        said = assay("-C", self.place, "kpi", key, *words, "--format", "json")
        assert said.status == 0, said.err
        return said.json

    def value(self, key: str, *words: str) -> Any:
        return self.kpi(key, *(words or ("--arm", "all")))["value"]

    def rows(self, table: str, columns: str) -> list[tuple[Any, ...]]:
        query = f"SELECT {columns} FROM ({current_sql(Workspace.find(self.place), table)}) ORDER BY ALL"
        return duckdb.connect().execute(query).fetchall()

    @property
    def said(self) -> str:
        """All that the loads said, errors included."""
        return " ".join(one.out + one.err for one in self.loads)


@pytest.fixture
def case(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Case:
    number = request.node.name.removeprefix("test_")[:2]
    folders = sorted(FOLDER.glob(f"{number}-*")) if FOLDER.is_dir() else []
    if not folders:
        pytest.skip(f"no case {number} in a folder named by ASSAY_CASES")
    target = tmp_path / "case"
    shutil.copytree(folders[0], target)
    for name in ("README.md", "output.txt"):
        (target / name).unlink(missing_ok=True)
    monkeypatch.chdir(target)
    monkeypatch.setenv("ASSAY_TODAY", DAY)
    return Case(target)


def test_01_quoted_header_of_the_data_loader(case: Case) -> None:
    assert case.load(".", "--preset", "salesforce").refresh().value("new_revenue") == 1200


def test_02_quoted_header_of_hubspot(case: Case) -> None:
    assert case.load(".", "--preset", "hubspot").refresh().value("new_revenue") == 1200


def test_04_a_view_without_closed_flags(case: Case) -> None:
    case.load(".", "--preset", "hubspot").refresh()
    assert (case.value("pipeline"), case.value("win_rate"), case.value("new_revenue")) == (5000, 0.5, 12000)


def test_05_stage_names_that_differ_in_case(case: Case) -> None:
    case.load(".").refresh()
    assert (case.value("win_rate"), case.value("pipeline")) == (0.5, 100)


def test_07_true_and_false_of_a_french_spreadsheet(case: Case) -> None:
    case.load(".", "--preset", "salesforce").refresh()
    assert (case.value("new_revenue"), case.value("win_rate"), case.value("pipeline")) == (12000.5, 0.5, 5000)


def test_09_ids_of_15_and_18_characters(case: Case) -> None:
    case.load(".").refresh()
    assert case.value("new_revenue") == 1200
    rate = case.kpi("win_rate", "--arm", "all")
    assert rate["value"] == 0.5 or rate["extra"]["left_out"] == {"no_account": 2}


def test_10_ids_as_floats_are_told_or_understood(case: Case) -> None:
    case.load(".").refresh()
    revenue = case.kpi("new_revenue", "--arm", "all")
    assert revenue["value"] == 100 or "without an account" in revenue["note"]


def test_11_texts_written_as_formulas(case: Case) -> None:
    assert case.load(".").refresh().value("new_revenue") == 1200
    assert case.kpi("new_revenue", "--arm", "all")["note"] is None


def test_14_a_range_does_not_cost_the_account(case: Case) -> None:
    case.load(".").refresh()
    assert case.value("new_revenue") == 1600
    assert len(case.rows("accounts", "account_id")) == 3


def test_15_a_zero_close_date_does_not_cost_an_open_deal(case: Case) -> None:
    assert case.load(".").refresh().value("pipeline") == 1500


def test_17_linkedin_campaign_manager(case: Case) -> None:
    case.load("linkedin.csv", "--map", "map.toml")
    assert [float(amount) for (amount,) in case.rows("costs", "sum(amount)")] == [1560.4]
    assert len(case.rows("costs", "cost_id")) == 2


def test_18_google_ads_with_titles_and_totals(case: Case) -> None:
    case.load("google.csv", "--map", "map.toml")
    assert case.rows("costs", "count(*), CAST(sum(amount) AS DOUBLE)") == [(2, 2000.0)]


def test_19_comment_lines(case: Case) -> None:
    case.load("ga4.csv", "--map", "map.toml")
    assert case.rows("touches", "quantity") == [(3.0,), (12.0,)]


def test_20_a_line_that_names_the_delimiter(case: Case) -> None:
    case.load("accounts.csv")
    assert len(case.rows("accounts", "account_id, name")) == 2


def test_23_several_currencies_in_one_column(case: Case) -> None:
    case.load(".")
    if case.loads[0].status == 0:
        revenue = case.refresh().kpi("new_revenue", "--arm", "all")
        assert revenue["value"] == 8000
        assert "2 unconverted" in revenue["note"]
    else:
        assert "currenc" in case.said


def test_25_a_primary_company_listed_twice(case: Case) -> None:
    case.load(".", "--preset", "hubspot").refresh()
    rows = case.answer("new_revenue", "--arm", "all", "--by", "account")["rows"]
    assert {row["by"]["account"]: row["value"] for row in rows} == {"543": 1250}


def test_27_ids_destroyed_by_a_spreadsheet(case: Case) -> None:
    case.load(".")
    assert case.loads[0].status != 0
    assert "1.23457E+11" in case.said
    assert case.rows("opportunities", "opportunity_id") == []


def test_29_one_stage_name_in_two_pipelines(case: Case) -> None:
    assert case.load(".", "--preset", "hubspot").refresh().value("pipeline.weighted") == 900


def test_30_what_is_gone_is_asked_about_and_retired(case: Case) -> None:
    case.load("1").load("2")
    assert [(one["rows"], one["keys"]) for one in case.loads[1].json["gone"]] == [(1, ["o2"])]
    assert case.load("2", "--complete").refresh().value("new_revenue") == 1000


def test_32_a_page_on_a_shared_host_is_nobodys(case: Case) -> None:
    assert case.load(".").refresh().value("engaged_accounts") == 0


def test_34_a_header_twice(case: Case) -> None:
    case.load("report.csv", "--map", "map.toml")
    assert len(case.rows("opportunities", "opportunity_id")) == 1
    assert all(header in case.said for header in ("Last Modified Date", "Owner"))


def test_36_weeks_named_by_another_day(case: Case) -> None:
    case.load("surge.csv", "--map", "map.toml")
    assert len(case.rows("intent_signals", "week")) == 2
    assert all(week.isoweekday() == 1 for (week,) in case.rows("intent_signals", "week"))


def test_37_serial_days(case: Case) -> None:
    assert case.load(".").refresh().value("new_revenue") == 12000
    rows = case.rows("opportunities", "opportunity_id, CAST(created_at AS VARCHAR)")
    assert rows == [("o1", "2026-02-03 00:00:00"), ("o2", "2026-03-01 12:00:00")]


def test_40_indian_digit_groups(case: Case) -> None:
    assert case.load(".").refresh().value("new_revenue") == 373456


def test_41_paths_into_json(case: Case) -> None:
    case.load("events.ndjson", "--map", "map.toml")
    assert case.rows("touches", "kind, url, session_id") == [("page_view", "https://www.example.com/pricing", "s1")]


def test_42_files_named_by_a_view(case: Case) -> None:
    case.load(".", "--preset", "hubspot")
    assert case.loads[0].json["ignored"] == []
    assert {one["table"] for one in case.loads[0].json["tables"]} >= {"accounts", "opportunities"}


def test_43_a_report_by_its_labels(case: Case) -> None:
    case.load("report1714639260000.csv", "--preset", "salesforce")
    assert len(case.rows("opportunities", "opportunity_id")) == 2


def test_46_a_target_list_by_website(case: Case) -> None:
    case.load("accounts.csv", "abm_list.csv", "--map", "map.toml").refresh()
    assert case.value("target_accounts", "--as-of", "2026-05-01") == 2
    assert "gamma.com" in case.said


def test_47_windows_1250(case: Case) -> None:
    case.load("accounts.csv")
    names = [name for (name,) in case.rows("accounts", "name")] if case.loads[0].status == 0 else []
    assert "Żabka Łódź Sp. z o.o." in names or (not names and "encoding" in case.said)


def test_49_names_beside_addresses(case: Case) -> None:
    case.load(".").refresh()
    said = assay("-C", case.place, "kpi", "channel_mix", "--arm", "all", "--rows", "--format", "csv")
    accounts = {row["touch_id"]: row["account_id"] for row in said.csv}
    assert accounts == {"t1": "a1", "t2": "a1", "t3": "a1", "t4": "a2"}


def test_50_owner_and_further_domains(case: Case) -> None:
    case.load("hubspot-crm-exports-all-companies-2026-05-02.csv", "--preset", "hubspot").load("touches.csv").refresh()
    assert case.rows("accounts", "account_id, owner_id") == [("9001", "Jo Doe")]
    assert case.value("engaged_accounts") == 1


def test_51_rates_without_dates(case: Case) -> None:
    assert case.load(".", "--preset", "salesforce").refresh().value("new_revenue") == 3000


def test_52_a_deal_closed_before_it_was_created(case: Case) -> None:
    revenue = case.load(".").refresh().kpi("new_revenue", "--arm", "all")
    assert (revenue["value"], revenue["extra"]["left_out"]) == (1000, {"closed_before_created": 1})
    assert "closed before creation" in revenue["note"]
