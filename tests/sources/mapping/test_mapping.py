from __future__ import annotations

from pathlib import Path

import pytest

from assay.errors import UsageError
from assay.sources.mapping.mapping import same_names
from support.mapped import Load, written

DEALS = """
[[table]]
to = "opportunities"
from = "deals.csv"
[table.columns]
opportunity_id = "id"
created_at = "created"
"""


def deals(folder: Path, rules: str, files: dict[str, str] | str) -> Load:
    given = {"deals.csv": files} if isinstance(files, str) else files
    return Load(written(folder, DEALS + rules), given)


def values(load: Load, column: str, to: str = "opportunities") -> list[str | None]:
    return [row.get(column) for row in load.rows(to)]


def test_columns_are_renamed_and_empty_cells_have_no_value(tmp_path: Path) -> None:
    load = deals(tmp_path, 'name = "title"', "id,created,title\n 1 ,2026-01-01,  \n2,,Big\n")
    assert load.rows("opportunities") == [
        {"opportunity_id": "1", "created_at": "2026-01-01"},
        {"opportunity_id": "2", "name": "Big"},
    ]


def test_lines_and_files_are_kept(tmp_path: Path) -> None:
    load = deals(tmp_path, "", "id,created\n1,2026-01-01\n2,2026-01-01\n")
    (table,) = load.tables("deals.csv")
    relation = load.relations["deals.csv"]
    sql = table.select_sql(relation.sql, relation.columns, load.lookup)
    assert load.connection.execute(f"SELECT _line, _file FROM ({sql}) ORDER BY 1").fetchall() == [
        (2, "deals.csv"),
        (3, "deals.csv"),
    ]


def test_constant(tmp_path: Path) -> None:
    load = deals(tmp_path, 'type = { value = "renewal" }', "id,created\n1,2026-01-01\n")
    assert values(load, "type") == ["renewal"]


@pytest.mark.parametrize(
    ("options", "constant"),
    [
        ("", "2026-01-05"),
        ('options = { timestamp_format = "%d/%m/%Y" }', "05/01/2026"),
        ('options = { epoch = "ms" }', "1767571200000"),
        ('options = { epoch = "s" }', "1767571200"),
    ],
)
def test_a_constant_day_is_written_as_the_file_writes_days(tmp_path: Path, options: str, constant: str) -> None:
    rules = DEALS.replace('from = "deals.csv"', f'from = "deals.csv"\n{options}')
    rules = rules.replace('created_at = "created"', 'created_at = { value = "2026-01-05" }')
    load = Load(written(tmp_path, rules), {"deals.csv": "id\n1\n"})
    assert values(load, "created_at") == [constant]


class TestValueMap:
    TEXT = "id,created,stage\n1,2026-01-01,WON\n2,2026-01-01, won \n3,2026-01-01,Weird\n4,2026-01-01,\n"

    def load(self, folder: Path, rest: str) -> Load:
        rule = f'stage = {{ from = "stage", map = {{ Won = "Closed Won" }}{rest} }}'
        return deals(folder, rule, self.TEXT)

    def test_ignores_case_and_keeps_the_unknown(self, tmp_path: Path) -> None:
        load = self.load(tmp_path, "")
        assert values(load, "stage") == ["Closed Won", "Closed Won", "Weird", None]
        assert load.unmapped("opportunities") == []

    def test_otherwise_a_value_and_the_unknown_is_told(self, tmp_path: Path) -> None:
        load = self.load(tmp_path, ', otherwise = "Open"')
        assert values(load, "stage") == ["Closed Won", "Closed Won", "Open", None]
        assert load.unmapped("opportunities") == [("stage", "Weird", 1)]

    def test_otherwise_empty(self, tmp_path: Path) -> None:
        assert values(self.load(tmp_path, ', otherwise = ""'), "stage") == ["Closed Won", "Closed Won", None, None]

    def test_otherwise_reject_names_the_value_in_a_companion(self, tmp_path: Path) -> None:
        load = self.load(tmp_path, ', otherwise = "reject"')
        assert values(load, "_reject_stage") == [None, None, "Weird", None]
        assert values(load, "stage") == ["Closed Won", "Closed Won", None, None]

    def test_otherwise_skip_leaves_the_row_out(self, tmp_path: Path) -> None:
        load = self.load(tmp_path, ', otherwise = "skip"')
        assert values(load, "opportunity_id") == ["1", "2"]
        assert load.unmapped("opportunities") == [("stage", "Weird", 1)]

    def test_an_entry_for_the_empty_cell(self, tmp_path: Path) -> None:
        rule = 'stage = { from = "stage", map = { Won = "Closed Won", "" = "New" } }'
        assert values(deals(tmp_path, rule, self.TEXT), "stage") == ["Closed Won", "Closed Won", "Weird", "New"]


class TestFallback:
    def test_the_first_filled_column(self, tmp_path: Path) -> None:
        load = deals(tmp_path, 'name = ["Name", "title"]', "id,created,title,name\n1,d,a,b\n2,d,c,\n")
        assert values(load, "name") == ["b", "c"]

    def test_another_rule(self, tmp_path: Path) -> None:
        rule = 'name = { from = "title", or = { text = "{first} {last}", or = { value = "unnamed" } } }'
        load = deals(tmp_path, rule, "id,created,title,first,last\n1,d,T,,\n2,d,,A,B\n3,d,,,B\n4,d,,,\n")
        assert values(load, "name") == ["T", "A B", "B", "unnamed"]

    def test_a_column_that_may_be_absent(self, tmp_path: Path) -> None:
        load = deals(tmp_path, 'name = { from = "title", optional = true }', "id,created\n1,d\n")
        assert values(load, "name") == [None]


@pytest.mark.parametrize(
    ("condition", "kept"),
    [
        ('{ column = "flag", is = true }', ["1", "2", "5"]),  # Maybe is kept, to be told
        ('{ column = "flag", is_not = true }', ["3", "4", "5"]),
        ('{ column = "flag", is = false }', ["3", "5"]),
        ('{ column = "flag", in = ["TRUE", "Maybe"] }', ["1", "2", "5"]),
        ('{ column = "flag", not_in = ["true"] }', ["3", "4", "5"]),
        ('{ column = "flag", empty = true }', ["4"]),
        ('{ column = "flag", empty = false }', ["1", "2", "3", "5"]),
        ('{ column = "flag", starts_with = "MAY" }', ["5"]),
        ('{ column = "flag", contains = "ayb" }', ["5"]),
        ('[{ column = "flag", empty = false }, { column = "id", not_in = ["1", "5"] }]', ["2", "3"]),
        ('{ any = [{ column = "id", is = "4" }, { column = "flag", is = "maybe" }] }', ["4", "5"]),
    ],
)
def test_where(tmp_path: Path, condition: str, kept: list[str]) -> None:
    rules = DEALS.replace('from = "deals.csv"', f'from = "deals.csv"\nwhere = {condition}')
    text = "id,created,flag\n1,d,TRUE\n2,d,1\n3,d,No\n4,d,\n5,d,Maybe\n"
    assert values(Load(written(tmp_path, rules), {"deals.csv": text}), "opportunity_id") == kept


def test_cases(tmp_path: Path) -> None:
    rule = """
[table.columns.status]
cases = [
  { when = { column = "won", is = true }, value = "won" },
  { when = { column = "closed", is = true }, value = "lost" },
]
otherwise = "open"
"""
    load = deals(tmp_path, rule, "id,created,closed,won\n1,d,TRUE,TRUE\n2,d,TRUE,FALSE\n3,d,FALSE,\n")
    assert values(load, "status") == ["won", "lost", "open"]


class TestUnit:
    def test_is_told_beside_the_amount_and_gives_the_currency(self, tmp_path: Path) -> None:
        load = deals(tmp_path, 'amount = { from = "revenue", unit = "k€" }', 'id,created,revenue\n1,d,"1.234,5"\n')
        (row,) = load.rows("opportunities")
        assert (row["amount"], row["_unit_amount"], row["currency"]) == ("1.234,5", "1000", "EUR")

    def test_leaves_a_currency_column_alone(self, tmp_path: Path) -> None:
        rules = 'amount = { from = "revenue", unit = "k€" }\ncurrency = "cur"'
        load = deals(tmp_path, rules, "id,created,revenue,cur\n1,d,2,USD\n")
        assert values(load, "currency") == ["USD"]

    def test_of_a_fallback(self, tmp_path: Path) -> None:
        rules = """
[[table]]
to = "touches"
from = "calls.csv"
[table.columns]
touch_id = "id"
occurred_at = "at"
kind = { value = "call" }
seconds = { from = "minutes", unit = "min", or = "seconds" }
"""
        load = Load(written(tmp_path, rules), {"calls.csv": "id,at,minutes,seconds\n1,d,2,\n2,d,,30\n"})
        assert [(row["seconds"], row["_unit_seconds"]) for row in load.rows("touches")] == [("2", "60"), ("30", "1")]


class TestJoin:
    RULE = 'account_id = { from = "account", join = "accounts.csv", by = "name", take = "id"%s }'
    ACCOUNTS = "id,name\nA1,Acme\nA2,GTX Pro\nA3,Twin\nA4,Twin\nA5,Same\nA5,Same\n"

    def load(self, folder: Path, names: list[str], rest: str = "") -> Load:
        rows = "".join(f"{number},d,{name}\n" for number, name in enumerate(names))
        return deals(
            folder, self.RULE % rest, {"deals.csv": f"id,created,account\n{rows}", "accounts.csv": self.ACCOUNTS}
        )

    def test_takes_the_one_and_keeps_what_it_does_not_find(self, tmp_path: Path) -> None:
        load = self.load(tmp_path, ["Acme", "GTXPro", "", "acme"])
        assert values(load, "account_id") == ["A1", "GTXPro", None, "acme"]
        assert load.unmapped("opportunities") == [("account_id", "GTXPro", 1), ("account_id", "acme", 1)]

    def test_what_a_fallback_does_not_find_is_told_too(self, tmp_path: Path) -> None:
        """By its code first, else by its name: only what neither finds is told."""
        rule = """account_id = { from = "code", join = "accounts.csv", by = "id", take = "id", none = "empty", or = {
            from = "account", join = "accounts.csv", by = "name", take = "id" } }""".replace("\n", " ")
        rows = "1,d,Nobody,A1\n2,d,Acme,\n3,d,Nobody,A9\n4,d,,\n"
        load = deals(tmp_path, rule, {"deals.csv": f"id,created,account,code\n{rows}", "accounts.csv": self.ACCOUNTS})
        assert values(load, "account_id") == ["A1", "A1", "Nobody", None]
        assert load.unmapped("opportunities") == [("account_id", "Nobody", 1)]

    def test_normalised_names(self, tmp_path: Path) -> None:
        load = self.load(tmp_path, ["ACME", "GTXPro", "gtx-prö"], ", normalise = true")
        assert values(load, "account_id") == ["A1", "A2", "A2"]

    def test_never_picks_one_of_several(self, tmp_path: Path) -> None:
        load = self.load(tmp_path, ["Twin", "Same"])
        assert values(load, "account_id") == ["Twin", "A5"]
        assert load.unmapped("opportunities") == [("account_id", "Twin", 1)]

    @pytest.mark.parametrize(("policy", "value"), [("empty", None), ("list", "A3 | A4")])
    def test_several_may_be_empty_or_listed(self, tmp_path: Path, policy: str, value: str | None) -> None:
        load = self.load(tmp_path, ["Twin"], f', several = "{policy}", none = "empty"')
        assert values(load, "account_id") == [value]

    def test_prefer_decides_among_several(self, tmp_path: Path) -> None:
        rule = """
[table.columns.account_id]
from = "id"
join = "links.csv"
by = "deal"
take = "company"
prefer = { column = "type", is = "5" }
none = "empty"
several = "list"
"""
        links = "deal,company,type\n1,A,5\n1,B,6\n2,A,6\n2,B,6\n3,C,6\n4,A,5\n4,B,5\n"
        files = {"deals.csv": "id,created\n1,d\n2,d\n3,d\n4,d\n5,d\n", "links.csv": links}
        load = deals(tmp_path, rule, files)
        assert values(load, "account_id") == ["A", "A | B", "C", "A | B", None]

    def test_does_not_multiply_rows(self, tmp_path: Path) -> None:
        assert len(self.load(tmp_path, ["Same", "Twin", "Same"]).rows("opportunities")) == 3

    def test_the_other_file_must_be_in_the_load(self, tmp_path: Path) -> None:
        load = deals(tmp_path, self.RULE % "", "id,created,account\n1,d,Acme\n")
        with pytest.raises(UsageError, match=r"joined with accounts.csv, which is not in the load") as caught:
            load.rows("opportunities")
        assert caught.value.hint == "Load accounts.csv along with deals.csv."

    def test_the_other_file_must_have_the_columns(self, tmp_path: Path) -> None:
        files = {"deals.csv": "id,created,account\n1,d,Acme\n", "accounts.csv": "id,names\n1,Acme\n"}
        with pytest.raises(UsageError, match=r"accounts.csv has no column 'name'") as caught:
            deals(tmp_path, self.RULE % "", files).rows("opportunities")
        assert caught.value.hint == "Did you mean 'names'?"

    def test_without_a_key_takes_the_files_one_value(self, tmp_path: Path) -> None:
        rule = 'currency = { join = "org.csv", take = "code", join_where = { column = "corporate", is = true } }'
        files = {"deals.csv": "id,created\n1,d\n", "org.csv": "code,corporate\nUSD,FALSE\nEUR,TRUE\n"}
        assert values(deals(tmp_path, rule, files), "currency") == ["EUR"]


class TestRest:
    TEXT = "id,created,name,Tier__c,Sales Region,IsDeleted\n1,d,Deal,A,West,FALSE\n"

    def load(self, folder: Path, rest: str) -> Load:
        rules = DEALS.replace('from = "deals.csv"', f'from = "deals.csv"\nrest = {rest}')
        return Load(written(folder, rules), {"deals.csv": self.TEXT})

    def test_is_ignored_and_named(self, tmp_path: Path) -> None:
        load = self.load(tmp_path, '"ignore"')
        (table,) = load.tables("deals.csv")
        assert load.rows("opportunities") == [{"opportunity_id": "1", "created_at": "d"}]
        assert table.ignored(load.relations["deals.csv"].columns) == ["name", "Tier__c", "Sales Region", "IsDeleted"]

    def test_attributes_and_canonical_names(self, tmp_path: Path) -> None:
        (row,) = self.load(tmp_path, '"attributes"').rows("opportunities")
        assert row == {
            "opportunity_id": "1",
            "created_at": "d",
            "name": "Deal",
            "is_deleted": "FALSE",
            "x_tier_c": "A",
            "x_sales_region": "West",
        }

    def test_only_some_headers(self, tmp_path: Path) -> None:
        (row,) = self.load(tmp_path, '["*__c"]').rows("opportunities")
        assert row == {"opportunity_id": "1", "created_at": "d", "x_tier_c": "A"}


def test_distinct_takes_the_commonest_row_of_each_key(tmp_path: Path) -> None:
    rules = """
[[table]]
to = "stages"
from = "deals.csv"
distinct = true
[table.columns]
stage = "stage"
position = "probability"
status = { value = "open" }
"""
    text = "id,stage,probability\n1,A,10\n2,A,20\n3,A,20\n4,B,50\n5,B,40\n"
    load = Load(written(tmp_path, rules), {"deals.csv": text})
    assert sorted((row["stage"], row["position"]) for row in load.rows("stages")) == [("A", "20"), ("B", "40")]


def test_each_makes_a_row_of_every_element(tmp_path: Path) -> None:
    rules = """
[[table]]
to = "people"
from = "contacts.csv"
each = { column = "merged", separator = ";" }
modified_at = { value = "9999-01-01" }
[table.columns]
person_id = "merged"
merged_into_id = "id"
"""
    load = Load(written(tmp_path, rules), {"contacts.csv": "id,merged\n1,7; 8 ;\n2,\n"})
    assert load.rows("people") == [
        {"person_id": "7", "merged_into_id": "1", "_modified_at": "9999-01-01"},
        {"person_id": "8", "merged_into_id": "1", "_modified_at": "9999-01-01"},
    ]


def test_one_file_feeds_several_tables(tmp_path: Path) -> None:
    rules = '\n[[table]]\nto = "users"\nfrom = "DEALS.CSV"\n[table.columns]\nuser_id = "owner"\nname = "owner"\n'
    load = deals(tmp_path, rules, "id,created,owner\n1,d,Ann\n")
    assert [table.to for table in load.tables("deals.csv")] == ["opportunities", "users"]
    assert load.rows("users") == [{"user_id": "Ann", "name": "Ann"}]


def test_deleted_rows_need_their_key_alone(tmp_path: Path) -> None:
    rules = """
[[table]]
to = "opportunities"
from = "merged.csv"
deleted = true
[table.columns]
opportunity_id = "loser"
"""
    load = Load(written(tmp_path, rules), {"merged.csv": "loser\n7\n"})
    assert load.rows("opportunities") == [{"opportunity_id": "7", "_deleted": "true"}]


class TestTimes:
    RULES = """
lenient = true
utc_if = ["_fivetran_synced"]
[[table]]
to = "opportunities"
from = "deals.csv"
modified_at = "synced"
[table.columns]
opportunity_id = "id"
created_at = { from = "created", epoch = true }
closed_at = { from = "closed", as = "date" }
"""

    def row(self, folder: Path, created: str, closed: str = "", headers: str = "_fivetran_synced") -> dict[str, str]:
        text = f"id,created,closed,{headers}\n1,{created},{closed},x\n"
        (row,) = Load(written(folder, self.RULES), {"deals.csv": text}).rows("opportunities")
        return row

    @pytest.mark.parametrize(
        ("written_as", "meant"),
        [
            ("2020-12-30 3:15:52", "2020-12-30T03:15:52Z"),
            ("2020-12-30 03:15:52.128", "2020-12-30T03:15:52.128Z"),
            ("2020-12-30 03:15:52 UTC", "2020-12-30T03:15:52Z"),
            ("2020-12-30T03:15:52+02:00", "2020-12-30T03:15:52+02:00"),
            ("2020-12-30", "2020-12-30"),
            ("30/12/2020", "30/12/2020"),
            ("1609298152000", "2020-12-30T03:15:52.000000Z"),
        ],
    )
    def test_of_a_tool_that_writes_utc(self, tmp_path: Path, written_as: str, meant: str) -> None:
        assert self.row(tmp_path, written_as)["created_at"] == meant

    def test_of_other_files_are_the_workspaces(self, tmp_path: Path) -> None:
        row = self.row(tmp_path, "2020-12-30 03:15:52", headers="other")
        assert row["created_at"] == "2020-12-30 03:15:52"

    def test_a_day_is_no_moment(self, tmp_path: Path) -> None:
        assert self.row(tmp_path, "2020-12-30", "2018-12-19 00:00:00")["closed_at"] == "2018-12-19"

    def test_seconds_between(self, tmp_path: Path) -> None:
        rules = """
[[table]]
to = "touches"
from = "m"
[table.columns]
touch_id = "id"
occurred_at = "start"
kind = { value = "meeting_held" }
seconds = { seconds_between = ["start", "end"] }
"""
        text = "id,start,end\n1,2020-01-01 9:00,2020-01-01 10:30\n2,2020-01-01,\n3,2020-01-02,2020-01-01\n"
        rows = Load(written(tmp_path, rules), {"m.csv": text}).rows("touches")
        assert [row.get("seconds") for row in rows] == ["5400", None, None]


def test_a_list_of_one_is_its_element(tmp_path: Path) -> None:
    rule = 'account_id = { from = "companies", single = true }'
    text = 'id,created,companies\n1,d,"[""12""]"\n2,d,[34]\n3,d,"[""1"", ""2""]"\n4,d,[]\n5,d,56\n'
    assert values(deals(tmp_path, rule, text), "account_id") == ["12", "34", '["1", "2"]', None, "56"]


def test_derived_rows_yield_to_a_file_of_their_own(tmp_path: Path) -> None:
    rules = """
[[table]]
to = "stages"
from = "deals.csv"
distinct = true
unless_file = "stage"
[table.columns]
stage = "stage"
position = { value = 1 }
status = { value = "open" }
"""
    mapping = written(tmp_path, rules)
    assert len(Load(mapping, {"deals.csv": "stage\nA\n"}).rows("stages")) == 1
    assert Load(mapping, {"deals.csv": "stage\nA\n", "stage.csv": "x\n1\n"}).rows("stages") == []


def test_missing_and_source_of(tmp_path: Path) -> None:
    load = deals(tmp_path, 'name = ["title", "Name"]\nx_a = "Alpha"', "id,created,Name,Alpha\n1,d,n,a\n")
    (table,) = load.tables("deals.csv")
    assert [table.source_of(name) for name in ("name", "x_a", "amount")] == ["Name", "Alpha", "amount"]
    assert "amount" in table.missing(load.relations["deals.csv"].columns)
    assert "name" not in table.missing(load.relations["deals.csv"].columns)


def test_options_of_the_head_hold_for_all_tables(tmp_path: Path) -> None:
    head = '[options]\ndecimal = ","\nencoding = "cp1252"\n'
    rules = head + DEALS.replace('from = "deals.csv"', 'from = "deals.csv"\noptions = { decimal = "." }')
    mapping = written(tmp_path, rules)
    assert mapping.options_for(Path("deals.csv")) == {"decimal": ".", "encoding": "cp1252"}
    # A file that no table names is read as all of them say.
    assert mapping.options_for(Path("other.csv")) == {"decimal": ".", "encoding": "cp1252"}
    two = written(tmp_path, rules + DEALS.replace("deals.csv", "more.csv"))
    assert two.options_for(Path("other.csv")) == {"encoding": "cp1252"}


def test_quotes_in_names_and_values_are_no_sql(tmp_path: Path) -> None:
    rule = """name = { from = 'a"b', map = { "it's" = "o'k" }, otherwise = "'; DROP TABLE t0; --" }"""
    load = deals(tmp_path, rule, 'id,created,"a""b"\n1,d,it\'s\n2,d,x\n')
    assert values(load, "name") == ["o'k", "'; DROP TABLE t0; --"]


class TestExtends:
    def test_amends_columns_and_options_of_a_preset(self, tmp_path: Path) -> None:
        rules = """
extends = "salesforce"
[options]
date_order = "mdy"
[[table]]
to = "accounts"
from = "Account.csv"
[table.columns]
industry = { value = "Steel" }
x_tier = "Tier__c"
"""
        mapping = written(tmp_path, rules)
        load = Load(mapping, {"Account.csv": "Id,Name,BillingCity,Tier__c\n1,Acme,Paris,A\n"})
        (row,) = load.rows("accounts")
        assert (row["industry"], row["x_tier"], row["city"], row["name"]) == ("Steel", "A", "Paris", "Acme")
        assert mapping.options_for(Path("Opportunity.csv")) == {"date_order": "mdy"}

    def test_wants_the_columns_it_names(self, tmp_path: Path) -> None:
        rules = (
            'extends = "salesforce"\n[[table]]\nto = "accounts"\nfrom = "account"\n[table.columns]\nx_tier = "Tier__c"'
        )
        load = Load(written(tmp_path, rules), {"Account.csv": "Id,Name\n1,Acme\n"})
        with pytest.raises(UsageError, match=r"Account.csv has no column 'Tier__c'"):
            load.tables("Account.csv")

    def test_adds_tables(self, tmp_path: Path) -> None:
        rules = """
extends = "salesforce"
[[table]]
to = "programmes"
from = "p"
[table.columns]
programme_id = "i"
name = "i"
"""
        load = Load(written(tmp_path, rules), {"p.csv": "i\nX\n"})
        assert load.rows("programmes") == [{"programme_id": "X", "name": "X"}]


STAGES = """
extends = "salesforce"
[[table]]
to = "stages"
from = "Opportunity"
%s
distinct = true
[table.columns]
stage = "StageName"
status = { value = "open" }
"""
EXPORT = "Id,Name,StageName,CloseDate,CreatedDate\n1,A,Talk,2025-01-01,2025-01-01\n2,B,Talk,2025-01-01,2025-01-01\n"


class TestATableOfOnesOwnIsNeverLost:
    @pytest.mark.parametrize("requires", ['requires = ["StageName"]', ""], ids=["asks for less", "says nothing of it"])
    def test_where_the_file_lacks_what_the_preset_asks_for(self, tmp_path: Path, requires: str) -> None:
        """The preset wants IsClosed, IsWon and Probability for stages out of deals; this export has none of them."""
        load = Load(written(tmp_path, STAGES % requires), {"Opportunity.csv": EXPORT})
        assert [row["stage"] for row in load.rows("stages")] == ["Talk"]

    def test_where_it_makes_other_rows_of_the_file(self, tmp_path: Path) -> None:
        """A row for each element of a list is another table than the preset's of the same file: both are loaded."""
        rules = """
extends = "salesforce"
[[table]]
to = "accounts"
from = "Account"
each = { column = "Former__c", separator = ";" }
[table.columns]
account_id = "Former__c"
name = "Name"
merged_into_id = "Id"
"""
        load = Load(written(tmp_path, rules), {"Account.csv": "Id,Name,Former__c\n1,Acme,8;9\n"})
        rows = [(row["account_id"], row.get("merged_into_id")) for row in load.rows("accounts")]
        assert sorted(rows) == [("1", None), ("8", "1"), ("9", "1")]

    def test_what_it_asks_for_wins(self, tmp_path: Path) -> None:
        rules = """
extends = "salesforce"
[[table]]
to = "accounts"
from = "Account"
unless = ["Archived__c"]
[table.columns]
x_tier = "Tier__c"
"""
        load = Load(written(tmp_path, rules), {"Account.csv": "Id,Name,Tier__c,Archived__c\n1,Acme,A,1\n"})
        assert [table.to for table in load.tables("Account.csv")] == []


def test_same_names() -> None:
    mapping = same_names("accounts", Path("accounts.csv"), ["account_id", "Name", "Segment"])
    assert (mapping.source_of("name"), mapping.source_of("x_segment")) == ("Name", "Segment")
    with pytest.raises(UsageError, match="gives no name, which accounts requires"):
        same_names("accounts", Path("accounts.csv"), ["account_id", "nam"])


ACCOUNTS = """
[[table]]
to = "accounts"
from = "a.csv"
[table.columns]
account_id = "id"
name = "name"
"""


class TestPaths:
    """Values inside JSON columns (PostHog, Segment, GA4, Airbyte's nested objects)."""

    EVENT = '"{""$current_url"": ""https://x.com/a"", ""utm"": {""source"": ""mail""}, ""n"": 3, ""none"": null}"'
    PARAMS = '"[{""key"": ""page"", ""value"": {""string_value"": ""/a""}}, {""key"": ""ms"", ""value"": {""int_value"": ""42""}}]"'

    def value(self, folder: Path, path: str, cell: str, header: str = "properties") -> str | None:
        mapping = written(folder, ACCOUNTS + f'x_found = "{path}"\n')
        return Load(mapping, {"a.csv": f"id,name,{header}\n1,A,{cell}\n"}).rows("accounts")[0].get("x_found")

    @pytest.mark.parametrize(
        ("path", "found"),
        [
            ("properties.$current_url", "https://x.com/a"),
            ("Properties.utm.source", "mail"),
            ("properties.n", "3"),
            ("properties.none", None),
            ("properties.absent", None),
            ("properties.utm", '{"source":"mail"}'),
        ],
    )
    def test_steps(self, tmp_path: Path, path: str, found: str | None) -> None:
        assert self.value(tmp_path, path, self.EVENT) == found

    @pytest.mark.parametrize(("path", "found"), [("p.page", "/a"), ("p.ms", "42"), ("p.1.key", "ms"), ("p.x", None)])
    def test_lists_of_keys_and_values(self, tmp_path: Path, path: str, found: str | None) -> None:
        assert self.value(tmp_path, path, self.PARAMS, "p") == found

    def test_a_cell_that_is_no_json_has_no_value_inside(self, tmp_path: Path) -> None:
        assert self.value(tmp_path, "properties.a", "plain") is None

    def test_a_header_with_dots_is_a_header(self, tmp_path: Path) -> None:
        assert self.value(tmp_path, "context.page.url", "here", "context.page.url") == "here"

    def test_each_element_of_a_list(self, tmp_path: Path) -> None:
        mapping = written(
            tmp_path,
            """
            [[table]]
            to = "stages"
            from = "pipelines.csv"
            each = { column = "stages" }
            [table.columns]
            stage = "stages.id"
            status = { from = "stages.closed", map = { true = "won" }, otherwise = "open" }
            pipeline = "label"
            """,
        )
        cell = '"[{""id"": ""a"", ""closed"": false}, {""id"": ""b"", ""closed"": true}]"'
        rows = Load(mapping, {"pipelines.csv": f"label,stages\nSales,{cell}\n"}).rows("stages")
        assert [(row["stage"], row["status"], row["pipeline"]) for row in rows] == [
            ("a", "open", "Sales"),
            ("b", "won", "Sales"),
        ]


@pytest.mark.parametrize(
    ("single", "cell", "found"),
    [
        ("true", '"[""543"", ""543""]"', "543"),
        ("true", "543;543", "543"),
        ("true", '"[""543"", ""789""]"', '["543", "789"]'),
        ("true", '"[]"', None),
        ('"repeated"', '"[""543"", ""789"", ""543""]"', "543"),
        ('"repeated"', "9002;9001", "9002;9001"),
    ],
)
def test_the_only_id_of_a_list(tmp_path: Path, single: str, cell: str, found: str | None) -> None:
    mapping = written(tmp_path, ACCOUNTS + f'x_found = {{ from = "ids", single = {single} }}\n')
    assert Load(mapping, {"a.csv": f"id,name,ids\n1,A,{cell}\n"}).rows("accounts")[0].get("x_found") == found


class TestJoinByDomain:
    """Lists that know companies by website or e-mail, not by id."""

    ACCOUNTS = (
        'account_id,domain\na1,alpha.com\na2,"beta.com, beta.de"\na3,eu.gamma.com\na4,linkedin.com/company/delta\n'
    )

    def found(self, folder: Path, website: str) -> str:
        mapping = written(
            folder,
            """
            [[table]]
            to = "list_memberships"
            from = "list.csv"
            [table.columns]
            list = { value = "L" }
            account_id = { from = "site", join = "crm.csv", by = "domain", take = "account_id", normalise = "domain" }
            valid_from = { value = "2026-01-01" }
            """,
        )
        (row,) = Load(mapping, {"list.csv": f"site\n{website}\n", "crm.csv": self.ACCOUNTS}).rows("list_memberships")
        return row["account_id"]

    @pytest.mark.parametrize(
        ("website", "account"),
        [
            ("https://www.alpha.com/", "a1"),
            ("jo@alpha.com", "a1"),
            ("beta.de", "a2"),
            ("shop.beta.com", "a2"),
            ("gamma.com", "a3"),
            ("https://linkedin.com/company/delta", "https://linkedin.com/company/delta"),
            ("zeta.com", "zeta.com"),
            ("jo@gmail.com", "jo@gmail.com"),
        ],
    )
    def test_hosts_then_registered_domains(self, tmp_path: Path, website: str, account: str) -> None:
        assert self.found(tmp_path, website) == account
