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
    found = _found(visit)
    values = {
        **_common(visit, found),
        "evidence": evidence_choices(visit, found.comparison),
        "forest": _forest(visit, found, ()),
        "tiers": _tiers(visit, found),
        "love": _love(visit, found),
        "excluded": found.excluded,
    }
    tables = (_table(visit, found), *((_excluded(visit, found),) if found.excluded else ()))
    tables += (_looks(visit, found),) if found.extra.get("looks") else ()
    return Shown("pages/impact.html", values, tables, data=found.to_json())


@helped
def checks_page(visit: Visit) -> Shown:
    """What would have to be wrong for the verdict to be wrong: it takes longer and is fetched on its own."""
    found = _found(visit, checks=True)
    values = {**_common(visit, found), "picture": _forest(visit, found, found.checks, "sensitivity")}
    return Shown("pages/impact_checks.html", values, (_check_table(visit, found),), data=found.to_json())


@helped
def velocity_page(visit: Visit) -> Shown:
    found = visit.ask(velocity, scope=scope_of(visit), against=_other(visit), language=visit.language)
    values = {"found": found, "picture": _curves(visit, found)}
    return Shown("pages/impact_velocity.html", values, data=found.to_json())


@helped
def money_page(visit: Visit) -> Shown:
    found = visit.ask(money, _other(visit), visit.language, scope=scope_of(visit))
    values = {"found": found, "picture": _money_picture(visit, found), "figures": list(_money_lines(visit, found))}
    return Shown("pages/impact_money.html", values, (_ledger(visit, found),), data=found.to_json())


def scope_of(visit: Visit) -> Scope:
    if visit.scope.arm != "abm":
        raise UsageError("Impact asks about the accounts of the programme.", hint="Choose the arm abm.")
    return replace(visit.scope, mode="snapshot")


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


def _common(visit: Visit, found: Comparison) -> dict[str, Any]:
    return {
        "found": found,
        "choices": _choices(visit, found),
        "verdict": label("verdicts", found.verdict, visit.language),
        "design": label("designs", found.design, visit.language),
        "claim": label("words_of_evidence", found.claim, visit.language) if found.claim != "cannot_tell" else "",
        "claim_text": explanation("words_of_evidence", found.claim, visit.language),
        "comparison": label("arms", found.comparison, visit.language),
        "values": _sides(visit, found),
    }


def _choices(visit: Visit, found: Comparison) -> list[Choice]:
    return [
        Choice(
            key,
            find(key).name[visit.language],
            visit.href("/impact", kpi=key, against=visit.query.get("against")),
            key == found.kpi,
        )
        for key in _questions(visit)
    ]


def _sides(visit: Visit, found: Comparison) -> dict[str, str]:
    def shown(value: float | None) -> str:
        return visit.fmt.value(value, found.unit, found.currency, short=True)

    return {"abm": shown(found.abm.value), "against": shown(found.against.value), "naive": shown(found.naive.value)}


def _forest(visit: Visit, found: Comparison, checks: tuple[Any, ...], name: str = "forest") -> Picture:
    """The difference first, its checks below it, the naive one last and hollow."""
    title = visit._(
        "%(name)s: the programme against %(other)s",
        name=found.name,
        other=label("arms", found.comparison, visit.language),
    )
    effects = [
        Effect(
            label("designs", found.design, visit.language),
            found.difference,
            found.low,
            found.high,
            found.trustworthy,
            main=True,
        ),
        *(
            Effect(one.name, one.difference, one.low, one.high, found.trustworthy)
            for one in checks
            if one.difference is not None
        ),
        Effect(
            visit._("As it is, unweighted"), found.naive.difference, found.naive.low, found.naive.high, causal=False
        ),
    ]
    chart = forest(title, effects, unit=found.unit, currency=found.currency, language=visit.language, width=1180)
    return picture(name, chart, kpi=found.kpi, descriptive=not found.trustworthy)


def _tiers(visit: Visit, found: Comparison) -> Picture | None:
    """The difference of all, and those of its tiers: filled where they are more than chance, else hollow."""
    if "tiers" not in found.extra:
        return None
    stands = found.verdict in ("higher", "lower")
    whole = Effect(visit._("All accounts"), found.difference, found.low, found.high, stands, main=True)
    of_tiers = [
        Effect(
            f"{visit._('Tier')} {one['tier']}",
            one["difference"],
            one["low"],
            one["high"],
            one["stands"],
            note="" if one["stands"] else visit._("no more than chance explains"),
        )
        for one in found.extra["tiers"]
    ]
    title = visit._("%(name)s by tier", name=found.name)
    chart = forest(
        title, [whole, *of_tiers], unit=found.unit, currency=found.currency, language=visit.language, width=1180
    )
    return picture("by-tier", chart, kpi=found.kpi)


def _love(visit: Visit, found: Comparison) -> Picture | None:
    if not found.balance:
        return None
    lines = [Balance(one.label, one.before, one.after) for one in found.balance]
    return picture("balance", love(visit._("Balance of the two groups"), lines, language=visit.language, width=1180))


def _table(visit: Visit, found: Comparison) -> TableData:
    rows: list[dict[str, Any]] = [
        {
            "what": visit._("with the programme"),
            "value": found.abm.value,
            "n": found.abm.n,
            "accounts": found.abm.accounts,
        },
        {
            "what": visit._("comparable accounts without it"),
            "value": found.against.value,
            "n": found.against.n,
            "accounts": found.against.accounts,
        },
        {
            "what": visit._("the same accounts unweighted"),
            "value": found.naive.value,
            "n": found.against.n,
            "accounts": found.against.accounts,
        },
    ]
    for row in rows:
        row["shown"] = visit.fmt.value(row["value"], found.unit, found.currency)
    columns = (
        Column("what", visit._("Group")),
        Column("shown", found.name),
        Column("n", visit._("Cases"), "number"),
        Column("accounts", visit._("Accounts"), "number"),
    )
    return TableData("sides", visit._("Both sides"), columns, rows, sortable=False)


def _excluded(visit: Visit, found: Comparison) -> TableData:
    rows = [vars(one) for one in found.excluded]
    columns = (
        Column("name", visit._("Account"), link=lambda row: visit.account_href(row["account_id"])),
        Column("text", visit._("Why it is not compared")),
    )
    return TableData("excluded", visit._("Accounts that are not compared"), columns, rows, most=25)


def _looks(visit: Visit, found: Comparison) -> TableData:
    """Earlier looks at this figure of these lists, the last one first: they count."""
    rows = [
        {
            "until": visit.fmt.day(date.fromisoformat(one["until"])),
            "run": one["run"],
            "verdict": label("verdicts", one["verdict"], visit.language),
            "difference": visit.fmt.difference(one["difference"], found.unit, found.currency),
            "design": label("designs", one["design"], visit.language),
        }
        for one in reversed(found.extra["looks"])
    ]
    columns = (
        Column("until", visit._("Data until")),
        Column("verdict", visit._("Verdict")),
        Column("difference", visit._("Difference")),
        Column("design", visit._("Design")),
        Column("run", visit._("Run"), "number"),
    )
    return TableData("looks", visit._("Looked at before"), columns, rows, sortable=False, most=25)


def _check_table(visit: Visit, found: Comparison) -> TableData:
    marks = {True: "✓ " + visit._("holds"), False: "✕ " + visit._("does not hold"), None: visit._("tells how much")}
    rows = [{"name": one.name, "passed": marks[one.passed], "text": one.text} for one in found.checks]
    columns = (
        Column("name", visit._("Check")),
        Column("passed", visit._("Result")),
        Column("text", visit._("What it says")),
    )
    return TableData("checks", visit._("Sensitivity"), columns, rows, sortable=False)


def _curves(visit: Visit, found: Velocity) -> Picture | None:
    """Deals won by the days since they were created; lost ones compete, open ones are still being followed."""
    pairs = (
        (found.found.a, label("arms", "abm", visit.language)),
        (found.found.b, label("arms", found.against, visit.language)),
    )
    curves = [
        Curve(name, arm.curve.days, arm.curve.share, arm.curve.low, arm.curve.high, place == 1, arm.n, arm.median)
        for place, (arm, name) in enumerate(pairs)
        if arm.curve is not None and arm.curve.days
    ]
    if not curves:
        return None
    title = visit._("Deals won by the days since they were created")
    chart = survival(title, curves, language=visit.language, horizon=found.found.horizon, width=1180)
    return picture("velocity", chart, kpi=found.kpi)


def _money_picture(visit: Visit, found: Money) -> Picture:
    """The return that was measured, and the one that attribution would claim: filled and hollow."""
    effects = [
        Effect(
            visit._("Measured against the comparison"),
            found.roi.value,
            found.roi.low,
            found.roi.high,
            causal=True,
            main=True,
        ),
        Effect(visit._("Attributed to marketing's touches"), found.attributed_roi.value, None, None, causal=False),
    ]
    chart = forest(
        visit._("Return on the programme's cost"), effects, unit="return", language=visit.language, width=880
    )
    return picture("roi", chart)


def _money_lines(visit: Visit, found: Money) -> Iterator[tuple[str, str, str]]:
    currency = found.currency
    for name, figure in (
        (visit._("Cost of the programme"), found.cost),
        (visit._("Revenue beyond the comparison"), found.revenue),
        (visit._("Gross profit beyond the comparison"), found.profit),
    ):
        yield (
            name,
            visit.fmt.money(figure.value, currency, True),
            visit.fmt.interval(figure, "money", currency) or figure.note or "",
        )
    yield (
        visit._("Return (ROI)"),
        visit.fmt.percent(found.roi.value, 0),
        visit.fmt.interval(found.roi, "share") or found.roi.note or "",
    )


def _ledger(visit: Visit, found: Money) -> TableData:
    rows = [vars(line) for line in found.ledger]
    columns = (
        Column("label", visit._("Cost of")),
        Column("amount", visit._("Amount"), "money", currency=found.currency),
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
