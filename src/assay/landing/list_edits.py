"""Rows of a target list, and what an edit from a day on makes of them: arrays in, rows out, nothing is written here.

An edit never rewrites what was before its day: a row that holds is cut there. Days are half-open, `[valid_from, valid_to)`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from assay.contract.tables import ARMS
from assay.errors import UsageError, did_you_mean

Kind = Literal["added", "removed", "moved", "drawn"]
Key = tuple[str, str, date]


@dataclass(frozen=True)
class ListRow:
    """A row of `list_memberships` as it landed; `valid_to` None: until further notice, arm None: `abm`."""

    list: str
    account_id: str
    valid_from: date
    valid_to: date | None = None
    arm: str | None = None
    tier: str | None = None
    programme_id: str | None = None

    @property
    def key(self) -> Key:
        return self.list, self.account_id, self.valid_from

    def holds_from(self, day: date) -> bool:
        """Whether it holds on that day or later."""
        return self.valid_to is None or self.valid_to > day


@dataclass(frozen=True)
class Edit:
    """What is to change from `day` on. `tier` and `arm` None leave what is there; a tier of "" takes it away.

    `accounts` are ids as the figures know them.
    """

    kind: Kind
    list: str
    day: date
    accounts: tuple[str, ...]
    arm: str | None = None
    tier: str | None = None
    programme_id: str | None = None
    reason: str = ""


@dataclass(frozen=True)
class Edited:
    """Rows to land, keys that go, accounts that change, and those that the edit leaves as they are."""

    rows: tuple[ListRow, ...]
    gone: tuple[Key, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]


def edited(rows: Sequence[ListRow], edit: Edit, survivors: Mapping[str, str] | None = None) -> Edited:
    """What an edit makes of the rows of a list; `survivors` are the accounts that ids of merged ones stand for.

    Rows of one key land together: a key of which anything changes is told whole. Raises UsageError for an edit that says
    nothing, or nothing sensible.
    """
    check(edit)
    known = survivors or {}
    own: dict[str, list[ListRow]] = {account: [] for account in edit.accounts}
    for row in rows:
        account = known.get(row.account_id, row.account_id)
        if row.list == edit.list and account in own:
            own[account].append(row)
    after = {account: list(_after(account, found, edit)) for account, found in own.items()}
    changed = tuple(account for account in own if set(own[account]) != set(after[account]))
    differing = [_difference(own[account], after[account]) for account in changed]
    return Edited(
        tuple(row for land, _ in differing for row in land),
        tuple(key for _, gone in differing for key in gone),
        changed,
        tuple(account for account in own if account not in changed),
    )


def check(edit: Edit) -> None:
    if not edit.list.strip():
        raise UsageError("The list has no name.", hint="Give it one: it stands in filters and reports.")
    if not edit.accounts:
        raise UsageError("No account is chosen.", hint="Choose those that the change is about.")
    if edit.arm is not None and edit.arm not in ARMS:
        raise UsageError(f"Unknown arm {edit.arm!r}.", hint=did_you_mean(edit.arm, ARMS))
    if edit.kind == "moved" and edit.arm is None and edit.tier is None:
        raise UsageError("Neither a tier nor an arm is named.", hint="Say what the accounts get.")


def _after(account: str, rows: Iterable[ListRow], edit: Edit) -> Iterator[ListRow]:
    rows = list(rows)
    if edit.kind == "added":
        yield from rows
        if not any(row.holds_from(edit.day) for row in rows):
            yield ListRow(edit.list, account, edit.day, None, edit.arm, edit.tier or None, edit.programme_id)
        return
    for row in rows:
        if not row.holds_from(edit.day):
            yield row
            continue
        if row.valid_from < edit.day:
            moved = _moved(row, edit)
            if edit.kind == "moved" and moved == row:
                yield row
                continue
            yield replace(row, valid_to=edit.day)
            row = replace(row, valid_from=edit.day)
        if edit.kind == "moved":
            yield _moved(row, edit)


def _moved(row: ListRow, edit: Edit) -> ListRow:
    arm = row.arm if edit.arm is None or edit.arm == (row.arm or "abm") else edit.arm
    return replace(row, arm=arm, tier=row.tier if edit.tier is None else edit.tier or None)


def _difference(before: Collection[ListRow], after: Collection[ListRow]) -> tuple[list[ListRow], list[Key]]:
    """Rows of the keys that differ, and the keys of which nothing is left."""
    keys = sorted({row.key for row in (*before, *after)})
    differ = [key for key in keys if _of(before, key) != _of(after, key)]
    land = [row for row in dict.fromkeys(after) if row.key in differ]
    return land, [key for key in differ if not _of(after, key)]


def _of(rows: Collection[ListRow], key: Key) -> frozenset[ListRow]:
    return frozenset(row for row in rows if row.key == key)


__all__ = ["Edit", "Edited", "Kind", "ListRow", "check", "edited"]
