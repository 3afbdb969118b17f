"""The verdict: what the design allows to say, the difference with its interval, and why the raw figure is another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from assay.charts import Effect, forest
from assay.comparison.compare import compare_many
from assay.comparison.result import Comparison
from assay.comparison.standing import ripeness, standing
from assay.errors import AssayError
from assay.metrics.scope import Scope
from assay.report.brief import Brief
from assay.report.pack import Block, Cell, Drawing, Page, Pair, Points, Prose, Table, Tone

MOST_WARNINGS = 2


def compared(run: Any, scope: Scope, against: str, language: str) -> tuple[Comparison, ...]:
    """A comparison asked as views are, the primary figure first."""
    return compare_many(run, (), scope, against=against, language=language).comparisons  # type: ignore[arg-type]


def comparisons(brief: Brief) -> tuple[tuple[Comparison, ...], str]:
    """What was found, or the sentence why nothing could be."""
    say = brief.say
    if not brief.company:
        return (), say(
            "The effect of the programme is judged for the company as a whole, not for the accounts of one owner."
        )
    if brief.scope.arm != "abm":
        return (), say("Only the programme’s accounts are compared with others.")
    if brief.against is None:
        return (), say("There is nobody to compare with: load a control group, or hold accounts back by lot.")
    try:
        return brief.asking.view(compared, brief.judged, brief.against.arm, say.language), ""
    except AssayError as error:
        return (), " ".join(filter(None, (error.message, error.hint)))


def impact_page(brief: Brief, comparisons: Sequence[Comparison], why_not: str) -> Page:
    say = brief.say
    topic = say("Impact of the programme")
    if not comparisons:
        return Page("impact", topic, say("An effect of the programme cannot be shown"), (Prose(why_not, "caution"),))
    first = comparisons[0]
    tone: Tone = "verdict" if first.trustworthy else "descriptive"
    blocks = [
        Prose(first.sentence, tone),
        _standing(brief, first),
        *_picture(brief, comparisons),
        _table(brief, comparisons),
    ]
    notes = tuple(dict.fromkeys(one.sentence for one in comparisons))
    return Page("impact", topic, verdict_message(brief, first), tuple(blocks), (first.rung_sentence, *notes))


def _standing(brief: Brief, first: Comparison) -> Prose:
    """What may be said to the board, and when the next verdict is due: the same words as on the pages."""
    (ripe,) = brief.asking.view(ripeness, brief.judged, first.kpi, brief.say.language)
    standings = standing(first, ripe, brief.say.language)
    return Prose(f"{brief.say('To the board')}: {standings.board} {standings.next}".strip(), "note")


def verdict_message(brief: Brief, first: Comparison) -> str:
    """The figure, its verdict and the difference: `Opportunity rate: higher than the comparison (+17.1 pp, …)`."""
    say, verdict = brief.say, brief.say.label("verdicts", first.verdict)
    known = {"figure": first.name, "verdict": verdict[:1].lower() + verdict[1:]}
    if first.difference is None or first.low is None or not first.trustworthy:
        return say("%(figure)s: %(verdict)s", **known)
    between = say.differences_cell(first.low, first.high, first.unit, first.currency).text
    known |= {"difference": say.difference(first.difference, first.unit, first.currency), "range": between}
    return say("%(figure)s: %(verdict)s (%(difference)s; 95%% interval: %(range)s)", **known)


def _picture(brief: Brief, comparisons: Sequence[Comparison]) -> Iterator[Block]:
    say = brief.say
    shares = [one for one in comparisons if one.unit == comparisons[0].unit and one.difference is not None]
    right = _right(brief, comparisons)
    if not shares:
        yield from right
        return
    effects = tuple(effect for one in shares for effect in _effects(brief, one))
    title = say("Difference from the comparison accounts")
    chart = forest(title, effects, unit=shares[0].unit, currency=shares[0].currency, language=say.language, width=720)
    drawn = Drawing("impact", chart, effects, "forest", shares[0].unit, shares[0].currency, descriptive=False)
    yield Pair((drawn,), right, "left")


def _effects(brief: Brief, one: Comparison) -> Iterator[Effect]:
    """The estimate; of the primary figure the unweighted difference too, drawn as what it is."""
    design = brief.say.label("designs", one.design)
    yield Effect(one.name, one.difference, one.low, one.high, one.trustworthy, one.primary, design)
    if one.primary and one.trustworthy and one.naive.difference is not None:
        name = brief.say("the same without weighting")
        yield Effect(name, one.naive.difference, one.naive.low, one.naive.high, causal=False)


def _right(brief: Brief, comparisons: Sequence[Comparison]) -> tuple[Block, ...]:
    say, first = brief.say, comparisons[0]
    design = say(
        "%(design)s (evidence %(rung)s of 5, 1 is the strongest)",
        design=say.label("designs", first.design),
        rung=say.number(first.rung),
    )
    blocks: list[Block] = [
        Points((first.rung_sentence,), design),
        Points((first.naive.sentence,), say("Why the raw figure is another")),
    ]
    cautions = tuple(_cautions(brief, comparisons))
    if cautions:
        blocks.append(Points(cautions, say("Read with care"), "caution"))
    return tuple(blocks)


def _cautions(brief: Brief, comparisons: Sequence[Comparison]) -> Iterator[str]:
    """The warnings of the primary figure, and how clean the comparison is; the workbook has all of them."""
    say, first = brief.say, comparisons[0]
    yield from first.warnings[:MOST_WARNINGS]
    if first.contamination:
        share = say.percent(first.contamination)
        yield say("%(share)s of the comparison accounts were touched by the programme’s campaigns.", share=share)


def _table(brief: Brief, comparisons: Sequence[Comparison]) -> Table:
    say = brief.say
    against = brief.against.name if brief.against else say("Comparison")
    columns = (
        say("Figure"),
        say("With the programme"),
        say("n"),
        against,
        say("n"),
        say("Difference"),
        say("95% interval"),
        say("Verdict"),
    )
    rows = tuple(_row(brief, one) for one in comparisons)
    note = say("The first figure was chosen in advance; the others are judged more strictly for being several.")
    descriptive = not comparisons[0].trustworthy
    return Table(
        "impact",
        say("Figures compared"),
        columns,
        rows,
        note if len(comparisons) > 1 and comparisons[0].primary else "",
        descriptive,
        message="" if descriptive else _clear(brief, comparisons),
    )


def _clear(brief: Brief, comparisons: Sequence[Comparison]) -> str:
    """Of how many figures the difference is more than chance."""
    clear = sum(one.verdict in ("higher", "lower") for one in comparisons)
    known = {"clear": brief.say.number(clear), "n": brief.say.number(len(comparisons))}
    return brief.say("More than chance explains: %(clear)s of %(n)s figures", **known)


def _row(brief: Brief, one: Comparison) -> tuple[Cell, ...]:
    say, unit, currency = brief.say, one.unit, one.currency
    return (
        say.text(one.name),
        say.cell(one.abm.value, unit, currency),
        say.count(one.abm.n),
        say.cell(one.against.value, unit, currency),
        say.count(one.against.n),
        say.difference_cell(one.difference, unit, currency),
        say.differences_cell(one.low, one.high, unit, currency),
        say.text(say.label("verdicts", one.verdict)),
    )
