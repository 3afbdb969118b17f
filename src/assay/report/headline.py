"""Six figures with interval, target, the period before and the comparison arm."""

from __future__ import annotations

from collections.abc import Iterator

from assay.errors import AssayError
from assay.kpis import find
from assay.kpis.headlines import HEADLINES
from assay.languages.formats import is_small
from assay.metrics.answer import Answer, Figure
from assay.report.brief import Brief, window_before
from assay.report.pack import Beside, Block, Headline, Page, Prose, Tiles, Turn


def headline_page(brief: Brief) -> Page:
    figures = tuple(found for key in HEADLINES if (found := headline(brief, key)))
    say = brief.say
    blocks: tuple[Block, ...] = (Prose(_reading(brief), "note"), Tiles(figures))
    notes = tuple(f"{one.name}: {definition(brief, one.kpi)}" for one in figures)
    return Page("headlines", say("Headline figures"), _message(brief, figures), blocks, notes)


def _message(brief: Brief, figures: tuple[Headline, ...]) -> str:
    moved = [one for one in figures if one.turn]
    better = sum(1 for one in moved if one.turn == "better")
    say = brief.say
    if not moved:
        return say("Where the programme stands")
    return say.many(
        "%(n)s of %(all)s figures is better than in the period before",
        "%(n)s of %(all)s figures are better than in the period before",
        better,
        all=say.number(len(moved)),
    )


def _reading(brief: Brief) -> str:
    say = brief.say
    said = say("In brackets: the 95% interval, the range in which the true value plausibly lies.")
    if brief.against:
        said += " " + say(
            "Figures of the other accounts stand beside for orientation; their difference is no effect of the programme."
        )
    return said


def headline(brief: Brief, key: str) -> Headline | None:
    """A KPI with everything beside it; None where the data or the reader's rights do not allow it."""
    try:
        found = brief.kpi(key)
    except AssayError:
        return None
    say, figure, currency = brief.say, found.total, found.currency
    kpi = find(key)
    target, reached = _target(brief, found)
    return Headline(
        kpi=kpi.key,
        id=kpi.id,
        name=kpi.name[say.language],
        question=kpi.question[say.language],
        text=say.figure(figure, found.unit, currency),
        unit_text=say.unit(found.unit),
        parts=_parts(brief, found),
        interval=say.interval(figure, found.unit, currency),
        beside=tuple(_beside(brief, found)),
        target=target,
        reached=reached,
        note=figure.note or "",
        as_of=say.day(found.as_of),
        provisional=found.provisional,
        figure=figure,
        unit=found.unit,
        currency=currency,
    )


def definition(brief: Brief, key: str) -> str:
    return find(key).formula[brief.say.language]


def _parts(brief: Brief, found: Answer) -> str:
    """What a share or a mean is made of; nothing for plain counts and where the value says it already."""
    figure, say = found.total, brief.say
    if is_sum(found.kpi) or figure.value is None or not figure.denominator or is_small(figure, found.unit):
        return ""
    if found.unit == "share":
        return say("%(part)s of %(whole)s", part=say.number(figure.numerator), whole=say.number(figure.denominator))
    return say.many("%(n)s case", "%(n)s cases", figure.denominator)


def _beside(brief: Brief, found: Answer) -> Iterator[Beside]:
    earlier = brief.maybe(found.kpi, window_before(brief.scope, found.start, found.end))
    if earlier and earlier.total.value is not None:
        change, turn = change_of(brief, found, earlier)
        text = brief.say.figure(earlier.total, found.unit, earlier.currency)
        yield Beside(brief.say("Period before"), text, change, turn, earlier.total)
    other = brief.of_other_arm()
    there = brief.maybe(found.kpi, other) if other else None
    if brief.against and there and there.total.value is not None:
        yield _comparison(brief, found, there)


def _comparison(brief: Brief, found: Answer, there: Answer) -> Beside:
    """Sums of two arms of different size are told by account."""
    assert brief.against is not None
    say, name = brief.say, f"{brief.against.name} ({brief.say.number(brief.against.accounts)})"
    if not is_sum(found.kpi):
        return Beside(name, say.figure(there.total, there.unit, there.currency), figure=there.total)
    accounts = brief.maybe("target_accounts.targeted")
    own = accounts.total.value if accounts else None
    if not own or found.total.value is None or there.total.value is None:
        return Beside(name, say.figure(there.total, there.unit, there.currency), figure=there.total)
    pair = (found.total.value / own, there.total.value / brief.against.accounts)
    values = [say.value(one, found.unit, found.currency) for one in pair]
    return Beside(name, say("%(other)s per account (here %(own)s)", own=values[0], other=values[1]), figure=there.total)


def is_sum(key: str) -> bool:
    return find(key).measure.aggregate == "sum"


def change_of(brief: Brief, found: Answer, earlier: Answer) -> tuple[str, Turn]:
    """The difference from an earlier window and whether it is for the better; nothing for shares of few cases."""
    now, then = found.total, earlier.total
    if now.value is None or then.value is None or _too_few(brief, found.unit, now, then):
        return "", ""
    difference = now.value - then.value
    return brief.say.difference(difference, found.unit, found.currency), turn_of(found.kpi, difference)


def _too_few(brief: Brief, unit: str, *figures: Figure) -> bool:
    return unit == "share" and min(figure.n for figure in figures) < brief.asking.settings.small_n


def turn_of(key: str, difference: float) -> Turn:
    direction = find(key).direction
    if not difference or direction == "context":
        return "same" if not difference else ""
    return "better" if (difference > 0) == (direction == "up") else "worse"


def _target(brief: Brief, found: Answer) -> tuple[str, bool | None]:
    """The workspace's target for the programme as a whole: `[targets]` of assay.toml."""
    workspace = brief.asking.workspace if brief.company else None
    wanted = getattr(workspace.settings, "targets", {}).get(found.kpi) if workspace else None
    if wanted is None:
        return "", None
    said = brief.say("target %(value)s", value=brief.say.value(wanted, found.unit, found.currency))
    if found.total.value is None:
        return said, None
    down = find(found.kpi).direction == "down"
    return said, found.total.value <= wanted if down else found.total.value >= wanted
