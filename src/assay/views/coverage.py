"""Whom we know at the accounts of a scope: roles by seniority, what is missing where, and which fields are filled."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import ibis

from assay.metrics import people as person_rows
from assay.metrics.answers import Run
from assay.metrics.context import Context, Table, count_if, left_joined
from assay.metrics.dimensions import chosen
from assay.metrics.populations import population
from assay.metrics.scope import Scope
from assay.views.question import Record, question


@dataclass(frozen=True)
class MapCell:
    """Active people of one role and seniority, and the accounts they are at; None: not known."""

    role: str | None
    seniority: str | None
    people: int
    accounts: int


@dataclass(frozen=True)
class Gap:
    """An account and the roles of the committee template of which it has fewer active people than wanted."""

    account_id: str
    name: str | None
    tier: str | None
    owner: str | None
    people: int
    found: dict[str, int]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class CoverageAnswer:
    heading: Record
    wanted: dict[str, int]
    accounts: int
    cells: tuple[MapCell, ...]
    gaps: tuple[Gap, ...]

    def to_json(self) -> Record:
        parts = {"cells": [asdict(cell) for cell in self.cells], "gaps": [asdict(gap) for gap in self.gaps]}
        return {**self.heading, "wanted": self.wanted, "accounts": self.accounts, **parts}


def coverage(
    run: Run, scope: Scope | None = None, role: str | None = None, seniority: str | None = None
) -> CoverageAnswer:
    """People and gaps of all accounts in scope; `gaps` holds every account, the most roles missing first.

    With a role or a seniority, only accounts that have an active person of it (`unknown`: without one).
    """
    asked = question(run, scope)
    context = asked.customers_too
    wanted = dict(run.settings.buying_committee)
    cells = tuple(MapCell(**row) for row in asked.rows(_cells, context=context))
    rows = asked.rows(_accounts, tuple(wanted), role, seniority, context=context)
    gaps = sorted(
        (_gap(row, wanted) for row in rows), key=lambda gap: (-len(gap.missing), gap.name or "", gap.account_id)
    )
    return CoverageAnswer(asked.heading(), wanted, len(rows), cells, tuple(gaps))


def _people(context: Context) -> Table:
    rows = chosen(context, population(context, "scope")).select(*context.keys, "as_of")
    return person_rows.active_people(context, rows)


def _cells(context: Context) -> Table:
    people = _people(context)
    return people.group_by("role", "seniority").aggregate(people=people.count(), accounts=people.account_id.nunique())


def _accounts(context: Context, roles: tuple[str, ...], role: str | None, seniority: str | None) -> Table:
    people = _people(context)
    counts = {f"role_{place}": count_if((people.role == name).fill_null(False)) for place, name in enumerate(roles)}
    sums = people.group_by("account_id").aggregate(people=people.count(), **counts)
    accounts = context.fact("accounts").select("account_id", "name", "owner_id")
    users = context.fact("users").select("user_id", owner="name")
    rows = chosen(context, population(context, "scope")).select("account_id", "tier")
    if role or seniority:
        rows = rows.semi_join(_of_kind(people, role, seniority), "account_id")
    rows = left_joined(left_joined(rows, sums, "account_id"), accounts, "account_id")
    rows = left_joined(rows, users, [rows.owner_id == users.user_id])
    numbers = {name: rows[name].fill_null(0) for name in ("people", *counts)}
    return rows.select("account_id", "name", "tier", owner=ibis.coalesce(rows.owner, rows.owner_id), **numbers)


def _of_kind(people: Table, role: str | None, seniority: str | None) -> Table:
    for column, value in (("role", role), ("seniority", seniority)):
        if value == "unknown":
            people = people.filter(people[column].isnull())
        elif value:
            people = people.filter(people[column] == value)
    return people.select("account_id").distinct()


def _gap(row: Record, wanted: dict[str, int]) -> Gap:
    found = {role: row[f"role_{place}"] for place, role in enumerate(wanted)}
    missing = tuple(role for role, number in wanted.items() if found[role] < number)
    return Gap(row["account_id"], row["name"], row["tier"], row["owner"], row["people"], found, missing)


__all__ = ["CoverageAnswer", "Gap", "MapCell", "coverage"]
