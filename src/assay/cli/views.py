"""`assay funnel`, `accounts`, `account`, `deals`, `compare-lists`, `diagnosis`: tables made of the rows of the KPIs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assay.cli.options import Asked, Place
from assay.cli.output import show
from assay.metrics.scope import split

if TYPE_CHECKING:
    from assay.store.runs import Run

Mqa = Annotated[bool, typer.Option("--mqa", help="Show MQA as a stage of its own, between engaged and opportunity.")]
Record = dict[str, Any]


def funnel(
    place: Place,
    asked: Asked,
    mqa: Mqa = False,
    by: Annotated[
        str | None,
        typer.Option("--by", metavar="WORD", help="Parts side by side: tier, list, owner, industry or programme."),
    ] = None,
) -> None:
    """Show the account funnel: where accounts stand, how they moved in the window, how far a cohort got."""
    from assay.cli.view_tables import funnel_tables, split_tables
    from assay.views.funnel import funnel as ask

    if by is not None:
        from assay.views.split import funnel_split

        def parts(run: Run, scope: Any) -> tuple[Any, str]:
            return funnel_split(run, scope, by, run.settings.language, mqa=mqa), run.settings.language

        parted, language = _ask(place, asked, parts)
        told = parted.to_json(language)
        lines = [{"part": one["part"], **row} for one in told["parts"] for row in one["stages"]]
        _print(place, {**parted.whole.to_json(), **told}, lines, lambda: split_tables(parted))
        return
    answer = _ask(place, asked, lambda run, scope: ask(run, scope, mqa=mqa))
    said = answer.to_json()
    _print(place, said, said["stages"], lambda: funnel_tables(answer))


def accounts(
    place: Place,
    asked: Asked,
    sort: Annotated[str | None, typer.Option("--sort", metavar="COLUMN", help="Numbers from the top down.")] = None,
    limit: Annotated[int | None, typer.Option("--limit", metavar="N", help="Only the first N.")] = None,
    mqa: Mqa = False,
) -> None:
    """List the accounts of a scope: stage, engagement, coverage, pipeline, last touch, owner, change in 30 days."""
    from assay.cli.view_tables import accounts_tables
    from assay.views.accounts import accounts as ask

    answer = _ask(place, asked, lambda run, scope: ask(run, scope, sort=sort, limit=limit, mqa=mqa))
    said = answer.to_json()
    _print(place, said, said["accounts"], lambda: accounts_tables(answer))


def account(
    place: Place,
    id: Annotated[str, typer.Argument(metavar="ID", help="Of the account, or its exact name.", show_default=False)],
    asked: Asked,
    mqa: Mqa = False,
) -> None:
    """Show one account: people and missing roles, touches, deals, scores with their reasons, lists, moves."""
    from assay.cli.view_tables import account_tables
    from assay.views.account import account as ask
    from assay.views.scores import account_scores, to_records

    def both(run: Run, scope: Any) -> tuple[Any, list[Record]]:
        answer = ask(run, id, scope, mqa=mqa)
        return answer, to_records(account_scores(run, scope, answer.account["account_id"]))

    answer, signals = _ask(place, asked, both)
    lines = [*_account_lines(answer), *_signal_lines(signals)]
    _print(place, {**answer.to_json(), "signals": signals}, lines, lambda: account_tables(answer, signals))


def _signal_lines(signals: Sequence[Record]) -> Iterator[Record]:
    for one in signals:
        yield {"section": "signals", "on": one["since"], "what": one["score"], "details": one}


def _account_lines(record: Any) -> Iterator[Record]:
    """One line per fact of an account: section, the day it is about, what it is, and all of it."""
    for section in ("people", "touches", "deals", "scores", "lists", "moves"):
        days = {"touches": "occurred_on", "deals": "created_on", "lists": "valid_from", "moves": "on"}
        names = {
            "people": "person_id",
            "touches": "kind",
            "deals": "opportunity_id",
            "scores": "score",
            "lists": "list",
        }
        for row in getattr(record, section):
            day, name = row.get(days.get(section, "")), row.get(names.get(section, "to"))
            yield {"section": section, "on": day, "what": name, "details": row}


def deals(place: Place, asked: Asked) -> None:
    """List the open deals of a scope: amount, stage, stall, touches, people reached; those nobody touched apart."""
    from assay.cli.view_tables import deals_tables
    from assay.views.deals import deals as ask

    answer = _ask(place, asked, ask)
    said = answer.to_json()
    _print(place, said, said["deals"], lambda: deals_tables(answer))


def compare_lists(
    place: Place,
    asked: Asked,
    keys: Annotated[
        list[str] | None, typer.Argument(metavar="[KEY...]", help="As in `assay kpis`.", show_default="the headlines")
    ] = None,
    by: Annotated[
        str, typer.Option("--by", metavar="DIM", help="list, tier, owner, approach, programme, arm, industry, …")
    ] = "list",
) -> None:
    """Put KPIs side by side for several lists, tiers, owners or approaches; the total counts every account once."""
    from assay.cli.view_tables import side_by_side_tables
    from assay.views.lists import compare_lists as ask

    answer = _ask(place, asked, lambda run, scope: ask(run, scope, split(keys or ()), by=by))
    said = answer.to_json()
    lines = [
        {"kpi": row["kpi"], by: group[by], **{name: group.get(name) for name in ("value", "n", "note")}}
        for row in said["rows"]
        for group in (*row["groups"], *({by: f"({name})", **row[name]} for name in ("total", "before") if name in row))
    ]
    _print(place, said, lines, lambda: side_by_side_tables(answer))


def diagnosis(place: Place, asked: Asked) -> None:
    """Look for what holds a programme up: a loose word "engaged", slow reps, two sides apart, stalls, missing roles."""
    from assay.cli.view_tables import diagnosis_tables
    from assay.views.diagnosis import diagnosis as ask

    answer = _ask(place, asked, ask)
    _print(place, answer.to_json(), list(_diagnosis_lines(answer)), lambda: diagnosis_tables(answer))


def _diagnosis_lines(record: Any) -> Iterator[Record]:
    for line in record.presets:
        for preset, figure in line.figures.items():
            yield _line("presets", line.kpi, preset, figure.value, figure.n)
    for speed in record.speed:
        yield _line("speed", speed.signal, "median_days", speed.median_days, speed.signals)
        yield _line("speed", speed.signal, "share_none", speed.share_none, speed.signals)
    yield _line("alignment", "alignment", None, record.alignment.value, record.alignment.n)
    for stall in record.stalls:
        yield _line("stalls", stall.stage, "stalled", stall.stalled, stall.open)
    for role in record.roles:
        yield _line("roles", role.role, "share_lacking", role.share, role.of)


def _line(section: str, name: str | None, what: str | None, value: Any, n: int) -> Record:
    return {"section": section, "name": name, "what": what, "value": value, "n": n}


def _ask(place: Place, asked: Asked, question: Callable[[Run, Any], Any]) -> Any:
    from assay.api import check_names
    from assay.store.runs import open_run
    from assay.store.workspace import Workspace

    scope = asked.scope()
    with closing(open_run(Workspace.find(place.folder))) as run:
        check_names(run, scope)
        return question(run, scope)


def _print(place: Place, data: Record, rows: Sequence[Record], tables: Callable[[], Any]) -> None:
    header = list(dict.fromkeys(name for row in rows for name in row))
    lines = (header, [[row.get(name) for name in header] for row in rows])
    show(place, data, lines, tables)
