"""Mappings: how the files of another system become canonical tables.

A mapping is a TOML file (docs/mapping.md). Files are read into DuckDB relations of VARCHAR columns plus `_line` and
`_file`; a mapping turns such a relation into *text* columns with canonical names by SQL; typing parses the text.

What landing does with it, for each file:

1. `mapping.options_for(file)`: how to read the file (encoding, delimiter, quote, sheet), before its headers are known.
2. `mapping.tables_for(file, headers)`: one `TableMapping` per canonical table the file feeds (the same table twice is
   possible: an event feeds `touches` as booked and as held). Empty: no table of the mapping is about this file.
3. `table.select_sql(raw, headers, lookup)`: the SQL; `raw` is anything that may stand after FROM. `lookup(pattern)`
   answers with `Relation(sql, headers)` of another file of the same load for which `file_matches(pattern, file)`
   holds, else None.
4. `table.options` for typing: decimal, date_order, timestamp_format, epoch. `table.source_of(column)` for messages.

What the SQL yields, all VARCHAR but for `_line`:

* canonical columns, only those the mapping supplies (the rest is NULL), `x_…` columns, `_line`, `_file`;
* `_unit_<column>`: a decimal multiplier (`1000`, `0.01`) to apply to `<column>` after it was parsed; its currency, if
  it has one, is already in `currency`;
* `_reject_<column>`: not NULL where a value map with `otherwise = "reject"` does not know the value (it is the value);
  such a row is quarantined: column, value, rule "not in the mapping's value map";
* `_days_<column>`: not NULL where `until` says that a row is about several days (`first – last`); such a row is
  quarantined, but for the option `period = "first"`;
* `_modified_at`: when the row last changed at its source, text to be parsed like a timestamp. Of rows with the same
  key the newest `_modified_at` wins before the newest landing; a row without one counts as modified when it landed.
  Rows derived from others say year 1 (anything beats them), merges say year 9999 (nothing undoes them);
* `_deleted`: 'true' where the source says that the row is gone. Such a row needs only its key; it takes part in
  "newest wins" and, where it wins, the key is not among the current rows. Deals have `is_deleted` instead.

Rows the mapping leaves out (`where`, `otherwise = "skip"`, `distinct`) are rows of the file that this table does not
take: rows of the file minus rows of the SQL, to be reported as skipped. `table.unmapped_sql(…)` yields
`(column_name, value, n, why)` of values no value map knows (and that became something else than themselves) and no join
finds (or finds several times; they stay as they are, and are references that lead nowhere). `table.missing(headers)`
and `table.ignored(headers)` name optional columns without a source and headers without a use in this table: a header is
ignored when all tables of its file ignore it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path

from assay.contract.systems import OF_SYSTEMS, referenced_system
from assay.contract.tables import TABLES
from assay.errors import UsageError, did_you_mean
from assay.sources.headers import check_told_apart
from assay.sources.mapping.expressions import Lookup, Relation, Scope
from assay.sources.mapping.names import attribute_name, file_matches, find_headers, header_key
from assay.sources.mapping.read import read_tables
from assay.sources.mapping.rules import AllOf, Join, Rule, TableRule
from assay.sources.mapping.select import (
    all_rules,
    condition_headers,
    direct,
    headers_of_rule,
    is_supplied,
    join_uses,
    select,
    unmapped,
    used_headers,
    wanted_headers,
)
from assay.sources.mapping.stated_day import DAY, STATE_IT, day_headers, day_in_name, read_day, with_day
from assay.sources.presets import preset_path

__all__ = [
    "Lookup",
    "Mapping",
    "Relation",
    "TableMapping",
    "file_matches",
    "read_mapping",
    "read_preset",
    "same_names",
]


@dataclass(frozen=True)
class TableMapping:
    """How one file feeds one canonical table; `headers` are the file's."""

    to: str
    options: dict[str, str]
    rule: TableRule
    headers: tuple[str, ...]
    file: Path
    day: tuple[str, str] | None = None
    """The day of all its rows and who says so, where no column of the file does."""

    def select_sql(
        self,
        raw: str,
        columns: Sequence[str],
        lookup: Lookup,
        plain: frozenset[str] = frozenset(),
        native: dict[str, str] | None = None,
    ) -> str:
        """SQL over the raw relation `raw`; the module's docstring says what it yields.

        Cells of the headers in `plain` are known to be neither empty text nor in blanks; `native` are columns of the table
        with those of the raw relation whose typed values they take. Raises UsageError when a file the mapping joins is not in the load, or lacks a column.
        """
        scope = replace(self._scope(columns, lookup), plain=plain, native=native or {})
        self._check_joins(scope)
        shadowed = any(lookup(name) for name in self.rule.unless_files)
        return select(self.rule, raw, scope, self._attributes(columns), shadowed=shadowed)

    def direct(self, columns: Sequence[str], lookup: Lookup) -> dict[str, str]:
        """The canonical columns and attributes that hold what stands under one of the file's headers, with that header."""
        expressions = direct(self.rule, self._scope(columns, lookup), self._attributes(columns))
        return {name: header for name, header in expressions.items() if header in columns}

    def unmapped_sql(self, raw: str, columns: Sequence[str], lookup: Lookup) -> str | None:
        """SQL for (column_name, value, n, why) of values that no value map knows and no join finds; None without both."""
        return unmapped(self.rule, raw, self._scope(columns, lookup))

    def source_of(self, column: str) -> str:
        """The file's own header behind a canonical column, else the column itself."""
        rule = dict(self.rule.columns).get(column)
        headers = headers_of_rule(rule, with_made(self.rule, self.headers)) if rule else ()
        if headers:
            return headers[0]
        return next((header for name, header in self._attributes(self.headers) if name == column), column)

    @property
    def origin(self) -> str:
        """Which of its source's exports the file is, whatever it is called today."""
        return f"{self.to} from {self.rule.files[0]}" if self.rule.files else self.to

    def missing(self, columns: Sequence[str]) -> list[str]:
        """Canonical columns the file has no source for."""
        supplied = {name for name, rule in self.rule.columns if is_supplied(rule, with_made(self.rule, columns))}
        supplied |= {name for name, _ in self._attributes(columns)}
        return [name for name in TABLES[self.to].names if name not in supplied]

    def ignored(self, columns: Sequence[str]) -> list[str]:
        """Headers of the file that nothing of this table uses."""
        used = used_headers(self.rule, columns) | {header for _, header in self._attributes(columns)}
        return [header for header in columns if header not in used]

    def _scope(self, columns: Sequence[str], lookup: Lookup) -> Scope:
        each = find_headers(self.rule.each[0], columns) if self.rule.each else ()
        utc = any(fnmatchcase(header.lower(), pattern) for header in columns for pattern in self.rule.utc_if)
        return Scope(with_made(self.rule, columns), "r", join_uses(self.rule, columns, lookup), self.options, utc, each)

    def _attributes(self, columns: Sequence[str]) -> tuple[tuple[str, str], ...]:
        """(target column, header) of headers that no rule uses and `rest` keeps."""
        used = used_headers(self.rule, columns)
        mapped = {name for name, _ in self.rule.columns}
        names = {header_key(name): name for name in TABLES[self.to].names if name not in mapped}
        kept: dict[str, str] = {}
        for header in columns:
            if header not in used and self._is_kept(header):
                target = names.get(header_key(header)) if "*" in self.rule.rest else None
                target = target or attribute_name(header)
                if target not in mapped:
                    kept.setdefault(target, header)
        return tuple(kept.items())

    def _is_kept(self, header: str) -> bool:
        """Whether `rest` names the header, or it holds the row's id in another system (`Salesforce Account ID`)."""
        if self.to in OF_SYSTEMS and referenced_system(attribute_name(header)):
            return True
        return any(fnmatchcase(header.lower(), pattern.lower()) for pattern in self.rule.rest)

    def _check_joins(self, scope: Scope) -> None:
        for use in scope.joins:
            if self.rule.lenient or use.optional:
                continue
            if use.relation is None:
                raise UsageError(
                    f"{self.rule.at()}: {self.file.name} is joined with {use.join.files[0]}, which is not in the load.",
                    hint=f"Load {use.join.files[0]} along with {self.file.name}.",
                )
            self._check_joined(use.join, use.relation)

    def _check_joined(self, join: Join, relation: Relation) -> None:
        for wanted in (join.by, join.take):
            if wanted and not find_headers(wanted, relation.columns):
                raise UsageError(
                    f"{self.rule.at()}: {join.files[0]} has no column {wanted[0]!r}.",
                    hint=did_you_mean(wanted[0], relation.columns),
                )


@dataclass(frozen=True)
class Mapping:
    """The tables of a mapping file or preset."""

    name: str
    tables: tuple[TableRule, ...]

    def with_options(self, options: dict[str, str]) -> Mapping:
        """The same with options that go before those of its tables."""
        tables = (replace(table, options=tuple({**dict(table.options), **options}.items())) for table in self.tables)
        return replace(self, tables=tuple(tables))

    @property
    def is_system(self) -> bool:
        """Whether it is a preset of a system that has companies or people of its own, with ids of its own."""
        return not self.name.endswith(".toml") and any(table.to in ("accounts", "people") for table in self.tables)

    def options_for(self, file: Path) -> dict[str, str]:
        """How to read a file, by its name alone: the options of the first table that is about it, else those of all."""
        return next((dict(table.options) for table in self.tables if _is_named(table, file)), self.shared_options)

    @property
    def shared_options(self) -> dict[str, str]:
        """The options that all its tables have."""
        return dict(set(self.tables[0].options).intersection(*(table.options for table in self.tables)))

    @property
    def knows_by_columns(self) -> bool:
        """Whether a table is recognised by its columns, whatever its file is called."""
        return any(table.tells for table in self.tables)

    @property
    def landed_tables(self) -> tuple[str, ...]:
        """Assay's own tables that are looked up, where no file of their names is in the load."""
        joins = (rule.join for table in self.tables for rule in all_rules(table) if rule.join)
        return tuple(sorted({name for join in joins for name in join.files if name in TABLES}))

    def is_named(self, file: Path) -> bool:
        """Whether a table comes from the file, by its name."""
        return any(_is_named(table, file) for table in self.tables)

    def recognised(self, columns: Sequence[str]) -> tuple[TableRule, ...]:
        """The tables whose columns tell that a file is theirs."""
        return tuple(table for table in self.tables if is_told(table, columns) and _applies(table, columns))

    def expected_headers(self, file: Path) -> frozenset[str]:
        """Keys of the headers that are looked for in a file: of its tables by its name, else of all tables."""
        tables = [table for table in self.tables if _is_named(table, file)] or self.tables
        return frozenset(header_key(name) for table in tables for names in _named(table) for name in names)

    def tables_for(self, file: Path, columns: Sequence[str]) -> tuple[TableMapping, ...]:
        """The canonical tables a file feeds, with its headers given. A file of no table gives none.

        Raises UsageError when a column the mapping names, or a required canonical column, has no source in the file.
        """
        about = _about([table for table in self.tables if _applies(table, columns)], file, columns)
        if not about:  # a column with its days may be all that the file lacks
            undated = [table for table in self.tables if _applies(table, columns, undated=True)]
            about = _about(undated, file, columns, undated=True)
        amended = {name for table in about if not table.standby for name in table.amended_by}
        rules = [
            table
            for table in about
            if not table.standby or (table.amended_by.isdisjoint(amended) and _is_whole(table, file, columns))
        ]
        dated = [_dated(TableMapping(rule.to, dict(rule.options), rule, tuple(columns), file)) for rule in rules]
        for one in dated:
            check_told_apart(_named(one.rule), columns, file.name)
            _check_headers(one.rule, file, with_made(one.rule, columns))
            _check_required(one)
        return tuple(dated)


def read_mapping(path: Path) -> Mapping:
    """A mapping file. Raises UsageError with file and line for what is not understood."""
    return Mapping(path.name, read_tables(path))


def read_preset(name: str) -> Mapping:
    """A preset that ships with Assay: `salesforce`, `hubspot`. Raises UsageError for an unknown one."""
    return Mapping(name.lower(), read_tables(preset_path(name)))


def same_names(to: str, file: Path, columns: Sequence[str], options: dict[str, str] | None = None) -> TableMapping:
    """The mapping of a file that is a canonical table already: columns by name, extra ones as `x_…`."""
    rule = TableRule(to=to, files=(file.name,), columns=(), rest=("*",), where_from=file.name)
    mapping = _dated(TableMapping(to, options or {}, rule, tuple(columns), file))
    check_told_apart(((name,) for name in TABLES[to].names), columns, file.name)
    _check_names(mapping, TABLES[to].required)
    return mapping


def _is_named(table: TableRule, file: Path) -> bool:
    return any(file_matches(pattern, file) for pattern in table.files)


def _about(
    tables: Sequence[TableRule], file: Path, columns: Sequence[str], *, undated: bool = False
) -> list[TableRule]:
    """The tables that a file is about: by its name, however like another's its columns are; else by its columns.

    A file told by its columns is what files of that table's names are, with all that is worked out of such files.
    """
    named = [table for table in tables if _is_named(table, file)]
    if not all(table.derived for table in named):
        return named
    told = {pattern for table in tables if is_told(table, columns, undated=undated) for pattern in table.files}
    return [table for table in tables if table in named or told.intersection(table.files)]


def is_told(table: TableRule, columns: Sequence[str], *, undated: bool = False) -> bool:
    """Whether columns tell that a file is this table's, whatever it is called; `undated`: but for one with its days."""
    told = bool(table.tells) and all(_is_there(table, wanted, columns, undated=undated) for wanted in table.tells)
    return told and not any(find_headers(unwanted, columns) for unwanted in table.tells_not)


def with_made(table: TableRule, columns: Sequence[str]) -> tuple[str, ...]:
    """The headers of a file, and those of the columns that come of turning columns into rows."""
    return (*columns, table.unpivot.name, table.unpivot.value) if table.unpivot else tuple(columns)


def _is_there(table: TableRule, wanted: Sequence[str], columns: Sequence[str], *, undated: bool) -> bool:
    return bool(find_headers(wanted, columns)) or (undated and set(wanted) <= day_headers(table))


def _applies(table: TableRule, columns: Sequence[str], *, undated: bool = False) -> bool:
    if not all(_is_there(table, wanted, columns, undated=undated) for wanted in table.requires):
        return False
    if table.unpivot and not table.unpivot.matches(columns):
        return False
    if table.lenient and table.each and not find_headers(table.each[0], columns):
        return False
    return not any(find_headers(unwanted, columns) for unwanted in table.unless)


def _is_whole(table: TableRule, file: Path, columns: Sequence[str]) -> bool:
    """Whether a table that was written to amend another says enough to stand for it."""
    missing = TableMapping(table.to, {}, table, tuple(columns), file).missing(columns)
    return not set(missing) & set(TABLES[table.to].required)


def _check_headers(table: TableRule, file: Path, columns: Sequence[str]) -> None:
    for key, candidates in _wanted(table):
        if not find_headers(candidates, columns):
            raise _no_column(table, key, candidates, file, columns)


def _wanted(table: TableRule) -> Iterator[tuple[str, tuple[str, ...]]]:
    for name, rule in table.columns:
        if name in table.strict:
            yield from ((name, candidates) for candidates in wanted_headers(rule))
    if table.lenient:
        return
    for key, condition in (("where", table.where), ("deleted", table.deleted)):
        yield from ((key, candidates) for candidates in (condition_headers(condition) if condition else ()))
    if table.modified_at:
        yield from (("modified_at", candidates) for candidates in wanted_headers(table.modified_at))
    if table.each:
        yield "each", table.each[0]


def _named(table: TableRule) -> Iterator[tuple[str, ...]]:
    """All names of headers in a table's rule, each as its spellings."""
    for _, rule in table.columns:
        yield from wanted_headers(replace(rule, optional=False))
    for condition in (table.where, table.deleted):
        yield from condition_headers(condition) if condition else ()
    if table.modified_at:
        yield from wanted_headers(table.modified_at)
    if table.each:
        yield table.each[0]


def _no_column(table: TableRule, key: str, candidates: Sequence[str], file: Path, columns: Iterable[str]) -> UsageError:
    names = " or ".join(repr(candidate) for candidate in candidates)
    return UsageError(
        f"{table.at(key)}: {file.name} has no column {names}, which {key} of {table.to} comes from.",
        hint=did_you_mean(candidates[0], tuple(columns)),
    )


def _dated(mapping: TableMapping) -> TableMapping:
    """The mapping with the day that the user, or of intent signals the file's name, says of all rows; else as it is."""
    said, table = mapping.options.get(DAY), TABLES[mapping.to]
    missing = [name for name in mapping.missing(mapping.headers) if name in table.required]
    names = [name for name in missing if table[name].type in ("date", "timestamp")]
    if not names or not _may_be_stated(mapping):
        return mapping
    day = read_day(said) if said else day_in_name(mapping.file.name) if mapping.to == "intent_signals" else None
    if day is None:
        return mapping
    why = "as the option day says" if said else "its name says so, no column does; --option day=… says another"
    return replace(mapping, rule=with_day(mapping.rule, names, day), day=(str(day), why))


def _may_be_stated(mapping: TableMapping) -> bool:
    """Deals are not created all on one day; what is kept without a creation day is dated otherwise."""
    return mapping.to != "opportunities" and not mapping.rule.derived and mapping.rule.deleted != AllOf(())


def _check_required(mapping: TableMapping) -> None:
    canonical = TABLES[mapping.to]
    _check_names(mapping, canonical.key if mapping.rule.deleted == AllOf(()) else canonical.required)


def _may_lack(mapping: TableMapping, column: str) -> bool:
    """Deals can be kept without a creation day."""
    return (mapping.to, column) == ("opportunities", "created_at") and mapping.options.get("undated") == "keep"


def _check_names(mapping: TableMapping, wanted: Iterable[str]) -> None:
    missing = [name for name in mapping.missing(mapping.headers) if name in wanted and not _may_lack(mapping, name)]
    if not missing:
        return
    rule = dict(mapping.rule.columns).get(missing[0], Rule())
    looked_for = f" (looked for {', '.join(rule.columns)})" if rule.columns else ""
    is_day = TABLES[mapping.to][missing[0]].type in ("date", "timestamp") and _may_be_stated(mapping)
    raise UsageError(
        f"{mapping.rule.at()}: {mapping.file.name} gives no {missing[0]}{looked_for}, which {mapping.to} requires.",
        hint=STATE_IT if is_day else did_you_mean(missing[0], mapping.headers),
    )
