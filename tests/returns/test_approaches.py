"""ABM beside other approaches and the time before it, worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from assay.errors import UsageError
from assay.metrics.scope import Scope
from assay.returns.approaches import Approaches, Overlap, approaches
from assay.store.runs import Run
from metrics.cases import about, deal, gather, listed, lost, won

YEAR = Scope(start=date(2025, 7, 1), end=date(2025, 12, 31))
KEYS = ("opportunities_created", "win_rate", "new_revenue")


@pytest.fixture(scope="module")
def run() -> Run:
    """Listed from July on: `a`, `b`, and `d`, by then a customer: it won in the half-year before; `e` on another list."""
    return gather(
        about(
            "a",
            listed("2025-07-01"),
            lost("2025-01-10", "2025-03-01", approach="inbound"),
            won("2025-08-01", "2025-09-01", amount=1000, approach="abm"),
            lost("2025-08-02", "2025-10-01", approach="outbound"),
        ),
        about("b", listed("2025-07-01"), deal("2025-08-01", approach="abm"), deal("2025-01-01", amount=70)),
        about(
            "c",
            lost("2025-02-01", "2025-04-01", approach="partner"),
            won("2025-08-01", "2025-11-01", amount=300, approach="partner"),
            deal("2025-08-03", approach="event"),
            deal("2025-08-04"),
        ),
        about(
            "d",
            listed("2025-07-01"),
            won("2025-01-10", "2025-03-01", amount=100),
            won("2025-08-01", "2025-11-01", amount=5000, approach="abm"),
        ),
        about("e", listed("2025-07-01", list="Other"), lost("2025-01-15", "2025-03-01")),
        about("older", lost("2024-06-01", "2024-08-01")),
    )


@pytest.fixture(scope="module")
def found(run: Run) -> Approaches:
    return approaches(run, YEAR, KEYS)


def values(found: Approaches, kpi: str) -> dict[str | None, float | None]:
    line = next(line for line in found.lines if line.kpi == kpi)
    return {name: figure.value for name, figure in line.figures.items()}


def test_one_row_for_each_approach_of_the_company(found: Approaches) -> None:
    assert found.columns == ("abm", "event", "outbound", "partner", None)
    assert values(found, "opportunities_created") == {"abm": 3, "event": 1, "outbound": 1, "partner": 1, None: 1}
    assert values(found, "win_rate") == {"abm": 1, "outbound": 0, "partner": 1}
    assert values(found, "new_revenue") == {"abm": 6000, "partner": 300}
    assert [line.total.value for line in found.lines] == [7, 0.75, 6300]


def test_the_time_before_has_the_same_length_and_basis(found: Approaches) -> None:
    assert found.launched_on == date(2025, 7, 1)
    assert found.before == (date(2025, 7, 1) - timedelta(days=184), date(2025, 6, 30))
    assert [line.before and line.before.value for line in found.lines] == [5, 0.25, 100]


def test_the_accounts_of_the_scope_then_and_now(run: Run) -> None:
    """Without `c` and `e` in both times; `d` counts in the time that it began as no customer."""
    found = approaches(run, replace(YEAR, lists=("Target",)), KEYS, basis="scope")
    assert values(found, "opportunities_created") == {"abm": 2, "outbound": 1}
    assert [line.total.value for line in found.lines] == [3, 0.5, 1000]
    assert [line.before and line.before.value for line in found.lines] == [3, 0.5, 100]
    assert any("they were picked later" in said for said in found.caveats)


def test_overlap(found: Approaches) -> None:
    assert found.overlap == (
        Overlap("abm", "outbound", 1),
        Overlap("event", "partner", 1),
        Overlap("event", None, 1),
        Overlap("partner", None, 1),
    )
    assert (found.accounts, found.several) == (4, 2)


def test_it_is_descriptive(found: Approaches) -> None:
    assert found.caveats[0].startswith("Descriptive")
    assert found.to_json()["design"] == "descriptive"


def test_records_that_begin_too_late(run: Run) -> None:
    whole = approaches(run, replace(YEAR, start=date(2024, 1, 1)), KEYS[:1])
    assert any("records of deals begin on 1 Jun 2024" in said for said in whole.caveats)


def test_without_a_list_there_is_no_before() -> None:
    found = approaches(gather(about("a", deal("2025-08-01", approach="inbound"))), YEAR, KEYS[:1])
    assert (found.before, found.lines[0].before) == (None, None)
    assert values(found, "opportunities_created") == {"inbound": 1}


def test_words_it_does_not_know(run: Run) -> None:
    with pytest.raises(UsageError, match="--basis 'firm'"):
        approaches(run, YEAR, basis="firm")
    with pytest.raises(UsageError, match="no dimension 'approach'"):
        approaches(run, YEAR, ("target_accounts",))
