"""`assay compare`: KPIs with the programme and without it, the verdict in words first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assay.cli.answers import scope_text
from assay.cli.kpi import Language
from assay.cli.options import Asked, Place
from assay.cli.output import console_text, make_table, show
from assay.metrics.scope import split

if TYPE_CHECKING:
    from rich.console import RenderableType

    from assay.comparison.result import Comparison
    from assay.metrics.scope import Scope
    from assay.store.workspace import Workspace

COLUMNS = (
    "kpi",
    "design",
    "rung",
    "comparison",
    "abm_value",
    "abm_n",
    "against_value",
    "against_n",
    "naive_value",
    "naive_difference",
    "difference",
    "low",
    "high",
    "p_value",
    "p_adjusted",
    "relative",
    "verdict",
    "sentence",
)


def compare(
    place: Place,
    asked: Asked,
    keys: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[KEY...]",
            help="As in `assay kpis`; primary is the one chosen before launch.",
            show_default="the headlines",
        ),
    ] = None,
    against: Annotated[
        str | None,
        typer.Option(
            "--against",
            metavar="control|holdout|rest",
            help="The accounts to compare with.",
            show_default="a drawn holdout, else the control group, else the rest",
        ),
    ] = None,
    method: Annotated[
        str, typer.Option("--method", metavar="matched|raw", help="Made comparable first, or as they are.")
    ] = "matched",
    balancing: Annotated[
        str, typer.Option("--balancing", metavar="entropy|nearest|exact", help="How they are made comparable.")
    ] = "entropy",
    design: Annotated[
        str,
        typer.Option(
            "--design",
            metavar="DESIGN",
            help="auto, randomised, staggered, matched, synthetic or descriptive.",
        ),
    ] = "auto",
    by: Annotated[
        str | None, typer.Option("--by", metavar="DIM", help="For a synthetic comparison: region, industry, …")
    ] = None,
    unit: Annotated[
        str | None,
        typer.Option("--unit", metavar="NAME", help="The treated segment.", show_default="most accounts on the list"),
    ] = None,
    covariates: Annotated[
        list[str] | None,
        typer.Option("--covariate", metavar="NAME[@DATE]", help="What to balance on, known before launch."),
    ] = None,
    relevant: Annotated[
        float | None,
        typer.Option(
            "--relevant",
            metavar="NUMBER",
            help="The smallest difference that matters, in the KPI's unit.",
            show_default="a tenth of the comparison's value",
        ),
    ] = None,
    selection_days: Annotated[
        int,
        typer.Option(
            "--selection-days", metavar="N", help="Days before launch by which the list was picked: left aside."
        ),
    ] = 0,
    checks: Annotated[bool, typer.Option("--checks", help="Placebos and other ways of reckoning, too.")] = False,
    looks: Annotated[
        bool,
        typer.Option(
            "--looks", help="Tell when verdicts of these lists were looked at and what they said; compare nothing."
        ),
    ] = False,
    language: Language = None,
) -> None:
    """Compare accounts with the programme to others like them: what it changes, and how surely that can be said."""
    from assay.api import check_language, check_names
    from assay.comparison.compare import compare_many
    from assay.store.runs import open_run
    from assay.store.workspace import Workspace

    scope = asked.scope()
    check_language(language)
    with closing(open_run(Workspace.find(place.folder))) as run:
        check_names(run, scope)
        if looks:
            _show_looks(place, Workspace.find(place.folder), scope, keys or (), against)
            return
        comparisons = compare_many(
            run,
            split(keys or ()),
            scope,
            against=against,  # type: ignore[arg-type]
            method=method,
            balancing=balancing,  # type: ignore[arg-type]
            design=design,  # type: ignore[arg-type]
            by=by,
            unit=unit,
            covariates=split(covariates or ()),
            language=language,
            relevant=relevant,
            selection_days=selection_days,
            checks=checks,
        ).comparisons
        shown = language or run.settings.language
    several = len(comparisons) > 1
    primary = next((one for one in comparisons if one.primary), comparisons[0])
    data = {"primary": primary.kpi, "comparisons": {one.kpi: one.to_json() for one in comparisons}}
    lines = (COLUMNS, [_line(one) for one in comparisons])
    show(place, data if several else comparisons[0].to_json(), lines, lambda: _tables(comparisons, shown))


LOOKED = ("until", "looked_at", "run", "kpi", "against", "design", "verdict", "difference", "low", "high", "p_value")


def _show_looks(place: Place, workspace: Workspace, scope: Scope, keys: Sequence[str], against: str | None) -> None:
    """The record of looks at whole lists: those of a part of them are those of the list."""
    from assay.kpis import find
    from assay.memory.looks import lists_key, looks_of

    wanted = {find(key).key for key in split(keys)}
    known = looks_of(workspace, lists_key(scope.lists, scope.programmes), against)
    lines = [[getattr(one, name) for name in LOOKED] for one in known if not wanted or one.kpi in wanted]
    data = {"looks": [dict(zip(LOOKED, line, strict=True)) for line in lines]}
    shown = [
        ["" if value is None else f"{value:.4g}" if isinstance(value, float) else str(value) for value in line]
        for line in lines
    ]

    def tables() -> Iterator[RenderableType]:
        if not shown:
            yield from console_text(
                "No verdict of these lists has been looked at: `assay compare`, reports and pages keep theirs."
            )
        else:
            yield make_table(LOOKED, shown, right=("run", *LOOKED[-4:]))

    show(place, data, (LOOKED, lines), tables)


def _line(one: Comparison) -> Sequence[Any]:
    said = one.to_json()
    flat = {**said, "abm_value": one.abm.value, "abm_n": one.abm.n, "against_value": one.against.value}
    flat |= {"against_n": one.against.n, "naive_value": one.naive.value, "naive_difference": one.naive.difference}
    return [flat[name] for name in COLUMNS]


def _tables(comparisons: Sequence[Comparison], language: str) -> Iterator[RenderableType]:
    from rich.text import Text

    first = comparisons[0]
    for one in comparisons:
        yield Text(one.sentence, style="bold")
    yield from console_text(
        f"{scope_text(first.scope)} against {first.comparison} · {first.start} to {first.end} · run {first.run}",
        first.rung_sentence,
    )
    yield _figures(comparisons, language)
    for one in comparisons:
        if "tiers" in one.extra:
            yield _tiers(one, language)
            yield from console_text(one.extra["tiers_sentence"])
    if first.balance:
        yield _balance(first)
    for check in (check for one in comparisons for check in one.checks):
        yield from console_text(f"{_mark(check.passed)} {check.name}: {check.text}")
    yield from console_text(*_remarks(comparisons))


def _figures(comparisons: Sequence[Comparison], language: str) -> RenderableType:
    header = (
        "KPI",
        "ABM (n)",
        f"{comparisons[0].comparison} (n)",
        "difference",
        "95 %",
        "p",
        "relative",
        "raw difference",
    )
    rows = [_row(one, language, several=len(comparisons) > 1) for one in comparisons]
    return make_table((*header, "design", "effective n"), rows, right=(*header[1:], "effective n"))


def _row(one: Comparison, language: str, *, several: bool) -> Sequence[Any]:
    from assay.comparison import words
    from assay.languages.formats import number, probability

    unit = (one.unit, one.currency, language)
    ends = {"low": words.low_words(one.low, *unit), "high": words.difference_words(one.high, *unit)}
    return (
        f"{one.name} *" if several and one.primary else one.name,
        f"{words.value_words(one.abm.value, *unit)} ({one.abm.n})",
        f"{words.value_words(one.against.value, *unit)} ({one.against.n})",
        words.difference_words(one.difference, *unit),
        "" if one.low is None else words.say(language, words.RANGE, **ends),
        "" if one.p_value is None else probability(_judged_p(one), language),
        "" if one.relative is None else _signed(100 * one.relative, 0) + "%",
        words.difference_words(one.naive.difference, *unit),
        one.design,
        "" if one.ess is None else number(one.ess, language, 0),
    )


def _tiers(one: Comparison, language: str) -> RenderableType:
    """Differences by tier; what is more than chance carries a mark."""
    from assay.comparison import words

    def between(made: dict[str, Any]) -> str:
        ends = words.low_words(made["low"], *unit), words.difference_words(made["high"], *unit)
        return words.say(language, words.RANGE, low=ends[0], high=ends[1])

    unit = (one.unit, one.currency, language)
    rows = [
        (
            ("● " if made["stands"] else "") + str(made["tier"]),
            words.difference_words(made["difference"], *unit),
            between(made),
            f"{words.difference_words(made['own']['difference'], *unit)} ({between(made['own'])})",
        )
        for made in one.extra["tiers"]
    ]
    header = ("tier", "difference", "95 %", "tier alone (95 %)")
    title = f"{one.name} by tier, drawn towards all; ● more than chance"
    return make_table(header, rows, right=header[1:], title=title)


def _judged_p(one: Comparison) -> float | None:
    """That of a figure beside the primary one is adjusted for being one of several."""
    return one.p_value if one.p_adjusted is None else one.p_adjusted


def _signed(value: float, digits: int) -> str:
    return f"{round(value, digits) + 0.0:+.{digits}f}".replace("-", "\N{MINUS SIGN}")


def _balance(one: Comparison) -> RenderableType:
    rows = [(line.label, _signed(line.before, 2), _signed(line.after, 2)) for line in one.balance]
    return make_table(
        ("known before launch", "before", "after"),
        rows,
        right=("before", "after"),
        title="Balance: differences in standard deviations of the treated",
    )


def _mark(passed: bool | None) -> str:
    return "·" if passed is None else "✓" if passed else "✗"


NAMED = 8
"""Accounts named for each reason; JSON names all of them."""


def _remarks(comparisons: Sequence[Comparison]) -> Iterator[str]:
    first = comparisons[0]
    if len(comparisons) > 1:
        yield "* primary, chosen before launch; p of the others is adjusted for being several figures."
    if first.contamination is not None:
        yield f"Contamination: {first.contamination:.1%} of the comparison accounts were touched by the programme's campaigns."
    for warning in dict.fromkeys(warning for one in comparisons for warning in one.warnings):
        yield f"Warning: {warning}"
    left: dict[str, list[str]] = {}
    for account in (*first.excluded, *first.unmatched):
        left.setdefault(account.text, []).append(f"{account.name} ({account.account_id})")
    for reason, names in left.items():
        more = f"; and {len(names) - NAMED} more, see --format json" if len(names) > NAMED else ""
        yield f"Not compared, {reason} ({len(names)}): {'; '.join(names[:NAMED])}{more}"
