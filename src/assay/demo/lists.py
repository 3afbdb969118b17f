"""Who is on which list: accounts are picked by how hot they look, except the holdout, which is drawn by lot."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from assay.demo.accounts import PLANS, Market, standardised
from assay.demo.calendar import LAST, NEVER, Bools, Floats, Ints, Words, date_words, stream

HEAT = 0.65
"""How strongly looks decide: the planner's choice is this times the heat plus luck (Gumbel)."""


@dataclass(frozen=True)
class Lists:
    """`arm` is `abm`, `control`, `holdout` or `rest` per account; in scope on [entry, leave) and [again, NEVER)."""

    arm: Words
    tier: Ints
    entry: Ints
    leave: Ints
    again: Ints
    retier: Ints

    @property
    def treated(self) -> Bools:
        return np.asarray(self.arm == "abm", dtype=np.bool_)


def heat(market: Market, interactions: Ints, before: pd.DataFrame) -> Floats:
    """How hot an account looks when its list is made: interactions of the last year, deals so far, size, industry."""
    earlier = np.bincount(before["account"], minlength=len(market)).astype(float)
    busy = standardised(np.sqrt(interactions.astype(float)))
    return standardised(0.85 * busy + 0.6 * standardised(earlier) + 0.45 * market.size + 0.9 * market.industry_pull)


def make_lists(market: Market, looks: Floats, seed: int) -> Lists:
    rng = stream(seed, "lists")
    score = HEAT * looks + rng.gumbel(0, 1, len(market))
    tier = _tiers(rng, market)
    arm = np.full(len(market), "rest", dtype=object)
    for place in range(len(PLANS)):
        arm = _pick(rng, arm, place, market.plan, score, tier)
    entry, leave, again = _spells(rng, market, arm)
    retier = np.where(rng.random(len(market)) < 0.08, entry + rng.integers(60, 240, len(market)), NEVER)
    retier = np.where((arm == "abm") & (retier < leave) & (tier > 1), retier, NEVER)
    return Lists(arm, tier, entry, leave, again, retier)


def _tiers(rng: np.random.Generator, market: Market) -> Ints:
    weight = market.size + rng.normal(0, 0.4, len(market))
    return np.where(weight > 0.9, 1, np.where(weight > -0.1, 2, 3)).astype(np.int64)


def _pick(rng: np.random.Generator, arm: Words, place: int, plans: Ints, score: Floats, tier: Ints) -> Words:
    plan = PLANS[place]
    pool = np.flatnonzero(plans == place)
    ranked = pool[np.argsort(-score[pool], kind="stable")]
    chosen, others = ranked[: plan.abm + plan.holdout], rng.permutation(ranked[plan.abm + plan.holdout :])
    result = arm.copy()
    result[chosen] = "abm"
    result[_lot(rng, chosen, tier, plan.holdout)] = "holdout"
    result[others[: plan.control]] = "control"
    return result


def _lot(rng: np.random.Generator, chosen: Ints, tier: Ints, wanted: int) -> Ints:
    """`wanted` of the chosen at random, each tier giving its share."""
    shuffled = rng.permutation(chosen)
    strata = [shuffled[tier[shuffled] == value] for value in (1, 2, 3)]
    rank = np.concatenate([(np.arange(len(s)) + 0.5) / max(len(s), 1) for s in strata])
    order = np.argsort(rank, kind="stable")
    return np.concatenate(strata)[order][:wanted]


def _spells(rng: np.random.Generator, market: Market, arm: Words) -> tuple[Ints, Ints, Ints]:
    entry = market.launch.copy()
    leave, again = np.full(len(market), NEVER), np.full(len(market), NEVER)
    abm = rng.permutation(np.flatnonzero((arm == "abm") & ~market.customer))
    control = rng.permutation(np.flatnonzero((arm == "control") & ~market.customer))
    early = (market.plan[abm] < 2) & (market.launch[abm] < 620)
    late, gone, back = abm[early][:6], abm[early][6:14], abm[early][14:17]
    entry[late] += 91
    leave[gone] = entry[gone] + rng.integers(200, 330, len(gone))
    leave[control[:5]] = entry[control[:5]] + rng.integers(200, 330, 5)
    leave[back] = entry[back] + 150
    again[back] = entry[back] + 240
    return entry, leave, again


def in_scope(lists: Lists, account: Ints, day: Ints) -> Bools:
    first = (day >= lists.entry[account]) & (day < lists.leave[account])
    return np.asarray(first | (day >= lists.again[account]), dtype=np.bool_)


def memberships_table(market: Market, lists: Lists) -> pd.DataFrame:
    """`list_memberships`: a row per spell and tier; a few strategic accounts stand on a second list as well."""
    listed = np.flatnonzero(lists.arm != "rest")
    parts = [_rows(market, lists, listed, lists.entry, np.minimum(lists.leave, lists.retier), lists.tier)]
    moved = listed[lists.retier[listed] < NEVER]
    parts.append(_rows(market, lists, moved, lists.retier, lists.leave, lists.tier - 1))
    back = listed[lists.again[listed] < NEVER]
    parts.append(_rows(market, lists, back, lists.again, np.full(len(market), NEVER), lists.tier))
    parts.append(_second_list(market, lists))
    return pd.concat(parts, ignore_index=True)


def _rows(market: Market, lists: Lists, chosen: Ints, starts: Ints, ends: Ints, tier: Ints) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "list": [PLANS[place].list for place in market.plan[chosen]],
            "account_id": market.ids[chosen],
            "valid_from": date_words(starts[chosen]),
            "valid_to": date_words(ends[chosen]),
            "arm": lists.arm[chosen],
            "tier": tier[chosen].astype(str),
            "programme_id": [PLANS[place].programme_id for place in market.plan[chosen]],
        }
    )


def _second_list(market: Market, lists: Lists) -> pd.DataFrame:
    chosen = np.flatnonzero(lists.treated & (market.plan == 0) & (lists.leave == NEVER))[:10]
    rows = _rows(market, lists, chosen, market.launch + 200, lists.leave, np.full(len(market), 3))
    watched = np.flatnonzero((lists.arm == "rest") & ~market.excluded)[:12]
    watch = _rows(market, lists, watched, market.launch, np.full(len(market), NEVER), lists.tier)
    rows = rows.assign(list=PLANS[1].list, programme_id=PLANS[1].programme_id)
    return pd.concat([rows, watch.assign(list="Watch list", arm="other", programme_id=None)])


def moved_off_on_signing(lists: Lists, won: Ints, closed: Ints) -> Lists:
    """The lists after sales took five early winners off them on the day they signed."""
    stays = lists.treated[won] & (lists.leave[won] == NEVER) & (lists.retier[won] == NEVER)
    early = np.flatnonzero(stays & (closed < LAST - 60))[:5]
    leave = lists.leave.copy()
    leave[won[early]] = closed[early]
    return replace(lists, leave=leave)
