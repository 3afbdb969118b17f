"""The files: complete, well formed but for the rows said to be bad, and the same for the same seed."""

import hashlib
from datetime import date, datetime

import pandas as pd
import pytest
from sample_study import days, read

from assay.contract.kinds import KINDS
from assay.contract.tables import TABLES
from assay.demo import dirt
from assay.demo.generate import generate
from assay.demo.workspace import demo_settings
from assay.settings import read_settings

WRITTEN = set(TABLES) - {"account_links", "account_names", "chart_notes"}
"""Tables the sample company has files of: all but those that hold what people decide on `assay match` and write on charts."""
UNKNOWN_ON_PURPOSE = {"U-99", *dirt.UNKNOWN_MEMBERS}


def digest(folder):
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def parses(column, text):
    """Whether a value, not empty, is of the column's type: a second, plain formulation of what landing checks."""
    try:
        match column.type:
            case "date":
                date.fromisoformat(text)
            case "timestamp":
                datetime.fromisoformat(text)
            case "decimal" | "number":
                float(text.replace(",", "."))
            case "integer":
                int(text)
            case "boolean":
                return text in ("true", "false")
    except ValueError:
        return False
    if column.minimum is not None:
        return float(text) >= column.minimum
    known = not column.choices or text in column.choices
    return known or text.startswith(column.prefixes)


def is_good(table, row):
    """An optional cell that cannot be read costs no row."""
    return all(row[c.name] and parses(c, row[c.name]) for c in table.columns if c.required and c.name in row)


def good(folder, name):
    rows = read(folder, name)
    table = TABLES[name]
    return rows[[is_good(table, row) for row in rows.to_dict("records")]]


@pytest.mark.parametrize("name", sorted(WRITTEN - {"touches"}))
def test_each_table_has_the_rows_it_should(sample, name):
    rows, expected = read(sample.folder, name), sample.truth.files[name]
    loaded = good(sample.folder, name)
    assert len(rows) == expected["rows"]
    assert len(rows) - len(loaded) == expected["quarantined"]
    assert loaded.duplicated().sum() == expected["duplicate"]
    assert not loaded.drop_duplicates().duplicated([c for c in TABLES[name].key if c in loaded]).any()


def test_the_columns_are_the_contract_s_but_for_one_of_their_own(sample):
    extra = {
        name: set(read(sample.folder, name)) - set(table.names) for name, table in TABLES.items() if name in WRITTEN
    }
    assert {name: columns for name, columns in extra.items() if columns} == {"accounts": {"segment"}}


def test_the_sample_company_has_every_table_but_people_s_decisions(sample):
    assert set(sample.truth.files) == WRITTEN


def test_touches_fill_the_three_years_and_some_of_them_are_bad(sample):
    rows, expected = read(sample.folder, "touches"), sample.truth.files["touches"]
    bad = rows["occurred_at"].isna() | ~rows["kind"].isin(list(KINDS))
    assert (rows["seconds"] < 0).sum() == 1
    assert (len(rows), int(bad.sum())) == (expected["rows"], expected["quarantined"])
    assert rows["touch_id"].duplicated().sum() == rows.duplicated().sum() == expected["duplicate"] > 0
    assert 150_000 < len(rows) < 300_000
    local = rows["occurred_at"].dropna().dt.tz_convert("Europe/Paris").dt.date
    assert (local.min(), local.max()) == (date(2023, 10, 1), date(2026, 9, 30))
    assert set(rows["kind"]) - set(KINDS) == {"fax_received"}
    assert set(KINDS) <= set(rows["kind"])


@pytest.mark.parametrize("name", sorted(WRITTEN))
def test_references_lead_somewhere(sample, name):
    rows = read(sample.folder, name).fillna("")
    for column in TABLES[name].columns:
        if column.refers_to and column.name in rows and column.name != "visitor_id":
            target = TABLES[column.refers_to].key[0]
            known = set(read(sample.folder, column.refers_to)[target]) | {""} | UNKNOWN_ON_PURPOSE
            assert set(rows[column.name]) <= known, (name, column.name)


def test_the_arms_are_as_large_as_planned(sample):
    sizes = pd.DataFrame(sample.truth.arms).sum(axis=1)
    assert sizes.to_dict() == {"abm": 200, "control": 200, "holdout": 80}
    accounts = read(sample.folder, "accounts")
    living = accounts[accounts["merged_into_id"].eq("") & ~accounts["account_id"].str.startswith("A-8")]
    assert len(living) == 600


def test_dirt_stands_in_the_files_in_the_amounts_said(sample):
    said = sample.truth.dirt
    accounts, people, deals = (read(sample.folder, name) for name in ("accounts", "people", "opportunities"))
    assert accounts["merged_into_id"].ne("").sum() == said["merged_accounts"]
    assert accounts["is_excluded"].eq("true").sum() == said["excluded_accounts"]
    assert deals["is_test"].eq("true").sum() == said["test_deals"]
    assert deals["is_deleted"].eq("true").sum() == said["deleted_deals"]
    assert deals["opportunity_id"].str.startswith("O-N").sum() == said["deals_without_account"]
    assert people["merged_into_id"].ne("").sum() == said["merged_people"]
    assert people.drop_duplicates()["email_bounced"].eq("true").sum() == said["bounced_people"]
    assert people.drop_duplicates()["objected_at"].ne("").sum() == said["objections"]
    memberships = read(sample.folder, "list_memberships")
    assert memberships["account_id"].isin(dirt.UNKNOWN_MEMBERS).sum() == said["unknown_members"]


def test_an_email_of_two_accounts_is_used_by_touches(sample):
    people = read(sample.folder, "people")
    shared = people[people["email"].ne("")].groupby("email")["account_id"].nunique()
    ambiguous = set(shared[shared > 1].index)
    assert len(ambiguous) >= dirt.SHARED_EMAILS - 1
    assert read(sample.folder, "touches")["email"].isin(ambiguous).sum() >= 40


def test_reopened_deals_go_on_after_they_were_lost(sample):
    history = read(sample.folder, "opportunity_stages")
    history = history.assign(day=days(history["entered_at"]))
    lost = history[history["stage"] == "Lost"].groupby("opportunity_id")["entered_at"].min()
    later = history[history["entered_at"] > history["opportunity_id"].map(lost).fillna("9")]
    assert later["opportunity_id"].nunique() == sample.truth.dirt["reopened_deals"] > 10


def test_each_deal_begins_with_its_first_stage_and_never_turns_back_unless_reopened(sample):
    deals = read(sample.folder, "opportunities").set_index("opportunity_id")
    history = good(sample.folder, "opportunity_stages")
    first = days(history.groupby("opportunity_id")["entered_at"].min())
    created = days(deals["created_at"]).reindex(first.index)
    assert (first == created).all()
    assert history.groupby("opportunity_id")["entered_at"].apply(lambda s: s.is_monotonic_increasing).all()


def test_some_deals_are_in_dollars_and_one_currency_has_no_rate(sample):
    deals, rates = read(sample.folder, "opportunities"), read(sample.folder, "fx_rates")
    assert set(deals["currency"]) == {"", "EUR", "USD", "NOK"}
    pairs = set(zip(rates["from_currency"], rates["to_currency"], strict=True))
    assert pairs == {("USD", "EUR"), ("EUR", "GBP")}
    assert "GBP" in set(read(sample.folder, "costs")["currency"])
    assert (deals["currency"] == "NOK").sum() >= sample.truth.dirt["deals_without_rate"]


def test_the_same_seed_writes_the_same_bytes(sample, tmp_path):
    told = []
    generate(tmp_path, progress=told.append)
    assert digest(tmp_path) == digest(sample.folder)
    assert told[0] == "making the company"
    assert "writing accounts" in told


def test_the_settings_are_settings(tmp_path):
    (tmp_path / "assay.toml").write_text(demo_settings(), "utf-8")
    settings = read_settings(tmp_path / "assay.toml")
    assert (settings.currency, settings.timezone, settings.margin) == ("EUR", "Europe/Paris", 0.7)
    assert "hands_on" in settings.presets()


def test_a_double_ends_up_at_the_company_it_is_a_double_of(sample):
    accounts = read(sample.folder, "accounts").set_index("account_id")
    merged = accounts[accounts["merged_into_id"].ne("")]
    into = merged["merged_into_id"]
    survivor = into.map(into).fillna(into)
    assert into.isin(merged.index).sum() == 1
    assert list(merged["name"]) == [f"{name} (old)" for name in accounts["name"].reindex(survivor)]
    assert read(sample.folder, "touches")["account_id"].isin(merged.index).any()
