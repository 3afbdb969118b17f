"""ABM beside other approaches and beside the time before it (P10): the same KPIs, on the same accounts, descriptive."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from itertools import combinations
from typing import Any

from assay.errors import UsageError, did_you_mean
from assay.facts.schema import FOREVER
from assay.kpis import find
from assay.kpis.headlines import DEALS_SIDE_BY_SIDE
from assay.languages import translator
from assay.languages.formats import day, number
from assay.metrics.answer import Answer, Figure
from assay.metrics.answers import Run, answer
from assay.metrics.launch import launch_day, window_before
from assay.metrics.list_rows import moved_to
from assay.metrics.membership import put_on_lists
from assay.metrics.scope import Scope
from assay.views.question import Record, question

BASES = ("company", "scope")


@dataclass(frozen=True)
class ApproachLine:
    """One KPI: its figure for each approach (None: deals that name none), over all deals, and in the time before."""

    kpi: str
    id: str
    name: str
    unit: str
    currency: str | None
    figures: dict[str | None, Figure]
    total: Figure
    before: Figure | None


@dataclass(frozen=True)
class Overlap:
    """Accounts with deals of both approaches, created in the window."""

    first: str | None
    second: str | None
    accounts: int


@dataclass(frozen=True)
class Approaches:
    """`basis` company: all accounts; scope: those of the scope, in each time without those that began it as customers.

    `before` is None where there was no launch.
    `accounts` had a deal created in the window, `several` of them deals of more than one approach.
    """

    heading: Record
    basis: str
    columns: tuple[str | None, ...]
    lines: tuple[ApproachLine, ...]
    launched_on: date | None
    before: tuple[date, date] | None
    accounts: int
    several: int
    overlap: tuple[Overlap, ...]
    caveats: tuple[str, ...]

    def to_json(self) -> Record:
        said = {**self.heading, "basis": self.basis, "design": "descriptive", "columns": list(self.columns)}
        said |= {"launched_on": self.launched_on, "accounts": self.accounts, "several": self.several}
        if self.before:
            said["before"] = {"from": self.before[0], "to": self.before[1]}
        said |= {"overlap": [asdict(one) for one in self.overlap], "caveats": list(self.caveats)}
        return said | {"rows": [_line_json(line, self.columns) for line in self.lines]}


def approaches(
    run: Run,
    scope: Scope | None = None,
    keys: Sequence[str] = (),
    *,
    basis: str = "company",
    language: str | None = None,
) -> Approaches:
    """KPIs on deals (default: those of `compare-lists --by approach`) for each approach, and before the first launch.

    The time before has as many days as the window and ends on the day before the scope's first `abm` row; it is seen from
    its own end, as the window is from its. Raises UsageError for a KPI that has no approach.
    """
    if basis not in BASES:
        raise UsageError(f"--basis {basis!r} is unknown.", hint=did_you_mean(basis, BASES))
    scope, language = scope or Scope(), language or run.settings.language
    asked = question(run, scope)
    launch = launch_day(asked.cursor, asked.scope)
    now = scope if basis == "scope" else company(scope)
    chosen = tuple(dict.fromkeys(find(key).key for key in keys)) or DEALS_SIDE_BY_SIDE
    answers = [answer(run, key, now, by=("approach",), language=language) for key in chosen]
    span = window_before(asked.timing.start, asked.timing.end, launch)
    past = _past(run, scope, basis, span) if span else None
    lines = tuple(_line(found, past) for found in answers)
    pairs, accounts, several = _overlap(run, now)
    columns = sorted({name for line in lines for name in line.figures}, key=lambda name: (name is None, name != "abm", name or ""))  # fmt: skip
    (first_deal,) = asked.cursor.execute("SELECT min(created_on) FROM deals").fetchone()
    caveats = tuple(_caveats(basis, span, first_deal, accounts, several, language))
    return Approaches(asked.heading(), basis, tuple(columns), lines, launch, span, accounts, several, pairs, caveats)


def company(scope: Scope) -> Scope:
    """The same days and readings for every account of the company."""
    return replace(scope, arm="all", lists=(), programmes=(), tiers=())


def _past(run: Run, scope: Scope, basis: str, span: tuple[date, date]) -> tuple[Run, Scope]:
    """A run and a scope that ask about the time before, on the same accounts as about the window."""
    days: dict[str, Any] = {"start": span[0], "end": span[1], "as_of": span[1]}
    if basis == "company":
        return run, replace(company(scope), **days)
    # The scope chooses among them as ever: lists, programmes, tiers.
    return _WithMemberships(run, moved_to(run.cursor(), span[0], FOREVER)), replace(scope, **days)  # type: ignore[return-value]


@dataclass(frozen=True)
class _WithMemberships:
    """A run whose lists hold these rows alone: today's accounts, as if they had been on the list then."""

    run: Run
    rows: Any

    def __getattr__(self, name: str) -> Any:
        return getattr(self.run, name)

    def cursor(self) -> Any:
        cursor = self.run.cursor()
        put_on_lists(cursor, self.rows)
        return cursor


def _line(found: Answer, past: tuple[Run, Scope] | None) -> ApproachLine:
    figures = {row.by["approach"]: row.figure for row in found.rows}
    before = answer(past[0], found.kpi, past[1]).total if past else None
    return ApproachLine(found.kpi, found.id, found.name, found.unit, found.currency, figures, found.total, before)


def _overlap(run: Run, scope: Scope) -> tuple[tuple[Overlap, ...], int, int]:
    """Pairs of approaches, accounts with a deal, and those of them with deals of several approaches."""
    used: dict[str, set[str | None]] = {}
    for row in answer(run, "approaches", scope, by=("approach",), rows=True).detail or ():
        if row["left_out"] is None:
            used.setdefault(row["account_id"], set()).add(row["by"]["approach"])
    names = sorted({name for names in used.values() for name in names}, key=lambda name: (name is None, name or ""))
    pairs = ((one, two, sum({one, two} <= names for names in used.values())) for one, two in combinations(names, 2))
    overlaps = tuple(Overlap(one, two, accounts) for one, two, accounts in pairs if accounts)
    return overlaps, len(used), sum(len(names) > 1 for names in used.values())


def _line_json(line: ApproachLine, columns: tuple[str | None, ...]) -> Record:
    said = {"kpi": line.kpi, "id": line.id, "name": line.name, "unit": line.unit, "currency": line.currency}
    groups = [
        {"approach": name, **(line.figures[name].to_json() if name in line.figures else {"value": None, "n": 0})}
        for name in columns
    ]
    before = line.before.to_json() if line.before else None
    return {**said, "groups": groups, "total": line.total.to_json(), "before": before}


def _caveats(
    basis: str, span: tuple[date, date] | None, first_deal: date | None, accounts: int, several: int, language: str
) -> Iterator[str]:
    words = translator(language)
    t = words.gettext
    yield t("Descriptive: each approach works other accounts and deals, so a difference between columns cannot be credited to the approach.")  # fmt: skip
    if span is None:
        yield t("No abm list row is loaded, so there is no time before the programme.")
    else:
        days = {"start": day(span[0], language), "end": day(span[1], language)}
        if basis == "company":
            yield t("Before: all accounts of the company from %(start)s to %(end)s, as seen on that last day.") % days
        else:
            yield t("Before: the accounts of the scope from %(start)s to %(end)s, as seen on that last day; they were picked later, perhaps because they were doing well.") % days  # fmt: skip
        if first_deal is None or first_deal > span[0]:
            days = {"day": day(first_deal, language)}
            yield t("The records of deals begin on %(day)s, after the time before the programme: it is not complete.") % days  # fmt: skip
    text = words.ngettext(
        "%(several)s account of %(accounts)s has deals of more than one approach; totals count each deal once.",
        "%(several)s accounts of %(accounts)s have deals of more than one approach; totals count each deal once.",
        several,
    )
    yield text % {"several": number(several, language), "accounts": number(accounts, language)}


__all__ = ["ApproachLine", "Approaches", "Overlap", "approaches"]
