"""Rows of one key that differ within a file: none lands, both are told, and how to tell them apart."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from landing_place import Landing, counts

from assay.errors import UsageError
from assay.landing.quarantine import quarantined
from assay.landing.undo import undo

COSTS = """cost_id,incurred_on,amount,currency,device
c1,2026-01-01,100,EUR,mobile
c1,2026-01-01,250,EUR,desktop
c2,2026-01-01,5,EUR,mobile
c2,2026-01-01,5,EUR,mobile
"""
MAPPING = """
[[table]]
to = "costs"
from = "ads.csv"
[table.columns]
cost_id = "Campaign"
incurred_on = "Day"
amount = "Cost"
currency = { value = "EUR" }
"""


def test_two_different_rows_of_one_key_are_a_conflict_and_the_same_row_twice_is_a_duplicate(landing: Landing) -> None:
    report = landing.land("costs", COSTS)
    assert counts(report) == {"rows_in": 4, "loaded": 1, "duplicate": 1, "conflict": 2}
    assert landing.rows("costs", "cost_id") == [("c2",)]
    (conflict,) = report.conflicts
    assert (conflict.key, conflict.lines) == ("c1", (2, 3))
    assert conflict.differs == (("amount", ("100", "250")), ("device", ("mobile", "desktop")))


def test_costs_by_device_are_told_how_to_widen_the_key_and_land_with_it(landing: Landing) -> None:
    landing.write("ads.csv", "Campaign,Day,Cost,Device\nSpring,2026-01-02,5,mobile\nSpring,2026-01-02,7,desktop\n")
    report = landing.load("ads.csv", mapping=landing.write("map.toml", MAPPING))
    assert counts(report) == {"rows_in": 2, "conflict": 2}
    (conflict,) = report.conflicts
    assert conflict.apart == "Device"
    line = 'cost_id = { text = "{Campaign} {Device}" }'
    assert line in conflict.hint
    wider = landing.write("wider.toml", MAPPING.replace('cost_id = "Campaign"', line))
    assert counts(landing.load("ads.csv", mapping=wider)) == {"rows_in": 2, "loaded": 2}


WIDE = """cost_id,incurred_on,amount,currency,device,network
c1,2026-01-01,100,EUR,mobile,search
c1,2026-01-01,250,EUR,desktop,search
c1,2026-01-01,30,EUR,mobile,display
c2,2026-01-01,5,EUR,mobile,search
"""


def test_columns_that_tell_rows_apart_together_are_named_and_an_option_widens_the_key_by_them(landing: Landing) -> None:
    report = landing.land("costs", WIDE)
    assert counts(report) == {"rows_in": 4, "loaded": 1, "conflict": 3}
    assert "--option 'key=device, network' lands them all" in report.conflicts[0].hint
    with pytest.raises(UsageError, match="1 of its rows in costs have landed under ids without") as raised:
        landing.land("costs", WIDE, options={"key": "device, network"})
    assert raised.value.hint == "Take them back first: assay undo 1"
    undo(landing.workspace, [1])
    report = landing.land("costs", WIDE, options={"key": "device, network"})
    assert counts(report) == {"rows_in": 4, "loaded": 4}
    assert landing.rows("costs", "CAST(sum(amount) AS INTEGER)") == [(385,)]


def test_the_option_widens_a_mapping_and_says_where_it_cannot(landing: Landing) -> None:
    landing.write("ads.csv", "Campaign,Day,Cost,Device\nSpring,2026-01-02,5,mobile\nSpring,2026-01-02,7,desktop\n")
    mapping = landing.write("map.toml", MAPPING)
    assert counts(landing.load("ads.csv", mapping=mapping, options={"key": "Device"})) == {"rows_in": 2, "loaded": 2}
    assert landing.rows("costs", "cost_id") == [("Spring desktop",), ("Spring mobile",)]
    with pytest.raises(UsageError, match="has no column 'Devise'"):
        landing.load("ads.csv", mapping=mapping, options={"key": "Devise"})
    with pytest.raises(UsageError, match=r"no table of accounts\.csv has an id"):
        landing.land("accounts", "account_id,name\n1,A\n", options={"key": "name"})


def test_the_mapping_that_is_proposed_keeps_what_the_id_has_already(landing: Landing) -> None:
    landing.write("ads.csv", "Campaign,Day,Cost,Device\nSpring,2026-01-02,5,mobile\nSpring,2026-01-02,7,desktop\n")
    mapping = MAPPING.replace('cost_id = "Campaign"', 'cost_id = { text = "{Campaign}:{Day}" }')
    (conflict,) = landing.load("ads.csv", mapping=landing.write("map.toml", mapping)).conflicts
    assert 'cost_id = { text = "{Campaign}:{Day} {Device}" }' in conflict.hint


def test_the_newest_of_stamped_rows_is_no_conflict_but_two_of_one_stamp_are(landing: Landing) -> None:
    mapping = landing.write(
        "map.toml",
        '[[table]]\nto = "accounts"\nfrom = "crm*.csv"\nmodified_at = "Changed"\n'
        'columns = { account_id = "Id", name = "Name" }\n',
    )
    landing.write("crm1.csv", "Id,Name,Changed\n1,March,2024-03-01\n1,May,2024-05-01\n1,Mai,2024-05-01\n")
    assert counts(landing.load("crm1.csv", mapping=mapping)) == {"rows_in": 3, "conflict": 3}
    landing.write("crm2.csv", "Id,Name,Changed\n1,March,2024-03-01\n1,Mars,2024-03-01\n1,May,2024-05-01\n")
    assert counts(landing.load("crm2.csv", mapping=mapping)) == {"rows_in": 3, "loaded": 1, "duplicate": 2}


def test_a_conflict_leaves_the_landed_row_as_it_is_and_is_open_until_a_good_row_lands(landing: Landing) -> None:
    landing.land("accounts", "account_id,name\n1,Acme\n")
    landing.load(landing.write("b.csv", "account_id,name\n1,Alpha\n1,Beta\n"), table="accounts")
    assert landing.rows("accounts", "name") == [("Acme",)]
    assert [(row.line, row.value) for row in quarantined(landing.workspace)] == [(2, "1"), (3, "1")]
    landing.load(landing.write("c.csv", "account_id,name\n1,Beta\n"), table="accounts")
    assert landing.rows("accounts", "name") == [("Beta",)]
    assert quarantined(landing.workspace) == []


def test_a_conflict_mends_no_quarantined_row(landing: Landing) -> None:
    landing.land("accounts", "account_id,name\n1,\n")
    landing.load(landing.write("b.csv", "account_id,name\n1,Alpha\n1,Beta\n"), table="accounts")
    first = quarantined(landing.workspace)[0]
    assert (first.file, first.rule) == ("accounts.csv", "required")


def test_the_same_file_again_tells_its_conflicts_again(landing: Landing) -> None:
    landing.land("costs", COSTS)
    assert counts(landing.land("costs", COSTS)) == {"rows_in": 4, "unchanged": 1, "duplicate": 1, "conflict": 2}


ROW = st.tuples(st.sampled_from(["1", "2", "3", "", " 4 "]), st.sampled_from(["Acme", "Beta", ""]), st.integers(-1, 2))


@settings(max_examples=15, deadline=None)
@given(loads=st.lists(st.lists(ROW, max_size=8), min_size=1, max_size=3), together=st.booleans())
def test_every_row_of_a_file_comes_to_something(loads: list[list[tuple[str, str, int]]], together: bool) -> None:
    with TemporaryDirectory() as folder:
        landing = Landing(Path(folder))
        paths = []
        for number, rows in enumerate(loads):
            lines = ["account_id,name,employees", *(f'"{key}",{name},{size}' for key, name, size in rows), ""]
            paths.append(landing.write(f"{number}/accounts.csv", "\n".join(lines)))
        reports = [landing.load(*paths)] if together else [landing.load(path) for path in paths]
        tables = [table for report in reports for table in report.tables]
        for report in reports:
            counts(report)
        assert [table.rows_in for table in tables] == [len(rows) for rows in loads]
        keys = [key for (key,) in landing.rows("accounts", "account_id")]
        assert len(keys) == len(set(keys)) <= sum(table.loaded for table in tables)


BY_DEVICE = (
    "Campaign,Day,Cost,Device,Clicks\nSpring,2026-01-02,5,mobile,1\nSpring,2026-01-02,7.50,desktop,20\n"
    "Spring,2026-01-02,5,tablet,\nAutumn,2026-01-02,3,mobile,4\n"
)


def test_costs_by_device_are_added_up_where_the_options_say_so(landing: Landing) -> None:
    landing.write("ads.csv", BY_DEVICE)
    mapping = landing.write("map.toml", MAPPING + 'x_device = "Device"\nx_clicks = "Clicks"\n')
    asked = landing.load("ads.csv", mapping=mapping)
    assert "--option repeated=add" in asked.conflicts[0].hint
    assert "--option key=Device" in asked.conflicts[0].hint
    report = landing.load("ads.csv", mapping=mapping, options={"repeated": "add"})
    assert counts(report) == {"rows_in": 2, "loaded": 1, "unchanged": 1}
    (notice,) = (one for one in report.notices if one.what == "added_up")
    assert notice.rows == 2
    assert landing.rows("costs", "cost_id, amount::VARCHAR, x_device, x_clicks") == [
        ("Autumn", "3.00000000", "mobile", "4"),
        ("Spring", "17.50000000", None, "21"),
    ]


def test_rows_of_one_id_and_two_days_are_not_added_up(landing: Landing) -> None:
    landing.write("ads.csv", "Campaign,Day,Cost\nSpring,2026-01-02,5\nSpring,2026-01-03,7\n")
    mapping = landing.write("map.toml", MAPPING + '[table.options]\nrepeated = "add"\n')
    report = landing.load("ads.csv", mapping=mapping)
    assert counts(report) == {"rows_in": 2, "conflict": 2}
    assert "repeated=add" not in report.conflicts[0].hint


@pytest.mark.parametrize(
    ("second", "expected"),
    [("desktop", {"rows_in": 2, "conflict": 2}), ("mobile", {"rows_in": 2, "loaded": 1, "duplicate": 1})],
)
def test_equal_costs_of_two_devices_are_no_duplicate(landing: Landing, second: str, expected: dict[str, int]) -> None:
    landing.write("ads.csv", f"Campaign,Day,Cost,Device\nSpring,2026-01-02,5,mobile\nSpring,2026-01-02,5,{second}\n")
    assert counts(landing.load("ads.csv", mapping=landing.write("map.toml", MAPPING))) == expected


def test_nothing_but_costs_and_touches_is_added_up(landing: Landing) -> None:
    with pytest.raises(UsageError, match="can be added up"):
        landing.land("accounts", "account_id,name\na,A\n", options={"repeated": "add"})
    with pytest.raises(UsageError, match="not understood"):
        landing.land("costs", COSTS, options={"repeated": "sum"})
