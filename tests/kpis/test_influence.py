"""P01, P02, P12: deals that marketing touched, and accounts that both sides worked on."""

from __future__ import annotations

from typing import Any

import pytest

from assay.store.runs import Run
from metrics.cases import about, ask, by_account, deal, gather, groups, listed, lost, total, touch, won
from support.agreement import differences

KEYS = (
    "influenced_pipeline",
    "influenced_pipeline.money",
    "influenced_pipeline.engaged",
    "influenced_revenue",
    "influenced_revenue.money",
    "influenced_revenue.engaged",
    "alignment",
)
SINCE = listed("2025-01-01")
CHANNELS = ("webinar", "paid_search", "linkedin", "newsletter")


def signed(created: str, closed: str, amount: float, **more: Any) -> Any:
    return won(created, closed, amount=amount, **more)


def opened(created: str, amount: float, **more: Any) -> Any:
    return deal(created, amount=amount, stage="Offer", **more)


@pytest.fixture(scope="module")
def run() -> Run:
    return gather(
        # touched through four channels, many times
        about(
            "many channels",
            SINCE,
            opened("2025-06-01", 600),
            *[touch(f"2025-05-{day:02}", "email_sent", channel=name) for name in CHANNELS for day in (1, 2, 3)],
            touch("2025-05-04", "campaign_response", channel="linkedin"),
        ),
        # 3 December is the 180th day before 1 June, 2 December lies too far back
        about("on the last day", SINCE, opened("2025-06-01", 100), touch("2024-12-03", "ad_impression")),
        about("too long ago", SINCE, opened("2025-06-01", 40), touch("2024-12-02", "ad_click")),
        about("after it was opened", SINCE, opened("2025-06-01", 20), touch("2025-12-31", "ad_click")),
        about("after the day", SINCE, opened("2025-06-01", 10), touch("2026-01-01", "ad_click")),
        about("by sales only", SINCE, opened("2025-06-01", 5), touch("2025-05-01", "mail_in"), touch("2025-05-01", "email_bounced")),
        about("at another account", opened("2025-06-01", 1000), touch("2025-05-01", "ad_click")),
        about("not legitimate", SINCE, deal("2025-06-01", ("Talk", "2025-06-01"), stage="Talk"), touch("2025-05-01", "ad_click")),
        about("in dollars", SINCE, opened("2025-06-01", 7000, currency="USD"), touch("2025-05-01", "ad_click")),
        about("won", SINCE, signed("2025-03-01", "2025-05-01", 300), touch("2025-05-01", "email_clicked")),
        about("won and sent to", SINCE, signed("2025-03-01", "2025-05-01", 100), touch("2025-04-01", "email_sent")),
        about("won before the touch", SINCE, signed("2025-03-01", "2025-05-01", 600), touch("2025-05-02", "email_clicked")),
        about("lost", SINCE, lost("2025-03-01", "2025-05-01", amount=999), touch("2025-04-01", "email_clicked")),
    )  # fmt: skip


def test_influenced_pipeline_is_the_amount_of_deals_touched(run: Run) -> None:
    # 600 + 100 + 20 of 600 + 100 + 40 + 20 + 10 + 5; dollars have no rate
    found = total(run, "influenced_pipeline")
    assert (found.numerator, found.denominator) == (720, 775)
    assert found.value == pytest.approx(720 / 775)
    assert found.extra["left_out"] == {"unconverted": 1}
    assert "1 unconverted" in (found.note or "")
    assert found.denominator == total(run, "pipeline").value
    assert total(run, "influenced_pipeline.money").value == 720


def test_what_is_sent_influences_but_does_not_engage(run: Run) -> None:
    found = total(run, "influenced_pipeline.engaged")
    assert (found.numerator, found.denominator) == (620, 775)  # the impression of 100 engages nobody


def test_touches_count_up_to_the_as_of_day(run: Run) -> None:
    assert total(run, "influenced_pipeline", end="2025-12-30").numerator == 700
    assert total(run, "influenced_pipeline", end="2026-01-01").numerator == 730


def test_influenced_revenue_counts_touches_up_to_the_close(run: Run) -> None:
    found = total(run, "influenced_revenue")
    assert (found.value, found.numerator, found.denominator) == (0.4, 400, 1000)
    assert found.denominator == total(run, "new_revenue").value
    assert total(run, "influenced_revenue.money").value == 400
    assert total(run, "influenced_revenue.engaged").value == 0.3


def test_trap_influence_summed_over_channels(run: Run) -> None:
    """Each channel claims the whole deal, so their sum passes 100 %; asked for the KPI, the deal counts once."""
    claims = (
        "SELECT d.opportunity_id, t.channel, any_value(s.amount) AS amount FROM deals d "
        "JOIN deal_states s ON s.opportunity_id = d.opportunity_id "
        "JOIN touches t ON t.account_id = d.account_id AND t.team = 'marketing' AND t.occurred_on <= DATE '2025-12-31' "
        "WHERE d.account_id = 'many channels' GROUP BY ALL"
    )
    found = run.cursor().execute(f"SELECT sum(amount), count(*) FROM ({claims})").fetchone()
    assert found == (4 * 600, 4)
    pipeline = total(run, "pipeline").value or 0
    assert float(found[0]) / pipeline > 3
    share = total(run, "influenced_pipeline")
    assert share.value is not None
    assert share.value <= 1
    assert by_account(run, "influenced_pipeline")["many channels"] == 600
    assert groups(ask(run, "influenced_pipeline.money", by=["stage"])) == {"Offer": 720}


def test_influence_is_not_broken_down_by_channel(run: Run) -> None:
    with pytest.raises(Exception, match="channel"):
        ask(run, "influenced_pipeline", by=["channel"])


def test_a_deal_on_two_lists_counts_once_in_the_total() -> None:
    run = gather(
        about(
            "a", SINCE, listed("2025-01-01", list="Second"), opened("2025-06-01", 100), touch("2025-05-01", "ad_click")
        )
    )
    found = ask(run, "influenced_pipeline.money", by=["list"])
    assert (groups(found), found.total.value) == ({"Target": 100, "Second": 100}, 100)  # fmt: skip


def test_alignment_asks_for_both_sides_in_the_window_and_in_scope() -> None:
    june = listed("2025-06-01", "2025-07-01")
    run = gather(
        about("both", SINCE, touch("2025-06-01", "email_sent"), touch("2025-06-30", "mail_out")),
        about("marketing", SINCE, touch("2025-06-01", "email_sent"), touch("2025-06-02", "ad_click")),
        about("sales", SINCE, touch("2025-06-01", "mail_out"), touch("2025-07-01", "email_sent")),
        about("service and sales", SINCE, touch("2025-06-01", team="cs"), touch("2025-06-02", "mail_out")),
        about("service", SINCE, touch("2025-06-01", team="cs")),
        about("off the list", june, touch("2025-06-01", "mail_out"), touch("2025-07-01", "email_sent")),
        about("quiet", SINCE),
    )
    found = total(run, "alignment", start="2025-06-01", end="2025-06-30")
    assert (found.numerator, found.denominator) == (1, 5)
    later = by_account(run, "alignment", start="2025-06-01", end="2025-07-31")
    assert {name for name, share in later.items() if share} == {"both", "sales"}  # not `off the list`


@pytest.mark.parametrize("key", KEYS)
def test_rows_add_up_to_the_figure(run: Run, key: str) -> None:
    found = total(run, key)
    assert sum(by_account(run, key).values()) == pytest.approx(found.numerator)


@pytest.mark.parametrize(("seed", "scope"), [(1, {}), (4, {"roll_up": True}), (4, {"arm": "rest"})], ids=str)
def test_agrees_with_the_second_formulation(seed: int, scope: dict[str, Any]) -> None:
    assert [found for key in KEYS for found in differences(seed, key, **scope)] == []
