"""Six figures with interval, target, the period before and the comparison arm."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from assay.errors import AssayError
from assay.kpis import find
from assay.kpis.headlines import HEADLINES
from assay.languages.formats import is_small
from assay.metrics.answer import Answer
from assay.metrics.change import Change, Turn, judged, unlike_since, window_before
from assay.metrics.scope import Scope
from assay.metrics.target import Standing, has_target, outlook_text, standing, target_text
from assay.report.brief import Brief
from assay.report.pack import Beside, Block, Headline, Page, Prose, Tiles


def headline_page(brief: Brief) -> Page:
    figures = tuple(headline_of for key in HEADLINES if (headline_of := headline(brief, key)))
    say = brief.say
    unlike = tuple(Prose(reason, "note") for reason in dict.fromkeys(one.unlike for one in figures) if reason)
    blocks: tuple[Block, ...] = (Prose(_reading(brief), "note"), *unlike, Tiles(figures))
    aims = tuple(
        f"{one.name}: {one.target}. {one.outlook}" for one in figures if one.outlook
    )  # too long for a slide's tile
    notes = (*aims, *(f"{one.name}: {definition(brief, one.kpi)}" for one in figures))
    return Page("headlines", say("Headline figures"), _message(brief, figures), blocks, notes)


def _message(brief: Brief, figures: tuple[Headline, ...]) -> str:
    return moved_message(brief, [one.turn for one in figures], _standing(brief, figures))


def _standing(brief: Brief, figures: Sequence[Headline]) -> str:
    """How many of the target accounts are engaged and have an opportunity, where that could be counted."""
    say, known = brief.say, {one.kpi: one for one in figures if one.figure.value is not None}
    if not {"engaged_share", "opportunity_rate"} <= set(known):
        return say("Where the programme stands")
    engaged, rate = (
        f"{one.text} ({one.interval})" if one.interval else one.text
        for one in (known["engaged_share"], known["opportunity_rate"])
    )
    return say(
        "Of the target accounts %(engaged)s are engaged, %(rate)s have an opportunity", engaged=engaged, rate=rate
    )


def moved_message(brief: Brief, turns: Sequence[Turn], otherwise: str) -> str:
    """How many figures are better, and how many worse, by more than noise; `otherwise` where none was judged."""
    say, better, worse = brief.say, turns.count("better"), turns.count("worse")
    if better or worse:
        known = {"better": say.number(better), "worse": say.number(worse)}
        return say("More than noise since the period before: %(better)s better, %(worse)s worse", **known)
    return say("No figure has changed by more than noise since the period before") if "same" in turns else otherwise


def _reading(brief: Brief) -> str:
    say = brief.say
    said = say("In brackets: the 95% interval, the range in which the true value plausibly lies.")
    if brief.against:
        said += " " + say(
            "Figures of the other accounts stand beside for orientation; their difference cannot be credited to the programme."
        )
    return said


def headline(brief: Brief, key: str) -> Headline | None:
    """A KPI with everything beside it; None where the data or the reader's rights do not allow it."""
    try:
        answer = brief.kpi(key, brief.judged)
    except AssayError:
        return None
    say, figure, currency = brief.say, answer.total, answer.currency
    kpi = find(key)
    then = window_before(brief.judged, answer.start, answer.end)
    earlier = brief.maybe(answer.kpi, then)
    change = change_of(brief, answer, earlier, then) if earlier else Change()
    aim = _target(brief, answer)
    return Headline(
        kpi=kpi.key,
        id=kpi.id,
        name=kpi.name[say.language],
        question=kpi.question[say.language],
        text=say.figure(figure, answer.unit, currency),
        unit_text=say.unit(answer.unit),
        parts=_parts(brief, answer),
        interval=say.interval(figure, answer.unit, currency),
        beside=tuple(_beside(brief, answer, earlier, change)),
        unlike=change.reason(say.language),
        target=target_text(aim, answer.unit, currency, say) if aim else "",
        outlook=outlook_text(aim, answer.unit, currency, say) if aim else "",
        reached=aim.reached if aim else None,
        note=say.note(figure),
        as_of=say.day(answer.as_of),
        provisional=answer.provisional,
        figure=figure,
        unit=answer.unit,
        currency=currency,
    )


def definition(brief: Brief, key: str) -> str:
    return find(key).formula[brief.say.language]


def _parts(brief: Brief, answer: Answer) -> str:
    """What a share or a mean is made of; nothing for plain counts and where the value says it already."""
    figure, say = answer.total, brief.say
    if is_sum(answer.kpi) or figure.value is None or not figure.denominator or is_small(figure, answer.unit):
        return ""
    if answer.unit == "share":
        return say("%(part)s of %(whole)s", part=say.number(figure.numerator), whole=say.number(figure.denominator))
    return say.many("%(n)s case", "%(n)s cases", figure.denominator)


def _beside(brief: Brief, answer: Answer, earlier: Answer | None, change: Change) -> Iterator[Beside]:
    if earlier and earlier.total.value is not None:
        text = brief.say.figure(earlier.total, answer.unit, earlier.currency)
        yield Beside(brief.say("Period before"), text, change_words(brief, answer, change), change.turn, earlier.total)
    other = brief.of_other_arm()
    there = brief.maybe(answer.kpi, other) if other else None
    if brief.against and there and there.total.value is not None:
        yield _comparison(brief, answer, there)


def _comparison(brief: Brief, answer: Answer, there: Answer) -> Beside:
    """Sums of two arms of different size are told by account."""
    assert brief.against is not None
    say, name = brief.say, f"{brief.against.name} ({brief.say.number(brief.against.accounts)})"
    if not is_sum(answer.kpi):
        return Beside(name, say.figure(there.total, there.unit, there.currency), figure=there.total)
    accounts = brief.maybe("target_accounts.targeted", brief.judged)
    own = accounts.total.value if accounts else None
    if not own or answer.total.value is None or there.total.value is None:
        return Beside(name, say.figure(there.total, there.unit, there.currency), figure=there.total)
    pair = (answer.total.value / own, there.total.value / brief.against.accounts)
    values = [say.value(one, answer.unit, answer.currency) for one in pair]
    return Beside(name, say("%(other)s per account (here %(own)s)", own=values[0], other=values[1]), figure=there.total)


def is_sum(key: str) -> bool:
    return find(key).measure.aggregate == "sum"


def change_of(brief: Brief, answer: Answer, earlier: Answer, then: Scope) -> Change:
    """The change from an earlier window, called better or worse only where it is more than noise."""
    since = brief.asking.view(unlike_since, then, earlier.start, answer.end)
    return judged(answer.kpi, answer.total, earlier.total, since)


def change_words(brief: Brief, answer: Answer, change: Change) -> str:
    """`+3.2 pp`, `+3.2 pp, no more than noise`; why there is none to tell."""
    if change.difference is None:
        return change.remark(brief.say.language)
    difference = brief.say.difference(change.difference, answer.unit, answer.currency)
    return ", ".join(filter(None, (difference, change.remark(brief.say.language))))


def _target(brief: Brief, answer: Answer) -> Standing | None:
    """Where the figure stands against the workspace's target: `[targets]` of assay.toml, as the file has it now."""
    workspace = brief.asking.workspace if brief.company else None
    now = workspace.newest() if workspace else None
    if now is None or not has_target(now, answer.kpi, brief.judged):
        return None

    def series(start: date, end: date) -> Answer:
        scope = replace(brief.scope, start=start, end=end, as_of=None)
        return brief.asking.kpi(answer.kpi, scope, brief.say.language, grain="month")

    last = min(brief.timing.end, brief.asking.last_day or brief.timing.end)
    return standing(answer.kpi, now.targets[answer.kpi], answer.total, last, brief.asking.settings, series)
