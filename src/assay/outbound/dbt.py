"""`assay export dbt`: a dbt project of the facts, and of the KPIs that a sum or a quotient of sums tells.

A KPI's model holds the rows behind it for each period, with numerator and denominator, as the compiler makes them: its SQL
is that of the answer. Its metric is their sum, or the quotient of their sums. What is no such thing is refused by name.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assay.errors import UsageError
from assay.facts.schema import FACTS
from assay.kpis import CATALOGUE, everything, find
from assay.kpis.declare import KPI, Count, Estimate, Mean, Median, Mix, Sum
from assay.kpis.rows import (
    AccountEvents,
    Answers,
    Contracts,
    Costs,
    CustomerDeals,
    Deals,
    DealStages,
    NewPeople,
    Sessions,
    Touches,
)
from assay.metrics.runnable_sql import sql_of
from assay.metrics.scope import Scope
from assay.store.audit import note
from assay.store.runs import Run, open_run, run_path
from assay.store.workspace import Workspace

NAME = "assay_kpis"
GRAINS = ("day", "week", "month", "quarter", "year")
DATED = (AccountEvents, Deals, DealStages, Touches, Sessions, Costs, Answers, NewPeople, CustomerDeals, Contracts)
"""Rows that fall on one day, and so in one period: flows of them may be summed over periods."""


@dataclass
class Exported:
    """What was written, and what was refused with the reason, by key."""

    folder: str
    run: int
    grain: str
    metrics: list[str] = field(default_factory=list)
    facts: list[str] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        return dict(vars(self))


def export_dbt(
    workspace: Workspace,
    folder: Path,
    scope: Scope | None = None,
    *,
    keys: Sequence[str] = (),
    grain: str = "month",
) -> Exported:
    """Writes the project. UsageError for a folder that holds something else, an unknown grain or key."""
    if grain not in GRAINS:
        raise UsageError(f"Unknown grain {grain!r}.", hint=f"Known: {', '.join(GRAINS)}.")
    _check_folder(folder)
    run = open_run(workspace)
    try:
        made = Exported(str(folder), run.number, grain)
        files = dict(_files(workspace, run, scope or Scope(), made, [find(key) for key in keys], grain))
    finally:
        run.close()
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    note(workspace, "export dbt", run=made.run, metrics=len(made.metrics), refused=len(made.refused))
    return made


def refusal(kpi: KPI) -> str | None:
    """Why a KPI is no metric of dbt's; None for one that is."""
    measure = kpi.measure
    if isinstance(measure, Median):
        return "a median cannot be made of sums"
    if isinstance(measure, Estimate):
        return "it is estimated from all rows at once"
    if isinstance(measure, Mix):
        return "it is a part of a whole: its denominator belongs to other groups than its numerator"
    if measure.once_per:
        what = ", ".join(measure.once_per)
        return f"rows that agree in {what} count once in each group: the groups do not sum to the total"
    return None


def _comparisons() -> tuple[str, ...]:
    return tuple(one.key for one in everything() if one.key not in CATALOGUE)


def model_name(kpi: KPI) -> str:
    return f"assay_{kpi.key.replace('.', '_')}"


def _check_folder(folder: Path) -> None:
    project = folder / "dbt_project.yml"
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        ours = project.exists() and f'"name": "{NAME}"' in project.read_text("utf-8", "replace")
        if not ours:
            raise UsageError(f"{folder} holds something else.", hint="-o names an empty folder, or one of an export.")


def _files(
    workspace: Workspace, run: Run, scope: Scope, made: Exported, chosen: Sequence[KPI], grain: str
) -> Iterator[tuple[str, str]]:
    semantic: list[dict[str, Any]] = []
    metrics: list[dict[str, Any]] = []
    models: list[dict[str, Any]] = []
    used: set[str] = set()
    made.refused |= {key: "it compares two arms: ask `assay compare`" for key in _comparisons() if not chosen}
    for kpi in chosen or CATALOGUE.values():
        if reason := refusal(kpi):
            made.refused[kpi.key] = reason
            continue
        sql, tables = _referring(sql_of(run, kpi.key, scope, grain=grain, part="rows"))
        used |= tables
        yield f"models/kpis/{model_name(kpi)}.sql", _model_sql(sql)
        models.append({"name": model_name(kpi), "description": _described(kpi)})
        semantic.append(_semantic_model(kpi, grain, _columns(run, kpi, scope, grain)))
        metrics += _metrics(kpi)
        made.metrics.append(kpi.key)
    made.facts = sorted(used)
    for fact in made.facts:
        yield f"models/facts/assay_fact_{fact}.sql", f"select * from {{{{ source('assay', '{fact}') }}}}\n"
    sources = {
        "name": "assay",
        "database": "assay_run",
        "schema": "main",
        "tables": [{"name": one} for one in made.facts],
    }
    yield "models/sources.yml", _yaml({"version": 2, "sources": [sources]})
    yield "models/kpis.yml", _yaml({"version": 2, "models": models})
    yield "models/metrics.yml", _yaml({"version": 2, "semantic_models": semantic, "metrics": metrics})
    yield from _time_spine()
    yield "dbt_project.yml", _yaml(_PROJECT)
    yield "profiles.yml", _yaml(_profile(run_path(workspace, run.number).absolute()))
    yield "README.md", _readme(made, scope)


def _referring(sql: str) -> tuple[str, set[str]]:
    """The SQL with each fact as a reference to its model, and the facts it reads."""
    import sqlglot
    from sqlglot import exp

    query = sqlglot.parse_one(sql, dialect="duckdb")
    common = {one.alias for one in query.find_all(exp.CTE)}
    facts = set()
    for table in query.find_all(exp.Table):
        if table.name in FACTS and table.name not in common:
            facts.add(table.name)
            table.set("this", exp.to_identifier(f"__assay_fact_{table.name}__", quoted=False))
    text = query.sql(dialect="duckdb", pretty=True).replace("{{", "{{ '{{' }}").replace("{%", "{{ '{%' }}")
    for fact in facts:
        text = text.replace(f"__assay_fact_{fact}__", f"{{{{ ref('assay_fact_{fact}') }}}}")
    return text, facts


def _model_sql(sql: str) -> str:
    return f"select *, row_number() over () as row_id\nfrom (\n{sql}\n) as counted\nwhere left_out is null\n"


def _columns(run: Run, kpi: KPI, scope: Scope, grain: str) -> dict[str, str]:
    """Names and types of the rows' columns."""
    sql = sql_of(run, kpi.key, scope, grain=grain, part="rows")
    described = run.cursor().execute(f"DESCRIBE {sql}").fetchall()
    return {row[0]: row[1] for row in described}


def _semantic_model(kpi: KPI, grain: str, columns: Mapping[str, str]) -> dict[str, Any]:
    name = model_name(kpi)
    entities = [{"name": f"{name}_row", "type": "primary", "expr": "row_id"}]
    if "account_id" in columns:
        entities.append({"name": "account", "type": "foreign", "expr": "account_id"})
    texts = [one for one, kind in columns.items() if kind == "VARCHAR" and one not in ("account_id", "left_out")]
    period = {"name": "period", "type": "time", "type_params": {"time_granularity": grain}}
    return {
        "name": name,
        "description": _described(kpi),
        "model": f"ref('{name}')",
        "defaults": {"agg_time_dimension": "period"},
        "entities": entities,
        "dimensions": [period, *({"name": one, "type": "categorical"} for one in texts)],
        "measures": list(_measures(kpi)),
    }


def _measures(kpi: KPI) -> Iterator[dict[str, Any]]:
    additive = kpi.clock == "flow" and isinstance(kpi.measure.of, DATED)
    once = {} if additive else {"non_additive_dimension": {"name": "period", "window_choice": "max"}}
    scale = kpi.measure.scale if isinstance(kpi.measure, Mean) else 1
    top = "numerator" if scale == 1 else f"numerator * {scale:g}"
    yield {"name": f"{model_name(kpi)}_numerator", "agg": "sum", "expr": top, **once}
    if _is_quotient(kpi):
        yield {"name": f"{model_name(kpi)}_denominator", "agg": "sum", "expr": "denominator", **once}


def _is_quotient(kpi: KPI) -> bool:
    return not isinstance(kpi.measure, Count | Sum)


def _metrics(kpi: KPI) -> Iterator[dict[str, Any]]:
    name = model_name(kpi)
    told = {"label": kpi.name.en, "description": _described(kpi), "config": {"meta": {"unit": kpi.unit, "id": kpi.id}}}
    if not _is_quotient(kpi):
        yield {"name": name, **told, "type": "simple", "type_params": {"measure": f"{name}_numerator"}}
        return
    parts = {part: f"{name}_{part}" for part in ("numerator", "denominator")}
    for part, metric in parts.items():
        label = f"{kpi.name.en} ({part})"
        yield {
            "name": metric,
            "label": label,
            "description": f"The {part} of {name}.",
            "type": "simple",
            "type_params": {"measure": metric},
        }
    yield {"name": name, **told, "type": "ratio", "type_params": parts}


def _described(kpi: KPI) -> str:
    return f"{kpi.id} {kpi.name.en}. {kpi.formula.en} {kpi.caveat.en}"


def _time_spine() -> Iterator[tuple[str, str]]:
    days = "select cast(unnest(generate_series(date '2015-01-01', date '2035-12-31', interval 1 day)) as date) as date_day\n"
    yield "models/assay_days.sql", days
    column = {"name": "date_day", "granularity": "day"}
    spine = {"name": "assay_days", "time_spine": {"standard_granularity_column": "date_day"}, "columns": [column]}
    yield "models/assay_days.yml", _yaml({"version": 2, "models": [spine]})


_PROJECT = {
    "name": NAME,
    "version": "1.0.0",
    "config-version": 2,
    "profile": NAME,
    "model-paths": ["models"],
    "models": {NAME: {"+materialized": "view", "kpis": {"+materialized": "table"}}},
}


def _profile(path: Path) -> dict[str, Any]:
    attached = {"path": f"{{{{ env_var('ASSAY_RUN_FILE', {json.dumps(str(path))}) }}}}", "alias": "assay_run"}
    output = {"type": "duckdb", "path": "assay_kpis.duckdb", "attach": [{**attached, "read_only": True}]}
    return {NAME: {"target": "run", "outputs": {"run": output}}}


def _readme(made: Exported, scope: Scope) -> str:
    refused = "\n".join(f"* `{key}`: {reason}" for key, reason in made.refused.items()) or "* none"
    return f"""# KPIs of Assay for dbt

Run {made.run}, by {made.grain}, scope {json.dumps(scope.to_json(), ensure_ascii=False)}. `dbt run --profiles-dir .` builds {len(made.metrics)} KPIs of {len(made.facts)} facts; the
variable `ASSAY_RUN_FILE` names the file of another run. The dates of the windows stand in the models: export again for later ones.

A metric is right at the grain {made.grain} and by the dimensions of its model. Figures of a day (stocks) and of accounts that are in several periods do not
sum over periods; their measures say so (`non_additive_dimension`). Intervals, notes and what was left out are not in them: ask Assay.

## Refused

{refused}
"""


def _yaml(value: Mapping[str, Any]) -> str:
    """JSON, which every reader of YAML reads."""
    return json.dumps(value, indent=2, ensure_ascii=False) + "\n"
