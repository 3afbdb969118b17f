"""Deals with the touches before them, read from a run and ready to be divided."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

import numpy as np

from assay.returns.paths import Outcome, null_touches, outcome_deals, path_touches
from assay.stats.attribution import Floats, Ints, Paths
from assay.views.question import Question

if TYPE_CHECKING:
    import pandas as pd

DIMENSIONS = {"channel": "channel", "kind": "kind", "campaign": "campaign_id", "team": "team"}
"""By what touches may be told apart, and the column of each."""


@dataclass(frozen=True)
class Journeys:
    """Deals with their paths, ready to be divided: `paths` end at creation, `full` at the win where there is one.

    Both have a path for each row of `deals`, in that order. `idle` are the touches of paths that led to no deal.
    """

    deals: pd.DataFrame
    values: tuple[str | None, ...]
    names: dict[str, str]
    cents: Ints
    paths: Paths
    full: Paths
    leads: Ints
    full_milestones: tuple[Ints, Ints, Ints, Ints]
    idle: pd.DataFrame
    idle_codes: Ints
    sized: Callable[..., Paths]

    @classmethod
    def read(cls, asked: Question, by: str, outcome: Outcome, engaging: bool) -> Journeys:
        import pandas as pd

        timezone = asked.run.settings.timezone
        deals = _frame(asked, outcome_deals, outcome).sort_values("opportunity_id", ignore_index=True)
        touches = _frame(asked, path_touches, outcome, engaging)
        idle = _frame(asked, null_touches, outcome, engaging)
        keys = ["path", "_moment", DIMENSIONS[by], "direction", "weighted_seconds"]
        idle = idle.assign(_moment=_moments(idle, timezone)).sort_values(keys, ignore_index=True)
        values, codes = _coded([*touches[DIMENSIONS[by]], *idle[DIMENSIONS[by]]])
        path = pd.Index(deals["opportunity_id"]).get_indexer(pd.Index(touches["opportunity_id"]))
        moment = _moments(touches, timezone)
        order = np.lexsort((_seconds(touches), _sent(touches), codes[: len(touches)], moment, path))
        touches, path, own = touches.iloc[order], path[order].astype(np.int64), codes[: len(touches)][order]
        sized = partial(
            _paths, channels=len(values), timezone=timezone, sent_weight=asked.run.settings.influence.sent_weight
        )
        before = (touches["age"] >= 0).to_numpy()
        paths = sized(touches[before], path[before], own[before], len(deals))
        # A deal without touches before it has nobody to credit, however many followed.
        kept = np.isin(path, np.flatnonzero(paths.lengths > 0))
        full = sized(touches[kept], path[kept], own[kept], len(deals))
        leads = _last_where(paths, touches["before_lead"].to_numpy()[before])
        milestones = (
            full.first,
            _last_where(full, touches["before_lead"].to_numpy()[kept] & before[kept]),
            _last_where(full, before[kept]),
            np.where(deals["won_on"].notna().to_numpy(), full.last, -1),
        )
        names = _campaigns(asked) if by == "campaign" else {}
        return cls(
            deals,
            values,
            names,
            _cents(deals["amount"]),
            paths,
            full,
            leads,
            milestones,
            idle,
            codes[len(touches) :],
            sized,
        )

    @property
    def amounts(self) -> Floats:
        return self.cents / 100

    @property
    def unconverted(self) -> int:
        return int(self.deals["unconverted"].sum())

    @cached_property
    def accounts(self) -> Ints:
        """A code for each deal's account, then for each idle path's."""
        import pandas as pd

        idle = self.idle.drop_duplicates("path")["account_id"]
        codes, _ = pd.factorize(np.concatenate([self.deals["account_id"].to_numpy(), idle.to_numpy()]))
        return codes.astype(np.int64)

    @cached_property
    def every(self) -> Paths:
        """The deals' paths, then the idle ones."""
        import pandas as pd

        codes, found = pd.factorize(self.idle["path"])
        more = self.sized(self.idle, codes.astype(np.int64), self.idle_codes, len(found))
        own, others = self.paths.moment, more.moment
        assert own is not None
        assert others is not None
        return Paths(
            np.concatenate([self.paths.path, more.path + self.paths.paths]),
            np.concatenate([self.paths.channel, more.channel]),
            np.concatenate([self.paths.age, more.age]),
            np.concatenate([self.paths.minutes, more.minutes]),
            self.paths.paths + more.paths,
            self.paths.channels,
            np.concatenate([own, others]),
            np.concatenate([self.paths.weights, more.weights]),
        )


def _frame(asked: Question, build: Callable[..., Any], *arguments: Any) -> pd.DataFrame:
    frame: pd.DataFrame = asked.run_statement(build, *arguments).df()
    return frame


def _coded(values: list[Any]) -> tuple[tuple[str | None, ...], Ints]:
    """Distinct values by alphabet, null last, and the code of each."""
    plain = [None if value is None or value != value else str(value) for value in values]
    known = tuple(sorted(set(plain), key=lambda value: (value is None, value or "")))
    places = {value: place for place, value in enumerate(known)}
    return known, np.array([places[value] for value in plain], dtype=np.int64)


def _paths(
    touches: pd.DataFrame, path: Ints, codes: Ints, paths: int, *, channels: int, timezone: str, sent_weight: float
) -> Paths:
    """`sent_weight` is what a touch counts for that was only sent to the account."""
    age = touches["age"].to_numpy(dtype=float) if "age" in touches else np.zeros(len(touches))
    weight = np.where(_sent(touches), sent_weight, 1.0)
    return Paths(path, codes, age, _seconds(touches), paths, channels, _moments(touches, timezone), weight)


def _seconds(touches: pd.DataFrame) -> Floats:
    return touches["weighted_seconds"].fillna(0).to_numpy(dtype=float)


def _sent(touches: pd.DataFrame) -> Any:
    """Whether each touch was only sent to the account: nobody there has done anything."""
    return (touches["direction"] == "out").to_numpy(dtype=bool)


def _moments(touches: pd.DataFrame, timezone: str) -> Ints:
    """When each touch came, as nanoseconds; on a day with a touch of which only the day is known, the day's beginning.

    A touch at midnight is one without a time, so that the order of all touches of that day is not known.
    """
    import pandas as pd

    at = pd.to_datetime(touches["occurred_at"]).astype("datetime64[ns]")
    day = pd.to_datetime(touches["occurred_on"]).astype("datetime64[ns]")
    local = day.dt.tz_localize(timezone, ambiguous=True, nonexistent="shift_forward")
    midnight = local.dt.tz_convert("UTC").dt.tz_localize(None)
    keys = pd.DataFrame({"account": touches["account_id"].to_numpy(), "day": day, "bare": (at == midnight).to_numpy()})
    timeless = keys.groupby(["account", "day"])["bare"].transform("any").to_numpy(dtype=bool)
    return np.where(timeless, midnight.astype("int64"), at.astype("int64"))


def _last_where(paths: Paths, holds: Any) -> Ints:
    """Place of each path's last touch of which something holds, −1 without one."""
    places = np.full(paths.paths, -1, dtype=np.int64)
    np.maximum.at(places, paths.path[holds], np.flatnonzero(holds))
    return places


def _cents(amounts: pd.Series[Any]) -> Ints:
    exact = [0 if value is None or value != value else round(Decimal(str(value)) * 100) for value in amounts]
    return np.array(exact, dtype=np.int64)


def _campaigns(asked: Question) -> dict[str, str]:
    return dict(asked.cursor.execute("SELECT campaign_id, name FROM campaigns WHERE name IS NOT NULL").fetchall())
