"""What an owner of the data should look at although the rows land: deals that figures leave out, or count otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assay.engine.literals import literal
from assay.landing.current import current_sql
from assay.landing.manifest import batches
from assay.landing.newest import staged_files
from assay.landing.report import Notice
from assay.landing.take import Staged
from assay.landing.work import Work


@dataclass(frozen=True)
class _Question:
    """Deals to look at: a condition on the staged row, what its value shows, and what figures make of such deals."""

    what: str
    condition: str
    shown: str
    said: str
    meant: str


def notices_of(work: Work, staged: Sequence[Staged]) -> Iterator[Notice]:
    """Deals won with a close to come, closed before creation, and of no account or an unknown one, with their money."""
    deals = [one for one in staged if one.mapped.table.name == "opportunities"]
    if not deals:
        return
    questions = list(_questions(work, staged))
    for one in deals:
        for question in questions:
            if notice := _asked(work, one, question):
                yield notice


def _questions(work: Work, staged: Sequence[Staged]) -> Iterator[_Question]:
    day = f"DATE {literal(work.today.isoformat())}"
    won = f"(status = 'won' OR (status IS NULL AND stage IN ({_rows(work, staged, 'stages', 'stage', won=True)})))"
    closes, created = "CAST(closed_at AS DATE)", "CAST(created_at AS DATE)"
    yield _Question(
        "won_to_come",
        f"{closes} > {day} AND {won}",
        closes,
        "won with a close after today",
        "until then no figure counts them as won",
    )
    yield _Question(
        "closed_before_created",
        f"{closes} < {created} AND (status IN ('won', 'lost') OR {won})",
        closes,
        "closed before their creation",
        "no figure counts them, each says how many it left out",
    )
    yield _Question(
        "no_account",
        "account_id IS NULL",
        "name",
        "without an account",
        "figures of deals and money take them with --arm all alone",
    )
    if known := _rows(work, staged, "accounts", "account_id"):
        yield _Question(
            "unknown_account",
            f"account_id IS NOT NULL AND account_id NOT IN ({known})",
            "account_id",
            "of an account that is not known",
            "they count as deals without an account: load their accounts, or compare how the ids are written",
        )


def _rows(work: Work, staged: Sequence[Staged], table: str, column: str, *, won: bool = False) -> str:
    """SELECT of a column of a table, of this load and of earlier ones; empty where there is no such row to come from."""
    condition = " AND status = 'won'" if won else ""
    parts = ["SELECT NULL WHERE false"] if won else []
    if own := [one.path for one in staged if one.mapped.table.name == table]:
        parts.append(
            f"SELECT {column} FROM {staged_files(own)} WHERE _problems IS NULL AND {column} IS NOT NULL{condition}"
        )
    if batches(work.workspace, table):
        parts.append(f"SELECT {column} FROM ({current_sql(work.workspace, table)}) WHERE true{condition}")
    return " UNION ALL ".join(parts)


def _asked(work: Work, one: Staged, question: _Question) -> Notice | None:
    found = work.connection.execute(
        f"SELECT coalesce(currency, {literal(work.workspace.settings.currency)}), count(*), sum(amount), min(_line), "
        f"min_by(CAST({question.shown} AS VARCHAR), _line), min_by(opportunity_id, _line) "
        f"FROM {staged_files([one.path])} WHERE _problems IS NULL AND ({question.condition}) GROUP BY 1 ORDER BY 1"
    ).fetchall()
    if not found:
        return None
    rows = sum(row[1] for row in found)
    amounts = {currency: amount.normalize() for currency, _, amount, *_ in found if amount is not None}
    line, shown, deal = min((row[3], row[4], row[5]) for row in found)
    first = f"line {line}: {deal}" + (f", {shown}" if shown else "")
    deals = "1 deal" if rows == 1 else f"{rows:,} deals"
    text = f"{deals} {question.said}{_worth(amounts)} ({first}); {question.meant}."
    return Notice(one.source.name, "opportunities", question.what, rows, text, amounts)


def _worth(amounts: dict[str, Decimal]) -> str:
    return f", {' and '.join(f'{amount:,.2f} {currency}' for currency, amount in amounts.items())}" if amounts else ""
