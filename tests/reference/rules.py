"""Rules 2-7: who is in scope, since when, in which tier; who is a customer; the past of a deal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property

from .company import Company
from .rows import Account, Deal, Membership, StageRow, Touch

DAY = timedelta(days=1)
CLAIMED = ("abm", "control", "holdout")


def days_of(first: date, last: date) -> Iterator[date]:
    """Every day from first to last, both inclusive."""
    while first <= last:
        yield first
        first += DAY


def best_tier(tiers: Iterable[str | None]) -> str | None:
    """Rule 2: the highest tier: numbers by value before words, none last."""

    def rank(tier: str | None) -> tuple[int, float, str]:
        if tier is None:
            return (2, 0, "")
        try:
            return (0, float(tier), tier)
        except ValueError:
            return (1, 0, tier)

    return min(tiers, key=rank)


@dataclass(frozen=True)
class Question:
    """What is asked: the scope and the clock."""

    arm: str
    lists: tuple[str, ...]
    programmes: tuple[str, ...]
    tiers: tuple[str | None, ...]
    owner: str | None
    start: date
    end: date  # the earlier of `to` and as-of
    as_of: date
    engaged: str
    currency: str
    only: str | None = None  # one account of a cohort
    homeless: bool = False  # arm `all`, of a figure whose unit is deals or money: deals without an account too (rule 6)


@dataclass(frozen=True)
class Standing:
    """An account in scope on the day meant: entry (None: arm `all`) and tier."""

    day: date
    entry: date | None
    tier: str | None


@dataclass(frozen=True)
class Past:
    """A deal at the end of a day."""

    status: str
    closed_on: date | None
    stage: str | None
    amount: Fraction | None


class Scope:
    def __init__(self, company: Company, question: Question) -> None:
        self.company, self.q = company, question
        self._days: dict[str, set[date]] = {}
        self._claimed: dict[str, set[date]] = {}
        self._outcomes: dict[str, Past] = {}

    # ---- accounts ------------------------------------------------------------------------------------------------

    @cached_property
    def accounts(self) -> list[Account]:
        """Rule 1: excluded accounts are left out. The owner is the account's."""
        found = [account for account in self.company.accounts.values() if not account.excluded]
        found = [account for account in found if self.q.only in (None, account.id)]
        return [account for account in found if self.q.owner is None or account.owner == self.q.owner]

    @cached_property
    def names(self) -> set[str]:
        return {account.id for account in self.accounts}

    def chosen(self, row: Membership) -> bool:
        """List and programme choose rows."""
        return (not self.q.lists or row.list in self.q.lists) and (
            not self.q.programmes or row.programme in self.q.programmes
        )

    @cached_property
    def _rows(self) -> dict[str, list[Membership]]:
        found: dict[str, list[Membership]] = {}
        for row in self.company.memberships:
            if row.arm == self.q.arm and self.chosen(row):
                found.setdefault(row.account, []).append(row)
        return found

    def claimed(self, account: str) -> set[date]:
        """Days up to as-of with a row of arm abm, control or holdout of any list."""
        if account not in self._claimed:
            rows = [row for row in self.company.memberships if row.account == account and row.arm in CLAIMED]
            self._claimed[account] = self._covered(rows)
        return self._claimed[account]

    def _covered(self, rows: Iterable[Membership]) -> set[date]:
        return {day for row in rows for day in days_of(row.start, min(row.end - DAY, self.q.as_of))}

    @cached_property
    def _rest_since(self) -> date | None:
        """The first valid_from of the abm rows that list and programme choose; no such row: nobody."""
        rows = [row for row in self.company.memberships if row.account in self.names and row.start < row.end]
        starts = [row.start for row in rows if row.arm == "abm" and self.chosen(row)]
        return min(starts, default=None)

    def _rest_entry(self, account: str) -> date | None:
        if self._rest_since is None:
            return None
        created = self.company.accounts[account].created_on
        return max(self._rest_since, created) if created else self._rest_since

    def days(self, account: str) -> set[date]:
        """Rule 2: the days up to as-of on which the account is in scope (arm `all`: see in_scope)."""
        if account not in self._days:
            self._days[account] = self._find_days(account)
        return self._days[account]

    def _find_days(self, account: str) -> set[date]:
        if self.q.arm == "rest":
            entry = self._rest_entry(account)
            return set() if entry is None else set(days_of(entry, self.q.as_of)) - self.claimed(account)
        return self._covered(self._rows.get(account, []))

    def in_scope(self, account: str, day: date) -> bool:
        return account in self.names and day <= self.q.as_of and (self.q.arm == "all" or day in self.days(account))

    def entry(self, account: str, day: date) -> date | None:
        """`entered_on`: the first day of the unbroken run that contains the day."""
        if self.q.arm == "all":
            return None
        if self.q.arm == "rest":
            return self._rest_entry(account)
        while day - DAY in self.days(account):
            day -= DAY
        return day

    def run_end(self, account: str, day: date) -> date:
        """The last day (up to as-of) of the run that contains the day."""
        while day + DAY in self.days(account):
            day += DAY
        return day

    def tier(self, account: str, day: date) -> str | None:
        if self.q.arm in ("rest", "all"):
            return None
        return best_tier(row.tier for row in self._rows[account] if row.covers(day))

    def tier_wanted(self, tier: str | None) -> bool:
        return not self.q.tiers or tier in self.q.tiers

    def standing(self, account: str, day: date) -> Standing | None:
        """In scope on that very day, whatever the tier."""
        if not self.in_scope(account, day):
            return None
        return Standing(day, self.entry(account, day), self.tier(account, day))

    def prospect(self, account: str | None, day: date) -> Standing | None:
        """In scope on the event's own day, of a tier asked for, no customer at entry (groups 1, 4, 5, 6, P01-P12)."""
        found = self.standing(account, day) if account else None
        if not found or not self.tier_wanted(found.tier) or self.customer_at_entry(account or "", found.entry):
            return None
        return found

    def runs(self, account: str) -> list[tuple[date | None, date]]:
        """(entered_on, last day) of every unbroken run up to as-of. `rest`: one entry, whatever the holes."""
        if account not in self.names:
            return []
        if self.q.arm == "all":
            return [(None, self.q.as_of)]
        days = sorted(self.days(account))
        if not days:
            return []
        if self.q.arm == "rest":
            return [(self._rest_entry(account), days[-1])]
        starts = [day for day in days if day - DAY not in self.days(account)]
        return [(start, self.run_end(account, start)) for start in starts]

    # ---- TA, TW, belongs, ever ------------------------------------------------------------------------------------

    def TA(self, customers: bool = False) -> dict[str, Standing]:
        """Accounts in scope on the as-of day, without customers at entry."""
        return self.on(self.q.as_of, customers)

    def on(self, day: date, customers: bool = False) -> dict[str, Standing]:
        """Accounts in scope on a day; a cohort is whoever entered, still there or not."""
        if self.q.only:
            return self.TW(customers)
        found = {name: self.standing(name, day) for name in self.names}
        return {
            name: standing
            for name, standing in sorted(found.items())
            if standing
            and self.tier_wanted(standing.tier)
            and (customers or not self.customer_at_entry(name, standing.entry))
        }

    def TW(self, customers: bool = False) -> dict[str, Standing]:
        """Targeted in the window: entry of the first run that overlaps it, tier of the last day in scope in it."""
        found = {}
        for name in sorted(self.names):
            days = [day for day in days_of(self.q.start, self.q.end) if self.in_scope(name, day)]
            if not days or (self.q.arm == "rest" and self._claimed_between(name, self.q.start, self.q.end)):
                continue
            entry, tier = self.entry(name, days[0]), self.tier(name, days[-1])
            if self.tier_wanted(tier) and (customers or not self.customer_at_entry(name, entry)):
                found[name] = Standing(days[-1], entry, tier)
        return found

    def _claimed_between(self, account: str, first: date, last: date) -> bool:
        return any(first <= day <= last for day in self.claimed(account))

    def belongs(self, deal: Deal, day: date) -> Standing | None:
        """In scope on some day from the deal's creation to the day; entry and tier are those of the last such day."""
        if deal.account is None and self.q.homeless and day >= deal.created_on:
            return Standing(day, None, None)
        if deal.account not in self.names:
            return None
        if self.q.arm == "rest" and self._claimed_between(deal.account, deal.created_on, day):
            return None
        for back in reversed(list(days_of(deal.created_on, day))):
            if found := self.standing(deal.account, back):
                return found
        return None

    def belongs_prospect(self, deal: Deal, day: date, any_tier: bool = False) -> Standing | None:
        found = self.belongs(deal, day)
        if not found or self.customer_at_entry(deal.account or "", found.entry):
            return None
        return found if any_tier or self.tier_wanted(found.tier) else None

    def ever(self, account: str, day: date) -> Standing | None:
        """Ever targeted by the day: in scope on some day up to it; of the last such day, the tier asked for."""
        if not account and self.q.homeless:
            return Standing(day, None, None)
        if account not in self.names:
            return None
        if self.q.arm == "all":
            return Standing(day, None, None)
        if self.q.arm == "rest" and any(found <= day for found in self.claimed(account)):
            return None
        last = max((found for found in self.days(account) if found <= day), default=None)
        found = self.standing(account, last) if last else None
        return found if found and self.tier_wanted(found.tier) else None

    # ---- customers -------------------------------------------------------------------------------------------------

    def customer(self, account: str, day: date) -> bool:
        """Rule 3: a contract in force; or a won deal of any type that no contract followed (from 31 days before)."""
        contracts = [contract for contract in self.company.contracts if contract.account == account]
        if any(contract.start <= day <= contract.end for contract in contracts):
            return True
        for closed_on in self._wins.get(account, []):
            window = (closed_on - 31 * DAY, day)
            if closed_on <= day and not any(window[0] <= contract.start <= window[1] for contract in contracts):
                return True
        return False

    @cached_property
    def _wins(self) -> dict[str, list[date]]:
        """Close days of won deals of any type, outcome as on the as-of day."""
        found: dict[str, list[date]] = {}
        for deal in self.company.deals:
            past = self.outcome(deal)
            if deal.account and past.status == "won" and past.closed_on:
                found.setdefault(deal.account, []).append(past.closed_on)
        return found

    def customer_at_entry(self, account: str, entry: date | None) -> bool:
        """Customer on the day before `entered_on` (`rest`: on it); arm `all` has none."""
        if entry is None:
            return False
        return self.customer(account, entry if self.q.arm == "rest" else entry - DAY)

    # ---- deals -----------------------------------------------------------------------------------------------------

    def past(self, deal: Deal, day: date) -> Past:
        """Rule 7: stage, outcome and amount at the end of a day."""
        before: list[StageRow] = [row for row in deal.history if row.day <= day]
        stages = self.company.stages
        if len(before) < len(deal.history):  # a stage row lies after the day
            amount = next((row.amount for row in reversed(before) if row.amount is not None), deal.amount)
            if not before:
                return Past("open", None, None, amount)
            status = stages[before[-1].stage].status
            return Past(status, before[-1].day if status != "open" else None, before[-1].stage, amount)
        if deal.status == "open":
            return Past("open", None, deal.stage, deal.amount)
        if deal.closed_on is None or deal.closed_on <= day:
            return Past(deal.status, deal.closed_on, deal.stage, deal.amount)
        last = before[-1].stage if before and stages[before[-1].stage].status == "open" else None
        return Past("open", None, last, deal.amount)

    def outcome(self, deal: Deal) -> Past:
        if deal.id not in self._outcomes:
            self._outcomes[deal.id] = self.past(deal, self.q.as_of)
        return self._outcomes[deal.id]

    def qualified_on(self, deal: Deal) -> date | None:
        """Rule 6: first day in a stage flagged is_qualified; creation day where the pipeline flags none or without
        history; a won deal on its close day at the latest."""
        stages = self.company.stages
        found = [row.day for row in deal.history if stages[row.stage].qualified]
        current = deal.stage or (deal.history[-1].stage if deal.history else None)
        pipeline = stages[current].pipeline if current else None
        flags = any(stage.qualified for stage in stages.values() if stage.pipeline == pipeline)
        if not deal.history or not flags:
            found.append(deal.created_on)
        past = self.outcome(deal)
        if past.status == "won" and past.closed_on:
            found.append(past.closed_on)
        first = min(found, default=None)
        return first if first and first <= self.q.as_of else None

    def deals(self, type: str | None = "new_business", legitimate: bool = False) -> list[Deal]:
        """Deals known by the as-of day; one closed before its creation is in no scope (rule 2)."""
        return [
            deal
            for deal in self.company.deals
            if deal.created_on <= (self.outcome(deal).closed_on or self.q.as_of) <= self.q.as_of
            and (type is None or deal.type == type)
            and (not legitimate or self.qualified_on(deal))
        ]

    def such_deals(self, account: str, entry: date | None) -> list[Deal]:
        """Legitimate by as-of, new business, account in scope on the creation day, created on or after the entry."""
        return [
            deal
            for deal in sorted(self.deals(legitimate=True), key=lambda deal: (deal.created_on, deal.id))
            if deal.account == account
            and (entry is None or deal.created_on >= entry)
            and self.in_scope(account, deal.created_on)
        ]

    def closed(self, deal: Deal, status: str | None = None) -> date | None:
        """The close day when it lies in the window: closed deals are a flow, by their outcome on the as-of day."""
        past = self.outcome(deal)
        if past.status == "open" or not past.closed_on or (status and past.status != status):
            return None
        return past.closed_on if self.q.start <= past.closed_on <= self.q.end else None

    def in_window(self, day: date | None) -> bool:
        return day is not None and self.q.start <= day <= self.q.end

    # ---- touches ---------------------------------------------------------------------------------------------------

    @cached_property
    def touches(self) -> list[Touch]:
        """What is visible: with an account, not after as-of, not suppressed by rule 13."""
        return [t for t in self.company.touches if t.account and t.day <= self.q.as_of and not t.suppressed]

    @cached_property
    def touches_of(self) -> dict[str, list[Touch]]:
        found: dict[str, list[Touch]] = {}
        for touch in self.touches:
            found.setdefault(touch.account or "", []).append(touch)
        return found

    def unmatched(self, kinds: Iterable[str]) -> Fraction | None:
        """Rule 12: its kinds' touches in the window without an account ÷ all of them."""
        wanted = set(kinds)
        found = [touch for touch in self.company.touches if touch.kind in wanted and self.in_window(touch.day)]
        return Fraction(sum(touch.account is None for touch in found), len(found)) if found else None

    def amount(self, deal: Deal, on: date) -> Fraction | None:
        """The deal's amount on the as-of day, converted; a deal without amount counts as a deal of 0."""
        amount = self.outcome(deal).amount
        return Fraction(0) if amount is None else self.money(amount, deal.currency, on)

    def money(self, amount: Fraction, currency: str, on: date) -> Fraction | None:
        return self.company.convert(amount, currency, on, self.q.currency)
