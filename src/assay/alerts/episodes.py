"""Alerts as episodes, in `.assay/alerts.sqlite`: one opens when a rule comes to hold and ends when it no longer does."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from assay.errors import WorkspaceError
from assay.settings.alerts import AlertRule
from assay.store.workspace import Workspace

if TYPE_CHECKING:
    from assay.alerts.rules import Finding

_SCHEMA = """
CREATE TABLE IF NOT EXISTS alerts (
  id INTEGER PRIMARY KEY AUTOINCREMENT, rule TEXT NOT NULL, kind TEXT NOT NULL, subject TEXT NOT NULL,
  name TEXT NOT NULL, sentence TEXT NOT NULL, reasons TEXT NOT NULL, opened_run INTEGER NOT NULL,
  opened_on TEXT NOT NULL, ended_run INTEGER, ended_on TEXT);
CREATE UNIQUE INDEX IF NOT EXISTS one_episode ON alerts (rule, subject) WHERE ended_on IS NULL;
CREATE TABLE IF NOT EXISTS deliveries (
  alert INTEGER NOT NULL, target TEXT NOT NULL, tried_at TEXT NOT NULL, problem TEXT);
CREATE INDEX IF NOT EXISTS delivered ON deliveries (target, alert) WHERE problem IS NULL;
CREATE TABLE IF NOT EXISTS evaluated (one INTEGER PRIMARY KEY CHECK (one = 1), mark TEXT NOT NULL);
"""
_COLUMNS = "id, rule, kind, subject, name, sentence, reasons, opened_run, opened_on, ended_run, ended_on"


@dataclass(frozen=True)
class Alert:
    """One episode. Days are those that the run took for today; without `ended_on` it still holds."""

    id: int
    rule: str
    kind: str
    subject: str
    name: str
    sentence: str
    reasons: Mapping[str, Any]
    opened_run: int
    opened_on: date
    ended_run: int | None
    ended_on: date | None

    def to_json(self) -> dict[str, Any]:
        days = {"opened_on": self.opened_on.isoformat(), "ended_on": self.ended_on and self.ended_on.isoformat()}
        return {**vars(self), "reasons": dict(self.reasons), **days}


@dataclass(frozen=True)
class Delivery:
    """One try to tell a target of an alert; without a problem it was told."""

    alert: int
    target: str
    tried_at: str
    problem: str | None


def settle(
    workspace: Workspace,
    run: int,
    today: date,
    rules: Sequence[AlertRule],
    findings_by_rule: Mapping[str, Sequence[Finding]],
) -> tuple[Alert, ...]:
    """Open and end episodes by what the rules hold for now; returns the new ones.

    A rule that is not in `found` could not be judged: its episodes stay as they are. One not in `rules` is no more:
    its episodes end.
    """
    with _open(workspace) as connection:
        connection.execute("BEGIN IMMEDIATE")
        before = _alerts(connection, "ended_on IS NULL")
        names = {rule.title for rule in rules}
        holding = {(rule, finding.subject) for rule, findings in findings_by_rule.items() for finding in findings}
        over = [
            alert.id
            for alert in before
            if alert.rule not in names
            or (alert.rule in findings_by_rule and (alert.rule, alert.subject) not in holding)
        ]
        connection.executemany(
            "UPDATE alerts SET ended_run = ?, ended_on = ? WHERE id = ?", [(run, str(today), one) for one in over]
        )
        known = {(alert.rule, alert.subject) for alert in before}
        rows = [
            (rule.title, rule.kind, *_row(finding), run, str(today))
            for rule in rules
            for finding in findings_by_rule.get(rule.title, ())
            if (rule.title, finding.subject) not in known
        ]
        last = connection.execute("SELECT coalesce(max(id), 0) FROM alerts").fetchone()[0]
        connection.executemany(
            "INSERT INTO alerts (rule, kind, subject, name, sentence, reasons, opened_run, opened_on) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            rows,
        )
        return _alerts(connection, "id > ?", last)


def alerts(workspace: Workspace, *, only_open: bool = False) -> tuple[Alert, ...]:
    """All episodes, the newest first."""
    with _open(workspace) as connection:
        return _alerts(connection, "ended_on IS NULL" if only_open else "true")[::-1]


def untold(workspace: Workspace, target: str) -> tuple[Alert, ...]:
    """Alerts that a target has not been told of yet, the oldest first; ended ones where a try has failed."""
    with _open(workspace) as connection:
        return _alerts(
            connection,
            "(ended_on IS NULL OR id IN (SELECT alert FROM deliveries WHERE target = ?1)) "
            "AND id NOT IN (SELECT alert FROM deliveries WHERE target = ?1 AND problem IS NULL)",
            target,
        )


def was_evaluated(workspace: Workspace, mark: str) -> bool:
    """Whether the last evaluation had this mark (run and rules)."""
    with _open(workspace) as connection:
        return connection.execute("SELECT mark FROM evaluated").fetchall() == [(mark,)]


def remember_evaluated(workspace: Workspace, mark: str) -> None:
    with _open(workspace) as connection:
        connection.execute("INSERT OR REPLACE INTO evaluated VALUES (1, ?)", [mark])


def log(workspace: Workspace, target: str, told: Iterable[Alert], problem: str | None) -> None:
    moment = datetime.now(UTC).replace(microsecond=0).isoformat().replace("+00:00", "Z")
    with _open(workspace) as connection:
        rows = [(alert.id, target, moment, problem) for alert in told]
        connection.executemany("INSERT INTO deliveries VALUES (?, ?, ?, ?)", rows)


def deliveries(workspace: Workspace) -> tuple[Delivery, ...]:
    with _open(workspace) as connection:
        return tuple(Delivery(*row) for row in connection.execute("SELECT * FROM deliveries ORDER BY rowid"))


def _alerts(connection: sqlite3.Connection, condition: str, *values: object) -> tuple[Alert, ...]:
    rows = connection.execute(f"SELECT {_COLUMNS} FROM alerts WHERE {condition} ORDER BY id", values).fetchall()
    return tuple(map(_alert, rows))


def _alert(row: tuple[Any, ...]) -> Alert:
    number, rule, kind, subject, name, sentence, reasons, opened_run, opened_on, ended_run, ended_on = row
    return Alert(
        number,
        rule,
        kind,
        subject,
        name,
        sentence,
        json.loads(reasons),
        opened_run,
        date.fromisoformat(opened_on),
        ended_run,
        date.fromisoformat(ended_on) if ended_on else None,
    )


def _row(finding: Finding) -> tuple[str, str, str, str]:
    return finding.subject, finding.name, finding.sentence, json.dumps(dict(finding.reasons), ensure_ascii=False)


@contextmanager
def _open(workspace: Workspace) -> Iterator[sqlite3.Connection]:
    path = workspace.data / "alerts.sqlite"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(path, timeout=30)) as connection, connection:
            connection.executescript(_SCHEMA)
            yield connection
    except sqlite3.DatabaseError as error:
        hint = (
            "`assay repair` saves what can be read of it; `assay restore BACKUP --only alerts.sqlite` brings it back."
        )
        raise WorkspaceError(f"{path} cannot be used: {error}", hint=hint) from None
