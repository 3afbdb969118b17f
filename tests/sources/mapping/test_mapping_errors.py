"""What a mapping's author is told when something is wrong: file, line, value, remedy."""

from __future__ import annotations

from pathlib import Path

import pytest

from assay.errors import UsageError
from assay.sources.mapping.mapping import read_mapping, read_preset
from support.mapped import Load, written

HEAD = """\
[[table]]
to = "opportunities"
from = "deals.csv"
[table.columns]
opportunity_id = "id"
created_at = "created"
"""


@pytest.mark.parametrize(
    ("line", "message", "hint"),
    [
        ('stagee = "s"', "mapping.toml:7: unknown column of opportunities 'stagee'.", "Did you mean 'stage'?"),
        ('stage = { form = "s" }', "mapping.toml:7: unknown word in stage 'form'.", "Did you mean 'from'?"),
        ("stage = {}", "mapping.toml:7: stage has no source.", "It wants one of"),
        ('stage = { from = "s", value = "x" }', "mapping.toml:7: stage has from and value.", "It wants one of"),
        ("stage = 3", "mapping.toml:7: stage = 3 is no source.", '"header"'),
        ('stage = { from = "s", by = "x" }', "stage has by without join.", None),
        ('stage = { from = "s", join = "t", by = "x" }', "stage: a join wants from, by and take", None),
        ('stage = { join = "t", take = "x", by = "y" }', "stage: a join wants from, by and take", None),
        (
            'stage = { from = "s", join = "t", by = "x", take = "y", none = "list" }',
            "unknown value of none 'list'",
            None,
        ),
        ('stage = { from = "s", map = "x" }', "map = 'x' is no map.", 'Write map = { Won = "Closed Won" }.'),
        ('stage = { from = "s", map = { A = "x", a = "y" } }', "the map of stage has 'a' twice", None),
        ('stage = { from = "s", otherwise = ["x"] }', "otherwise = ['x'].", '"keep", "reject"'),
        ('stage = { from = "s", when = { column = "x" } }', "wants a column and one of is", None),
        ('stage = { from = "s", when = { column = "x", like = "y" } }', "unknown word of a condition 'like'.", None),
        ('stage = { from = "s", as = "day" }', "as = 'day'.", 'as = "date" is known.'),
        ('stage = { from = "s", optional = "yes" }', "stage = 'yes' is neither true nor false.", None),
        ('status = { value = "closed" }', "mapping.toml:7: status cannot be 'closed'.", "Did you mean 'lost'?"),
        ('status = { from = "s", map = { x = "wno" } }', "status cannot be 'wno'.", "Did you mean 'won'?"),
        ('status = { from = "s", map = {}, otherwise = "closed" }', "status cannot be 'closed'.", None),
        ("stage = { cases = 1 }", "cases = 1 is no list.", "Write cases = [ … ]."),
        ('stage = { from = "s", when = { any = 1 } }', "any = 1 is no list.", None),
        ('stage = { from = "s", when = { column = "a", is = [["b"]] } }', "is no value and no list of values.", None),
        ('stage = { seconds_between = "a" }', "seconds_between = 'a' wants a start and an end.", None),
        ('stage = { from = "s", join = "t", by = "x", take = "y", several = ["a"] }', "unknown value of several", None),
        ('amount = { from = "s", unit = "k€$" }', "Unknown unit 'k€$'.", "A number, a scale"),
        ('amount = { from = "s", unit = "parsec" }', "Unknown unit 'parsec'.", "A number, a scale"),
    ],
)
def test_columns(tmp_path: Path, line: str, message: str, hint: str | None) -> None:
    with pytest.raises(UsageError) as caught:
        written(tmp_path, HEAD + line)
    assert message in caught.value.message
    assert hint is None or hint in str(caught.value.hint)


@pytest.mark.parametrize(
    ("old", "new", "message", "hint"),
    [
        (
            'to = "opportunities"',
            'to = "opportunity"',
            ":2: unknown table 'opportunity'.",
            "Did you mean 'opportunities'",
        ),
        ('from = "deals.csv"', "", ":1: a table wants to = (one of Assay's tables) and from = (a file).", None),
        ('from = "deals.csv"', 'from = ""', ":3: from = '' is no name and no list of names.", None),
        ('from = "deals.csv"', "from = []", ":3: from is empty.", None),
        ('from = "deals.csv"', 'from = "d"\nfilter = "x"', ":4: unknown key of a table 'filter'.", None),
        ('from = "deals.csv"', 'from = "d"\noptions = { decmal = "," }', ":4: unknown option 'decmal'.", "'decimal'"),
        ('from = "deals.csv"', 'from = "d"\noptions = { decimal = ";" }', "option decimal = ';'.", "Allowed: ,, .."),
        ('from = "deals.csv"', 'from = "d"\noptions = "x"', "is no table of options", None),
        ('from = "deals.csv"', 'from = "d"\nwhere = "x > 1"', ":4: 'x > 1' is no condition.", '{ column = "IsDeleted"'),
        ('from = "deals.csv"', 'from = "d"\nrest = "all"', ":4: rest = 'all'.", '"ignore", "attributes"'),
        (
            'from = "deals.csv"',
            'from = "d"\neach = "x"',
            ":4: each = 'x' wants column, and a separator where it is no JSON list.",
            None,
        ),
        ('from = "deals.csv"', 'from = "d"\ndistinct = 1', ":4: distinct = 1 is neither true nor false.", None),
        ("[[table]]", "[table]", "a table is written [[table]], in double brackets.", None),
        ("[[table]]", "tables = 1\n[[table]]", ":1: unknown key 'tables'.", "Did you mean 'table'?"),
        (
            "[[table]]",
            'extends = "salesfroce"\n[[table]]',
            "Unknown preset 'salesfroce'.",
            "Did you mean 'salesforce'?",
        ),
    ],
)
def test_tables(tmp_path: Path, old: str, new: str, message: str, hint: str | None) -> None:
    with pytest.raises(UsageError) as caught:
        written(tmp_path, HEAD.replace(old, new))
    assert message in caught.value.message
    assert hint is None or hint in str(caught.value.hint)


def test_amounts_of_one_table_share_a_currency(tmp_path: Path) -> None:
    text = """
[[table]]
to = "contracts"
from = "c"
[table.columns]
contract_id = "id"
account_id = "a"
starts_on = "s"
annual_value = { from = "v", unit = "k€" }
one_off_value = { from = "o", unit = "$" }
"""
    with pytest.raises(UsageError, match="annual_value and one_off_value are in different currencies"):
        written(tmp_path, text)


def test_a_file_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="No mapping file"):
        read_mapping(tmp_path / "none.toml")
    with pytest.raises(UsageError, match="No mapping file"):
        read_mapping(tmp_path)


def test_an_empty_file(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no \[\[table\]\] in it"):
        written(tmp_path, "")


def test_broken_toml_names_the_line(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"mapping.toml: .*line 2"):
        written(tmp_path, "name = 'x'\nto = \nx = 1")


def test_another_encoding(tmp_path: Path) -> None:
    path = tmp_path / "mapping.toml"
    path.write_bytes("name = 'Größe'".encode("cp1252"))
    with pytest.raises(UsageError, match="is not UTF-8") as caught:
        read_mapping(path)
    assert caught.value.hint == "Save the mapping as UTF-8."


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "mapping.toml"
    path.write_text(HEAD, "utf-8-sig")
    assert len(read_mapping(path).tables) == 1


def test_a_column_the_file_does_not_have(tmp_path: Path) -> None:
    load = Load(written(tmp_path, HEAD), {"deals.csv": "id,created_on\n1,d\n"})
    with pytest.raises(UsageError, match=r"mapping.toml:6: deals.csv has no column 'created'") as caught:
        load.tables("deals.csv")
    assert caught.value.hint == "Did you mean 'created_on'?"


@pytest.mark.parametrize(
    "line",
    [
        'stage = { text = "{id} {gone}" }',
        'stage = { from = "id", when = { column = "gone", is = "x" } }',
        'stage = { from = "id", or = "gone" }',
        'stage = { cases = [{ when = { column = "gone", is = "x" }, value = "y" }] }',
    ],
)
def test_a_column_named_within_a_rule(tmp_path: Path, line: str) -> None:
    load = Load(written(tmp_path, HEAD + line), {"deals.csv": "id,created\n1,d\n"})
    with pytest.raises(UsageError, match="has no column 'gone', which stage of opportunities comes from"):
        load.tables("deals.csv")


def test_a_column_named_in_where(tmp_path: Path) -> None:
    rules = HEAD.replace('from = "deals.csv"', 'from = "deals.csv"\nwhere = { column = "gone", is = 1 }')
    with pytest.raises(UsageError, match=r":4: deals.csv has no column 'gone'"):
        Load(written(tmp_path, rules), {"deals.csv": "id,created\n1,d\n"}).tables("deals.csv")


def test_a_required_column_without_a_source(tmp_path: Path) -> None:
    rules = HEAD.replace('created_at = "created"\n', "")
    with pytest.raises(UsageError, match=r"deals.csv gives no created_at, which opportunities requires"):
        Load(written(tmp_path, rules), {"deals.csv": "id\n1\n"}).tables("deals.csv")


def test_a_preset_names_the_required_column_it_looked_for() -> None:
    load = Load(read_preset("salesforce"), {"Opportunity.csv": "Id,StageName\n1,A\n"})
    with pytest.raises(UsageError, match=r"Opportunity.csv gives no created_at \(looked for CreatedDate,"):
        load.tables("Opportunity.csv")


def test_an_unknown_preset() -> None:
    with pytest.raises(UsageError, match="Unknown preset 'hubspott'") as caught:
        read_preset("hubspott")
    assert caught.value.hint == "Did you mean 'hubspot'?"
