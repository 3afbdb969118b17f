"""What stands behind a cause: rows that landed in between, settings that changed, days that went by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from assay.landing.list_changes import ListChange, told_changes
from assay.landing.manifest import batches, undone
from assay.memory.origin import Origin
from assay.memory.states import IDENTITY, TABLES_OF, held_links, held_people
from assay.settings import Settings
from assay.store.workspace import Workspace

SHOWN = 5


def reasons(workspace: Workspace, start: Origin, end: Origin) -> dict[str, tuple[str, ...]]:
    """Lines of text by cause; only causes in which the runs differ."""
    said = {cause: tuple(_landed(workspace, cause, start, end)) for cause in TABLES_OF}
    said[IDENTITY] = (
        *said[IDENTITY],
        *_linked(workspace, start, end),
        *_joined(workspace, start, end),
        *_named(start, end, of_identity=True),
    )
    said["definition"] = tuple(_defined(start, end))
    said["time"] = tuple(_passed(start, end))
    return {cause: lines for cause, lines in said.items() if lines}


def _landed(workspace: Workspace, cause: str, start: Origin, end: Origin) -> Iterator[str]:
    for table in TABLES_OF[cause]:
        if start.landed.get(table) != end.landed.get(table):
            between = sorted((start.loads.get(table, 0), end.loads.get(table, 0)))
            back = {one.load: one.undone for one in undone(workspace) if between[0] < one.load <= between[1]}
            landed = batches(workspace, table)
            new = [batch for batch in landed if between[0] < batch.load <= between[1] and batch.load not in back]
            taken = sorted({batch.load for batch in landed} & set(back.values()))
            if new or not taken:
                rows, loads = sum(batch.rows for batch in new), len({batch.load for batch in new})
                yield f"{table}: {rows:,} new or changed rows in {loads} load{'s' if loads != 1 else ''}"
            if taken:
                yield f"{table}: load{'s' if len(taken) > 1 else ''} {', '.join(map(str, taken))} taken back"
            if table == "list_memberships":
                yield from _of_lists(told_changes(workspace, new))


def _of_lists(changed: Iterable[ListChange]) -> Iterator[str]:
    """Changes of lists made in Assay, with who made them and why."""
    told = [
        f"list {one.list}: {one.accounts:,} {one.kind} from {one.day} on, by {one.by}"
        + (f" ({one.reason})" if one.reason else "")
        for one in changed
    ]
    yield from told[:SHOWN]
    if len(told) > SHOWN:
        yield f"and {len(told) - SHOWN} more changes of lists"


def _linked(workspace: Workspace, start: Origin, end: Origin) -> Iterator[str]:
    """Links that came and went between two runs whose files are kept."""
    before, after = held_links(workspace, start.number), held_links(workspace, end.number)
    if before is None or after is None:
        return
    for word, rows in (("came", set(after) - set(before)), ("went", set(before) - set(after))):
        told = [f"{one} = {other} ({reason})" for one, other, state, reason in sorted(rows) if state == "accepted"]
        if told:
            more = f" and {len(told) - SHOWN} more" if len(told) > SHOWN else ""
            yield f"{len(told)} link{'s' if len(told) != 1 else ''} {word}: {', '.join(told[:SHOWN])}{more}"


def _joined(workspace: Workspace, start: Origin, end: Origin) -> Iterator[str]:
    """People of two systems that became one between two runs, or two again."""
    before, after = held_people(workspace, start.number), held_people(workspace, end.number)
    if before is None or after is None:
        return
    for word, rows in (("came", after - before), ("went", before - after)):
        if rows:
            told = [f"{one} = {other} ({reason})" for one, other, reason in sorted(rows)[:SHOWN]]
            more = f" and {len(rows) - SHOWN} more" if len(rows) > SHOWN else ""
            yield f"{len(rows)} link{'s' if len(rows) != 1 else ''} of people {word}: {', '.join(told)}{more}"


def _defined(start: Origin, end: Origin) -> Iterator[str]:
    yield from _named(start, end, of_identity=False)
    if start.code != end.code:
        yield "another version of Assay built the facts"


def _named(start: Origin, end: Origin, *, of_identity: bool) -> Iterator[str]:
    """Settings that differ; those of `identity` are a cause of their own."""
    before, after = _flat(start.settings), _flat(end.settings)
    for name in sorted({*before, *after}):
        if before.get(name) != after.get(name) and name.startswith(f"{IDENTITY}.") == of_identity:
            then, now = ("not set" if side.get(name) is None else side[name] for side in (before, after))
            yield f"{name}: {then} → {now}"


def _passed(start: Origin, end: Origin) -> Iterator[str]:
    if start.today != end.today:
        yield f"today: {start.today} → {end.today}"
    if start.last_day != end.last_day:
        yield f"last day with data: {start.last_day} → {end.last_day}"


def _flat(settings: Settings) -> dict[str, Any]:
    return dict(_names(settings.model_dump(mode="json")))


def _names(section: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in section.items():
        if isinstance(value, Mapping):
            yield from _names(value, f"{prefix}{name}.")
        else:
            yield prefix + name, value
