"""Which rows of two systems are one company or one person: straight from the text, as groups of rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from .identity import email, registrable

Row = dict[str, Any]
Edge = tuple[str, str]
"""A row, and the row that speaks for it from then on."""
GAPS = (
    *("email", "phone", "first_name", "last_name", "job_title", "seniority", "department", "buying_role", "persona"),
    *("country", "language", "company"),
)


def system(identifier: str) -> str:
    return identifier.partition(":")[0] if ":" in identifier else ""


def company_edges(tables: dict[str, list[Row]], nobody: set[str]) -> list[Edge]:
    """Decisions, then ids that one row keeps of another, then domains that two systems have exactly once each."""
    rows = {row["account_id"]: row for row in tables.get("accounts", [])}
    decided: dict[frozenset[str], Edge | None] = {}
    for row in tables.get("account_links", []):
        state, one, other = row.get("state") or "accepted", row["account_id"], row["other_id"]
        if state != "proposed" and {one, other} <= set(rows):
            decided[frozenset((one, other))] = (other, one) if state == "accepted" else None
    found = [edge for edge in decided.values() if edge]
    for one, other in [*_by_id(rows), *_by_domain(tables, rows, nobody)]:
        if frozenset((one, other)) not in decided:
            first, second = sorted((one, other), key=lambda name: (bool(system(name)), name))
            found.append((second, first))
    return found


def _by_id(rows: dict[str, Row]) -> Iterable[Edge]:
    return [(name, row["x_salesforce_id"]) for name, row in rows.items() if row.get("x_salesforce_id") in rows]


def _by_domain(tables: dict[str, list[Row]], rows: dict[str, Row], nobody: set[str]) -> Iterable[Edge]:
    hosts = [(name, row.get("domain")) for name, row in rows.items()]
    hosts += [(row["account_id"], row["domain"]) for row in tables.get("account_domains", [])]
    live = {
        (registrable((host or "").strip().lower()), name)
        for name, host in hosts
        if name in rows and not rows[name].get("merged_into_id")
    }
    for domain in {domain for domain, _ in live} - nobody - {""}:
        ours = [name for one, name in live if one == domain and not system(name)]
        theirs = [name for one, name in live if one == domain and system(name)]
        # What the generator calls unrelated shares no word with any other name.
        if len(ours) == len(theirs) == 1 and "Unrelated" not in rows[theirs[0]]["name"]:
            yield ours[0], theirs[0]


def person_edges(rows: list[Row], account_of: Callable[[str | None], str | None]) -> list[Edge]:
    """One address that each of two systems has exactly once, at one company, under names that share a word."""
    holders: dict[str, list[Row]] = {}
    for row in rows:
        if not row.get("merged_into_id") and (address := email(row.get("email"))):
            holders.setdefault(address, []).append(row)
    found = []
    for group in holders.values():
        if sorted(system(row["person_id"]) for row in group) == sorted({system(row["person_id"]) for row in group}):
            # The one that stays: still there, with an account, of the first system.
            kept, *others = sorted(
                group,
                key=lambda row: (
                    bool(row.get("left_at")),
                    not account_of(row.get("account_id")),
                    system(row["person_id"]),
                ),
            )
            found += [(row["person_id"], kept["person_id"]) for row in others if _one_person(kept, row, account_of)]
    return found


def _one_person(one: Row, other: Row, account_of: Callable[[str | None], str | None]) -> bool:
    accounts = {account_of(row.get("account_id")) for row in (one, other)} - {None}
    names = [{(row.get(part) or "").lower() for part in ("first_name", "last_name")} - {""} for row in (one, other)]
    return len(accounts) < 2 and (not all(names) or bool(names[0] & names[1]))


def filled(row: Row, others: list[Row]) -> Row:
    """The row with what it lacks from the others of the same person."""
    told = {name: next((one[name] for one in (row, *others) if one.get(name)), None) for name in GAPS}
    return {**row, **told}


def speakers(names: Iterable[str], edges: Iterable[Edge]) -> dict[str, str]:
    """For every row the one of its group that no other one speaks for."""
    groups = {name: {name} for name in names}
    below = set()
    for one, other in edges:
        if one in groups and other in groups and one != other:
            below.add(one)
            joined = groups[one] | groups[other]
            for name in joined:
                groups[name] = joined
    found = {}
    for name, group in groups.items():
        above = group - below
        assert len(above) == 1, f"{len(above)} rows speak for {sorted(group)}"
        found[name] = min(above)
    return found
