"""What a load works with: its connection, its folder, the files it has read."""

from __future__ import annotations

import hashlib
import os
import shutil
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import duckdb

from assay.contract.tables import TABLES
from assay.engine.duckdb import Limits, open_in_memory
from assay.engine.literals import literal, quoted
from assay.landing.checks import create_checks
from assay.landing.corrections import SOURCE as CORRECTED
from assay.landing.corrections import Corrections, FileCorrections, of_file
from assay.landing.current import current_sql
from assay.landing.manifest import Mark, batches, first_system, last_moment, next_numbers
from assay.landing.parse import create_macros
from assay.landing.settled_words import Words
from assay.sources.encoding import digest
from assay.sources.files import Source
from assay.sources.mapping import mapping as mappings
from assay.sources.mapping.functions import create_functions
from assay.sources.mapping.names import header_key
from assay.sources.readers import read_file
from assay.sources.shape import Progress, Raw
from assay.store.workspace import Workspace

MEMORY = "900MiB"
_PULSE = 0.5


@dataclass
class Work:
    """One load under way. `read` keeps what has been read, by path; `joined` the files that others were joined with."""

    workspace: Workspace
    connection: duckdb.DuckDBPyConnection
    folder: Path
    sources: tuple[Source, ...]
    rules: mappings.Mapping | None
    options: Mapping[str, str]
    progress: Progress
    load: int
    first_batch: int
    landed_at: datetime
    complete: bool = False
    words: Words = field(default_factory=dict)
    system: str | None = None
    """The name of the system that the caller says the files are of."""
    marks: tuple[Mark, ...] = ()
    """How far a pull has read what these files hold."""
    corrections: Corrections | None = None
    """With them only the corrected lines land."""
    most_told: int | None = None
    """Quarantined values of each file that are told; None: as many as a report has."""
    read: dict[Path, tuple[str, Raw]] = field(default_factory=dict)
    joined: set[Path] = field(default_factory=set)
    digests: dict[Path, str] = field(default_factory=dict)

    def digest(self, source: Source) -> str:
        if source.path not in self.digests:
            self.digests[source.path] = digest(source.path)
        return self.digests[source.path]

    def raw(self, source: Source) -> tuple[str, Raw]:
        """The file as a view of text columns: the view's name and what is known of it."""
        if source.path not in self.read:
            own = self.rules.options_for(source.path) if self.rules else {}
            name = f"raw{len(self.read)}"
            with self.watching(f"reading {source.name}"):
                raw = read_file(
                    self.connection,
                    source.path,
                    source.name,
                    {**own, **self.options},
                    self.folder / name,
                    source.table,
                    self.progress,
                    self.expected(source),
                )
            mended = self.corrected(source)
            if mended:  # it corrects texts
                raw = replace(raw, relation=mended.applied(raw.relation, raw), native={})
            relation = raw.relation
            self.connection.execute(f"CREATE OR REPLACE TEMP VIEW {name} AS {relation}")
            self.read[source.path] = (name, raw)
        return self.read[source.path]

    def expected(self, source: Source) -> frozenset[str]:
        """Keys of the headers that are looked for in a file."""
        if self.rules:
            return self.rules.expected_headers(source.path)
        return frozenset(map(header_key, TABLES[source.table].names)) if source.table else frozenset()

    def lookup(self, pattern: str) -> mappings.Relation | None:
        """The files of this load that a mapping's pattern means, one below the other; else what has landed by that name."""
        sources = [source for source in self.sources if mappings.file_matches(pattern, source.path)]
        if not sources:
            return self._landed(pattern)
        self.joined.update(source.path for source in sources)
        raws = [self.raw(source) for source in sources]
        if len(raws) == 1:
            return mappings.Relation(raws[0][0], raws[0][1].columns)
        name = "joined" + hashlib.sha256(pattern.encode()).hexdigest()[:12]
        union = " UNION ALL BY NAME ".join(f"SELECT * FROM {view}" for view, _ in raws)
        self.connection.execute(f"CREATE OR REPLACE TEMP VIEW {name} AS {union}")
        return mappings.Relation(name, tuple(dict.fromkeys(column for _, raw in raws for column in raw.columns)))

    def _landed(self, table: str) -> mappings.Relation | None:
        """The current rows of one of Assay's tables, as text; None where it is none, or has no rows."""
        if table not in TABLES or not batches(self.workspace, table):
            return None
        columns = ", ".join(f"CAST({quoted(name)} AS VARCHAR) AS {quoted(name)}" for name in TABLES[table].names)
        current = current_sql(self.workspace, table)
        self.connection.execute(f"CREATE OR REPLACE TEMP VIEW landed_{table} AS SELECT {columns} FROM ({current})")
        return mappings.Relation(f"landed_{table}", TABLES[table].names)

    def is_about(self, source: Source) -> bool:
        """Whether a table comes from the file, as far as can be said before it is read."""
        if self.rules is None or self.rules.knows_by_columns:
            return True
        return any(mappings.file_matches(name, source.path) for table in self.rules.tables for name in table.files)

    @property
    def source(self) -> str:
        """The name of the system that the rows come from."""
        return self.system or (self.rules.name if self.rules else "file")

    @property
    def batch_source(self) -> str:
        """Where the batches say that they come from: what people corrected comes from them, whatever system it is of."""
        return CORRECTED if self.corrections else self.source

    def corrected(self, source: Source) -> FileCorrections | None:
        """The corrections of a file, where this load lands corrected lines alone."""
        if self.corrections is None:
            return None
        return self.corrections.of(of_file(source.name))

    @property
    def name_space(self) -> str | None:
        """The prefix of the ids of these files; none for the workspace's first system, and for files of no system."""
        if self.system:
            return self.system
        if self.rules is None or not self.rules.is_system:
            return None
        first = first_system(self.workspace)
        return None if first in (None, self.rules.name) else self.rules.name

    @property
    def today(self) -> date:
        """The workspace's local day of the load."""
        return self.landed_at.replace(tzinfo=UTC).astimezone(self.workspace.settings.zone).date()

    @contextmanager
    def watching(self, stage: str) -> Iterator[None]:
        """Tells how far the connection's queries are, in per cent, while the block runs."""
        done = threading.Event()

        def watch() -> None:
            while not done.wait(_PULSE):
                if (share := self.connection.query_progress()) >= 0:
                    self.progress(stage, min(100, int(share)), 100)

        watcher = threading.Thread(target=watch, daemon=True)
        watcher.start()
        try:
            yield
        finally:
            done.set()
            watcher.join()

    def forget(self, source: Source) -> None:
        """Gives back the disk that a file's text takes, unless another file may be joined with it."""
        if self.rules is None:
            name, _ = self.read[source.path]
            (self.folder / f"{name}.parquet").unlink(missing_ok=True)


@contextmanager
def working(
    workspace: Workspace,
    sources: Sequence[Source],
    rules: mappings.Mapping | None,
    options: Mapping[str, str],
    progress: Progress,
    *,
    complete: bool = False,
    words: Words | None = None,
    system: str | None = None,
    marks: Sequence[Mark] = (),
    corrections: Corrections | None = None,
    most_told: int | None = None,
) -> Iterator[Work]:
    """A load's connection and folder, which go when it ends."""
    folder = workspace.data.resolve() / "tmp" / f"load-{os.getpid()}"
    folder.mkdir(parents=True, exist_ok=True)
    connection = open_in_memory(Limits(memory=MEMORY))
    load, first_batch = next_numbers(workspace)
    try:
        connection.execute(f"SET temp_directory = {literal(str(folder / 'spill'))}")
        connection.execute("SET preserve_insertion_order = true")
        connection.execute("SET enable_progress_bar = true")
        connection.execute("SET enable_progress_bar_print = false")
        connection.execute("SET TimeZone = 'UTC'")
        create_macros(connection)
        create_checks(connection)
        create_functions(connection)
        yield Work(
            workspace,
            connection,
            folder,
            tuple(sources),
            rules,
            options,
            progress,
            load,
            first_batch,
            next_moment(workspace),
            complete,
            words or {},
            system,
            tuple(marks),
            corrections,
            most_told,
        )
    finally:
        connection.close()
        shutil.rmtree(folder, ignore_errors=True)
        with suppress(OSError):
            folder.parent.rmdir()


def next_moment(workspace: Workspace) -> datetime:
    """Now in UTC, yet always after the last load, whatever the clock did."""
    now = datetime.now(UTC).replace(tzinfo=None)
    last = last_moment(workspace)
    return max(now, datetime.fromisoformat(last) + timedelta(microseconds=1)) if last else now


def remove_folders(workspace: Workspace) -> None:
    """Removes the working folders of loads whose processes are gone."""
    for folder in (workspace.data / "tmp").glob("load-*"):
        if not _runs(folder.name.removeprefix("load-")):
            shutil.rmtree(folder, ignore_errors=True)


def _runs(process: str) -> bool:
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return False
    except (PermissionError, ValueError):
        return True
    return True
