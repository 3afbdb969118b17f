"""What a forecast answers: lifts that would be seen after so many months, and the first honest verdict."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from assay.planning.cycle import Cycle
from assay.views.question import Record


@dataclass(frozen=True)
class Line:
    """One KPI: what can be seen after each number of months, and when it can first be judged.

    `simulated` is how often the lift in focus was seen in imagined programmes on this history; null where it was not tried.
    """

    kpi: str
    id: str
    name: str
    unit: str
    leading: bool
    reaches: tuple[Reach, ...]
    verdict: Verdict
    simulated: float | None

    def at(self, months: int) -> Reach:
        return next(reach for reach in self.reaches if reach.months == months)

    def to_json(self) -> Record:
        named = {name: getattr(self, name) for name in ("kpi", "id", "name", "unit", "leading", "simulated")}
        return {**named, "months": [reach.to_json() for reach in self.reaches], "verdict": self.verdict.to_json()}


@dataclass(frozen=True)
class PowerAnswer:
    """The forecast of a programme. Its verdict is planned for `verdict_on`, the last of so many monthly `looks`."""

    heading: Record
    treated: int
    controls: int
    against: str
    launches_on: date
    months: int
    cycle: Cycle
    lines: tuple[Line, ...]
    sentences: tuple[str, ...]
    verdict_on: date
    looks: int

    def to_json(self) -> Record:
        names = ("treated", "controls", "against", "launches_on", "months", "verdict_on", "looks")
        return {
            **self.heading,
            **{name: getattr(self, name) for name in names},
            "power": 0.8,
            "alpha": 0.05,
            "cycle": dict(vars(self.cycle)),
            "kpis": [line.to_json() for line in self.lines],
            "sentences": list(self.sentences),
        }


@dataclass(frozen=True)
class Reach:
    """What can be seen after so many months: `detectable` in units of the KPI, `relative` to its base.

    For `deal_velocity`, `base` is the company's median days of a won deal, `detectable` how many days fewer it must be.
    `n` accounts (or deals) of history; `events` expected in both arms together. Both are those of a verdict asked for once,
    at 5 %. `asks` is the p that the look after so many months needs where one looks every month, `detectable_at_look` and
    `relative_at_look` what is seen at it; null where no change is large enough.
    """

    months: int
    base: float | None
    detectable: float | None
    relative: float | None
    n: int
    deviation: float | None = None
    correlation: float | None = None
    events: float | None = None
    asks: float | None = None
    detectable_at_look: float | None = None
    relative_at_look: float | None = None

    def to_json(self) -> Record:
        return dict(vars(self))


@dataclass(frozen=True)
class Verdict:
    """The first day on which a KPI can be judged honestly: enough accounts are followed long enough (`matures_on`), and the
    expected lift, where one is stated, would be seen. `on` is null where it would not be within the months looked at;
    `accounts_needed` treated accounts would show it then. `asks` and `detectable_at_look` are those of the monthly look then.
    """

    kpi: str
    on: date | None
    months: float | None
    matures_on: date
    expect: float | None
    detectable: float | None
    accounts_needed: int | None
    asks: float | None = None
    detectable_at_look: float | None = None

    def to_json(self) -> Record:
        return dict(vars(self))
