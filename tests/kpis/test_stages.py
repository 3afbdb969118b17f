"""O09, O11, O12, W08: what an opportunity and a win cost, how long deals stay in a stage, whether they move on."""

from __future__ import annotations

from typing import Any

import pytest

from assay.store.runs import Run
from metrics.cases import about, ask, by_account, contract, cost, deal, gather, groups, listed, lost, total, won
from support.agreement import differences

KEYS = (
    "cost_per_opportunity_account",
    "cost_per_won_account",
    "days_in_stage",
    "stalled_deals",
    "stage_conversion",
)
SINCE = listed("2025-01-01")
COSTLY = listed("2025-03-01", list="Costly")
JUNE: dict[str, Any] = {"start": "2025-06-01", "end": "2025-06-30", "lists": ("Costly",)}
STAGES: dict[str, Any] = {"lists": ("Target",)}


@pytest.fixture(scope="module")
def run() -> Run:
    return gather(
        about(
            "to and fro",
            SINCE,
            won(
                "2025-01-10",
                "2025-03-01",
                ("Talk", "2025-01-10"),
                ("Talk", "2025-01-15"),  # repeats the stage
                ("Offer", "2025-01-20"),
                ("Talk", "2025-02-01"),
                ("Offer", "2025-02-11"),
                ("Won", "2025-03-05"),  # the close is told by closed_at
            ),
        ),
        about("lost", SINCE, lost("2025-01-10", "2025-02-09", ("Talk", "2025-01-10"), ("Lost", "2025-02-09"))),
        about(
            "back again",
            SINCE,
            deal("2025-01-10", ("Talk", "2025-01-10"), ("Offer", "2025-01-12"), ("Talk", "2025-01-14"), stage="Talk"),
        ),
        about("straight", SINCE, won("2025-04-01", "2025-04-11", ("Talk", "2025-04-01"))),
        about("expansion", SINCE, lost("2025-04-01", "2025-04-11", ("Talk", "2025-04-01"), type="expansion")),
        about("too late", listed("2025-07-01"), lost("2025-04-01", "2025-04-11", ("Talk", "2025-04-01"))),
        about("opened", COSTLY, cost("2025-06-01", 100), deal("2025-06-10")),
        about("opened before", COSTLY, cost("2025-06-01", 50), deal("2025-05-10"), deal("2025-06-10")),
        about("never opened", COSTLY, cost("2025-06-30", 30)),
        about("won", COSTLY, cost("2025-06-01", 10), won("2025-02-10", "2025-06-20")),
        about("customer", COSTLY, contract("2024-01-01"), cost("2025-06-01", 20), won("2025-06-10", "2025-06-20")),
        about("nothing", listed("2025-03-01", list="Nothing"), cost("2025-06-01", 7)),
    )


def test_cost_per_opportunity_account_bears_the_cost_of_all(run: Run) -> None:
    # 100 + 50 + 30 + 10 + 20, the customer's included; first such deal in June: `opened` alone
    found = total(run, "cost_per_opportunity_account", **JUNE)
    assert (found.value, found.numerator, found.denominator) == (210, 210, 1)


def test_cost_per_won_account_counts_a_deal_opened_before_entry(run: Run) -> None:
    found = total(run, "cost_per_won_account", **JUNE)
    assert (found.value, found.numerator, found.denominator) == (210, 210, 1)
    assert total(run, "cost_per_won_account", **{**JUNE, "end": "2025-06-19"}).denominator == 0


def test_cost_of_nobody_has_no_ratio(run: Run) -> None:
    for key in ("cost_per_opportunity_account", "cost_per_won_account"):
        found = total(run, key, **{**JUNE, "lists": ("Nothing",)})
        assert (found.value, found.numerator, found.denominator) == (None, 7, 0)
        assert found.note


def test_days_in_a_stage_are_those_of_all_stays(run: Run) -> None:
    # Talk: 10 + 10 of `to and fro`, 30 of `lost`, 10 of `straight`; `back again` is still there. Offer: 12 + 18, and 2.
    found = ask(run, "days_in_stage", **STAGES)
    assert groups(found) == {"Talk": 20, "Offer": 16}
    assert (found.total.value, found.total.n) == (pytest.approx(92 / 5), 5)


def test_a_close_that_is_known_later_ends_no_stay() -> None:
    """`closed_at` lies before two later stage rows: on 15 February the deal was open in Offer, and still was in it."""
    rows = [("Talk", "2025-01-01"), ("Lost", "2025-03-01"), ("Offer", "2025-02-01"), ("Talk", "2025-04-01")]
    late = gather(about("a", listed("2025-01-01"), lost("2025-01-01", "2025-01-15", *rows)))
    seen = by_account(late, "days_in_stage", start="2025-02-01", end="2025-02-15")
    assert seen == {}


def test_the_day_of_the_last_stay_is_the_window(run: Run) -> None:
    assert by_account(run, "days_in_stage", start="2025-02-10", end="2025-02-28", **STAGES) == {"to and fro": 20}
    # On 31 January the second stay in Talk had not begun: its first had ended on the 20th, and that was the last.
    january = by_account(run, "days_in_stage", start="2025-01-01", end="2025-01-31", **STAGES)
    assert january == {"to and fro": 10, "back again": 2}


def test_stage_conversion_asks_for_a_higher_open_stage_or_a_win(run: Run) -> None:
    # Talk: `to and fro`, `back again` (it was in Offer), `straight` (won), not `lost`. Offer: `to and fro` (won) of two.
    found = ask(run, "stage_conversion", **STAGES)
    assert groups(found) == {"Talk": 3 / 4, "Offer": 1 / 2}
    assert (found.total.numerator, found.total.denominator) == (4, 6)


def test_stage_conversion_sees_what_was_known(run: Run) -> None:
    found = ask(run, "stage_conversion", end="2025-01-31", **STAGES)
    assert groups(found) == {"Talk": 2 / 3, "Offer": 0}
    later = ask(run, "stage_conversion", end="2025-01-31", as_of="2025-03-01", **STAGES)
    assert groups(later) == {"Talk": 2 / 3, "Offer": 1 / 2}


def test_a_stage_is_entered_once(run: Run) -> None:
    assert by_account(run, "stage_conversion", start="2025-02-01", end="2025-02-28", **STAGES) == {}


def spell(name: str, closed: str) -> Any:
    """Won after a stay in Talk since 1 January; on no list, as the whole workspace tells what is usual."""
    return about(name, won("2025-01-01", closed, ("Talk", "2025-01-01")))


@pytest.fixture(scope="module")
def stalls() -> Run:
    """Won after 10, 20, 30, 40 and 50 days: three quarters of the way from the first to the last lie 40."""
    closes = ("2025-01-11", "2025-01-21", "2025-01-31", "2025-02-10", "2025-02-20")
    return gather(
        *[spell(f"won {number}", closed) for number, closed in enumerate(closes)],
        about("41 days", SINCE, deal("2025-05-20", ("Talk", "2025-05-20"), stage="Talk")),
        about("40 days", SINCE, deal("2025-05-21", ("Talk", "2025-05-21"), stage="Talk")),
        about(
            "20 and 21 days",
            SINCE,
            deal("2025-03-01", ("Talk", "2025-03-01"), ("Offer", "2025-03-21"), ("Talk", "2025-06-09"), stage="Talk"),
        ),
        about("no reference", SINCE, deal("2025-01-05", ("Offer", "2025-01-05"), stage="Offer")),
        about("not on the list", deal("2025-01-05", ("Talk", "2025-01-05"), stage="Talk")),
    )


def test_stalled_deals_exceed_the_third_quartile_of_the_deals_won(stalls: Run) -> None:
    found = by_account(stalls, "stalled_deals", end="2025-06-30")
    assert found == {"41 days": 1, "40 days": 0, "20 and 21 days": 1}
    figure = total(stalls, "stalled_deals", end="2025-06-30")
    assert (figure.value, figure.n, figure.extra["left_out"]) == (2, 2, {"no_reference": 1})
    assert total(stalls, "stalled_deals", end="2025-07-01").value == 3


def test_stalled_deals_need_five_that_were_won(stalls: Run) -> None:
    found = total(stalls, "stalled_deals", end="2025-02-19")
    assert found.value is None
    assert "too few won deals" in (found.note or "")


@pytest.mark.parametrize("key", ["days_in_stage", "stage_conversion"])
def test_rows_add_up_to_the_figure(run: Run, key: str) -> None:
    assert sum(by_account(run, key).values()) == pytest.approx(total(run, key).numerator)


@pytest.mark.parametrize(("seed", "scope"), [(1, {}), (1, {"roll_up": True}), (4, {"arm": "rest"})], ids=str)
def test_agrees_with_the_second_formulation(seed: int, scope: dict[str, Any]) -> None:
    assert [found for key in KEYS for found in differences(seed, key, **scope)] == []
