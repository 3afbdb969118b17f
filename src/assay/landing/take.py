"""One file of a load: read, mapped, its formats decided, typed and checked; nothing is compared or landed yet."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assay.contract.tables import TABLES, Column
from assay.engine.literals import copied, literal, quoted
from assay.errors import DataError, UsageError
from assay.landing import manifest
from assay.landing.corrections import MARKS, FileCorrections
from assay.landing.currencies import with_currencies
from assay.landing.current import current_sql, fingerprint
from assay.landing.derived import derive
from assay.landing.erased import read_erased, withhold
from assay.landing.evidence import Clue, Finding, decide_formats, find_clues
from assay.landing.newest import staged_files
from assay.landing.parse import CURRENCIES, NUMBERS, TIMES
from assay.landing.plain import Writing, find_plain, native_writing
from assay.landing.report import Missing, Unmapped, Unused
from assay.landing.stage import Lineage, Mapped, stage
from assay.landing.work import Work
from assay.sources.files import Ignored, Source
from assay.sources.headers import check_same_table
from assay.sources.mapping import mapping as mappings
from assay.sources.mapping.names import attribute_name
from assay.sources.mapping.wider_key import OPTION, with_wider_keys
from assay.sources.recognise import fits, near_fits, other_fit
from assay.sources.shape import Decision, Raw, native_name
from assay.sources.unfolded import OPTION as UNFOLD

_LOGIC = "2"
_SYSTEM = ("_fivetran", "_dlt", "_airbyte", "(Do Not Modify)")


@dataclass(frozen=True)
class Staged:
    """One file's rows for one table, typed and checked: `rows` in all, `bad` of them with a problem.

    `cells` are values of the good rows that are quarantined alone.

    `malformed` rows could not be split into columns and are not among them.
    """

    source: Source
    identity: str
    mapped: Mapped
    batch: int
    path: Path
    rows: int
    bad: int
    cells: int
    malformed: int
    malformed_relation: str | None
    skipped: int
    complete: bool = False

    @property
    def origin(self) -> str:
        """Which export of its source the file is; files that are canonical tables are all of one."""
        own = "" if self.source.table else self.mapped.mapping.origin
        return " ".join(part for part in (self.source.origin, own) if part)


def attributes_among(staged: Sequence[Staged]) -> list[str]:
    """The columns of their own that these files have."""
    return sorted({name for one in staged for name in one.mapped.attributes})


@dataclass(frozen=True)
class Taken:
    """What a file gave: staged tables, or what an earlier load of the same file gave."""

    staged: tuple[Staged, ...] = ()
    landed: tuple[manifest.LandedFile, ...] = ()
    decisions: tuple[Decision, ...] = ()
    missing: tuple[Missing, ...] = ()
    unmapped: tuple[Unmapped, ...] = ()
    unused: tuple[Unused, ...] = ()
    ignored: tuple[Ignored, ...] = ()


def _unfitting(work: Work, source: Source, raw: Raw) -> Ignored:
    """A file that no table fits: what the nearest one wants besides, where there is one."""
    near = near_fits(raw.columns, work.rules.name) if work.rules else ()
    return Ignored(source.name, near[0].told() if near else "no table of the mapping fits its columns", bool(near))


def take(work: Work, source: Source, first_batch: int) -> Taken:
    """Reads a file and stages its tables, numbered from `first_batch`; a file that has landed is left as it is."""
    identity = _identity(work, source)
    again = work.options.get("again", "").lower() == "true"
    whole = work.complete or source.whole
    if not again and not whole and (landed := manifest.last_landing(work.workspace, identity)):
        reason = f"the same content landed on {landed[0].landed_at}; the option again = true loads it anew"
        return Taken(landed=landed, decisions=(Decision(source.name, "file", "left as it is", reason),))
    if not work.is_about(source):
        return Taken(ignored=(Ignored(source.name, "no table of the mapping is about it"),))
    try:
        view, raw = work.raw(source)
    except (UsageError, DataError):
        if work.rules is None or source.named or work.rules.is_named(source.path):
            raise
        return Taken(ignored=(Ignored(source.name, "no table of the mapping is about it"),))
    if work.rules and source.origin is None and (other := other_fit(work.rules.name, raw.columns)):
        if work.rules.is_named(source.path):
            raise UsageError(
                f"{source.name} is no file of the preset {work.rules.name}: its columns are those of {other.title}.",
                hint=f"assay load {source.path} --preset {other.preset}",
            )
        return Taken(
            ignored=(Ignored(source.name, f"its columns are those of {other.title}: --preset {other.preset}"),)
        )
    tables, found = _tables(work, source, raw)
    if not tables:
        return Taken(ignored=(_unfitting(work, source, raw),))
    wider = with_wider_keys(tables, raw.columns, work.options.get(OPTION))
    mapped = [_mapped(work, table, view, raw) for table in wider]
    for narrow, wide in zip(tables, mapped, strict=True):
        if narrow is not wide.mapping:
            _check_not_landed(work, source, _mapped(work, narrow, view, raw))
    findings = [finding for one in mapped for finding in _findings(work, one)]
    decisions = [*raw.decisions, *found, *(told for table in tables for told in _stated_days(source, table))]
    staged = []
    for place, one in enumerate(mapped):
        made, decided = _stage(work, source, raw, one, findings, identity, first_batch + place, first=not place)
        staged.append(made)
        decisions += decided
    taken = Taken(
        staged=tuple(staged),
        decisions=tuple(decisions),
        missing=tuple(_missing(source, one, raw) for one in mapped if one.mapping.missing(raw.columns)),
        unused=tuple(_unused(source, mapped, raw)) if work.rules else (),
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
    if (mended := work.corrected(source)) is not None:
        said.append(sorted((one.line, one.column, one.value) for one in mended.all))
    if work.rules:
        said += [source.name, repr(work.rules), sorted(work.digest(other) for other in work.sources)]
        said += [fingerprint(work.workspace, table) for table in work.rules.landed_tables]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def _tables(work: Work, source: Source, raw: Raw) -> tuple[Sequence[mappings.TableMapping], list[Decision]]:
    if work.rules:
        return work.rules.tables_for(source.path, raw.columns), []
    assert source.table is not None
    tables = check_same_table(source.table, raw.columns, source.name)
    try:
        return [mappings.same_names(source.table, source.path, raw.columns, dict(work.options))], tables
    except UsageError as error:
        if not (other := next(iter(fits(raw.columns)), None)):
            raise
        hint = f"Its columns are those of {other.title}: assay load {source.path} --preset {other.preset}"
        raise UsageError(error.message, hint=hint) from None


def _stated_days(source: Source, table: mappings.TableMapping) -> Iterator[Decision]:
    if table.day:
        day, why = table.day
        yield Decision(source.name, f"the day of all rows of {table.to}", day, why)


def _mapped(work: Work, table: mappings.TableMapping, view: str, raw: Raw) -> Mapped:
    to, direct = TABLES[table.to], table.direct(raw.columns, work.lookup)
    native = _native(work, table, direct, raw)
    texts = {name: header for name, header in direct.items() if name not in native}
    plain = find_plain(work.connection, f"FROM {view}", to, texts)
    values = {name: native_name(direct[name]) for name in native}
    sql = table.select_sql(view, raw.columns, work.lookup, frozenset(direct[name] for name in plain), values)
    described = work.connection.execute(f"DESCRIBE {sql}").fetchall()
    columns = tuple(str(row[0]) for row in described)
    typed = frozenset(column for column in columns if table.source_of(column) in raw.typed)
    plain |= find_plain(work.connection, sql, to, {name: name for name in columns if name not in direct})
    writings = {name: writing for name, (_, writing) in native.items()}
    types = {name: type for name, (type, _) in native.items()}
    return Mapped(to, table, sql, columns, typed, work.words, {**plain, **writings}, types)


def _native(
    work: Work, table: mappings.TableMapping, direct: Mapping[str, str], raw: Raw
) -> dict[str, tuple[str, Writing]]:
    """The columns that take the file's own typed values, with their types and how plain that is.

    Where words stand for an empty value, texts are compared with them.
    """
    if table.rule.unpivot or table.rule.each or "null" in {**table.options, **work.options}:
        return {}
    to, found = TABLES[table.to], {}
    for name, header in direct.items():
        type = raw.native.get(header)
        if name in to.names and type and (writing := native_writing(to[name], type)):
            found[name] = (type, writing)
    return found


def _check_not_landed(work: Work, source: Source, narrow: Mapped) -> None:
    """UsageError where rows landed under ids that lack the columns of a wider key: they would count twice."""
    table = narrow.table
    if not manifest.batches(work.workspace, table.name):
        return
    id = quoted(table.key[0])
    landed = work.connection.execute(
        f"SELECT count(*), list(DISTINCT _batch) FROM ({current_sql(work.workspace, table.name)}) "
        f"WHERE {id} IN (SELECT clean({id}) FROM ({narrow.sql}))"
    ).fetchone()
    if landed and landed[0]:
        loads = sorted({one.load for one in manifest.all_batches(work.workspace) if one.batch in landed[1]})
        raise UsageError(
            f"{source.name}: {landed[0]:,} of its rows in {table.name} have landed under ids without the wider key, "
            "and would count twice.",
            hint=f"Take them back first: assay undo {' '.join(map(str, loads))}",
        )


def _findings(work: Work, mapped: Mapped) -> list[Finding]:
    told = ("digits", "day", "moment", "utc")  # written in one way alone: nothing is to be found out
    asked = [
        mapped.table[name]
        for name in mapped.supplied
        if name not in mapped.native
        and mapped.plain.get(name) not in told
        and (name not in mapped.typed or mapped.table[name].type in TIMES)
    ]
    if "_modified_at" in mapped.columns:
        asked.append(Column("_modified_at", "timestamp"))
    clues = [
        Clue(column, mapped.mapping.source_of(column.name))
        for column in asked
        if column.type in (*NUMBERS, *TIMES) or column.name in CURRENCIES
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
    mapped, formats, more = derive(work.connection, mapped, formats, findings, source.name)
    mapped, currencies = with_currencies(
        work.connection, mapped, findings, work.workspace.settings.currency, source.name
    )
    if currencies:
        decisions = [one for one in decisions if one.what != "currency marks beside amounts"]
    decisions += [*more, *currencies]
    path = work.folder / f"staged{batch}.parquet"
    with work.watching(f"checking {source.name}"):
        stage(work.connection, mapped, formats, Lineage(work.source, batch, work.landed_at, work.name_space), path)
    malformed, withheld = raw.malformed_relation if first else None, 0
    if (erased := read_erased(work.workspace.data)).people:
        withheld, malformed = withhold(work.connection, erased, mapped.table.name, path, malformed)
    if withheld:
        reason = "they were erased from this workspace: their rows do not land, or as nobody's"
        decisions.append(Decision(source.name, "erased people", f"{withheld} row{'s' if withheld > 1 else ''}", reason))
    skips: int | None = None
    if (mended := work.corrected(source)) is not None:
        assert work.corrections is not None
        mapped, path = _corrected_alone(work, mapped, mended, work.corrections.by, path)
        malformed, skips = None, 0
    cells = "coalesce(sum(len(_cells)) FILTER (_problems IS NULL), 0)"
    query = f"SELECT count(*), count(_problems), {cells} FROM {staged_files([path])}"
    rows, bad, cells = work.connection.execute(query).fetchall()[0]
    staged = Staged(
        source=source,
        identity=identity,
        mapped=mapped,
        batch=batch,
        path=path,
        rows=rows,
        bad=bad,
        cells=int(cells),
        malformed=raw.malformed if first and malformed else 0,
        malformed_relation=malformed,
        skipped=max(0, raw.rows - rows) if skips is None else skips,
        complete=_is_whole(work, source, mapped),
    )
    return staged, decisions


def _corrected_alone(work: Work, mapped: Mapped, mended: FileCorrections, by: str, path: Path) -> tuple[Mapped, Path]:
    """The staged rows of corrected lines, with who corrected what. Formats were decided on the whole file."""
    target = path.with_suffix(".corrected.parquet")
    columns = " ".join(f"WHEN {line} THEN {literal(mended.columns_of(line))}" for line in mended.corrected)
    which = f"CASE _line {columns} END" if columns else "NULL::VARCHAR"
    listed = ", ".join(map(str, mended.corrected)) or "NULL"
    marks = f"{literal(by)} AS {MARKS[0]}, {which} AS {MARKS[1]}"
    rows = f"SELECT * EXCLUDE (file_row_number), {marks} FROM {staged_files([path])} WHERE _line IN ({listed})"
    work.connection.execute(copied(f"{rows} ORDER BY file_row_number", target))
    return replace(mapped, columns=(*mapped.columns, *MARKS)), target


def _is_whole(work: Work, source: Source, mapped: Mapped) -> bool:
    rule = mapped.mapping.rule
    said = source.whole if source.whole is not None else work.complete or rule.complete
    return said and not rule.derived


def _unused(source: Source, mapped: Sequence[Mapped], raw: Raw) -> Iterator[Unused]:
    """Columns that no table made of the file takes; what they could be is told by their names."""
    ignored = [set(one.mapping.ignored(raw.columns)) for one in mapped]
    lacking = sorted({f"{one.table.name}.{name}" for one in mapped for name in one.mapping.missing(raw.columns)})
    unfolded = {name.strip().lower() for one in mapped for name in one.mapping.options.get(UNFOLD, "").split(",")}
    for header in raw.columns:
        if header.lower() in unfolded or header.startswith(_SYSTEM):
            continue
        if all(header in names for names in ignored):
            yield Unused(source.name, header, _likely(header, lacking))


def _likely(header: str, lacking: Sequence[str]) -> str | None:
    """The lacking column whose name has the most words of a header; of equally many the shortest."""
    words = _words(attribute_name(header))
    alike = {name: len(words & _words(name.partition(".")[2])) for name in lacking}
    return min((name for name in alike if alike[name]), key=lambda name: (-alike[name], len(name)), default=None)


def _words(name: str) -> set[str]:
    return set(re.findall("[a-z]+", name)) - {"id", "at", "on", "x", "is"}


def _missing(source: Source, mapped: Mapped, raw: Raw) -> Missing:
    return Missing(source.name, mapped.table.name, tuple(mapped.mapping.missing(raw.columns)))


def _unmapped(work: Work, source: Source, mapped: Mapped, view: str, raw: Raw) -> Iterator[Unmapped]:
    sql = mapped.mapping.unmapped_sql(view, raw.columns, work.lookup)
    if sql is None:
        return
    for column, value, rows, why in work.connection.execute(f"{sql} ORDER BY n DESC, value").fetchall():
        yield Unmapped(source.name, mapped.table.name, column, value, rows, why)
