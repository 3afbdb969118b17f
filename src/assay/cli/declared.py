"""`assay schedules` and `assay deliveries`: rows of assay.toml written by the code of the pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assay.cli.options import Place, command
from assay.cli.output import make_table, show, tell
from assay.errors import UsageError

if TYPE_CHECKING:
    from assay.store.declared_rows import Section

schedules = typer.Typer(
    name="schedules", help="Write and list what is done by itself.", no_args_is_help=True, rich_markup_mode=None
)
deliveries = typer.Typer(
    name="deliveries", help="Write and list who is told what.", no_args_is_help=True, rich_markup_mode=None
)
Name = Annotated[str, typer.Argument(metavar="NAME", show_default=False)]
Was = Annotated[str | None, typer.Option("--was", metavar="NAME", help="What it is called now, to rename it.")]


def list_schedules(
    place: Place, most: Annotated[int, typer.Option("--most", min=1, metavar="N", help="So many times of each.")] = 5
) -> None:
    """List the schedules with their next times."""
    from assay.schedule.scheduler import next_times
    from assay.store.workspace import Workspace

    workspace = Workspace.find(place.folder)
    upcoming = next_times(workspace, datetime.now(UTC), most)
    header = ("name", "cron", "steps", "next")
    rows = [
        (
            one.schedule.name,
            one.schedule.cron,
            ", ".join(one.schedule.steps),
            _local(one.moments, workspace, one.schedule),
        )
        for one in upcoming
    ]
    show(
        place, [dict(zip(header, row, strict=True)) for row in rows], (header, rows), lambda: [make_table(header, rows)]
    )


def _local(moments: Sequence[datetime], workspace: Any, schedule: Any) -> str:
    zone = schedule.zone(workspace.settings.zone)
    return ", ".join(f"{moment.astimezone(zone):%Y-%m-%d %H:%M %z}" for moment in moments)


def set_schedule(
    place: Place,
    name: Name,
    cron: Annotated[str, typer.Option("--cron", metavar="WORDS", help="30 6 * * mon-fri, @daily …")],
    timezone: Annotated[str, typer.Option("--timezone", metavar="ZONE", help="If not the workspace's.")] = "",
    step: Annotated[
        list[str] | None, typer.Option("--step", metavar="STEP", help="pull, refresh, alerts, deliver; none: all.")
    ] = None,
    source: Annotated[list[str] | None, typer.Option("--source", metavar="NAME", help="Which are pulled.")] = None,
    deliver: Annotated[list[str] | None, typer.Option("--deliver", metavar="NAME", help="Which are made.")] = None,
    was: Was = None,
) -> None:
    """Write a schedule into assay.toml, in its place or as a new one."""
    from assay.store.declared_rows import schedule_of_words

    words = {
        "name": name,
        "cron": cron,
        "timezone": timezone,
        "steps": list(step or ()),
        "sources": list(source or ()),
        "deliver": list(deliver or ()),
    }
    schedule_of_words(words)
    _save(place, "schedule", words, was)


def remove_schedule(place: Place, name: Name) -> None:
    """Take a schedule out of assay.toml."""
    _remove(place, "schedule", name)


def list_deliveries(place: Place) -> None:
    """List the deliveries and their recipients."""
    from assay.store.workspace import Workspace

    header = ("name", "by", "what", "period", "to")
    rows = [
        (
            one.name,
            one.by,
            ", ".join(one.what),
            one.period,
            ", ".join(["owners"] * one.owners + [who.called for who in one.to]),
        )
        for one in Workspace.find(place.folder).settings.deliver
    ]
    show(
        place, [dict(zip(header, row, strict=True)) for row in rows], (header, rows), lambda: [make_table(header, rows)]
    )


def set_delivery(
    place: Place,
    name: Name,
    to: Annotated[
        list[str] | None,
        typer.Option("--to", metavar="ADDRESS", help="A mail address, or of a channel the variable with its address."),
    ] = None,
    by: Annotated[str, typer.Option("--by", metavar="WAY", help="mail, slack, teams, webhook.")] = "mail",
    what: Annotated[list[str] | None, typer.Option("--what", metavar="WHAT", help="digest, pack, alerts.")] = None,
    owners: Annotated[bool, typer.Option("--owners", help="Every owner of accounts who has a mail address.")] = False,
    period: Annotated[str, typer.Option("--period", metavar="PERIOD", help="run, day, week, month, quarter.")] = "week",
    scope: Annotated[
        list[str] | None, typer.Option("--scope", metavar="WORD=VALUE", help="Whom it is about: tier=1.")
    ] = None,
    language: Annotated[str, typer.Option("--language", metavar="en|fr|es|ru", help="Of its messages.")] = "",
    report_as: Annotated[
        str, typer.Option("--report-as", metavar="FORMAT", help="pdf, pptx, html, xlsx, link.")
    ] = "pdf",
    explain: Annotated[bool, typer.Option("--explain", help="Split what has changed by cause.")] = False,
    was: Was = None,
) -> None:
    """Write a delivery into assay.toml, in its place or as a new one."""
    from assay.store.declared_rows import delivery_of_words

    words = {
        "name": name,
        "by": by,
        "what": list(what or ("digest",)),
        "to": [one if by == "mail" else {"url": {"env": one}} for one in to or ()],
        "owners": owners or None,
        "period": period,
        "scope": _scope(scope or ()),
        "language": language,
        "format": report_as,
        "explain": explain or None,
    }
    delivery_of_words(words)
    _save(place, "deliver", words, was)


def _scope(written: Sequence[str]) -> dict[str, Any]:
    scope: dict[str, list[str]] = {}
    for one in written:
        word, sign, value = one.partition("=")
        if not sign:
            raise UsageError(f"--scope {one!r} has no value.", hint="Write WORD=VALUE: --scope tier=1.")
        scope.setdefault(word.strip(), []).append(value.strip())
    return {word: said[0] if len(said) == 1 else said for word, said in scope.items()}


def remove_delivery(place: Place, name: Name) -> None:
    """Take a delivery out of assay.toml."""
    _remove(place, "deliver", name)


def _save(place: Place, section: Section, words: Mapping[str, Any], was: str | None) -> None:
    from assay.store.declared_rows import save_row
    from assay.store.settings_file import written_settings
    from assay.store.workspace import Workspace

    workspace = Workspace.find(place.folder)
    name = str(words["name"])
    known = {one.name for one in getattr(workspace.settings, section)}
    save_row(workspace, written_settings(workspace).mark, section, words, was=was or (name if name in known else None))
    tell(f"Written to assay.toml: {name}.")


def _remove(place: Place, section: Section, name: str) -> None:
    from assay.store.declared_rows import remove_named
    from assay.store.settings_file import written_settings
    from assay.store.workspace import Workspace

    workspace = Workspace.find(place.folder)
    remove_named(workspace, written_settings(workspace).mark, section, name)
    tell(f"Taken out of assay.toml: {name}.")


for _group, _commands in (
    (schedules, (("list", list_schedules), ("set", set_schedule), ("remove", remove_schedule))),
    (deliveries, (("list", list_deliveries), ("set", set_delivery), ("remove", remove_delivery))),
):
    for _name, _function in _commands:
        _group.command(name=_name)(command(_function))
