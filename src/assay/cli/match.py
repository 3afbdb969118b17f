"""`assay match`: what may be one company, and what people decide about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assay.cli.options import Place
from assay.cli.output import console_text, make_table, show, tell
from assay.errors import UsageError
from assay.plural import many

if TYPE_CHECKING:
    from assay.landing.decide import Decision
    from assay.memory.preview import Preview
    from assay.store.runs import Run
    from assay.store.workspace import Workspace
    from assay.views.matching import Asked

HEADER = ("account", "name", "other", "other name", "score", "why", "touches", "people", "open deals", "pipeline")
NUMBERS = ("score", "touches", "people", "open deals", "pipeline")


def match(
    place: Place,
    listing: Annotated[
        bool, typer.Option("--list", help="List the links that hold, instead of what is proposed.")
    ] = False,
    people: Annotated[bool, typer.Option("--people", help="With --list: the people that two systems have.")] = False,
    accept: Annotated[
        list[str] | None,
        typer.Option(
            "--accept", metavar="ACCOUNT=OTHER", help="OTHER, an account or a name as written, is ACCOUNT. Repeatable."
        ),
    ] = None,
    reject: Annotated[
        list[str] | None, typer.Option("--reject", metavar="ACCOUNT=OTHER", help="They are two companies. Repeatable.")
    ] = None,
    families: Annotated[
        bool, typer.Option("--families", help="Propose which accounts are the parents of others.")
    ] = False,
    parent: Annotated[
        list[str] | None, typer.Option("--parent", metavar="PARENT=CHILD", help="PARENT owns CHILD. Repeatable.")
    ] = None,
    accept_sure: Annotated[
        bool,
        typer.Option("--accept-sure", help="Accept all pairs with one name and one country and no other candidate."),
    ] = False,
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why: it is kept with what is decided.")] = "",
    most: Annotated[int, typer.Option("--most", min=1, help="So many proposals, those most hangs on first.")] = 50,
    check: Annotated[bool, typer.Option("--check", help="Show what would be decided, and decide nothing.")] = False,
) -> None:
    """Propose which rows and names are one company, and keep what is decided.

    Decisions land as rows: `assay refresh` applies them, `assay undo` takes them back, a later one replaces an earlier.
    """
    from assay.store.runs import open_run
    from assay.store.workspace import Workspace
    from assay.views.matching import families as family_proposals
    from assay.views.matching import links, people_links, proposals

    workspace = Workspace.find(place.folder)
    run = open_run(workspace)
    try:
        if accept or reject or accept_sure or parent:
            sure = [one for one in proposals(run, workspace=workspace) if one.is_sure] if accept_sure else []
            decisions = [
                *_decisions(run, accept or (), "accepted", reason),
                *_decisions(run, reject or (), "rejected", reason),
                *_decisions(run, parent or (), "parent", reason),
                *_sure(sure),
            ]
            previews = list(_previews(run, workspace, decisions)) if check else []
        elif listing:
            _show_links(place, people_links(run) if people else links(run), "person" if people else "account")
            return
        else:
            proposed = family_proposals(run, most, workspace) if families else proposals(run, most, workspace)
            _show_proposals(place, proposed, families=families)
            return
    finally:
        run.close()
    if check and decisions:
        from assay.memory.preview import preview_decisions

        _show_previews(place, previews, preview_decisions(workspace, decisions, progress=tell))
        return
    if decisions:
        from assay.landing.decide import decide

        decide(workspace, decisions)
    _show_decisions(place, decisions)


def _show_links(place: Place, rows: Sequence[tuple[str, ...]], what: str) -> None:
    header = (what, "other", "state", "why")
    data = [dict(zip(header, row, strict=True)) for row in rows]
    show(place, data, (header, rows), lambda: [make_table(header, rows)])


PREVIEW = (
    "account",
    "other",
    "decision",
    "touches gained",
    "people gained",
    "deals joined",
    "lists",
    "figures that read it",
)


def _previews(run: Run, workspace: Workspace, decisions: Sequence[Decision]) -> Iterator[list[Any]]:
    """What each decision would change; a rejection changes nothing."""
    from assay.views.matching import asked_of
    from assay.views.matching_preview import preview

    for one in decisions:
        said = "alias" if one.is_name else one.state
        if one.state != "accepted":
            yield [one.account_id, one.other, said, 0, 0, 0, "", ""]
            continue
        told = preview(run, workspace, asked_of(run, workspace, one.account_id, one.other, is_name=one.is_name))
        yield [
            one.account_id,
            one.other,
            said,
            told.touches_gained,
            told.people_gained,
            told.deals_joined,
            ", ".join(told.lists),
            ", ".join(told.figures),
        ]


def _show_previews(place: Place, rows: Sequence[list[Any]], preview: Preview) -> None:
    """Decision by decision what moves, and below them what all of them together make of the headline figures."""
    data = [dict(zip((name.replace(" ", "_") for name in PREVIEW), row, strict=True)) for row in rows]
    shown = [[*row[:-1], _few(row[-1])] for row in rows]
    differ = [one for one in preview.figures if one.differs]
    figures = [(one.question.kpi, one.question.window, one.before.value, one.after.value) for one in differ]
    header = ("figure", "window", "before", "after")
    said = f"{len(differ)} of {many(len(preview.figures), 'figure')} of run {preview.run} would differ. Nothing was decided: this is a check."
    show(
        place,
        {"decisions": data, **preview.to_json()},
        (PREVIEW, rows),
        lambda: [
            make_table(PREVIEW, shown, right=PREVIEW[3:6]),
            *([make_table(header, figures, right=header[2:])] if figures else []),
            *console_text(said),
        ],
    )


def _few(figures: str) -> str:
    names = figures.split(", ") if figures else []
    return ", ".join(names[:4]) + (f" and {len(names) - 4} more" if len(names) > 4 else "")


def _sure(asked: Sequence[Asked]) -> Iterator[Decision]:
    from assay.landing.decide import Decision

    for one in asked:
        yield Decision(one.proposal.account_id, one.proposal.other, "accepted", reason=", ".join(one.proposal.reasons))


def _decisions(run: Run, written: Sequence[str], state: str, reason: str) -> Iterator[Decision]:
    from assay.views.matching import decision_between

    cursor = run.cursor()
    for text in written:
        account, sign, other = (part.strip() for part in text.partition("="))
        if not sign or not other:
            raise UsageError(f"{text!r} is no pair.", hint="Write ACCOUNT=OTHER: --accept 001=hubspot:99.")
        yield decision_between(cursor, account, other, state, reason)


def _show_proposals(place: Place, asked: Sequence[Asked], *, families: bool = False) -> None:
    rows = [_row(one) for one in asked]
    data = [dict(zip((name.replace(" ", "_") for name in HEADER), row, strict=True)) for row in rows]
    said = (
        f"{len(rows)} to decide. `assay match --parent PARENT=CHILD` or `--reject PARENT=CHILD`, then `assay refresh`."
        if rows and families
        else f"{len(rows)} to decide. `assay match --accept ACCOUNT=OTHER` or `--reject ACCOUNT=OTHER`, then `assay refresh`."
        if rows
        else "Nothing to decide."
    )
    show(
        place,
        data,
        (HEADER, rows),
        lambda: [*([make_table(HEADER, rows, right=NUMBERS)] if rows else []), *console_text(said)],
    )


def _row(one: Asked) -> list[Any]:
    proposal, weight = one.proposal, one.weight
    other = "(name)" if proposal.is_name else proposal.other
    why = ", ".join(proposal.reasons)
    return [
        proposal.account_id,
        one.name,
        other,
        one.other_name,
        proposal.score,
        why,
        weight.touches,
        weight.people,
        weight.open_deals,
        weight.pipeline,
    ]


def _show_decisions(place: Place, decisions: Sequence[Decision]) -> None:
    header = ("account", "other", "decision")
    rows = [(one.account_id, one.other, "alias" if one.is_name else one.state) for one in decisions]
    said = "Landed; `assay refresh` applies it." if rows else "Nothing to decide."
    show(
        place,
        [dict(zip(header, row, strict=True)) for row in rows],
        (header, rows),
        lambda: [make_table(header, rows), *console_text(said)],
    )
