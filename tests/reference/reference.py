"""The second formulation: one figure, asked as the command line asks for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from assay.settings import Settings

from . import (
    awareness,
    coverage,
    customers,
    engagement,
    opportunity,
    people,
    programme,
    relationship,
    stays,
    target,
    won,
)
from .answer import Figure, Formula, Part, Ref, add_up
from .company import Company, rolled_up
from .rules import Question, Scope

GROUPS = (target, coverage, awareness, engagement, people, opportunity, stays, won, customers, relationship, programme)
FORMULAS: dict[str, Formula] = {key: formula for group in GROUPS for key, formula in group.FORMULAS.items()}
BY_DEFAULT = {
    "target_accounts_by_tier": "tier",
    "channel_mix": "channel",
    "channel_mix.minutes": "channel",
    "ad_impressions": "channel",
    "brand_perception": "attribute",
    "days_in_stage": "stage",
    "stalled_deals": "stage",
    "stage_conversion": "stage",
}
OF_DEALS_AND_MONEY = (
    "opportunities_created",
    "pipeline",
    "pipeline.weighted",
    "stalled_deals",
    "new_revenue",
    "average_deal_size",
    "average_deal_size.median",
    "total_revenue",
    "influenced_pipeline.money",
    "influenced_revenue.money",
)
BY_ASKING = ("list", "programme", "arm", "tier")
OF_THE_ACCOUNT = ("account", "owner", "industry", "country", "region", "city")


class Reference:
    """`tables` as lists of dicts in the canonical contract form; `settings` as in `assay.toml` (or a Settings)."""

    def __init__(
        self,
        tables: dict[str, list[dict[str, Any]]],
        settings: Settings | dict[str, Any] | None = None,
        today: date | str | None = None,
    ) -> None:
        today = date.fromisoformat(today) if isinstance(today, str) else today
        self.company = Company(tables, settings or {}, today)
        self._rolled: Company | None = None

    def value(
        self,
        key: str,
        *,
        variant: str | None = None,
        arm: str = "abm",
        lists: Iterable[str] = (),
        programmes: Iterable[str] = (),
        tiers: Iterable[str] = (),
        owner: str | None = None,
        start: date | str | None = None,
        end: date | str | None = None,
        as_of: date | str | None = None,
        mode: str = "snapshot",
        follow_days: int = 180,
        engaged: str | None = None,
        roll_up: bool = False,
        currency: str | None = None,
        by: str | None = None,
    ) -> Ref:
        """The total, and in `groups` the same by one dimension (groups with nothing in them are not listed)."""
        last = _date(as_of) or _date(end) or self.company.last_day
        to = min(_date(end) or last, last)
        question = Question(
            arm,
            tuple(lists),
            tuple(programmes),
            tuple(tiers),
            owner,
            _date(start) or _eleven_months_before(to),
            to,
            last,
            engaged or self.company.settings.engagement.preset,
            currency or self.company.settings.currency,
        )
        name = f"{key}.{variant}" if variant else key
        question = replace(question, homeless=arm == "all" and owner is None and name in OF_DEALS_AND_MONEY)
        company = self._company(roll_up)
        follow = follow_days if mode == "cohort" else None
        figure = self._figure(company, name, question, follow)
        total = add_up(figure.shape, figure.parts)
        by = by or BY_DEFAULT.get(name)
        groups = self._groups(company, name, question, follow, figure, by) if by else {}
        if name.startswith("channel_mix"):
            total, groups = _shares(total), {group: _shares(found, total) for group, found in groups.items()}
        if figure.scale != 1:
            total, groups = _scaled(total, figure.scale), {g: _scaled(r, figure.scale) for g, r in groups.items()}
        if figure.nothing:
            total = replace(total, value=None, numerator=None)
        extra = {**total.extra, **figure.left_out}
        return replace(total, unmatched=figure.unmatched, groups=groups, extra=extra)

    def _company(self, roll_up: bool) -> Company:
        if roll_up and self._rolled is None:
            self._rolled = rolled_up(self.company)
        return self._rolled if roll_up and self._rolled else self.company

    def _figure(self, company: Company, name: str, question: Question, follow_days: int | None) -> Figure:
        if follow_days is None:
            return FORMULAS[name](Scope(company, question))
        return _cohort(company, name, question, follow_days)

    def _groups(
        self, company: Company, name: str, question: Question, follow_days: int | None, figure: Figure, by: str
    ) -> dict[Any, Ref]:
        if by in BY_ASKING:
            found = {}
            for narrower, group in _narrowed(company, question, by):
                narrow = self._figure(company, name, narrower, follow_days)
                if narrow.parts:
                    found[group] = add_up(narrow.shape, narrow.parts)
            return found
        groups: dict[Any, list[Part]] = {}
        for part in figure.parts:
            groups.setdefault(_group(company, part, by), []).append(part)
        return {group: add_up(figure.shape, parts) for group, parts in groups.items()}


def _scaled(found: Ref, scale: int) -> Ref:
    return found if found.value is None else replace(found, value=found.value * scale)


def _cohort(company: Company, name: str, question: Question, follow_days: int) -> Figure:
    """Rule 4: accounts that entered in [from, to]; each is asked for its own days, from entry on, as of the last."""
    scope = Scope(company, question)
    figures = []
    immature = 0
    for account in sorted(scope.names):
        entries = [entry for entry, _ in scope.runs(account) if entry and scope.in_window(entry)]
        if not entries:
            continue
        end = entries[0] + timedelta(days=follow_days - 1)
        immature += end > question.as_of
        end = min(end, question.as_of)
        own = replace(question, start=entries[0], end=end, as_of=end, only=account)
        figures.append(FORMULAS[name](Scope(company, own)))
    whole = FORMULAS[name](scope)
    return Figure(
        whole.shape,
        [part for figure in figures for part in figure.parts],
        left_out={"immature": immature},
        scale=whole.scale,
    )


def _shares(found: Ref, total: Ref | None = None) -> Ref:
    """E12: a channel's share of all engaging touches (or minutes)."""
    whole = (total or found).numerator
    assert whole is not None
    assert found.numerator is not None
    value = found.numerator / whole if whole else None
    return replace(found, value=value, denominator=whole, n=(total or found).n)


def _narrowed(company: Company, question: Question, by: str) -> list[tuple[Question, str | None]]:
    """List, programme and arm make the scope, `--by tier` is `--tier`: a group is the figure asked for it alone."""
    if by == "arm":
        return [(question, question.arm)]
    if by == "tier":
        tiers = {row.tier for row in company.memberships if row.tier} | {None}
        return [(replace(question, tiers=(t,)), t) for t in tiers if not question.tiers or t in question.tiers]
    rows = [row for row in company.memberships if row.arm == question.arm]
    if by == "list":
        names = sorted({row.list for row in rows if not question.lists or row.list in question.lists})
        return [(replace(question, lists=(name,)), name) for name in names]
    wanted = {row.programme for row in rows if not question.programmes or row.programme in question.programmes}
    return [(replace(question, programmes=(name,)), name) for name in wanted]  # type: ignore[arg-type]


def _group(company: Company, part: Part, by: str) -> str | None:
    if by == "account":
        return part.account
    dims = dict(part.dims)
    if by in dims:
        return dims[by]
    row = company.accounts[part.account].row if part.account else {}
    return row.get("owner_id" if by == "owner" else by) or None


def _date(value: date | str | None) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _eleven_months_before(to: date) -> date:
    """Rule 4: the first day of the month eleven months before `--to`'s."""
    first = to.replace(day=1)
    for _ in range(11):
        first = (first - timedelta(days=1)).replace(day=1)
    return first
