"""Ids of a system beside others get its name in front, references included: `0011` of `salesforce` is `salesforce:0011`."""

from __future__ import annotations

from assay.contract.systems import SEPARATOR
from assay.contract.tables import Column, Table
from assay.engine.literals import literal
from assay.errors import UsageError

_OWNERS = ("accounts", "people", "users", "programmes", "campaigns", "visitors", "opportunities")


def in_name_space(table: Table, column: Column, value: str, name_space: str | None) -> str:
    """SQL of a value of the column as an id of that name space; as it is where it is no id.

    Two systems have stages of one name that mean two things: a pipeline of the system keeps them apart.
    """
    if name_space is None:
        return value
    prefix = literal(name_space + SEPARATOR)
    if column.name == "pipeline":
        return f"coalesce({prefix} || {value}, {literal(name_space)})"
    if not is_id(table, column):
        return value
    return f"CASE WHEN starts_with({value}, {prefix}) THEN {value} ELSE {prefix} || {value} END"


def is_id(table: Table, column: Column) -> bool:
    """Whether the column names a row of a system: links alone name rows of two, in full."""
    if table.name == "account_links":
        return False
    return column.refers_to in _OWNERS or (column.name in table.key and column.name.endswith("_id"))


def check_name(system: str | None) -> str | None:
    """The name of a system as `--source` gives it. Raises UsageError where it cannot stand in an id."""
    if system is None:
        return None
    name = system.strip()
    if not name or SEPARATOR in name or any(sign.isspace() for sign in name) or name == "file":
        raise UsageError(
            f"--source {system!r} cannot name a system.",
            hint="Take a short word without spaces and colons: salesforce.",
        )
    return name
