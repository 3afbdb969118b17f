"""What an owner of the data should look at although the rows land: deals that figures leave out, or count otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from assay.contract.tables import TABLES
from assay.engine.literals import literal
from assay.landing.conflicts import written_of
from assay.landing.current import current_sql
from assay.landing.manifest import batches
from assay.landing.newest import find_repeated, not_skipped, staged_files
from assay.landing.report import Notice
from assay.landing.take import Staged, attributes_among
from assay.landing.work import Work

BY_NAME = "x_known_by"
"""The mark of a company whose file has no id of it: `name`."""
RAN_UNTIL = "x_ran_until"
"""The last day of what a cost is for, where the file gives one amount for all of its days."""


@dataclass(frozen=True)
class _Question:
    """Deals to look at: a condition on the staged row, what its value shows, and what figures make of such deals."""

    what: str
    condition: str
    shown: str
    said: str
    meant: str


def notices_of(work: Work, staged: Sequence[Staged]) -> Iterator[Notice]:
    """Companies known by name alone; costs of several days; answers off the scale; deals won with a close to come, closed before creation, of no or an unknown account.

    Only rows that land are counted: a key that comes again counts once, one that contradicts itself not at all.
    """
    for table, (column, look) in _LOOKS.items():
        own = [one for one in staged if one.mapped.table.name == table]
        if about := [one for one in own if column in one.mapped.columns]:
            paths, words = [one.path for one in own], partial(written_of, work, own)
            find_repeated(work.connection, TABLES[table], paths, attributes_among(own), words)
            yield from look(work, about, staged)


def _deals(work: Work, own: Sequence[Staged], staged: Sequence[Staged]) -> Iterator[Notice]:
    questions = list(_questions(work, staged))
    for one in own:
        for question in questions:
            if notice := _asked(work, one, question):
                yield notice


def _known_by_name(work: Work, own: Sequence[Staged], _: Sequence[Staged]) -> Iterator[Notice]:
    for one in own:
        (rows, first) = work.connection.execute(
            f"SELECT count(*), min_by(name, _line) FROM {staged_files([one.path])} "
            f"WHERE {_lands(one)} AND {BY_NAME} = 'name' AND account_id = name"
        ).fetchone() or (0, None)
        if rows:
            companies = "1 company is" if rows == 1 else f"{rows:,} companies are"
            text = (
                f"{companies} known by name alone ({first} …), for the file has no id of theirs: one that is renamed, or "
                "comes with an id later, is another company. An export with ids keeps them apart."
            )
            yield Notice(one.source.name, "accounts", "known_by_name", rows, text, {})


def _on_first_day(work: Work, own: Sequence[Staged], _: Sequence[Staged]) -> Iterator[Notice]:
    """Costs of several days that a file gives as one: each stands on its first day, in whatever month that is."""
    for one in own:
        found = work.connection.execute(
            f"SELECT currency, count(*), sum(amount), min(campaign_id) FROM {staged_files([one.path])} "
            f"WHERE {_lands(one)} AND TRY_CAST({RAN_UNTIL} AS DATE) > incurred_on GROUP BY 1 ORDER BY 1"
        ).fetchall()
        if rows := sum(row[1] for row in found):
            amounts = {currency: amount.normalize() for currency, _, amount, _ in found}
            costs = "1 cost is that" if rows == 1 else f"{rows:,} costs are those"
            text = (
                f"{costs} of a campaign that ran for several days{_worth(amounts)} (campaign {min(row[3] for row in found)}); "
                "the whole stands on the first day: load costs by day or month where months are to be compared."
            )
            yield Notice(one.source.name, "costs", "on_first_day", rows, text, amounts)


def _off_the_scale(work: Work, own: Sequence[Staged], _: Sequence[Staged]) -> Iterator[Notice]:
    for one in own:
        (rows, score, line) = work.connection.execute(
            f"SELECT count(*), min_by(score, _line), min(_line) FROM {staged_files([one.path])} "
            f"WHERE {_lands(one)} AND lower(trim(question)) = 'nps' AND score NOT BETWEEN 0 AND 10"
        ).fetchone() or (0, 0, 0)
        if rows:
            answers = "1 answer is" if rows == 1 else f"{rows:,} answers are"
            text = f"{answers} not from 0 to 10 (line {line}: {score:g}); no net promoter score counts them."
            yield Notice(one.source.name, "survey_responses", "off_the_scale", rows, text, {})


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
        f"FROM {staged_files([one.path])} WHERE {_lands(one)} AND ({question.condition}) GROUP BY 1 ORDER BY 1"
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


def _lands(one: Staged) -> str:
    return f"_problems IS NULL AND {not_skipped(one.batch)}"


def _worth(amounts: dict[str, Decimal]) -> str:
    return f", {' and '.join(f'{amount:,.2f} {currency}' for currency, amount in amounts.items())}" if amounts else ""


_LOOKS = {
    "accounts": (BY_NAME, _known_by_name),
    "costs": (RAN_UNTIL, _on_first_day),
    "survey_responses": ("score", _off_the_scale),
    "opportunities": ("opportunity_id", _deals),
}
"""By table: the column without which there is nothing to tell, and what looks at the rows."""
