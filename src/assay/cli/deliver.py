"""`assay deliver`: packs, digests and alerts to the recipients of [[deliver]]."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assay.cli.options import Place
from assay.cli.output import console_text, make_table, show, tell
from assay.errors import UsageError

if TYPE_CHECKING:
    from rich.console import RenderableType

    from assay.delivery.deliver import Told
    from assay.store.workspace import Workspace

HEADER = ("delivery", "recipient", "what", "period", "result", "problem")


def deliver(
    place: Place,
    names: Annotated[
        list[str] | None, typer.Argument(metavar="[DELIVERY]...", help="Names of [[deliver]].", show_default="all")
    ] = None,
    check: Annotated[bool, typer.Option("--check", help="Tell what would be sent, and what is missing.")] = False,
    preview: Annotated[
        Path | None,
        typer.Option("--preview", metavar="DIR", help="With --check: write the messages there, to look at."),
    ] = None,
    test: Annotated[
        bool, typer.Option("--test", help="Send one message as a trial, to --to; it counts for nothing.")
    ] = False,
    to: Annotated[str | None, typer.Option("--to", metavar="ADDRESS", help="Where a trial goes.")] = None,
    recipient: Annotated[
        str | None,
        typer.Option("--for", metavar="RECIPIENT", help="Whose message the trial is.", show_default="the first one's"),
    ] = None,
    again: Annotated[
        int | None,
        typer.Option("--again", metavar="N", help="Let message N be sent again, which failed or may have arrived."),
    ] = None,
    log: Annotated[bool, typer.Option("--log", help="List what was sent.")] = False,
) -> int:
    """Send what is due of [[deliver]] in assay.toml: each message once in its period.

    Exit status 1 where a recipient could not be reached.
    """
    from datetime import UTC, datetime

    from assay.delivery import deliver as delivering
    from assay.delivery.lacking import lacking
    from assay.store.workspace import Workspace

    workspace, now = Workspace.find(place.folder), datetime.now(UTC)
    _check_words(check=check, preview=preview, test=test, to=to, recipient=recipient, names=names or ())
    if log:
        _show_log(place, workspace)
        return 0
    if test:
        told = delivering.send_trial(workspace, (names or [""])[0], to or "", now, recipient)
        tell(f"A trial of {told.delivery} ({told.what}) was sent to {told.recipient}.")
        return 0
    if again is not None:
        from assay.delivery.outbox import allow_again

        line = allow_again(workspace, again)
        names = [line.key.delivery]
    delivered = delivering.deliver(workspace, now, names or (), check=check)
    if preview is not None:
        _write(preview, delivered, workspace)
    lacks = lacking(workspace) if check else ()
    _show(place, delivered, lacks)
    return 1 if any(one.problem for one in delivered) else 0


def _check_words(
    *, check: bool, preview: Path | None, test: bool, to: str | None, recipient: str | None, names: Sequence[str]
) -> None:
    if check and test:
        raise UsageError("--check and --test exclude each other.", hint="Give one of them.")
    if preview is not None and not check:
        raise UsageError("--preview belongs to --check.", hint="Without it the messages are sent.")
    if test and (to is None or len(names) != 1):
        raise UsageError("A trial needs one delivery and --to.", hint="assay deliver NAME --test --to you@example.com")
    if not test and (to is not None or recipient is not None):
        raise UsageError(
            "--to and --for belong to --test.", hint="[[deliver]] in assay.toml says to whom the others go."
        )


def _show(place: Place, found: Sequence[Told], lacks: Sequence[str]) -> None:
    rows = [(one.delivery, one.recipient, one.what, one.period, one.result, one.problem) for one in found]
    told = {
        "messages": [
            dict(zip((*HEADER, "number"), (*row, one.number), strict=True))
            for row, one in zip(rows, found, strict=True)
        ],
        "lacks": list(lacks),
    }

    def printed() -> Iterator[RenderableType]:
        if rows:
            yield make_table(HEADER, rows)
        yield from console_text(*(f"Missing: {one}" for one in lacks))

    show(place, told, (HEADER, rows), printed)


def _show_log(place: Place, workspace: Workspace) -> None:
    from assay.delivery.outbox import lines

    header = ("number", "at", "delivery", "recipient", "what", "period", "run", "state", "attempts", "problem")
    rows: list[tuple[Any, ...]] = [
        (
            one.id,
            f"{one.at.astimezone(workspace.settings.zone):%Y-%m-%d %H:%M}",
            *vars(one.key).values(),
            one.run,
            one.state,
            one.attempts,
            one.problem or "",
        )
        for one in lines(workspace)
    ]
    told = [dict(zip(header, row, strict=True)) for row in rows]
    show(
        place,
        told,
        (header, rows),
        lambda: [make_table(header, rows)] if rows else console_text("Nothing was sent yet."),
    )


def _write(folder: Path, told: Sequence[Told], workspace: Workspace) -> None:
    """Each message as what its way of sending would hand over."""
    from assay.delivery.as_json import to_json
    from assay.delivery.as_mail import to_html, to_text
    from assay.delivery.as_slack import to_slack
    from assay.delivery.as_teams import to_teams

    folder.mkdir(parents=True, exist_ok=True)
    ways = {one.name: one.by for one in workspace.settings.deliver}
    for one in told:
        if one.message is None:
            continue
        name = re.sub(r"[^\w@.-]+", "_", f"{one.delivery}-{one.recipient}-{one.what}")
        match ways[one.delivery]:
            case "mail":
                (folder / f"{name}.html").write_text(to_html(one.message), "utf-8")
                (folder / f"{name}.txt").write_text(to_text(one.message), "utf-8")
                continue
            case "slack":
                body = to_slack(one.message)
            case "teams":
                body = to_teams(one.message)
            case "webhook":
                body = to_json(one.message, "preview")
        (folder / f"{name}.json").write_text(json.dumps(body, ensure_ascii=False, indent=1), "utf-8")
