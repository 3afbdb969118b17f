"""Deals without a creation day, where they are to be kept: created on the first day something is known of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from assay.contract.tables import TABLES
from assay.engine.literals import copied, literal, parquet
from assay.landing.current import living_sql
from assay.landing.manifest import batches
from assay.landing.newest import staged_files
from assay.landing.report import Notice
from assay.landing.take import Staged
from assay.landing.work import Work

OPTION = "undated"
KEEP = "keep"
MARK = "x_created_assumed"
"""The extra column that says of which deals the creation day is assumed."""


def keeps_undated(options: Mapping[str, str]) -> bool:
    return options.get(OPTION) == KEEP


def date_undated(work: Work, staged: Sequence[Staged]) -> tuple[list[Staged], list[Notice]]:
    """The staged files, deals without a creation day dated where the options say so, and how many that were."""
    dated: list[Staged] = []
    notices: list[Notice] = []
    for one in staged:
        number = _undated(work, one)
        dated.append(_dated(work, one, staged) if number else one)
        if number:
            deals = "1 deal has" if number == 1 else f"{number:,} deals have"
            text = (
                f"{deals} no creation day and counts from the first known one: of a close, a stage, or this load "
                f"({MARK} marks them)."
            )
            notices.append(Notice(one.source.name, "opportunities", "undated", number, text))
    return dated, notices


def _undated(work: Work, one: Staged) -> int:
    if one.mapped.table.name != "opportunities" or not keeps_undated(one.mapped.mapping.options):
        return 0
    query = f"SELECT count(*) FROM {staged_files([one.path])} WHERE created_at IS NULL AND _problems IS NULL"
    return int(work.connection.execute(query).fetchall()[0][0])


def _dated(work: Work, one: Staged, staged: Sequence[Staged]) -> Staged:
    target = one.path.with_suffix(".dated.parquet")
    moment = f"TIMESTAMP {literal(work.landed_at.isoformat(sep=' '))}"
    rows = (
        f"SELECT deal.* REPLACE (coalesce(deal.created_at, known.since, {moment}) AS created_at, "
        f"CASE WHEN deal.created_at IS NULL THEN coalesce(known.utc, true) ELSE deal._utc_created_at END "
        f"AS _utc_created_at), CASE WHEN deal.created_at IS NULL THEN 'yes' END AS {MARK} "
        f"FROM {parquet([one.path])} AS deal LEFT JOIN ({_first_known(work, one, staged)}) AS known USING (opportunity_id)"
    )
    work.connection.execute(copied(rows, target))
    mapped = replace(one.mapped, columns=(*one.mapped.columns, MARK))
    return replace(one, path=target, mapped=mapped)


def _first_known(work: Work, one: Staged, staged: Sequence[Staged]) -> str:
    """SELECT opportunity_id, since, utc: what an earlier load has assumed or known, else the first close or stage."""
    closed = "SELECT opportunity_id, closed_at AS since, _utc_closed_at AS utc, 2 AS turn FROM"
    entered = "SELECT opportunity_id, entered_at AS since, _utc_entered_at AS utc, 2 AS turn FROM"
    parts = [f"{closed} {parquet([one.path])} WHERE status IN ('won', 'lost')"]
    if stages := [other.path for other in staged if other.mapped.table.name == "opportunity_stages"]:
        parts.append(f"{entered} {staged_files(stages)} WHERE _problems IS NULL")
    if batches(work.workspace, "opportunity_stages"):
        parts.append(f"{entered} ({living_sql(work.workspace, 'opportunity_stages')}) WHERE NOT _deleted")
    if batches(work.workspace, TABLES["opportunities"].name):
        living = living_sql(work.workspace, "opportunities")
        parts.append(f"SELECT opportunity_id, created_at, _utc_created_at, 1 AS turn FROM ({living})")
    union = " UNION ALL ".join(parts)
    moment = literal(work.landed_at.isoformat(sep=" "))
    return (
        f"SELECT opportunity_id, arg_min(since, (turn, since)) AS since, arg_min(utc, (turn, since)) AS utc FROM ({union}) "
        f"WHERE since IS NOT NULL AND since <= TIMESTAMP {moment} GROUP BY opportunity_id"
    )
