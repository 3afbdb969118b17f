"""The mapping of examples/salesforce_devorg, against figures worked out from the raw files alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from assay.landing.current import current_sql
from assay.landing.load import load
from assay.landing.report import LoadReport
from assay.metrics.answers import answer
from assay.metrics.scope import Scope
from assay.refresh import refresh
from assay.store.runs import Run, open_run
from assay.store.workspace import Workspace, create_workspace

ROOT = Path(__file__).parents[2]
DATA = ROOT.parent / "shared" / "data" / "salesforce_devorg"
MAPPING = ROOT / "examples" / "salesforce_devorg" / "mapping.toml"
STAMP = "%m/%d/%y %I:%M %p"

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the developer org's files are not here")

Rows = Callable[[str], pd.DataFrame]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    path = tmp_path_factory.mktemp("devorg") / "workspace"
    create_workspace(path)
    (path / "assay.toml").write_text('currency = "USD"\n', "utf-8")
    return Workspace.find(path)


@pytest.fixture(scope="module")
def report(workspace: Workspace) -> LoadReport:
    return load(workspace, [DATA], mapping=MAPPING)


@pytest.fixture(scope="module")
def rows(workspace: Workspace, report: LoadReport) -> Rows:
    assert report.tables
    return lambda table: duckdb.connect().execute(current_sql(workspace, table)).df()


def raw(name: str) -> pd.DataFrame:
    return pd.read_csv(DATA / f"{name}.csv", dtype=str, keep_default_na=False)


def test_nothing_is_quarantined(report: LoadReport) -> None:
    assert report.quarantined == 0
    assert {item.file for item in report.ignored} == {"LICENSE", "OpportunityHistoryGroup.csv"}


def test_accounts(rows: Rows) -> None:
    landed, expected = rows("accounts").set_index("account_id"), raw("Account").set_index("Id")
    assert sorted(landed.index) == sorted(expected.index)
    landed = landed.loc[expected.index]
    assert landed["name"].tolist() == expected["Name"].tolist()
    revenue = landed["annual_revenue"].map(lambda value: None if pd.isna(value) else Decimal(str(value)))
    assert revenue.tolist() == [Decimal(value) if value else None for value in expected["AnnualRevenue"]]
    assert not landed["is_excluded"].any()


def test_deals_by_outcome_stage_and_amount(rows: Rows) -> None:
    landed, expected = rows("opportunities"), raw("Opportunity")
    outcome = expected["IsWon"].map({"TRUE": "won"}).fillna(expected["IsClosed"].map({"TRUE": "lost", "FALSE": "open"}))
    assert landed["status"].value_counts().to_dict() == outcome.value_counts().to_dict()
    assert landed["status"].value_counts().to_dict() == {"open": 16, "won": 12, "lost": 8}
    assert landed.groupby("stage").size().to_dict() == expected.groupby("StageName").size().to_dict()
    amounts = expected.assign(amount=pd.to_numeric(expected["Amount"])).groupby("StageName")["amount"].sum()
    found = landed.assign(amount=landed["amount"].astype(float)).groupby("stage")["amount"].sum()
    assert found.to_dict() == amounts.to_dict()


def test_deals_were_created_on_the_day_the_file_says(rows: Rows) -> None:
    landed, expected = rows("opportunities").set_index("opportunity_id"), raw("Opportunity").set_index("Id")
    days = pd.to_datetime(expected["CreatedDate"], format="%m/%d/%y").dt.date
    assert landed.loc[expected.index, "created_at"].dt.date.tolist() == days.tolist()


def test_close_dates_before_the_creation_are_not_taken(rows: Rows) -> None:
    expected = raw("Opportunity")
    days = expected[["CloseDate", "CreatedDate"]].apply(pd.to_datetime, format="%m/%d/%y")
    closed = expected["IsClosed"] == "TRUE"
    assert (days["CloseDate"] < days["CreatedDate"])[closed].sum() == 19
    assert rows("opportunities")["closed_at"].isna().all()


def test_every_row_of_the_history_is_a_stage(rows: Rows) -> None:
    landed, expected = rows("opportunity_stages"), raw("OpportunityHistory")
    assert len(landed) == len(expected) == 48
    stamps = pd.to_datetime(expected["CreatedDate"], format=STAMP)
    found = sorted(zip(landed["opportunity_id"], landed["stage"], landed["entered_at"], strict=True))
    assert found == sorted(zip(expected["OpportunityId"], expected["StageName"], stamps, strict=True))


def test_a_closed_deal_has_a_closing_row_of_its_outcome(rows: Rows) -> None:
    deals, history = rows("opportunities"), rows("opportunity_stages")
    statuses = rows("stages").set_index("stage")["status"]
    last = history.sort_values("entered_at").groupby("opportunity_id")["stage"].last().map(statuses)
    assert (last.loc[deals["opportunity_id"]].tolist()) == deals["status"].tolist()


def test_stages_are_worked_out_from_the_deals(rows: Rows) -> None:
    landed, deals = rows("stages").set_index("stage"), raw("Opportunity")
    assert set(landed.index) == set(deals["StageName"]) | set(raw("OpportunityHistory")["StageName"])
    assert landed["status"].to_dict() == {
        stage: {"Closed Won": "won", "Closed Lost": "lost"}.get(stage, "open") for stage in landed.index
    }
    commonest = deals.groupby("StageName")["Probability"].agg(lambda values: values.mode()[0]).astype(float)
    assert (landed["position"] == commonest.loc[landed.index]).all()
    assert (landed["probability"] * 100 - commonest.loc[landed.index]).abs().max() < 1e-9


def test_converted_leads_are_merged_into_their_contacts(rows: Rows) -> None:
    people, leads, contacts = rows("people").set_index("person_id"), raw("Lead"), raw("Contact")
    assert set(people.index) == set(leads["Id"]) | set(contacts["Id"])
    converted = leads[leads["IsConverted"] == "TRUE"].set_index("Id")["ConvertedContactId"]
    assert len(converted) == 5
    assert people["merged_into_id"].dropna().to_dict() == converted.to_dict()
    assert set(converted) <= set(contacts["Id"])


def test_contacts(rows: Rows) -> None:
    people, expected = rows("people").set_index("person_id"), raw("Contact").set_index("Id")
    landed = people.loc[expected.index]
    for column, source in (("account_id", "AccountId"), ("email", "Email"), ("job_title", "Title")):
        assert landed[column].fillna("").tolist() == expected[source].tolist()
    assert landed["email_bounced"].sum() == (expected["IsEmailBounced"] == "TRUE").sum()


def test_loading_again_changes_nothing(workspace: Workspace, rows: Rows) -> None:
    before = len(rows("opportunity_stages"))
    assert load(workspace, [DATA], mapping=MAPPING).loaded == 0
    assert len(rows("opportunity_stages")) == before


@pytest.fixture(scope="module")
def run(workspace: Workspace, report: LoadReport) -> Run:
    assert report.loaded
    refresh(workspace, today=date(2026, 3, 10))
    return open_run(workspace)


class TestAnswers:
    """The company as a whole up to the last change of a stage, from the raw files and nothing else."""

    SCOPE = Scope(arm="all", start=date(2026, 1, 1), end=date(2026, 3, 9))

    @pytest.fixture
    def deals(self) -> pd.DataFrame:
        """Deals with the day of their last change of stage and their amount."""
        history = raw("OpportunityHistory")
        stamps = pd.to_datetime(history["CreatedDate"], format=STAMP).groupby(history["OpportunityId"]).max()
        deals = raw("Opportunity").set_index("Id")
        created = pd.to_datetime(deals["CreatedDate"], format="%m/%d/%y")
        return deals.assign(days=(stamps.dt.normalize() - created).dt.days, amount=pd.to_numeric(deals["Amount"]))

    def test_win_rate(self, run: Run, deals: pd.DataFrame) -> None:
        total = answer(run, "win_rate", self.SCOPE).total
        won, closed = (deals["IsWon"] == "TRUE").sum(), (deals["IsClosed"] == "TRUE").sum()
        assert (total.numerator, total.denominator) == (won, closed) == (12, 20)

    def test_new_revenue_and_deal_size(self, run: Run, deals: pd.DataFrame) -> None:
        amounts = deals.loc[deals["IsWon"] == "TRUE", "amount"]
        assert answer(run, "new_revenue", self.SCOPE).total.value == pytest.approx(amounts.sum())
        assert answer(run, "average_deal_size", self.SCOPE).total.value == pytest.approx(amounts.mean())

    def test_deal_velocity(self, run: Run, deals: pd.DataFrame) -> None:
        days = deals.loc[deals["IsWon"] == "TRUE", "days"]
        assert answer(run, "deal_velocity", self.SCOPE).total.value == pytest.approx(days.mean())

    def test_pipeline(self, run: Run, deals: pd.DataFrame) -> None:
        still_open = deals[deals["IsClosed"] == "FALSE"]
        assert answer(run, "pipeline", self.SCOPE).total.value == pytest.approx(still_open["amount"].sum())
        weighted = (still_open["amount"] * still_open["Probability"].astype(float) / 100).sum()
        assert answer(run, "pipeline.weighted", self.SCOPE).total.value == pytest.approx(weighted)
