"""What was known about an account on the eve of its launch: size, trade, place, touches and deals so far, age.

A covariate of a day after launch is refused: what the programme may have changed would be taken away from its effect.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from assay.comparison.arms import Account, Arms
from assay.errors import UsageError, did_you_mean
from assay.kpis import CATALOGUE
from assay.metrics.answers import attributes_of
from assay.views.before_launch import LEVELS, before_launch

Floats = NDArray[np.float64]
NUMBERS = (
    "prior_touches",
    "prior_deals",
    "employees",
    "recent_touches",
    "open_deals",
    "annual_revenue",
    "won_deals",
    "account_age",
)
"""In the order of what they tell of deals to come: where accounts are few, the first ones are balanced."""
DEFAULT = (*NUMBERS, "industry", "region")
RARE, MOST_LEVELS = (0.04, 0.08, 0.12, 0.2), 8
"""Levels of a smaller share of the accounts are put together: the more, the fewer accounts there are to balance."""
LEAST_COLUMNS, CONTROLS_PER_COLUMN = 3, 5
"""So many columns can always be balanced, beyond that one for every five comparison accounts."""
OTHER, UNKNOWN = "other", "unknown"


@dataclass(frozen=True)
class Column:
    """One column of the design: `covariate` is its name, `level` the value it stands for, or `unknown`."""

    covariate: str
    level: str | None = None

    @property
    def name(self) -> str:
        return self.covariate if self.level is None else f"{self.covariate}: {self.level}"


@dataclass(frozen=True)
class Covariates:
    """A matrix [accounts, columns] in the order of the arms' accounts. The first `used` columns are balanced; for the rest
    there were too few accounts, and they are only told.
    """

    all_columns: tuple[Column, ...]
    all_values: Floats
    used: int

    @property
    def columns(self) -> tuple[Column, ...]:
        return self.all_columns[: self.used]

    @property
    def values(self) -> Floats:
        return self.all_values[:, : self.used]

    @property
    def dropped(self) -> tuple[Column, ...]:
        return self.all_columns[self.used :]

    @property
    def all_names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.all_columns)


def covariates(arms: Arms, wanted: Sequence[str] = (), *, selection_days: int = 0) -> Covariates:
    """Covariates of all accounts of both arms, `wanted` ones or the default set, `NAME@DATE` as known before that day.

    Numbers go in on a scale on which they are not lopsided (logarithm, root); a missing one counts as the mean, and a
    column of its own says so. Touches of the last `selection_days` before launch, by which the list was picked, are left
    aside. Raises UsageError for an unknown name, or one that is measured after launch.
    """
    attributes = attributes_of(arms.asked.cursor, "accounts")
    names, until = _chosen(wanted, attributes, arms.accounts)
    known = _known(arms, until, attributes, selection_days)
    room = room_for(len(arms.controls))
    parts: list[tuple[Column, Floats]] = []
    for rare in RARE:
        parts = _parts(names, known, rare)
        if len(parts) <= room:
            break
    columns = tuple(column for column, _ in parts)
    values = np.column_stack([values for _, values in parts]) if parts else np.zeros((len(arms.accounts), 0))
    return Covariates(columns, values, min(len(columns), room))


def room_for(controls: int) -> int:
    """How many columns so many comparison accounts can be balanced on."""
    return max(LEAST_COLUMNS, controls // CONTROLS_PER_COLUMN)


def _parts(names: Sequence[str], known: Mapping[str, list[Any]], rare: float) -> list[tuple[Column, Floats]]:
    parts = [
        part for name in names for part in (_numbers(name, known) if name in NUMBERS else _levels(name, known, rare))
    ]
    return [(column, values) for column, values in parts if values.std() > 0]


def _chosen(
    wanted: Sequence[str], attributes: Sequence[str], accounts: Sequence[Account]
) -> tuple[tuple[str, ...], date | None]:
    known = (*NUMBERS, *LEVELS, *attributes)
    first = min(account.launched_on for account in accounts)
    names, until = [], None
    for word in wanted or DEFAULT:
        name, _, day = word.partition("@")
        if name in CATALOGUE and name not in known:
            raise UsageError(
                f"Covariate {name!r} is measured in the window, after launch: the programme may have changed it.",
                hint=f"Known before launch: {', '.join(known)}.",
            )
        if name not in known:
            raise UsageError(f"Unknown covariate {name!r}.", hint=did_you_mean(name, known))
        until = _day(word, day, first) if day else until
        names.append(name)
    return tuple(dict.fromkeys(names)), until


def _day(word: str, day: str, first: date) -> date:
    try:
        parsed = date.fromisoformat(day)
    except ValueError:
        raise UsageError(f"--covariate {word}: {day!r} is no date.", hint="Write it as 2026-09-30.") from None
    if parsed > first:
        raise UsageError(
            f"--covariate {word} is measured after launch: the first account of the comparison launched on {first}.",
            hint=f"Leave the day out (the eve of each account's launch), or name one up to {first}.",
        )
    return parsed


def _known(arms: Arms, until: date | None, attributes: Sequence[str], selection_days: int) -> dict[str, list[Any]]:
    """Raw columns by name, one value per account in order."""
    accounts = arms.accounts
    eve = [min(one.launched_on, until) if until else one.launched_on for one in accounts]
    columns = {
        "account_id": pa.array([one.account_id for one in accounts]),
        "launched_on": pa.array(eve, pa.date32()),
    }
    arms.asked.cursor.register("subjects", pa.table(columns))
    shape = replace(arms.asked.shape, extra=arms.asked.values.known)
    known = arms.asked.rows(before_launch, shape=shape, selection_days=selection_days)
    rows = {row["account_id"]: row for row in known}
    names = (*NUMBERS, *LEVELS, *attributes)
    return {name: [rows[one.account_id][name] for one in accounts] for name in names}


_SHAPES: Mapping[str, Callable[[Floats], Floats]] = {
    "employees": np.log1p,
    "annual_revenue": np.log1p,
    "account_age": np.log1p,
    "prior_touches": np.sqrt,
    "recent_touches": np.sqrt,
}


def _numbers(name: str, known: Mapping[str, list[Any]]) -> list[tuple[Column, Floats]]:
    raw = np.array([np.nan if value is None else float(value) for value in known[name]])
    shaped = _SHAPES.get(name, np.asarray)(np.maximum(raw, 0))
    missing = np.isnan(shaped)
    if missing.all():
        return []
    numbers = [(Column(name), np.where(missing, shaped[~missing].mean(), shaped))]
    return [*numbers, (Column(name, UNKNOWN), missing.astype(float))] if missing.any() else numbers


def _levels(name: str, known: Mapping[str, list[Any]], rare: float) -> list[tuple[Column, Floats]]:
    """A column per level but the most frequent; rare ones are put together, missing ones are a level."""
    values = [UNKNOWN if value in (None, "") else str(value) for value in known[name]]
    counts: dict[str, int] = {}
    for value in values:
        counts[value] = counts.get(value, 0) + 1
    often = sorted(counts, key=lambda value: (-counts[value], value))
    kept = [value for value in often if counts[value] >= rare * len(values)][:MOST_LEVELS]
    pooled = np.array([value if value in kept else OTHER for value in values])
    levels = [*kept[1:], *([OTHER] if len(kept) < len(counts) and OTHER not in kept else [])]
    return [(Column(name, level), (pooled == level).astype(float)) for level in levels]
