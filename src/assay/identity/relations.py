"""The relations the build reads, as unbound Ibis tables: the canonical tables and the lookups made from them.

Nothing here holds a connection: an expression over these tables compiles for any engine.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from assay.contract.tables import TABLES
from assay.engine.tables import Table, named_table

if TYPE_CHECKING:
    import ibis.expr.types as ir

TYPES = {
    "text": "string",
    "date": "date",
    "timestamp": "timestamp",
    "decimal": "decimal(24, 8)",
    "number": "float64",
    "integer": "int64",
    "boolean": "boolean",
}

GAPS = (
    *("email", "phone", "first_name", "last_name", "job_title", "seniority", "department", "buying_role", "persona"),
    *("country", "language", "company"),
)
"""What a person's row of one system may lack and that of another may have."""

# What the build works out on its way from the canonical tables to the facts, in schema `lookup`. Lookups have one row
# per id as the files write it; `survivor_id` is the id after merges. An ambiguous key has no account.
LOOKUPS: dict[str, dict[str, str]] = {
    # Links that hold between accounts, with `state` and `reason`; ids after `account_aliases`, before merges.
    "account_links": {"account_id": "string", "other_id": "string", "state": "string", "reason": "string"},
    # Ids that an account's row holds of its row in another system.
    "cross_references": {"account_id": "string", "system": "string", "written": "string"},
    # Other ways to write an id, of a workspace with several systems.
    "account_aliases": {"written": "string", "account_id": "string"},
    "person_aliases": {"written": "string", "person_id": "string"},
    "account_merges": {"account_id": "string", "survivor_id": "string"},
    "account_parents": {"account_id": "string", "parent_id": "string"},
    "accounts": {"account_id": "string", "survivor_id": "string", "parent_id": "string", "is_excluded": "boolean"},
    # Addresses and references of people by which rows of two systems may be one, and the rows that are: `other_id` is
    # `person_id`. `joined_people` is what those rows say, by the row that stays.
    "person_addresses": {"person_id": "string", "email": "string"},
    "person_references": {"person_id": "string", "system": "string", "written": "string"},
    "person_links": {"person_id": "string", "other_id": "string", "reason": "string"},
    "joined_people": {"person_id": "string", **dict.fromkeys(GAPS, "string"), "created_on": "date"},
    "person_merges": {"person_id": "string", "survivor_id": "string"},
    "people": {
        "person_id": "string",
        "survivor_id": "string",
        "account_id": "string",
        "seniority": "string",
        "objected": "boolean",
    },
    # `seniority`, `objected` and `persons_account` are those of `person_id`.
    "emails": {
        "email": "string",
        "person_id": "string",
        "account_id": "string",
        "is_ambiguous": "boolean",
        "persons_account": "string",
        "seniority": "string",
        "objected": "boolean",
    },
    "account_hosts": {"host": "string", "account_id": "string"},
    "known_hosts": {"host": "string", "domain": "string", "account_id": "string"},
    "written_hosts": {"host": "string"},
    "hosts": {"host": "string", "account_id": "string", "is_ambiguous": "boolean"},
    # Where people without a known account may belong, by what their row says; `key` is `place_key` of the three.
    "written_places": {"key": "string", "host": "string", "company": "string", "country": "string"},
    "places": {"key": "string", "account_id": "string"},
    # Job titles of people with a gap that a title may fill, and what each says (`assay.identity.titles`).
    "written_titles": {"job_title": "string"},
    "titles": {
        "job_title": "string",
        "seniority": "string",
        "department": "string",
        "role": "string",
        "rule": "string",
    },
    "known_companies": {"name": "string", "account_id": "string", "country": "string"},
    "written_companies": {"company": "string"},
    "companies": {"company": "string", "account_id": "string", "is_ambiguous": "boolean"},
    "written_addresses": {"ip": "string"},
    "addresses": {"ip": "string", "account_id": "string", "is_ambiguous": "boolean"},
    "visitors": {
        "visitor_id": "string",
        "account_id": "string",
        "person_id": "string",
        "persons_account": "string",
        "seniority": "string",
        "objected": "boolean",
    },
    "kinds": {
        "kind": "string",
        "direction": "string",
        "channel": "string",
        "team": "string",
        "engages": "boolean",
        "engages_if": "string",
        "seconds": "float64",
        "cap_seconds": "float64",
    },
    # Deals that are neither deleted nor test: the status of the deal row (`is_stated`: nobody had to be taken at their
    # silence), the day of `closed_at` (closed deals only), and the day of the latest close (rule 7).
    "deals": {
        "opportunity_id": "string",
        "created_on": "date",
        "stage": "string",
        "status": "string",
        "is_stated": "boolean",
        "amount": "decimal(24, 8)",
        "written_close": "date",
        "closed_on": "date",
    },
    # Their stage rows in order (`place` from 0, `from_end` 0 for the last), `entered_on` as the history counts it.
    "deal_history": {
        "opportunity_id": "string",
        "place": "int64",
        "from_end": "int64",
        "stage": "string",
        "status": "string",
        "is_qualified": "boolean",
        "amount": "decimal(24, 8)",
        "entered_on": "date",
    },
    "active_people": {"account_id": "string", "people": "int64"},
    "touch_days": {"day": "date"},
    "last_day": {"last_day": "date"},
    # What the facts leave out of touches, and of everything else that is counted on the way.
    "touch_notes": {"fact": "string", "reason": "string", "n": "int64"},
    "notes": {"fact": "string", "reason": "string", "n": "int64"},
}


@dataclass(frozen=True)
class Inputs:
    """The tables that the expressions of a build refer to, by name.

    `extras` are the columns `x_…` of canonical tables with their Ibis types.
    """

    extras: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def model(self, name: str) -> Table:
        """A canonical table: its columns, a local day `…_on` for every timestamp `…_at`, and its extra columns."""

        columns: dict[str, str] = {}
        for column in TABLES[name].columns:
            columns[column.name] = TYPES[column.type]
            if column.type == "timestamp":
                columns[local_day(column.name)] = "date"
        return named_table({**columns, **self.extras.get(name, {})}, name=name, database="model")

    def lookup(self, name: str) -> Table:

        return named_table(LOOKUPS[name], name=name, database="lookup")


def local_day(timestamp: str) -> str:
    """`created_at` → `created_on`."""
    return timestamp.removesuffix("_at") + "_on"


def look_up(table: Table, key: ir.StringValue, other: Table, on: str, **columns: str) -> Table:
    """Add columns of `other` (new name = its name) where `other[on]` equals `key`; null where there is no such row.

    `other` has at most one row per key, so the rows of `table` stay as they are.
    """
    right = other.select(_key=on, **columns)
    return without(table.left_join(right, key == right["_key"]), "_key")


def without(table: Table, *names: str) -> Table:
    """The table less these columns. Ibis's own `drop` becomes `* EXCLUDE`, which not every engine knows."""
    return table.select(*(name for name in table.columns if name not in names))
