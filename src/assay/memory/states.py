"""The way from one run to another, one cause at a time: states of the warehouse in between, built as runs are.

The warehouse is a function of what has landed, the settings, the code and the day. Each step takes one group of these
from the first run's to the second's, in the order of CAUSES, and leaves the rest.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path

import duckdb

from assay.contract.tables import TABLES
from assay.engine.duckdb import append_rows, open_built, open_for_writing
from assay.engine.literals import literal
from assay.errors import DataError
from assay.facts.build import STEPS, build_facts
from assay.landing.current import current_sql, fingerprint
from assay.landing.decide import Decision
from assay.landing.stage_changes import StageRow
from assay.memory.origin import Origin, code_fingerprint
from assay.memory.stage_rows import with_stages
from assay.model.build import build_model
from assay.settings import Settings
from assay.store.runs import Run, describe, open_run, published
from assay.store.workspace import Workspace

IDENTITY = "identity"
"""Who is who: what people decided, the links that come and go with the rows of two systems, and the settings of both."""

TABLES_OF: Mapping[str, tuple[str, ...]] = {
    "accounts": ("accounts",),
    IDENTITY: ("account_links", "account_names"),
    "people": ("people", "users"),
    "list_changes": ("list_memberships", "programmes"),
    "late_touches": ("touches", "visitors", "ip_ranges", "account_domains"),
    "deals": ("opportunities", "opportunity_stages", "stages", "opportunity_people"),
    "contracts": ("contracts",),
    "rates": ("fx_rates",),
    "costs": ("costs", "campaigns", "quotas"),
    "signals": ("survey_responses", "intent_signals"),
}
"""The canonical tables behind each cause. What only two causes together bring about falls to the later one."""

CAUSES = (*TABLES_OF, "definition", "time")


LinkRow = tuple[str, str, str, str]
"""account_id, other_id, state, reason"""
_folders = count(1)


@dataclass(frozen=True)
class State:
    """A warehouse that a run was built as, or could be: `number` names the run where there is one.

    `links` hold instead of those that its rows make: the links of the first run, while only its accounts are replaced.
    `stages` are rows that hold instead of those of the same stages, or besides them. `decided` are decisions on who is who
    that hold besides what has landed.
    """

    landed: Mapping[str, str]
    loads: Mapping[str, int]
    settings: Settings
    today: date
    number: int | None = None
    links: tuple[LinkRow, ...] | None = None
    stages: tuple[StageRow, ...] = ()
    decided: tuple[Decision, ...] = ()
    code: str = field(default_factory=code_fingerprint)


@dataclass(frozen=True)
class Step:
    """What a cause leads to; `last_day` is the last day with data that open windows are seen from."""

    cause: str
    state: State
    last_day: date | None


Progress = Callable[[str], None]
Steps = Callable[[int, int], None]
"""`steps(done, of)`: tables of a warehouse that is being built."""


def state_of(origin: Origin) -> State:
    return State(origin.landed, origin.loads, origin.settings, origin.today, origin.number, code=origin.code)


def way(start: Origin, end: Origin, links: tuple[LinkRow, ...] | None = None) -> tuple[Step, ...]:
    """The causes in which two runs differ, in order, each with the state after it; the last one is the second run's.

    `links` are those of the first run where the second one has others: they hold until `identity` is the cause.
    """
    first, last = state_of(start), state_of(end)
    steps: list[Step] = []
    state = replace(first, number=None, code=code_fingerprint())
    for cause in CAUSES:
        following = _after(cause, state, last, links)
        moves = cause == "time" and start.last_day != end.last_day
        if following != state or moves:
            steps.append(Step(cause, following, end.last_day if cause == "time" else start.last_day))
        state = following
    if steps:
        steps[-1] = replace(steps[-1], state=last)
    return tuple(steps)


def held_links(workspace: Workspace, number: int) -> tuple[LinkRow, ...] | None:
    """The links of a run whose file is kept; None of one that is not, or that knew of none."""
    if number not in published(workspace):
        return None
    with closing(open_run(workspace, number)) as run:
        try:
            rows = run.cursor().execute("SELECT account_id, other_id, state, reason FROM lookup.account_links")
        except duckdb.Error:
            return None
        return tuple(sorted((str(one), str(two), str(state), str(why)) for one, two, state, why in rows.fetchall()))


def held_people(workspace: Workspace, number: int) -> frozenset[tuple[str, str, str]] | None:
    """The people of two systems that a run takes for one: (stays, other, why); None as for `held_links`."""
    if number not in published(workspace):
        return None
    with closing(open_run(workspace, number)) as run:
        try:
            rows = run.cursor().execute("SELECT person_id, other_id, reason FROM lookup.person_links").fetchall()
        except duckdb.Error:
            return None
        return frozenset((str(one), str(other), str(why)) for one, other, why in rows)


def _after(cause: str, state: State, last: State, links: tuple[LinkRow, ...] | None) -> State:
    if cause == "definition":
        return replace(state, settings=last.settings)
    if cause == "time":
        return replace(state, today=last.today)
    changed = [table for table in TABLES_OF[cause] if state.landed.get(table) != last.landed.get(table)]
    landed = {**state.landed, **{table: last.landed[table] for table in changed if table in last.landed}}
    loads = {**state.loads, **{table: last.loads.get(table, 0) for table in changed}}
    if cause == "accounts":
        return replace(state, landed=landed, loads=loads, links=links if changed else None)
    if cause == IDENTITY:
        settings = state.settings.model_copy(update={"identity": last.settings.identity})
        return replace(state, landed=landed, loads=loads, links=None, settings=settings)
    return replace(state, landed=landed, loads=loads)


class Warehouse:
    """Opens states for reading: a run's file where it is one of this code, else built again in a folder of its own."""

    def __init__(self, workspace: Workspace, progress: Progress | None = None, steps: Steps | None = None) -> None:
        self.workspace, self.progress, self.steps, self._numbers = workspace, progress, steps, count(1)
        self._folder = workspace.spill / f"changes-{os.getpid()}-{next(_folders)}"

    def __enter__(self) -> Warehouse:
        return self

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)

    @contextmanager
    def open(self, state: State) -> Iterator[Run]:
        """Raises `DataError` when rows that had landed then are there no more."""
        kept = state.number is not None and state.number in published(self.workspace)
        if kept and state.code == code_fingerprint():
            with closing(open_run(self.workspace, state.number)) as run:
                yield run
        else:
            with self._built(state) as run:
                yield run

    def _tellers(self) -> tuple[Callable[[str, int], None] | None, Callable[[str, int, int], None] | None]:
        """How far it is, in the words of the model and of the facts."""
        if (steps := self.steps) is None:
            return None, None
        tables = list(TABLES)
        of = len(tables) + len(STEPS)
        return lambda table, _: steps(tables.index(table) + 1, of), lambda _, done, __: steps(len(tables) + done, of)

    @contextmanager
    def _built(self, state: State) -> Iterator[Run]:
        _check(self.workspace, state)
        number = next(self._numbers)
        if self.progress:
            self.progress(f"building state {number} between the runs")
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._folder / f"{number}.duckdb"
        with closing(open_for_writing(path, spill=self._folder / "spill")) as connection:
            settings = state.settings
            if state.links is not None:
                held = settings.identity.model_copy(update={"link_systems": False})
                settings = settings.model_copy(update={"identity": held})
                connection.execute(
                    "CREATE TEMP TABLE held_links (account_id VARCHAR, other_id VARCHAR, state VARCHAR, reason VARCHAR)"
                )
                append_rows(connection, "held_links", ["account_id", "other_id", "state", "reason"], list(state.links))
            model_told, facts_told = self._tellers()
            build_model(connection, settings, lambda table: self._landed(state, table), model_told)
            moment = datetime.now(UTC).replace(tzinfo=None)
            number, told = state.number or 0, facts_told
            build_facts(connection, settings, today=state.today, number=number, built_at=moment, progress=told)
            connection.execute("CHECKPOINT")
        with closing(open_built(path, spill=self._folder / "spill")) as connection:
            yield describe(connection)
        _remove(path)

    def _landed(self, state: State, table: str) -> str:
        rows = current_sql(self.workspace, table, state.loads.get(table))
        if table == "stages" and state.stages:
            return with_stages(rows, state.stages)
        if table in TABLES_OF[IDENTITY] and state.decided:
            rows = _with_decided(table, rows, state.decided)
        if table != "account_links" or state.links is None:
            return rows
        return f"{rows} UNION ALL BY NAME SELECT *, TIMESTAMP '1970-01-01' AS _landed_at FROM held_links"


def _with_decided(table: str, rows: str, decided: Iterable[Decision]) -> str:
    """The rows of a table of decisions with others, which go before those on the same pair."""
    other = "name" if table == "account_names" else "other_id"
    mine = [one for one in decided if one.is_name == (table == "account_names")]
    if not mine:
        return rows
    written = ", ".join(f"({literal(one.account_id)}, {literal(one.other)}, {literal(one.state)})" for one in mine)
    shown = f"account_id, {other}" + (", state" if other == "other_id" else "")
    return (
        f"SELECT * FROM ({rows}) AS landed WHERE NOT EXISTS (FROM (VALUES {written}) AS new(one, two, state) "
        f"WHERE (one, two) IN ((account_id, {other}), ({other}, account_id))) "
        f"UNION ALL BY NAME SELECT {shown}, TIMESTAMP '1970-01-01' AS _landed_at "
        f"FROM (VALUES {written}) AS new(account_id, {other}, state)"
    )


def _check(workspace: Workspace, state: State) -> None:
    for table, mark in state.landed.items():
        if table not in state.loads or fingerprint(workspace, table, state.loads[table]) != mark:
            raise DataError(
                f"What had landed in {table} for that run cannot be read any more.",
                hint="Compare runs that are still kept (`assay runs`), or ask for figures that were kept with them.",
            )


def _remove(path: Path) -> None:
    for part in (path, path.with_name(path.name + ".wal")):
        part.unlink(missing_ok=True)
