"""What was said of a list before its results were known: the arms and days of its accounts as they were first loaded.

Whoever writes list rows anew in a later load, with the days of before, could move the accounts that did well into the
programme and the others out of it. What has landed is never lost, so it tells who stood where, and since when that was known.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from assay.comparison.list_rows import Rows
from assay.engine.literals import parquet
from assay.facts.schema import FOREVER
from assay.landing.manifest import batches, undone
from assay.planning.holdout_record import workspace_of

SETTLING = timedelta(days=45)
"""Lists come from systems that are read once a month or so: until then a row may still be put right."""
CORRECTING = timedelta(days=7)
"""Where a list was loaded when its programme had run for longer: so long a mistake in the file may be put right."""


@dataclass(frozen=True)
class Said:
    """A list row as a load said it, on day `on`; `valid_to` is exclusive."""

    list: str
    account_id: str
    arm: str
    valid_from: date
    valid_to: date
    tier: str | None
    programme_id: str | None
    on: date


CHANGES = ("moved", "dropped", "added")


@dataclass(frozen=True)
class AsSaid:
    """Rows as they were said first, and how many accounts later loads had moved, dropped or added with days of before."""

    rows: Rows = field(default_factory=list)
    moved: int = 0
    dropped: int = 0
    added: int = 0

    @property
    def changes(self) -> int:
        return self.moved + self.dropped + self.added


def as_said(rows: Rows, said: Iterable[Said], parents: Mapping[str, str]) -> AsSaid:
    """List rows of all arms with what later loads had changed of the past put back.

    `parents` gives the ultimate parent of each account that there is: others cannot be followed, and stay out.
    """
    told = _grouped(said)
    if not told:
        return AsSaid(rows)
    first: dict[str, date] = {}
    for (name, _), parts in told.items():
        first[name] = min(first.get(name, FOREVER), parts[0].on)
    present: dict[tuple[str, str], Rows] = {}
    for row in rows:
        present.setdefault((row["list"], row["account_id"]), []).append(row)
    settled = [_settled(present.get(key, []), told.get(key), first.get(key[0]), parents) for key in {**present, **told}]
    changes = Counter(change for _, change in settled if change)
    return AsSaid([row for own, _ in settled for row in own], **{name: changes[name] for name in CHANGES})


def _settled(own: Rows, told: list[Said] | None, first: date | None, parents: Mapping[str, str]) -> tuple[Rows, str]:
    """Rows of an account on a list, and what a later load had made of it: a word of `CHANGES`, or nothing."""
    if told is None or first is None:
        return own, ""
    if _named_late(told, first):
        since = told[0].on
        later = [{**row, "starts_on": max(row["starts_on"], since)} for row in own]
        later = [row for row in later if row["starts_on"] < row["ends_on"]]
        return later, "added" if any(row["starts_on"] < since for row in own) else ""
    then = _first(_believed(told))
    if not own:
        gone = then.account_id in parents and then.arm != "other"
        return ([_row(then, parents[then.account_id])], "dropped") if gone else ([], "")
    now = min(own, key=lambda row: (row["starts_on"], row["arm"]))
    if (now["arm"], now["starts_on"]) == (then.arm, then.valid_from):
        return own, ""
    until = max(row["ends_on"] for row in own)
    return [{**now, "arm": then.arm, "starts_on": then.valid_from, "ends_on": until}], "moved"


def _grouped(said: Iterable[Said]) -> dict[tuple[str, str], list[Said]]:
    """By list and account, the first load first."""
    by_group: dict[tuple[str, str], list[Said]] = {}
    for one in sorted(said, key=lambda one: (one.on, one.valid_from, one.arm)):
        by_group.setdefault((one.list, one.account_id), []).append(one)
    return by_group


def _first(parts: Iterable[Said]) -> Said:
    return min(parts, key=lambda one: (one.valid_from, one.arm))


def _believed(told: list[Said]) -> list[Said]:
    """The rows of the last load that may still put right what the first said."""
    first = told[0].on
    limit = max(_first(one for one in told if one.on == first).valid_from + SETTLING, first + CORRECTING)
    last = max(one.on for one in told if one.on <= limit)
    return [one for one in told if one.on == last]


def _named_late(told: list[Said], first_of_list: date) -> bool:
    """Whether an account came to a list that was known already, with a first day long before it was said."""
    since = told[0].on
    begins = _first(one for one in told if one.on == since).valid_from
    return since > first_of_list + SETTLING and since > begins + SETTLING


def _row(said: Said, parent: str) -> dict[str, Any]:
    return {
        "list": said.list,
        "account_id": said.account_id,
        "parent_id": parent,
        "arm": said.arm,
        "tier": said.tier,
        "tier_order": None,
        "programme_id": said.programme_id,
        "starts_on": said.valid_from,
        "ends_on": said.valid_to,
    }


def landed_rows(run: Any) -> tuple[Said, ...]:
    """All list rows that had landed when the run was built, also those replaced since; nothing where one load said all.

    Loads that were taken back within a week of themselves are forgotten. Merged accounts are those that they became.
    """
    return run.once("list rows as they landed", lambda: _landed(run))  # type: ignore[no-any-return]


def _landed(run: Any) -> tuple[Said, ...]:
    workspace = workspace_of(run)
    if workspace is None:
        return ()
    landed = [one for one in batches(workspace, "list_memberships") if one.landed_at <= run.built_at.isoformat()]
    back = {one.undone: one.landed_at for one in undone(workspace)}
    kept = [one for one in landed if not _taken_back_at_once(one.landed_at, back.get(one.load))]
    if len({one.load for one in kept}) < 2:
        return ()
    columns = {name for one in kept for name in one.columns}
    optional = {"valid_to": "DATE", "arm": "VARCHAR", "tier": "VARCHAR", "programme_id": "VARCHAR"}
    listed = {name: name if name in columns else f"CAST(NULL AS {kind})" for name, kind in optional.items()}
    paths = [Path(workspace.data / one.path) for one in kept]
    sql = f"""
        SELECT list, coalesce(merges.survivor_id, landed.account_id), coalesce({listed["arm"]}, 'abm'), valid_from,
               coalesce({listed["valid_to"]}, DATE '{FOREVER}'), {listed["tier"]}, {listed["programme_id"]},
               CAST(_landed_at AS DATE)
        FROM {parquet(paths, by_name=True)} AS landed LEFT JOIN lookup.account_merges AS merges USING (account_id)
        WHERE NOT coalesce(_deleted, false) AND valid_from IS NOT NULL
    """
    return tuple(Said(*row) for row in run.cursor().execute(sql).fetchall())


def _taken_back_at_once(landed_at: str, taken_back: str | None) -> bool:
    if taken_back is None:
        return False
    return date.fromisoformat(taken_back[:10]) <= date.fromisoformat(landed_at[:10]) + CORRECTING
