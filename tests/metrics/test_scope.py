"""Rules 1 and 2: who is in scope, since when, in which tier."""

from __future__ import annotations

import pytest

from metrics.cases import about, ask, by_account, contract, deal, gather, groups, listed, lost, total, touch, won

ENTRY_CUSTOMER = contract("2024-01-01", "2025-03-31")  # a customer up to 31 March: who enters on 1 April is a customer


@pytest.fixture(scope="module")
def entries():
    """Re-entry, touching and overlapping rows, told by who was a customer on the day before entry.

    Every account is a customer up to 2025-03-31. Entered on 2025-02-01 or 2025-04-01: a customer at entry, so out.
    Entered on 2025-04-02 or later: in.
    """
    return gather(
        about("one row", ENTRY_CUSTOMER, listed("2025-02-01")),
        # [Feb, May) and [May, …) touch: one run, entered on 1 February
        about("touching rows", ENTRY_CUSTOMER, listed("2025-02-01", "2025-05-01"), listed("2025-05-01")),
        about("overlapping rows", ENTRY_CUSTOMER, listed("2025-02-01", "2025-05-15"), listed("2025-05-01")),
        # out on 1 May, in again on 2 May: a new entry
        about("gap of a day", ENTRY_CUSTOMER, listed("2025-02-01", "2025-05-01"), listed("2025-05-02")),
        # a change of tier is no new entry
        about(
            "change of tier",
            ENTRY_CUSTOMER,
            listed("2025-02-01", "2025-05-01", tier="2"),
            listed("2025-05-01", tier="1"),
        ),
        # another list of the same arm keeps the run unbroken
        about("another list", ENTRY_CUSTOMER, listed("2025-02-01", "2025-05-01"), listed("2025-05-01", list="Second")),
        # another arm does not: abm since 1 May
        about("another arm", ENTRY_CUSTOMER, listed("2025-02-01", "2025-05-01", arm="control"), listed("2025-05-01")),
        about("day after the contract", ENTRY_CUSTOMER, listed("2025-04-02")),
        about("day of the contract's end plus one", ENTRY_CUSTOMER, listed("2025-04-01")),
        about("no day at all", listed("2025-05-01", "2025-05-01")),
    )


def test_entry_is_the_first_day_of_the_unbroken_run(entries):
    assert by_account(entries, "target_accounts", end="2025-06-30") == {
        "gap of a day": 1,
        "another arm": 1,
        "day after the contract": 1,
    }


def test_a_list_chosen_makes_a_scope_of_its_own(entries):
    """Of list Second alone, `another list` entered on 1 May and is no customer at entry."""
    assert by_account(entries, "target_accounts", end="2025-06-30", lists=("Second",)) == {"another list": 1}


def test_targeted_keeps_the_entry_of_the_first_run_in_the_window(entries):
    """From January, `gap of a day` entered in February as a customer; from 1 May, on the day of the gap, in May."""
    whole = by_account(entries, "target_accounts.targeted", start="2025-01-01", end="2025-06-30")
    assert "gap of a day" not in whole
    assert "gap of a day" in by_account(entries, "target_accounts.targeted", start="2025-05-01", end="2025-06-30")


@pytest.fixture(scope="module")
def tiers():
    return gather(
        about("2 and 10", listed("2025-01-01", tier="10"), listed("2025-01-01", tier="2", list="Second")),
        about("word and number", listed("2025-01-01", tier="gold"), listed("2025-01-01", tier="3", list="Second")),
        about("word and none", listed("2025-01-01"), listed("2025-01-01", tier="silver", list="Second")),
        about("words", listed("2025-01-01", tier="silver"), listed("2025-01-01", tier="gold", list="Second")),
        about("none", listed("2025-01-01")),
        # up to 30 June in tier 1, from July in tier 2, off the list from October
        about("moved down", listed("2025-01-01", "2025-07-01", tier="1"), listed("2025-07-01", "2025-10-01", tier="2")),
    )


def test_highest_tier_numbers_by_value_before_words_none_last(tiers):
    found = ask(tiers, "target_accounts_by_tier", end="2025-06-30")
    assert groups(found) == {"1": 1, "2": 1, "3": 1, "gold": 1, "silver": 1, None: 1}
    assert found.total.value == 6
    assert [row.by["tier"] for row in found.rows] == ["1", "2", "3", "gold", "silver", None]


def test_tier_of_targeted_accounts_is_that_of_their_last_day_in_the_window(tiers):
    assert groups(ask(tiers, "target_accounts.targeted", by=["tier"], end="2025-06-30"))["1"] == 1
    assert groups(ask(tiers, "target_accounts.targeted", by=["tier"], end="2025-12-31"))["2"] == 2
    assert "1" not in groups(ask(tiers, "target_accounts.targeted", by=["tier"], end="2025-12-31"))


def test_tier_asked_for_is_the_tier_shown(tiers):
    assert by_account(tiers, "target_accounts", end="2025-06-30", tiers=("2",)) == {"2 and 10": 1}
    assert by_account(tiers, "target_accounts", end="2025-06-30", tiers=("10",)) == {}


@pytest.fixture(scope="module")
def winners():
    listed_half_year = listed("2025-01-01", "2025-07-01")
    return gather(
        # left the list on the day of signing (30 June is the last day in scope, the close is on 1 July)
        about("moved off on signing", listed_half_year, won("2025-05-01", "2025-07-01")),
        about("won months after leaving", listed_half_year, won("2025-06-30", "2025-11-30")),
        about("opened after leaving", listed_half_year, won("2025-07-01", "2025-08-01")),
        # opened before entry, won after it
        about("opened before entry", listed("2025-03-01"), won("2024-12-01", "2025-04-01")),
        about("won before entry", listed("2025-03-01"), won("2024-12-01", "2025-02-28")),
        about("closed before its creation", listed("2025-01-01"), won("2025-05-02", "2025-05-01")),
        about("not on the list", won("2025-05-01", "2025-06-01")),
        about("excluded", listed("2025-01-01"), won("2025-05-01", "2025-06-01"), is_excluded=True),
        about("deleted", listed("2025-01-01"), won("2025-05-01", "2025-06-01", is_deleted=True)),
        about("test", listed("2025-01-01"), won("2025-05-01", "2025-06-01", is_test=True)),
        about("lost", listed("2025-01-01"), lost("2025-05-01", "2025-06-01")),
        opportunities=[
            {"opportunity_id": "nobody's", "created_at": "2025-02-01", "closed_at": "2025-03-01", "status": "won"}
        ],
    )


def test_a_deal_belongs_to_the_scope_when_its_account_was_in_it_on_some_day_of_its_life(winners):
    """`won before entry` is a customer at entry: it was won on the very day before."""
    assert by_account(winners, "accounts_won") == {
        "moved off on signing": 1,
        "won months after leaving": 1,
        "opened before entry": 1,
    }
    # the same three, and the lost one: 3 ÷ 4
    assert total(winners, "win_rate").value == 0.75


def test_deals_created_are_judged_on_their_creation_day(winners):
    """Not: opened after leaving, before entry, closed before its creation, excluded, deleted, test, nobody's."""
    assert set(by_account(winners, "opportunities_created")) == {
        "moved off on signing",
        "won months after leaving",
        "lost",
    }


def test_what_no_scope_can_hold_is_counted(winners):
    counted = dict(winners.cursor().execute("SELECT reason, n FROM left_out WHERE fact = 'deals'").fetchall())
    assert counted == {"deleted": 1, "test": 1, "without an account": 1, "closed before creation": 1}


def test_a_deal_closed_before_its_creation_is_left_out_beside_the_figure(winners):
    """With its number and its money; a figure of the other arm says nothing of it."""
    revenue = total(winners, "new_revenue")
    assert revenue.extra["left_out"] == {"closed_before_created": 1}
    assert "1 left out: closed before creation (" in revenue.note
    assert total(winners, "win_rate").extra["left_out"] == {"closed_before_created": 1}
    assert total(winners, "new_revenue", start="2025-06-01", end="2025-12-31").note is None
    assert "closed before" not in (total(winners, "win_rate", arm="control").note or "")


@pytest.fixture(scope="module")
def family():
    """holding ← first, second; `old` was merged into `older`, which was merged into `first`."""
    return gather(
        about("holding", touch("2025-05-01"), industry="Software"),
        about("first", listed("2025-01-01", tier="2"), touch("2025-05-02"), parent_account_id="holding"),
        about("second", listed("2025-01-01", tier="1"), touch("2025-05-03"), parent_account_id="holding"),
        about("old", touch("2025-05-04"), deal("2025-05-05"), merged_into_id="older", industry="Banking"),
        about("older", touch("2025-05-06"), merged_into_id="first"),
        about("child of a child", listed("2025-02-01"), parent_account_id="second"),
    )


def test_all_rows_of_a_merged_account_move_to_the_survivor(family):
    # first: its own chat, those of old and older
    assert by_account(family, "chats") == {"first": 3, "second": 1}
    assert by_account(family, "opportunities_created") == {"first": 1}
    assert groups(ask(family, "chats", by=["industry"])) == {None: 4}  # the survivor's attributes stay


def test_roll_up_counts_the_ultimate_parent(family):
    assert by_account(family, "target_accounts", roll_up=True) == {"holding": 1}
    assert by_account(family, "chats", roll_up=True) == {"holding": 5}
    assert groups(ask(family, "target_accounts_by_tier", roll_up=True)) == {"1": 1}
    assert groups(ask(family, "chats", by=["industry"], roll_up=True)) == {"Software": 5}


@pytest.fixture(scope="module")
def arms():
    """The first abm row starts on 2025-03-01."""
    return gather(
        about("abm", listed("2025-03-01"), touch("2025-05-01"), touch("2025-02-01")),
        about("control", listed("2025-03-01", arm="control"), touch("2025-05-01")),
        about("holdout", listed("2025-03-01", arm="holdout"), touch("2025-05-01")),
        about("other", listed("2025-03-01", arm="other"), touch("2025-05-01")),
        about("free", touch("2025-05-01"), touch("2025-02-28"), created_at="2024-01-01"),
        about("born later", touch("2025-05-01"), touch("2025-07-01"), created_at="2025-06-01"),
        # control up to 30 June, rest from 1 July: not rest for a window that touches the control days
        about("was control", listed("2025-03-01", "2025-07-01", arm="control"), touch("2025-05-01"), touch("2025-08-01")),
        about("excluded", touch("2025-05-01"), is_excluded=True),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("arm", "accounts"),
    [
        ("abm", {"abm"}),
        ("control", {"control"}),
        ("holdout", {"holdout"}),
        ("other", {"other"}),
        ("rest", {"other", "free", "born later", "was control"}),
        ("all", {"abm", "control", "holdout", "other", "free", "born later", "was control"}),
    ],
)
def test_arms(arms, arm, accounts):
    assert set(by_account(arms, "target_accounts", arm=arm)) == accounts


def test_rest_is_entered_with_the_first_abm_row_or_at_birth(arms):
    # free: 1 May, not 28 February; born later: 1 July; was control: 1 August
    assert by_account(arms, "chats", arm="rest") == {"other": 1, "free": 1, "born later": 1, "was control": 1}


def test_rest_of_a_window_has_no_treated_day_in_it(arms):
    assert set(by_account(arms, "target_accounts.targeted", arm="rest")) == {"other", "free", "born later"}
    late = set(by_account(arms, "target_accounts.targeted", arm="rest", start="2025-07-01"))
    assert late == {"other", "free", "born later", "was control"}


def test_rest_has_no_tiers_and_needs_an_abm_row(arms):
    assert groups(ask(arms, "target_accounts_by_tier", arm="rest")) == {None: 4}
    assert total(arms, "target_accounts", arm="rest", lists=("Nobody's",)).value == 0


def test_all_is_everybody_on_every_day(arms):
    assert by_account(arms, "chats", arm="all")["abm"] == 2
    assert by_account(arms, "chats", arm="all")["free"] == 2


def test_yesterdays_list_on_yesterdays_data(arms):
    """Before 1 March nobody was on the list: never today's list on last year's data."""
    assert total(arms, "target_accounts", start="2025-01-01", end="2025-02-28").value == 0
    assert by_account(arms, "chats", start="2025-01-01", end="2025-02-28") == {}


def test_programme_and_owner_choose():
    run = gather(
        about("one", listed("2025-01-01", programme_id="p1"), owner_id="u1"),
        about("two", listed("2025-01-01", programme_id="p2"), owner_id="u2"),
        about("both", listed("2025-01-01", programme_id="p1"), listed("2025-01-01", list="B", programme_id="p2")),
        programmes=[{"programme_id": name, "name": name} for name in ("p1", "p2")],
        users=[{"user_id": "u1", "name": "Ada"}, {"user_id": "u2", "name": "Bob"}],
    )
    assert set(by_account(run, "target_accounts", programmes=("p1",))) == {"one", "both"}
    assert set(by_account(run, "target_accounts", owners=("u1",))) == {"one"}
    assert set(by_account(run, "target_accounts", owners=("Ada",))) == {"one"}
    found = ask(run, "target_accounts", by=["programme"])
    assert groups(found) == {"p1": 2, "p2": 2}
    assert found.total.value == 3  # never the sum of the groups


def test_a_roll_up_says_whom_it_takes_in():
    """The holding and a sister are on no list: their touches count with the one company that is, and the note says so."""
    run = gather(
        about("holding", touch("2025-06-01", "chat")),
        about("listed", listed("2025-01-01"), touch("2025-06-01", "chat"), parent_account_id="holding"),
        about("sister", touch("2025-06-02", "chat"), parent_account_id="holding"),
        about("partner", touch("2025-06-02", "chat"), parent_account_id="holding", is_excluded=True),
        about("stranger", touch("2025-06-02", "chat")),
    )
    assert (total(run, "chats").value, total(run, "chats").note) == (1, None)
    found = total(run, "chats", roll_up=True)
    assert found.value == 3
    assert found.extra["unlisted_family"] == ["holding", "sister"]
    assert found.note == (
        "Rolled up: 2 companies that are on no list themselves count with their families (holding, sister)."
    )
    assert total(run, "chats", roll_up=True, lists=("Target",)).extra["unlisted_family"] == ["holding", "sister"]
    assert "unlisted_family" not in total(run, "chats", roll_up=True, arm="all").extra
