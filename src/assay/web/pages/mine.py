"""A rep's own accounts: those where something changed first, each with what changed, whom to call and who is missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from assay.kpis.labels import label
from assay.views.accounts import AccountRow, AccountsAnswer, accounts
from assay.views.coverage import coverage
from assay.views.deals import DealRow, deals
from assay.views.signals import spikes, surges
from assay.views.stages import LEVEL
from assay.web.pages.accounts import SILENT_DAYS, accounts_table
from assay.web.pages.help import helped
from assay.web.pages.registry import Page, Shown
from assay.web.visit import Visit

NOTABLE_MINUTES = 10
MOST_CARDS = 60


@dataclass(frozen=True)
class Reason:
    """Why an account stands where it does: `weight` orders, `warn` asks for something to be done."""

    text: str
    weight: float
    warn: bool = False


@dataclass(frozen=True)
class Card:
    row: AccountRow
    reasons: tuple[Reason, ...]
    missing: tuple[str, ...]
    deals: tuple[DealRow, ...]
    href: str

    @property
    def weight(self) -> float:
        return sum(reason.weight for reason in self.reasons)


@helped
def my_page(visit: Visit) -> Shown:
    if not visit.viewer.is_rep and not visit.scope.owners:
        return Shown("pages/choose_rep.html", {"reps": _reps(visit)})
    scope = replace(visit.scope, mode="snapshot")
    found = visit.ask(accounts, scope=scope)
    cards = sorted(
        _cards(visit, found, scope), key=lambda card: (-card.weight, card.row.name or "", card.row.account_id)
    )
    values = {
        "cards": cards[:MOST_CARDS],
        "calm": [card for card in cards if not card.reasons],
        "found": found,
        "name": found.accounts[0].owner if found.accounts else visit.viewer.name,
    }
    table = accounts_table(visit, [card.row for card in cards], found.currency)
    return Shown("pages/my.html", values, (table,), data={**found.to_json(), "accounts": list(map(_plain, cards))})


def _plain(card: Card) -> dict[str, Any]:
    reasons = [{"text": reason.text, "warn": reason.warn} for reason in card.reasons]
    return {**vars(card.row), "reasons": reasons, "missing": list(card.missing)}


def _reps(visit: Visit) -> list[tuple[str, str, int]]:
    """Owners of accounts by the id of their user, their name, and how many accounts they have."""
    query = (
        "SELECT a.owner_id, coalesce(any_value(u.name), a.owner_id), count(*) FROM accounts AS a "
        "LEFT JOIN users AS u ON u.user_id = a.owner_id WHERE a.owner_id IS NOT NULL GROUP BY 1 ORDER BY 2"
    )
    found: list[tuple[str, str, int]] = visit.keep("reps", lambda: visit.cursor().execute(query).fetchall())
    return found


def _cards(visit: Visit, found: AccountsAnswer, scope: Any) -> Iterator[Card]:
    gaps = {gap.account_id: gap.missing for gap in visit.ask(coverage, scope=scope).gaps}
    visits = {one.account_id: one for one in visit.ask(spikes, scope=scope)}
    topics = {one.account_id: one for one in visit.ask(surges, scope=scope)}
    open_deals: dict[str, list[DealRow]] = {}
    for deal in visit.ask(deals, scope=scope).deals:
        open_deals.setdefault(deal.account_id, []).append(deal)
    for row in found.accounts:
        mine = tuple(open_deals.get(row.account_id, ()))
        reasons = [*_moves(visit, row), *_deal_reasons(visit, mine), *_silence(visit, row, found)]
        if row.account_id in visits:
            spike = visits[row.account_id]
            said = visit._(
                "%(n)s visits last week, usually %(usual)s", n=spike.visits, usual=visit.fmt.number(spike.usual)
            )
            reasons.append(Reason(said, 3))
        if row.account_id in topics:
            names = ", ".join(topic for topic, _ in topics[row.account_id].topics[:3])
            reasons.append(Reason(visit._("researches %(topics)s", topics=names), 3))
        ordered = tuple(sorted(reasons, key=lambda reason: -reason.weight))
        yield Card(row, ordered, gaps.get(row.account_id, ()), mine, _href(visit, row))


def _href(visit: Visit, row: AccountRow) -> str:
    """The account as everybody sees it: whose it is does not narrow what it is compared with."""
    return visit.href(f"/accounts/{quote(row.account_id, safe='')}", owner=None)


def _moves(visit: Visit, row: AccountRow) -> Iterator[Reason]:
    now, before = (LEVEL.get(stage or "", -1) for stage in (row.stage, row.stage_before))
    names = [label("funnel", stage, visit.language) if stage else "–" for stage in (row.stage_before, row.stage)]
    if now > before:
        yield Reason(visit._("moved forward: %(left)s → %(entered)s", left=names[0], entered=names[1]), 4)
    if now < before:
        yield Reason(visit._("moved back: %(left)s → %(entered)s", left=names[0], entered=names[1]), 5, warn=True)
    if abs(row.minutes_change) >= NOTABLE_MINUTES:
        minutes = round(abs(row.minutes_change))
        more = row.minutes_change > 0
        said = (
            visit.ngettext("%(n)s minute more than 30 days ago", "%(n)s minutes more than 30 days ago", minutes)
            if more
            else visit.ngettext("%(n)s minute fewer than 30 days ago", "%(n)s minutes fewer than 30 days ago", minutes)
        )
        yield Reason(said, 2 if more else 1)


def _deal_reasons(visit: Visit, mine: tuple[DealRow, ...]) -> Iterator[Reason]:
    for deal in mine:
        if deal.stalled:
            days = visit.fmt.days(deal.days_in_stage)
            said = visit._("deal stalled in %(stage)s for %(days)s", stage=deal.stage, days=days)
            yield Reason(said, 4, warn=True)
        elif not deal.touches:
            yield Reason(visit._("open deal without a touch in the look-back"), 4, warn=True)


def _silence(visit: Visit, row: AccountRow, found: AccountsAnswer) -> Iterator[Reason]:
    if row.last_touch_on is None:
        yield Reason(visit._("never touched"), 2, warn=True)
    elif (found.heading["as_of"] - row.last_touch_on).days >= SILENT_DAYS:
        said = visit._("no touch since %(day)s", day=visit.fmt.day(row.last_touch_on))
        yield Reason(said, 2, warn=True)


PAGES = (Page("my", "/my", "My accounts", my_page, scoped=False),)
