"""What accounts of a scope measure one by one, and where one of them stands among its peers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from statistics import median

import ibis
import numpy as np

from assay.engine.tables import Table
from assay.metrics.answers import Run
from assay.metrics.attach import attach_to_accounts
from assay.metrics.context import Context, left_joined
from assay.metrics.dimensions import chosen
from assay.metrics.populations import population, within
from assay.metrics.scope import Scope
from assay.views.question import Record, question

FEWEST = 5
"""Peers that are needed for a comparison; with fewer, a wider circle is taken."""


@dataclass(frozen=True)
class Measures:
    """An account in scope on the as-of day; `minutes`, `visits` and `engaged_people` are those of the look-back.

    `relationship` is None without any mail, call or meeting; `coverage` is the share of the committee's roles filled.
    """

    account_id: str
    tier: str | None
    industry: str | None
    minutes: float
    visits: int
    relationship: float | None
    coverage: float | None
    key_people: int
    engaged_people: int


@dataclass(frozen=True)
class PeerLine:
    """One measure of an account beside the middle half of its peers; `above` of the `of` peers have more."""

    measure: str
    unit: str
    value: float | None
    median: float | None
    low: float | None
    high: float | None
    above: int
    of: int


@dataclass(frozen=True)
class Peers:
    """`circle` tells who the peers are: same `tier_and_industry`, `tier`, `industry`, or `all` accounts of the scope."""

    circle: str
    tier: str | None
    industry: str | None
    lines: tuple[PeerLine, ...]


def measures(run: Run, scope: Scope | None = None) -> tuple[Measures, ...]:
    """Every account of the scope, customers at entry included."""
    asked = question(run, scope)
    context = asked.customers_too
    columns: dict[str, Record] = {}
    for names in ATTACHED:
        for row in asked.rows(_attached, names, shape=context):
            columns.setdefault(row["account_id"], {}).update(row)
    visits = {row["account_id"]: row["visits"] for row in asked.rows(_visits)}
    rows = asked.rows(_accounts, shape=context)
    return tuple(_measures(row | columns.get(row["account_id"], {}), visits) for row in rows)


ATTACHED = (("minutes",), ("relationship",), ("role_coverage",), ("key_people", "engaged_key_people"))
"""Columns worked out together; all at once they would be one query that no engine plans well."""


def _measures(row: Record, visits: dict[str, int]) -> Measures:
    return Measures(
        account_id=row["account_id"],
        tier=row["tier"],
        industry=row["industry"],
        minutes=float(row["minutes"]),
        visits=visits.get(row["account_id"], 0),
        relationship=row["relationship"],
        coverage=row["role_coverage"],
        key_people=row["key_people"],
        engaged_people=row["engaged_key_people"],
    )


def _accounts(context: Context) -> Table:
    rows = chosen(context, population(context, "scope"))
    industries = context.fact("accounts").select("account_id", "industry")
    return left_joined(rows, industries, "account_id").select("account_id", "tier", "industry").order_by("account_id")


def _attached(context: Context, names: tuple[str, ...]) -> Table:
    rows = chosen(context, population(context, "scope"))
    return attach_to_accounts(context, rows, names).select("account_id", *names)


def _visits(context: Context) -> Table:
    sessions = context.unit("sessions").cross_join(context.clock.select("as_of"))
    recent = within(sessions.as_of, sessions.started_on, context.value("engagement.lookback_days"))
    return sessions.filter(recent).group_by("account_id").aggregate(visits=ibis._.session_key.nunique())


LINES: tuple[tuple[str, str], ...] = (
    ("minutes", "minutes"),
    ("visits", "visits"),
    ("relationship", "score"),
    ("coverage", "share"),
    ("key_people", "people"),
    ("engaged_people", "people"),
)


def peers_of(known: Sequence[Measures], account_id: str) -> Peers | None:
    """Where an account stands; None for one that is not among those known, or that is alone."""
    own = next((one for one in known if one.account_id == account_id), None)
    others = [one for one in known if one.account_id != account_id]
    if own is None or not others:
        return None
    circle, found = next(_circles(own, others))
    return Peers(circle, own.tier, own.industry, tuple(_line(own, found, *line) for line in LINES))


def _circles(own: Measures, others: Sequence[Measures]) -> Iterator[tuple[str, list[Measures]]]:
    """The narrowest circle first that holds enough of them; all accounts at last."""
    same: dict[str, Callable[[Measures], bool]] = {
        "tier_and_industry": lambda one: (one.tier, one.industry) == (own.tier, own.industry),
        "tier": lambda one: one.tier == own.tier,
        "industry": lambda one: one.industry == own.industry,
    }
    for name, alike in same.items():
        alike_accounts = [one for one in others if alike(one)]
        told = {"tier": own.tier, "industry": own.industry}
        if len(alike_accounts) >= FEWEST and all(told[word] for word in told if word in name):
            yield name, alike_accounts
    yield "all", list(others)


def _line(own: Measures, peers: Sequence[Measures], measure: str, unit: str) -> PeerLine:
    value = getattr(own, measure)
    values = [found for one in peers if (found := getattr(one, measure)) is not None]
    if not values:
        return PeerLine(measure, unit, value, None, None, None, 0, 0)
    low, high = np.quantile(np.asarray(values, dtype=float), [0.25, 0.75])
    above = 0 if value is None else sum(1 for one in values if one > value)
    return PeerLine(measure, unit, value, float(median(values)), float(low), float(high), above, len(values))


__all__ = ["FEWEST", "Measures", "PeerLine", "Peers", "measures", "peers_of"]
