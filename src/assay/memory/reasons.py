"""What stands behind a cause: rows that landed in between, settings that changed, days that went by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Set
from typing import Any, Literal

from assay.landing.list_changes import ListChange, told_changes
from assay.landing.manifest import batches, undone
from assay.memory.differences import (
    CodeChanged,
    DayPassed,
    Difference,
    Link,
    LinksMoved,
    ListChanged,
    LoadsTakenBack,
    MoreListsChanged,
    RowsLanded,
    SettingChanged,
)
from assay.memory.origin import Origin
from assay.memory.states import IDENTITY, TABLES_OF, held_links, held_people
from assay.settings import Settings
from assay.store.workspace import Workspace

SHOWN = 5
_Links = Set[tuple[str, str, str]]


def reasons(workspace: Workspace, start: Origin, end: Origin) -> dict[str, tuple[Difference, ...]]:
    """What differs, by cause; only causes in which the runs differ."""
    said: dict[str, tuple[Difference, ...]] = {
        cause: tuple(_landed(workspace, cause, start, end)) for cause in TABLES_OF
    }
    said[IDENTITY] = (
        *said[IDENTITY],
        *_linked(workspace, start, end),
        *_joined(workspace, start, end),
        *_named(start, end, of_identity=True),
    )
    said["definition"] = tuple(_defined(start, end))
    said["time"] = tuple(_passed(start, end))
    return {cause: differences for cause, differences in said.items() if differences}


def _landed(workspace: Workspace, cause: str, start: Origin, end: Origin) -> Iterator[Difference]:
    for table in TABLES_OF[cause]:
        if start.landed.get(table) != end.landed.get(table):
            between = sorted((start.loads.get(table, 0), end.loads.get(table, 0)))
            back = {one.load: one.undone for one in undone(workspace) if between[0] < one.load <= between[1]}
            landed = batches(workspace, table)
            new = [batch for batch in landed if between[0] < batch.load <= between[1] and batch.load not in back]
            taken = sorted({batch.load for batch in landed} & set(back.values()))
            if new or not taken:
                yield RowsLanded(table, sum(batch.rows for batch in new), len({batch.load for batch in new}))
            if taken:
                yield LoadsTakenBack(table, tuple(taken))
            if table == "list_memberships":
                yield from _of_lists(told_changes(workspace, new))


def _of_lists(changed: Iterable[ListChange]) -> Iterator[Difference]:
    """Changes of lists made in Assay, with who made them and why."""
    told = [ListChanged(one.list, one.accounts, one.kind, one.day, one.by, one.reason) for one in changed]
    yield from told[:SHOWN]
    if len(told) > SHOWN:
        yield MoreListsChanged(len(told) - SHOWN)


def _linked(workspace: Workspace, start: Origin, end: Origin) -> Iterator[LinksMoved]:
    """Links that came and went between two runs whose files are kept."""
    before, after = held_links(workspace, start.number), held_links(workspace, end.number)
    if before is None or after is None:
        return
    accepted = [
        {(one, other, reason) for one, other, state, reason in rows if state == "accepted"}
        for rows in (set(before) - set(after), set(after) - set(before))
    ]
    yield from _moved("companies", *accepted)


def _joined(workspace: Workspace, start: Origin, end: Origin) -> Iterator[LinksMoved]:
    """People of two systems that became one between two runs, or two again."""
    before, after = held_people(workspace, start.number), held_people(workspace, end.number)
    if before is not None and after is not None:
        yield from _moved("people", before - after, after - before)


def _moved(of: Literal["companies", "people"], went: _Links, came: _Links) -> Iterator[LinksMoved]:
    if came:
        yield LinksMoved(of, "came", len(came), tuple(Link(*link) for link in sorted(came)[:SHOWN]))
    if went:
        yield LinksMoved(of, "went", len(went), tuple(Link(*link) for link in sorted(went)[:SHOWN]))


def _defined(start: Origin, end: Origin) -> Iterator[Difference]:
    yield from _named(start, end, of_identity=False)
    if start.code != end.code:
        yield CodeChanged()


def _named(start: Origin, end: Origin, *, of_identity: bool) -> Iterator[SettingChanged]:
    """Settings that differ; those of `identity` are a cause of their own."""
    before, after = _flat(start.settings), _flat(end.settings)
    for name in sorted({*before, *after}):
        if before.get(name) != after.get(name) and name.startswith(f"{IDENTITY}.") == of_identity:
            yield SettingChanged(name, before.get(name), after.get(name))


def _passed(start: Origin, end: Origin) -> Iterator[DayPassed]:
    if start.today != end.today:
        yield DayPassed("today", start.today, end.today)
    if start.last_day != end.last_day:
        yield DayPassed("last day with data", start.last_day, end.last_day)


def _flat(settings: Settings) -> dict[str, Any]:
    return dict(_names(settings.model_dump(mode="json")))


def _names(section: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in section.items():
        if isinstance(value, Mapping):
            yield from _names(value, f"{prefix}{name}.")
        else:
            yield prefix + name, value
