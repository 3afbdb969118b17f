"""Deals as the CRM holds them: `stages`, `opportunities`, `opportunity_stages`, `opportunity_people`."""

from __future__ import annotations

import numpy as np
import pandas as pd

from assay.demo.accounts import Market
from assay.demo.calendar import LAST, Bools, Floats, Ints, Words, either, local, stream, utc
from assay.demo.lists import Lists, in_scope
from assay.demo.money import in_own_currency
from assay.demo.people import People, known_people
from assay.demo.worlds import closed_day, first_stay

NEW = ("Discovery", "Qualified", "Evaluation", "Proposal", "Negotiation")
GROWTH = ("Growth review", "Growth proposal")
_PROBABILITY = (0.05, 0.2, 0.35, 0.55, 0.75)
_GOODS = ("condition monitoring", "line dashboards", "energy module", "gateway pilot", "twin of the press shop")


def stages_table() -> pd.DataFrame:
    """`stages`: two pipelines; only the first says which of its stages qualify."""
    columns = ["stage", "position", "status", "is_qualified", "probability", "pipeline"]
    rows: list[tuple[object, ...]] = [
        (stage, i + 1, "open", "true" if i else "false", _PROBABILITY[i], "New business") for i, stage in enumerate(NEW)
    ]
    rows += [("Won", 6, "won", "true", 1.0, "New business"), ("Lost", 7, "lost", "false", 0.0, "New business")]
    rows += [(stage, i + 1, "open", None, 0.5 + 0.2 * i, "Growth") for i, stage in enumerate(GROWTH)]
    rows += [("Growth won", 3, "won", None, 1.0, "Growth"), ("Growth lost", 4, "lost", None, 0.0, "Growth")]
    return pd.DataFrame(rows, columns=columns)


def numbered(deals: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Deals in order of creation with their ids, and which of the closed ones were lost and opened again on the way."""
    rng = stream(seed, "numbered")
    rows = deals.sort_values(["created", "account", "span"], kind="stable").reset_index(drop=True)
    long = (rows["depth"] >= 3) & (rows["span"] >= 40) & (rows["outcome"] != "stuck")
    again = long & (closed_day(rows) <= LAST) & (rng.random(len(rows)) < 0.07)
    ids = [f"O-{i + 1:04d}" for i in range(len(rows))]
    return rows.assign(id=ids, again=again)


def stage_history(deals: pd.DataFrame, seed: int) -> pd.DataFrame:
    """Every entry into a stage up to the last day: `deal` (place), `day`, `second`, `stage`, in order."""
    rng = stream(seed, "stage history")
    place = np.arange(len(deals))
    offsets = _offsets(rng, deals)
    growth = (deals["type"] != "new_business").to_numpy()
    parts = []
    for step in range(len(NEW)):
        there = (deals["depth"] > step).to_numpy()
        name = np.where(growth, GROWTH[min(step, 1)], NEW[step])
        parts.append(_entries(place[there], offsets[there, step], name[there], step))
    last = offsets[place, deals["depth"] - 1]
    span = deals["span"].to_numpy()
    gone = np.flatnonzero(deals["again"])
    pause = last + np.maximum((span - last) // 3, 1)
    parts.append(_entries(gone, pause[gone], np.full(len(gone), "Lost"), 6))
    back = np.array(NEW, dtype=object)[deals["depth"].to_numpy()[gone] - 1]
    parts.append(_entries(gone, pause[gone] + np.maximum((span - last)[gone] // 4, 1), back, 7))
    closing = np.where(
        growth, np.where(deals["outcome"] == "won", "Growth won", "Growth lost"), deals["outcome"].str.title()
    )
    closed = np.flatnonzero(deals["outcome"] != "stuck")
    parts.append(_entries(closed, span[closed], closing[closed], 8))
    return _visible(rng, deals, pd.concat(parts, ignore_index=True))


def _offsets(rng: np.random.Generator, deals: pd.DataFrame) -> Ints:
    """Days from creation to the entry of each open stage, deals by stages."""
    first, span = first_stay(deals), deals["span"].to_numpy(np.int64)
    cuts = np.sort(rng.random((len(deals), 3)), axis=1) * 0.85
    later = first[:, None] + np.floor(cuts * (span - first)[:, None]).astype(np.int64)
    return np.column_stack([np.zeros(len(deals), dtype=np.int64), first, later])


def _entries(place: Ints, offset: Ints, stage: np.ndarray, step: int) -> pd.DataFrame:
    return pd.DataFrame({"deal": place, "offset": offset, "stage": stage, "step": step})


def _visible(rng: np.random.Generator, deals: pd.DataFrame, entries: pd.DataFrame) -> pd.DataFrame:
    day = deals["created"].to_numpy()[entries["deal"]] + entries["offset"]
    second = (8 + entries["step"]) * 3600 + rng.integers(0, 3500, len(entries))
    rows = entries.assign(day=day, second=second)
    return rows[rows["day"] <= LAST].sort_values(["deal", "day", "second"], kind="stable").reset_index(drop=True)


def opportunities_table(
    market: Market, lists: Lists, deals: pd.DataFrame, history: pd.DataFrame, owners: Words, rates: Floats, seed: int
) -> pd.DataFrame:
    """`opportunities`, one row per deal, as of the last day; `created_at` in UTC."""
    rng = stream(seed, "opportunities")
    size, account = len(deals), deals["account"].to_numpy()
    first = history.groupby("deal").first()
    newest = history.groupby("deal").last()
    closed = (newest["step"] == 8).to_numpy()
    currency = market.currency[account]
    amount = in_own_currency(deals["amount"].to_numpy(), currency, newest["day"].to_numpy(), rates)
    empty = rng.random(size) < np.where(deals["outcome"] == "won", 0.0, 0.05)
    status = np.where(closed, deals["outcome"], "open")
    goods = np.array(_GOODS, dtype=object)[rng.integers(0, len(_GOODS), size)]
    return pd.DataFrame(
        {
            "opportunity_id": deals["id"],
            "account_id": market.ids[account],
            "name": [f"{market.companies[a].name}: {what}" for a, what in zip(account, goods, strict=True)],
            "type": either(deals["type"] == "new_business", None, deals["type"]),
            "amount": np.where(empty, np.where(rng.random(size) < 0.5, np.nan, 0), amount),
            "currency": either((currency == "EUR") & (rng.random(size) < 0.3), None, currency),
            "created_at": _zulu(first["day"].to_numpy(), first["second"].to_numpy()),
            "closed_at": _closed_at(rng, newest, closed),
            "stage": newest["stage"].to_numpy(),
            "status": either(rng.random(size) < 0.1, None, status),
            "owner_id": owners[account],
            "approach": _approach(rng, lists, account, deals["created"].to_numpy()),
            "is_deleted": "false",
            "is_test": "false",
        }
    )


def _zulu(day: Ints, second: Ints) -> Words:
    return np.asarray(utc(day, second).strftime("%Y-%m-%dT%H:%M:%SZ"), dtype=object)


def _closed_at(rng: np.random.Generator, newest: pd.DataFrame, closed: Bools) -> Words:
    """When closed deals closed; of the open ones, the day sales expects, as most CRMs have it."""
    day, second = newest["day"].to_numpy(), newest["second"].to_numpy()
    expected = LAST + rng.integers(-20, 150, len(newest))
    hoped = either(rng.random(len(newest)) < 0.7, _zulu(expected, second), None)
    return np.where(closed, _zulu(day, second), hoped)


def _approach(rng: np.random.Generator, lists: Lists, account: Ints, created: Ints) -> Words:
    other = rng.choice(
        np.array(["inbound", "outbound", "partner", "event"], dtype=object), len(account), p=[0.37, 0.35, 0.14, 0.14]
    )
    programme = lists.treated[account] & in_scope(lists, account, created) & (rng.random(len(account)) < 0.72)
    return either(programme, "abm", either(rng.random(len(account)) < 0.04, None, other))


def history_table(deals: pd.DataFrame, history: pd.DataFrame, opportunities: pd.DataFrame, seed: int) -> pd.DataFrame:
    """`opportunity_stages`: wall clock, with the amount as it was; none in the first stage, today's in the last row."""
    rng = stream(seed, "amounts")
    place = history["deal"].to_numpy()
    today = opportunities["amount"].to_numpy(float)[place]
    then = (today * rng.normal(1.0, 0.13, len(place)) / 100).round() * 100
    newest = place != np.append(place[1:], -1)
    early = np.where(history["step"] == 0, np.nan, then)
    return pd.DataFrame(
        {
            "opportunity_id": deals["id"].to_numpy()[place],
            "stage": history["stage"],
            "entered_at": local(history["day"].to_numpy(), history["second"].to_numpy()).strftime("%Y-%m-%dT%H:%M:%S"),
            "amount": np.where(newest, today, early),
        }
    )


def people_on_deals(deals: pd.DataFrame, people: People, seed: int) -> pd.DataFrame:
    """`opportunity_people`: one to five people of the account known a month after the deal began."""
    rng = stream(seed, "people on deals")
    account = deals["account"].to_numpy()
    there = known_people(people, account, np.minimum(deals["created"].to_numpy() + 30, LAST))
    wanted = np.minimum(there, 1 + rng.poisson(1.5, len(deals)))
    place = np.repeat(np.arange(len(deals)), wanted)
    nth = np.arange(len(place)) - np.searchsorted(place, place)
    start = rng.integers(0, 1000, len(deals))
    person = people.first[account[place]] + (start[place] + nth) % there[place]
    role = people.role[person]
    return pd.DataFrame(
        {
            "opportunity_id": deals["id"].to_numpy()[place],
            "person_id": people.ids[person],
            "role": either(rng.random(len(place)) < 0.3, None, role),
            "is_primary": np.where(nth == 0, "true", "false"),
        }
    )
