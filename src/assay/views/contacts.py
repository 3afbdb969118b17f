"""Whom to reach at accounts: their active people with address and number, and when there was last an exchange with each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from assay.metrics.people import NOTHING, TWO_WAY

EXCHANGES = (*TWO_WAY, "call")
"""Kinds in which both sides spoke; of calls those that connected, which are the ones that engage."""


@dataclass(frozen=True)
class Contact:
    """An active person of an account; `exchanged_on` is the day of the last two-way contact, None where there was none."""

    person_id: str
    account_id: str
    name: str
    title: str | None
    role: str | None
    email: str | None
    phone: str | None
    exchanged_on: date | None


def contacts(
    cursor: Any, accounts: Sequence[str], as_of: date, committee: Sequence[str] = ()
) -> dict[str, list[Contact]]:
    """By account: who fills a role of the committee first, then who was spoken to last. `cursor` knows whose are seen.

    People who objected are in no fact, so in no answer; an address that bounced and a number like n/a are none.
    """
    rows = cursor.execute(
        _SQL, {"accounts": list(accounts), "as_of": as_of, "kinds": list(EXCHANGES), "nothing": list(NOTHING)}
    ).fetchall()
    by_account: dict[str, list[Contact]] = {}
    for row in rows:
        by_account.setdefault(row[1], []).append(Contact(*row))
    for people in by_account.values():
        people.sort(key=lambda one: _rank(one, committee))
    return by_account


def _rank(one: Contact, committee: Sequence[str]) -> tuple[bool, bool, int, str]:
    spoken = -(one.exchanged_on.toordinal() if one.exchanged_on else 0)
    return (one.role not in committee, not (one.email or one.phone), spoken, one.name)


_SQL = """
SELECT p.person_id, p.account_id,
       coalesce(nullif(trim(concat_ws(' ', p.first_name, p.last_name)), ''), p.email, p.person_id),
       p.job_title, p.role,
       CASE WHEN NOT coalesce(p.email_bounced, false) AND p.email LIKE '%_@_%' THEN trim(p.email) END,
       CASE WHEN NOT list_contains($nothing, lower(trim(p.phone))) THEN trim(p.phone) END,
       (SELECT max(t.occurred_on) FROM touches AS t
        WHERE t.person_id = p.person_id AND t.counts AND t.engages AND t.occurred_on <= $as_of AND list_contains($kinds, t.kind))
FROM people AS p
WHERE p.counts AND list_contains($accounts, p.account_id)
  AND (p.created_on IS NULL OR p.created_on <= $as_of) AND (p.left_on IS NULL OR p.left_on > $as_of)
ORDER BY p.person_id
"""

__all__ = ["EXCHANGES", "Contact", "contacts"]
