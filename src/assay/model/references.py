"""References of the canonical tables: which of them must lead somewhere, and whether one does."""

from __future__ import annotations

from assay.contract.systems import OF_SYSTEMS, bare_sql
from assay.contract.tables import TABLES, Column, Table

# A stage that no file describes is a name like any other: what it means is told by its name, or by nobody.
_NAMES_ONLY = "stages"
LED_ASTRAY = "refers to no row of "
"""How the rule of a row begins that was quarantined for such a reference; the table's name follows."""


def references(table: Table) -> tuple[Column, ...]:
    """The columns whose rows must lead to a row of another table."""
    return tuple(column for column in table.columns if _must_resolve(column))


def _must_resolve(column: Column) -> bool:
    return column.required and column.refers_to not in (None, _NAMES_ONLY)


def resolves(column: Column) -> str:
    """Condition: the row's reference leads to a row of the other table, be it of another system."""
    parent = column.refers_to or ""
    key = TABLES[parent].key[0]
    own, other = bare_sql(f"child.{column.name}", "child._source"), bare_sql(key, "_source")
    return (
        f"(EXISTS (SELECT 1 FROM model.{parent} AS parent WHERE parent.{key} = child.{column.name}) "
        f"OR {own} IN (SELECT {other} FROM model.{parent}))"
        if parent in OF_SYSTEMS
        else f"EXISTS (SELECT 1 FROM model.{parent} AS parent WHERE parent.{key} = child.{column.name})"
    )


def quarantined_sql(table: Table, column: Column, relation: str) -> str:
    return (
        f"SELECT '{table.name}', _file, _line, _batch, '{column.name}', child.{column.name}, "
        f"'{LED_ASTRAY}{column.refers_to}' FROM {relation} AS child"
    )
