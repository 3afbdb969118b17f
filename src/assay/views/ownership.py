"""Whose accounts are whose: what somebody may be told who sees his own accounts alone."""

from __future__ import annotations

from assay.metrics.answers import Run


def accounts_of(run: Run, owner: str) -> frozenset[str]:
    """Ids of the accounts that a user of the data owns."""
    rows = run.cursor().execute("SELECT account_id FROM accounts WHERE owner_id = ?", [owner]).fetchall()
    return frozenset(account for (account,) in rows)
