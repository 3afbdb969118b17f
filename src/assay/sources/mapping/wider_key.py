"""More columns in a table's id: `key = "Device, Network"`, for files with several rows of what the id names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assay.contract.tables import TABLES
from assay.errors import UsageError, did_you_mean
from assay.sources.mapping.mapping import TableMapping
from assay.sources.mapping.names import find_headers
from assay.sources.mapping.rules import Rule

OPTION = "key"
WIDENED = ("costs", "touches", "survey_responses", "contracts")
"""Tables whose ids nothing refers to, so that they may be any."""


def with_wider_keys(tables: Sequence[TableMapping], headers: Sequence[str], said: str | None) -> list[TableMapping]:
    """The tables with the ids that their option `key` widens, or `said`, which goes before it.

    UsageError for a column that the file has not, and where no table of the file has such an id.
    """
    wanted = [said or table.options.get(OPTION, "") for table in tables]
    able = [table.to in WIDENED and not table.rule.derived for table in tables]
    if said and not any(able):
        raise UsageError(
            f"key = {said!r}: no table of {tables[0].file.name} has an id that other columns can be part of.",
            hint=f"Those that have: {', '.join(WIDENED)}.",
        )
    return [
        _widened(table, headers, columns) if columns and fits else table
        for table, columns, fits in zip(tables, wanted, able, strict=True)
    ]


def _widened(table: TableMapping, headers: Sequence[str], said: str) -> TableMapping:
    name = TABLES[table.to].key[0]
    columns = [column.strip() for column in said.split(",") if column.strip()]
    for column in columns:
        if not find_headers((column,), headers):
            raise UsageError(
                f"key = {said!r}: {table.file.name} has no column {column!r}.",
                hint=did_you_mean(column, tuple(headers)),
            )
    own = dict(table.rule.columns).get(name, Rule(columns=(name,)))
    text = own.text or (f"{{{'|'.join(own.columns)}}}" if own.columns else None)
    if text is None:
        raise UsageError(
            f"{table.rule.at()}: key = {said!r} widens no {name} that is made of cases or joins.",
            hint=f'{name} = {{ text = "{{…}} {{{columns[0]}}}" }} in a mapping of your own.',
        )
    wider = replace(own, columns=(), text=" ".join([text, *(f"{{{column}}}" for column in columns)]))
    rest = tuple((one, rule) for one, rule in table.rule.columns if one != name)
    return replace(table, rule=replace(table.rule, columns=((name, wider), *rest)))
