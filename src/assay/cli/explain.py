"""What a KPI means and what an answer rests on: `--explain`, and the catalogue."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from assay.cli.answers import scope_text
from assay.cli.output import Lines, printable
from assay.errors import UsageError, did_you_mean

if TYPE_CHECKING:
    from rich.console import RenderableType

    from assay.kpis.comparison import ComparisonKPI
    from assay.kpis.declare import KPI
    from assay.metrics.answer import Answer
    from assay.settings import Settings
    from assay.store.runs import Run

ARTICLES = {
    "A": "Quels indicateurs de performance pour votre programme ABM ?",
    "B": "Quelles sont les six étapes de l’entonnoir de vente du marketing basé sur le compte (ABM) ?",
    "C": "ABM-маркетинг: показатели эффективности",
    "D": "KPI de ABM para tu equipo directivo",
}
"""The articles the catalogue was distilled from, by the letters of a KPI's `seeds`."""

STAGES: dict[str, tuple[int, ...]] = {
    "target": (1,),
    "coverage": (2,),
    "awareness": (2,),
    "engagement": (2,),
    "opportunity": (3,),
    "won": (4,),
    "customers": (5, 6),
    "programme": (),
}
"""Stages of the account funnel that a group of KPIs measures."""

CLOCKS = {
    "flow": "flow: events in the window, by their own day",
    "stock": "stock: the state at the end of the as-of day",
    "comparison": "comparison: both groups over the same window, by the same definition",
}
DIRECTIONS = {"up": "up is good", "down": "down is good", "context": "neither up nor down is good"}


def declaration(
    kpi: KPI | ComparisonKPI, language: str, settings: Settings | None = None, preset: str | None = None
) -> dict[str, Any]:
    """All that is declared of a KPI, with its texts in one language; `preset` as asked, else the workspace's."""
    declaration: dict[str, Any] = {
        "id": kpi.id,
        "key": kpi.key,
        "name": kpi.name[language],
        "question": kpi.question[language],
        "formula": kpi.formula[language],
        "caveat": kpi.caveat[language],
        "version": kpi.version,
        "unit": kpi.unit,
        "clock": kpi.clock,
        "direction": kpi.direction,
        "group": kpi.group,
        "stages": list(STAGES.get(kpi.group, ())),
        "articles": articles(kpi.seeds),
        "tables": list(kpi.sources),
        "dimensions": list(kpi.dimensions),
        "default_by": list(kpi.default_by),
    }
    if kpi.engaged_based and settings:
        declaration["preset"] = _preset(preset or settings.engagement.preset, settings)
    return declaration


def _preset(name: str, settings: Settings) -> dict[str, Any]:
    presets = settings.presets()
    if name not in presets:
        raise UsageError(f"Unknown engagement preset {name!r}.", hint=did_you_mean(name, tuple(presets)))
    return {"name": name, **presets[name].model_dump(exclude_none=True)}


def articles(seeds: str) -> list[dict[str, Any]]:
    """The articles a KPI comes from; in brackets are those that only imply it.

    >>> [(item["article"], item["implied"]) for item in articles("D (B)")]
    [('D', False), ('B', True)]
    """
    return [
        {"article": letter, "title": ARTICLES[letter], "implied": bool(bracket)}
        for bracket, letter in re.findall(r"(\()?([A-D])\b", seeds)
    ]


def asked(answer: Answer, run: Run, tables: tuple[str, ...]) -> dict[str, Any]:
    """What the scope came to, and what this answer and its run leave out."""
    total = answer.total
    return {
        "scope": answer.scope,
        "from": answer.start.isoformat(),
        "to": answer.end.isoformat(),
        "as_of": answer.as_of.isoformat(),
        "run": answer.run,
        "left_out": total.extra.get("left_out", {}),
        "unmatched": total.unmatched,
        "note": total.note,
        "left_out_of_run": left_out_of(run, tables),
    }


def left_out_of(run: Run, tables: tuple[str, ...]) -> list[dict[str, Any]]:
    """What the run could not use of these tables, counted."""
    from assay.kpis.needs import FACT_OF

    facts = {FACT_OF.get(table, table) for table in tables}
    rows = run.cursor().execute("SELECT fact, reason, n FROM left_out ORDER BY fact, reason").fetchall()
    return [{"fact": fact, "reason": reason, "n": n} for fact, reason, n in rows if fact in facts]


def explained_lines(declaration: Mapping[str, Any]) -> Lines:
    return ("field", "value"), list(declaration.items())


def explained_tables(declaration: Mapping[str, Any]) -> Iterator[RenderableType]:
    from rich.table import Table
    from rich.text import Text

    yield Text.assemble((declaration["name"], "bold"), f"  {declaration['id']} · {declaration['key']}")
    grid = Table.grid(padding=(0, 2))
    grid.add_column(style="dim", no_wrap=True)
    grid.add_column(overflow="fold")
    for name, value in _said(declaration):
        grid.add_row(name, printable(value))
    yield grid


def _said(declaration: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield "question", declaration["question"]
    yield "formula", f"{declaration['formula']} (version {declaration['version']})"
    yield "caveat", declaration["caveat"]
    for item in declaration["articles"]:
        yield "article", f"{item['article']} {item['title']}" + (" (implied)" if item["implied"] else "")
    yield "clock", CLOCKS[declaration["clock"]]
    yield "unit", f"{declaration['unit']}; {DIRECTIONS[declaration['direction']]}"
    yield "group", declaration["group"] + "".join(f", funnel stage {number}" for number in declaration["stages"])
    yield "tables", ", ".join(declaration["tables"])
    if declaration["dimensions"]:
        yield "dimensions", ", ".join(declaration["dimensions"])
    if "preset" in declaration:
        yield "engaged", "; ".join(f"{name} {_words(value)}" for name, value in declaration["preset"].items())
    if "scope" in declaration:
        yield from _said_of_answer(declaration)


def _said_of_answer(declaration: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield "scope", scope_text(declaration["scope"])
    yield (
        "window",
        f"{declaration['from']} to {declaration['to']}, as of {declaration['as_of']}, run {declaration['run']}",
    )
    if declaration["note"]:
        yield "note", declaration["note"]
    if declaration["unmatched"] is not None:
        yield "unmatched", f"{declaration['unmatched']:.1%} of the touches in the window without an account"
    for item in declaration["left_out_of_run"]:
        yield "left out", f"{item['n']} {item['fact']}: {item['reason']}"
    if not declaration["note"] and not declaration["left_out_of_run"]:
        yield "left out", "nothing"


def _words(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
