"""`docs/tables.md`: the input contract as a page, made of the contract itself."""

from __future__ import annotations

from collections.abc import Iterator

from assay.contract.kinds import KINDS, Kind
from assay.contract.tables import TABLES, Column, Table
from assay.contract.told import TABLE_MEANINGS, TYPES, allowed, example, meaning

_HEAD = """\
# Tables

What Assay loads: {number} tables, each a file (`accounts.csv`, `touches.parquet`, …) or a folder of files. Two are enough to begin
with: `accounts` and `opportunities`. **Bold** columns are required, all others may be left out. Further columns are kept as `x_…`
and can be broken down by. Ids are text. Days and time stamps are ISO 8601, a time stamp without a zone is in the workspace's.

`assay tables` prints this list, `assay tables TABLE` one table, `assay tables --template DIR` writes a CSV for each: a header and an
example row to replace. Files of other layouts load with a [preset](presets.md) or a [mapping](mapping.md); [files](files.md) tells
which loads how.
"""
_KINDS = """
### Kinds of touches

What the file leaves out of `direction`, `channel` and `team` follows from the kind. *Engages*: it can make an account engaged.
A kind of another system is settled with `--set kind.web_visit=page_view`, or in a mapping.

| kind | direction | channel | team | engages | minutes |
|---|---|---|---|---|---|
"""


def tables_page() -> str:
    parts = [_HEAD.format(number=len(TABLES))]
    for table in TABLES.values():
        parts.append("\n".join(_table(table)) + "\n")
        if table.name == "touches":
            parts.append(_KINDS.lstrip("\n") + "\n".join(map(_kind, KINDS.values())) + "\n")
    return "\n".join(parts)


def _table(table: Table) -> Iterator[str]:
    yield f"## {table.name}\n"
    side_by_side = f"; rows that differ in {_listed(table.also)} live side by side" if table.also else ""
    yield f"{TABLE_MEANINGS[table.name]} A row is known by {_listed(table.key)}{side_by_side}.\n"
    yield "| column | holds | meaning | example |"
    yield "|---|---|---|---|"
    for column in table.columns:
        name = f"**{column.name}**" if column.required else column.name
        yield f"| {name} | {_holds(column)} | {meaning(table, column)} | `{example(table, column)}` |"


def _holds(column: Column) -> str:
    if words := allowed(column):
        return " ".join(f"`{word}`" for word in words)
    said = TYPES[column.type] + (f", from {column.minimum:g} on" if column.minimum is not None else "")
    return f"{said}, of [{column.refers_to}](#{column.refers_to})" if column.refers_to else said


def _kind(kind: Kind) -> str:
    engages = f"if {kind.engages_if}" if kind.engages_if else "yes" if kind.engages else "no"
    direction = f"in if {kind.engages_if}, else out" if kind.engages_if else kind.direction
    return f"| `{kind.name}` | {direction} | {kind.channel} | {kind.team} | {engages} | {_minutes(kind)} |"


def _minutes(kind: Kind) -> str:
    return f"seconds ÷ 60, at most {kind.cap:g}; {kind.minutes:g} without" if kind.cap else f"{kind.minutes:g}"


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)
