"""Both arms of a comparison on one clock: each account counts from its launch, on the list to this day or not.

Treated is who was on the list at launch. Controls come from their own list rows; `rest`, which has none, takes the
launch days of the treated. Relatives of treated accounts and accounts that were treated before are no controls; those
that came into a programme later stay what they were.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from typing import Any, Literal

import pyarrow as pa

from assay.comparison.as_said import AsSaid
from assay.comparison.assigned import Assigned, assigned, first_arm
from assay.comparison.list_rows import LISTED, Rows, launches, list_row, listed, marks
from assay.comparison.lots import Lot, lots_of
from assay.comparison.same_time import same_time
from assay.errors import DataError, UsageError
from assay.facts.schema import BEGINNING, FOREVER
from assay.metrics.answers import asked_of
from assay.metrics.conditions import on_accounts
from assay.metrics.list_rows import COLUMNS, ever_treated, excluded_on_lists
from assay.metrics.members import everybody, members
from assay.metrics.membership import put_on_lists
from assay.metrics.scope import Against, Scope, check_against
from assay.stats.gates import sample_ratio
from assay.views.question import Question, question

Reason = Literal["relative", "treated", "customer", "late", "both_arms"]
MOST_LEFT_OUT, UNLIKELY = 0.05, 0.05
"""A twentieth of an arm is left out without a word; from there on who is left out may decide what is found."""
TOGETHER = "both arms"
"""The list on which both arms are asked at once."""


@dataclass(frozen=True)
class LeftOut:
    """An account of the comparison arm that cannot be compared, or one of either arm that was a customer already."""

    account_id: str
    name: str
    reason: Reason


@dataclass(frozen=True)
class Account:
    """An account of an arm: `launched_on` starts its clock, `parent_id` is its ultimate parent (a cluster).

    `stratum` is what it was drawn within, where a lot drew it.
    """

    account_id: str
    name: str
    parent_id: str
    treated: bool
    launched_on: date
    tier: str | None = None
    list: str | None = None
    stratum: str | None = None


@dataclass(frozen=True)
class Arms:
    """Accounts of both arms in order of their id, and the list rows by which any KPI is asked of them at once.

    `lots`: the lots by which the holdout was drawn; empty where nobody vouches for one. `drawn` are the accounts of each
    arm that the lot put there, also those that cannot be compared. `realigned`: controls are followed from launch days of
    the treated; `stayed`: accounts count on after they left, because one arm left earlier; `named_late`: controls were
    named after launch, from accounts to which nothing had happened until then; `listed_at_deal`: accounts of the programme
    were listed because a deal was opened. `crossed` comparison accounts came into a
    programme later; `said` tells what later loads had made of the lists; `barred` accounts of each arm are excluded,
    `both` stand in both arms of one list.
    """

    asked: Question
    against: Against
    accounts: tuple[Account, ...]
    rows: pa.Table
    excluded: tuple[LeftOut, ...]
    contamination: float | None
    lists: tuple[str, ...]
    narrowed: tuple[str, ...] = ()
    lots: tuple[Lot, ...] = ()
    drawn: tuple[int, int] | None = None
    realigned: bool = False
    stayed: bool = False
    named_late: bool = False
    listed_at_deal: bool = False
    reached: float | None = None
    crossed: int = 0
    said: AsSaid = field(default_factory=AsSaid)
    barred: tuple[int, int] = (0, 0)
    both: int = 0

    @property
    def thinned(self) -> bool:
        """Whether one arm has lost accounts by their being excluded, more than chance and the other arm explain."""
        sizes = len(self.treated), len(self.controls)
        if not any(barred > MOST_LEFT_OUT * size for barred, size in zip(self.barred, sizes, strict=True)):
            return False
        drawn = sizes[0] + self.barred[0], sizes[1] + self.barred[1]
        return sample_ratio(sizes, drawn) < UNLIKELY

    @property
    def relatives(self) -> bool:
        """Whether so many comparison accounts are left out for their company that it may decide the comparison."""
        left = sum(one.reason in ("relative", "treated") for one in self.excluded)
        return left > MOST_LEFT_OUT * len(self.controls)

    @property
    def in_both(self) -> bool:
        """Whether so many accounts stand in both arms that where they count decides what is found."""
        return self.both > MOST_LEFT_OUT * min(len(self.treated), len(self.controls))

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
    sides = _sides(asked, scope, against, names, as_written, families)
    if not sides.ours:
        raise DataError("No account of arm 'abm' is in this scope and window.", hint="`assay lists` shows the lists.")
    if not sides.theirs:
        raise _nobody(against, scope)
    timed = same_time(asked, sides.ours, sides.theirs, own_days=against == "rest")
    rows = together([*timed.ours, *timed.theirs])
    put_on_lists(asked.cursor, rows)
    treated = {row["account_id"] for row in timed.ours}
    members = _members(asked, scope, against, treated, customers)
    first = _first_list(timed.ours, timed.theirs)
    accounts = tuple(_account(row, treated, names, first, sides.lots) for row in members)
    left = sides.left
    if not customers and not scope.tiers and not scope.where:
        left = (*left, *_customers(treated, timed.theirs, accounts, names))
    _both_there(accounts, against, scope)
    found = Arms(
        asked,
        against,
        accounts,
        rows,
        left,
        None,
        tuple(sorted({row["list"] for row in timed.ours})),
        sides.narrowed,
        tuple(sides.lots.values()),
        sides.drawn,
        timed.realigned,
        timed.stayed,
        timed.named_late and not sides.lots,
        timed.listed_at_deal and not sides.lots,
        crossed=sides.crossed,
        barred=sides.barred,
        both=sides.both,
        said=sides.said,
    )
    programmes = sorted({row["programme_id"] for row in timed.ours if row["programme_id"]})
    touched = [_touched(asked, accounts, programmes) for accounts in (found.controls, found.treated)]
    return replace(found, contamination=touched[0], reached=touched[1])


@dataclass(frozen=True)
class _Sides:
    """List rows of both arms before they are put on one clock."""

    ours: Rows
    theirs: Rows
    left: tuple[LeftOut, ...]
    narrowed: tuple[str, ...] = ()
    lots: Mapping[str, Lot] = field(default_factory=dict)
    drawn: tuple[int, int] | None = None
    said: AsSaid = field(default_factory=AsSaid)
    crossed: int = 0
    barred: tuple[int, int] = (0, 0)
    both: int = 0


def _sides(
    asked: Question,
    scope: Scope,
    against: Against,
    names: Mapping[str, tuple[str, str]],
    as_written: bool,
    families: bool,
) -> _Sides:
    if not families:
        names = {account: (name, account) for account, (name, _) in names.items()}
    parted = assigned(asked, scope, names, as_written=as_written)
    if against == "holdout":
        held = listed(asked, (against,), scope.lists, scope.programmes)
        began = {row["list"]: row["starts_on"] for row in sorted(held, key=_start, reverse=True)}
        programmes = {row["list"]: row["programme_id"] for row in held}
        lots = lots_of(asked.run, _by_list(held), programmes, began, asked.timing.end)
        if lots:
            return replace(_drawn_sides(asked, parted, lots, names), barred=_barred(asked, scope, against))
    ours, narrowed, late = parted.of("abm"), (), set()  # type: tuple[Rows, tuple[str, ...], set[str]]
    theirs = _free(asked, scope, ours) if against == "rest" else parted.of(against)
    if against == "holdout":
        ours, narrowed, late = _with_holdout(ours, theirs)
    # Where lists were written anew, the facts have it that some controls were treated: what was said first counts.
    rewritten = {row["account_id"]: row["list"] for row in theirs} if parted.said.changes else None
    theirs, left = _comparable(asked, theirs, {row["account_id"] for row in ours}, names, rewritten)
    left += [_left(one, names, "late") for one in sorted(late)]
    left += [] if asked.scope.roll_up else [_left(one, names, "both_arms") for one in sorted(parted.both)]
    crossed, barred = _crossed(asked, theirs), _barred(asked, scope, against)
    return _Sides(
        ours, theirs, tuple(left), narrowed, said=parted.said, crossed=crossed, barred=barred, both=len(parted.both)
    )


def _barred(asked: Question, scope: Scope, against: Against) -> tuple[int, int]:
    barred = excluded_on_lists(asked.cursor, list=scope.lists, programme_id=scope.programmes)
    return barred.get("abm", 0), barred.get(against, 0)


def _crossed(asked: Question, theirs: Rows) -> int:
    """Comparison accounts that came into a programme themselves by the window's end."""
    had = {account for account, _ in ever_treated(asked.cursor, asked.timing.end, roll_up=asked.scope.roll_up)}
    return len(had & {row["account_id"] for row in theirs})


def _by_list(rows: Rows) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(row["list"], []).append(row["account_id"])
    return found


def _left(account: str, names: Mapping[str, tuple[str, str]], reason: Reason) -> LeftOut:
    return LeftOut(account, names.get(account, (account, account))[0], reason)


def _drawn_sides(
    asked: Question, parted: Assigned, lots: Mapping[str, Lot], names: Mapping[str, tuple[str, str]]
) -> _Sides:
    """Both arms as the lot drew them, whatever became of an account later, from the day of the draw on."""
    arms: dict[str, str] = {}
    rows: dict[str, list[dict[str, Any]]] = {}
    late: set[str] = set()
    for name, lot in lots.items():
        on_it = [row for row in parted.written if row["list"] == name and row["arm"] in ("abm", "holdout")]
        drawn = _of_units(asked, lot.arms, names) or _as_loaded(on_it, lot.since)
        for row in on_it:
            arm = drawn.get(row["account_id"])
            if arm is None:
                late.add(row["account_id"])
            elif row["ends_on"] > lot.since:
                arms[row["account_id"]] = arm
                rows.setdefault(row["account_id"], []).append(row)
    spells = {one: _spell(own, lots[own[0]["list"]].since) for one, own in rows.items()}
    kept = [row for one, row in spells.items() if arms[one] == "abm"]
    held = [row for one, row in spells.items() if arms[one] == "holdout"]
    treated = {row["account_id"] for row in kept}
    held, left = _comparable(asked, held, treated, names, {row["account_id"]: row["list"] for row in held})
    left += [_left(one, names, "late") for one in sorted(late - set(arms))]
    others = {row["list"] for row in parted.of("abm")} - set(lots)
    counts = [[*lot.arms.values()] or [arms[one] for one in arms] for lot in lots.values()]
    sizes = tuple(sum(part.count(arm) for part in counts) for arm in ("abm", "holdout"))
    narrowed = tuple(sorted(lots)) if others else ()
    return _Sides(kept, held, tuple(left), narrowed, lots, (sizes[0], sizes[1]), parted.said, _crossed(asked, held))


def _of_units(asked: Question, arms: Mapping[str, str], names: Mapping[str, tuple[str, str]]) -> Mapping[str, str]:
    """Arms of accounts, or of the parents that count in their place: a family was drawn as one."""
    if not asked.scope.roll_up:
        return arms
    return {names.get(account, (account, account))[1]: arm for account, arm in arms.items()}


def _as_loaded(rows: Rows, since: date) -> dict[str, str]:
    """Arms of a lot that others drew: those of the day of the draw; treated who was listed no later than the last of the holdout."""
    own: dict[str, Rows] = {}
    for row in rows:
        own.setdefault(row["account_id"], []).append(row)
    arms = {account: first_arm(parts, since) for account, parts in own.items()}
    first = _first_days(rows)
    last = max((first[one] for one, arm in arms.items() if arm == "holdout"), default=since)
    return {one: arm for one, arm in arms.items() if arm == "holdout" or (arm and first[one] <= max(last, since))}


def _spell(rows: Rows, since: date) -> dict[str, Any]:
    """All rows of an account on a drawn list as one, from the draw on: it stays in its arm when it is moved later."""
    first = min(rows, key=_start)
    starts_on = max(first["starts_on"], since)
    return {**first, "starts_on": starts_on, "ends_on": max(row["ends_on"] for row in rows)}


def _start(row: Mapping[str, Any]) -> tuple[date, str]:
    return row["starts_on"], row["arm"]


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


def _with_holdout(ours: Rows, theirs: Rows) -> tuple[Rows, tuple[str, ...], set[str]]:
    """Treated accounts of lists with a holdout, on them no later than the last of it.

    Besides the lists compared, where there are others, and the accounts that joined too late.
    """
    drawn: dict[str, date] = {}
    for row in theirs:
        drawn[row["list"]] = max(row["starts_on"], drawn.get(row["list"], BEGINNING))
    if not drawn:
        return ours, (), set()
    on_it = [row for row in ours if row["list"] in drawn]
    known = {row["account_id"] for row in on_it if row["starts_on"] <= drawn[row["list"]]}
    late = {row["account_id"] for row in on_it} - known
    others = {row["list"] for row in ours} - set(drawn)
    kept = [row for row in on_it if row["account_id"] in known]
    return kept, tuple(sorted(drawn)) if others else (), late


def _free(asked: Question, scope: Scope, ours: Rows) -> Rows:
    """Accounts of no arm, each with the launch day of a treated one: the same share of every wave.

    Who was put on another list later stays: it may have been put there for what it did.
    """
    everyone = everybody(asked.cursor, roll_up=asked.scope.roll_up)
    waves = sorted(launches(asked, ours).values())
    began = max(waves[0], asked.timing.start)
    elsewhere = launches(asked, listed(asked, LISTED, (), ())).items()
    taken = {account for account, day in elsewhere if day <= began}
    taken |= {row["account_id"] for row in [*ours, *listed(asked, LISTED, scope.lists, scope.programmes)]}
    free = [one for one in everyone if one.account_id not in taken]
    free.sort(key=lambda one: sha256(one.account_id.encode()).digest())
    found = []
    for place, one in enumerate(free):
        launch = max(waves[int((place + 0.5) / len(free) * len(waves))], one.created_on or BEGINNING)
        if launch <= asked.timing.end:
            found.append(list_row(one.account_id, one.parent_id or one.account_id, launch))
    return found


def _comparable(
    asked: Question,
    theirs: Rows,
    treated: set[str],
    names: Mapping[str, tuple[str, str]],
    held: Mapping[str, str] | None = None,
) -> tuple[Rows, list[LeftOut]]:
    """Controls without those that had a programme themselves when they became one, or belong to a company that had, or has this one.

    Who comes into a programme later stays: who is taken in may well be who has done well. `held`: accounts that a lot holds
    back, with the list that does: having been on that list before takes nobody out of the lot.
    """
    had: dict[str, date] = {}
    for (account, name), since in ever_treated(asked.cursor, asked.timing.end, roll_up=asked.scope.roll_up).items():
        if (held or {}).get(account) != name:
            had[account] = min(since, had.get(account, since))
    had |= dict.fromkeys(treated, BEGINNING)
    families: dict[str, date] = {}
    for account, since in had.items():
        if account in names:
            parent = names[account][1]
            families[parent] = min(since, families.get(parent, since))
    reasons: dict[str, LeftOut] = {}
    for account, day in _first_days(theirs).items():
        if had.get(account, FOREVER) <= day:
            reasons[account] = _left(account, names, "treated")
        elif families.get(names.get(account, (account, account))[1], FOREVER) <= day:
            reasons[account] = _left(account, names, "relative")
    return [row for row in theirs if row["account_id"] not in reasons], sorted(reasons.values(), key=_by_id)


def _first_days(rows: Rows) -> dict[str, date]:
    found: dict[str, date] = {}
    for row in rows:
        found[row["account_id"]] = min(row["starts_on"], found.get(row["account_id"], FOREVER))
    return found


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
    return [_left(one, names, "customer") for one in sorted(gone)]


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
