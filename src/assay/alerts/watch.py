"""What happens to alerts at a refresh: rules are evaluated on the new run, and targets told of what is new or untold."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

import duckdb

from assay.alerts.episodes import Alert, log, remember_evaluated, settle, untold, was_evaluated
from assay.errors import AssayError
from assay.log import log as logger
from assay.settings.alerts import AlertRule, Mail, Webhook
from assay.store.runs import Run, open_run
from assay.store.workspace import Workspace

if TYPE_CHECKING:
    from assay.alerts.rules import Finding

# All targets of one refresh together; what is left is sent at the next one.
PATIENCE_SECONDS = 30.0


@dataclass(frozen=True)
class Watched:
    """New alerts, and remarks on rules that could not be judged."""

    new: tuple[Alert, ...] = ()
    remarks: tuple[str, ...] = ()

    def lines(self) -> tuple[str, ...]:
        """All of it in English, for the command line and logs."""
        from assay.alerts.deliver import line

        return (*(f"Alert: {line(alert)}" for alert in self.new), *self.remarks)


def evaluate(workspace: Workspace, number: int) -> Watched:
    """Judge all rules by a run, once; a rule that fails leaves its episodes as they are, and the others alone."""
    rules = workspace.settings.alerts.rules
    if not rules and not (workspace.data / "alerts.sqlite").exists():
        return Watched()
    mark = json.dumps([number, [rule.model_dump(mode="json") for rule in rules]])
    if was_evaluated(workspace, mark):
        return Watched()
    with closing(open_run(workspace, number)) as run:
        found, remarks = _judge(run, rules)
        new = settle(workspace, number, run.today, rules, found)
    if not remarks:
        remember_evaluated(workspace, mark)
    return Watched(new, remarks)


def _judge(run: Run, rules: Sequence[AlertRule]) -> tuple[dict[str, Sequence[Finding]], tuple[str, ...]]:
    from assay.alerts.rules import findings  # views and their compiler, which a refresh without rules does not need

    found: dict[str, Sequence[Finding]] = {}
    remarks = []
    for rule in rules:
        try:
            judged = findings(run, rule)
        except (AssayError, duckdb.Error) as error:
            remarks.append(f"Alert rule {rule.title!r} cannot be judged: {_first_line(error)}")
            continue
        if judged is not None:
            found[rule.title] = judged
    return found, tuple(remarks)


def send(workspace: Workspace) -> tuple[str, ...]:
    """Tell every target of what it has not been told yet; remarks on those that could not be reached."""
    started = time.monotonic()
    remarks = []
    for name, tell in _targets(workspace):
        waiting = untold(workspace, name)
        if not waiting:
            continue
        if time.monotonic() - started > PATIENCE_SECONDS:
            remarks.append(f"Alerts for {name!r} wait for the next refresh.")
            continue
        problem = _try(tell, waiting, workspace.settings.alerts.timeout_seconds)
        log(workspace, name, waiting, problem)
        if problem:
            remarks.append(
                f"{len(waiting)} alerts could not be sent to {name!r}, next try at the next refresh: {problem}"
            )
    return tuple(remarks)


Tell = Callable[[Sequence[Alert]], None]


def _targets(workspace: Workspace) -> Iterator[tuple[str, Tell]]:
    """Those that are configured; how they are told is loaded for the first of them, for mail and the web take long to load."""
    settings = workspace.settings
    seconds = settings.alerts.timeout_seconds

    def by_post(target: Webhook) -> Tell:
        from assay.alerts.deliver import post

        return lambda waiting: post(target, settings.name, waiting, seconds)

    def by_mail(target: Mail) -> Tell:
        from assay.alerts.deliver import mail

        return lambda waiting: mail(target, settings.name, waiting, seconds)

    for webhook in settings.alerts.webhooks:
        yield webhook.name, by_post(webhook)
    for one in settings.alerts.mail:
        yield one.name, by_mail(one)


def _try(tell: Tell, waiting: Sequence[Alert], seconds: float) -> str | None:
    from assay.alerts.deliver import within

    try:
        within(seconds, lambda: tell(waiting))
    except Exception as error:  # whatever a target does must not undo a refresh
        logger.warning("alerts could not be told", exc_info=True)
        return _first_line(error)
    return None


def _first_line(error: Exception) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0]
