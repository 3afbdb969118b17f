"""What the comparisons of one scope share: how to compare as asked, the arms, and what was known of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypedDict

from assay.comparison.arms import Arms
from assay.comparison.covariates import Covariates, covariates
from assay.comparison.design import (
    ASKED,
    BALANCINGS,
    Asked,
    Balanced,
    BalancingName,
    LotTest,
    Rung,
    as_they_are,
    balanced,
    reached,
    tested_lot,
)
from assay.errors import UsageError, did_you_mean
from assay.metrics.scope import Against, Scope

METHODS = ("matched", "raw")


class Words(TypedDict, total=False):
    """The words of a comparison.

    `relevant`: the smallest difference that matters, in the KPI's unit (a tenth of the comparison's value without).
    `selection_days`: days before launch by which the list was picked, left out of prior touches. `by`, `unit`: the
    segments of a synthetic comparison, and the treated one.
    """

    against: Against | None
    method: str
    balancing: BalancingName
    design: Asked
    covariates: Sequence[str]
    language: str | None
    relevant: float | None
    checks: bool
    by: str | None
    unit: str | None
    selection_days: int


@dataclass(frozen=True)
class Options:
    """How to compare, as asked, with the defaults."""

    against: Against = "control"
    method: str = "matched"
    balancing: BalancingName = "entropy"
    design: Asked = "auto"
    covariates: tuple[str, ...] = ()
    language: str = "en"
    relevant: float | None = None
    checks: bool = False
    by: str | None = None
    unit: str | None = None
    selection_days: int = 0

    def __post_init__(self) -> None:
        for word, value, known in (
            ("--method", self.method, METHODS),
            ("--balancing", self.balancing, BALANCINGS),
            ("--design", self.design, ASKED),
        ):
            if value not in known:
                raise UsageError(f"{word}: unknown {value!r}.", hint=did_you_mean(value, known))
        if (self.by or self.unit) and self.design != "synthetic":
            raise UsageError(
                "--by and --unit choose the segments of a synthetic comparison.", hint="--design synthetic"
            )
        if self.selection_days < 0:
            raise UsageError(f"--selection-days is {self.selection_days}; it must be 0 or more.")
        if self.relevant is not None and self.relevant < 0:
            raise UsageError(f"--relevant is {self.relevant}; it must be 0 or more.")


@dataclass(frozen=True)
class Ground:
    """What the comparisons of one scope share: the arms, what was known of them, and how they are made alike."""

    run: Any
    scope: Scope
    options: Options
    arms: Arms

    @cached_property
    def known(self) -> Covariates:
        return covariates(self.arms, self.options.covariates, selection_days=self.options.selection_days)

    @cached_property
    def made(self) -> Balanced:
        drawn = self.lot is not None and self.lot.doubt is None
        if self.options.method == "raw" or (drawn and self.options.design != "matched"):
            return as_they_are(self.arms, self.known)
        chosen = bool(self.options.covariates)
        return balanced(self.arms, self.known, self.options.balancing, chosen=chosen)

    @cached_property
    def rung(self) -> Rung:
        return reached(self.arms, self.made, self.options.method, self.options.design, self.lot)

    @cached_property
    def lot(self) -> LotTest | None:
        """Of a holdout: whether it can be believed to be drawn by lot."""
        return tested_lot(self.arms, self.known) if self.arms.against == "holdout" else None
