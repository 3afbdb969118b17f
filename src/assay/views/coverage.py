"""Whom we know at the accounts of a scope: roles by seniority, what is missing where, and which fields are filled."""

from __future__ import annotations

from dataclasses import asdict, dataclass

import ibis

from assay.engine.tables import Table
from assay.metrics import people as person_rows
from assay.metrics.answers import Run
from assay.metrics.context import Context, count_if, left_joined
from assay.metrics.dimensions import chosen
from assay.metrics.populations import population
from assay.metrics.scope import Scope
from assay.views.question import Record, question


@dataclass(frozen=True)
class MapCell:
    """Active people of one role and seniority, and the accounts they are at; None: not known.

    Of `suggested` people the title says the role or the seniority, and no file does.
    """

    role: str | None
    seniority: str | None
    people: int
    accounts: int
    suggested: int = 0


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
    shape = asked.customers_too
    wanted = dict(run.settings.buying_committee)
    cells = tuple(MapCell(**row) for row in asked.rows(_cells, shape=shape))
    kind = {"role": role or None, "seniority": seniority or None}
    chosen_by = tuple(name for name, value in kind.items() if value)
    rows = asked.rows(_accounts, chosen_by, shape=shape, **kind)
    roles: dict[str, dict[str, int]] = {}
    for row in asked.rows(_roles, shape=shape):
        roles.setdefault(row["account_id"], {})[row["role"]] = row["people"]
    gaps = sorted(
        (_gap(row, wanted, roles.get(row["account_id"], {})) for row in rows),
        key=lambda gap: (-len(gap.missing), gap.name or "", gap.account_id),
    )
    return CoverageAnswer(asked.heading(), wanted, len(rows), cells, tuple(gaps))


def _people(context: Context) -> Table:
    rows = chosen(context, population(context, "scope")).select(*context.keys, "as_of")
    return person_rows.active_people(context, rows)


def _cells(context: Context) -> Table:
    said = context.fact("suggested_people")
    said = said.filter(said.role.notnull() | said.seniority.notnull()).select("person_id", rule="rule")
    people = left_joined(_people(context), said, "person_id")
    return people.group_by("role", "seniority").aggregate(
        people=people.count(), accounts=people.account_id.nunique(), suggested=count_if(people.rule.notnull())
    )


def _accounts(context: Context, chosen_by: tuple[str, ...]) -> Table:
    """Accounts of the scope, with an active person of the `role` and `seniority` given where they are chosen by these."""
    people = _people(context)
    sums = people.group_by("account_id").aggregate(people=people.count())
    accounts = context.fact("accounts").select("account_id", "name", "owner_id")
    users = context.fact("users").select("user_id", owner="name")
    rows = chosen(context, population(context, "scope")).select("account_id", "tier")
    if chosen_by:
        rows = rows.semi_join(_of_kind(context, people, chosen_by), "account_id")
    rows = left_joined(left_joined(rows, sums, "account_id"), accounts, "account_id")
    rows = left_joined(rows, users, [rows.owner_id == users.user_id])
    owner = ibis.coalesce(rows.owner, rows.owner_id)
    return rows.select("account_id", "name", "tier", owner=owner, people=rows.people.fill_null(0))


def _roles(context: Context) -> Table:
    people = _people(context)
    people = people.filter(people.role.notnull())
    return people.group_by("account_id", "role").aggregate(people=people.count())


def _of_kind(context: Context, people: Table, chosen_by: tuple[str, ...]) -> Table:
    for column in chosen_by:
        value = context.given(column, "string")
        people = people.filter(people[column].fill_null("unknown") == value)
    return people.select("account_id").distinct()


def _gap(row: Record, wanted: dict[str, int], counts: dict[str, int]) -> Gap:
    known = {role: counts.get(role, 0) for role in wanted}
    missing = tuple(role for role, number in wanted.items() if known[role] < number)
    return Gap(row["account_id"], row["name"], row["tier"], row["owner"], row["people"], known, missing)


__all__ = ["CoverageAnswer", "Gap", "MapCell", "coverage"]
