"""Rule 3: customers at entry are out, whoever became a customer later stays in."""

from __future__ import annotations

import pytest

from metrics.cases import about, by_account, contract, cost, deal, gather, listed, total, touch, won

SINCE_APRIL = listed("2025-04-01")  # customer at entry = customer on 31 March 2025


@pytest.fixture(scope="module")
def customers():
    return gather(
        about("prospect", SINCE_APRIL),
        about("contract up to the day before", SINCE_APRIL, contract("2024-01-01", "2025-03-31")),
        about("contract ended in time", SINCE_APRIL, contract("2024-01-01", "2025-03-30")),
        about("contract without end", SINCE_APRIL, contract("2020-01-01")),
        about("contract from the day of entry", SINCE_APRIL, contract("2025-04-01")),
        about("won the day before", SINCE_APRIL, won("2025-01-01", "2025-03-31")),
        about("won on the day", SINCE_APRIL, won("2025-01-01", "2025-04-01")),
        about("won a renewal long ago", SINCE_APRIL, won("2020-01-01", "2020-02-01", type="renewal")),
        about("won after entry", SINCE_APRIL, won("2025-05-01", "2025-06-01")),
        # closed on 1 June 2024; 31 days before is 1 May: that contract took the deal's place, and it has ended
        about("contract 31 days before", SINCE_APRIL, won("2024-01-01", "2024-06-01"), contract("2024-05-01", "2025-01-31")),
        # 30 April is 32 days before: the deal stands on its own
        about("contract 32 days before", SINCE_APRIL, won("2024-01-01", "2024-06-01"), contract("2024-04-30", "2025-01-31")),
        about("contract after the win", SINCE_APRIL, won("2024-01-01", "2024-06-01"), contract("2025-01-01", "2025-02-28")),
        # on 31 March that contract had not started
        about("contract to come", SINCE_APRIL, won("2024-01-01", "2024-06-01"), contract("2025-04-15", "2025-05-01")),
        about("customer under its old id", SINCE_APRIL),
        about("old id", contract("2024-01-01", "2025-12-31"), merged_into_id="customer under its old id"),
        # won in March, open again in June: what the as-of day knows decides
        about("reopened", SINCE_APRIL, deal("2025-01-01", ("Won", "2025-03-01"), ("Talk", "2025-06-01"), stage="Talk")),
    )  # fmt: skip


PROSPECTS = {
    "prospect": 1,
    "contract ended in time": 1,
    "contract from the day of entry": 1,
    "won on the day": 1,
    "won after entry": 1,
    "contract 31 days before": 1,
    "contract after the win": 1,
    "reopened": 1,
}


def test_customers_at_entry_are_out(customers):
    assert by_account(customers, "target_accounts") == PROSPECTS
    assert by_account(customers, "target_accounts.targeted") == PROSPECTS


def test_the_outcome_of_a_won_deal_is_that_of_the_as_of_day(customers):
    in_may = by_account(customers, "target_accounts", end="2025-05-31")
    assert in_may == {name: 1 for name in PROSPECTS if name != "reopened"}


def test_rest_asks_for_the_day_of_entry_itself():
    """The first abm row makes 1 April the entry of the rest."""
    run = gather(
        about("the programme", SINCE_APRIL),
        about("contract up to the day before", contract("2024-01-01", "2025-03-31")),
        about("contract up to the day of entry", contract("2024-01-01", "2025-04-01")),
        about("contract from the day of entry", contract("2025-04-01")),
        about("contract from the day after", contract("2025-04-02")),
    )
    found = by_account(run, "target_accounts", arm="rest")
    assert found == {"contract up to the day before": 1, "contract from the day after": 1}


def test_every_run_has_its_own_entry():
    """A customer at the first entry, none at the second: touches of the first run are not those of a target."""
    run = gather(
        about(
            "twice",
            contract("2024-01-01", "2025-02-28"),
            listed("2025-02-01", "2025-05-01"),
            listed("2025-06-01"),
            touch("2025-04-30"),
            touch("2025-05-15"),
            touch("2025-06-01"),
        )
    )
    assert by_account(run, "chats") == {"twice": 1}
    assert total(run, "target_accounts", end="2025-04-30").value == 0
    assert total(run, "target_accounts", end="2025-06-30").value == 1


def test_customers_at_entry_count_where_they_cost():
    """Groups 2 and 3 and P13 count all accounts in scope."""
    run = gather(
        about(
            "customer", SINCE_APRIL, contract("2024-01-01"), cost("2025-05-01", 100), touch("2025-05-01", "mail_out")
        ),
        about("prospect", SINCE_APRIL, cost("2025-05-01", 10), touch("2025-05-01", "mail_out")),
    )
    assert by_account(run, "target_accounts") == {"prospect": 1}
    assert total(run, "programme_cost").value == 110
    assert total(run, "emails_sent").value == 2


def test_all_knows_no_customers_at_entry(customers):
    assert by_account(customers, "target_accounts", arm="all")["contract without end"] == 1
