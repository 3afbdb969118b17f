"""A rep's own accounts: whom to call today and why, with the number to dial; what is done or put off stands apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import quote

from assay.store.follow_ups import FollowUp
from assay.views.accounts import AccountRow, AccountsAnswer, accounts
from assay.views.attention import MOST_REASONS, Reason, attention, rests
from assay.views.contacts import Contact, contacts
from assay.views.coverage import coverage
from assay.views.deals import DealRow
from assay.views.stages import LEVEL
from assay.web.pages.accounts import accounts_table
from assay.web.pages.follow_up import form_values, known
from assay.web.pages.help import helped
from assay.web.pages.registry import Page, Shown
from assay.web.visit import Visit

MOST_CARDS = 60
MOST_CONTACTS = 3
NOTHING_WRITTEN = FollowUp()


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
        return rests(self.reasons, self.follow_up, today)


@helped
def my_page(visit: Visit) -> Shown:
    if not visit.viewer.is_rep and not visit.scope.owners:
        return Shown("pages/choose_rep.html", {"reps": _reps(visit)})
    scope = replace(visit.scope, mode="snapshot")
    answer = visit.ask(accounts, scope=scope)
    cards = sorted(
        _cards(visit, answer, scope), key=lambda card: (-card.weight, card.row.name or "", card.row.account_id)
    )
    values = {
        **arranged(cards, visit.last_day or visit.today),
        **form_values(visit),
        "found": answer,
        "name": answer.accounts[0].owner if answer.accounts else visit.viewer.name,
    }
    table = accounts_table(visit, [card.row for card in cards], answer)
    return Shown("pages/my.html", values, (table,), data={**answer.to_json(), "accounts": list(map(_plain, cards))})


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
    reps: list[tuple[str, str, int]] = visit.keep("reps", lambda: visit.cursor().execute(query).fetchall())
    return reps


def _cards(visit: Visit, accounts: AccountsAnswer, scope: Any) -> Iterator[Card]:
    as_of = accounts.heading["as_of"]
    gaps = {gap.account_id: gap.missing for gap in visit.ask(coverage, scope=scope).gaps}
    told = attention(lambda view, asked: visit.ask(view, scope=asked), accounts, scope, visit.fmt)
    written = known(visit)
    people = _people(visit, [row.account_id for row in accounts.accounts], as_of)
    for row in accounts.accounts:
        why = told[row.account_id]
        yield Card(
            row,
            why.reasons,
            gaps.get(row.account_id, ()),
            why.deals,
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


PAGES = (Page("my", "/my", "My accounts", my_page, scoped=False),)
