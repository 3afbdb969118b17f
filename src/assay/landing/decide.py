"""Decisions on who is who, landed as rows of `account_links` and `account_names` like any other: with date, author and undo."""

from __future__ import annotations

import csv
import getpass
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from assay.landing.load import load
from assay.landing.report import LoadReport
from assay.store.workspace import Workspace


@dataclass(frozen=True)
class Decision:
    """`other` is `account_id` (`accepted`), or is not (`rejected`). A name that is accepted becomes an alias."""

    account_id: str
    other: str
    state: str
    is_name: bool = False
    reason: str = ""


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
    with TemporaryDirectory() as folder:
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
