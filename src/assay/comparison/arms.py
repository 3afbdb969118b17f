"""The arms of a comparison: their accounts, the list rows by which any figure is asked of both, and what is left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Literal

import pyarrow as pa

from assay.comparison.as_said import AsSaid
from assay.comparison.lots import Lot
from assay.metrics.scope import Against
from assay.stats.gates import sample_ratio
from assay.views.question import Question

Reason = Literal["relative", "treated", "customer", "late", "both_arms"]
MOST_LEFT_OUT, UNLIKELY = 0.05, 0.05
"""A twentieth of an arm is left out without a word; from there on who is left out may decide what is found."""


@dataclass(frozen=True)
class LeftOut:
    """An account of the comparison arm that cannot be compared, or one of either arm that was a customer already."""

    account_id: str
    name: str
    reason: Reason


@dataclass(frozen=True)
class Account:
    """An account of an arm: `launched_on` starts its clock, `parent_id` is its ultimate parent (a cluster).

    `stratum` is what it was drawn within, where a lot drew it.
    """

    account_id: str
    name: str
    parent_id: str
    treated: bool
    launched_on: date
    tier: str | None = None
    list: str | None = None
    stratum: str | None = None


@dataclass(frozen=True)
class Arms:
    """Accounts of both arms in order of their id, and the list rows by which any KPI is asked of them at once.

    `lots`: the lots by which the holdout was drawn; empty where nobody vouches for one. `drawn` are the accounts of each
    arm that the lot put there, also those that cannot be compared. `realigned`: controls are followed from launch days of
    the treated; `stayed`: accounts count on after they left, because one arm left earlier; `named_late`: controls were
    named after launch, from accounts to which nothing had happened until then; `listed_at_deal`: accounts of the programme
    were listed because a deal was opened. `crossed` comparison accounts came into a
    programme later; `said` tells what later loads had made of the lists; `barred` accounts of each arm are excluded,
    `both` stand in both arms of one list.
    """

    asked: Question
    against: Against
    accounts: tuple[Account, ...]
    rows: pa.Table
    excluded: tuple[LeftOut, ...]
    contamination: float | None
    lists: tuple[str, ...]
    narrowed: tuple[str, ...] = ()
    lots: tuple[Lot, ...] = ()
    drawn: tuple[int, int] | None = None
    realigned: bool = False
    stayed: bool = False
    named_late: bool = False
    listed_at_deal: bool = False
    reached: float | None = None
    crossed: int = 0
    said: AsSaid = field(default_factory=AsSaid)
    barred: tuple[int, int] = (0, 0)
    both: int = 0

    @property
    def thinned(self) -> bool:
        """Whether one arm has lost accounts by their being excluded, more than chance and the other arm explain."""
        sizes = len(self.treated), len(self.controls)
        if not any(barred > MOST_LEFT_OUT * size for barred, size in zip(self.barred, sizes, strict=True)):
            return False
        drawn = sizes[0] + self.barred[0], sizes[1] + self.barred[1]
        return sample_ratio(sizes, drawn) < UNLIKELY

    @property
    def relatives(self) -> bool:
        """Whether so many comparison accounts are left out for their company that it may decide the comparison."""
        left = sum(one.reason in ("relative", "treated") for one in self.excluded)
        return left > MOST_LEFT_OUT * len(self.controls)

    @property
    def in_both(self) -> bool:
        """Whether so many accounts stand in both arms that where they count decides what is found."""
        return self.both > MOST_LEFT_OUT * min(len(self.treated), len(self.controls))

    @property
    def treated(self) -> tuple[Account, ...]:
        return tuple(account for account in self.accounts if account.treated)

    @property
    def controls(self) -> tuple[Account, ...]:
        return tuple(account for account in self.accounts if not account.treated)

    def only(self, kept: Iterable[str]) -> Arms:
        """The same arms without the other accounts."""
        wanted = set(kept)
        return replace(self, accounts=tuple(one for one in self.accounts if one.account_id in wanted))


def left_out(account: str, names: Mapping[str, tuple[str, str]], reason: Reason) -> LeftOut:
    """An account by its name, with the reason for which it is left out; `names` are name and parent by account."""
    return LeftOut(account, names.get(account, (account, account))[0], reason)
