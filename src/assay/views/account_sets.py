"""The sets of accounts that figures of one scope are about, and how each differs from the next: one reconciliation for all pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from assay.engine.tables import Table
from assay.metrics.answers import Run
from assay.metrics.context import Context
from assay.metrics.dimensions import chosen
from assay.metrics.populations import population
from assay.metrics.scope import Scope
from assay.views.funnel import standing, with_spells
from assay.views.question import Record, question

SetName = Literal["scope", "funnel", "target", "targeted"]
SETS: tuple[SetName, ...] = ("scope", "funnel", "target", "targeted")
"""In scope on the as-of day with customers at entry; of these in the funnel; without customers at entry; targeted on any day."""


@dataclass(frozen=True)
class AccountSets:
    """`members` has the accounts of each set, `names` what they are called."""

    heading: Record
    members: dict[SetName, frozenset[str]]
    names: dict[str, str]

    def only_in(self, one: SetName, other: SetName) -> frozenset[str]:
        """Accounts that the first set has and the second does not."""
        return self.members[one] - self.members[other]

    def to_json(self) -> Record:
        counts = {name: len(found) for name, found in self.members.items()}
        rows = [{"account_id": one, **{name: one in self.members[name] for name in SETS}} for one in sorted(self.all)]
        return {**self.heading, "sets": counts, "accounts": rows}

    @property
    def all(self) -> frozenset[str]:
        return frozenset().union(*self.members.values())


def account_sets(run: Run, scope: Scope | None = None) -> AccountSets:
    """The sets of a scope in its window, seen from its as-of day."""
    asked = with_spells(question(run, scope), False)
    members: dict[SetName, frozenset[str]] = {
        "scope": _ids(asked.rows(_population, "scope", shape=asked.customers_too)),
        "funnel": _ids(asked.rows(standing, "as_of")),
        "target": _ids(asked.rows(_population, "target")),
        "targeted": _ids(asked.rows(_population, "targeted")),
    }
    known = sorted(frozenset().union(*members.values()))
    sql = "SELECT account_id, coalesce(name, account_id) FROM accounts WHERE list_contains($1, account_id)"
    return AccountSets(asked.heading(), members, dict(asked.cursor.execute(sql, [known]).fetchall()))


def _population(context: Context, kind: str) -> Table:
    return chosen(context, population(context, kind)).select("account_id").distinct()


def _ids(rows: list[Record]) -> frozenset[str]:
    return frozenset(str(row["account_id"]) for row in rows)


__all__ = ["SETS", "AccountSets", "SetName", "account_sets"]
