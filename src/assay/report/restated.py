"""What later data, settings or definitions did to figures already told: since the last pack, else since the last quarter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from assay.errors import AssayError
from assay.kpis import find
from assay.memory.changes import Change, Changes, compare_runs
from assay.memory.differences import LoadsTakenBack, RowsLanded, SettingChanged
from assay.memory.figures import Question, questions
from assay.memory.kept import known_runs
from assay.memory.origin import Origin
from assay.memory.reasons import reasons
from assay.memory.states import TABLES_OF
from assay.metrics.scope import Scope
from assay.report.brief import Brief
from assay.report.pack import Block, Cell, Page, Points, Prose, Table
from assay.report.record import last_pack
from assay.report.say import plain
from assay.store.workspace import Workspace

CAUSES = {
    "accounts": "accounts",
    "identity": "who is who",
    "people": "people and users",
    "list_changes": "list changes",
    "late_touches": "late touches",
    "deals": "deal changes",
    "contracts": "contract changes",
    "rates": "rates of exchange",
    "costs": "costs",
    "signals": "surveys and intent signals",
    "definition": "definitions and settings",
    "time": "days that went by",
}
MOST = 14


def restated_page(brief: Brief, told: Sequence[Block]) -> Page | None:
    """A page of its own, where figures told earlier are different today."""
    tables = [block for block in told if isinstance(block, Table)]
    if not tables:
        return None
    message = brief.say.many(
        "%(n)s figure told earlier is different today",
        "%(n)s figures told earlier are different today",
        len(tables[0].rows),
    )
    return Page("restated", brief.say("What changed"), message, tuple(told))


def restated(brief: Brief) -> tuple[Block, ...]:
    """Blocks for the page of changes; nothing for a reader who may not see the company."""
    workspace, say = brief.asking.workspace, brief.say
    if workspace is None or not brief.company:
        return ()
    try:
        since = _since(brief, workspace)
        if since is None:
            said = say("This is the first run that is kept: no figure told earlier can have changed yet.")
            return (Prose(said, "note"),)
        return tuple(_told(brief, workspace, *since))
    except AssayError as error:
        return (Prose(error.message, "note"),)


def _since(brief: Brief, workspace: Workspace) -> tuple[Origin, Origin] | None:
    """The run of the last pack about the same scope, else the one current when the quarter began, else the one before."""
    known = {origin.number: origin for origin in known_runs(workspace)}
    now = known.get(brief.asking.run_number)
    earlier = {number: origin for number, origin in known.items() if number < brief.asking.run_number}
    if now is None or not earlier:
        return None
    packed = last_pack(workspace, brief.scope.to_json(), before=brief.asking.run_number)
    if packed in earlier:
        return earlier[packed], now
    ago = brief.timing.end - timedelta(days=92)
    old = [number for number, origin in earlier.items() if origin.today <= ago]
    return earlier[max(old or earlier)], now


def _told(brief: Brief, workspace: Workspace, then: Origin, now: Origin) -> Iterator[Block]:
    say = brief.say
    title = say(
        "Figures told with run %(run)s of %(day)s that have changed since",
        run=str(then.number),
        day=say.day(then.today),
    )
    lines = tuple(reason_lines(brief, workspace, then, now))
    if brief.explain:
        changes = compare_runs(workspace, then.number, now.number, _questions(brief, then), brief.told)
        yield _table(brief, title, changes) if changes.changed else Prose(say("%(title)s: none.", title=title), "note")
    if lines:
        yield Points(lines, say("What has come in since run %(run)s", run=str(then.number)))
    if not brief.explain:
        page = say("What changed between two runs")
        yield Prose(say("The page “%(page)s” tells which figures this changed, cause by cause.", page=page), "note")


def _questions(brief: Brief, then: Origin) -> Sequence[Question]:
    """The headline figures of the same scope, in the days told then."""
    asked = Scope() == brief.scope
    return () if asked else questions(brief.asking.settings, then.last_day, (), brief.scope)


def _table(brief: Brief, title: str, changes: Changes) -> Table:
    say = brief.say
    columns = (say("Figure"), say("Days"), say("Told then"), say("Now"), say("Difference"), say("Because of"))
    rows = tuple(_row(brief, change) for change in changes.changed)
    return Table("restated", title, columns, rows, shown=MOST)


def _row(brief: Brief, change: Change) -> tuple[Cell, ...]:
    say, kpi = brief.say, find(change.question.kpi)
    currency = change.after.currency or change.before.currency
    unit = kpi.unit
    asked = change.before_asked
    difference = None if change.difference is None else float(change.difference)
    causes = (_part(brief, part.cause, part.difference, unit, currency) for part in change.parts)
    return (
        say.text(kpi.name[say.language]),
        say.text(f"{say.day(asked.start)} – {say.day(asked.end)}"),
        say.cell(change.before.value, unit, currency),
        say.cell(change.after.value, unit, currency),
        say.difference_cell(difference, unit, currency),
        say.text("; ".join(causes)),
    )


def _part(brief: Brief, cause: str, difference: object, unit: str, currency: str | None) -> str:
    name = brief.say(CAUSES[cause])
    if difference is None:
        return name
    return f"{name} {brief.say.difference(float(difference), unit, currency)}"  # type: ignore[arg-type]


def reason_lines(brief: Brief, workspace: Workspace, then: Origin, now: Origin) -> Iterator[str]:
    """What landed, what was taken back, what was set otherwise and which days went by between two runs."""
    say, found = brief.say, reasons(workspace, then, now)
    for cause in TABLES_OF:
        rows = sum(one.rows for one in found.get(cause, ()) if isinstance(one, RowsLanded))
        back = sorted({n for one in found.get(cause, ()) if isinstance(one, LoadsTakenBack) for n in one.loads})
        if rows:
            counted = say.many("%(n)s new or changed row", "%(n)s new or changed rows", rows)
            yield say("%(what)s: %(said)s", what=say(CAUSES[cause]), said=counted)
        if back:
            loads = ", ".join(map(str, back))
            yield say("%(table)s: load %(n)s was taken back", table=say(CAUSES[cause]), n=loads)
    changed = {one.section for several in found.values() for one in several if isinstance(one, SettingChanged)}
    if changed:
        told = say.several([plain(name) for name in sorted(changed)])
        yield say("%(what)s: %(said)s", what=say(CAUSES["definition"]), said=told)
    if then.last_day != now.last_day:
        days = say("%(start)s to %(end)s", start=say.day(then.last_day), end=say.day(now.last_day))
        yield say("%(what)s: %(said)s", what=say(CAUSES["time"]), said=days)
