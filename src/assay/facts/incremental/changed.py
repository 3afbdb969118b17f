"""Whose identity has changed since the run before, and the months in which touches speak of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assay.facts.incremental.canonical import typed_landed
from assay.facts.incremental.pieces import TOUCHES
from assay.facts.incremental.taken_over import Work, files

_MONTH = "strftime(occurred_on, '%Y-%m')"
_EMAIL = "lower(trim(email))"
_HOST = f"substr({_EMAIL}, strpos({_EMAIL}, '@') + 1)"


@dataclass(frozen=True)
class Told:
    """A table by which touches are resolved: its key, what it tells of it, and where a touch has the key.

    `known` is the table of keys that touches had before, where a key that is new can be in no earlier touch.
    """

    table: str
    key: str
    columns: tuple[str, ...]
    written: tuple[str, ...]
    known: str | None = None


WRITTEN = (
    Told("lookup.accounts", "account_id", ("survivor_id",), ("account_id",)),
    Told("lookup.people", "person_id", ("survivor_id", "account_id", "seniority", "objected"), ("person_id",)),
    Told(
        "lookup.emails",
        "email",
        ("person_id", "account_id", "is_ambiguous", "persons_account", "seniority", "objected"),
        (_EMAIL,),
    ),
    Told(
        "lookup.visitors",
        "visitor_id",
        ("account_id", "person_id", "persons_account", "seniority", "objected"),
        ("visitor_id",),
    ),
    Told("lookup.hosts", "host", ("account_id", "is_ambiguous"), (_HOST, "domain"), "lookup.written_hosts"),
    Told("lookup.companies", "company", ("account_id", "is_ambiguous"), ("company",), "lookup.written_companies"),
    Told("lookup.addresses", "ip", ("account_id", "is_ambiguous"), ("ip",), "lookup.written_addresses"),
    Told(
        "lookup.kinds",
        "kind",
        ("direction", "channel", "team", "engages", "engages_if", "seconds", "cap_seconds"),
        ("kind",),
    ),
    Told("model.users", "user_id", ("team",), ("user_id",)),
    Told("model.campaigns", "campaign_id", (), ("campaign_id",)),
)
OF_ACCOUNTS = Told("main.accounts", "account_id", ("parent_id", "is_excluded"), ())
RESOLVED_BY = (*(told.table for told in WRITTEN), OF_ACCOUNTS.table, "lookup.active_people")


def dirty_months(work: Work) -> set[str]:
    """Months of the run before whose touches may be resolved otherwise now."""
    months: set[str] = set()
    moved = [told for told in (*WRITTEN, OF_ACCOUNTS) if _moved(work, told.table) and _find_changed(work, told)]
    conditions = [f"{written} IN (FROM {_changed(told)})" for told in moved for written in told.written]
    if conditions:
        work.connection.execute(f"CREATE OR REPLACE TEMP VIEW landed_touches AS {typed_landed(work, TOUCHES)}")
        months |= set(_written_months(work, conditions))
    if OF_ACCOUNTS in moved:
        months |= set(_resolved_months(work, f"account_id IN (FROM {_changed(OF_ACCOUNTS)})"))
    if _moved(work, "lookup.active_people") and _find_newly_few(work):
        months |= set(_resolved_months(work, "objected AND account_id IN (FROM changed_few)"))
    return months


def _moved(work: Work, table: str) -> bool:
    return work.before.made[table].made_of != work.made[table].made_of


def _changed(told: Told) -> str:
    return "changed_" + told.table.replace(".", "_")


def _find_changed(work: Work, told: Told) -> bool:
    columns = ", ".join((told.key, *told.columns))
    now, then = f"SELECT {columns} FROM {told.table}", f"SELECT {columns} FROM prev.{told.table}"
    known = f" WHERE {told.key} IN (FROM prev.{told.known})" if told.known else ""
    (rows,) = work.column(
        f"CREATE OR REPLACE TEMP TABLE {_changed(told)} AS SELECT DISTINCT {told.key} FROM "
        f"(({now} EXCEPT {then}) UNION ALL ({then} EXCEPT {now})){known}"
    )
    return bool(rows)


def _find_newly_few(work: Work) -> bool:
    """Accounts whose active people have become too few, or enough, to count those who objected (rule 13)."""
    limit = work.plan.settings.people_min_k
    (rows,) = work.column(
        "CREATE OR REPLACE TEMP TABLE changed_few AS SELECT account_id "
        "FROM lookup.active_people AS now FULL JOIN prev.lookup.active_people AS before USING (account_id) "
        f"WHERE (coalesce(now.people, 0) < {limit}) <> (coalesce(before.people, 0) < {limit})"
    )
    return bool(rows)


def _written_months(work: Work, conditions: Sequence[str]) -> Iterator[str]:
    yield from work.column(f"SELECT DISTINCT {_MONTH} FROM landed_touches WHERE {' OR '.join(conditions)}")


def _resolved_months(work: Work, condition: str) -> Iterator[str]:
    paths = [part.path for part in work.before.parts.get("main.touches", ())]
    if paths:
        yield from work.column(f"SELECT DISTINCT {_MONTH} FROM {files(paths)} WHERE {condition}")
