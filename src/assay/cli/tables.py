"""`assay tables`: what Assay loads, column by column, and a template of every file."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assay.cli.options import Place
from assay.cli.output import console_text, make_table, show
from assay.contract.kinds import KINDS
from assay.contract.tables import TABLES, Column, Table
from assay.contract.told import TABLE_MEANINGS, TYPES, allowed, example, example_row, meaning
from assay.errors import UsageError, did_you_mean

if TYPE_CHECKING:
    from rich.console import RenderableType

COLUMNS = ("table", "column", "required", "type", "allowed", "refers_to", "meaning", "example")


def tables(
    place: Place,
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[TABLE...]", help="Only these.", show_default="all, in short")
    ] = None,
    template: Annotated[
        Path | None,
        typer.Option("--template", metavar="DIR", help="Write a CSV for each: a header and an example row to replace."),
    ] = None,
) -> None:
    """Tell the tables that can be loaded: columns, units, kinds, with examples."""
    chosen = [_table(name) for name in names] if names else list(TABLES.values())
    if template is not None:
        written = [_write(template, table) for table in chosen]
        show(
            place,
            {"written": list(map(str, written))},
            (("file",), [(path,) for path in written]),
            lambda: _next(written),
        )
        return
    rows = [_row(table, column) for table in chosen for column in table.columns]
    data = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
    show(place, data, (COLUMNS, rows), lambda: _in_full(chosen) if names else _in_short(chosen))


def _table(name: str) -> Table:
    if name not in TABLES:
        raise UsageError(f"Unknown table {name!r}.", hint=did_you_mean(name, tuple(TABLES)))
    return TABLES[name]


def _row(table: Table, column: Column) -> tuple[Any, ...]:
    words = tuple(KINDS) if (table.name, column.name) == ("touches", "kind") else allowed(column)
    told = (", ".join(words), column.refers_to, meaning(table, column), example(table, column))
    return (table.name, column.name, column.required, TYPES[column.type], *told)


def _in_short(chosen: list[Table]) -> Iterator[RenderableType]:
    rows = [(table.name, ", ".join(table.required), TABLE_MEANINGS[table.name]) for table in chosen]
    yield make_table(("table", "required columns", "what it holds"), rows)
    yield from console_text(
        "`assay tables touches` tells one of them column by column, `--template DIR` writes a CSV for each."
    )


def _in_full(chosen: list[Table]) -> Iterator[RenderableType]:
    for table in chosen:
        rows = [
            (f"{name} *" if required else name, words or type_, reference, told, shown)
            for _, name, required, type_, words, reference, told, shown in (_row(table, one) for one in table.columns)
        ]
        title = f"{table.name}: {TABLE_MEANINGS[table.name]}"
        yield make_table(("column", "holds", "id of", "meaning", "example"), rows, title=title)
    yield from console_text("* required")


def _write(folder: Path, table: Table) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{table.name}.csv"
    try:
        stream = path.open("x", encoding="utf-8", newline="")
    except FileExistsError:
        raise UsageError(
            f"{path} exists already.", hint="Name another folder: a template overwrites nothing."
        ) from None
    with stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerows([table.names, list(example_row(table).values())])
    return path


def _next(written: list[Path]) -> Iterator[RenderableType]:
    folder = written[0].parent
    return console_text(
        f"{len(written)} templates are in {folder}. Each holds an example row: replace it, and delete what you do not need.",
        f"Then: `assay load {folder} --check`.",
    )
