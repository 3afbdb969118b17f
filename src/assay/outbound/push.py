"""`assay push`: what Assay knows of accounts, in fields of the CRM that are named `assay_…`.

Only what differs from what is known to stand there is sent. Before a batch is sent it is read: what already stands there is
not sent again (a push that was killed knows no more), and the journal has what stood there before, for undo.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from filelock import FileLock, Timeout

from assay.contract.systems import bare
from assay.errors import BusyError, DataError, UsageError, did_you_mean
from assay.metrics.scope import Scope
from assay.outbound.crm import Crm, Target, check_fields, signed_in
from assay.outbound.fields import KINDS, Value, same, values_of
from assay.outbound.journal import Journal, Write
from assay.settings.sources import HubspotSource, SalesforceSource
from assay.store.audit import note
from assay.store.runs import Run, open_run
from assay.store.workspace import Workspace
from assay.views.write_back import account_fields


@dataclass(frozen=True)
class Problem:
    """A record that was not written: the CRM's id, our account, and why."""

    record: str
    account: str
    message: str


@dataclass
class PushReport:
    """Counts are of records, `fields` of fields; of a check, of what would be written."""

    target: str
    checked: bool
    undoes: int | None = None
    accounts: int = 0
    records: int = 0
    written: int = 0
    fields: int = 0
    unchanged: int = 0
    elsewhere: int = 0
    """Accounts of the scope that have no record in this CRM."""
    changes: list[Write] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        plain = ("target", "checked", "undoes", "accounts", "records", "written", "fields", "unchanged", "elsewhere")
        said = {name: getattr(self, name) for name in plain}
        return {
            **said,
            "changes": [vars(one) for one in self.changes],
            "problems": [vars(one) for one in self.problems],
        }


@dataclass(frozen=True)
class _Work:
    """One push under way."""

    crm: Crm
    journal: Journal
    report: PushReport
    push: int | None


def push(workspace: Workspace, target: str, scope: Scope | None = None, *, check: bool = False) -> PushReport:
    """Writes what differs. UsageError for a target that is none, DataError where the CRM lacks fields or does not answer."""
    source = target_of(workspace, target)
    report = PushReport(target, check)
    with _alone(workspace), signed_in(source, workspace.path) as crm:
        check_fields(target, crm)
        journal = Journal(workspace, target)
        run = open_run(workspace)
        try:
            wanted = dict(_wanted(run, source, scope, report))
            number = run.number
        finally:
            run.close()
        known = journal.known()
        differing = {
            record: (account, changed)
            for record, (account, values) in wanted.items()
            if (changed := _differing(record, crm.fitting(values), known))
        }
        report.records, report.unchanged = len(wanted), len(wanted) - len(differing)
        work = _Work(crm, journal, report, None if check or not differing else journal.begin(number))
        _in_batches(work, differing, _to_send)
        _finish(workspace, work, "push")
    return report


def undo(workspace: Workspace, target: str, *, check: bool = False) -> PushReport:
    """Puts back what stood there before the last push, where nobody has changed it since. DataError when there is none."""
    source = target_of(workspace, target)
    journal = Journal(workspace, target)
    last = journal.last_push()
    if last is None:
        raise DataError(f"Nothing was pushed to {target!r} that could be undone.")
    report = PushReport(target, check, undoes=last)
    with _alone(workspace), signed_in(source, workspace.path) as crm:
        written: dict[str, tuple[str, dict[str, Any]]] = {}
        for one in journal.writes_of(last):
            written.setdefault(one.record, (one.account, {}))[1][one.field] = (one.before, one.after)
        report.records = len(written)
        work = _Work(crm, journal, report, None if check else journal.begin(None, undoes=last))
        _in_batches(work, written, _to_put_back)
        _finish(workspace, work, "push undone")
    return report


def target_of(workspace: Workspace, name: str) -> Target:
    """The source of that name, as a target. UsageError where it is none that can be written to."""
    targets = {one.name: one for one in workspace.settings.sources if isinstance(one, HubspotSource | SalesforceSource)}
    if name not in targets:
        hint = (
            did_you_mean(name, tuple(targets)) if targets else "[[sources]] of kind hubspot or salesforce are targets."
        )
        raise UsageError(f"There is no HubSpot or Salesforce named {name!r} in assay.toml.", hint=hint)
    return targets[name]


@contextmanager
def _alone(workspace: Workspace) -> Iterator[None]:
    try:
        with FileLock(workspace.data / "push.lock", timeout=0):
            yield
    except Timeout:
        raise BusyError("Another push is under way.", hint="Wait until it is done.") from None


def _wanted(
    run: Run, source: Target, scope: Scope | None, report: PushReport
) -> Iterator[tuple[str, tuple[str, dict[str, Value]]]]:
    """By record of the CRM: our account and the values that should stand there."""
    records: dict[str, list[str]] = {}
    for survivor, identifier, system in (
        run.cursor().execute(_RECORDS, [source.kind, source.system, f"{source.name}/"]).fetchall()
    ):
        records.setdefault(survivor, []).append(bare(identifier, system))
    for account in account_fields(run, scope):
        report.accounts += 1
        report.elsewhere += account.account_id not in records
        for record in records.get(account.account_id, ()):
            yield record, (account.account_id, values_of(account))


def _differing(record: str, values: Mapping[str, Value], known: Mapping[tuple[str, str], Any]) -> dict[str, Value]:
    return {
        name: value
        for name, value in values.items()
        if (record, name) not in known or not same(known[record, name], value, KINDS[name])
    }


def _in_batches(
    work: _Work,
    pending: Mapping[str, tuple[str, dict[str, Any]]],
    choose: Callable[[_Work, str, str, dict[str, Any], Mapping[str, Any]], Iterator[Write]],
) -> None:
    """Reads, chooses and writes batch by batch; the journal is told before a batch is sent and after it is answered."""
    left = iter(pending.items())
    while part := list(islice(left, work.crm.batch)):
        current = work.crm.read([record for record, _ in part])
        writes: list[Write] = []
        for record, (account, values) in part:
            if record not in current:
                message = "is not there any more: deleted or merged in the CRM"
                work.report.problems.append(Problem(record, account, message))
                continue
            writes += choose(work, record, account, values, current[record])
        _send(work, writes)


def _to_send(
    work: _Work, record: str, account: str, values: dict[str, Any], current: Mapping[str, Any]
) -> Iterator[Write]:
    """What does not stand there yet; what does is noted and not sent."""
    writes = [Write(record, account, name, current.get(name), value) for name, value in values.items()]
    there = [one for one in writes if same(one.before, one.after, KINDS[one.field])]
    if there and work.push is not None:
        work.journal.note_sent(work.push, there)
        work.journal.note_outcome(work.push, [record], "done")
    work.report.unchanged += len(there) == len(writes)
    yield from (one for one in writes if one not in there)


def _to_put_back(
    work: _Work, record: str, account: str, values: dict[str, Any], current: Mapping[str, Any]
) -> Iterator[Write]:
    for name, (before, after) in values.items():
        now = current.get(name)
        if not same(now, after, KINDS[name]):
            message = f"{name} was changed since, to {now!r}: left as it is"
            work.report.problems.append(Problem(record, account, message))
        elif not same(before, after, KINDS[name]):
            yield Write(record, account, name, now, before)


def _send(work: _Work, writes: Sequence[Write]) -> None:
    if work.push is None or not writes:
        work.report.changes += writes
        work.report.written += len({one.record for one in writes})
        work.report.fields += len(writes)
        return
    values: dict[str, dict[str, Value]] = {}
    for one in writes:
        values.setdefault(one.record, {})[one.field] = one.after
    work.journal.note_sent(work.push, writes)
    outcome = work.crm.write(values)
    accounts = {one.record: one.account for one in writes}
    taken = [record for record, problem in outcome.items() if problem is None]
    work.journal.note_outcome(work.push, taken, "done")
    for record, problem in outcome.items():
        if problem is not None:
            work.journal.note_outcome(work.push, [record], "refused", problem)
            work.report.problems.append(Problem(record, accounts[record], problem))
    work.report.changes += [one for one in writes if outcome[one.record] is None]
    work.report.written += len(taken)
    work.report.fields += sum(len(values[record]) for record in taken)


def _finish(workspace: Workspace, work: _Work, action: str) -> None:
    if work.push is not None:
        work.journal.end(work.push)
        report = work.report
        note(workspace, action, target=report.target, records=report.written, problems=len(report.problems))


_RECORDS = """
SELECT l.survivor_id, a.account_id, a._source
FROM model.accounts AS a JOIN lookup.accounts AS l ON l.account_id = a.account_id
WHERE a._source = $1 OR a._source = $2 OR starts_with(a._file, $3)
ORDER BY a.account_id
"""
