"""A row about several days is not taken for one of a day: its cost would stand on the first, in whatever month that is."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest

from assay.errors import UsageError
from assay.landing.current import current_sql
from assay.store.workspace import Workspace, create_workspace
from support.cli import Said, assay

HEAD = "Reporting starts,Reporting ends,Campaign name,Amount spent (EUR)\n"
DAY, MONTH = "2026-09-05,2026-09-05,ABM,10\n", "2026-09-01,2026-09-30,ABM,300\n"


def loaded(folder: Path, text: str, *options: str, name: str = "meta_ads.csv") -> tuple[Workspace, Said]:
    workspace = create_workspace(folder / "w")
    (folder / name).write_text(text, "utf-8")
    said = assay("-C", workspace.path, "load", folder / name, "--preset", "meta_ads", *options, "--format", "json")
    return workspace, said


def costs(workspace: Workspace) -> list[tuple[str, float]]:
    query = f"SELECT incurred_on::VARCHAR, amount::DOUBLE FROM ({current_sql(workspace, 'costs')}) ORDER BY ALL"
    return duckdb.connect().execute(query).fetchall()


def test_it_is_quarantined_with_its_days_and_the_remedy_and_the_others_land(tmp_path: Path):
    workspace, said = loaded(tmp_path, HEAD + DAY + MONTH)
    assert costs(workspace) == [("2026-09-05", 10.0)]
    assert "2026-09-01 – 2026-09-30" in str(said.json)
    assert "period=first" in said.out


def test_where_it_is_asked_for_it_lands_on_its_first_day(tmp_path: Path):
    workspace, _ = loaded(tmp_path, HEAD + DAY + MONTH, "--option", "period=first")
    assert costs(workspace) == [("2026-09-01", 300.0), ("2026-09-05", 10.0)]


def test_a_report_by_day_names_its_day_whatever_the_report_is_about(tmp_path: Path):
    text = "Day," + HEAD + "2026-09-05," + MONTH
    workspace, _ = loaded(tmp_path, text)
    assert costs(workspace) == [("2026-09-05", 300.0)]


def test_headers_in_other_languages_and_times_are_read_alike(tmp_path: Path):
    head = "Beginn des Berichts,Ende des Berichts,Name der Kampagne,Ausgegebener Betrag (EUR)\n"
    rows = "2026-09-05 00:00,2026-09-05 23:59,ABM,10\n2026-09-01,2026-09-30,ABM,300\n"
    workspace, _ = loaded(tmp_path, head + rows)
    assert costs(workspace) == [("2026-09-05", 10.0)]


def test_another_word_for_it_is_an_error(tmp_path: Path):
    _, said = loaded(tmp_path, HEAD + DAY, "--option", "period=last")
    assert said.status == UsageError.exit_status
    assert "period=first" in said.err


@pytest.mark.parametrize("until", ['until = "ends"', ""])
def test_a_mapping_of_ones_own_says_it_with_until(tmp_path: Path, until: str):
    workspace = create_workspace(tmp_path / "w")
    (tmp_path / "ads.csv").write_text("id,starts,ends,spent\n1,2026-09-01,2026-09-30,300\n", "utf-8")
    days = f'{{ from = "starts", as = "date"{", " + until if until else ""} }}'
    rules = (
        'name = "Ads"\n[[table]]\nto = "costs"\nfrom = "ads.csv"\n[table.columns]\n'
        f'cost_id = "id"\nincurred_on = {days}\namount = "spent"\ncurrency = {{ value = "EUR" }}\nkind = {{ value = "media" }}\n'
    )
    (tmp_path / "ads.toml").write_text(rules, "utf-8")
    said = assay("-C", workspace.path, "load", tmp_path / "ads.csv", "--map", tmp_path / "ads.toml")
    assert said.status == (1 if until else 0), said.err  # nothing else was in the file
    assert costs(workspace) == ([] if until else [("2026-09-01", 300.0)])


def test_companies_that_a_campaign_reached_in_a_month_are_not_put_on_its_first_day(tmp_path: Path):
    workspace = create_workspace(tmp_path / "w")
    text = (
        "Company Name,Company Website,Impressions,Clicks,Start Date,End Date\n"
        "Alpha,alpha.com,1200,10,2026-03-01,2026-03-31\nBeta,beta.com,50,0,2026-03-02,2026-03-02\n"
    )
    (tmp_path / "company_report.csv").write_text(text, "utf-8")
    said = assay("-C", workspace.path, "load", tmp_path / "company_report.csv", "--preset", "linkedin_ads")
    assert "2026-03-01 – 2026-03-31" in said.out
    query = f"SELECT domain, quantity::INT FROM ({current_sql(workspace, 'touches')})"
    assert duckdb.connect().execute(query).fetchall() == [("beta.com", 50)]


def test_what_a_campaign_of_months_cost_is_told_to_stand_on_its_first_day(tmp_path: Path):
    workspace = create_workspace(tmp_path / "w")
    text = (
        "Id,Name,StartDate,EndDate,ActualCost,CurrencyIsoCode\n"
        "701A,Spring,2026-01-15,2026-04-30,1200,EUR\n701B,Webinar,2026-03-03,2026-03-03,100,EUR\n"
    )
    (tmp_path / "Campaign.csv").write_text(text, "utf-8")
    said = assay("-C", workspace.path, "load", tmp_path / "Campaign.csv", "--preset", "salesforce", "--format", "json")
    (notice,) = said.json["notices"]
    assert (notice["rows"], notice["amounts"]) == (1, {"EUR": "1200"})
    assert "701A" in notice["text"]
    assert "first day" in notice["text"]
