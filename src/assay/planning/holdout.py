"""The holdout of a list: drawn by lot within blocks before launch, relatives together, the seed on record, and frozen."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime, timedelta
from gettext import NullTranslations
from math import ceil, sqrt
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from assay.delimited_text import csv_lines
from assay.engine.tables import Table, named_table
from assay.errors import DataError, UsageError, did_you_mean
from assay.kpis import find
from assay.languages import translator
from assay.metrics.answers import attributes_of
from assay.metrics.context import Context, days_between, joined
from assay.metrics.deals import as_known, new_business
from assay.metrics.list_rows import list_rows, names_on_lists
from assay.metrics.money import converted
from assay.metrics.scope import Scope
from assay.planning.holdout_record import (
    DrawRecord,
    append,
    drawn,
    drawn_by_lot,
    log_path,
    next_id,
    strata_of,
    workspace_of,
)
from assay.store.durable import write_durably
from assay.store.lock import writing
from assay.store.workspace import Workspace
from assay.views.before_launch import before_launch
from assay.views.question import Question, Record, question

BY = ("tier", "prior_pipeline")
PRIMARY = "opportunity_rate"
NUMBERS = ("employees", "annual_revenue", "prior_touches", "recent_touches", "prior_deals", "open_deals")
LEVELS = ("industry", "country", "region", "city", "owner")
BALANCED = (*NUMBERS, "prior_pipeline")
PIPELINE_DAYS = 365
TREATED_DAYS = 14
"""An account that has been on the list for longer than this may already have been treated."""
UNBALANCED = 0.25
COLUMNS = ("list", "account_id", "valid_from", "valid_to", "arm", "tier", "programme_id")


@dataclass(frozen=True)
class Member:
    """An account of the list, with the list row that holds on the day of the draw or comes next."""

    account_id: str
    name: str
    parent_id: str
    tier: str | None
    tier_order: int | None
    programme_id: str | None
    starts_on: date
    ends_on: date


@dataclass(frozen=True)
class Stratum:
    name: str
    accounts: int
    families: int
    holdout: int


@dataclass(frozen=True)
class Balance:
    """A covariate of the day before launch in both arms; `difference` is in pooled standard deviations."""

    covariate: str
    abm: float | None
    holdout: float | None
    difference: float | None


@dataclass(frozen=True)
class Draw:
    record: DrawRecord
    strata: tuple[Stratum, ...]
    balance: tuple[Balance, ...]
    warnings: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]

    def csv(self) -> str:
        """The list rows to load: `assay load FILE --table list_memberships`."""
        return "".join(csv_lines(COLUMNS, self.rows, raw=True))

    def to_json(self) -> Record:
        arms = list(self.record.arms.values())
        return {
            "draw": self.record.id,
            "list": self.record.list,
            "seed": self.record.seed,
            "share": self.record.share,
            "by": list(self.record.by),
            "valid_from": self.record.valid_from,
            "drawn_at": self.record.drawn_at,
            "run": self.record.run,
            "primary": self.record.primary,
            "abm": arms.count("abm"),
            "holdout": arms.count("holdout"),
            "strata": [asdict(stratum) for stratum in self.strata],
            "balance": [asdict(one) for one in self.balance],
            "warnings": list(self.warnings),
            "accounts": dict(self.record.arms),
        }


def draw(
    run: Any,
    workspace: Workspace,
    list: str,
    *,
    share: float = 0.2,
    by: Sequence[str] = BY,
    seed: int | None = None,
    start: date | None = None,
    again: bool = False,
    output: Path | None = None,
    language: str | None = None,
    primary: str = PRIMARY,
) -> Draw:
    """Draw a holdout from the `abm` accounts of a list and freeze it in the workspace's log.

    Families (accounts of one ultimate parent) go into one arm. `output` gets the list rows to load, before the draw is
    put on record. `primary` is the KPI by which the programme will be judged: on record with the draw, so that nobody can
    choose it afterwards. Raises UsageError for words out of range, an unknown KPI, a list that is unknown or was drawn before (unless
    `again`), DataError where it is too small.
    """
    _check(share, by)
    primary = find(primary).key
    earlier = drawn(workspace, list)
    if earlier and not again:
        raise UsageError(
            f"List {list!r} was drawn before: draw {earlier[-1].id} of {earlier[-1].drawn_at[:10]}, seed {earlier[-1].seed}.",
            hint="A draw is made once and kept; --again draws anew, and both stay on record.",
        )
    asked = question(run, Scope(arm="all"))
    day = start or run.today
    members = _members(asked, list, day, again)
    table = _covariates(asked, members, day)
    labels = _strata(asked, members, table, by)
    chosen = secrets.randbelow(2**31) if seed is None else seed
    together = families(members)
    if len(together) * min(share, 1 - share) < 1:
        raise DataError(
            f"List {list!r} has too few companies to hold {share:.0%} back: {len(together)}.",
            hint=f"It takes at least {ceil(1 / min(share, 1 - share))}.",
        )
    holdout = lot(together, labels, share, chosen)
    eve = min(day, run.today)
    arms = {one.account_id: "holdout" if one.account_id in holdout else "abm" for one in members}
    with writing(workspace, "lists draw"):
        number = next_id(workspace)
        moment = datetime.now(UTC).replace(microsecond=0).isoformat()
        record = DrawRecord(number, list, chosen, share, tuple(by), moment, day, run.number, arms, labels, primary)
        words = translator(language or run.settings.language)
        balance = tuple(_balances(members, table, holdout))
        drawing = Draw(
            record,
            tuple(_counted(members, labels, holdout)),
            balance,
            tuple(_warnings(words, members, balance, eve, record, 0 if again else _held(asked, list, day))),
            tuple(_rows(list, members, holdout, day, eve)),
        )
        if output is not None:
            _write_new(output, drawing.csv())
        append(workspace, record)
    return drawing


def prior_pipeline(run: Any, list: str) -> float:
    """What the accounts that a draw of this list would take from opened in the year before it, in the workspace's currency:
    the amount of their legitimate new-business deals. Raises UsageError and DataError as `draw` does.
    """
    asked = question(run, Scope(arm="all"))
    members = _members(asked, list, run.today, again=False)
    return float(sum(row["prior_pipeline"] for row in _covariates(asked, members, run.today).values()))


def _check(share: float, by: Sequence[str]) -> None:
    if not 0 < share < 1:
        raise UsageError(f"--share is {share:g}; it is a share between 0 and 1.", hint="0.2 holds a fifth back.")
    if len(set(by)) != len(by):
        raise UsageError(f"--by names a dimension twice: {', '.join(by)}.")


def _members(asked: Question, list: str, day: date, again: bool) -> tuple[Member, ...]:
    """Accounts with an `abm` row that has not ended by that day (drawn before: `holdout` ones too), excluded ones left out."""
    known = names_on_lists(asked.cursor, "list")
    if list not in known:
        raise UsageError(f"There is no list {list!r}.", hint=did_you_mean(list, known) or "`assay lists` shows them.")
    arms = ("abm", "holdout") if again else ("abm",)
    rows = [row for row in list_rows(asked.cursor, list=(list,), arm=arms) if row["ends_on"] > day]
    if not rows:
        raise DataError(
            f"List {list!r} has no account of arm 'abm' on {day} or later.",
            hint="Load the list first, all of it `abm`.",
        )
    # The row that holds on the day stands last, and wins over those that come later.
    names = dict(asked.cursor.execute("SELECT account_id, name FROM accounts").fetchall())
    rows.sort(key=lambda row: row["starts_on"], reverse=True)
    chosen = {row["account_id"]: _member(row, names) for row in rows}
    return tuple(chosen[account] for account in sorted(chosen))


def _member(row: Record, names: Mapping[str, str | None]) -> Member:
    account = row["account_id"]
    columns = ("parent_id", "tier", "tier_order", "programme_id", "starts_on", "ends_on")
    return Member(account, names.get(account) or account, *(row[column] for column in columns))


def _held(asked: Question, list: str, day: date) -> int:
    """Accounts of the list that stand in arm `holdout` on that day."""
    rows = list_rows(asked.cursor, list=(list,), arm=("holdout",))
    return len({row["account_id"] for row in rows if row["ends_on"] > day})


def _covariates(asked: Question, members: Sequence[Member], day: date) -> dict[str, Record]:
    """What was known of each account on the eve of its launch, by id."""
    launches = [max(one.starts_on, day) for one in members]
    eve = min(asked.timing.as_of + timedelta(days=1), *launches)
    ids = [one.account_id for one in members]
    subjects = {"account_id": pa.array(ids), "launched_on": pa.array([eve] * len(ids), pa.date32())}
    asked.cursor.register("subjects", pa.table(subjects))
    rows_by_account = {row["account_id"]: row for row in asked.rows(before_launch, selection_days=0)}
    amounts = {row["account_id"]: float(row["amount"] or 0) for row in asked.rows(_prior_pipeline)}
    owners = dict(asked.cursor.execute("SELECT account_id, owner_id FROM accounts").fetchall())
    cities = dict(asked.cursor.execute("SELECT account_id, city FROM accounts").fetchall())
    more = {
        one: {"prior_pipeline": amounts.get(one, 0.0), "owner": owners.get(one), "city": cities.get(one)} for one in ids
    }
    return {one: {**rows_by_account[one], **more[one]} for one in ids}


def _prior_pipeline(context: Context) -> Table:
    """Amount of the legitimate new-business deals that an account opened in the year before."""
    subjects = named_table({"account_id": "string", "launched_on": "date"}, name="subjects")
    rows = joined(new_business(context), subjects, "account_id")
    rows = as_known(context, rows.cross_join(context.clock.select("as_of")))
    ago = days_between(rows.launched_on, rows.created_on)
    rows = converted(context, rows.filter(rows.legitimate, ago >= 1, ago <= PIPELINE_DAYS), "amount", "as_of")
    return rows.group_by("account_id").aggregate(amount=rows.amount.sum())


def families(members: Sequence[Member]) -> dict[str, tuple[str, ...]]:
    """Accounts by ultimate parent; the first of each stands for it: the highest tier, then the id."""
    ordered = sorted(members, key=lambda one: (one.tier_order is None, one.tier_order or 0, one.account_id))
    members_of: dict[str, tuple[str, ...]] = {}
    for one in ordered:
        members_of[one.parent_id] = (*members_of.get(one.parent_id, ()), one.account_id)
    return members_of


def _strata(
    asked: Question, members: Sequence[Member], table: Mapping[str, Record], by: Sequence[str]
) -> dict[str, str]:
    """The block of each account: that of the first of its family."""
    known = (*BY, *NUMBERS, *LEVELS, *attributes_of(asked.cursor, "accounts"))
    parts = []
    for name in by:
        if name not in known:
            hint = did_you_mean(name, known) or f"There are: {', '.join(known)}."
            raise UsageError(f"Cannot draw by {name!r}.", hint=hint)
        parts.append(_labels(name, members, table))
    own = {one.account_id: " · ".join(part[one.account_id] for part in parts) or "all" for one in members}
    return {account: own[family[0]] for family in families(members).values() for account in family}


def _labels(name: str, members: Sequence[Member], table: Mapping[str, Record]) -> dict[str, str]:
    if name == "tier":
        return {one.account_id: f"tier {one.tier}" if one.tier else "no tier" for one in members}
    if name == "prior_pipeline":
        return _bands(
            "pipeline", {one.account_id: table[one.account_id][name] or None for one in members}, "no pipeline"
        )
    if name in NUMBERS:
        return _bands(name, {one.account_id: table[one.account_id][name] for one in members}, f"{name} unknown")
    return {one.account_id: str(table[one.account_id][name] or f"{name} unknown") for one in members}


def _bands(name: str, values: Mapping[str, Any], without: str) -> dict[str, str]:
    """Two halves by the median, and those without a value."""
    known = [float(value) for value in values.values() if value is not None]
    middle = float(np.median(known)) if known else 0.0
    halves = {True: f"high {name}", False: f"low {name}"}
    return {one: without if value is None else halves[float(value) > middle] for one, value in values.items()}


def lot(
    members_by_family: Mapping[str, Sequence[str]], strata: Mapping[str, str], share: float, seed: int
) -> frozenset[str]:
    """The accounts held back: block by block in random order, every (1 ÷ share)th family from a random start.

    Each family has the same chance, each block gives its share up to one family, and so does the whole list, however
    small its blocks are.
    """
    random = np.random.default_rng(seed)
    order = sorted(members_by_family)
    blocks = sorted({strata[members_by_family[parent][0]] for parent in order})
    shuffled: list[str] = []
    for block in random.permutation(len(blocks)):
        inside = [parent for parent in order if strata[members_by_family[parent][0]] == blocks[block]]
        shuffled += [inside[place] for place in random.permutation(len(inside))]
    marks = np.floor(np.arange(len(shuffled) + 1) * share + random.random())
    taken = [parent for parent, drawn_here in zip(shuffled, np.diff(marks) > 0, strict=True) if drawn_here]
    return frozenset(account for parent in taken for account in members_by_family[parent])


def _counted(members: Sequence[Member], labels: Mapping[str, str], holdout: frozenset[str]) -> Iterator[Stratum]:
    for name in sorted(set(labels.values())):
        inside = [one for one in members if labels[one.account_id] == name]
        parents = {one.parent_id for one in inside}
        yield Stratum(name, len(inside), len(parents), sum(1 for one in inside if one.account_id in holdout))


def _balances(members: Sequence[Member], table: Mapping[str, Record], holdout: frozenset[str]) -> Iterator[Balance]:
    for name in BALANCED:
        arms: tuple[list[float], list[float]] = ([], [])
        for one in members:
            value = table[one.account_id][name]
            if value is not None:
                arms[one.account_id in holdout].append(float(value))
        means = [float(np.mean(arm)) if arm else None for arm in arms]
        yield Balance(name, means[0], means[1], _standardised(*arms))


def _standardised(ours: Sequence[float], theirs: Sequence[float]) -> float | None:
    if len(ours) < 2 or len(theirs) < 2:
        return None
    spread = sqrt((np.var(ours, ddof=1) + np.var(theirs, ddof=1)) / 2)
    return float((np.mean(ours) - np.mean(theirs)) / spread) if spread > 0 else 0.0


def _warnings(
    words: NullTranslations,
    members: Sequence[Member],
    balance: Sequence[Balance],
    eve: date,
    record: DrawRecord,
    held: int,
) -> Iterator[str]:
    treated = sum(1 for one in members if (eve - one.starts_on).days > TREATED_DAYS)
    if treated:
        yield words.ngettext(
            "%(treated)d account has been on the list for more than %(days)d days: a holdout must be drawn before "
            "launch, or what was done until now counts for both groups.",
            "%(treated)d accounts have been on the list for more than %(days)d days: a holdout must be drawn before "
            "launch, or what was done until now counts for both groups.",
            treated,
        ) % {"treated": treated, "days": TREATED_DAYS}
    if held:
        yield words.ngettext(
            "%(held)d account of this list is held back already: two lots on one list are hard to tell apart.",
            "%(held)d accounts of this list are held back already: two lots on one list are hard to tell apart.",
            held,
        ) % {"held": held}
    if len(record.holdout()) < 10:
        yield words.ngettext(
            "Only %(held)d account is held back: so few show large differences only.",
            "Only %(held)d accounts are held back: so few show large differences only.",
            len(record.holdout()),
        ) % {"held": len(record.holdout())}
    apart = [one.covariate for one in balance if one.difference is not None and abs(one.difference) > UNBALANCED]
    if apart:
        yield words.gettext(
            "By chance the groups differ in %(covariates)s: the comparison must adjust for it, or the list is drawn "
            "again, balanced by it, before anything is sent."
        ) % {"covariates": ", ".join(apart)}


def _rows(
    name: str, members: Sequence[Member], holdout: frozenset[str], day: date, eve: date
) -> Iterator[tuple[Any, ...]]:
    """List rows: the arm from launch on; who has been on the list for a while leaves it on the day of the draw."""
    for one in members:
        ends = None if one.ends_on.year == 9999 else one.ends_on
        rest = (one.tier, one.programme_id)
        held = one.account_id in holdout
        if held and (eve - one.starts_on).days > TREATED_DAYS:
            yield (name, one.account_id, one.starts_on, day, "abm", *rest)
            yield (name, one.account_id, day, ends, "holdout", *rest)
        else:
            yield (name, one.account_id, one.starts_on, ends, "holdout" if held else "abm", *rest)


def _write_new(path: Path, text: str) -> None:
    if path.exists():
        raise UsageError(f"{path} exists already.", hint="Name another file with -o.")
    if not path.parent.is_dir():
        raise UsageError(f"There is no folder {path.parent}.", hint="Make it, or name another file with -o.")
    write_durably(path, text)


__all__ = [
    "BY",
    "Balance",
    "Draw",
    "DrawRecord",
    "Stratum",
    "draw",
    "drawn",
    "drawn_by_lot",
    "families",
    "log_path",
    "lot",
    "next_id",
    "prior_pipeline",
    "strata_of",
    "workspace_of",
]
