"""Windows with a name, and what a window is compared with."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from starlette.testclient import TestClient

from assay.metrics.scope import Scope
from assay.settings import Settings
from assay.web.dates import earlier_scope, named_windows

LAST = date(2026, 8, 20)


def settings(first_month: int) -> Settings:
    made: Any = Settings.model_validate({"fiscal_year_starts_in": first_month})
    return made  # type: ignore[no-any-return]


def test_quarters_and_years_are_fiscal() -> None:
    found = named_windows(LAST, settings(2), None)
    assert found["this_quarter"] == (date(2026, 8, 1), LAST)
    assert found["last_quarter"] == (date(2026, 5, 1), date(2026, 7, 31))
    assert found["year_to_date"] == (date(2026, 2, 1), LAST)


def test_ninety_days_count_the_last_one_and_launch_is_told_where_it_is_known() -> None:
    found = named_windows(LAST, settings(1), date(2025, 3, 1))
    first, last = found["90_days"]
    assert (last - first).days + 1 == 90
    assert found["launch"] == (date(2025, 3, 1), LAST)
    assert "launch" not in named_windows(LAST, settings(1), None)


@pytest.mark.parametrize(
    ("how", "window"),
    [
        ("period", (date(2026, 4, 1), date(2026, 6, 30))),
        ("year", (date(2025, 7, 1), date(2025, 9, 30))),
    ],
)
def test_a_window_is_compared_with_another(how: str, window: tuple[date, date]) -> None:
    found = earlier_scope(Scope(), date(2026, 7, 1), date(2026, 9, 30), how)
    assert found
    assert (found.start, found.end, found.as_of) == (*window, window[1])
    assert earlier_scope(Scope(), date(2026, 7, 1), date(2026, 9, 30), "none") is None


def test_the_choice_stays_in_the_address_and_a_wrong_word_is_told(site: TestClient) -> None:
    page = site.get("/kpis/engaged_share?compare=year").text
    assert "compare=year" in page
    assert "compare=none" in page
    assert site.get("/kpis/engaged_share?compare=nonsense").status_code == 400
