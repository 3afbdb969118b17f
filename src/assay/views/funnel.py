"""The funnel of a scope: where its accounts stand, how they moved in the window, and how far a cohort got."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from datetime import date
from statistics import median
from typing import Any

import ibis

from assay.engine.tables import Table, named_table, union
from assay.languages import translator
from assay.languages.formats import percent
from assay.languages.labels import label
from assay.metrics.answers import Run
from assay.metrics.context import Context, count_if, days_between, joined, plus_days
from assay.metrics.dimensions import chosen, with_dimensions
from assay.metrics.gap import share_text
from assay.metrics.list_rows import has_lists, no_lists
from assay.metrics.populations import cohort, without_customers
from assay.metrics.scope import Scope
from assay.stats.estimators import wilson
from assay.views.question import Question, Record, question
from assay.views.stages import LEVEL, STAGES, TOLD_BY, claims, last_places, spells, stage_names

TOWARDS_WON = ("target", "engaged", "mqa", "opportunity")
"""Customers take a year or more to be retained: their stage would always seem the narrowest."""
SPELLS = {"account_id": "string", "level": "int64", "starts_on": "date", "ends_on": "date"}


@dataclass(frozen=True)
class StageFigures:
    """One stage in a window.

    `accounts` stand in it at the end of the as-of day, `before` stood in it at the end of the day before the window.
    `entered`, `forward`, `back` and `left` count moves from the first to the last day of the window. `advanced` of the
    `of` accounts that entered the stage in the window have reached a higher one since, by the as-of day. `median_days`
    is that of the `ended` stays that ended in the window.
    """

    stage: str
    accounts: int = 0
    before: int = 0
    entered: int = 0
    forward: int = 0
    back: int = 0
    left: int = 0
    advanced: int | None = None
    of: int | None = None
    conversion: float | None = None
    low: float | None = None
    high: float | None = None
    median_days: float | None = None
    ended: int = 0


@dataclass(frozen=True)
class Reached:
    """How many accounts of a cohort ever stood in the stage or a higher one while followed, and after how many days."""

    stage: str
    reached: int
    of: int
    share: float | None
    low: float | None
    high: float | None
    median_days: float | None


@dataclass(frozen=True)
class FunnelAnswer:
    """`stages` of a window, or `cohort` where the scope asks for one; `moved_back` counts accounts, `immature` too.

    Nothing has been loaded of what tells who is in an `unmeasured` stage: its zeros are none.
    """

    heading: Record
    stages: tuple[StageFigures, ...] = ()
    cohort: tuple[Reached, ...] = ()
    moved_back: int = 0
    immature: int = 0
    note: str | None = None
    unmeasured: tuple[str, ...] = ()

    def to_json(self) -> Record:
        said: Record = {**self.heading, "note": self.note, "unmeasured": list(self.unmeasured)}
        if self.cohort:
            return said | {"immature": self.immature, "stages": [asdict(row) for row in self.cohort]}
        return said | {"moved_back": self.moved_back, "stages": [asdict(row) for row in self.stages]}


@dataclass(frozen=True)
class Move:
    """A change of stage on a day; None stands for outside the funnel."""

    account_id: str
    happened_on: date | None
    left: str | None
    entered: str | None

    @property
    def direction(self) -> str:
        if self.left is None or self.entered is None:
            return "in" if self.left is None else "out"
        return "forward" if LEVEL[self.entered] > LEVEL[self.left] else "back"


def funnel(run: Run, scope: Scope | None = None, *, mqa: bool = False) -> FunnelAnswer:
    """The stages with counts, moves, conversion and median days; of a cohort how far it got. MQA is a stage if asked for."""
    asked = with_spells(question(run, scope, cohort=True), mqa)
    note = _note(asked)
    if asked.scope.mode == "cohort":
        return replace(_followed(asked, mqa), note=note)
    moved = asked.rows(_moves_in_window)
    stages = tuple(_stage_figures(asked, moved, mqa))
    unmeasured = tuple(_unmeasured(asked, mqa))
    return FunnelAnswer(asked.heading(), stages, moved_back=_backward(asked), note=note, unmeasured=unmeasured)


def _unmeasured(asked: Question, mqa: bool) -> Iterator[str]:
    """Stages for which every table that could tell of them is empty."""
    told = {table for of in TOLD_BY.values() for table in of}
    held = {table for table in told if asked.cursor.execute(f"SELECT 1 FROM {table} LIMIT 1").fetchone()}
    for stage in stage_names(mqa):
        on_entry = stage == "mqa" and asked.run.settings.mqa.selected
        if stage in TOLD_BY and held.isdisjoint(TOLD_BY[stage]) and not on_entry:
            yield stage


def funnel_of_each(
    run: Run, scope: Scope, by: str, values: Iterable[str], *, mqa: bool = False
) -> dict[str, tuple[StageFigures, ...]]:
    """The stages of each part of a scope by a property of its accounts: what the filter on that value shows.

    `by` is tier, owner or industry: such a filter only leaves accounts out, so that their stages are worked out once.
    """
    asked = with_spells(question(run, scope), mqa)
    whole = asked.cursor.execute("SELECT * FROM spells").to_arrow_table()
    asked.cursor.register("every_spell", whole)
    by_account: dict[str, tuple[StageFigures, ...]] = {}
    values_of = {row["account_id"]: row["value"] for row in asked.rows(_values_of_accounts, by)}
    for value in values:
        accounts = [account for account, one in values_of.items() if one == value]
        sql = "SELECT * FROM every_spell WHERE list_contains($1, account_id)"
        asked.cursor.register("spells", asked.cursor.execute(sql, [accounts]).to_arrow_table())
        by_account[value] = tuple(_stage_figures(asked, asked.rows(_moves_in_window), mqa))
    return by_account


def _values_of_accounts(context: Context, by: str) -> Table:
    rows = with_dimensions(context, chosen(context, last_places(context)), [by])
    return rows.select("account_id", value=rows[f"by_{by}"])


def worst_step(stages: Iterable[StageFigures], small_n: int) -> StageFigures | None:
    """The stage before the sale from which the fewest went on; None where too few accounts moved to say so."""
    moving = [one for one in stages if one.stage in TOWARDS_WON and (one.of or 0) >= max(small_n, 1)]
    return min(moving, key=lambda one: one.conversion or 0, default=None)


def worst_step_sentence(stages: Iterable[StageFigures], small_n: int, language: str) -> str:
    """The worst step in words: what page, report and API say alike."""
    say, worst = translator(language).gettext, worst_step(stages, small_n)
    if worst is None:
        return say("Too few accounts moved to say where they stop")
    share = share_text(worst.advanced or 0, worst.of or 1, language)
    stage = label("funnel", worst.stage, language)
    known = {"stage": stage, "share": share}
    if worst.low is None or worst.high is None:
        return say("The fewest accounts go on from “%(stage)s”: %(share)s") % known
    ends = {"low": percent(worst.low, language), "high": percent(worst.high, language)}
    return say("The fewest accounts go on from “%(stage)s”: %(share)s, 95%% interval %(low)s to %(high)s") % (
        known | ends
    )


def stays_on(run: Run, scope: Scope | None, day: date, stage: str, *, mqa: bool = False) -> dict[str, date | None]:
    """The accounts in a stage at the end of a day and since when, as it was known then; None: longer than is known."""
    asked = with_spells(question(run, replace(scope or Scope(), start=day, end=day, as_of=day)), mqa)
    return {row["account_id"]: row["starts_on"] for row in asked.rows(_stays) if STAGES[row["level"]] == stage}


def moves(run: Run, scope: Scope | None = None, account: str | None = None, *, mqa: bool = False) -> tuple[Move, ...]:
    """Every dated change of stage up to the as-of day, of one account or of all, in order."""
    asked = with_spells(question(run, scope), mqa)
    moves_read = read_moves(asked.rows(_moves_in_order))
    return tuple(move for move in moves_read if account in (None, move.account_id))


def read_moves(rows: Iterable[Record]) -> Iterator[Move]:
    for row in rows:
        left, entered = (_named(row[name]) for name in ("left_level", "entered_level"))
        yield Move(row["account_id"], row["happened_on"], left, entered)


def _named(level: int | None) -> str | None:
    return None if level is None else STAGES[level]


def with_spells(asked: Question, mqa: bool) -> Question:
    """Works out the spells once and gives them to the cursor as its table `spells`."""
    asked.keep_in_turn(claims=(claims, (mqa,)), spells=(spells, ()))
    return asked


def spells_of(context: Context) -> Table:
    """The spells `with_spells` has worked out: account_id, level, starts_on, ends_on."""
    assert not context.split
    return named_table(SPELLS, name="spells")


def standing(context: Context, on: str) -> Table:
    """The account's level at the end of the as-of day (`as_of`), or of the day before the window (`before`)."""
    clock = context.clock
    day = clock.as_of if on == "as_of" else plus_days(clock.starts_on, -1)
    table = spells_of(context).cross_join(clock.select(_day=day))
    return table.filter(table.starts_on <= table._day, table.ends_on > table._day).select("account_id", "level")


def _stays(context: Context) -> Table:
    """The spells that last at the end of the as-of day, with their first days."""
    table = spells_of(context).cross_join(context.clock.select("as_of"))
    table = table.filter(table.starts_on <= table.as_of, table.ends_on > table.as_of)
    return table.select("account_id", "level", "starts_on")


def _per_level(context: Context, on: str) -> Table:
    rows = standing(context, on)
    return rows.group_by("level").aggregate(accounts=rows.count())


def all_moves(context: Context) -> Table:
    """Changes of stage: account_id, happened_on, left_level, entered_level (null: outside the funnel)."""
    table = spells_of(context).cross_join(context.clock.select("as_of"))
    order = ibis.window(group_by="account_id", order_by="starts_on")
    beside = table.mutate(
        _level=table.level.lag().over(order),
        _ended=table.ends_on.lag().over(order),
        _next=table.starts_on.lead().over(order),
    )
    nowhere = ibis.null("int64")
    into = beside.select(
        "account_id",
        happened_on="starts_on",
        left_level=ibis.ifelse(beside._ended == beside.starts_on, beside._level, nowhere),
        entered_level="level",
    )
    ended = beside.filter(beside.ends_on <= beside.as_of, (beside._next != beside.ends_on).fill_null(True))
    out = ended.select("account_id", happened_on="ends_on", left_level="level", entered_level=nowhere)
    return union(into, out)


def _in_window(context: Context) -> Table:
    rows = all_moves(context).cross_join(context.clock.drop("as_of"))
    return rows.filter(rows.happened_on >= rows.starts_on, rows.happened_on <= rows.ends_on)


def _moves_in_window(context: Context) -> Table:
    rows = _in_window(context)
    return rows.group_by("left_level", "entered_level").aggregate(moves=rows.count())


def _moves_in_order(context: Context) -> Table:
    rows = all_moves(context)
    return rows.order_by("account_id", "happened_on", rows.entered_level.isnull())


def _back(context: Context) -> Table:
    rows = _in_window(context)
    back = rows.filter(rows.entered_level < rows.left_level)
    return back.aggregate(accounts=back.account_id.nunique())


def _backward(asked: Question) -> int:
    return int(asked.rows(_back)[0]["accounts"])


def _ended_stays(context: Context) -> Table:
    table = spells_of(context).rename(began_on="starts_on", over_on="ends_on")
    table = table.cross_join(context.clock)
    ended = table.filter(table.over_on >= table.starts_on, table.over_on <= table.ends_on)
    ended = ended.filter(ended.began_on > ibis.date(1, 1, 1))
    ended = ended.mutate(days=days_between(ended.over_on, ended.began_on))
    return ended.group_by("level").aggregate(median_days=ended.days.quantile(0.5), ended=ended.count())


def _advances(context: Context) -> Table:
    """Accounts that entered a level in the window, once each, and those of them that stood higher later."""
    rows = _in_window(context)
    rows = rows.filter(rows.entered_level.notnull())
    first = rows.group_by("account_id", "entered_level").aggregate(day=rows.happened_on.min())
    later = spells_of(context).select("account_id", _level="level", _since="starts_on")
    higher = joined(first, later, "account_id")
    higher = higher.filter(higher._level > higher.entered_level, higher._since > higher.day)
    higher = higher.select("account_id", "entered_level").distinct().mutate(_up=ibis.literal(1))
    marked = joined(first, higher, ["account_id", "entered_level"], how="left")
    return marked.group_by(level="entered_level").aggregate(of=marked.count(), advanced=count_if(marked._up.notnull()))


def _stage_figures(asked: Question, moved: list[Record], mqa: bool) -> Iterator[StageFigures]:
    now = {row["level"]: row["accounts"] for row in asked.rows(_per_level, "as_of")}
    before = {row["level"]: row["accounts"] for row in asked.rows(_per_level, "before")}
    stays = {row["level"]: row for row in asked.rows(_ended_stays)}
    advances = {row["level"]: row for row in asked.rows(_advances)}
    for stage in stage_names(mqa):
        level = LEVEL[stage]
        figures = StageFigures(stage, now.get(level, 0), before.get(level, 0), **_flows(moved, level))
        figures = replace(figures, **_without_level(stays.get(level, {})))
        if stage != STAGES[-1]:
            figures = replace(figures, **_conversion(advances.get(level, {})))
        yield figures


def _without_level(row: Record) -> Record:
    return {name: value for name, value in row.items() if name != "level"}


def _flows(moved: list[Record], level: int) -> dict[str, Any]:
    flows = {"entered": 0, "forward": 0, "back": 0, "left": 0}
    for row in moved:
        if row["entered_level"] == level:
            flows["entered"] += row["moves"]
        if row["left_level"] == level:
            to = row["entered_level"]
            flows["left" if to is None else "forward" if to > level else "back"] += row["moves"]
    return flows


def _conversion(row: Record) -> Record:
    advanced, of = row.get("advanced", 0), row.get("of", 0)
    low, high = wilson(advanced, of)
    return {"advanced": advanced, "of": of, "conversion": advanced / of if of else None, "low": low, "high": high}


def _followed(asked: Question, mqa: bool) -> FunnelAnswer:
    cohort = replace(asked.shape, mode=asked.scope.mode)
    members = asked.rows(_members, shape=cohort)
    firsts: dict[str, dict[int, int]] = {}
    for row in asked.rows(_first_days, shape=cohort):
        firsts.setdefault(row["account_id"], {})[row["level"]] = row["days"]
    reached = tuple(_reached(stage, firsts, len(members)) for stage in stage_names(mqa))
    immature = sum(1 for row in members if row["immature"])
    return FunnelAnswer(asked.heading(), cohort=reached, immature=immature)


def _members(context: Context) -> Table:
    return chosen(context, without_customers(context, cohort(context)))


def _first_days(context: Context) -> Table:
    """Days from entry to the first day in each level, of the accounts of the cohort while they are followed."""
    members = _members(context).select("account_id", "entered_on", until="ends_on")
    rows = joined(members, spells_of(context), "account_id")
    rows = rows.filter(rows.starts_on <= rows.until, rows.ends_on > rows.entered_on)
    rows = rows.mutate(days=days_between(ibis.greatest(rows.starts_on, rows.entered_on), rows.entered_on))
    return rows.group_by("account_id", "level").aggregate(days=rows.days.min())


def _reached(stage: str, firsts: dict[str, dict[int, int]], of: int) -> Reached:
    """The first day in this stage or in one above it: who skips a stage has passed it."""
    days = [
        min(passed)
        for levels in firsts.values()
        if (passed := [day for level, day in levels.items() if level >= LEVEL[stage]])
    ]
    low, high = wilson(len(days), of)
    share = len(days) / of if of else None
    return Reached(stage, len(days), of, share, low, high, float(median(days)) if days else None)


def _note(asked: Question) -> str | None:
    return None if asked.scope.arm == "all" or has_lists(asked.cursor) else no_lists()


__all__ = [
    "TOWARDS_WON",
    "FunnelAnswer",
    "Move",
    "Reached",
    "StageFigures",
    "funnel",
    "funnel_of_each",
    "moves",
    "stays_on",
    "worst_step",
    "worst_step_sentence",
]
