"""The rules a row must fulfil, one broken at a time."""

from __future__ import annotations

import pytest
from landing_place import Landing

ROWS = [
    ("accounts", "account_id,name,currency", "1,x,TALER", "currency", "not a currency code"),
    ("accounts", "account_id,name,currency", "1,x,eur", None, None),
    ("accounts", "account_id,name,is_excluded", "1,x,maybe", "is_excluded", "neither true nor false"),
    ("accounts", "account_id,name,employees", "1,x,-1", "employees", "below 0"),
    ("accounts", "account_id,name", " ,x", "account_id", "required"),
    (
        "list_memberships",
        "list,account_id,valid_from,valid_to",
        "l,1,2024-01-02,2024-01-02",
        "valid_to",
        "valid_to is not",
    ),
    ("list_memberships", "list,account_id,valid_from,valid_to", "l,1,2024-01-02,2024-01-03", None, None),
    ("list_memberships", "list,account_id,valid_from,valid_to", "l,1,2024-01-02,9999-12-31", None, None),
    ("list_memberships", "list,account_id,valid_from,arm", "l,1,2024-01-02,ABM", None, None),
    ("list_memberships", "list,account_id,valid_from,arm", "l,1,2024-01-02,test", "arm", "not one of abm, control"),
    ("contracts", "contract_id,account_id,starts_on,ends_on", "1,1,2024-01-02,2024-01-02", None, None),
    (
        "contracts",
        "contract_id,account_id,starts_on,ends_on",
        "1,1,2024-01-02,2024-01-01",
        "ends_on",
        "ends_on is before",
    ),
    ("programmes", "programme_id,name,starts_on,ends_on", "1,x,2024-01-02,2024-01-01", "ends_on", "ends_on is before"),
    ("fx_rates", "date,from_currency,to_currency,rate", "2024-01-01,USD,EUR,0", "rate", "not above 0"),
    ("fx_rates", "date,from_currency,to_currency,rate", "2024-01-01,USD,kr,0.9", "to_currency", "not a currency code"),
    ("ip_ranges", "cidr,account_id", "10.0.0.0/33,1", "cidr", "not a network"),
    ("ip_ranges", "cidr,account_id", "2001:db8::/32,1", None, None),
    ("intent_signals", "provider,week,topic,score", "p,2024-01-02,t,1", None, None),
    ("intent_signals", "provider,week,topic,score", "p,some week,t,1", "week", "not a date"),
    ("intent_signals", "provider,week,topic,score", "p,2024-01-01,t,1", None, None),
    ("touches", "touch_id,occurred_at,kind", "1,2024-01-01,Page View", None, None),
    ("touches", "touch_id,occurred_at,kind", "1,2024-01-01,visit", "kind", "unknown touch kind"),
    ("survey_responses", "response_id,answered_on,question,score", "1,2024-01-01,attribute:Trust,1", None, None),
    (
        "survey_responses",
        "response_id,answered_on,question,score",
        "1,2024-01-01,attribute:,1",
        "question",
        "not one of",
    ),
    ("survey_responses", "response_id,answered_on,question,score", "1,2024-01-01,NPS,9", None, None),
]


@pytest.mark.parametrize(("table", "head", "row", "column", "rule"), ROWS)
def test_rule(landing: Landing, table: str, head: str, row: str, column: str | None, rule: str | None) -> None:
    report = landing.land(table, f"{head}\n{row}\n")
    if column is None or rule is None:
        assert (report.loaded, report.quarantine) == (1, ())
        return
    problem = report.quarantine[0]
    cells = sum(one.cells for one in report.tables)
    assert (report.quarantined + cells, len(report.quarantine), problem.line) == (1, 1, 2)
    assert (cells, report.loaded) == ((1, 1) if "its row landed" in problem.rule else (0, 0))
    assert problem.column == column
    assert problem.rule.startswith(rule)
    assert problem.hint


def test_values_are_normalised(landing: Landing) -> None:
    landing.land("ip_ranges", "cidr,account_id\n10.1.2.3/8,1\n192.0.2.1,2\n")
    assert landing.rows("ip_ranges", "cidr") == [("10.0.0.0/8",), ("192.0.2.1/32",)]
    landing.land("touches", "touch_id,occurred_at,kind,outcome,team\n1,2024-01-01,CALL,Connected,Sales\n")
    assert landing.rows("touches", "kind, outcome, team") == [("call", "connected", "sales")]
    landing.land("survey_responses", "response_id,answered_on,question,score\n1,2024-01-01,Attribute: Trust,1\n")
    assert landing.rows("survey_responses", "question") == [("attribute:Trust",)]
    landing.land("accounts", "account_id,name,currency\n 1 ,\u00a0x ,eur\n")
    assert landing.rows("accounts", "account_id, name, currency") == [("1", "x", "EUR")]
