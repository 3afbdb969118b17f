from datetime import date

import pytest

from assay.contract.tables import TABLES
from assay.doctor import Inventory, TableState, diagnose
from assay.kpis import CATALOGUE
from assay.kpis.needs import LISTS, needs_of

TODAY = date(2026, 6, 1)


def inventory(*there, kinds=None, last=None, run=1, **more):
    """Tables and columns that are there, as `table` or `table.column`."""
    names = {one.partition(".")[0] for one in there}
    filled = {name: {one.partition(".")[2]: 1 for one in there if one.startswith(f"{name}.")} for name in names}
    tables = {
        name: TableState(2, filled[name], (last or {}).get(name)) if name in names else TableState() for name in TABLES
    }
    return Inventory(TODAY, run, tables, kinds or {}, **more)


def diagnosed(*there, **more):
    return diagnose(inventory(*there, **more), CATALOGUE.values())


def state(found, key):
    return next(one for one in found.kpis if one.key == key)


NEWCOMER = (
    "accounts.account_id",
    "opportunities.amount",
    "opportunities.closed_at",
    "opportunities.status",
    "opportunities.account_id",
)


def test_nothing_at_all():
    found = diagnosed(run=None)
    assert found.next_step.startswith("Nothing has landed yet")
    assert {one.state for one in found.kpis} == {"lacking"}
    assert state(found, "win_rate").lacks == ("accounts", LISTS, "opportunities")


def test_accounts_and_deals_alone_answer_for_the_whole_company():
    found = diagnosed(*NEWCOMER)
    assert state(found, "win_rate").state == "without_lists"
    assert state(found, "accounts_won").state == "without_lists"
    assert state(found, "engaged_accounts").state == "lacking"
    assert state(found, "engaged_accounts").lacks == (LISTS, "touches")


def test_lists_make_them_ready():
    found = diagnosed(*NEWCOMER, LISTS)
    assert state(found, "win_rate").state == "ready"
    assert state(found, "win_rate").lacks == ()


def test_an_empty_column_is_named():
    found = diagnosed(LISTS, *(one for one in NEWCOMER if one != "opportunities.amount"))
    assert state(found, "new_revenue").lacks == ("opportunities.amount",)
    assert state(found, "win_rate").state == "ready"


def test_deals_without_an_end_have_neither_won_nor_lost():
    found = diagnosed(LISTS, "accounts", "opportunities.amount")
    assert state(found, "win_rate").lacks == (
        "opportunities.closed_at or opportunity_stages",
        "opportunities.status or stages",
    )
    history = diagnosed(LISTS, "accounts", "opportunities.amount", "opportunity_stages", "stages")
    assert state(history, "win_rate").state == "ready"


def test_touches_of_another_kind_are_no_chats():
    found = diagnosed("accounts", LISTS, "touches", kinds={"page_view": 5})
    assert state(found, "chats").lacks == ("touches of kind chat",)
    assert state(found, "website_visits").state == "ready"
    assert state(found, "engaged_accounts").state == "ready"


def test_touches_that_engage_nobody():
    found = diagnosed("accounts", LISTS, "touches", kinds={"ad_impression": 5})
    assert state(found, "engaged_accounts").lacks == ("touches of a kind that engages",)


def test_a_lacking_table_hides_its_columns_and_kinds():
    assert state(diagnosed("accounts", LISTS), "chats").lacks == ("touches",)


def test_won_accounts_need_no_touches():
    assert {name for need in needs_of(CATALOGUE["accounts_won"]) for name in need.tables}.isdisjoint({"touches"})
    assert "touches" in {need.label for need in needs_of(CATALOGUE["deal_cycle"])}


@pytest.mark.parametrize("key", list(CATALOGUE))
def test_every_kpi_needs_known_tables_and_columns(key):
    for need in needs_of(CATALOGUE[key]):
        for one in need.any_of:
            table, dot, column = one.partition(":")[0].partition(".")
            assert table in TABLES
            assert not dot or column in TABLES[table].names


def test_what_opens_most_comes_first():
    found = diagnosed(*NEWCOMER)
    opened = [len(one.opens) for one in found.openings]
    assert opened == sorted(opened, reverse=True)
    assert {found.openings[0].need, found.openings[1].need} == {"touches", LISTS}
    touches = next(one for one in found.openings if one.need == "touches")
    assert "engaged_accounts" in touches.opens
    costs = next(one for one in found.openings if one.need == "costs")
    assert "cost_per_engaged_account" in costs.helps  # it needs touches too


def test_old_tables_are_stale():
    found = diagnosed("touches", "costs", last={"touches": date(2026, 5, 24), "costs": date(2026, 5, 1)})
    assert [(one.table, one.days) for one in found.stale] == [("touches", 8)]
    assert diagnosed("touches", last={"touches": date(2026, 5, 25)}).stale == ()


def test_empty_columns_break_nothing_down():
    found = diagnosed("accounts.industry", "list_memberships.tier")
    assert "industry" not in found.no_breakdown
    assert "tier" not in found.no_breakdown
    assert "owner" in found.no_breakdown


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"run": None}, "Nothing has been built yet: `assay refresh`."),
        ({"pending": ("touches",)}, "Landed since run 1: touches. `assay refresh` builds a new run."),
        ({}, None),
    ],
)
def test_next_step(more, told):
    assert diagnosed("accounts", **more).next_step == told


def test_json_is_plain():
    import json

    found = diagnosed("accounts", "touches", last={"touches": date(2026, 5, 1)}).to_json()
    assert json.loads(json.dumps(found))["tables"]["touches"]["last_day"] == "2026-05-01"


def test_stages_that_only_their_names_tell_of_close_deals():
    """Exports of CRMs have no table of stages: "Closed Won" is won, and win rates are measured."""
    there = tuple(one for one in NEWCOMER if one != "opportunities.status")
    assert "opportunities.status or stages" in state(diagnosed(*there), "win_rate").lacks
    known = diagnosed(*there, stages_known=("Closed Won",))
    assert "opportunities.status or stages" not in state(known, "win_rate").lacks
    assert known.to_json()["stages_known"] == ["Closed Won"]
