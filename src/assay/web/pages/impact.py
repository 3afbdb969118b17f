"""Impact: one question at a time, its verdict in words, the difference, the balance, the checks, days and money."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from assay.charts import Balance, Curve, Effect, forest, love, survival
from assay.comparison.best import evidence
from assay.comparison.compare import compare, judged_by
from assay.comparison.family import FAMILY
from assay.comparison.result import Comparison
from assay.comparison.velocity import Velocity, velocity
from assay.errors import UsageError, did_you_mean
from assay.kpis import find
from assay.languages.labels import explanation, label
from assay.metrics.answers import Run
from assay.metrics.scope import Scope
from assay.returns.money import money
from assay.returns.result import Money
from assay.web.pages.help import helped
from assay.web.pages.pictures import Picture, picture
from assay.web.pages.registry import Page, Shown
from assay.web.rights import COMPANY
from assay.web.tables import Column, TableData
from assay.web.visit import Visit


@dataclass(frozen=True)
class Choice:
    key: str
    name: str
    href: str
    chosen: bool


def compared(run: Run, scope: Scope | None, key: str, other: Any, language: str, checks: bool) -> Comparison:
    return compare(run, key, scope, against=other, language=language, checks=checks)


@helped
def impact_page(visit: Visit) -> Shown:
    finding = _found(visit)
    values = {
        **_common(visit, finding),
        "evidence": evidence_choices(visit, finding.comparison),
        "forest": _forest(visit, finding, ()),
        "tiers": _tiers(visit, finding),
        "love": _love(visit, finding),
        "excluded": finding.excluded,
    }
    tables = (_table(visit, finding), *((_excluded(visit, finding),) if finding.excluded else ()))
    tables += (_looks(visit, finding),) if finding.extra.get("looks") else ()
    return Shown("pages/impact.html", values, tables, data=finding.to_json())


@helped
def checks_page(visit: Visit) -> Shown:
    """What would have to be wrong for the verdict to be wrong: it takes longer and is fetched on its own."""
    finding = _found(visit, checks=True)
    values = {**_common(visit, finding), "picture": _forest(visit, finding, finding.checks, "sensitivity")}
    return Shown("pages/impact_checks.html", values, (_check_table(visit, finding),), data=finding.to_json())


@helped
def velocity_page(visit: Visit) -> Shown:
    answer = visit.ask(velocity, scope=scope_of(visit), against=_other(visit), language=visit.language)
    values = {"found": answer, "picture": _curves(visit, answer)}
    return Shown("pages/impact_velocity.html", values, data=answer.to_json())


@helped
def money_page(visit: Visit) -> Shown:
    window = replace(scope_of(visit), mode="snapshot")
    answer = visit.ask(money, _other(visit), visit.language, scope=window)
    values = {"found": answer, "picture": _money_picture(visit, answer), "figures": list(_money_lines(visit, answer))}
    return Shown("pages/impact_money.html", values, (_ledger(visit, answer),), data=answer.to_json())


def scope_of(visit: Visit) -> Scope:
    if visit.scope.arm != "abm":
        raise UsageError("Impact asks about the accounts of the programme.", hint="Choose the arm abm.")
    return visit.scope


def _other(visit: Visit) -> str:
    """The arm asked for, else the best evidence there is."""
    return visit.query.get("against") or visit.ask(evidence, scope=scope_of(visit))[0]


def evidence_choices(visit: Visit, chosen: str) -> list[Choice]:
    """The arms that the scope can be compared with, the best evidence first."""
    return [
        Choice(
            arm, label("arms", arm, visit.language), visit.href("/impact", kpi=_key(visit), against=arm), arm == chosen
        )
        for arm in visit.ask(evidence, scope=scope_of(visit))
    ]


def _questions(visit: Visit) -> tuple[str, ...]:
    """The figures that can be asked about, the primary one first."""
    return tuple(dict.fromkeys((*visit.ask(judged_by, _other(visit), scope=scope_of(visit)), *FAMILY)))


def _key(visit: Visit) -> str:
    known, wanted = _questions(visit), visit.query.get("kpi")
    if wanted is None:
        return known[0]
    if wanted not in known:
        raise UsageError(
            f"There is no question about {wanted!r} here.", hint=did_you_mean(wanted, known) or ", ".join(known)
        )
    return wanted


def _found(visit: Visit, *, checks: bool = False) -> Comparison:
    key, other = _key(visit), _other(visit)
    return visit.ask(compared, key, other, visit.language, checks, scope=scope_of(visit))


def _common(visit: Visit, comparison: Comparison) -> dict[str, Any]:
    return {
        "found": comparison,
        "choices": _choices(visit, comparison),
        "verdict": label("verdicts", comparison.verdict, visit.language),
        "design": label("designs", comparison.design, visit.language),
        "claim": label("words_of_evidence", comparison.claim, visit.language)
        if comparison.claim != "cannot_tell"
        else "",
        "claim_text": explanation("words_of_evidence", comparison.claim, visit.language),
        "comparison": label("arms", comparison.comparison, visit.language),
        "values": _sides(visit, comparison),
    }


def _choices(visit: Visit, comparison: Comparison) -> list[Choice]:
    return [
        Choice(
            key,
            find(key).name[visit.language],
            visit.href("/impact", kpi=key, against=visit.query.get("against")),
            key == comparison.kpi,
        )
        for key in _questions(visit)
    ]


def _sides(visit: Visit, comparison: Comparison) -> dict[str, str]:
    def shown(value: float | None) -> str:
        return visit.fmt.value(value, comparison.unit, comparison.currency, short=True)

    return {
        "abm": shown(comparison.abm.value),
        "against": shown(comparison.against.value),
        "naive": shown(comparison.naive.value),
    }


def _forest(visit: Visit, comparison: Comparison, checks: tuple[Any, ...], name: str = "forest") -> Picture:
    """The difference first, its checks below it, the naive one last and hollow."""
    title = visit._(
        "%(name)s: the programme against %(other)s",
        name=comparison.name,
        other=label("arms", comparison.comparison, visit.language),
    )
    effects = [
        Effect(
            label("designs", comparison.design, visit.language),
            comparison.difference,
            comparison.low,
            comparison.high,
            comparison.trustworthy,
            main=True,
            note=_chance(visit, comparison),
        ),
        *(
            Effect(one.name, one.difference, one.low, one.high, comparison.trustworthy)
            for one in checks
            if one.difference is not None
        ),
        Effect(
            visit._("As it is, unweighted"),
            comparison.naive.difference,
            comparison.naive.low,
            comparison.naive.high,
            causal=False,
        ),
    ]
    chart = forest(
        title, effects, unit=comparison.unit, currency=comparison.currency, language=visit.language, width=1180
    )
    return picture(name, chart, kpi=comparison.kpi, descriptive=not comparison.trustworthy)


def _chance(visit: Visit, comparison: Comparison) -> str:
    """What an interval that holds zero says of a design that could show an effect."""
    ends = comparison.low, comparison.high
    holds_zero = ends[0] is not None and ends[1] is not None and ends[0] <= 0 <= ends[1]
    return visit._("no more than chance explains") if comparison.trustworthy and holds_zero else ""


def _tiers(visit: Visit, comparison: Comparison) -> Picture | None:
    """The difference of all, and those of its tiers: filled where they are more than chance, else hollow."""
    if "tiers" not in comparison.extra:
        return None
    stands = comparison.verdict in ("higher", "lower")
    chance = visit._("no more than chance explains")
    whole = Effect(
        visit._("All accounts"),
        comparison.difference,
        comparison.low,
        comparison.high,
        stands,
        main=True,
        note="" if stands else chance,
    )
    of_tiers = [
        Effect(
            f"{visit._('Tier')} {one['tier']}",
            one["difference"],
            one["low"],
            one["high"],
            one["stands"],
            note="" if one["stands"] else chance,
        )
        for one in comparison.extra["tiers"]
    ]
    title = visit._("%(name)s by tier", name=comparison.name)
    chart = forest(
        title,
        [whole, *of_tiers],
        unit=comparison.unit,
        currency=comparison.currency,
        language=visit.language,
        width=1180,
    )
    return picture("by-tier", chart, kpi=comparison.kpi)


def _love(visit: Visit, comparison: Comparison) -> Picture | None:
    if not comparison.balance:
        return None
    lines = [Balance(one.label, one.before, one.after) for one in comparison.balance]
    return picture("balance", love(visit._("Balance of the two groups"), lines, language=visit.language, width=1180))


def _table(visit: Visit, comparison: Comparison) -> TableData:
    rows: list[dict[str, Any]] = [
        {
            "what": visit._("with the programme"),
            "value": comparison.abm.value,
            "n": comparison.abm.n,
            "accounts": comparison.abm.accounts,
        },
        {
            "what": visit._("comparable accounts without it"),
            "value": comparison.against.value,
            "n": comparison.against.n,
            "accounts": comparison.against.accounts,
        },
        {
            "what": visit._("the same accounts unweighted"),
            "value": comparison.naive.value,
            "n": comparison.against.n,
            "accounts": comparison.against.accounts,
        },
    ]
    for row in rows:
        row["shown"] = visit.fmt.value(row["value"], comparison.unit, comparison.currency)
    columns = (
        Column("what", visit._("Group")),
        Column("shown", comparison.name),
        Column("n", visit._("Cases"), "number"),
        Column("accounts", visit._("Accounts"), "number"),
    )
    return TableData("sides", visit._("Both sides"), columns, rows, sortable=False)


def _excluded(visit: Visit, comparison: Comparison) -> TableData:
    rows = [vars(one) for one in comparison.excluded]
    columns = (
        Column("name", visit._("Account"), link=lambda row: visit.account_href(row["account_id"])),
        Column("text", visit._("Why it is not compared")),
    )
    return TableData("excluded", visit._("Accounts that are not compared"), columns, rows, most=25)


def _looks(visit: Visit, comparison: Comparison) -> TableData:
    """Earlier looks at this figure of these lists, the last one first: they count."""
    rows = [
        {
            "until": visit.fmt.day(date.fromisoformat(one["until"])),
            "run": one["run"],
            "verdict": label("verdicts", one["verdict"], visit.language),
            "difference": visit.fmt.difference(one["difference"], comparison.unit, comparison.currency),
            "design": label("designs", one["design"], visit.language),
        }
        for one in reversed(comparison.extra["looks"])
    ]
    columns = (
        Column("until", visit._("Data until")),
        Column("verdict", visit._("Verdict")),
        Column("difference", visit._("Difference")),
        Column("design", visit._("Design")),
        Column("run", visit._("Run"), "number"),
    )
    return TableData("looks", visit._("Looked at before"), columns, rows, sortable=False, most=25)


def _check_table(visit: Visit, comparison: Comparison) -> TableData:
    marks = {True: "✓ " + visit._("holds"), False: "✕ " + visit._("does not hold"), None: visit._("tells how much")}
    rows = [{"name": one.name, "passed": marks[one.passed], "text": one.text} for one in comparison.checks]
    columns = (
        Column("name", visit._("Check")),
        Column("passed", visit._("Result")),
        Column("text", visit._("What it says"), long=True),
    )
    return TableData("checks", visit._("Sensitivity"), columns, rows, sortable=False)


def _curves(visit: Visit, velocity: Velocity) -> Picture | None:
    """Deals won by the days since they were created; lost ones compete, open ones are still being followed."""
    pairs = (
        (velocity.found.a, label("arms", "abm", visit.language)),
        (velocity.found.b, label("arms", velocity.against, visit.language)),
    )
    curves = [
        Curve(name, arm.curve.days, arm.curve.share, arm.curve.low, arm.curve.high, place == 1, arm.n, arm.median)
        for place, (arm, name) in enumerate(pairs)
        if arm.curve is not None and arm.curve.days
    ]
    if not curves:
        return None
    title = visit._("Deals won by the days since they were created")
    chart = survival(title, curves, language=visit.language, horizon=velocity.found.horizon, width=1180)
    return picture("velocity", chart, kpi=velocity.kpi)


def _money_picture(visit: Visit, money: Money) -> Picture:
    """The return that was measured, and the one that attribution would claim: filled and hollow."""
    effects = [
        Effect(
            visit._("Measured against the comparison"),
            money.roi.value,
            money.roi.low,
            money.roi.high,
            causal=True,
            main=True,
        ),
        Effect(visit._("Attributed to marketing's touches"), money.attributed_roi.value, None, None, causal=False),
    ]
    chart = forest(
        visit._("Return on the programme's cost"), effects, unit="return", language=visit.language, width=880
    )
    return picture("roi", chart)


def _money_lines(visit: Visit, money: Money) -> Iterator[tuple[str, str, str]]:
    currency = money.currency
    for name, figure in (
        (visit._("Cost of the programme"), money.cost),
        (visit._("Revenue beyond the comparison"), money.revenue),
        (visit._("Gross profit beyond the comparison"), money.profit),
    ):
        yield (
            name,
            visit.fmt.money(figure.value, currency, True),
            visit.fmt.interval(figure, "money", currency) or figure.note or "",
        )
    yield (
        visit._("Return (ROI)"),
        visit.fmt.percent(money.roi.value, 0),
        visit.fmt.interval(money.roi, "share") or money.roi.note or "",
    )


def _ledger(visit: Visit, money: Money) -> TableData:
    rows = [vars(line) for line in money.ledger]
    columns = (
        Column("label", visit._("Cost of")),
        Column("amount", visit._("Amount"), "money", currency=money.currency),
        Column("share", visit._("Share"), "share"),
    )
    return TableData("ledger", visit._("What it cost"), columns, rows)


WORDS = ("kpi", "against")
PAGES = (
    Page("impact", "/impact", "Impact", impact_page, words=WORDS, roles=COMPANY),
    Page("impact-checks", "/impact/checks", "Sensitivity", checks_page, words=WORDS, roles=COMPANY),
    Page("impact-velocity", "/impact/velocity", "Deal velocity", velocity_page, words=WORDS, roles=COMPANY),
    Page("impact-money", "/impact/money", "Money", money_page, words=WORDS, roles=COMPANY),
)
