"""The presets on the schemas that Fivetran really lands. Values there are hashed: ids, counts, deletes and merges tell."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from assay.landing.current import current_sql
from assay.landing.load import load
from assay.landing.report import LoadReport
from assay.store.workspace import Workspace, create_workspace

DATA = Path(__file__).parents[2].parent / "shared" / "data"
Rows = Callable[[str], pd.DataFrame]

pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="Fivetran's seeds are not here")


def landed(folder: Path, preset: str, *paths: Path) -> tuple[LoadReport, Rows]:
    create_workspace(folder)
    workspace = Workspace.find(folder)
    report = load(workspace, paths, preset=preset)
    return report, lambda table: duckdb.connect().execute(current_sql(workspace, table)).df()


def raw(preset: str, name: str) -> pd.DataFrame:
    return pd.read_csv(DATA / f"fivetran_{preset}" / f"{name}.csv", dtype=str, keep_default_na=False)


@pytest.fixture(scope="module")
def salesforce(tmp_path_factory: pytest.TempPathFactory) -> tuple[LoadReport, Rows]:
    return landed(tmp_path_factory.mktemp("s") / "w", "salesforce", DATA / "fivetran_salesforce")


@pytest.fixture(scope="module")
def hubspot(tmp_path_factory: pytest.TempPathFactory) -> tuple[LoadReport, Rows]:
    return landed(tmp_path_factory.mktemp("h") / "w", "hubspot", DATA / "fivetran_hubspot")


@pytest.mark.parametrize("preset", ["salesforce", "hubspot"])
def test_nothing_is_quarantined_and_counts_add_up(preset: str, request: pytest.FixtureRequest) -> None:
    report, _ = request.getfixturevalue(preset)
    assert report.quarantined == 0
    assert report.rows_in == report.loaded + report.unchanged + report.duplicate
    assert report.loaded > 0


def test_salesforce_accounts(salesforce: tuple[LoadReport, Rows]) -> None:
    accounts, seed = (
        salesforce[1]("accounts").set_index("account_id"),
        raw("salesforce", "sf_account_data").set_index("id"),
    )
    assert set(accounts.index) == set(seed.index)
    gone = (seed["is_deleted"] == "true") | (seed["_fivetran_active"] == "false")
    assert accounts.loc[seed.index, "is_excluded"].astype(bool).tolist() == gone.tolist()
    merged = seed.loc[seed["master_record_id"] != "", "master_record_id"]
    assert accounts["merged_into_id"].dropna().to_dict() == merged.to_dict()


def test_salesforce_deals_are_those_of_the_newest_version(salesforce: tuple[LoadReport, Rows]) -> None:
    deals, seed = salesforce[1]("opportunities"), raw("salesforce", "sf_opportunity_data")
    assert set(deals["opportunity_id"]) == set(seed["id"])
    assert deals["is_deleted"].all(), "the seed has deleted deals alone"
    assert deals["_utc_created_at"].all()
    assert deals.set_index("opportunity_id").loc[seed["id"], "status"].tolist() == [
        "won" if won == "true" else "lost" if closed == "true" else "open"
        for won, closed in zip(seed["is_won"], seed["is_closed"], strict=True)
    ]


def test_salesforce_versions_are_stages(salesforce: tuple[LoadReport, Rows]) -> None:
    stages, seed = salesforce[1]("opportunity_stages"), raw("salesforce", "sf_opportunity_history_data")
    found = sorted(zip(stages["opportunity_id"], stages["entered_at"].astype(str), strict=True))
    assert found == sorted(zip(seed["id"], seed["_fivetran_start"], strict=True))


def test_salesforce_people_and_users(salesforce: tuple[LoadReport, Rows]) -> None:
    people = salesforce[1]("people").set_index("person_id")
    lead = raw("salesforce", "sf_lead_data").iloc[0]
    assert set(people.index) == {*raw("salesforce", "sf_contact_data")["id"], lead["id"]}
    assert people.loc[lead["id"], "merged_into_id"] == lead["converted_contact_id"]
    users, seed = salesforce[1]("users").set_index("user_id"), raw("salesforce", "sf_user_data").set_index("id")
    gone = (
        (seed["is_active"] == "false") | (seed["_fivetran_deleted"] == "true") | (seed["_fivetran_active"] == "false")
    )
    assert users.loc[seed.index, "is_active"].astype(bool).tolist() == (~gone).tolist()


def test_salesforce_events_are_booked_and_held_and_other_tasks_are_no_touches(
    salesforce: tuple[LoadReport, Rows],
) -> None:
    touches, seed = salesforce[1]("touches"), raw("salesforce", "sf_event_data")
    held = touches[touches["kind"] == "meeting_held"]
    assert set(held["touch_id"]) == set(seed["id"])
    assert sorted(held["seconds"]) == sorted(seed["duration_in_minutes"].astype(float) * 60)
    assert set(touches.loc[touches["kind"] == "meeting_booked", "touch_id"]) == {f"{key}:booked" for key in seed["id"]}
    assert set(raw("salesforce", "sf_task_data")["task_subtype"]) == {"Task"}
    assert len(touches) == 2 * len(seed)


def test_the_order_of_files_does_not_matter(tmp_path: Path, salesforce: tuple[LoadReport, Rows]) -> None:
    files = sorted((DATA / "fivetran_salesforce").glob("*.csv"), reverse=True)
    _, rows = landed(tmp_path / "w", "salesforce", *files)
    for table in ("accounts", "people", "opportunities", "stages", "touches"):
        one, other = salesforce[1](table), rows(table)
        columns = [name for name in one.columns if not name.startswith("_") and one[name].notna().any()]
        key = columns[0]
        assert (
            one.sort_values(key)[columns].astype(str).values.tolist()
            == other.sort_values(key)[columns].astype(str).values.tolist()
        )


def test_hubspot_accounts_and_owners(hubspot: tuple[LoadReport, Rows]) -> None:
    accounts, seed = hubspot[1]("accounts").set_index("account_id"), raw("hubspot", "company_data").set_index("id")
    assert set(accounts.index) == set(seed.index)
    assert accounts.loc[seed.index, "name"].tolist() == seed["property_name"].tolist()
    assert set(hubspot[1]("users")["user_id"]) == set(raw("hubspot", "owner_data")["owner_id"])


def test_hubspot_merges(hubspot: tuple[LoadReport, Rows]) -> None:
    people = hubspot[1]("people").set_index("person_id")
    seed, audit = raw("hubspot", "contact_data"), raw("hubspot", "contact_merge_audit_data")
    expected = dict(zip(audit["vid_to_merge"], audit["canonical_vid"], strict=True))
    for key, merged in zip(seed["id"], seed["property_hs_merged_object_ids"], strict=True):
        expected |= {loser: key for loser in merged.split(";") if loser}
    assert people["merged_into_id"].dropna().to_dict() == expected
    assert set(people.index) == set(seed["id"]) | set(expected)


def test_hubspot_deals_without_those_merged_away(hubspot: tuple[LoadReport, Rows]) -> None:
    deals, merged = hubspot[1]("opportunities"), raw("hubspot", "merged_deal_data")
    seed = raw("hubspot", "deal_data")
    assert set(deals["opportunity_id"]) == set(seed["deal_id"]) - set(merged["merged_deal_id"])
    assert deals["_utc_created_at"].all()


def test_hubspot_stages(hubspot: tuple[LoadReport, Rows]) -> None:
    stages, seed = (
        hubspot[1]("stages").set_index("stage"),
        raw("hubspot", "deal_pipeline_stage_data").set_index("stage_id"),
    )
    assert set(stages.index) == set(seed.index)
    won = seed["closed_won"] == "TRUE"
    assert (stages.loc[seed.index, "status"] == "won").tolist() == won.tolist()
    history = raw("hubspot", "deal_stage_data")
    assert len(hubspot[1]("opportunity_stages")) == len(history)


def test_hubspot_touches(hubspot: tuple[LoadReport, Rows]) -> None:
    kinds = hubspot[1]("touches")["kind"].value_counts().to_dict()
    events = raw("hubspot", "email_event_data")
    counted = events[events["filtered_event"] != "true"]["type"].value_counts()
    assert kinds["email_sent"] == counted["DELIVERED"]
    assert kinds["email_opened"] == counted["OPEN"]
    assert kinds["meeting_held"] == len(raw("hubspot", "engagement_meeting_data"))
    assert kinds["form_submitted"] == len(raw("hubspot", "contact_form_submission_data"))
    assert (kinds["call"], kinds["mail_out"]) == (1, 1)


def test_files_of_other_objects_are_named(hubspot: tuple[LoadReport, Rows]) -> None:
    ignored = {item.file for item in hubspot[0].ignored}
    assert {"ticket_data.csv", "engagement_note_data.csv", "company_data_postgres.csv"} <= ignored
    assert "engagement_contact_data.csv" not in ignored, "it is joined"
