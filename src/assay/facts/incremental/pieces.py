"""Which landed rows make up the touches of a month: the batches they come from, and what was replaced in them since.

A month's touches are pieces: the batches that had landed when it was built, then those that came later. A piece holds
as long as nothing it was made of has changed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from assay.contract.tables import TABLES
from assay.engine.literals import literal, parquet
from assay.facts.incremental.canonical import typed_landed
from assay.facts.incremental.taken_over import Made, Piece, Work, fingerprint
from assay.landing.current import check_rows, rows_sql
from assay.landing.manifest import Batch, Superseded, batches, superseded

SMALL_PIECES = 6
"""More pieces than that, besides the first, are made one."""

TOUCHES = TABLES["touches"]


@dataclass(frozen=True)
class Landed:
    """`batches[month]` have current touches of the month; `gone[month, batch]` are the lists of replaced rows."""

    batches: Mapping[str, tuple[int, ...]]
    gone: Mapping[tuple[str, int], tuple[str, ...]]
    rows: int


def find_landed(work: Work) -> Landed:
    """Count the touches of each landed file by day, once for each file (table `build.landed_days`)."""
    work.connection.execute("CREATE TABLE build.landed_days (file VARCHAR, batch BIGINT, day DATE, rows BIGINT)")
    made_of = fingerprint(typed_landed(work, TOUCHES, "landed"))
    known = work.before.made.get("build.landed_days")
    if known and known.made_of == made_of:
        work.connection.execute("INSERT INTO build.landed_days FROM prev.build.landed_days")
    seen = set(work.column("SELECT DISTINCT file FROM build.landed_days"))
    landed, gone = batches(work.workspace, "touches"), superseded(work.workspace, "touches")
    if new := [batch for batch in landed if batch.path not in seen]:
        _count_batches(work, new)
    for part in gone:
        if part.path not in seen:
            _count_gone(work, landed, part)
    work.made["build.landed_days"] = Made(made_of, made_of, 0)
    return _landed(work)


def _count_batches(work: Work, new: Sequence[Batch]) -> None:
    check_rows(work.workspace, new, ())
    names = ", ".join(f"({batch.batch}, {literal(batch.path)})" for batch in new)
    rows = typed_landed(work, TOUCHES, rows_sql("touches", new, (), "~"))
    work.connection.execute(
        f"INSERT INTO build.landed_days SELECT path, batch, day, rows FROM (VALUES {names}) AS files(batch, path) JOIN "
        f"(SELECT _batch AS batch, occurred_on AS day, count(*) AS rows FROM ({rows}) GROUP BY ALL) USING (batch)"
    )


def _count_gone(work: Work, landed: Sequence[Batch], part: Superseded) -> None:
    listed = parquet([f"~/{part.path}"])
    wanted = {int(batch) for batch in work.column(f"SELECT DISTINCT batch FROM {listed}")}
    among = [batch for batch in landed if batch.batch in wanted]
    check_rows(work.workspace, among, (part,))
    kept = typed_landed(work, TOUCHES, rows_sql("touches", among, (), "~"))
    left = typed_landed(work, TOUCHES, rows_sql("touches", among, (part,), "~"))
    per_day = "SELECT _batch AS batch, occurred_on AS day, count(*) AS n FROM ({}) GROUP BY ALL"
    work.connection.execute(
        f"INSERT INTO build.landed_days SELECT {literal(part.path)}, batch, day, coalesce(l.n, 0) - k.n "
        f"FROM ({per_day.format(kept)}) AS k LEFT JOIN ({per_day.format(left)}) AS l USING (batch, day) "
        f"WHERE coalesce(l.n, 0) <> k.n"
    )


def _landed(work: Work) -> Landed:
    rows = work.connection.execute(
        "SELECT strftime(day, '%Y-%m'), batch, sum(rows), list(DISTINCT file) FILTER (WHERE rows < 0) "
        "FROM build.landed_days GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    batches: defaultdict[str, list[int]] = defaultdict(list)
    gone: dict[tuple[str, int], tuple[str, ...]] = {}
    for month, batch, count, lists in rows:
        if count:
            batches[month].append(batch)
            gone[month, batch] = tuple(sorted(lists or ()))
    total = sum(int(count) for _, _, count, _ in rows)
    return Landed({month: tuple(of) for month, of in batches.items()}, gone, total)


def identified(work: Work, landed: Landed, dirty: Iterable[str] | None, lookups: str) -> None:
    """Say of every month what its touches were resolved with; a `dirty` one (None: all) with what there is now."""
    changed = set(landed.batches) if dirty is None else set(dirty)
    for month in landed.batches:
        before = work.before.months.get(month)
        work.months[month] = lookups if before is None or month in changed else before


def piece_of(work: Work, landed: Landed, month: str, chosen: Sequence[int]) -> Piece:
    gone = [landed.gone.get((month, batch), ()) for batch in chosen]
    sql = work.statements["main.touches"].sql
    typed = typed_landed(work, TOUCHES, "landed")
    return Piece(month, tuple(chosen), fingerprint(sql, typed, month, tuple(chosen), gone, work.months[month]))


def pieces_of(work: Work, landed: Landed, month: str, known: Sequence[Piece]) -> list[Piece]:
    """The pieces of a month: those known where all of them hold, then one of what came since; else a single one."""
    wanted = landed.batches[month]
    holds = [piece_of(work, landed, month, piece.batches) == piece for piece in known]
    taken = {batch for piece in known for batch in piece.batches}
    if not known or not all(holds) or not taken <= set(wanted):
        return [piece_of(work, landed, month, wanted)]
    rest = [batch for batch in wanted if batch not in taken]
    if not rest:
        return list(known)
    if len(known) > SMALL_PIECES:
        first, *others = known
        rest = sorted([*rest, *(batch for piece in others for batch in piece.batches)])
        return [first, piece_of(work, landed, month, rest)]
    return [*known, piece_of(work, landed, month, rest)]
