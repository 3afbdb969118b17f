"""The mapping of examples/maven_crm, against figures worked out from the raw files alone."""

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
DATA = ROOT.parent / "shared" / "data" / "maven_crm"
MAPPING = ROOT / "examples" / "maven_crm" / "mapping.toml"

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the Maven files are not here")

Rows = Callable[[str], pd.DataFrame]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    path = tmp_path_factory.mktemp("maven") / "workspace"
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
    return pd.read_csv(DATA / name, dtype=str, keep_default_na=False)


@pytest.fixture(scope="module")
def pipeline() -> pd.DataFrame:
    return raw("sales_pipeline.csv")


def test_every_deal_lands_or_is_quarantined_for_its_missing_start(report: LoadReport, pipeline: pd.DataFrame) -> None:
    (deals,) = (table for table in report.tables if table.table == "opportunities")
    without_start = int((pipeline["engage_date"] == "").sum())
    assert without_start == 500
    assert (deals.rows_in, deals.loaded, deals.quarantined) == (len(pipeline), len(pipeline) - 500, 500)
    assert {(row.rule, row.column) for row in report.quarantine} == {("required", "engage_date (created_at)")}


def test_counts_and_sums_by_stage(rows: Rows, pipeline: pd.DataFrame) -> None:
    landed = rows("opportunities")
    expected = pipeline[pipeline["engage_date"] != ""]
    assert landed.groupby("stage").size().to_dict() == expected.groupby("deal_stage").size().to_dict()
    for stage in ("Won", "Lost"):
        values = expected.loc[expected["deal_stage"] == stage, "close_value"]
        amounts = landed.loc[landed["stage"] == stage, "amount"]
        assert sum(map(Decimal, amounts.astype(str))) == sum(map(Decimal, values))
    assert set(landed["currency"]) == {"USD"}


def test_days_are_those_of_the_file(rows: Rows, pipeline: pd.DataFrame) -> None:
    landed = rows("opportunities").set_index("opportunity_id").sort_index()
    expected = pipeline[pipeline["engage_date"] != ""].set_index("opportunity_id").sort_index()
    assert landed["created_at"].dt.strftime("%Y-%m-%d").tolist() == expected["engage_date"].tolist()
    assert landed["closed_at"].dt.strftime("%Y-%m-%d").fillna("").tolist() == expected["close_date"].tolist()
    assert not landed["_utc_created_at"].any()


def test_open_deals_without_account_stay_without(rows: Rows, pipeline: pd.DataFrame) -> None:
    landed = rows("opportunities")
    assert int((pipeline["account"] == "").sum()) == 1425
    expected = int(((pipeline["account"] == "") & (pipeline["engage_date"] != "")).sum())
    assert int(landed["account_id"].isna().sum()) == expected
    assert set(landed["account_id"].dropna()) <= set(rows("accounts")["account_id"])


def test_products_are_joined_by_name(rows: Rows, pipeline: pd.DataFrame) -> None:
    landed = rows("opportunities")
    assert "GTXPro" in set(pipeline["product"])
    assert set(landed["x_product"]) == set(raw("products.csv")["product"])
    expected = pipeline[pipeline["engage_date"] != ""]["product"].replace("GTXPro", "GTX Pro").value_counts()
    assert landed["x_product"].value_counts().to_dict() == expected.to_dict()
    series = dict(zip(raw("products.csv")["product"], raw("products.csv")["series"], strict=True))
    assert (landed["x_product"].map(series) == landed["x_series"]).all()


def test_accounts(rows: Rows) -> None:
    landed, expected = (
        rows("accounts").set_index("account_id").sort_index(),
        raw("accounts.csv").set_index("account").sort_index(),
    )
    assert landed.index.tolist() == expected.index.tolist()
    assert landed["employees"].astype(int).tolist() == expected["employees"].astype(int).tolist()
    revenue = [Decimal(str(value)) for value in landed["annual_revenue"]]
    assert revenue == [Decimal(value) * 1_000_000 for value in expected["revenue"]]
    assert landed["parent_account_id"].fillna("").tolist() == expected["subsidiary_of"].tolist()
    assert (expected["sector"] == "technolgy").any()
    assert landed["industry"].tolist() == expected["sector"].replace("technolgy", "technology").tolist()


def test_users_are_agents_and_their_managers(rows: Rows) -> None:
    landed, teams = rows("users").set_index("user_id"), raw("sales_teams.csv")
    assert set(landed.index) == set(teams["sales_agent"]) | set(teams["manager"])
    agents = landed.loc[teams["sales_agent"]]
    assert agents["manager_id"].tolist() == teams["manager"].tolist()
    assert agents["x_regional_office"].tolist() == teams["regional_office"].tolist()


def test_stages(rows: Rows) -> None:
    landed = rows("stages").sort_values("position")
    assert landed["stage"].tolist() == ["Prospecting", "Engaging", "Won", "Lost"]
    assert landed["status"].tolist() == ["open", "open", "won", "lost"]


def test_loading_again_changes_nothing(workspace: Workspace, rows: Rows) -> None:
    before = {table: len(rows(table)) for table in ("accounts", "opportunities", "users", "stages")}
    again = load(workspace, [DATA], mapping=MAPPING)
    assert again.loaded == 0
    assert {table: len(rows(table)) for table in before} == before


def test_the_pipeline_alone_is_told_what_it_is_joined_with(tmp_path: Path) -> None:
    from assay.errors import UsageError

    create_workspace(tmp_path / "w")
    with pytest.raises(UsageError, match=r"sales_pipeline.csv is joined with accounts.csv, which is not in the load"):
        load(Workspace.find(tmp_path / "w"), [DATA / "sales_pipeline.csv"], mapping=MAPPING)


@pytest.fixture(scope="module")
def run(workspace: Workspace, report: LoadReport) -> Run:
    assert report.loaded
    refresh(workspace, today=date(2018, 1, 10))
    return open_run(workspace)


class TestAnswers:
    """The company as a whole in 2017, from the raw pipeline and nothing else."""

    SCOPE = Scope(arm="all", start=date(2017, 1, 1), end=date(2017, 12, 31))

    @pytest.fixture
    def closed(self, pipeline: pd.DataFrame) -> pd.DataFrame:
        """Deals with an account and a start that were closed in 2017."""
        deals = pipeline[(pipeline["engage_date"] != "") & (pipeline["account"] != "") & (pipeline["close_date"] != "")]
        for column in ("engage_date", "close_date"):
            deals = deals.assign(**{column: pd.to_datetime(deals[column])})
        return deals.assign(close_value=deals["close_value"].astype(int))[deals["close_date"].dt.year == 2017]

    def test_win_rate(self, run: Run, closed: pd.DataFrame) -> None:
        total = answer(run, "win_rate", self.SCOPE).total
        won = int((closed["deal_stage"] == "Won").sum())
        assert (total.numerator, total.denominator) == (won, len(closed)) == (4238, 6711)
        assert total.value == pytest.approx(won / len(closed))

    def test_win_rate_by_industry(self, run: Run, closed: pd.DataFrame) -> None:
        sectors = raw("accounts.csv").set_index("account")["sector"].replace("technolgy", "technology")
        expected = (
            closed.assign(won=closed["deal_stage"] == "Won").groupby(closed["account"].map(sectors))["won"].mean()
        )
        found = {
            row.by["industry"]: row.figure.value for row in answer(run, "win_rate", self.SCOPE, by=["industry"]).rows
        }
        assert found == pytest.approx(expected.to_dict())

    def test_new_revenue(self, run: Run, closed: pd.DataFrame) -> None:
        asked = answer(run, "new_revenue", self.SCOPE)
        assert asked.currency == "USD"
        assert asked.total.value == pytest.approx(closed.loc[closed["deal_stage"] == "Won", "close_value"].sum())

    def test_new_revenue_by_month(self, run: Run, closed: pd.DataFrame) -> None:
        won = closed[closed["deal_stage"] == "Won"]
        expected = won.groupby(won["close_date"].dt.month)["close_value"].sum()
        found = answer(run, "new_revenue", self.SCOPE, grain="month").rows
        assert [row.figure.value for row in found] == pytest.approx([expected.get(month, 0) for month in range(1, 13)])

    def test_average_deal_size(self, run: Run, closed: pd.DataFrame) -> None:
        sizes = closed.loc[closed["deal_stage"] == "Won", "close_value"]
        assert (sizes > 0).all()
        assert answer(run, "average_deal_size", self.SCOPE).total.value == pytest.approx(sizes.mean())
        assert answer(run, "average_deal_size.median", self.SCOPE).total.value == pytest.approx(sizes.median())

    def test_deal_velocity(self, run: Run, closed: pd.DataFrame) -> None:
        won = closed[closed["deal_stage"] == "Won"]
        days = (won["close_date"] - won["engage_date"]).dt.days
        assert answer(run, "deal_velocity", self.SCOPE).total.value == pytest.approx(days.mean())
        assert answer(run, "deal_velocity.median", self.SCOPE).total.value == pytest.approx(days.median())

    def test_opportunities_created(self, run: Run, pipeline: pd.DataFrame) -> None:
        """Arm `all` takes deals without an account where the unit is deals, and says how many (rule 6)."""
        created = pipeline[pipeline["engage_date"].str[:4] == "2017"]
        homeless = int((created["account"] == "").sum())
        total = answer(run, "opportunities_created", self.SCOPE).total
        assert (total.value, homeless) == (len(created), 1054)
        assert total.note == f"{homeless} without an account are in it."
