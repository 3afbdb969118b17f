"""What is answered about a programme's money and about its roll-out."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Literal

from assay.comparison.result import Comparison
from assay.metrics.answer import Figure
from assay.returns.rollout_segment import Segment
from assay.views.question import Record

Pays = Literal["paid", "not_paid", "cannot_tell"]


@dataclass(frozen=True)
class CostLine:
    """Cost in scope of one kind; `kind` None: rows that name none."""

    kind: str | None
    label: str
    amount: float
    share: float | None


@dataclass(frozen=True)
class Attributed:
    """Revenue that a model allots to marketing's touches, its share of all, and what would be its return were it all brought by them."""

    model: str
    name: str
    revenue: float
    roi: float | None
    share: float | None = None


@dataclass(frozen=True)
class Money:
    """Cost, effect and return of a scope; figures in `currency`, `roi` and `attributed_roi` as shares (1 = 100 %).

    `revenue` (incremental), `profit` and `roi` are None with a note where no comparison may claim an effect; their
    interval is that of the effect, the cost is taken as exact.
    """

    heading: Record
    currency: str
    against: str
    margin: float
    launched_on: date | None
    cost: Figure
    ledger: tuple[CostLine, ...]
    revenue: Figure
    profit: Figure
    roi: Figure
    attributed_roi: Figure
    attributed: tuple[Attributed, ...]
    comparison: Comparison | None
    verdict_on: date | None = None
    sentences: tuple[str, ...] = field(default=())
    caveats: tuple[str, ...] = field(default=())

    @property
    def won(self) -> bool:
        """Whether any deal was won in the window, with or without an amount."""
        return bool(self.attributed_roi.extra.get("deals"))

    @property
    def trustworthy(self) -> bool:
        """Whether an effect, and so a return, may be stated."""
        return self.roi.value is not None

    @property
    def pays(self) -> Pays:
        """Whether it has paid, as surely as this look at a running programme asks, and among the figures looked at."""
        sure = self.roi.extra.get("at_every_look", {})
        low, high = sure.get("low"), sure.get("high")
        if low is not None and low > 0 and self.roi.extra.get("verdict") == "higher":
            return "paid"
        return "not_paid" if high is not None and high < 0 else "cannot_tell"

    def to_json(self) -> Record:
        plain = ("currency", "against", "margin", "launched_on", "verdict_on", "pays")
        figures = ("cost", "revenue", "profit", "roi", "attributed_roi")
        said = {**self.heading, **{name: getattr(self, name) for name in plain}}
        said |= {name: getattr(self, name).to_json() for name in figures}
        said |= {
            "ledger": [asdict(line) for line in self.ledger],
            "attributed": [asdict(one) for one in self.attributed],
        }
        said |= {"sentences": list(self.sentences), "caveats": list(self.caveats)}
        return said | {"comparison": self.comparison.to_json() if self.comparison else None}


@dataclass(frozen=True)
class Range:
    """An expectation with the ends of its 95 % interval; all None without an effect."""

    value: float | None = None
    low: float | None = None
    high: float | None = None

    def times(self, factor: float | None) -> Range:
        if factor is None:
            return Range()
        ends = [None if one is None else one * factor for one in (self.value, self.low, self.high)]
        return Range(*ends)

    def less(self, amount: float | None) -> Range:
        if amount is None:
            return Range()
        return Range(*(None if one is None else one - amount for one in (self.value, self.low, self.high)))


@dataclass(frozen=True)
class BreakEven:
    """What would cover the cost: additional deals, the lift in relative terms, and accounts where there is a fixed cost.

    `accounts` is None where no number of accounts would do, or where nothing is fixed: then each account pays or none.
    """

    deals: float | None
    lift: float | None
    accounts: float | None


@dataclass(frozen=True)
class Rollout:
    """Expected in a window as long as the one measured. `lift` is relative: (with − without) ÷ without.

    Without a design that may claim an effect, `lift`, `wins`, `revenue`, `profit`, `net` and `roi` have no values.
    `net_at_every_look` is as wide as this look at a running programme asks.
    """

    heading: Record
    currency: str
    margin: float
    segment: Segment
    accounts: int
    cost_per_account: float | None
    fixed_cost: float
    cost: float | None
    lift: Range
    wins: Range
    revenue: Range
    profit: Range
    net: Range
    roi: Range
    break_even: BreakEven
    comparison: Comparison | None
    verdict_on: date | None = None
    net_at_every_look: Range = Range()
    sentences: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()

    @property
    def pays(self) -> Pays:
        """Whether it would, if the assumptions hold; never without a verdict on the programme that was measured."""
        sure = self.net_at_every_look
        if (
            sure.low is not None
            and sure.low > 0
            and self.comparison is not None
            and self.comparison.verdict == "higher"
        ):
            return "paid"
        return "not_paid" if sure.high is not None and sure.high < 0 else "cannot_tell"

    def to_json(self) -> Record:
        plain = ("currency", "margin", "accounts", "cost_per_account", "fixed_cost", "cost", "verdict_on", "pays")
        parts = ("segment", "lift", "wins", "revenue", "profit", "net", "net_at_every_look", "roi", "break_even")
        said = {**self.heading, **{name: getattr(self, name) for name in plain}}
        said |= {name: asdict(getattr(self, name)) for name in parts}
        said |= {"sentences": list(self.sentences), "assumptions": list(self.assumptions)}
        return said | {"comparison": self.comparison.to_json() if self.comparison else None}
