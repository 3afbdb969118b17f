"""The stages of a run's tables, made one: unique names for stages, deals and their history, and what each stage means."""

from __future__ import annotations

from collections import defaultdict

from duckdb import DuckDBPyConnection

from assay.errors import DataError
from assay.model.stages import Described, Stages, Written, folded, understand

MEANINGS = "model.stage_meanings"
"""(stage, pipeline, inherited) as written → label, status and how it is known; see `stages.Meaning`."""

_WRITTEN = """
SELECT DISTINCT stage, pipeline, false AS inherited FROM ({deals}) WHERE stage IS NOT NULL
UNION
SELECT DISTINCT entry.stage, coalesce(entry.pipeline, deal.pipeline),
       entry.pipeline IS NULL AND deal.pipeline IS NOT NULL
FROM ({history}) AS entry LEFT JOIN ({deals}) AS deal USING (opportunity_id) WHERE entry.stage IS NOT NULL
ORDER BY ALL
"""


def settle_stages(connection: DuckDBPyConnection, *, stages: str, deals: str, history: str) -> None:
    """Creates the tables MEANINGS and `model.stages` from relations (SELECTs) of the three tables as typed.

    A stage without a position has the place of its first row; a closed stage that only its name tells of comes last.
    Raises DataError where one stage is said to be two things.
    """
    order = "ORDER BY _batch, _file, _line"
    rows = connection.execute(f"SELECT stage, pipeline, status FROM ({stages}) {order}").fetchall()
    described = [Described(*row) for row in rows]
    _check_one_status(described)
    found = understand(described, written_stages(connection, deals=deals, history=history))
    _write_meanings(connection, found)
    _write_stages(connection, f"SELECT *, row_number() OVER ({order}) AS _place FROM ({stages})", found)


def written_stages(connection: DuckDBPyConnection, *, deals: str, history: str) -> tuple[Written, ...]:
    """The stages as deals and their history write them, of relations (SELECTs) of the two."""
    return tuple(Written(*row) for row in connection.execute(_WRITTEN.format(deals=deals, history=history)).fetchall())


def deals_sql(deals: str) -> str:
    """The deals with the unique names of their stages."""
    return (
        f"SELECT deal.* REPLACE (coalesce(meaning.label, deal.stage) AS stage) FROM ({deals}) AS deal "
        f"LEFT JOIN {MEANINGS} AS meaning ON meaning.stage = deal.stage AND NOT meaning.inherited "
        f"AND meaning.pipeline IS NOT DISTINCT FROM deal.pipeline"
    )


def history_sql(history: str, deals: str) -> str:
    """The history with the unique names of its stages, and the pipeline of the deal where its row names none."""
    return (
        f"SELECT entry.* REPLACE (coalesce(meaning.label, entry.stage) AS stage, "
        f"coalesce(entry.pipeline, deal.pipeline) AS pipeline) FROM ({history}) AS entry "
        f"LEFT JOIN (SELECT opportunity_id, pipeline FROM {deals}) AS deal "
        f"ON deal.opportunity_id = entry.opportunity_id "
        f"LEFT JOIN {MEANINGS} AS meaning ON meaning.stage = entry.stage "
        f"AND meaning.pipeline IS NOT DISTINCT FROM coalesce(entry.pipeline, deal.pipeline) "
        f"AND meaning.inherited = (entry.pipeline IS NULL AND deal.pipeline IS NOT NULL)"
    )


def stage_remarks(connection: DuckDBPyConnection) -> tuple[str, ...]:
    """What was understood of stages that no row describes as they are written, for people."""
    rows = connection.execute(
        f"SELECT DISTINCT stage, label, status, basis FROM {MEANINGS} WHERE basis IS NOT NULL ORDER BY ALL"
    ).fetchall()
    by_name = [f"{label} is {status}" for _, label, status, basis in rows if basis == "name" and status != "open"]
    respelt = [f"{stage!r} is {label!r}" for stage, label, _, basis in rows if basis == "stages" and stage != label]
    said = []
    if by_name:
        said.append(f"Stages known by the names that CRMs give them: {_listed(by_name)}.")
    if respelt:
        said.append(f"Stages written in other ways: {_listed(respelt)}.")
    return tuple(said)


def _listed(items: list[str], most: int = 8) -> str:
    unique = list(dict.fromkeys(items))
    return ", ".join(unique[:most]) + (f" and {len(unique) - most} more" if len(unique) > most else "")


def _write_meanings(connection: DuckDBPyConnection, stages: Stages) -> None:
    connection.execute(
        f"CREATE OR REPLACE TABLE {MEANINGS} "
        "(stage VARCHAR, pipeline VARCHAR, inherited BOOLEAN, label VARCHAR, status VARCHAR, basis VARCHAR)"
    )
    rows = [
        [one.written.stage, one.written.pipeline, one.written.inherited, one.stage, one.status, one.basis]
        for one in stages.meanings
    ]
    if rows:
        connection.executemany(f"INSERT INTO {MEANINGS} VALUES (?, ?, ?, ?, ?, ?)", rows)


def _write_stages(connection: DuckDBPyConnection, placed: str, stages: Stages) -> None:
    connection.execute("CREATE OR REPLACE TEMP TABLE stage_labels (_place BIGINT, label VARCHAR)")
    if stages.labels:
        connection.executemany("INSERT INTO stage_labels VALUES (?, ?)", list(enumerate(stages.labels, 1)))
    connection.execute(
        "CREATE OR REPLACE TABLE model.stages AS SELECT * EXCLUDE (_place, label) REPLACE "
        f"(label AS stage, coalesce(position, _place) AS position) FROM ({placed}) JOIN stage_labels USING (_place) "
        "QUALIFY row_number() OVER (PARTITION BY label ORDER BY _place) = 1"
    )
    connection.execute("DROP TABLE stage_labels")
    order = {"lost": 1, "won": 2}
    for label, status in sorted(stages.added().items(), key=lambda item: (order[item[1]], item[0])):
        connection.execute(
            "INSERT INTO model.stages BY NAME "
            "SELECT ? AS stage, ? AS status, (SELECT coalesce(max(position), 0) + 1 FROM model.stages) AS position, "
            "(SELECT any_value(pipeline) FROM model.stage_meanings WHERE label = ?) AS pipeline, "
            "'known names' AS _source",
            [label, status, label],
        )


def _check_one_status(described: list[Described]) -> None:
    said: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for row in described:
        said[folded(row.stage), folded(row.pipeline or "")].add(row.status)
        if len(statuses := said[folded(row.stage), folded(row.pipeline or "")]) > 1:
            raise DataError(
                f"The stages say that {row.stage!r} is {' and '.join(sorted(statuses))}: names that differ in case, "
                "spaces or punctuation alone are one stage.",
                hint="Correct the table of stages, or tell the two apart by their pipeline.",
            )
