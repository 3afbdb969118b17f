"""Why accounts ask for attention, each reason dated and weighed: what a rep's page and a digest tell to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from assay.languages.words import Words
from assay.metrics.scope import Scope
from assay.store.follow_ups import FollowUp
from assay.views.accounts import CHANGE_DAYS, AccountRow, AccountsAnswer
from assay.views.deals import DealRow, deals
from assay.views.funnel import Move, moves
from assay.views.signals import spikes, surges
from assay.views.stages import LEVEL

NOTABLE_MINUTES = 10
SILENT_DAYS = 60
"""Days without a touch after which an account is marked."""
MOST_REASONS = 3
"""So many of an account's reasons, the heaviest, make its weight."""
Ask = Callable[[Callable[..., Any], Scope], Any]
"""`ask(view, scope)` answers a view: within somebody's rights on the pages, of a run as it is elsewhere."""


@dataclass(frozen=True)
class Reason:
    """Why an account asks for attention, and since when: `weight` orders, `warn` asks for something to be done."""

    text: str
    weight: float
    warn: bool = False
    on: date | None = None


@dataclass(frozen=True)
class Attention:
    """An account's reasons, the heaviest first, and its open deals."""

    reasons: tuple[Reason, ...]
    deals: tuple[DealRow, ...]

    @property
    def weight(self) -> float:
        return sum(reason.weight for reason in self.reasons[:MOST_REASONS])


def rests(reasons: Sequence[Reason], written: FollowUp, today: date) -> bool:
    """Whether nothing needs doing: it waits, or it was done and nothing has happened since."""
    done = written.done_on
    return written.waits(today) or (
        done is not None and all(reason.on is None or reason.on <= done for reason in reasons)
    )


def attention(ask: Ask, accounts: AccountsAnswer, scope: Scope, words: Words) -> Mapping[str, Attention]:
    """Each account of an answer with its reasons, by its id; `scope` is the answer's."""
    as_of = accounts.heading["as_of"]
    visits = {one.account_id: one for one in ask(spikes, scope)}
    topics = {one.account_id: one for one in ask(surges, scope)}
    moved = {move.account_id: move for move in ask(moves, scope)}
    open_deals: dict[str, list[DealRow]] = {}
    for deal in ask(deals, scope).deals:
        open_deals.setdefault(deal.account_id, []).append(deal)
    told = {}
    for row in accounts.accounts:
        mine = tuple(open_deals.get(row.account_id, ()))
        reasons = [
            *_moves(words, row, moved.get(row.account_id), as_of),
            *_deal_reasons(words, mine, as_of),
            *_silence(words, row, as_of),
        ]
        if spike := visits.get(row.account_id):
            usual = words.number(spike.usual)
            said = words.say("%(n)s visits last week, usually %(usual)s", n=spike.visits, usual=usual)
            reasons.append(Reason(said, 3, on=spike.week + timedelta(days=6)))
        if surge := topics.get(row.account_id):
            names = ", ".join(topic for topic, _ in surge.topics[:3])
            reasons.append(Reason(words.say("researches %(topics)s", topics=names), 3))
        told[row.account_id] = Attention(tuple(sorted(reasons, key=lambda reason: -reason.weight)), mine)
    return told


def _moves(words: Words, row: AccountRow, last: Move | None, as_of: date) -> Iterator[Reason]:
    now, before = (LEVEL.get(stage or "", -1) for stage in (row.stage, row.stage_before))
    names = [words.label("funnel", stage) if stage else "–" for stage in (row.stage_before, row.stage)]
    on = last.happened_on if last else None
    if now > before:
        yield Reason(words.say("moved forward: %(left)s → %(entered)s", left=names[0], entered=names[1]), 4, on=on)
    if now < before:
        said = words.say("moved back: %(left)s → %(entered)s", left=names[0], entered=names[1])
        yield Reason(said, 5, warn=True, on=on)
    if abs(row.minutes_change) >= NOTABLE_MINUTES:
        minutes = round(abs(row.minutes_change))
        more = row.minutes_change > 0
        said = (
            words.counted("%(n)s more minute than 30 days ago", "%(n)s more minutes than 30 days ago", minutes)
            if more
            else words.counted("%(n)s fewer minute than 30 days ago", "%(n)s fewer minutes than 30 days ago", minutes)
        )
        since = row.last_touch_on if more else as_of - timedelta(days=CHANGE_DAYS)
        yield Reason(said, 2 if more else 1, on=since)


def _deal_reasons(words: Words, mine: tuple[DealRow, ...], as_of: date) -> Iterator[Reason]:
    for deal in mine:
        if deal.stalled and deal.days_in_stage is not None:
            days = words.days(deal.days_in_stage)
            said = words.say("deal stalled in %(stage)s for %(days)s", stage=deal.stage, days=days)
            yield Reason(said, 4, warn=True, on=as_of - timedelta(days=deal.days_in_stage))
        elif not deal.touches:
            yield Reason(words.say("open deal without a touch in the look-back"), 4, warn=True)


def _silence(words: Words, row: AccountRow, as_of: date) -> Iterator[Reason]:
    if row.last_touch_on is None:
        yield Reason(words.say("never contacted"), 2, warn=True)
    elif (as_of - row.last_touch_on).days >= SILENT_DAYS:
        yield Reason(words.say("no touch since then"), 2, warn=True, on=row.last_touch_on)
