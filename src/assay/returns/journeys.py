"""Deals with the touches before them, read from a run and ready to be divided."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
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

    @classmethod
    def read(cls, asked: Question, by: str, outcome: Outcome, engaging: bool) -> Journeys:
        import pandas as pd

        deals = _frame(asked, outcome_deals, outcome).sort_values("opportunity_id", ignore_index=True)
        touches = _frame(asked, path_touches, outcome, engaging)
        idle = _frame(asked, null_touches, outcome, engaging)
        values, codes = _coded([*touches[DIMENSIONS[by]], *idle[DIMENSIONS[by]]])
        path = pd.Index(deals["opportunity_id"]).get_indexer(pd.Index(touches["opportunity_id"]))
        order = np.argsort(path, kind="stable")
        touches, path, own = touches.iloc[order], path[order].astype(np.int64), codes[: len(touches)][order]
        before = (touches["age"] >= 0).to_numpy()
        paths = _paths(touches[before], path[before], own[before], len(deals), len(values))
        # A deal without touches before it has nobody to credit, however many followed.
        kept = np.isin(path, np.flatnonzero(paths.lengths > 0))
        full = _paths(touches[kept], path[kept], own[kept], len(deals), len(values))
        leads = _last_where(paths, touches["before_lead"].to_numpy()[before])
        milestones = (
            full.first,
            _last_where(full, touches["before_lead"].to_numpy()[kept] & before[kept]),
            _last_where(full, before[kept]),
            np.where(deals["won_on"].notna().to_numpy(), full.last, -1),
        )
        names = _campaigns(asked) if by == "campaign" else {}
        return cls(
            deals, values, names, _cents(deals["amount"]), paths, full, leads, milestones, idle, codes[len(touches) :]
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
        more = _paths(self.idle, codes.astype(np.int64), self.idle_codes, len(found), len(self.values))
        return Paths(
            np.concatenate([self.paths.path, more.path + self.paths.paths]),
            np.concatenate([self.paths.channel, more.channel]),
            np.concatenate([self.paths.age, more.age]),
            np.concatenate([self.paths.minutes, more.minutes]),
            self.paths.paths + more.paths,
            self.paths.channels,
        )


def _frame(asked: Question, build: Callable[..., Any], *arguments: Any) -> pd.DataFrame:
    found: pd.DataFrame = asked.run_statement(build, *arguments).df()
    return found


def _coded(values: list[Any]) -> tuple[tuple[str | None, ...], Ints]:
    """Distinct values by alphabet, null last, and the code of each."""
    plain = [None if value is None or value != value else str(value) for value in values]
    known = tuple(sorted(set(plain), key=lambda value: (value is None, value or "")))
    places = {value: place for place, value in enumerate(known)}
    return known, np.array([places[value] for value in plain], dtype=np.int64)


def _paths(touches: pd.DataFrame, path: Ints, codes: Ints, paths: int, channels: int) -> Paths:
    age = touches["age"].to_numpy(dtype=float) if "age" in touches else np.zeros(len(touches))
    minutes = touches["weighted_seconds"].fillna(0).to_numpy(dtype=float)
    return Paths(path, codes, age, minutes, paths, channels)


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
