"""What an owner of the data should look at although the rows land: won deals whose close is still to come."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assay.engine.literals import literal
from assay.landing.current import current_sql
from assay.landing.manifest import batches
from assay.landing.newest import staged_files
from assay.landing.report import Notice
from assay.landing.take import Staged
from assay.landing.work import Work


def notices_of(work: Work, staged: Sequence[Staged]) -> Iterator[Notice]:
    for one in staged:
        if one.mapped.table.name == "opportunities" and (notice := _won_to_come(work, one, staged)):
            yield notice


def _won_to_come(work: Work, one: Staged, staged: Sequence[Staged]) -> Notice | None:
    day = literal(work.today.isoformat())
    won = f"status = 'won' OR (status IS NULL AND stage IN ({_won_stages(work, staged)}))"
    rows, amount, first, line, closes = work.connection.execute(
        f"SELECT count(*), sum(amount), min_by(opportunity_id, _line), min(_line), min_by(CAST(closed_at AS DATE), _line) "
        f"FROM {staged_files([one.path])} WHERE _problems IS NULL AND CAST(closed_at AS DATE) > DATE {day} AND ({won})"
    ).fetchall()[0]
    if not rows:
        return None
    deals = "1 won deal closes" if rows == 1 else f"{rows:,} won deals close"
    worth = f", worth {float(amount):,.2f} in all" if amount is not None else ""
    text = f"{deals} after today{worth} (line {line}: {first}, {closes}): until then no figure counts them as won."
    return Notice(
        one.source.name, "opportunities", "won_to_come", rows, text, None if amount is None else float(amount)
    )


def _won_stages(work: Work, staged: Sequence[Staged]) -> str:
    parts = ["SELECT NULL WHERE false"]
    if own := [one.path for one in staged if one.mapped.table.name == "stages"]:
        parts.append(f"SELECT stage FROM {staged_files(own)} WHERE status = 'won'")
    if batches(work.workspace, "stages"):
        parts.append(f"SELECT stage FROM ({current_sql(work.workspace, 'stages')}) WHERE status = 'won'")
    return " UNION ALL ".join(parts)
