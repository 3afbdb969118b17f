"""The overview: six figures with what they are compared with, the funnel, what changed, and the health of the data."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from assay.charts import FunnelStep, trend
from assay.charts import funnel as funnel_chart
from assay.kpis.headlines import HEADLINES
from assay.languages.labels import label
from assay.metrics.target import line_of
from assay.views.accounts import CHANGE_DAYS, AccountRow, accounts
from assay.views.funnel import FunnelAnswer, funnel, worst_step_sentence
from assay.views.stages import LEVEL
from assay.web.blocks import figures_table
from assay.web.pages.alerts import nothing_open, open_alerts
from assay.web.pages.beside import against, aim, other_arm, tiles, window_before
from assay.web.pages.happened import what_happened
from assay.web.pages.help import helped
from assay.web.pages.pictures import Picture, picture, series_of, unmeasured
from assay.web.pages.registry import Page, Shown
from assay.web.pages.sets import set_name
from assay.web.pages.splits import asked_split, funnel_panels, funnel_parts, remark, split_trend
from assay.web.pages.verdict import asked_for, known_verdict, strip
from assay.web.pages.words import fact_name, reason_name
from assay.web.visit import Visit

MOVERS = 6


@dataclass(frozen=True)
class Moved:
    """Accounts that changed their stage in the last thirty days, those that moved forward before the others."""

    forward: tuple[AccountRow, ...]
    back: tuple[AccountRow, ...]
    warmer: tuple[AccountRow, ...]


@dataclass(frozen=True)
class Health:
    """How far the touches could be tied to accounts, what was left out, and how old the newest data are."""

    touches: int
    unmatched: int
    ambiguous: int
    left_out: tuple[tuple[str, str, int], ...]
    days_old: int

    @property
    def share_unmatched(self) -> float | None:
        return (self.unmatched + self.ambiguous) / self.touches if self.touches else None


@helped
def overview_page(visit: Visit) -> Shown:
    answer = visit.ask(funnel, mqa=visit.query.flag("mqa"), scope=snapshot(visit))
    table = visit.ask(accounts, scope=snapshot(visit))
    shown = tiles(visit, HEADLINES)
    alerts = open_alerts(visit)
    verdict = known_verdict(visit) if asked_for(visit) else None
    values = {
        **(strip(visit, verdict) if verdict else {"one": None}),
        "asks_verdict": asked_for(visit),
        "tiles": shown,
        "beside": against(visit),
        "before": window_before(visit, visit.kpi(HEADLINES[0])),
        "unmeasured": table.unmeasured,
        "targets": visit.kpi("target_accounts"),
        "counted": set_name(visit, "target"),
        "in_funnel": sum(one.accounts for one in answer.stages),
        "funnel": funnel_picture(visit, answer, width=600, stacked=True),
        "trend": _trend(visit),
        **_split(visit),
        "moved": moved(table.accounts),
        "change_days": CHANGE_DAYS,
        "health": visit.keep("health", lambda: _health(visit)),
        "alerts": alerts,
        "fact_name": partial(fact_name, visit),
        "reason_name": partial(reason_name, visit),
        "no_alerts": nothing_open(visit, alerts.watched),
    }
    return Shown("pages/overview.html", values, (figures_table(visit, HEADLINES),), data=_data(visit, answer))


def _split(visit: Visit) -> dict[str, Any]:
    """The funnel and the trend in parts, where the address asks for them."""
    by = asked_split(visit)
    if by is None:
        return {"panels": None, "split": None}
    split = funnel_parts(visit, by, mqa=visit.query.flag("mqa"))
    trends = split_trend(visit, "trend", "engaged_share", by, "month")
    several = len(split.parts) > 1
    return {"split": split, "remark": remark(visit, split.asked, split.gap), "trend": trends} | {
        "panels": funnel_panels(visit, split) if several else None
    }


def snapshot(visit: Visit) -> Any:
    from dataclasses import replace

    return replace(visit.scope, mode="snapshot")


def funnel_picture(visit: Visit, funnel: FunnelAnswer, width: int = 720, *, stacked: bool = False) -> Picture:
    """The six stages; a bar leads to the accounts that stand in the stage."""
    steps = [
        FunnelStep(
            label("funnel", one.stage, visit.language),
            one.accounts,
            one.before,
            one.advanced,
            one.of,
            one.median_days,
            visit.href("/funnel", stage=one.stage) + "#in-stage",
            measured=one.stage not in funnel.unmeasured,
        )
        for one in funnel.stages
    ]
    title, small = visit._("Account funnel"), visit.settings.small_n
    remark = worst_step_sentence(funnel.stages, small, visit.language)
    chart = funnel_chart(
        title, steps, language=visit.language, small_n=small, remark=remark, width=width, stacked=stacked
    )
    return picture("funnel", chart)


def _trend(visit: Visit) -> Picture:
    """The engaged share month by month, beside the comparison arm."""
    own = visit.kpi("engaged_share", grain="month")
    if not own.measured:
        return unmeasured(visit, "trend", own.name, own)
    series = [series_of(visit, label("arms", visit.scope.arm, visit.language), own, "month")]
    asks = [visit.asks("engaged_share", grain="month")]
    other = against(visit)
    if other:
        there = other_arm(visit.scope, other.arm)
        kpi = visit.kpi("engaged_share", grain="month", scope=there)
        asks.append(visit.asks("engaged_share", there, grain="month"))
        series.append(series_of(visit, other.name, kpi, "month", arm=other.arm))
    told, aimed = what_happened(visit, own, "month"), aim(visit, visit.kpi("engaged_share"))
    line = line_of("engaged_share", aimed.wanted, "month") if aimed else None
    chart = trend(own.name, series, unit=own.unit, language=visit.language, target=line, marks=told.marks, width=600)
    return picture("trend", chart, kpi="engaged_share", asks=asks, happened=told)


def moved(rows: tuple[AccountRow, ...]) -> Moved:
    def level(stage: str | None) -> int:
        return LEVEL.get(stage or "", -1)

    forward = [row for row in rows if level(row.stage) > level(row.stage_before)]
    back = [row for row in rows if level(row.stage) < level(row.stage_before)]
    forward.sort(key=lambda row: (-level(row.stage), -row.minutes_change, row.account_id))
    back.sort(key=lambda row: (-level(row.stage_before), row.minutes_change, row.account_id))
    warmer = sorted(rows, key=lambda row: (-row.minutes_change, row.account_id))
    return Moved(tuple(forward), tuple(back), tuple(row for row in warmer if row.minutes_change > 0)[:MOVERS])


def _health(visit: Visit) -> Health:
    cursor = visit.cursor()
    counts = dict(cursor.execute("SELECT match, count(*) FROM touches GROUP BY match").fetchall())
    left_out = cursor.execute("SELECT fact, reason, n FROM left_out WHERE n > 0 ORDER BY n DESC, fact, reason LIMIT 5")
    days_old = (visit.today - visit.last_day).days if visit.last_day else 0
    touches = sum(counts.values())
    reasons = tuple(left_out.fetchall())
    return Health(touches, counts.get("none", 0), counts.get("ambiguous", 0), reasons, days_old)


def _data(visit: Visit, funnel: FunnelAnswer) -> dict[str, Any]:
    return {"headlines": [visit.kpi(key).to_json() for key in HEADLINES], "funnel": funnel.to_json()}


PAGES = (Page("overview", "/", "Overview", overview_page, words=("mqa",)),)
