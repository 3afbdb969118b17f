"""One file of a load: read, mapped, its formats decided, typed and checked; nothing is compared or landed yet."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assay.contract.tables import TABLES, Column
from assay.landing import manifest
from assay.landing.evidence import Clue, Finding, decide_formats, find_clues
from assay.landing.newest import staged_files
from assay.landing.parse import NUMBERS, TIMES
from assay.landing.report import Missing, Unmapped
from assay.landing.stage import Lineage, Mapped, stage
from assay.landing.work import Work
from assay.sources.files import Ignored, Source
from assay.sources.headers import check_same_table
from assay.sources.mapping import mapping as mappings
from assay.sources.shape import Decision, Raw

_LOGIC = "1"


@dataclass(frozen=True)
class Staged:
    """One file's rows for one table, typed and checked: `rows` in all, `bad` of them with a problem.

    `malformed` rows could not be split into columns and are not among them.
    """

    source: Source
    identity: str
    mapped: Mapped
    batch: int
    path: Path
    rows: int
    bad: int
    malformed: int
    malformed_relation: str | None
    skipped: int
    complete: bool = False

    @property
    def origin(self) -> str:
        """Which export of its source the file is; files that are canonical tables are all of one."""
        return "" if self.source.table else self.mapped.mapping.origin


@dataclass(frozen=True)
class Taken:
    """What a file gave: staged tables, or what an earlier load of the same file gave."""

    staged: tuple[Staged, ...] = ()
    landed: tuple[manifest.LandedFile, ...] = ()
    decisions: tuple[Decision, ...] = ()
    missing: tuple[Missing, ...] = ()
    unmapped: tuple[Unmapped, ...] = ()
    ignored: tuple[Ignored, ...] = ()


def take(work: Work, source: Source, first_batch: int) -> Taken:
    """Reads a file and stages its tables, numbered from `first_batch`; a file that has landed is left as it is."""
    identity = _identity(work, source)
    again = work.options.get("again", "").lower() == "true"
    if not again and not work.complete and (landed := manifest.last_landing(work.workspace, identity)):
        reason = f"the same content landed on {landed[0].landed_at}; the option again = true loads it anew"
        return Taken(landed=landed, decisions=(Decision(source.name, "file", "left as it is", reason),))
    if not work.is_about(source):
        return Taken(ignored=(Ignored(source.name, "no table of the mapping is about it"),))
    view, raw = work.raw(source)
    tables, found = _tables(work, source, raw)
    if not tables:
        return Taken(ignored=(Ignored(source.name, "no table of the mapping fits its columns"),))
    mapped = [_mapped(work, table, view, raw) for table in tables]
    findings = [finding for one in mapped for finding in _findings(work, one)]
    decisions = [*raw.decisions, *found]
    staged = []
    for place, one in enumerate(mapped):
        made, decided = _stage(work, source, raw, one, findings, identity, first_batch + place, first=not place)
        staged.append(made)
        decisions += decided
    taken = Taken(
        staged=tuple(staged),
        decisions=tuple(decisions),
        missing=tuple(_missing(source, one, raw) for one in mapped if one.mapping.missing(raw.columns)),
        unmapped=tuple(value for one in mapped for value in _unmapped(work, source, one, view, raw)),
    )
    work.forget(source)
    return taken


def _identity(work: Work, source: Source) -> str:
    """Equal for files that cannot but give the same rows: the content, and all that has a say in reading it."""
    options = sorted((name, value) for name, value in work.options.items() if name != "again")
    said: list[object] = [_LOGIC, work.digest(source), source.table, options]
    if work.words:
        said.append(sorted((column, sorted(words.items())) for column, words in work.words.items()))
    if work.name_space:
        said.append(work.name_space)
    if work.rules:
        said += [source.name, repr(work.rules), sorted(work.digest(other) for other in work.sources)]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def _tables(work: Work, source: Source, raw: Raw) -> tuple[Sequence[mappings.TableMapping], list[Decision]]:
    if work.rules:
        return work.rules.tables_for(source.path, raw.columns), []
    assert source.table is not None
    found = check_same_table(source.table, raw.columns, source.name)
    return [mappings.same_names(source.table, source.path, raw.columns, dict(work.options))], found


def _mapped(work: Work, table: mappings.TableMapping, view: str, raw: Raw) -> Mapped:
    sql = table.select_sql(view, raw.columns, work.lookup)
    described = work.connection.execute(f"DESCRIBE {sql}").fetchall()
    columns = tuple(str(row[0]) for row in described)
    typed = frozenset(column for column in columns if table.source_of(column) in raw.typed)
    return Mapped(TABLES[table.to], table, sql, columns, typed, work.words)


def _findings(work: Work, mapped: Mapped) -> list[Finding]:
    asked = [mapped.table[name] for name in mapped.supplied if name not in mapped.typed]
    if "_modified_at" in mapped.columns:
        asked.append(Column("_modified_at", "timestamp"))
    clues = [
        Clue(column, mapped.mapping.source_of(column.name)) for column in asked if column.type in (*NUMBERS, *TIMES)
    ]
    return find_clues(work.connection, mapped.sql, clues)


def _stage(
    work: Work,
    source: Source,
    raw: Raw,
    mapped: Mapped,
    findings: Sequence[Finding],
    identity: str,
    batch: int,
    *,
    first: bool,
) -> tuple[Staged, list[Decision]]:
    formats, decisions = decide_formats(source.name, findings, {**mapped.mapping.options, **work.options})
    path = work.folder / f"staged{batch}.parquet"
    with work.watching(f"checking {source.name}"):
        stage(work.connection, mapped, formats, Lineage(work.source, batch, work.landed_at, work.name_space), path)
    query = f"SELECT count(*), count(_problems) FROM {staged_files([path])}"
    rows, bad = work.connection.execute(query).fetchall()[0]
    staged = Staged(
        source=source,
        identity=identity,
        mapped=mapped,
        batch=batch,
        path=path,
        rows=rows,
        bad=bad,
        malformed=raw.malformed if first else 0,
        malformed_relation=raw.malformed_relation if first else None,
        skipped=max(0, raw.rows - rows),
        complete=(work.complete or mapped.mapping.rule.complete) and not mapped.mapping.rule.derived,
    )
    return staged, decisions


def _missing(source: Source, mapped: Mapped, raw: Raw) -> Missing:
    return Missing(source.name, mapped.table.name, tuple(mapped.mapping.missing(raw.columns)))


def _unmapped(work: Work, source: Source, mapped: Mapped, view: str, raw: Raw) -> Iterator[Unmapped]:
    sql = mapped.mapping.unmapped_sql(view, raw.columns, work.lookup)
    if sql is None:
        return
    for column, value, rows, why in work.connection.execute(f"{sql} ORDER BY n DESC, value").fetchall():
        yield Unmapped(source.name, mapped.table.name, column, value, rows, why)
