"""Both arms of a comparison on one clock: each account counts from its launch, on the list to this day or not.

Treated is who was on the list at launch. Controls come from their own list rows; `rest`, which has none, takes the
launch days of the treated. Relatives of treated accounts and accounts that were treated before are no controls; those
that came into a programme later stay what they were.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pyarrow as pa

from assay.comparison.arms import Account, Arms, LeftOut, left_out
from assay.comparison.list_rows import Rows, marks
from assay.comparison.lots import Lot
from assay.comparison.same_time import same_time
from assay.comparison.sides import sides
from assay.errors import DataError, UsageError
from assay.metrics.answers import asked_of
from assay.metrics.conditions import on_accounts
from assay.metrics.list_rows import COLUMNS
from assay.metrics.members import members
from assay.metrics.membership import put_on_lists
from assay.metrics.scope import Against, Scope, check_against
from assay.views.question import Question, question

TOGETHER = "both arms"
"""The list on which both arms are asked at once."""


def gather(
    run: Any,
    scope: Scope,
    against: Against,
    *,
    customers: bool = False,
    as_written: bool = False,
    families: bool = True,
) -> Arms:
    """The arms of a scope. `customers` keeps customers at entry in, as the KPI's group does (rule 3).

    `as_written`: accounts that moved are treated from their move on, as waves have it; else they stay what they were first.
    Without `families` accounts stay controls though a company of theirs has the programme.

    Raises UsageError for a scope of another arm, DataError where one of the arms is empty.
    """
    _check(scope, against)
    asked = question(run, of_accounts(scope), cohort=True)
    names = _names(asked)
    both = sides(asked, scope, against, names, as_written, families)
    if not both.ours:
        raise DataError("No account of arm 'abm' is in this scope and window.", hint="`assay lists` shows the lists.")
    if not both.theirs:
        raise _nobody(against, scope)
    timed = same_time(asked, both.ours, both.theirs, own_days=against == "rest")
    rows = together([*timed.ours, *timed.theirs])
    put_on_lists(asked.cursor, rows)
    treated = {row["account_id"] for row in timed.ours}
    members = _members(asked, scope, against, treated, customers)
    first = _first_list(timed.ours, timed.theirs)
    accounts = tuple(_account(row, treated, names, first, both.lots) for row in members)
    left = both.left
    if not customers and not scope.tiers and not scope.where:
        left = (*left, *_customers(treated, timed.theirs, accounts, names))
    _both_there(accounts, against, scope)
    arms = Arms(
        asked,
        against,
        accounts,
        rows,
        left,
        None,
        tuple(sorted({row["list"] for row in timed.ours})),
        both.narrowed,
        tuple(both.lots.values()),
        both.drawn,
        timed.realigned,
        timed.stayed,
        timed.named_late and not both.lots,
        timed.listed_at_deal and not both.lots,
        crossed=both.crossed,
        barred=both.barred,
        both=both.both,
        said=both.said,
    )
    programmes = sorted({row["programme_id"] for row in timed.ours if row["programme_id"]})
    touched = [_touched(asked, accounts, programmes) for accounts in (arms.controls, arms.treated)]
    return replace(arms, contamination=touched[0], reached=touched[1])


def _check(scope: Scope, against: str) -> None:
    check_against(against)
    if scope.arm != "abm":
        raise UsageError(
            f"A comparison puts arm abm against others; --arm {scope.arm} cannot be chosen.",
            hint="Name the comparison: --against control, holdout or rest.",
        )


def of_accounts(scope: Scope) -> Scope:
    """The scope of both arms' rows: lists and programmes are chosen here, tiers account by account."""
    of_both = on_accounts(scope)
    where = tuple(one for one in of_both.where if one.dimension != "tier")
    return replace(of_both, lists=(), programmes=(), tiers=(), where=where)


def _names(asked: Question) -> dict[str, tuple[str, str]]:
    rows = asked.cursor.execute("SELECT account_id, name, parent_id FROM accounts").fetchall()
    return {account: (name or account, parent or account) for account, name, parent in rows}


def together(rows: Sequence[Mapping[str, Any]]) -> pa.Table:
    """All rows as rows of one list: what is asked of it is asked of both arms at once."""
    types = {"tier_order": pa.int64(), "starts_on": pa.date32(), "ends_on": pa.date32()}
    same = {"list": TOGETHER, "arm": "abm"}
    columns = {
        name: pa.array([same.get(name, row.get(name)) for row in rows], types.get(name, pa.string()))
        for name in COLUMNS
    }
    return pa.table(columns)


def _members(asked: Question, scope: Scope, against: Against, treated: set[str], customers: bool) -> Rows:
    rows = population_of(asked, customers)
    if scope.tiers:
        free = against == "rest"
        rows = [row for row in rows if row["tier"] in scope.tiers or (free and row["account_id"] not in treated)]
    return sorted(rows, key=lambda row: str(row["account_id"]))


def population_of(asked: Question, customers: bool) -> Rows:
    whole = asked_of(asked.run, asked.cursor, asked.scope)
    return asked.rows(members, shape=replace(whole.shape, customers=customers))


def _account(
    row: Mapping[str, Any],
    treated: set[str],
    names: Mapping[str, tuple[str, str]],
    lists: Mapping[str, str],
    lots: Mapping[str, Lot],
) -> Account:
    account = row["account_id"]
    name, parent = names.get(account, (account, account))
    on = lists.get(account)
    stratum = f"{on} {lots[on].strata.get(account, '')}" if on is not None and on in lots else None
    return Account(account, name, parent, account in treated, row["entered_on"], row["tier"], on, stratum)


def _first_list(*arms: Rows) -> dict[str, str]:
    first: dict[str, tuple[date, str]] = {}
    for row in (row for rows in arms for row in rows):
        entry = (row["starts_on"], row["list"] or "")
        first[row["account_id"]] = min(entry, first.get(row["account_id"], entry))
    return {account: name for account, (_, name) in first.items()}


def _customers(
    treated: set[str], theirs: Rows, accounts: Sequence[Account], names: Mapping[str, tuple[str, str]]
) -> list[LeftOut]:
    gone = (treated | {row["account_id"] for row in theirs}) - {account.account_id for account in accounts}
    return [left_out(one, names, "customer") for one in sorted(gone)]


def _both_there(accounts: Sequence[Account], against: Against, scope: Scope) -> None:
    if not any(account.treated for account in accounts):
        raise DataError("No account of arm 'abm' is left in this scope and window.", hint="Widen the scope or window.")
    if all(account.treated for account in accounts):
        raise _nobody(against, scope)


def _nobody(against: Against, scope: Scope) -> DataError:
    where = f" on list {', '.join(scope.lists)}" if scope.lists else ""
    hint = "Load a list with that arm, draw one before the next launch (`assay lists draw`), or use --against rest."
    if against == "rest":
        hint = "Every account has had the programme: without others there is nothing to compare with."
    return DataError(f"No account can be compared: arm {against!r} has nobody{where} in this window.", hint=hint)


def _touched(asked: Question, accounts: Sequence[Account], programmes: Sequence[str]) -> float | None:
    """Share of the accounts with a touch of one of the programmes' campaigns from their launch to the window's end."""
    if not programmes:
        return None
    listed_on = [(one.account_id, one.launched_on) for one in accounts]
    subjects = pa.table(
        {"account_id": pa.array([one for one, _ in listed_on]), "launched_on": pa.array([on for _, on in listed_on])}
    )
    asked.cursor.register("untouched", subjects)
    unit = "parent_id" if asked.scope.roll_up else "account_id"
    sql = (
        f"SELECT count(DISTINCT u.account_id) FROM untouched u JOIN touches t ON t.{unit} = u.account_id"
        f" JOIN campaigns c ON c.campaign_id = t.campaign_id WHERE c.programme_id IN ({marks(programmes)})"
        " AND t.counts AND t.occurred_on BETWEEN u.launched_on AND ?"
    )
    (touched,) = asked.cursor.execute(sql, [*programmes, asked.timing.end]).fetchone()
    return float(touched) / len(listed_on)
