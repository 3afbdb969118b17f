"""Rows whose id is nearly a known one are told beside the figures that read them, with their number and their money."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from assay.languages import LANGUAGES
from assay.metrics.answers import answer
from assay.metrics.nearly_known import read_nearly_known
from assay.metrics.scope import Scope
from support.company import company

SCOPE = Scope(arm="all", start=date(2026, 1, 1), end=date(2026, 6, 30))


def deal(identifier: str, account: str | None, **more: Any) -> dict[str, Any]:
    row = {"opportunity_id": identifier, "account_id": account, "created_at": "2026-02-01", "closed_at": "2026-03-01"}
    return {**row, "amount": "1000", "status": "won", **more}


def run_of(*deals: dict[str, Any], **tables: Any) -> Any:
    accounts = [{"account_id": "00123", "name": "A"}, {"account_id": "ACC-9", "name": "B"}]
    return company({"accounts": accounts, "opportunities": deals, **tables})


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_deal_of_a_lost_zero_stands_beside_revenue_with_its_money(language: str) -> None:
    run = run_of(deal("1", "00123"), deal("2", "123"), deal("3", "123.0", amount="500"), deal("4", "777"))
    total = answer(run, "new_revenue", SCOPE, language=language).total
    (near,) = total.extra["nearly_known"]
    assert (near["table"], near["column"], near["rows"]) == ("opportunities", "account_id", 2)
    assert near["amounts"] == {"EUR": Decimal(1500)}
    assert {near["written"], near["known"]} == {"123", "00123"}
    note = total.note or ""
    assert all(word in note for word in ("opportunities", "00123", "500"))


def test_touches_and_list_rows_are_told_beside_what_reads_them() -> None:
    touch = {"touch_id": "t1", "occurred_at": "2026-02-01", "kind": "call", "account_id": "acc 9"}
    row = {"list": "abm", "account_id": "123", "valid_from": "2026-01-01"}
    run = run_of(touches=[touch], list_memberships=[row])
    tables = {one.table: one for one in read_nearly_known(run.connection)}
    assert {name: (one.rows, one.amounts) for name, one in tables.items()} == {
        "touches": (1, ()),
        "list_memberships": (1, ()),
    }
    in_all = answer(run, "channel_mix", SCOPE).total.extra["nearly_known"]
    assert [one["table"] for one in in_all] == ["touches"]
    on_lists = answer(run, "target_accounts", Scope(start=SCOPE.start, end=SCOPE.end)).total.extra["nearly_known"]
    assert [one["table"] for one in on_lists] == ["list_memberships"]


def test_what_is_known_deleted_or_near_to_two_is_not_told() -> None:
    run = run_of(deal("1", "00123"), deal("2", "123", is_deleted=True), deal("3", "77"), deal("4", None))
    assert read_nearly_known(run.connection) == ()
    assert "nearly_known" not in answer(run, "new_revenue", SCOPE).total.extra


def test_the_ids_of_two_systems_are_not_near_each_other() -> None:
    rows = [{"account_id": "hubspot:0123", "name": "A"}]
    run = company({"accounts": rows, "opportunities": [deal("1", "123"), deal("2", "hubspot:123")]})
    (near,) = read_nearly_known(run.connection)
    assert (near.written, near.known, near.rows) == ("hubspot:123", "hubspot:0123", 1)


def test_an_id_that_a_row_of_another_system_has_leads_there_and_is_near_nobody() -> None:
    rows = [{"account_id": "hubspot:0123", "name": "A", "_source": "hubspot"}, {"account_id": "123", "name": "B"}]
    run = company({"accounts": rows, "opportunities": [deal("1", "0123"), deal("2", "00123")]})
    (near,) = read_nearly_known(run.connection)
    assert (near.written, near.known, near.rows) == ("00123", "123", 1)
