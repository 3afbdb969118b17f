"""Which accounts stand on either side: as a lot drew them, as lists have them, or all that are on none.

Relatives of treated accounts and accounts that were treated before are no controls; those that came into a programme later
stay what they were.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import sha256
from typing import Any

from assay.comparison.arms import LeftOut, left_out
from assay.comparison.as_said import AsSaid
from assay.comparison.assigned import Assigned, assigned, first_arm
from assay.comparison.list_rows import LISTED, Rows, launches, list_row, listed
from assay.comparison.lots import Lot, lots_of
from assay.facts.schema import BEGINNING, FOREVER
from assay.metrics.list_rows import ever_treated, excluded_on_lists
from assay.metrics.members import everybody
from assay.metrics.scope import Against, Scope
from assay.views.question import Question


@dataclass(frozen=True)
class Sides:
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


def sides(
    asked: Question,
    scope: Scope,
    against: Against,
    names: Mapping[str, tuple[str, str]],
    as_written: bool,
    families: bool,
) -> Sides:
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
    left += [left_out(one, names, "late") for one in sorted(late)]
    left += [] if asked.scope.roll_up else [left_out(one, names, "both_arms") for one in sorted(parted.both)]
    crossed, barred = _crossed(asked, theirs), _barred(asked, scope, against)
    return Sides(
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
    accounts_of: dict[str, list[str]] = {}
    for row in rows:
        accounts_of.setdefault(row["list"], []).append(row["account_id"])
    return accounts_of


def _drawn_sides(
    asked: Question, parted: Assigned, lots: Mapping[str, Lot], names: Mapping[str, tuple[str, str]]
) -> Sides:
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
    left += [left_out(one, names, "late") for one in sorted(late - set(arms))]
    others = {row["list"] for row in parted.of("abm")} - set(lots)
    counts = [[*lot.arms.values()] or [arms[one] for one in arms] for lot in lots.values()]
    sizes = tuple(sum(part.count(arm) for part in counts) for arm in ("abm", "holdout"))
    narrowed = tuple(sorted(lots)) if others else ()
    return Sides(kept, held, tuple(left), narrowed, lots, (sizes[0], sizes[1]), parted.said, _crossed(asked, held))


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
            reasons[account] = left_out(account, names, "treated")
        elif families.get(names.get(account, (account, account))[1], FOREVER) <= day:
            reasons[account] = left_out(account, names, "relative")
    return [row for row in theirs if row["account_id"] not in reasons], sorted(reasons.values(), key=_by_id)


def _first_days(rows: Rows) -> dict[str, date]:
    first_days: dict[str, date] = {}
    for row in rows:
        first_days[row["account_id"]] = min(row["starts_on"], first_days.get(row["account_id"], FOREVER))
    return first_days


def _by_id(one: LeftOut) -> str:
    return one.account_id
