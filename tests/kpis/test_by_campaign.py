"""`--by campaign`: cost, accounts reached, touches and influenced pipeline, though a campaign has no accounts of its own."""

from __future__ import annotations

from typing import Any

import pytest

from assay.metrics.scope import parse_filter
from assay.store.runs import Run
from metrics.cases import about, ask, cost, deal, gather, groups, listed, total, touch

JUNE: dict[str, Any] = {"start": "2025-06-01", "end": "2025-06-30"}


@pytest.fixture(scope="module")
def run() -> Run:
    """Both accounts saw the ads, a got the mail as well, b was told of something without a campaign."""
    return gather(
        about(
            "a",
            listed("2025-01-01"),
            cost("2025-06-02", 10, campaign_id="ads"),
            touch("2025-06-02", "ad_impression", campaign_id="ads"),
            touch("2025-06-03", "email_sent", campaign_id="mail"),
            touch("2025-06-04", "email_clicked", campaign_id="mail"),
            deal("2025-06-01", amount=300),
        ),
        about(
            "b",
            listed("2025-01-01"),
            touch("2025-06-02", "ad_impression", campaign_id="ads"),
            touch("2025-06-05", "email_sent"),
            deal("2025-06-01", amount=100),
        ),
        about("c", listed("2025-01-01"), deal("2025-06-01", amount=600)),
        campaigns=[{"campaign_id": name, "name": name} for name in ("ads", "mail", "quiet")],
        costs=[
            {"cost_id": "x", "incurred_on": "2025-06-10", "amount": 60, "currency": "EUR", "campaign_id": "ads"},
            {"cost_id": "y", "incurred_on": "2025-06-10", "amount": 30, "currency": "EUR"},
            {"cost_id": "z", "incurred_on": "2025-06-10", "amount": 9, "currency": "EUR", "campaign_id": "mail"},
        ],
    )


def test_cost(run: Run) -> None:
    """ads 10 of a's own and 60 of everybody's; the parts are the total, as each row has one campaign."""
    found = ask(run, "programme_cost", by=["campaign"], **JUNE)
    assert groups(found) == {"ads": 70, "mail": 9, None: 30}
    assert found.total.value == 109
    assert groups(ask(run, "programme_cost", by=["campaign"], arm="all", **JUNE)) == {"ads": 70, "mail": 9, None: 30}
    assert total(run, "programme_cost", where=(parse_filter("campaign = ads"),), **JUNE).value == 70


def test_accounts_reached_of_all_in_scope(run: Run) -> None:
    """Of three accounts ads reached two, mail one, what has no campaign one; together two were reached."""
    found = ask(run, "accounts_reached", by=["campaign"], **JUNE)
    assert groups(found) == {"ads": 2 / 3, "mail": 1 / 3, None: 1 / 3}
    assert (found.total.numerator, found.total.denominator) == (2, 3)
    assert total(run, "accounts_reached", where=(parse_filter("campaign = 'mail'"),), **JUNE).value == 1 / 3


def test_touches(run: Run) -> None:
    assert groups(ask(run, "emails_sent", by=["campaign"], **JUNE)) == {"mail": 1, None: 1}
    assert groups(ask(run, "ad_impressions", by=["campaign"], **JUNE)) == {"ads": 2}


def test_influenced_pipeline_of_all_of_it(run: Run) -> None:
    """Of 1,000 ads touched 300 and 100, mail 300, what has no campaign 100: more than the 400 that were touched at all."""
    found = ask(run, "influenced_pipeline", by=["campaign"], **JUNE)
    assert groups(found) == {"ads": 0.4, "mail": 0.3, None: 0.1}
    assert found.total.value == 0.4
    money = ask(run, "influenced_pipeline.money", by=["campaign"], **JUNE)
    assert groups(money) == {"ads": 400, "mail": 300, None: 100}
    assert groups(ask(run, "influenced_pipeline.engaged", by=["campaign"], **JUNE)) == {"mail": 0.3}


def test_the_rows_behind_make_it_again(run: Run) -> None:
    found = ask(run, "influenced_pipeline", by=["campaign"], rows=True, **JUNE)
    assert found.detail is not None
    ads = [row for row in found.detail if row["by"] == {"campaign": "ads"}]
    assert sum(row["numerator"] for row in ads) / sum(row["denominator"] for row in ads) == 0.4
