"""Money: the whole cost, what it brought in where a comparison allows to say so, and attributed figures apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from assay.errors import AssayError
from assay.kpis import CATALOGUE
from assay.kpis.comparison import COMPARISONS
from assay.metrics.answer import Figure
from assay.metrics.scope import Scope
from assay.report.brief import Brief
from assay.report.pack import Block, Cell, Page, Pair, Points, Prose, Table
from assay.report.say import plain
from assay.returns.money import money
from assay.returns.result import Money

PER = ("cost_per_engaged_account", "cost_per_opportunity_account", "cost_per_won_account")
FIRST = ("linear", "last", "markov")
"""Attribution models on the page; the workbook has all of them."""


def told_money(run: Any, scope: Scope, against: str, language: str) -> Money:
    return money(run, scope, against, language)


def money_page(brief: Brief) -> Page:
    say, topic = brief.say, brief.say("Money")
    if not brief.company:
        said = say("Costs and returns are told for the company as a whole, not for the accounts of one owner.")
        return Page("money", topic, say("Costs are not shown here"), (Prose(said, "note"),))
    cost = brief.maybe("programme_cost")
    if cost is None or not cost.total.value:
        said = say(
            "No cost of the programme is loaded, so neither cost per account nor a return can be worked out: load costs."
        )
        return Page("money", topic, say("What the programme costs is not known"), (Prose(said, "caution"),))
    found, why_not = _found(brief)
    noted = (Prose(brief.say.note(cost.total), "note"),) if cost.total.note else ()
    left: tuple[Block, ...] = (_ledger(brief, cost.total, found), *noted)
    right = (*_returns(brief, found, why_not), *_attributed(brief, found))
    per = _per_stage(brief)
    blocks: tuple[Block, ...] = (Pair((*left, per) if per else left, right),)
    return Page("money", topic, _message(brief, cost.total, found), blocks, _notes(brief))


def _found(brief: Brief) -> tuple[Money | None, str]:
    """What money says, or the sentence why it cannot."""
    say = brief.say
    if brief.scope.arm != "abm":
        return None, say("Only of the programme’s accounts can be said what they brought in beyond others.")
    try:
        arm = brief.against.arm if brief.against else "control"
        return brief.asking.view(told_money, brief.scope, arm, say.language), ""
    except AssayError as error:
        return None, " ".join(filter(None, (error.message, error.hint)))


def _message(brief: Brief, cost: Figure, money: Money | None) -> str:
    say = brief.say
    spent = say.money(cost.value)
    roi = money.roi if money else None
    if roi is None or roi.value is None or roi.low is None:
        return say("The programme cost %(cost)s; its return cannot be told", cost=spent)
    caused = money is not None and money.comparison is not None and money.comparison.claim == "caused"
    pays = money.pays if money is not None else "cannot_tell"
    if pays == "paid" and caused:
        return say("The programme cost %(cost)s and brought in more than that", cost=spent)
    if pays == "paid":
        return say("The programme cost %(cost)s; the gross profit that goes with it is higher", cost=spent)
    if pays == "not_paid":
        return say("The programme cost %(cost)s; the gross profit that goes with it is lower so far", cost=spent)
    return say("The programme cost %(cost)s; whether it pays cannot be told yet", cost=spent)


def _returns(brief: Brief, money: Money | None, why_not: str) -> Iterator[Block]:
    say = brief.say
    if money is None:
        yield Prose(why_not, "caution")
        return
    if money.trustworthy:
        columns = (say("Figure"), say("Value"), say("95% interval"))
        rows = (
            _return(brief, COMPARISONS["revenue_impact"].name[say.language], money.revenue, "money"),
            _return(brief, say("Gross profit of it"), money.profit, "money"),
            _return(brief, COMPARISONS["programme_roi"].name[say.language], money.roi, "share"),
        )
        said = f"{rows[0][0].text}: {rows[0][1].text} ({columns[2]}: {rows[0][2].text})"
        message = said if rows[0][2].text else ""
        yield Table("return", say("What the comparison allows to say"), columns, rows, message=message)
    sentences = tuple(one for one in money.sentences if one != money.attributed_roi.note)
    if sentences:
        yield Points(sentences, tone="plain" if money.trustworthy else "caution")


def _return(brief: Brief, name: str, figure: Figure, unit: str) -> tuple[Cell, ...]:
    say, currency = brief.say, brief.say.currency if unit == "money" else None
    between = say.range_cell(figure.low, figure.high, unit, currency)
    return (say.text(name), say.cell(figure.value, unit, currency), between)


def _attributed(brief: Brief, money: Money | None) -> Iterator[Block]:
    """Attributed figures divide what was won; they are never shown as a return."""
    say = brief.say
    if money is None or not money.attributed:
        return
    known = sorted(money.attributed, key=lambda one: FIRST.index(one.model) if one.model in FIRST else len(FIRST))
    rows = tuple(
        (say.text(one.name), say.cell(one.revenue, "money", money.currency), say.cell(one.roi, "share"))
        for one in known
    )
    note = money.attributed_roi.note or say(
        "Attribution divides what was won among those who touched it; it does not show what the programme changed."
    )
    columns = (say("Model"), say("Attributed revenue"), say("Attributed ROI"))
    yield Table("attributed", say("Attributed, not measured"), columns, rows, note, descriptive=True, shown=len(FIRST))


def _ledger(brief: Brief, cost: Figure, money: Money | None) -> Table:
    """The cost in scope by kind, else by tier; the last row is the whole."""
    say = brief.say
    if money is not None:
        parts = [(line.label, line.amount) for line in money.ledger]
        first = say("Kind of cost")
    else:
        answer = brief.asking.kpi("programme_cost", brief.scope, say.language, by=("tier",))
        parts = [(_tier(brief, row.by["tier"]), row.figure.value or 0) for row in answer.rows]
        first = say("Tier of the accounts")
    whole = cost.value or 1
    rows = [
        (say.text(plain(name)), say.cell(value, "money", say.currency), say.share_cell(value / whole))
        for name, value in sorted(parts, key=lambda part: -part[1])
    ]
    total = (say.text(say("Whole cost")), say.cell(cost.value, "money", say.currency), say.share_cell(1.0))
    title = say("Whole cost of the programme in the window")
    note = say("Costs without an account are shared out by account-days.")
    return Table("cost", title, (first, say("Cost"), say("Share")), (*rows, total), note, total=True)


def _tier(brief: Brief, tier: str | None) -> str:
    return brief.say("Tier %(tier)s", tier=plain(tier)) if tier else brief.say("Without a tier")


def _per_stage(brief: Brief) -> Table | None:
    say = brief.say
    answers_per_stage = [
        answer for key in PER if key in CATALOGUE and (answer := brief.maybe(key)) and answer.total.value is not None
    ]
    if not answers_per_stage:
        return None
    rows = tuple(
        (say.text(one.name), say.cell(one.total.value, "money", one.currency), say.count(one.total.denominator))
        for one in answers_per_stage
    )
    note = say("The whole cost ÷ accounts that got there; what was spent on those that did not is in it.")
    columns = (say("Figure"), say("Cost"), say("Accounts"))
    return Table("cost_per", say("Cost by what accounts reached"), columns, rows, note, descriptive=True)


def _notes(brief: Brief) -> tuple[str, ...]:
    told, language = (COMPARISONS["programme_roi"], COMPARISONS["revenue_impact"]), brief.say.language
    return tuple(f"{one.name[language]}: {one.formula[language]}" for one in told)
