"""What comes of every row of a file: landed, unchanged, duplicate or quarantined, and always one of them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest
from landing_place import Counted, Landing, counts

from assay.contract.tables import TABLES, Column
from assay.errors import BusyError, DataError, UsageError
from assay.landing.corrections import Correction
from assay.landing.current import current_sql, fingerprint
from assay.landing.load import load
from assay.sources.columnar import text_sql
from assay.store.lock import writing

ACCOUNTS = "account_id,name,employees\n1,Acme,10\n2,Beta,20\n3,Ceres,30\n"


def test_rows_land_with_types_and_lineage(landing: Landing) -> None:
    landing.land(
        "opportunities",
        "opportunity_id,amount,created_at,closed_at,type,is_test,Colour\n"
        '"o 1","1,250.50",2024-01-31T10:00:00+02:00,2024-03-01,New Business,TRUE,red\n',
    )
    columns = "opportunity_id, amount, created_at, _utc_created_at, closed_at, _utc_closed_at, type, is_test, x_colour"
    assert landing.rows("opportunities", columns) == [
        (
            "o 1",
            Decimal("1250.5"),
            datetime(2024, 1, 31, 8),
            True,
            datetime(2024, 3, 1),
            False,
            "new_business",
            True,
            "red",
        )
    ]
    assert landing.rows("opportunities", "_source, _file, _line, _batch") == [("file", "opportunities.csv", 2, 1)]


@pytest.mark.parametrize("table", TABLES)
def test_a_table_that_never_landed_is_empty_with_all_its_columns(landing: Landing, table: str) -> None:
    relation = duckdb.connect().sql(current_sql(landing.workspace, table))
    assert set(TABLES[table].names) <= set(relation.columns)
    assert relation.columns[-5:] == ["_source", "_file", "_line", "_batch", "_landed_at"]
    assert relation.fetchall() == []


def test_the_same_file_twice_changes_nothing(landing: Landing, counted: Counted) -> None:
    assert counted(landing.land("accounts", ACCOUNTS)) == {"rows_in": 3, "loaded": 3}
    before = fingerprint(landing.workspace, "accounts")
    again = landing.land("accounts", ACCOUNTS)
    assert counted(again) == {"rows_in": 3, "unchanged": 3}
    assert again.decisions[0].value == "left as it is"
    assert fingerprint(landing.workspace, "accounts") == before


def test_the_same_file_twice_tells_its_bad_rows_again(landing: Landing, counted: Counted) -> None:
    text = ACCOUNTS + "4,,\n1,Acme,10\n5\n"
    expected = {"rows_in": 6, "duplicate": 1, "quarantined": 2}
    assert counted(landing.land("accounts", text)) == {**expected, "loaded": 3}
    assert counted(landing.land("accounts", text)) == {**expected, "unchanged": 3}


def test_rows_that_have_landed_from_another_file_are_unchanged(landing: Landing, counted: Counted) -> None:
    landing.land("accounts", ACCOUNTS)
    before = fingerprint(landing.workspace, "accounts")
    report = landing.load(landing.write("export.csv", "name,account_id,employees\nBeta,2,20\n"), table="accounts")
    assert counted(report) == {"rows_in": 1, "unchanged": 1}
    assert fingerprint(landing.workspace, "accounts") == before


def test_the_same_id_again_replaces_the_older_row(landing: Landing, counted: Counted) -> None:
    landing.land("accounts", ACCOUNTS)
    report = landing.land("accounts", "account_id,name,employees\n2,Beta AG,20\n3,Ceres,30\n4,Delta,1\n")
    assert counted(report) == {"rows_in": 3, "loaded": 2, "unchanged": 1}
    assert landing.rows("accounts", "account_id, name, _batch") == [
        ("1", "Acme", 1),
        ("2", "Beta AG", 2),
        ("3", "Ceres", 1),
        ("4", "Delta", 2),
    ]


def test_a_row_that_comes_back_replaces_again_where_it_is_another_file(landing: Landing) -> None:
    landing.land("accounts", "account_id,name\n1,Old\n")
    landing.land("accounts", "account_id,name\n1,New\n")
    landing.land("accounts", "account_id,name\n1,Old\n2,More\n")
    assert landing.rows("accounts", "account_id, name") == [("1", "Old"), ("2", "More")]


def test_a_file_that_has_landed_counts_anew_only_when_asked(landing: Landing, counted: Counted) -> None:
    landing.land("accounts", "account_id,name\n1,Old\n")
    landing.land("accounts", "account_id,name\n1,New\n")
    assert counted(landing.land("accounts", "account_id,name\n1,Old\n")) == {"rows_in": 1, "unchanged": 1}
    assert landing.rows("accounts", "name") == [("New",)]
    landing.land("accounts", "account_id,name\n1,Old\n", options={"again": "true"})
    assert landing.rows("accounts", "name") == [("Old",)]


def test_within_a_load_the_last_row_of_a_key_counts(landing: Landing, counted: Counted) -> None:
    landing.write("a/accounts.csv", "account_id,name\n1,First\n1,Second\n2,Same\n")
    landing.write("b/accounts.csv", "account_id,name\n1,Third\n2,Same\n")
    report = landing.load("a/accounts.csv", "b/accounts.csv")
    assert counted(report) == {"rows_in": 5, "loaded": 2, "duplicate": 3}
    assert landing.rows("accounts", "account_id, name, _line, _batch") == [("1", "Third", 2, 2), ("2", "Same", 3, 2)]


def test_bad_rows_are_quarantined_and_the_good_ones_land(landing: Landing, counted: Counted) -> None:
    report = landing.land(
        "touches",
        "touch_id,When,kind,occurred_at,seconds,direction\n"
        "t1,x,page_view,2024-01-01,5,in\n"
        "t2,x,pageview,2024-01-01,5,in\n"
        "t3,x,call,2024-02-30,-5,sideways\n"
        ",x,call,2024-01-01,5,in\n"
        "t5,x\n",
    )
    assert counted(report) == {"rows_in": 5, "loaded": 1, "quarantined": 4}
    assert [(row.line, row.column, row.value, row.rule) for row in report.quarantine] == [
        (3, "kind", "pageview", "unknown touch kind"),
        (4, "direction", "sideways", "not one of in, out"),
        (4, "occurred_at", "2024-02-30", "not a timestamp"),
        (4, "seconds", "-5", "below 0"),
        (5, "touch_id", None, "required"),
        (6, "", "t5,x", "2 fields, the header has 6"),
    ]
    assert report.quarantine[0].hint == "Nearest: page_view. --set kind.pageview=page_view settles it."
    assert landing.rows("touches", "touch_id") == [("t1",)]


def test_the_corrected_rows_are_a_load_like_any(landing: Landing, counted: Counted) -> None:
    landing.land("accounts", "account_id,name,employees\n1,Acme,x\n2,Beta,2\n")
    assert counted(landing.land("accounts", "account_id,name,employees\n1,Acme,1\n2,Beta,2\n")) == {
        "rows_in": 2,
        "loaded": 1,
        "unchanged": 1,
    }


def test_check_says_it_all_and_writes_nothing(landing: Landing, counted: Counted) -> None:
    landing.land("accounts", ACCOUNTS)
    before = sorted(path.relative_to(landing.folder) for path in landing.workspace.data.rglob("*"))
    manifest = landing.workspace.manifest.read_bytes()
    report = landing.land("accounts", "account_id,name\n1,Other\n9,New\n9,Newer\n,x\n", check=True)
    assert counted(report) == {"rows_in": 4, "loaded": 1, "conflict": 2, "quarantined": 1}
    assert report.checked
    assert [row.column for row in report.quarantine] == ["account_id"]
    assert sorted(path.relative_to(landing.folder) for path in landing.workspace.data.rglob("*")) == before
    assert landing.workspace.manifest.read_bytes() == manifest


def test_attributes_of_different_batches_stand_side_by_side(landing: Landing) -> None:
    landing.land("accounts", "account_id,name,Tier__c\n1,Acme,A\n")
    landing.land("accounts", "account_id,name,Segment\n2,Beta,S\n")
    assert landing.rows("accounts", "account_id, x_segment, x_tier_c") == [("1", None, "A"), ("2", "S", None)]


def test_an_attribute_that_changes_is_a_change(landing: Landing, counted: Counted) -> None:
    landing.land("accounts", "account_id,name,Tier\n1,Acme,A\n")
    assert counted(landing.land("accounts", "account_id,name,Tier\n1,Acme,B\n")) == {"rows_in": 1, "loaded": 1}


def test_list_rows_of_a_key_live_side_by_side_and_are_replaced_together(landing: Landing, counted: Counted) -> None:
    head = "list,account_id,valid_from,tier\n"
    report = landing.land("list_memberships", head + "L,1,2024-01-01,1\nL,1,2024-01-01,2\nL,1,2024-01-01,2\n")
    assert counted(report) == {"rows_in": 3, "loaded": 2, "duplicate": 1}
    assert landing.rows("list_memberships", "tier, arm") == [("1", None), ("2", None)]
    report = landing.land("list_memberships", head + "L,1,2024-01-01,2\nL,1,2024-01-01,3\n")
    assert counted(report) == {"rows_in": 2, "loaded": 1, "unchanged": 1}
    assert landing.rows("list_memberships", "tier") == [("2",), ("3",)]


def test_empty_parts_of_a_key_are_equal(landing: Landing, counted: Counted) -> None:
    head = "provider,week,topic,score,account_id,domain\n"
    landing.land("intent_signals", head + "p,2024-01-01,t,5,,a.com\np,2024-01-01,t,5,1,\n")
    report = landing.land("intent_signals", head + "p,2024-01-01,t,6,,a.com\np,2024-01-01,t,5,1,\n")
    assert counted(report) == {"rows_in": 2, "loaded": 1, "unchanged": 1}
    assert landing.rows("intent_signals", "account_id, domain, score") == [("1", None, 5.0), (None, "a.com", 6.0)]


def test_a_folder_lands_in_one_step(landing: Landing, counted: Counted) -> None:
    landing.write("drop/accounts.csv", ACCOUNTS)
    landing.write("drop/users.ndjson", '{"user_id": 7, "name": "Ann", "is_active": true}\n')
    landing.write("drop/touches/a.csv", "touch_id,occurred_at,kind\nt1,2024-01-01,call\n")
    landing.write("drop/notes.txt.bak", "x")
    report = landing.load("drop")
    assert counted(report) == {"rows_in": 5, "loaded": 5}
    assert [item.file for item in report.ignored] == ["notes.txt.bak"]
    assert landing.rows("users", "user_id, is_active") == [("7", True)]


def test_nothing_lands_when_one_file_cannot_be_read(landing: Landing) -> None:
    landing.write("drop/accounts.csv", ACCOUNTS)
    landing.write("drop/users.csv", "user_id,user_id\n1,2\n")
    with pytest.raises(UsageError, match="'user_id' 2 times"):
        landing.load("drop")
    assert landing.rows("accounts", "account_id") == []
    assert not list(landing.workspace.data.rglob("*.parquet"))


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("acount_id,name\n1,x\n", "gives no account_id", "acount_id"),
        ("account_id,created_at,name\n1,03/04/25,x\n", "no day of the file is above 12", "date_order"),
        ('account_id,annual_revenue,name\n1,"1,234",x\n', "thousands or a fraction", "decimal"),
    ],
)
def test_what_is_not_clear_is_an_error_with_the_remedy(landing: Landing, text: str, message: str, hint: str) -> None:
    with pytest.raises(UsageError, match=message) as raised:
        landing.land("accounts", text)
    assert hint in (raised.value.hint or "")


def test_options_of_the_load_settle_it(landing: Landing) -> None:
    text = "account_id;name;created_at;annual_revenue\n1;x;03/04/25;1.234\n2;N/A;;-\n3;y;04/03/25;\n"
    report = landing.land("accounts", text, options={"date_order": "dmy", "decimal": ",", "null": "N/A,-"})
    assert landing.rows("accounts", "created_at, annual_revenue") == [
        (datetime(2025, 3, 4), None),
        (datetime(2025, 4, 3), Decimal(1234)),
    ]
    assert report.quarantined == 1
    told = {decision.what: decision.reason for decision in report.decisions}
    assert told["date_order"] == told["decimal"] == "as the mapping or option says"


def test_an_unknown_option_is_told(landing: Landing) -> None:
    with pytest.raises(UsageError, match="Unknown option 'dateorder'") as raised:
        landing.land("accounts", ACCOUNTS, options={"dateorder": "dmy"})
    assert raised.value.hint == "Did you mean 'date_order'?"


def test_empty_files(landing: Landing, counted: Counted) -> None:
    with pytest.raises(DataError, match="no header"):
        landing.land("accounts", "")
    assert counted(landing.land("accounts", "account_id,name\n")) == {}
    assert counted(landing.land("accounts", "account_id,name\n,\n,\n")) == {}


def test_a_busy_workspace_is_told_and_a_check_goes_on(landing: Landing, counted: Counted) -> None:
    with writing(landing.workspace, job="refresh"):
        with pytest.raises(BusyError, match="refresh"):
            landing.land("accounts", ACCOUNTS)
        assert counted(landing.land("accounts", ACCOUNTS, check=True)) == {"rows_in": 3, "loaded": 3}


def test_the_report_is_plain_values(landing: Landing) -> None:
    report = landing.land("accounts", ACCOUNTS + "4,,\n")
    written = json.loads(json.dumps(report.to_json()))
    assert written["total"] == {
        "rows_in": 4,
        "loaded": 3,
        "unchanged": 0,
        "duplicate": 0,
        "conflict": 0,
        "quarantined": 1,
    }
    assert written["quarantine"][0]["rule"] == "required"
    assert "owner_id" in written["missing"][0]["columns"]


def test_progress_is_told(landing: Landing) -> None:
    told: list[tuple[str, int, int | None]] = []
    landing.land("accounts", ACCOUNTS, progress=lambda *step: told.append(step))
    assert told[0] == ("reading", 0, 1)
    assert told[-1] == ("landing", 1, 1)


def test_formats_of_a_typed_file_need_no_guess(landing: Landing) -> None:
    path = landing.folder / "contracts.parquet"
    duckdb.execute(
        f"COPY (SELECT 1 AS contract_id, 2.0::DOUBLE AS account_id, DATE '2024-03-04' AS starts_on, "
        f"1.234::DECIMAL(9,3) AS annual_value, '12,50' AS one_off_value) TO '{path}'"
    )
    landing.load(path)
    assert landing.rows("contracts", "contract_id, account_id, starts_on, annual_value, one_off_value") == [
        ("1", "2", date(2024, 3, 4), Decimal("1.234"), Decimal("12.5"))
    ]


def test_a_mapping_decides_tables_and_formats(landing: Landing, counted: Counted) -> None:
    mapping = landing.write(
        "map.toml",
        '[[table]]\nto = "accounts"\nfrom = "firms.csv"\noptions = { delimiter = ";", decimal = "," }\n'
        'columns = { account_id = "Nr", name = "Firma", annual_revenue = { from = "Umsatz", unit = "k€" } }\n',
    )
    landing.write("firms.csv", "Nr;Firma;Umsatz\n1;Öl AG;1.250,5\n2;;3\n", "windows-1252")
    report = landing.load("firms.csv", mapping=mapping)
    assert counted(report) == {"rows_in": 2, "loaded": 1, "quarantined": 1}
    assert report.quarantine[0].column == "Firma (name)"
    assert landing.rows("accounts", "account_id, name, annual_revenue, currency, _source") == [
        ("1", "Öl AG", Decimal(1250500), "EUR", "map.toml")
    ]
    assert counted(landing.load("firms.csv", mapping=mapping)) == {"rows_in": 2, "unchanged": 1, "quarantined": 1}


def test_a_file_no_table_of_the_mapping_is_about(landing: Landing) -> None:
    mapping = landing.write(
        "map.toml", '[[table]]\nto = "users"\nfrom = "staff.csv"\ncolumns = { user_id = "a", name = "b" }\n'
    )
    with pytest.raises(UsageError, match=r"No table of map\.toml is about accounts\.csv"):
        landing.land("accounts", ACCOUNTS, mapping=mapping)


def test_mapping_and_preset_exclude_each_other(landing: Landing, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="cannot be used together"):
        load(landing.workspace, [tmp_path], mapping=tmp_path, preset="hubspot")


def test_moments_of_a_parquet_file_keep_their_zone(landing: Landing) -> None:
    path = landing.folder / "touches.parquet"
    duckdb.execute(
        f"COPY (SELECT 't' AS touch_id, 'call' AS kind, TIMESTAMPTZ '2024-01-31 10:00:00+02:00' AS occurred_at, "
        f"TIMESTAMP '2024-01-31 10:00:00' AS note, encode('é') AS outcome) TO '{path}'"
    )
    landing.load(path)
    assert landing.rows("touches", "occurred_at, _utc_occurred_at, x_note, outcome") == [
        (datetime(2024, 1, 31, 8), True, "2024-01-31 10:00:00", "é")
    ]


def test_a_column_the_contract_gets_later_is_empty_in_what_landed_before(
    landing: Landing, monkeypatch: pytest.MonkeyPatch
) -> None:
    landing.land("account_domains", "account_id,domain\n1,acme.com\n")
    table = TABLES["account_domains"]
    longer = replace(table, columns=(*table.columns, Column("since", "date")))
    monkeypatch.setitem(TABLES, "account_domains", longer)
    assert landing.rows("account_domains", "domain, since") == [("acme.com", None)]
    landing.land("account_domains", "account_id,domain,since\n2,beta.com,2024-01-01\n")
    assert landing.rows("account_domains", "domain, since") == [("acme.com", None), ("beta.com", date(2024, 1, 1))]
    assert counts(landing.land("account_domains", "domain,account_id\nacme.com,1\n")) == {"rows_in": 1, "unchanged": 1}


def test_a_workspace_and_files_with_odd_names(tmp_path: Path) -> None:
    landing = Landing(tmp_path / "o'dd [1] *")
    landing.load(landing.write("drop (2) [x]/accounts.csv", ACCOUNTS))
    landing.land("accounts", "account_id,name\n1,Other\n")
    assert landing.rows("accounts", "name") == [("Beta",), ("Ceres",), ("Other",)]


def test_table_and_mapping_exclude_each_other(landing: Landing) -> None:
    mapping = landing.write(
        "map.toml", '[[table]]\nto = "users"\nfrom = "a.csv"\ncolumns = { user_id = "a", name = "b" }\n'
    )
    with pytest.raises(UsageError, match="which tables it fills"):
        landing.load(landing.write("a.csv", "a,b\n1,2\n"), mapping=mapping, table="users")


FLAGS = """
[[table]]
to = "opportunities"
from = "deals.csv"
where = { column = "Gone", is_not = true }
[table.columns]
opportunity_id = "Id"
created_at = "Created"
status = { cases = [{ when = { column = "Won", is = true }, value = "won" }], otherwise = "open" }
"""


def test_a_flag_that_a_mapping_asks_for_and_nobody_understands_is_told_and_never_no(
    landing: Landing, counted: Counted
) -> None:
    rows = "1,2026-01-01,VRAI,FAUX\n2,2026-01-01,FAUX,VRAI\n3,2026-01-01,ganado,FAUX\n4,2026-01-01,FAUX,perdu\n"
    landing.write("deals.csv", f"Id,Created,Won,Gone\n{rows}")
    report = landing.load("deals.csv", mapping=landing.write("map.toml", FLAGS))
    assert counted(report) == {"rows_in": 3, "loaded": 1, "quarantined": 2}
    assert [(row.line, row.column, row.value, row.rule) for row in report.quarantine] == [
        (4, "Won", "ganado", "neither true nor false"),
        (5, "Gone", "perdu", "neither true nor false"),
    ]
    assert landing.rows("opportunities", "opportunity_id, status") == [("1", "won")]


@pytest.mark.parametrize("name", ["accounts.csv", "accounts.ndjson"])
def test_one_bad_line_among_good_ones_does_not_stop_a_file(landing: Landing, counted: Counted, name: str) -> None:
    written = {
        "accounts.csv": "account_id,name\na1,Alpha\na2,Beta,x\na3,Gamma\n",
        "accounts.ndjson": '{"account_id":"a1","name":"A"}\n{"account_id":"a2","na\n{"account_id":"a3","name":"C"}\n',
    }
    landing.write(name, written[name])
    assert counted(landing.load(name)) == {"rows_in": 3, "loaded": 2, "quarantined": 1}


def test_a_column_of_a_header_twice_stops_a_file_only_where_somebody_needs_it(landing: Landing) -> None:
    landing.write("deals.csv", "Id,Created,Won,Gone,Owner,owner\n1,2026-01-01,yes,no,A,B\n")
    mapping = landing.write("map.toml", FLAGS)
    assert landing.load("deals.csv", mapping=mapping).loaded == 1
    other = landing.write("other.toml", FLAGS + 'owner_id = "Owner"\n')
    with pytest.raises(UsageError, match=r"column 'Owner' 2 times: 'Owner \(1\)' is column 5") as raised:
        landing.load("deals.csv", mapping=other)
    assert "Owner (1)" in (raised.value.hint or "")
    chosen = landing.write("chosen.toml", FLAGS + 'owner_id = "Owner (2)"\n')
    landing.load("deals.csv", mapping=chosen)
    assert landing.rows("opportunities", "owner_id") == [("B",)]


def test_a_column_of_assays_twice_is_told(landing: Landing) -> None:
    with pytest.raises(UsageError, match="column 'name' 2 times"):
        landing.land("accounts", "account_id,name,Name\na1,A,B\n")


def test_one_unreadable_optional_cell_does_not_cost_its_row(landing: Landing, counted: Counted) -> None:
    text = "account_id,name,employees,created_at,is_excluded\na1,Alpha,51-200,2026-01-05,no\na2,Beta,120,soon,no\n"
    report = landing.land("accounts", text + "a3,,10,2026-01-05,no\na4,Delta,10,2026-01-05,perhaps\n")
    assert counted(report) == {"rows_in": 4, "loaded": 2, "quarantined": 2}
    assert report.tables[0].cells == 2
    assert [(row.line, row.column, row.rule) for row in report.quarantine] == [
        (2, "employees", "not a whole number (its row landed without it)"),
        (3, "created_at", "not a timestamp (its row landed without it)"),
        (4, "name", "required"),
        (5, "is_excluded", "neither true nor false"),
    ]
    assert landing.rows("accounts", "account_id, employees, x_employees, created_at") == [
        ("a1", None, "51-200", datetime(2026, 1, 5)),
        ("a2", 120, "120", None),
    ]


def test_the_close_date_of_an_open_deal_is_not_needed_that_of_a_won_one_is(landing: Landing) -> None:
    head = "opportunity_id,created_at,closed_at,status\n"
    rows = "1,2026-02-03,0000-00-00 00:00:00,open\n2,2026-02-03,NULL,open\n3,2026-02-03,some day,open\n4,2026-02-03,some day,won\n"
    report = landing.land("opportunities", head + rows)
    assert (report.loaded, [row.line for row in report.quarantine if "landed" not in row.rule]) == (3, [5])
    assert any(one.what == "words for no value" for one in report.decisions)


def test_ids_in_two_spellings_meet(landing: Landing) -> None:
    landing.land("accounts", 'account_id,name\n0015g00000ABCdEAAX,A\n12345,B\n"=""00123""",C\n')
    landing.write(
        "one/opportunities.csv", "opportunity_id,account_id,created_at\n101.0,12345.0,2026-01-01\n102.0,,2026-01-01\n"
    )
    landing.write(
        "two/opportunities.csv",
        "opportunity_id,account_id,created_at\no1,0015g00000ABCdE,2026-01-01\no2,00123\u200b,2026-01-01\n",
    )
    landing.load("one/opportunities.csv")
    landing.load("two/opportunities.csv")
    assert landing.rows("opportunities", "opportunity_id, account_id") == [
        ("101", "12345"),
        ("102", None),
        ("o1", "0015g00000ABCdEAAX"),
        ("o2", "00123"),
    ]


def test_ids_that_a_spreadsheet_turned_into_numbers_are_refused_with_the_reason(landing: Landing) -> None:
    report = landing.land("accounts", "account_id,name\n1.23457E+11,A\n1.23457E+11,B\n7,C\n")
    assert (report.loaded, {row.rule for row in report.quarantine}) == (
        1,
        {"an id that a spreadsheet has turned into a number"},
    )


def test_each_column_has_the_order_of_its_dates(landing: Landing) -> None:
    text = "opportunity_id,created_at,closed_at,status\n1,31/01/2026,02/28/2026,won\n2,01/02/2026,03/04/2026,won\n"
    report = landing.land("opportunities", text)
    assert [one.what for one in report.decisions if "date_order" in one.what] == [
        "date_order of created_at",
        "date_order of closed_at",
    ]
    assert landing.rows("opportunities", "created_at, closed_at")[0] == (datetime(2026, 1, 31), datetime(2026, 2, 28))
    assert landing.rows("opportunities", "created_at, closed_at")[1] == (datetime(2026, 2, 1), datetime(2026, 3, 4))


@pytest.mark.parametrize(
    ("days", "options", "weeks"),
    [
        (["2026-01-04", "2026-01-18"], {}, [date(2026, 1, 5), date(2026, 1, 19)]),
        (["2026-01-04", "2026-01-18"], {"week_starts": "monday"}, [date(2025, 12, 29), date(2026, 1, 12)]),
        (["2026-01-10", "2026-01-06"], {}, [date(2026, 1, 5), date(2026, 1, 5)]),
        (["2026-01-04", "2026-01-06"], {}, [date(2025, 12, 29), date(2026, 1, 5)]),
    ],
)
def test_a_week_may_be_named_by_any_of_its_days(
    landing: Landing, days: list[str], options: dict[str, str], weeks: list[date]
) -> None:
    rows = "".join(f"bombora,{day},t{place},50,a.com\n" for place, day in enumerate(days))
    report = landing.land("intent_signals", "provider,week,topic,score,domain\n" + rows, options=options)
    assert [row[0] for row in landing.rows("intent_signals", "week, topic")] == sorted(weeks)
    assert any(one.what == "week" for one in report.decisions)


def test_errors_of_spreadsheets_are_no_empty_cells(landing: Landing) -> None:
    report = landing.land("accounts", "account_id,name,employees,city\na1,Alpha,#DIV/0!,#REF!\na2,#N/A,1,Paris\n")
    assert (report.loaded, report.tables[0].cells, len(report.quarantine)) == (1, 2, 3)
    assert {row.rule.split(" (")[0] for row in report.quarantine} == {"an error or a formula without a value"}


def test_what_airbyte_nests_in_properties_is_read(landing: Landing) -> None:
    """One deal of a company listed twice, one of two companies: its account is not guessed."""
    deal = '{{"id":"{0}","properties":{{"dealname":"D","dealstage":"s","amount":"500","createdate":"2026-02-03T10:00:00Z"}},"companies":{1},"_airbyte_raw_id":"{0}"}}\n'
    landing.write("deals.ndjson", deal.format(1, '["9","9"]') + deal.format(2, '["9","10"]'))
    landing.write(
        "companies.ndjson", '{"id":"9","properties":{"name":"Nine","domain":"nine.com"},"_airbyte_raw_id":"c"}\n'
    )
    report = landing.load("companies.ndjson", "deals.ndjson", preset="hubspot")
    assert counts(report) == {"rows_in": 3, "loaded": 3}
    deals = landing.rows("opportunities", "opportunity_id, CAST(amount AS INTEGER), account_id")
    assert [deals[0], deals[1][:2]] == [("1", 500, "9"), ("2", 500)]
    assert deals[1][2] not in ("9", "10")
    assert landing.rows("accounts", "account_id, name, domain") == [("9", "Nine", "nine.com")]


def test_what_hubspot_answers_is_read(landing: Landing) -> None:
    """Records as its interface gives them; columns called `properties` of other tools stay what they are."""
    record = '{{"id":"{0}","properties":{1},"createdAt":"2026-02-03T10:00:00Z","updatedAt":"2026-02-03T10:00:00Z","archived":false}}\n'
    landing.write("companies.ndjson", record.format(9, '{"name":"Nine","domain":"nine.com"}'))
    landing.write("contacts.ndjson", record.format(7, '{"firstname":"Jo","email":"jo@nine.com","jobtitle":"CFO"}'))
    report = landing.load("companies.ndjson", "contacts.ndjson", preset="hubspot")
    assert counts(report) == {"rows_in": 2, "loaded": 2}
    assert landing.rows("accounts", "account_id, name, domain") == [("9", "Nine", "nine.com")]
    assert landing.rows("people", "person_id, email, job_title") == [("7", "jo@nine.com", "CFO")]


def test_a_pipeline_with_its_stages_in_a_list_is_read(landing: Landing) -> None:
    stages = (
        '[{"stageId":"s1","label":"First","displayOrder":0,"metadata":{"isClosed":"false","probability":"0.2"}},'
        '{"stageId":"s2","label":"Won","displayOrder":1,"metadata":{"isClosed":"true","probability":"1.0"}}]'
    )
    landing.write("deal_pipelines.ndjson", '{"pipelineId":"p","label":"Sales","stages":' + stages + "}\n")
    report = landing.load("deal_pipelines.ndjson", preset="hubspot")
    assert counts(report) == {"rows_in": 2, "loaded": 2}
    found = landing.rows("stages", "stage, pipeline, status, CAST(probability AS DOUBLE)")
    assert found == [("s1", "Sales", "open", 0.2), ("s2", "Sales", "won", 1.0)]


def test_days_as_spreadsheets_count_them_with_the_decimal_comma_of_their_country(landing: Landing) -> None:
    landing.land("touches", "touch_id;occurred_at;kind\n1;46113;call\n2;46114,5;call\n")
    assert [str(at) for (at,) in landing.rows("touches", "occurred_at")] == [
        "2026-04-01 00:00:00",
        "2026-04-02 12:00:00",
    ]


TYPED = (
    ("TIMESTAMP '2024-01-31 10:00:00.25'", "12.0::DOUBLE"),
    ("TIMESTAMP '0001-01-01 00:00:00'", "0.1::DOUBLE"),
    ("TIMESTAMP 'infinity'", "'nan'::DOUBLE"),
    ("NULL", "-5.0::DOUBLE"),
    ("TIMESTAMP '1999-12-31 23:59:59.999999'", "1e20::DOUBLE"),
    ("TIMESTAMP '9999-12-31 00:00:00'", "NULL"),
)


def test_values_that_a_file_has_typed_land_and_fail_as_their_texts_do(tmp_path: Path) -> None:
    rows = " UNION ALL ".join(
        f"SELECT 't{n}' AS touch_id, 'call' AS kind, {moment} AS occurred_at, {seconds} AS seconds"
        for n, (moment, seconds) in enumerate(TYPED)
    )
    texts = f"SELECT * REPLACE (occurred_at::VARCHAR AS occurred_at, {text_sql('seconds', 'DOUBLE')} AS seconds)"
    found = []
    for name, sql in (("typed", rows), ("texts", f"{texts} FROM ({rows})")):
        own = Landing(tmp_path / name)
        duckdb.execute(f"COPY ({sql}) TO '{own.folder / 'touches.parquet'}'")
        report = own.load("touches.parquet")
        said = [(row.line, row.column, row.value, row.rule.partition(" (")[0]) for row in report.quarantine]
        found.append((own.rows("touches", "touch_id, occurred_at, _utc_occurred_at, seconds"), said))
    assert found[0] == found[1]
    assert len(found[0][0]) == 3
    assert len(found[0][1]) == 5
    assert "-5" in {value for _, _, value, _ in found[0][1]}


def test_days_and_whole_numbers_of_a_typed_file_land_as_they_are(landing: Landing) -> None:
    path = landing.folder / "intent_signals.parquet"
    duckdb.execute(
        "COPY (SELECT 'b' AS provider, DATE '2024-03-03' + (7 * i)::INTEGER AS week, 'crm' AS topic, 'a' || i AS account_id, "
        f"(50 + i)::INTEGER AS score FROM range(2) AS r(i)) TO '{path}'"
    )
    report = landing.load(path)
    assert [one.value for one in report.decisions if one.what == "week"] == ["the Monday of the week each day lies in"]
    assert landing.rows("intent_signals", "account_id, week, score") == [
        ("a0", date(2024, 3, 4), 50),
        ("a1", date(2024, 3, 11), 51),
    ]


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"options": {"null": "2,n/a"}}, [("t1", 1.0), ("t2", None), ("t3", 3.0)]),
        (
            {"corrections": [Correction("touches.parquet", 3, "seconds", "90")]},
            [("t1", 1.0), ("t2", 2.0), ("t3", 90.0)],
        ),
    ],
)
def test_typed_values_are_corrected_and_emptied_as_texts(
    landing: Landing, said: dict[str, Any], expected: list[tuple[str, float | None]]
) -> None:
    path = landing.folder / "touches.parquet"
    duckdb.execute(
        "COPY (SELECT 't' || i AS touch_id, 'call' AS kind, TIMESTAMP '2024-01-31 10:00:00' AS occurred_at, "
        f"i::DOUBLE AS seconds FROM range(1, 4) AS r(i)) TO '{path}'"
    )
    landing.load(path, **said)
    assert landing.rows("touches", "touch_id, seconds") == expected


def test_amounts_with_more_digits_than_most_are_kept_to_the_last(landing: Landing) -> None:
    landing.land(
        "contracts",
        "contract_id,account_id,starts_on,annual_value,currency\n"
        + "".join(
            f"c{n},a,2024-01-01,{value},EUR\n"
            for n, value in enumerate(("1234567890123456.12345678", "9999999999.99999999", "0.00000001", "-12.5"))
        ),
    )
    assert landing.rows("contracts", "annual_value") == [
        (Decimal("-12.5"),),
        (Decimal("0.00000001"),),
        (Decimal("9999999999.99999999"),),
        (Decimal("1234567890123456.12345678"),),
    ]
