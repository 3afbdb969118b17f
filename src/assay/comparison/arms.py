"""Both arms of a comparison on one clock: each account counts from its launch, on the list to this day or not.

Treated is who was on the list at launch. Controls come from their own list rows; `rest`, which has none, takes the
launch days of the treated. Relatives of treated accounts and accounts that were treated themselves are no controls.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from typing import Any, Literal

import pyarrow as pa

from assay.errors import DataError, UsageError
from assay.facts.schema import BEGINNING, FOREVER
from assay.metrics.answers import asked_of
from assay.metrics.dimension_names import ACCOUNT_COLUMNS
from assay.metrics.members import members
from assay.metrics.membership import put_on_lists
from assay.metrics.scope import Against, Scope, check_against
from assay.views.question import Question, question

LISTED = ("abm", "control", "holdout")
TOGETHER = "both arms"
"""The list on which both arms are asked at once."""
Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class LeftOut:
    """An account of the comparison arm that cannot be compared, or one of either arm that was a customer already."""

    account_id: str
    name: str
    reason: Literal["relative", "treated", "customer", "late"]


@dataclass(frozen=True)
class Account:
    """An account of an arm: `launched_on` starts its clock, `parent_id` is its ultimate parent (a cluster)."""

    account_id: str
    name: str
    parent_id: str
    treated: bool
    launched_on: date
    tier: str | None = None
    list: str | None = None


@dataclass(frozen=True)
class Arms:
    """Accounts of both arms in order of their id, and the list rows by which any KPI is asked of them at once."""

    asked: Question
    against: Against
    accounts: tuple[Account, ...]
    rows: pa.Table
    excluded: tuple[LeftOut, ...]
    contamination: float | None
    lists: tuple[str, ...]
    narrowed: tuple[str, ...] = ()

    @property
    def treated(self) -> tuple[Account, ...]:
        return tuple(account for account in self.accounts if account.treated)

    @property
    def controls(self) -> tuple[Account, ...]:
        return tuple(account for account in self.accounts if not account.treated)

    def only(self, kept: Iterable[str]) -> Arms:
        """The same arms without the other accounts."""
        wanted = set(kept)
        return replace(self, accounts=tuple(one for one in self.accounts if one.account_id in wanted))


def gather(run: Any, scope: Scope, against: Against, *, customers: bool = False) -> Arms:
    """The arms of a scope. `customers` keeps customers at entry in, as the KPI's group does (rule 3).

    Raises UsageError for a scope of another arm, DataError where one of the arms is empty.
    """
    _check(scope, against)
    asked = question(run, of_accounts(scope), cohort=True)
    names = _names(asked)
    ours = _listed(asked, ("abm",), scope.lists, scope.programmes)
    ours, narrowed, late = _with_holdout(asked, ours, scope) if against == "holdout" else (ours, (), set())
    if not ours:
        raise DataError("No account of arm 'abm' is in this scope and window.", hint="`assay lists` shows the lists.")
    treated = {row["account_id"] for row in ours}
    theirs = _free(asked, ours) if against == "rest" else _listed(asked, (against,), scope.lists, scope.programmes)
    theirs, left = _comparable(asked, theirs, treated, names)
    left += [LeftOut(one, names.get(one, (one, one))[0], "late") for one in sorted(late)]
    if not theirs:
        raise _nobody(against, scope)
    rows = together([*ours, *theirs])
    put_on_lists(asked.cursor, rows)
    members = _members(asked, scope, against, treated, customers)
    first = _first_list(ours, theirs)
    accounts = tuple(_account(row, treated, names, first) for row in members)
    left += (
        _customers(treated, theirs, accounts, names) if not customers and not scope.tiers and not scope.where else []
    )
    _both_there(accounts, against, scope)
    found = Arms(
        asked, against, accounts, rows, tuple(left), None, tuple(sorted({row["list"] for row in ours})), narrowed
    )
    return replace(found, contamination=_contamination(asked, found, ours))


def _check(scope: Scope, against: str) -> None:
    check_against(against)
    if scope.arm != "abm":
        raise UsageError(
            f"A comparison puts arm abm against others; --arm {scope.arm} cannot be chosen.",
            hint="Name the comparison: --against control, holdout or rest.",
        )


def of_accounts(scope: Scope) -> Scope:
    """The scope of both arms' rows: lists and programmes are chosen here, tiers account by account."""
    known = (*ACCOUNT_COLUMNS, "account")
    of_accounts = tuple(one for one in scope.where if one.dimension in known or one.dimension.startswith("x_"))
    return replace(scope, lists=(), programmes=(), tiers=(), where=of_accounts)


def _names(asked: Question) -> dict[str, tuple[str, str]]:
    rows = asked.cursor.execute("SELECT account_id, name, parent_id FROM accounts").fetchall()
    return {account: (name or account, parent or account) for account, name, parent in rows}


def _listed(asked: Question, arms: Sequence[str], lists: Sequence[str], programmes: Sequence[str]) -> Rows:
    """List rows of these arms that overlap the window; every row of an account that has one of them."""
    sql = (
        "SELECT list, account_id, parent_id, arm, tier, tier_order, programme_id, starts_on, ends_on FROM memberships"
        f" WHERE arm IN ({_marks(arms)}) AND account_id NOT IN (SELECT account_id FROM accounts WHERE is_excluded)"
    )
    values: list[Any] = list(arms)
    for column, wanted in (("list", lists), ("programme_id", programmes)):
        if wanted:
            sql += f" AND {column} IN ({_marks(wanted)})"
            values += wanted
    result = asked.cursor.execute(sql + " ORDER BY ALL", values)
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in result.fetchall()]
    for row in rows:
        row["account_id"] = row["parent_id"] if asked.scope.roll_up else row["account_id"]
    timing = asked.timing
    meet = {row["account_id"] for row in rows if row["starts_on"] <= timing.end and row["ends_on"] > timing.start}
    return [row for row in rows if row["account_id"] in meet]


COLUMNS = ("list", "account_id", "parent_id", "arm", "tier", "tier_order", "programme_id", "starts_on", "ends_on")


def _marks(values: Sequence[Any]) -> str:
    return ", ".join("?" * len(values))


def _with_holdout(asked: Question, ours: Rows, scope: Scope) -> tuple[Rows, tuple[str, ...], set[str]]:
    """Treated accounts that were in the lot: on a list with a holdout, and no later than the last of it was drawn.

    Besides the lists compared, where there are others, and the accounts that joined too late.
    """
    drawn: dict[str, date] = {}
    for row in _listed(asked, ("holdout",), scope.lists, scope.programmes):
        drawn[row["list"]] = max(row["starts_on"], drawn.get(row["list"], BEGINNING))
    if not drawn:
        return ours, (), set()
    on_it = [row for row in ours if row["list"] in drawn]
    known = {row["account_id"] for row in on_it if row["starts_on"] <= drawn[row["list"]]}
    late = {row["account_id"] for row in on_it} - known
    others = {row["list"] for row in ours} - set(drawn)
    kept = [row for row in on_it if row["account_id"] in known]
    return kept, tuple(sorted(drawn)) if others else (), late


def _free(asked: Question, ours: Rows) -> Rows:
    """Accounts of no arm in the window, each with the launch day of a treated one: the same share of every wave."""
    unit = "parent_id" if asked.scope.roll_up else "account_id"
    sql = f"SELECT {unit}, min(parent_id), min(created_on) FROM accounts WHERE NOT is_excluded GROUP BY 1"
    everybody = asked.cursor.execute(sql).fetchall()
    taken = {row["account_id"] for row in _listed(asked, LISTED, (), ())}
    free = [row for row in everybody if row[0] not in taken]
    free.sort(key=lambda row: sha256(row[0].encode()).digest())
    waves = sorted(_launches(asked, ours).values())
    found = []
    for place, (account, parent, created) in enumerate(free):
        launch = max(waves[int((place + 0.5) / len(free) * len(waves))], created or BEGINNING)
        if launch <= asked.timing.end:
            found.append(_row(account, parent or account, launch))
    return found


def _launches(asked: Question, ours: Rows) -> dict[str, date]:
    """The first day on the list of each treated account, its days before the window left aside only if it was gone again."""
    found: dict[str, date] = {}
    for row in ours:
        if row["ends_on"] > asked.timing.start and row["starts_on"] <= asked.timing.end:
            found[row["account_id"]] = min(row["starts_on"], found.get(row["account_id"], FOREVER))
    return found


def _row(account: str, parent: str, starts_on: date) -> dict[str, Any]:
    empty = dict.fromkeys(COLUMNS)
    return {**empty, "account_id": account, "parent_id": parent, "starts_on": starts_on, "ends_on": FOREVER, "list": ""}


def _comparable(
    asked: Question, theirs: Rows, treated: set[str], names: Mapping[str, tuple[str, str]]
) -> tuple[Rows, list[LeftOut]]:
    """Controls without those that had the programme themselves by the window's end, or belong to a company that has it."""
    unit = "parent_id" if asked.scope.roll_up else "account_id"
    sql = f"SELECT DISTINCT {unit} FROM memberships WHERE arm = 'abm' AND starts_on <= ?"
    ever = {account for (account,) in asked.cursor.execute(sql, [asked.timing.end]).fetchall()} | treated
    families = {names[account][1] for account in ever if account in names}
    reasons: dict[str, LeftOut] = {}
    for row in theirs:
        account = row["account_id"]
        name, parent = names.get(account, (account, account))
        if account in ever:
            reasons[account] = LeftOut(account, name, "treated")
        elif parent in families:
            reasons[account] = LeftOut(account, name, "relative")
    return [row for row in theirs if row["account_id"] not in reasons], sorted(reasons.values(), key=_by_id)


def _by_id(one: LeftOut) -> str:
    return one.account_id


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
    row: Mapping[str, Any], treated: set[str], names: Mapping[str, tuple[str, str]], lists: Mapping[str, str]
) -> Account:
    account = row["account_id"]
    name, parent = names.get(account, (account, account))
    return Account(account, name, parent, account in treated, row["entered_on"], row["tier"], lists.get(account))


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
    return [LeftOut(one, names.get(one, (one, one))[0], "customer") for one in sorted(gone)]


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


def _contamination(asked: Question, arms: Arms, ours: Rows) -> float | None:
    """Share of the controls with a touch of one of the programme's campaigns from their launch to the window's end."""
    programmes = sorted({row["programme_id"] for row in ours if row["programme_id"]})
    if not programmes:
        return None
    controls = [(one.account_id, one.launched_on) for one in arms.controls]
    subjects = pa.table(
        {"account_id": pa.array([one for one, _ in controls]), "launched_on": pa.array([on for _, on in controls])}
    )
    asked.cursor.register("untouched", subjects)
    unit = "parent_id" if asked.scope.roll_up else "account_id"
    sql = (
        f"SELECT count(DISTINCT u.account_id) FROM untouched u JOIN touches t ON t.{unit} = u.account_id"
        f" JOIN campaigns c ON c.campaign_id = t.campaign_id WHERE c.programme_id IN ({_marks(programmes)})"
        " AND t.counts AND t.occurred_on BETWEEN u.launched_on AND ?"
    )
    (touched,) = asked.cursor.execute(sql, [*programmes, asked.timing.end]).fetchone()
    return float(touched) / len(controls)
