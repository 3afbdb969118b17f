"""Build a run from what has landed, and publish it when it is whole."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import duckdb
from duckdb import DuckDBPyConnection

from assay.alerts import watch
from assay.contract.tables import TABLES
from assay.engine.duckdb import append_rows
from assay.errors import AssayError, DataError, WorkspaceError
from assay.facts.build import STEPS, build_facts
from assay.facts.incremental import build as incremental
from assay.facts.schema import FACTS
from assay.landing.archive import check_manifest
from assay.landing.current import current_sql
from assay.landing.manifest import last_moment
from assay.log import log
from assay.memory.figures import headline, publish_figures
from assay.memory.kept import is_any_kept, is_run_kept, keep_run
from assay.memory.origin import build_inputs, code_fingerprint, read_origin
from assay.metrics.unstated import unstated_deals
from assay.model.build import ModelReport, build_model, forget_source
from assay.model.stage_tables import stage_remarks
from assay.plural import many
from assay.settings import Settings
from assay.store.audit import note, note_settings, tell_owed
from assay.store.engines import builds_facts, engine_has, new_tables, note_built
from assay.store.lock import writing
from assay.store.parts import damage_of
from assay.store.runs import building, clean, current, describe, next_number, open_run, publish, run_path, today_there
from assay.store.settings_file import note_unfinished
from assay.store.workspace import Workspace, store_of


@dataclass(frozen=True)
class Step:
    """One table has been built: `part` is `model` or `facts`, `done` of `of` tables of that part are there."""

    part: str
    table: str
    rows: int
    done: int
    of: int


Progress = Callable[[Step], None]
_SLACK = timedelta(minutes=5)


@dataclass(frozen=True)
class RefreshReport:
    """What a refresh did. Without `changed` nothing was to be done, and `number` is the run that stays current.

    `remarks` are on the run, `watched` are the new alerts and what could not be judged, `untold` says whom alerts did not
    reach.
    """

    number: int
    changed: bool
    today: date
    last_day: date | None
    seconds: float
    model: dict[str, int] = field(default_factory=dict)
    quarantined: dict[str, int] = field(default_factory=dict)
    facts: dict[str, int] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    watched: watch.Watched = field(default_factory=watch.Watched)
    untold: tuple[str, ...] = ()

    def lines(self) -> tuple[str, ...]:
        """All that is to be remarked, in English, new alerts too."""
        return (*self.remarks, *self.watched.lines(), *self.untold)

    def to_json(self) -> dict[str, Any]:
        days = {name: day and day.isoformat() for name, day in (("today", self.today), ("last_day", self.last_day))}
        told = {one.name: getattr(self, one.name) for one in fields(self) if one.name not in ("watched", "untold")}
        return {**told, **days, "remarks": list(self.lines())}


def refresh(
    workspace: Workspace,
    *,
    full: bool = False,
    today: date | None = None,
    progress: Progress | None = None,
    job: str = "refresh",
    alerts: bool = True,
) -> RefreshReport:
    """Build the facts of all that has landed as a new run, and make it the current one.

    Where nothing differs from what the current run was built from (landed rows, settings, code, today), no run is built
    unless `full`. `today` is a local day; without it the environment variable ASSAY_TODAY or the clock tells it.
    `job` is what the lock is held for; without `alerts` their rules are judged by whoever asks for that next. Raises `BusyError` when somebody else writes, `DataError` when nothing has landed; the current run stays then.
    """
    started = time.monotonic()
    day = today or today_there(workspace.settings)
    log.info("refresh of %s begins", workspace.path)
    with writing(workspace, job):
        _tidy(workspace)
        note_unfinished(workspace)
        tell_owed(workspace)
        note_settings(workspace)
        report = _run(workspace, day, progress, full=full)
        if report.changed:
            note(workspace, "refresh", run=report.number)
        if alerts:
            report = replace(report, watched=_watched(workspace, report.number))
    if alerts:
        report = replace(report, untold=_safely("The alerts", lambda: watch.send(workspace)))
    seconds = time.monotonic() - started
    log.info("refresh ends after %.1f s: run %d %s", seconds, report.number, "built" if report.changed else "unchanged")
    return replace(report, seconds=seconds)


def _run(workspace: Workspace, day: date, progress: Progress | None, *, full: bool) -> RefreshReport:
    """A new run, published, or the current one where nothing differs."""
    check_manifest(workspace)
    remarks = (*_clock_remarks(workspace), *_safely("The headline figures", lambda: _remember_late(workspace)))
    inputs = build_inputs(workspace, day)
    if not full and (unchanged := _unchanged(workspace, inputs)):
        return replace(unchanged, remarks=remarks)
    number = next_number(workspace)
    with building(workspace, number) as connection:
        report, parts, damage = _build(connection, workspace, number, day, progress, full=full)
        last_day = describe(connection).last_day
        facts = {name: _count(connection, f"main.{name}") for name in FACTS}
        stages = (*stage_remarks(connection), *_unstated(connection))
        _keep_origin(connection, inputs, {"model": report.rows, "main": facts})
    publish(workspace, number, parts)
    remarks = (*damage, *stages, *remarks, *_safely("The headline figures", lambda: _remember(workspace, number)))
    return RefreshReport(number, True, day, last_day, 0, report.rows, report.quarantined, facts, remarks)


def _unstated(connection: duckdb.DuckDBPyConnection) -> tuple[str, ...]:
    """Deals that count as open because nobody states their outcome, and what to do about it."""
    unstated = unstated_deals(connection)
    if not unstated.deals:
        return ()
    stages = f" (stages: {unstated.shown})" if unstated.stages else ""
    return (
        f"{many(unstated.deals, 'deal counts', 'deals count')} as open, for nobody states the outcome{stages}: "
        "load a table of stages (stage, status: open, won or lost), or the deals with their status.",
    )


def _remember(workspace: Workspace, number: int) -> tuple[str, ...]:
    """Keep what the run was built from, and its headline figures where the settings say so."""
    keep_run(workspace, read_origin(workspace, number))
    if workspace.settings.figures.at_refresh:
        publish_figures(workspace, number)
    return ()


def _remember_late(workspace: Workspace) -> tuple[str, ...]:
    """The same for the current run, where the process that published it was killed before it had kept them."""
    number = current(workspace)
    if number is None:
        return ()
    origin = read_origin(workspace, number)
    due = workspace.settings.figures.at_refresh and headline(workspace.settings, origin.last_day)
    if not is_run_kept(workspace, number) or (due and not is_any_kept(workspace, number)):
        _remember(workspace, number)
    return ()


def _clock_remarks(workspace: Workspace) -> tuple[str, ...]:
    """A clock that has gone back makes figures end too early, and stamps wrong: it is told."""
    now = datetime.now(UTC).replace(tzinfo=None)
    last = last_moment(workspace)
    if last and datetime.fromisoformat(last) > now + _SLACK:
        return (f"The clock says {now:%Y-%m-%d %H:%M} UTC, the last load landed at {last[:16]}: has it gone back?",)
    number = current(workspace)
    if number is None or os.environ.get("ASSAY_TODAY"):
        return ()
    try:
        with closing(open_run(workspace, number)) as run:
            built = run.built_at
    except (AssayError, duckdb.Error):
        return ()
    if built > now + _SLACK:
        return (
            f"The clock says {now:%Y-%m-%d %H:%M} UTC, run {number} was built at {built:%Y-%m-%d %H:%M}: has it gone back?",
        )
    return ()


def _watched(workspace: Workspace, number: int) -> watch.Watched:
    try:
        return watch.evaluate(workspace, number)
    except Exception as error:
        return watch.Watched(remarks=(_gone_wrong("The alerts", error),))


def _safely(what: str, action: Callable[[], tuple[str, ...]]) -> tuple[str, ...]:
    """What follows a run is told when it goes wrong, and undoes no run."""
    try:
        return action()
    except Exception as error:
        return (_gone_wrong(what, error),)


def _gone_wrong(what: str, error: Exception) -> str:
    log.error("%s could not be brought up to date", what, exc_info=error)
    said = (str(error).strip() or type(error).__name__).splitlines()[0]
    return f"{what} could not be brought up to date: {said}"


def _build(
    connection: DuckDBPyConnection,
    workspace: Workspace,
    number: int,
    today: date,
    progress: Progress | None,
    *,
    full: bool,
) -> tuple[ModelReport, list[str], tuple[str, ...]]:
    """The tables of a run, the paths of the parts that it shows as tables, and what is to be told."""
    if builds_facts(workspace):
        return _build_whole(connection, workspace, number, today, progress), [], ()
    remarks: tuple[str, ...] = ()
    if incremental.is_large(workspace):
        known, remarks = (None, ()) if full else _taken_over(workspace)
        report, parts = _build_parts(connection, workspace, number, today, progress, known)
    else:
        report, parts = _build_whole(connection, workspace, number, today, progress), []
    if workspace.settings.engine.name != "duckdb":
        _copy_to_engine(connection, workspace, number)
    return report, parts, remarks


def _taken_over(workspace: Workspace) -> tuple[int | None, tuple[str, ...]]:
    """The run whose tables may be taken over. Of one that is damaged nothing is: run after run would keep the damage."""
    known = current(workspace)
    damage = None if known is None else damage_of(workspace, known)
    if damage is None:
        return known, ()
    log.warning("run %d is damaged: %s", known, damage)
    told = f"Run {known} is damaged ({damage}): nothing of it was taken over, all was built again from what has landed."
    return None, (
        told,
        "Figures that it gave may be wrong. `assay verify` tells whether more is damaged, the disk why.",
    )


def _build_parts(
    connection: DuckDBPyConnection,
    workspace: Workspace,
    number: int,
    today: date,
    progress: Progress | None,
    known: int | None,
) -> tuple[ModelReport, list[str]]:
    model_told, facts_told = _tellers(connection, progress)
    work, quarantined = incremental.build(
        connection,
        workspace,
        before=None if known is None else run_path(workspace, known),
        code=code_fingerprint(),
        today=today,
        number=number,
        built_at=datetime.now(UTC).replace(tzinfo=None),
        progress=facts_told,
    )
    rows = {table: work.made[f"model.{table}"].rows for table in TABLES}
    if model_told:
        for table, count in rows.items():
            model_told(table, count)
    return ModelReport(rows, {name: number for name, number in quarantined.items() if number}), work.paths


def _build_whole(
    connection: DuckDBPyConnection, workspace: Workspace, number: int, today: date, progress: Progress | None
) -> ModelReport:
    settings = workspace.settings
    model_told, facts_told = _tellers(connection, progress)
    report = build_model(connection, settings, lambda table: current_sql(workspace, table), model_told)
    if not any(report.rows.values()):
        if left_out := sum(report.quarantined.values()):
            raise DataError(
                f"None of the {left_out:,} rows that have landed can be used: they name accounts, people or deals that have not.",
                hint="Load the tables that these are of, accounts first.",
            )
        raise DataError("Nothing has landed yet.", hint="`assay load FILE…` takes tables in.")
    built_at, store = datetime.now(UTC).replace(tzinfo=None), store_of(workspace)
    _facts_builder(workspace, number)(
        connection, settings, today=today, number=number, built_at=built_at, progress=facts_told, store=store
    )
    forget_source(connection)
    return report


def _facts_builder(workspace: Workspace, number: int) -> Callable[..., None]:
    """What builds the facts of a run where the settings say."""
    if not builds_facts(workspace):
        return build_facts
    from assay.facts.on_engine import build_on_engine

    tables = new_tables(workspace, number)

    def build(connection: DuckDBPyConnection, settings: Settings, **told: Any) -> None:
        build_on_engine(connection, settings, tables=tables, **told)
        note_built(workspace, number, tables)

    return build


def _copy_to_engine(connection: DuckDBPyConnection, workspace: Workspace, number: int) -> None:
    """The facts that were built here, where the engine shall answer."""
    from assay.facts.on_engine import copy_to_engine

    tables = new_tables(workspace, number)
    copy_to_engine(connection, workspace.settings, tables)
    note_built(workspace, number, tables)


def _tellers(
    connection: DuckDBPyConnection, progress: Progress | None
) -> tuple[Callable[[str, int], None] | None, Callable[[str, int, int], None] | None]:
    """The same progress in the words of the model and of the facts."""
    if progress is None:
        return None, None
    tables = list(TABLES)

    def model_told(table: str, rows: int) -> None:
        progress(Step("model", table, rows, tables.index(table) + 1, len(tables)))

    def facts_told(table: str, done: int, of: int) -> None:
        schema = getattr(STEPS[done - 1], "schema", "lookup")  # a lookup may have the name of a fact
        progress(Step("facts", table, _count(connection, f"{schema}.{table}"), done, of))

    return model_told, facts_told


def _unchanged(workspace: Workspace, inputs: dict[str, str]) -> RefreshReport | None:
    """The current run, where it was built from the very same inputs, and by the engine that shall answer."""
    number = current(workspace)
    if number is None:
        return None
    if not engine_has(workspace, number):
        return None
    try:
        run = open_run(workspace)
        kept = dict(run.connection.execute("SELECT name, fingerprint FROM build.inputs").fetchall())
        run.close()
    except (duckdb.Error, WorkspaceError):
        return None
    same = kept == inputs
    return RefreshReport(run.number, False, run.today, run.last_day, 0) if same else None


def _keep_origin(connection: DuckDBPyConnection, inputs: dict[str, str], rows: dict[str, dict[str, int]]) -> None:
    """Schema `build` of a run: what it was built from, and how many rows its tables got."""
    connection.execute("CREATE SCHEMA IF NOT EXISTS build")
    connection.execute("CREATE TABLE build.inputs (name VARCHAR, fingerprint VARCHAR)")
    append_rows(connection, "build.inputs", ("name", "fingerprint"), list(inputs.items()))
    connection.execute("CREATE TABLE build.tables (schema_name VARCHAR, table_name VARCHAR, rows BIGINT)")
    counts = [(schema, table, number) for schema, tables in rows.items() for table, number in tables.items()]
    append_rows(connection, "build.tables", ("schema_name", "table_name", "rows"), counts)


def _tidy(workspace: Workspace) -> None:
    """Remove what a killed build left, and what killed readers spilled a day ago or earlier."""
    clean(workspace)
    yesterday = time.time() - 24 * 3600
    for folder in workspace.spill.iterdir() if workspace.spill.exists() else ():
        if folder.name == "build" or folder.stat().st_mtime < yesterday:
            shutil.rmtree(folder, ignore_errors=True)


def _count(connection: DuckDBPyConnection, table: str) -> int:
    row = connection.execute(f"SELECT count(*) FROM {table}").fetchone()
    return int(row[0]) if row else 0
