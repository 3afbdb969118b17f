"""Which command is which function: a command is made when it is asked for, so that none waits for the options of all.

Two thirds of what `assay --help` took, and half of a quick command, went into the parameters of forty others.
"""

from __future__ import annotations

import inspect
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import solve_typer_info_help
from typer.models import TyperInfo

from assay.cli.options import command

FUNCTIONS = {
    "init": "data.init",
    "load": "data.load",
    "pull": "pull.pull",
    "push": "push.push",
    "audience": "audience.audience",
    "tables": "tables.tables",
    "presets": "presets.presets",
    "refresh": "data.refresh",
    "match": "match.match",
    "loads": "archive.loads",
    "undo": "archive.undo",
    "audit": "archive.audit",
    "verify": "upkeep.verify",
    "repair": "upkeep.repair",
    "backup": "upkeep.backup",
    "restore": "upkeep.restore",
    "person": "upkeep.person",
    "erase": "erase.erase",
    "retain": "erase.retain",
    "kpi": "kpi.kpi",
    "kpis": "kpi.kpis",
    "funnel": "views.funnel",
    "accounts": "views.accounts",
    "account": "views.account",
    "deals": "views.deals",
    "compare-lists": "views.compare_lists",
    "compare": "compare.compare",
    "velocity": "velocity.velocity",
    "power": "power.power",
    "diagnosis": "views.diagnosis",
    "changes": "changes.changes",
    "preview": "preview.preview",
    "attribute": "attribute.attribute",
    "roi": "money.roi",
    "approaches": "money.approaches",
    "rollout": "money.rollout",
    "surge": "surge.surge",
    "report": "report.report",
    "comments": "comments.comments",
    "notes": "notes.notes",
    "saved": "saved.saved",
    "alerts": "alerts.alerts",
    "schedules": "declared.schedules",
    "deliveries": "declared.deliveries",
    "run-schedule": "schedule.run_schedule",
    "jobs": "schedule.jobs",
    "deliver": "deliver.deliver",
    "runs": "runs.runs",
    "doctor": "doctor.doctor",
    "demo": "demo.demo",
    "serve": "serve.serve",
    "mcp": "mcp.mcp",
    "lists": "draw.lists",
    "chart-notes": "chart_notes.chart_notes",
    "user": "user.user",
    "token": "token.token",
    "export": "export.export",
}
"""The commands in the order of the help, each with the module of `assay.cli` and what it has there: a function or a group."""


class Commands(TyperGroup):
    """The group of all commands. `commands` holds those that were asked for by now, the others as None."""

    def __init__(self, **said: Any) -> None:
        super().__init__(**{**said, "commands": dict.fromkeys(FUNCTIONS)})

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
        if cmd_name in self.commands and self.commands[cmd_name] is None:
            self.commands[cmd_name] = _made(cmd_name)
        return self.commands.get(cmd_name)

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002
        """Each command with the first sentence of what it says of itself."""
        with formatter.section("Commands"):
            limit = formatter.width - 6 - max(map(len, FUNCTIONS))
            formatter.write_dl([(name, _summary(name, limit)) for name in FUNCTIONS])


def all_commands() -> dict[str, Any]:
    """Every command, made."""
    return {name: _made(name) for name in FUNCTIONS}


def _function(name: str) -> Any:
    module, _, attribute = FUNCTIONS[name].partition(".")
    return getattr(import_module(f"assay.cli.{module}"), attribute)


def _made(name: str) -> Any:
    function = _function(name)
    if isinstance(function, typer.Typer):
        return typer.main.get_group(function)
    alone = typer.Typer(name=name, rich_markup_mode=None, pretty_exceptions_enable=False, add_completion=False)
    alone.command(name=name)(command(function))
    return typer.main.get_command(alone)


def _summary(name: str, limit: int) -> str:
    function = _function(name)
    group = isinstance(function, typer.Typer)
    help = solve_typer_info_help(TyperInfo(function)) if group else inspect.getdoc(function)
    return TyperCommand(name, help=help).get_short_help_str(limit)
