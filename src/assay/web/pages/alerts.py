"""Open alerts: what each is about, why it holds in the reader's words, and where it leads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from assay.alerts.episodes import Alert
from assay.alerts.sentences import KINDS, sentence
from assay.kpis import CATALOGUE
from assay.web.tables import Column, TableData
from assay.web.visit import Visit

ON_OVERVIEW = 8


@dataclass(frozen=True)
class Line:
    """An alert as people read it; `href` leads to the account, the deal or the figure, None where that is gone."""

    about: str
    kind: str
    why: str
    since: date
    href: str | None


@dataclass(frozen=True)
class OpenAlerts:
    """Open alerts that the reader may see, how many there are in all and by kind, and whether anything is watched."""

    lines: tuple[Line, ...]
    of: int
    kinds: tuple[tuple[str, int], ...]
    watched: bool


def open_alerts(visit: Visit, most: int = ON_OVERVIEW) -> OpenAlerts:
    """Of the shown run and those before it; a rep's are those of his accounts and their deals.

    Where not all are shown, the newest of each kind come before the others.
    """
    open_now = [alert for alert in visit.alerts() if alert.opened_run <= visit.run_number]
    accounts = _accounts_of_deals(visit, open_now)
    lines = tuple(_line(visit, alert, accounts) for alert in _mixed(open_now)[:most])
    kinds = Counter(_kind(visit, alert) for alert in open_now)
    return OpenAlerts(lines, len(open_now), tuple(kinds.items()), bool(visit.site.workspace.settings.alerts.rules))


def _mixed(alerts: Sequence[Alert]) -> list[Alert]:
    """The first of every kind, then the second of every kind, and so on."""
    place: Counter[str] = Counter()
    ranked = []
    for alert in alerts:
        ranked.append((place[alert.kind], alert))
        place[alert.kind] += 1
    return [alert for _, alert in sorted(ranked, key=lambda one: one[0])]


def alerts_table(visit: Visit) -> TableData:
    """All open alerts."""
    shown = open_alerts(visit, most=10**6)
    columns = (
        Column("about", visit._("About"), link=lambda row: row["href"]),
        Column("kind", visit._("Alert")),
        Column("why", visit._("Why"), long=True),
        Column("since", visit._("Since"), "day"),
    )
    rows = [vars(line) for line in shown.lines]
    return TableData("alerts", visit._("Open alerts"), columns, rows, empty=nothing_open(visit, shown.watched), most=25)


def nothing_open(visit: Visit, watched: bool) -> str:
    if watched:
        return visit._("No alert is open.")
    return visit._("Nothing is watched yet: choose under targets and alerts what to be told of.")


def _line(visit: Visit, alert: Alert, accounts: Mapping[str, str]) -> Line:
    about, why = _about(visit, alert), _why(visit, alert)
    return Line(about, _kind(visit, alert), why, alert.opened_on, _href(visit, alert, accounts))


def _kind(visit: Visit, alert: Alert) -> str:
    return visit._(KINDS[alert.kind]) if alert.kind in KINDS else alert.rule


def _about(visit: Visit, alert: Alert) -> str:
    kpi = CATALOGUE.get(alert.subject) if alert.kind == "kpi_crosses" else None
    return kpi.name[visit.language] if kpi else alert.name


def _why(visit: Visit, alert: Alert) -> str:
    """Told anew in the reader's language; as it was told then where its numbers are of another version."""
    kpi = CATALOGUE.get(alert.subject) if alert.kind == "kpi_crosses" else None
    reasons = {**alert.reasons, "unit": kpi.unit, "currency": visit.settings.currency} if kpi else alert.reasons
    try:
        return sentence(alert.kind, reasons, visit.language)
    except KeyError:
        return alert.sentence


def _href(visit: Visit, alert: Alert, accounts: Mapping[str, str]) -> str | None:
    if alert.kind == "kpi_crosses":
        return visit.definition_href(alert.subject) if alert.subject in CATALOGUE else None
    if alert.kind == "stalled_deal":
        account = accounts.get(alert.subject)
        return visit.account_href(account) + "#deals" if account else None
    return visit.account_href(alert.subject)


def _accounts_of_deals(visit: Visit, alerts: list[Alert]) -> dict[str, str]:
    deals = [alert.subject for alert in alerts if alert.kind == "stalled_deal"]
    query = "SELECT opportunity_id, account_id FROM deals WHERE list_contains($1, opportunity_id)"
    rows: Any = visit.cursor().execute(query, [deals]).fetchall() if deals else []
    return {deal: account for deal, account in rows if account}


__all__ = ["KINDS", "Line", "OpenAlerts", "alerts_table", "nothing_open", "open_alerts"]
