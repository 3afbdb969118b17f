"""Touches and what is rolled up from them, month by month: only what has changed is built, the rest is taken over."""

from __future__ import annotations

import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from assay.engine.literals import copied, literal, quoted
from assay.facts.incremental.canonical import typed_landed
from assay.facts.incremental.pieces import TOUCHES, Landed, pieces_of
from assay.facts.incremental.taken_over import OPTIONS, Made, Piece, Work, files, fingerprint, typed, view, write
from assay.landing.current import check_rows, rows_sql
from assay.landing.manifest import batches, superseded
from assay.store.parts import Part, part_path, put

CHUNK = 4_000_000
"""Months are built together up to so many touches: the tables they are resolved by are then read once."""

ALONE = 1_000_000
"""A month of so many touches is built by itself: dividing rows by month costs more then than reading those tables again."""

FEW = 200_000

STARTED = {"started_at": "timestamp"}


def build_pieces(work: Work, landed: Landed, known: Sequence[Piece]) -> dict[str, list[Piece]]:
    """The touches of every month, as parts of `main.touches`; returns the pieces of the months."""
    of: defaultdict[str, list[Piece]] = defaultdict(list)
    for piece in known:
        of[piece.month].append(piece)
    months = {month: pieces_of(work, landed, month, of[month]) for month in landed.batches}
    there = _parts_by(work.before.parts.get("main.touches", ()))
    new = [piece for pieces in months.values() for piece in pieces if piece.made_of not in there]
    for chunk in _chunks(work, landed, new):
        _build_chunk(work, chunk, landed, there)
    work.parts["main.touches"] = [
        part for month in sorted(months) for piece in months[month] for part in there[piece.made_of]
    ]
    return months


def _parts_by(parts: Iterable[Part]) -> dict[str, list[Part]]:
    found: defaultdict[str, list[Part]] = defaultdict(list)
    for part in parts:
        found[part.made_of].append(part)
    return found


def _chunks(work: Work, landed: Landed, new: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Whole months together, in order; what came later to a month alone."""
    sizes = dict(
        work.connection.execute("SELECT strftime(day, '%Y-%m'), sum(rows) FROM build.landed_days GROUP BY 1").fetchall()
    )
    chunk: list[Piece] = []
    for piece in sorted(new, key=lambda piece: piece.month):
        if piece.batches != landed.batches[piece.month] or sizes[piece.month] >= ALONE:
            yield [piece]
        elif chunk and sum(sizes[one.month] for one in chunk) + sizes[piece.month] > CHUNK:
            yield chunk
            chunk = [piece]
        else:
            chunk.append(piece)
    if chunk:
        yield chunk


def _build_chunk(work: Work, chunk: Sequence[Piece], landed: Landed, there: dict[str, list[Part]]) -> None:
    _show_landed(work, chunk, landed)
    target = work.scratch / "touches"
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    columns = work.plan.columns("touches")
    landed_rows = sum(one.rows for one in batches(work.workspace, "touches") if one.batch in chunk[0].batches)
    sql = work.statements["main.touches"].sql
    select = typed(sql if len(chunk) > 1 or landed_rows > FEW else narrowed(sql), columns)
    if len(chunk) == 1:
        of_month = _month_folder(target, chunk[0])
        of_month.mkdir()
        work.connection.execute(copied(select, of_month / "data.parquet", OPTIONS))
    else:
        by_month = f"SELECT *, strftime(occurred_on, '%Y-%m') AS month FROM ({select})"
        work.connection.execute(copied(by_month, target, f"{OPTIONS}, PARTITION_BY (month)"))
    for piece in chunk:
        for place, path in enumerate(sorted(_month_folder(target, piece).glob("*.parquet"))):
            name = part_path("main.touches", piece.month, piece.made_of, work.number, place)
            put(work.workspace, path, name)
            (rows,) = work.column(f"SELECT count(*) FROM {files([name])}")
            there[piece.made_of].append(Part("main.touches", piece.month, name, int(rows), piece.made_of))


def _month_folder(target: Path, piece: Piece) -> Path:
    return target / f"month={piece.month}"


def narrowed(sql: str) -> str:
    """The same for few touches: of the large tables that they are resolved by, only the rows they name are taken."""
    for table, key, written in (
        ("people", "person_id", "person_id"),
        ("emails", "email", "lower(trim(email))"),
        ("visitors", "visitor_id", "visitor_id"),
    ):
        named = f'(SELECT * FROM "lookup"."{table}" WHERE {key} IN (SELECT {written} FROM "model"."touches"))'
        sql = sql.replace(f'"lookup"."{table}"', named)
    return sql


def _show_landed(work: Work, chunk: Sequence[Piece], landed: Landed) -> None:
    """The view `model.touches` on the landed rows of these pieces."""
    wanted = {batch for piece in chunk for batch in piece.batches}
    chosen = [batch for batch in batches(work.workspace, "touches") if batch.batch in wanted]
    lists = {path for piece in chunk for batch in piece.batches for path in landed.gone.get((piece.month, batch), ())}
    gone = [part for part in superseded(work.workspace, "touches") if part.path in lists]
    spans = [_span(piece.month) for piece in chunk]
    near = f"occurred_at >= TIMESTAMP '{spans[0][0] - timedelta(2)}' AND occurred_at < '{spans[-1][1] + timedelta(2)}'"
    check_rows(work.workspace, chosen, gone)
    rows = typed_landed(work, TOUCHES, rows_sql("touches", chosen, gone, "~", f"NOT _deleted AND {near}"))
    within = " OR ".join(
        f"occurred_on >= DATE '{start}' AND occurred_on < DATE '{end}'" for start, end in _joined(spans)
    )
    work.connection.execute(f"CREATE OR REPLACE VIEW model.touches AS SELECT * FROM ({rows}) WHERE {within}")


def _span(month: str) -> tuple[date, date]:
    start = date.fromisoformat(f"{month}-01")
    return start, (start + timedelta(31)).replace(day=1)


def _joined(spans: Sequence[tuple[date, date]]) -> list[tuple[date, date]]:
    """Months that follow each other as one span."""
    stretches: list[tuple[date, date]] = []
    for start, end in spans:
        if stretches and stretches[-1][1] == start:
            stretches[-1] = (stretches[-1][0], end)
        else:
            stretches.append((start, end))
    return stretches


def roll_up(work: Work, name: str, months: dict[str, list[Piece]]) -> None:
    """Account-days or person-days of every month; where touches only came to it, the days they fall on."""
    there = {part.made_of: part for part in work.before.parts.get(name, ())}
    touches = _parts_by(work.parts["main.touches"])
    sql, columns = work.statements[name].sql, work.plan.columns(name.removeprefix("main."))
    rolled = []
    for month in sorted(months):
        made_of = [
            fingerprint(name, sql, *(piece.made_of for piece in months[month][:n])) for n in _upto(months[month])
        ]
        part = there.get(made_of[-1])
        if part is None:
            n = next((n for n in range(len(made_of) - 1, 0, -1) if made_of[n - 1] in there), 0)
            paths = [[part.path for part in touches[piece.made_of]] for piece in months[month]]
            old = there[made_of[n - 1]].path if n else None
            select = _rolled_up(work, typed(sql, columns), paths, n, old)
            path = part_path(name, month, made_of[-1], work.number)
            part = Part(name, month, path, write(work, select, path), made_of[-1])
        rolled.append(part)
    work.parts[name] = rolled
    _finish(work, name, list(columns))


def _upto(pieces: Sequence[Piece]) -> range:
    return range(1, len(pieces) + 1)


def _rolled_up(work: Work, select: str, paths: Sequence[Sequence[str]], known: int, old: str | None) -> str:
    every = [path for piece in paths for path in piece]
    if old is None:
        _show_touches(work, every)
        return f"{select} ORDER BY account_id, day"
    new = [path for piece in paths[known:] for path in piece]
    days = ", ".join(f"DATE '{day}'" for day in work.column(f"SELECT DISTINCT occurred_on FROM {files(new)}"))
    _show_touches(work, every, f"occurred_on IN ({days})")
    return f"SELECT * FROM {files([old])} WHERE day NOT IN ({days}) UNION ALL {select}"


def _show_touches(work: Work, paths: Sequence[str], where: str = "true") -> None:
    listed = ", ".join(map(quoted, work.plan.columns("touches")))
    work.connection.execute(f"CREATE OR REPLACE VIEW main.touches AS SELECT {listed} FROM {files(paths)} WHERE {where}")


def note_pieces(work: Work, months: dict[str, list[Piece]]) -> None:
    """What is left out of the touches, counted piece by piece (table `build.notes`)."""
    work.connection.execute("CREATE TABLE build.notes (made_of VARCHAR, fact VARCHAR, reason VARCHAR, n BIGINT)")
    sql = work.statements["lookup.touch_notes"].sql
    mark = {piece.made_of: fingerprint(sql, piece.made_of) for pieces in months.values() for piece in pieces}
    if work.before.made:
        listed = ", ".join(map(literal, mark.values())) or "''"
        work.connection.execute(f"INSERT INTO build.notes FROM prev.build.notes WHERE made_of IN ({listed})")
    seen = set(work.column("SELECT DISTINCT made_of FROM build.notes"))
    touches = _parts_by(work.parts["main.touches"])
    for piece, made_of in mark.items():
        if made_of not in seen:
            _show_touches(work, [part.path for part in touches[piece]])
            work.connection.execute(f"INSERT INTO build.notes SELECT {literal(made_of)}, fact, reason, n FROM ({sql})")
    work.connection.execute(
        "CREATE OR REPLACE TABLE lookup.touch_notes AS "
        "SELECT fact, reason, CAST(sum(n) AS BIGINT) AS n FROM build.notes GROUP BY ALL ORDER BY ALL"
    )
    said = work.connection.execute("FROM lookup.touch_notes ORDER BY ALL").fetchall()
    work.made["lookup.touch_notes"] = Made(fingerprint(said), fingerprint(said), len(said))


def build_sessions(work: Work, months: dict[str, list[Piece]]) -> None:
    """The sessions of every piece. Those that lie in several pieces are put together in `build.split_sessions`."""
    name = "main.sessions"
    there = {part.made_of: part for part in work.before.parts.get(name, ())}
    touches = _parts_by(work.parts["main.touches"])
    sql, columns = work.statements[name].sql, work.plan.columns("sessions")
    found, new = [], []
    for piece in (piece for month in sorted(months) for piece in months[month]):
        made_of = fingerprint(name, sql, piece.made_of)
        part = there.get(made_of)
        if part is None:
            _show_touches(work, [part.path for part in touches[piece.made_of]])
            path = part_path(name, piece.month, made_of, work.number)
            part = Part(name, piece.month, path, write(work, typed(sql, {**columns, **STARTED}), path), made_of)
            new.append(part)
        found.append(part)
    work.parts[name] = found
    _join_split(work, new, taken=bool(there))
    _finish(work, name, list(columns), "build.split_sessions")


def _join_split(work: Work, new: Sequence[Part], *, taken: bool) -> None:
    every = [part.path for part in work.parts["main.sessions"]]
    made = [part.path for part in new]
    old = [path for path in every if path not in set(made)]
    key = "hash(account_id, session_key)"
    own = "starts_with(session_key, 'session:')"
    work.connection.execute("CREATE OR REPLACE TEMP TABLE candidates (h UBIGINT)")
    if made:
        work.connection.execute(
            f"CREATE OR REPLACE TEMP TABLE made AS SELECT {key} AS h FROM {files(made)} WHERE {own}"
        )
        work.connection.execute("INSERT INTO candidates SELECT h FROM made GROUP BY h HAVING count(*) > 1")
        if old:
            work.connection.execute(
                f"INSERT INTO candidates SELECT DISTINCT h FROM (SELECT {key} AS h FROM {files(old)} WHERE {own}) "
                f"SEMI JOIN made USING (h)"
            )
        work.connection.execute("DROP TABLE made")
    if taken:
        work.connection.execute(f"INSERT INTO candidates SELECT DISTINCT {key} FROM prev.build.split_sessions")
    work.connection.execute(_split_sql(work, every, key))


def _split_sql(work: Work, paths: Sequence[str], key: str) -> str:
    columns = ", ".join(map(quoted, work.plan.columns("sessions")))
    if not paths or not work.column("SELECT 1 FROM candidates LIMIT 1"):
        described = typed(
            "SELECT " + ", ".join(f"NULL AS {name}" for name in columns.split(", ")), work.plan.columns("sessions")
        )
        return f"CREATE OR REPLACE TABLE build.split_sessions AS {described} WHERE false"
    same = "PARTITION BY account_id, session_key"
    merged = columns.replace('"high_value_on"', f'min(high_value_on) OVER ({same}) AS "high_value_on"')
    return (
        f"CREATE OR REPLACE TABLE build.split_sessions AS SELECT {merged} FROM {files(paths)} "
        f"WHERE {key} IN (FROM candidates) AND starts_with(session_key, 'session:') "
        f"QUALIFY count(*) OVER ({same}) > 1 AND row_number() OVER ({same} ORDER BY started_at, touch_id) = 1"
    )


def _finish(work: Work, name: str, columns: Sequence[str], split: str | None = None) -> None:
    """Show the parts as the fact; an empty table where there are none."""
    parts = work.parts[name]
    rows = sum(part.rows for part in parts)
    if not parts:
        nothing = typed("SELECT " + ", ".join(f"NULL AS {quoted(one)}" for one in columns), work.plan.columns(name[5:]))
        work.connection.execute(f"CREATE OR REPLACE TABLE {name} AS {nothing} WHERE false")
    elif split and work.column(f"SELECT 1 FROM {split} LIMIT 1"):
        listed = ", ".join(map(quoted, columns))
        paths = [part.path for part in parts]
        work.connection.execute(
            f"CREATE OR REPLACE VIEW {name} AS SELECT {listed} FROM {files(paths)} AS whole WHERE NOT EXISTS "
            f"(FROM {split} AS split WHERE split.account_id = whole.account_id AND split.session_key = whole.session_key) "
            f"UNION ALL SELECT {listed} FROM {split}"
        )
    else:
        view(work, name, columns)
    made_of = fingerprint(name, [part.made_of for part in parts])
    work.made[name] = Made(made_of, made_of, rows)


def finish_touches(work: Work) -> None:
    if work.parts["main.touches"]:
        work.connection.execute("DROP VIEW IF EXISTS main.touches")
    _finish(work, "main.touches", list(work.plan.columns("touches")))
