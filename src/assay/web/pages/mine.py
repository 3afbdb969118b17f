"""A rep's own accounts: whom to call today and why, with the number to dial; what is done or put off stands apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import quote

from assay.languages.labels import label
from assay.store.follow_ups import FollowUp
from assay.views.accounts import CHANGE_DAYS, AccountRow, AccountsAnswer, accounts
from assay.views.contacts import Contact, contacts
from assay.views.coverage import coverage
from assay.views.deals import DealRow, deals
from assay.views.funnel import Move, moves
from assay.views.signals import spikes, surges
from assay.views.stages import LEVEL
from assay.web.pages.accounts import SILENT_DAYS, accounts_table
from assay.web.pages.follow_up import form_values, known
from assay.web.pages.help import helped
from assay.web.pages.registry import Page, Shown
from assay.web.visit import Visit

NOTABLE_MINUTES = 10
MOST_CARDS = 60
MOST_REASONS = 3
MOST_CONTACTS = 3
NOTHING_WRITTEN = FollowUp()


@dataclass(frozen=True)
class Reason:
    """Why an account asks for attention, and since when: `weight` orders, `warn` asks for something to be done."""

    text: str
    weight: float
    warn: bool = False
    on: date | None = None


@dataclass(frozen=True)
class Card:
    """An account with its reasons, the heaviest first, whom to reach there, and what was written down about it."""

    row: AccountRow
    reasons: tuple[Reason, ...]
    missing: tuple[str, ...]
    deals: tuple[DealRow, ...]
    href: str
    people: tuple[Contact, ...] = ()
    follow_up: FollowUp = NOTHING_WRITTEN

    @property
    def weight(self) -> float:
        return sum(reason.weight for reason in self.reasons[:MOST_REASONS])

    @property
    def is_customer(self) -> bool:
        return LEVEL.get(self.row.stage or "", -1) >= LEVEL["customer"]

    def rests(self, today: date) -> bool:
        """Whether nothing needs doing: it waits, or it was done and nothing has happened since."""
        done = self.follow_up.done_on
        return self.follow_up.waits(today) or (
            done is not None and all(reason.on is None or reason.on <= done for reason in self.reasons)
        )


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
        **arranged(cards, visit.last_day or visit.today),
        **form_values(visit),
        "found": found,
        "name": found.accounts[0].owner if found.accounts else visit.viewer.name,
    }
    table = accounts_table(visit, [card.row for card in cards], found.currency)
    return Shown("pages/my.html", values, (table,), data={**found.to_json(), "accounts": list(map(_plain, cards))})


def arranged(cards: list[Card], today: date) -> dict[str, list[Card]]:
    """The cards by what needs doing: new business first, customers apart, then what rests and what is calm."""
    rests = [card for card in cards if card.rests(today)]
    awake = [card for card in cards if not card.rests(today)]
    busy = [card for card in awake if card.reasons]
    return {
        "todo": [card for card in busy if not card.is_customer][:MOST_CARDS],
        "customers": [card for card in busy if card.is_customer][:MOST_CARDS],
        "rests": rests,
        "calm": [card for card in awake if not card.reasons],
    }


def _plain(card: Card) -> dict[str, Any]:
    reasons = [{"text": reason.text, "warn": reason.warn, "on": reason.on} for reason in card.reasons]
    people = [vars(one) for one in card.people]
    return {**vars(card.row), "reasons": reasons, "missing": list(card.missing), "people": people}


def _reps(visit: Visit) -> list[tuple[str, str, int]]:
    """Owners of accounts by the id of their user, their name, and how many accounts they have."""
    query = (
        "SELECT a.owner_id, coalesce(any_value(u.name), a.owner_id), count(*) FROM accounts AS a "
        "LEFT JOIN users AS u ON u.user_id = a.owner_id WHERE a.owner_id IS NOT NULL GROUP BY 1 ORDER BY 2"
    )
    found: list[tuple[str, str, int]] = visit.keep("reps", lambda: visit.cursor().execute(query).fetchall())
    return found


def _cards(visit: Visit, found: AccountsAnswer, scope: Any) -> Iterator[Card]:
    as_of = found.heading["as_of"]
    gaps = {gap.account_id: gap.missing for gap in visit.ask(coverage, scope=scope).gaps}
    visits = {one.account_id: one for one in visit.ask(spikes, scope=scope)}
    topics = {one.account_id: one for one in visit.ask(surges, scope=scope)}
    moved = {move.account_id: move for move in visit.ask(moves, scope=scope)}
    written = known(visit)
    people = _people(visit, [row.account_id for row in found.accounts], as_of)
    open_deals: dict[str, list[DealRow]] = {}
    for deal in visit.ask(deals, scope=scope).deals:
        open_deals.setdefault(deal.account_id, []).append(deal)
    for row in found.accounts:
        mine = tuple(open_deals.get(row.account_id, ()))
        reasons = [
            *_moves(visit, row, moved.get(row.account_id), as_of),
            *_deal_reasons(visit, mine, as_of),
            *_silence(visit, row, found),
        ]
        if row.account_id in visits:
            spike = visits[row.account_id]
            said = visit._(
                "%(n)s visits last week, usually %(usual)s", n=spike.visits, usual=visit.fmt.number(spike.usual)
            )
            reasons.append(Reason(said, 3, on=spike.week + timedelta(days=6)))
        if row.account_id in topics:
            names = ", ".join(topic for topic, _ in topics[row.account_id].topics[:3])
            reasons.append(Reason(visit._("researches %(topics)s", topics=names), 3))
        yield Card(
            row,
            tuple(sorted(reasons, key=lambda reason: -reason.weight)),
            gaps.get(row.account_id, ()),
            mine,
            _href(visit, row),
            tuple(people.get(row.account_id, ()))[:MOST_CONTACTS],
            written.get(row.account_id, NOTHING_WRITTEN),
        )


def _people(visit: Visit, ids: list[str], as_of: date) -> dict[str, list[Contact]]:
    def work() -> dict[str, list[Contact]]:
        return contacts(visit.cursor(), ids, as_of, tuple(visit.settings.buying_committee))

    return visit.keep("contacts", work, visit.scope, as_of)


def _href(visit: Visit, row: AccountRow) -> str:
    """The account as everybody sees it: whose it is does not narrow what it is compared with."""
    return visit.href(f"/accounts/{quote(row.account_id, safe='')}", owner=None)


def _moves(visit: Visit, row: AccountRow, last: Move | None, as_of: date) -> Iterator[Reason]:
    now, before = (LEVEL.get(stage or "", -1) for stage in (row.stage, row.stage_before))
    names = [label("funnel", stage, visit.language) if stage else "–" for stage in (row.stage_before, row.stage)]
    on = last.happened_on if last else None
    if now > before:
        yield Reason(visit._("moved forward: %(left)s → %(entered)s", left=names[0], entered=names[1]), 4, on=on)
    if now < before:
        said = visit._("moved back: %(left)s → %(entered)s", left=names[0], entered=names[1])
        yield Reason(said, 5, warn=True, on=on)
    if abs(row.minutes_change) >= NOTABLE_MINUTES:
        minutes = round(abs(row.minutes_change))
        more = row.minutes_change > 0
        said = (
            visit.ngettext("%(n)s minute more than 30 days ago", "%(n)s minutes more than 30 days ago", minutes)
            if more
            else visit.ngettext("%(n)s minute fewer than 30 days ago", "%(n)s minutes fewer than 30 days ago", minutes)
        )
        since = row.last_touch_on if more else as_of - timedelta(days=CHANGE_DAYS)
        yield Reason(said, 2 if more else 1, on=since)


def _deal_reasons(visit: Visit, mine: tuple[DealRow, ...], as_of: date) -> Iterator[Reason]:
    for deal in mine:
        if deal.stalled and deal.days_in_stage is not None:
            days = visit.fmt.days(deal.days_in_stage)
            said = visit._("deal stalled in %(stage)s for %(days)s", stage=deal.stage, days=days)
            yield Reason(said, 4, warn=True, on=as_of - timedelta(days=deal.days_in_stage))
        elif not deal.touches:
            yield Reason(visit._("open deal without a touch in the look-back"), 4, warn=True)


def _silence(visit: Visit, row: AccountRow, found: AccountsAnswer) -> Iterator[Reason]:
    if row.last_touch_on is None:
        yield Reason(visit._("never contacted"), 2, warn=True)
    elif (found.heading["as_of"] - row.last_touch_on).days >= SILENT_DAYS:
        yield Reason(visit._("no touch since then"), 2, warn=True, on=row.last_touch_on)


PAGES = (Page("my", "/my", "My accounts", my_page, scoped=False),)
