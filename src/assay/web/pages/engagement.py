"""Engagement: minutes by channel and week, accounts that show something, and those with nothing for sixty days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import date
from typing import Any

from assay.charts import WeekBar, weeks
from assay.metrics.answer import Answer
from assay.views.accounts import AccountsAnswer, accounts
from assay.views.attention import SILENT_DAYS
from assay.views.signals import Surge, spikes, surges
from assay.web.blocks import figures_table
from assay.web.pages.beside import Tile, against, tile, window_before
from assay.web.pages.happened import what_happened
from assay.web.pages.help import helped
from assay.web.pages.kinds import channel_name
from assay.web.pages.periods import last_day
from assay.web.pages.pictures import Picture, picture, unmeasured
from assay.web.pages.registry import Page, Shown
from assay.web.pages.splits import asked_split, split_trend
from assay.web.tables import Column, TableData
from assay.web.visit import Visit

KEYS = ("engaged_share", "engagement_minutes", "website_visits", "high_value_visits", "accounts_reached", "alignment")
CHANNELS = 8
MINUTES = "channel_mix.minutes"


@helped
def engagement_page(visit: Visit) -> Shown:
    mix = visit.kpi(MINUTES, by=("channel",), grain="week")
    table = visit.ask(accounts, scope=replace(visit.scope, mode="snapshot"))
    values = {
        "tiles": _tiles(visit),
        "beside": against(visit),
        "before": window_before(visit, visit.kpi(KEYS[0])),
        "weeks": _weeks(visit, mix),
        "split": _split(visit),
        "unmatched": visit.kpi(MINUTES).total.unmatched,
        "accounts": table.of,
    }
    tables = (_spike_table(visit), _surge_table(visit), _silent_table(visit, table), figures_table(visit, KEYS))
    return Shown("pages/engagement.html", values, tables, data={"minutes": mix.to_json()})


def _split(visit: Visit) -> Picture | None:
    by = asked_split(visit)
    return split_trend(visit, "minutes-in-parts", "engagement_minutes", by, "month") if by else None


def _tiles(visit: Visit) -> list[Tile]:
    """Engagement minutes are a stock over a look-back of its own, the chart's those of the whole window: said so."""
    days = visit.settings.engagement.lookback_days
    minutes = visit.ngettext("Engagement minutes, last %(n)s day", "Engagement minutes, last %(n)s days", days)
    return [tile(visit, key, name=minutes if key == "engagement_minutes" else None) for key in KEYS]


def _weeks(visit: Visit, mix: Answer) -> Picture:
    """Minutes by channel and week; a column leads to the touches behind it."""
    if not mix.measured:
        return unmeasured(visit, "weeks", visit._("Engagement minutes by channel and week"), mix)
    totals: Counter[str] = Counter()
    for row in mix.rows:
        totals[row.by["channel"] or ""] += row.figure.numerator or 0  # type: ignore[assignment]
    shown = [channel for channel, minutes in totals.most_common(CHANNELS) if minutes]
    days = list(dict.fromkeys(row.period for row in mix.rows if row.period))
    names = {day: visit.fmt.day(day) for day in days}
    bars = [
        WeekBar(
            channel_name(visit, row.by["channel"]),
            names[row.period],
            row.figure.numerator or 0,
            _href(visit, mix, row.period),
        )
        for row in mix.rows
        if row.period and (row.by["channel"] or "") in shown
    ]
    told = what_happened(visit, mix, "week")
    chart = weeks(
        visit._("Engagement minutes by channel and week"),
        bars,
        channels=[channel_name(visit, channel) for channel in shown],
        periods=[names[day] for day in days],
        unit=visit._("minutes"),
        language=visit.language,
        marks=told.marks,
        width=1180,
    )
    return picture("weeks", chart, kpi=MINUTES, asks=[visit.asks(MINUTES, by="channel", grain="week")], happened=told)


def _href(visit: Visit, mix: Answer, week: date) -> str:
    first, last = max(week, mix.start), min(last_day(week, "week"), mix.end)
    return visit.rows_href(MINUTES, from_=first, to=last, as_of=None, by="channel")


def _spike_table(visit: Visit) -> TableData:
    rows = [
        {**asdict(one), "name": one.name or one.account_id}
        for one in visit.ask(spikes, scope=replace(visit.scope, mode="snapshot"))
    ]
    columns = (
        Column("name", visit._("Account"), link=lambda row: visit.account_href(row["account_id"])),
        Column("visits", visit._("Visits"), "number"),
        Column("usual", visit._("Usual week"), "number"),
        Column("week", visit._("Week of"), "day"),
        Column("owner", visit._("Rep")),
    )
    spike = visit.settings.spike
    note = visit._(
        "At least %(ratio)s times the account's own mean (over %(weeks)s), and at least %(least)s.",
        ratio=visit.fmt.number(spike.ratio),
        weeks=visit.ngettext("%(n)s week", "%(n)s weeks", spike.weeks),
        least=visit.ngettext("%(n)s visit", "%(n)s visits", spike.min_visits),
    )
    return TableData(
        "spikes",
        visit._("Website spikes"),
        columns,
        rows,
        note=note,
        empty=visit._("No account came more often than usual."),
        most=12,
    )


def signal_rows(visit: Visit, surges: Sequence[Surge]) -> list[dict[str, Any]]:
    """Accounts with the topics they research and the scores of these."""
    return [
        {
            "account_id": one.account_id,
            "name": one.name or one.account_id,
            "number": len(one.topics),
            "topics": ", ".join(f"{topic} {visit.fmt.number(score, 0)}" for topic, score in one.topics),
            "owner": one.owner,
        }
        for one in surges
    ]


def _surge_table(visit: Visit) -> TableData:
    rows = signal_rows(visit, visit.ask(surges, scope=replace(visit.scope, mode="snapshot")))
    columns = (
        Column("name", visit._("Account"), link=lambda row: visit.account_href(row["account_id"])),
        Column("number", visit._("Topics"), "number"),
        Column("topics", visit._("What they research"), long=True),
        Column("owner", visit._("Rep")),
    )
    return TableData(
        "surges",
        visit._("Intent surges"),
        columns,
        rows,
        empty=visit._("No account researches your topics this week, or no signals are loaded."),
        most=12,
    )


def _silent_table(visit: Visit, accounts: AccountsAnswer) -> TableData:
    """Accounts in scope without any touch, of whatever kind, for sixty days."""
    as_of = accounts.heading["as_of"]
    rows = []
    for row in accounts.accounts:
        days = None if row.last_touch_on is None else (as_of - row.last_touch_on).days
        if days is None or days >= SILENT_DAYS:
            rows.append({**asdict(row), "name": row.name or row.account_id, "days": days})
    rows.sort(key=lambda row: -(row["days"] if row["days"] is not None else 10**6))
    columns = (
        Column("name", visit._("Account"), link=lambda row: visit.account_href(row["account_id"])),
        Column("days", visit._("Days without a touch"), "number"),
        Column("last_touch_on", visit._("Last touch"), "day"),
        Column("tier", visit._("Tier")),
        Column("stage", visit._("Stage"), label="funnel"),
        Column("owner", visit._("Rep")),
    )
    title = visit.ngettext("Nothing for %(n)s day", "Nothing for %(n)s days", SILENT_DAYS)
    measured = "last_touch_on" not in accounts.unmeasured
    empty = visit._("Every account has been touched lately.") if measured else visit._("not measured")
    rows = rows if measured else []
    return TableData("silent", title, columns, rows, empty=empty, most=25)


PAGES = (Page("engagement", "/engagement", "Engagement", engagement_page),)
