"""Decisions on who is who, landed as rows of `account_links` and `account_names` like any other: with date, author and undo."""

from __future__ import annotations

import csv
import getpass
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from assay.engine.duckdb import open_in_memory
from assay.landing.current import current_sql
from assay.landing.load import load
from assay.landing.manifest import batches
from assay.landing.report import LoadReport
from assay.store.audit import acting
from assay.store.workspace import Workspace

TABLES_OF_DECISIONS = ("account_links", "account_names")


@dataclass(frozen=True)
class Decision:
    """`other` is `account_id` (`accepted`), or is not (`rejected`). A name that is accepted becomes an alias."""

    account_id: str
    other: str
    state: str
    is_name: bool = False
    reason: str = ""


@dataclass(frozen=True)
class Landed:
    """A decision as it stands in what has landed: `load` is the one that `undo` takes back."""

    load: int
    decision: Decision
    by: str | None = None
    at: datetime | None = None


def landed_decisions(workspace: Workspace) -> list[Landed]:
    """The links and names that hold now, refreshed or not, the newest first."""
    loads = {(batch.batch): batch.load for table in TABLES_OF_DECISIONS for batch in batches(workspace, table)}
    with open_in_memory() as connection:
        links = connection.execute(
            "SELECT account_id, other_id, coalesce(state, 'accepted'), coalesce(reason, ''), decided_by, decided_at, "
            f"_batch, _landed_at FROM ({current_sql(workspace, 'account_links')})"
        ).fetchall()
        names = connection.execute(
            f"SELECT account_id, name, _batch, _landed_at FROM ({current_sql(workspace, 'account_names')})"
        ).fetchall()
    found = [
        Landed(loads[batch], Decision(account, other, state, reason=reason), by, at or landed)
        for account, other, state, reason, by, at, batch, landed in links
    ]
    found += [
        Landed(loads[batch], Decision(account, name, "accepted", is_name=True), None, landed)
        for account, name, batch, landed in names
    ]
    return sorted(found, key=lambda one: (-one.load, one.decision.account_id, one.decision.other))


def decide(workspace: Workspace, decisions: Sequence[Decision], by: str | None = None) -> list[LoadReport]:
    """Land the decisions; a later one on the same pair replaces the earlier, `undo` takes them back.

    `by` is who decided, the user of this machine where nobody says.
    """
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    author = by or getpass.getuser()
    rows = [(one.account_id, one.other, one.state, one.reason, author, now) for one in decisions if not one.is_name]
    names = [(one.account_id, one.other) for one in decisions if one.is_name and one.state == "accepted"]
    header = ("account_id", "other_id", "state", "reason", "decided_by", "decided_at")
    reports = []
    with acting(by), TemporaryDirectory() as folder:
        for table, columns, lines in (
            ("account_links", header, rows),
            ("account_names", (*header[:1], "name"), names),
        ):
            if lines:
                path = Path(folder) / f"{table}.csv"
                with path.open("w", newline="", encoding="utf-8") as file:
                    csv.writer(file).writerows([columns, *lines])
                reports.append(load(workspace, [path], table=table, options={"delimiter": ",", "encoding": "utf-8"}))
    return reports
