"""One small chart of each kind, with marks that are linked."""

from __future__ import annotations

from datetime import date

from assay.charts import (
    Balance,
    Bar,
    Cell,
    Chart,
    Curve,
    Dot,
    Effect,
    FunnelStep,
    Lane,
    Panel,
    Point,
    Series,
    Stretch,
    WeekBar,
    bar_panels,
    bars,
    cost_per_stage,
    forest,
    funnel,
    heat_map,
    line_panels,
    love,
    survival,
    timeline,
    trend,
    weeks,
)


def a_trend(language: str = "en") -> Chart:
    own = (
        Point("Jan", 0.2, 0.1, 0.3, 40, "/kpis/win_rate?from=1"),
        Point("Feb", None),
        Point("Mar", 0.31, 0.2, 0.4, 55),
    )
    other = (Point("Jan", 0.25), Point("Feb", 0.2), Point("Mar", 0.28))
    series = [Series("ABM", own), Series("Control", other, comparison=True)]
    return trend("Win rate", series, unit="share", language=language, target=0.4)


def a_funnel(language: str = "en") -> Chart:
    steps = [
        FunnelStep("Target", 120, 110, 40, 90, 31, "/accounts?stage=target"),
        FunnelStep("Engaged", 74, 60, 5, 50, 44, "/accounts?stage=engaged"),
        FunnelStep("Customer", 9, 7, 2, 7, None, "/accounts?stage=customer"),
    ]
    return funnel("Account funnel", steps, language=language, remark="The fewest go on from Engaged")


def some_bars(language: str = "en") -> Chart:
    groups = [
        Bar("Tier 1", 0.4, 0.2, 0.6, 20, href="/kpis/win_rate?tier=1"),
        Bar("Tier 2", 0.2, None, None, 5, written="1/5"),
        Bar("Control", 0.25, comparison=True),
    ]
    return bars("Win rate by tier", groups, unit="share", language=language, reference=("All", 0.28))


def costs(language: str = "en") -> Chart:
    stages = [Bar("engaged", 1234.0, href="/kpis/cost_per_engaged_account"), Bar("won", 152345.0)]
    return cost_per_stage("Cost per account", stages, currency="EUR", language=language)


def bars_in_panels(language: str = "en") -> Chart:
    panels = [
        Panel(
            "Engaged",
            (Bar("Tier 1", 0.4, 0.2, 0.6, 20, href="/funnel?tier=1"), Bar("Tier 2", 0.2, n=5, written="1/5")),
            0.3,
        ),
        Panel(
            "Opportunity",
            (Bar("Tier 1", None, n=0, written="–"), Bar("Tier 2", 0.5, 0.3, 0.7, 22, href="/funnel?tier=2")),
        ),
    ]
    return bar_panels("Went on", panels, unit="share", language=language, summary="No part is stuck.")


def lines_in_panels(language: str = "en") -> Chart:
    def points(*values: float | None) -> tuple[Point, ...]:
        return tuple(Point(f"Q{place}", value, href=f"/kpis/x?q={place}") for place, value in enumerate(values, 1))

    series = [
        Series("Tier 1", points(0.2, 0.3, 0.4)),
        Series("Tier 2", (*points(0.1, None), Point("Q3", 0.5, parts="1/2"))),
    ]
    return line_panels("Share", series, unit="share", language=language, summary="Tier 1 is ahead.")


def a_forest(language: str = "en") -> Chart:
    effects = [
        Effect("Matched", 0.032, -0.04, 0.10, main=True, href="/impact?method=matched"),
        Effect("As it is", 0.07, 0.01, 0.13, causal=False),
        Effect("No number", None, None, None, causal=False),
    ]
    return forest("Win rate, ABM − control", effects, unit="share", language=language)


def a_love_plot(language: str = "en") -> Chart:
    return love("Balance", [Balance("employees", 0.61, 0.02), Balance("revenue", -0.4, 0.12)], language=language)


def a_heat_map(language: str = "en") -> Chart:
    rows, columns = [("dm", "Decision maker"), ("ch", "Champion")], [("c", "C-level"), ("gap", "Gap")]
    cells = {("dm", "c"): Cell(12, href="/coverage?role=dm"), ("ch", "gap"): Cell(0, gap=True, text="1")}
    return heat_map("Roles", rows, columns, cells, language=language)


def a_timeline(language: str = "en") -> Chart:
    lanes = [
        Lane(
            "Web",
            (
                Dot(date(2026, 1, 5), 3, "3 visits", href="/accounts/a?channel=web"),
                Dot(date(2026, 2, 1), 1, "ad", answers=False),
            ),
        ),
        Lane(
            "Deal",
            stretches=(Stretch(date(2026, 1, 9), date(2026, 3, 1), "Demo", "Demo, 51 days", 2, "/accounts/a#deals"),),
        ),
    ]
    return timeline(
        "Timeline", lanes, start=date(2026, 1, 1), end=date(2026, 3, 31), language=language, summary="4 touches."
    )


def curves(language: str = "en") -> Chart:
    own = Curve("ABM", (0, 30, 60), (0, 0.2, 0.6), (0, 0.1, 0.4), (0, 0.3, 0.8), median=60)
    return survival("Won", [own, Curve("Control", (0, 60), (0, 0.3), comparison=True)], language=language, horizon=50)


def some_weeks(language: str = "en") -> Chart:
    found = [WeekBar("Web", "5 Jan", 30.0, "/engagement?channel=web"), WeekBar("Mail", "12 Jan", 10.0)]
    return weeks(
        "Minutes", found, channels=["Web", "Mail"], periods=["5 Jan", "12 Jan"], unit="minutes", language=language
    )


KINDS = (
    a_trend, a_funnel, some_bars, costs, bars_in_panels, lines_in_panels, a_forest, a_love_plot, a_heat_map, a_timeline,
    curves, some_weeks,
)  # fmt: skip
