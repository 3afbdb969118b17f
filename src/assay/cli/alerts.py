"""`assay alerts`: what holds now, or all there was, and whether the targets were told."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from assay.cli.options import Place
from assay.cli.output import console_text, make_table, show
from assay.errors import UsageError


def alerts(
    place: Place,
    open_ones: Annotated[bool, typer.Option("--open", help="Only those that still hold (the default).")] = False,
    every: Annotated[bool, typer.Option("--all", help="Those that have ended too.")] = False,
) -> None:
    """List the alerts of the rules in assay.toml, the newest first."""
    from assay.alerts import episodes
    from assay.store.workspace import Workspace

    if open_ones and every:
        raise UsageError("--open and --all exclude each other.", hint="Give one of them.")
    workspace = Workspace.find(place.folder)
    told = episodes.alerts(workspace, only_open=not every)
    tries: dict[int, list[dict[str, Any]]] = {}
    for one in episodes.deliveries(workspace):
        tries.setdefault(one.alert, []).append({"target": one.target, "tried_at": one.tried_at, "problem": one.problem})
    header = ("id", "since", "until", "rule", "subject", "name", "why", "told")
    rows = [
        (a.id, a.opened_on, a.ended_on, a.rule, a.subject, a.name, a.sentence, _told(tries.get(a.id, ()))) for a in told
    ]
    none = "No alert." if workspace.settings.alerts.rules else "assay.toml has no rules: see [[alerts.rules]] there."
    show(
        place,
        [{**alert.to_json(), "deliveries": tries.get(alert.id, [])} for alert in told],
        (header, rows),
        lambda: [make_table(header, rows, right=("id",))] if rows else console_text(none),
    )


def _told(tries: Any) -> str:
    """Each target once: told, or not yet.

    >>> _told([{"target": "mail", "problem": "refused"}, {"target": "mail", "problem": None}, {"target": "hook", "problem": "x"}])
    'mail, not yet hook'
    """
    reached = [one["target"] for one in tries if one["problem"] is None]
    missed = [one["target"] for one in tries if one["target"] not in reached]
    return ", ".join([*dict.fromkeys(reached), *(f"not yet {name}" for name in dict.fromkeys(missed))])
