"""Rule 11: an account's own cost, and a share of what names no account, by account-days."""

from __future__ import annotations

from decimal import Decimal

import pytest

from metrics.cases import about, ask, by_account, contract, cost, gather, groups, listed, total

JUNE = {"start": "2025-06-01", "end": "2025-06-30"}


def unassigned(*rows):
    named = [{"cost_id": f"c{n}", "incurred_on": "2025-06-10", "currency": "EUR", **row} for n, row in enumerate(rows)]
    return {"costs": named}


def test_own_rows_count_from_entry_on_for_accounts_targeted_in_the_window():
    run = gather(
        about("a", listed("2025-06-10"), cost("2025-06-09", 1), cost("2025-06-10", 2), cost("2025-06-30", 4), cost("2025-07-01", 8)),
        # off the list on the 6th: targeted in the window all the same, and what it cost later too
        about("left", listed("2025-05-01", "2025-06-06"), cost("2025-05-31", 16), cost("2025-06-20", 32)),
        about("left before", listed("2025-05-01", "2025-06-01"), cost("2025-06-20", 64)),
        about("not on the list", cost("2025-06-20", 128)),
        about("customer at entry", listed("2025-06-01"), contract("2025-01-01"), cost("2025-06-20", 256)),
        about("excluded", listed("2025-06-01"), cost("2025-06-20", 512), is_excluded=True),
    )  # fmt: skip
    assert by_account(run, "programme_cost", **JUNE) == {"a": 6, "left": 32, "customer at entry": 256}
    assert by_account(run, "programme_cost", **JUNE, as_of="2025-06-20") == {
        "a": 2,
        "left": 32,
        "customer at entry": 256,
    }


@pytest.fixture(scope="module")
def shares():
    """Account-days in June: a 30 (p1, tier 1), b 15 (p2, tier 2), c 15 (no programme, tier 1); 60 in all.

    Of list First: a 30, b 15.
    """
    return gather(
        about("a", listed("2025-01-01", tier="1", programme_id="p1", list="First")),
        about("b", listed("2025-06-16", tier="2", programme_id="p2", list="First")),
        about("c", listed("2025-01-01", "2025-06-16", tier="1", list="Second")),
        about("control", listed("2025-01-01", arm="control"), cost("2025-06-02", 5)),
        **unassigned(
            {"amount": 60},  # everybody's: 1 a day
            {"amount": 300, "programme_id": "p1"},  # a's alone
            {"amount": 45, "tier": "1"},  # a and c, 45 days: 1 a day
            {"amount": 30, "campaign_id": "of p2"},  # b's, by the campaign's programme
            {"amount": 7, "programme_id": "p1", "tier": "2"},  # nobody's: p1 has no tier 2
            {"amount": 9, "programme_id": "p3"},  # nobody's
            {"amount": 1000, "incurred_on": "2025-07-01"},  # after the window
        ),
        programmes=[{"programme_id": name, "name": name} for name in ("p1", "p2", "p3")],
        campaigns=[{"campaign_id": "of p2", "name": "C", "programme_id": "p2"}],
    )


def test_shares_by_account_days(shares):
    """a: 30 + 300 + 30; b: 15 + 30; c: 15 + 15."""
    assert by_account(shares, "programme_cost", **JUNE) == {"a": 360, "b": 45, "c": 30}
    found = total(shares, "programme_cost", **JUNE)
    assert found.value == 435
    assert found.extra["left_out"] == {"no_account_days": 2}
    assert "2 cost rows left out: no account to bear them (€16)." in found.note


def test_a_list_bears_its_account_days(shares):
    assert by_account(shares, "programme_cost", lists=("First",), **JUNE) == {"a": 360, "b": 45}
    assert groups(ask(shares, "programme_cost", by=["list"], **JUNE)) == {"First": 405, "Second": 30}
    assert groups(ask(shares, "programme_cost", by=["tier"], **JUNE)) == {"1": 390, "2": 45}


def test_other_arms_bear_only_their_own_rows(shares):
    assert by_account(shares, "programme_cost", arm="control", **JUNE) == {"control": 5}
    assert by_account(shares, "programme_cost", arm="rest", **JUNE) == {}


def test_the_company_as_a_whole_bears_what_names_no_account(shares):
    """Rule 11: 5 of the control account, and 60 + 300 + 45 + 30 + 7 + 9 that name nobody; nothing is left out."""
    assert by_account(shares, "programme_cost", arm="all", **JUNE) == {"control": 5, None: 451}
    found = total(shares, "programme_cost", arm="all", **JUNE)
    assert (found.value, found.n, found.extra["without_account"]) == (456, 7, 6)
    assert "6 without an account are in it." in found.note
    assert total(gather(**unassigned({"amount": 44})), "programme_cost", arm="all", **JUNE).value == 44
    # broken down by arm, each arm is what it is when asked alone: 435 for the list, 5 for the control
    arms = groups(ask(shares, "programme_cost", by=["arm"], arm="all", **JUNE))
    assert (arms["abm"], arms["control"]) == (435, 5)


def test_parts_of_a_cost_are_the_whole_to_the_last_cent():
    """A third of 100 each, as decimals: the parts are not rounded one by one."""
    run = gather(
        *[about(name, listed("2025-01-01")) for name in "abcdefg"],
        **unassigned({"amount": 44209580}, {"amount": 100}, {"amount": "0.01"}),
    )
    found = total(run, "programme_cost", **JUNE)
    assert found.shown("value") == Decimal("44209680.01")
    assert str(found.to_json()["value"]) == "44209680.01"


def test_an_account_on_two_lists_has_its_days_once():
    run = gather(
        about("both", listed("2025-01-01"), listed("2025-01-01", list="Second")),
        about("one", listed("2025-01-01")),
        **unassigned({"amount": 100}),
    )
    assert by_account(run, "programme_cost", **JUNE) == {"both": 50, "one": 50}
    found = ask(run, "programme_cost", by=["list"], **JUNE)
    # list Target holds both, Second one of them: 100 and 50 overlap, the total does not
    assert (groups(found), found.total.value) == ({"Target": 100, "Second": 50}, 100)


def test_without_anybody_to_bear_it():
    run = gather(about("a", listed("2025-07-01")), **unassigned({"amount": 100}))
    found = total(run, "programme_cost", **JUNE)
    assert found.extra["left_out"] == {"no_account_days": 1}
    assert found.value in (0, None)


def test_roll_up_leaves_out_what_excluded_companies_cost():
    run = gather(
        about("holding", listed("2025-01-01"), cost("2025-06-01", 1)),
        about("child", cost("2025-06-01", 2), parent_account_id="holding"),
        about("partner", cost("2025-06-01", 4), parent_account_id="holding", is_excluded=True),
    )
    assert by_account(run, "programme_cost", **JUNE) == {"holding": 1}
    assert by_account(run, "programme_cost", roll_up=True, **JUNE) == {"holding": 3}
