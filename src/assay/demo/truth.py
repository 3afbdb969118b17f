"""The planted effect, worked out from both potential outcomes of the same accounts."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import pandas as pd

from assay.demo.accounts import PLANS
from assay.demo.calendar import FIRST_DAY, LAST, LAST_DAY, Bools, Ints
from assay.demo.lists import Lists, in_scope
from assay.demo.worlds import closed_day, qualified_day

HOLDOUT_PLAN = 2


@dataclass(frozen=True)
class Effect:
    """What the programme did to those it was aimed at, between `from_` and `to`, as known on `to`.

    `treated` and `untreated` are the KPI's mean over the same `n` accounts (or deals) with and without the programme;
    `effect` is their difference in `unit`, `relative` their ratio less one.
    """

    kpi: str
    unit: str
    list: str | None
    against: str
    from_: str
    to: str
    population: str
    n: int
    treated: float
    untreated: float
    effect: float
    relative: float

    def to_json(self) -> dict[str, Any]:
        return {name.rstrip("_"): value for name, value in asdict(self).items()}


@dataclass(frozen=True)
class Truth:
    """All that is known about the sample company because it was made: effects, arms, dirt, rows in the files."""

    seed: int
    effects: tuple[Effect, ...]
    arms: dict[str, dict[str, int]]
    dirt: dict[str, int]
    files: dict[str, dict[str, int]]

    def to_json(self) -> str:
        document = {
            "seed": self.seed,
            "first_day": FIRST_DAY.isoformat(),
            "last_day": LAST_DAY.isoformat(),
            "effects": [effect.to_json() for effect in self.effects],
            "arms": self.arms,
            "dirt": self.dirt,
            "files": self.files,
        }
        return json.dumps(document, indent=2, ensure_ascii=False) + "\n"

    def effect(self, kpi: str, list: str | None = None) -> Effect:
        return next(effect for effect in self.effects if effect.kpi == kpi and effect.list == list)


def effects(
    lists: Lists, plan: Ints, customer: Bools, before: pd.DataFrame, treated: pd.DataFrame, untreated: pd.DataFrame
) -> tuple[Effect, ...]:
    """Effects on the targeted accounts that were no customers at entry; `treated` and `untreated` are the potential
    deals with and without the programme, `before` the deals that both worlds share."""
    chosen = lists.treated & ~customer
    planned = []
    for place, against in ((None, "control"), (HOLDOUT_PLAN, "holdout")):
        some = chosen if place is None else chosen & (plan == place)
        planned += [
            _rate("opportunity_rate", place, against, some, *(_with_deal(lists, w) for w in (treated, untreated)))
        ]
        wins = (_with_win(lists, before, world) for world in (treated, untreated))
        planned += [_rate("account_win_rate", place, against, some, *wins)]
    return (*planned, *_of_deals(lists, chosen, treated, untreated))


def _with_deal(lists: Lists, potential: pd.DataFrame) -> Bools:
    """Accounts with a legitimate opportunity created in scope since entry."""
    account, created = potential["account"].to_numpy(), potential["created"].to_numpy()
    legitimate = np.minimum(qualified_day(potential), _won_day(potential)) <= LAST
    holds = potential["exists"].to_numpy() & legitimate & in_scope(lists, account, created)
    return np.isin(np.arange(len(lists.arm)), account[holds])


def _with_win(lists: Lists, before: pd.DataFrame, potential: pd.DataFrame) -> Bools:
    """Accounts with a deal won since entry that was open while they were in scope."""
    deals = pd.concat([potential[potential["exists"]], before])
    account, won = deals["account"].to_numpy(), _won_day(deals)
    opened = np.maximum(deals["created"].to_numpy(), lists.entry[account])
    met = in_scope(lists, account, opened) | ((lists.again[account] <= won) & (opened <= won))
    holds = (won <= LAST) & (won >= lists.entry[account]) & met
    return np.isin(np.arange(len(lists.arm)), account[holds])


def _won_day(deals: pd.DataFrame) -> Ints:
    return np.where(deals["outcome"] == "won", closed_day(deals), LAST + 1)


def _rate(kpi: str, place: int | None, against: str, some: Bools, treated: Bools, untreated: Bools) -> Effect:
    return _effect(
        kpi, "share", place, against, "accounts targeted, no customers at entry", treated[some], untreated[some]
    )


def _of_deals(lists: Lists, chosen: Bools, treated: pd.DataFrame, untreated: pd.DataFrame) -> list[Effect]:
    """Days and size of the deals won with the programme, against the same deals without it."""
    account = treated["account"].to_numpy()
    won = treated["exists"].to_numpy() & chosen[account] & (_won_day(treated) <= LAST)
    won &= in_scope(lists, account, treated["created"].to_numpy())
    population = "new-business deals of these accounts created since entry and won by the last day"
    days, amount = (
        tuple(world.loc[won, name].to_numpy(float) for world in (treated, untreated))
        for name in ("days_if_won", "amount")
    )
    velocity = _effect("deal_velocity", "days", None, "control", population, *days)
    return [velocity, _effect("average_deal_size", "EUR", None, "control", population, *amount)]


def _effect(
    kpi: str, unit: str, place: int | None, against: str, population: str, treated: Any, untreated: Any
) -> Effect:
    launches = [launch for plan in (PLANS if place is None else (PLANS[place],)) for launch in plan.launches]
    with_, without = float(np.mean(treated)), float(np.mean(untreated))
    digits = 4 if unit == "share" else 2
    return Effect(
        kpi=kpi,
        unit=unit,
        list=None if place is None else PLANS[place].list,
        against=against,
        from_=min(launches),
        to=LAST_DAY.isoformat(),
        population=population,
        n=len(treated),
        treated=round(with_, digits),
        untreated=round(without, digits),
        effect=round(with_ - without, digits),
        relative=round(with_ / without - 1, 4),
    )
