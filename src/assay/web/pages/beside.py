"""What stands beside a figure: the comparison arm, the window before, the target; and where the figure leads."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from assay.comparison.best import best_against
from assay.delimited_text import csv_cell
from assay.errors import DataError
from assay.kpis import find
from assay.languages.labels import label
from assay.metrics.answer import Answer
from assay.metrics.change import Change, Turn, judged, unlike_since
from assay.metrics.list_rows import arms_of
from assay.metrics.scope import Scope
from assay.metrics.target import Standing, has_target, outlook_text, standing, target_text
from assay.web.blocks import FigureBlock, figure_block
from assay.web.dates import compared_with, earlier_scope
from assay.web.visit import Visit


@dataclass(frozen=True)
class Against:
    """The arm that a scope is compared with, how it is called, and how many accounts it has."""

    arm: str
    name: str
    accounts: int


@dataclass(frozen=True)
class Tile:
    """A figure with what it is compared with: texts are empty where there is nothing to compare.

    `turn` colours the change where it is more than noise, `remark` says where it is not; `rose` is its direction.
    `between` is the 95 % interval of the change, `beyond_target` that of the distance to the target, as programs read
    them: what is coloured carries the one that allows it.
    """

    block: FigureBlock
    before: str = ""
    change: str = ""
    turn: Turn = ""
    remark: str = ""
    reason: str = ""
    rose: bool = False
    before_exact: str = ""
    before_asks: str = ""
    between: str = ""
    made_of: str = ""
    target: str = ""
    reached: bool | None = None
    outlook: str = ""
    outcome: str = ""
    beyond_target: str = ""


def against(visit: Visit) -> Against | None:
    """The best comparison there is: a drawn holdout, the control group, or all accounts that no list treats."""
    if visit.scope.arm != "abm" or visit.viewer.sees_part:
        return None
    return visit.keep("against", lambda: _against(visit), visit.scope)


def _against(visit: Visit) -> Against | None:
    return _counted(visit, visit.ask(best_against)) if arms_of(visit.cursor()) else None


def _counted(visit: Visit, arm: str) -> Against | None:
    accounts = visit.kpi("target_accounts.targeted", scope=other_arm(visit.scope, arm)).total.value
    return Against(arm, label("arms", arm, visit.language), int(accounts or 0)) if accounts else None


def other_arm(scope: Scope, arm: str) -> Scope:
    """The same question to another arm; `rest` has no tiers."""
    return replace(scope, arm=arm, tiers=() if arm == "rest" else scope.tiers)


def window_before(visit: Visit, answer: Answer) -> Scope | None:
    """The scope in the window that this one is compared with: the one before, a year before, or none (`compare`)."""
    return earlier_scope(visit.scope, answer.start, answer.end, compared_with(visit))


def tile(
    visit: Visit, key: str, *, compare: bool = True, before: bool = True, short: bool = True, name: str | None = None
) -> Tile:
    """A KPI's total as a tile: against the comparison arm, the window before and the target, each where it exists."""
    kpi = visit.kpi(key)
    other = against(visit) if compare else None
    there = other_arm(visit.scope, other.arm) if other else None
    beside = _quiet(visit, key, there) if there else None
    against_name = other.name if other else ""
    block = figure_block(
        visit, kpi, against=beside, against_scope=there, against_name=against_name, short=short, name=name
    )
    then = window_before(visit, kpi) if before else None
    earlier = _quiet(visit, key, then) if then else None
    change = _change(visit, kpi, earlier, then)
    aimed = aim(visit, kpi)
    text = visit.fmt.figure(earlier.total, kpi.unit, visit.money_of(kpi), short) if earlier else ""
    said = _before(visit, text) if earlier and earlier.total.value is not None else ""
    exact, asks = (csv_cell(earlier.total.value), visit.asks(key, then)) if earlier and then else ("", "")
    moved = "" if change.difference is None else _difference(visit, change.difference, kpi)
    remark, rose = change.remark(visit.language), (change.difference or 0) > 0
    made = _made_of(visit, kpi, block)
    reason = change.reason(visit.language)
    target = target_text(aimed, kpi.unit, kpi.currency, visit.fmt) if aimed else ""
    outlook = outlook_text(aimed, kpi.unit, kpi.currency, visit.fmt) if aimed else ""
    reached, outcome = (aimed.reached, aimed.outcome) if aimed else (None, "")
    return Tile(
        block=block,
        before=said,
        change=moved,
        turn=change.turn,
        remark=remark,
        reason=reason,
        rose=rose,
        before_exact=exact,
        before_asks=asks,
        between=_interval(change.low, change.high),
        made_of=made,
        target=target,
        reached=reached,
        outlook=outlook,
        outcome=outcome,
        beyond_target=_interval(aimed.low, aimed.high, aimed.wanted) if aimed else "",
    )


def _interval(low: float | None, high: float | None, less: float = 0.0) -> str:
    """`0.041 0.301`: the ends of a difference, each less so much."""
    return "" if low is None or high is None else f"{low - less:.6g} {high - less:.6g}"


def told_once(shown: Sequence[Tile]) -> tuple[str, ...]:
    """Sentences of the notes of several tiles that say the same: they stand once, below all of them."""
    measured = [one.block for one in shown if one.block.measured]
    counts = Counter(sentence for block in measured for sentence in dict.fromkeys(_sentences(block.note)))
    return tuple(sentence for sentence, times in counts.items() if times > 1)


def note_without(block: FigureBlock, told: Sequence[str]) -> str:
    """What a note says besides the sentences that stand elsewhere; why nothing is measured stands with its figure."""
    if not block.measured:
        return block.note
    return " ".join(sentence for sentence in _sentences(block.note) if sentence not in told)


def _sentences(note: str) -> list[str]:
    return [one for one in re.split(r"(?<=[.!?])\s+", note) if one]


def _before(visit: Visit, text: str) -> str:
    if compared_with(visit) == "year":
        return visit._("a year before: %(value)s", value=text)
    return visit._("before: %(value)s", value=text)


def tiles(visit: Visit, keys: tuple[str, ...], **options: bool) -> list[Tile]:
    """Those that the reader may ask for."""
    return [tile(visit, key, **options) for key in keys if visit.may_ask(key)]  # type: ignore[arg-type]


def _made_of(visit: Visit, answer: Answer, block: FigureBlock) -> str:
    """A share's parts; of a mean, and of a sum of money, how many cases it has."""
    averaged = find(answer.kpi).measure.aggregate in ("mean", "median", "estimate")
    if (averaged or answer.currency) and answer.total.value is not None:
        return visit.ngettext("%(n)s case", "%(n)s cases", answer.total.n)
    return block.parts


def _quiet(visit: Visit, key: str, scope: Scope) -> Answer | None:
    """An answer, or None where there is nothing to ask: before the first data, say."""
    try:
        kpi = visit.kpi(key, scope=scope)
    except DataError:
        return None
    return kpi if kpi.total.value is not None else None


def _change(visit: Visit, answer: Answer, earlier: Answer | None, then: Scope | None) -> Change:
    """The change since the window before, in colour only where it is more than noise."""
    if earlier is None or then is None:
        return Change()
    since = visit.ask(unlike_since, earlier.start, answer.end, scope=then)
    return judged(answer.kpi, answer.total, earlier.total, since)


def _difference(visit: Visit, difference: float, answer: Answer) -> str:
    """With its sign, of shares in points, as short as the values it parts."""
    if answer.unit == "share":
        return visit.fmt.difference(difference, answer.unit)
    sign = "+" if difference > 0 else "\N{MINUS SIGN}" if difference < 0 else ""
    return sign + visit.fmt.value(abs(difference), answer.unit, answer.currency, short=True)


def aim(visit: Visit, answer: Answer) -> Standing | None:
    """Where a figure stands against the workspace's target: `[targets]` of assay.toml, as the file has it now.

    Years are those of the run, as in all its windows.
    """
    now = visit.site.workspace.newest()
    if visit.viewer.is_rep or visit.last_day is None or not has_target(now, answer.kpi, visit.scope):
        return None

    def series(start: date, end: date) -> Answer:
        return visit.kpi(answer.kpi, grain="month", start=start, end=end, as_of=None)

    last = min(answer.end, visit.last_day)
    return standing(answer.kpi, now.targets[answer.kpi], answer.total, last, visit.settings, series)


__all__ = [
    "Against",
    "Tile",
    "against",
    "aim",
    "note_without",
    "other_arm",
    "tile",
    "tiles",
    "told_once",
    "window_before",
]
