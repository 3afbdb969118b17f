"""`assay match`: what may be one company, and what people decide about it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assay.cli.options import Place
from assay.cli.output import console_text, make_table, show
from assay.errors import UsageError, did_you_mean

if TYPE_CHECKING:
    from assay.landing.decide import Decision
    from assay.store.runs import Run
    from assay.views.matching import Asked

HEADER = ("account", "name", "other", "other name", "score", "why", "touches", "people", "open deals")
NUMBERS = ("score", "touches", "people", "open deals")


def match(
    place: Place,
    listing: Annotated[
        bool, typer.Option("--list", help="List the links that hold, instead of what is proposed.")
    ] = False,
    accept: Annotated[
        list[str] | None,
        typer.Option(
            "--accept", metavar="ACCOUNT=OTHER", help="OTHER, an account or a name as written, is ACCOUNT. Repeatable."
        ),
    ] = None,
    reject: Annotated[
        list[str] | None, typer.Option("--reject", metavar="ACCOUNT=OTHER", help="They are two companies. Repeatable.")
    ] = None,
    accept_sure: Annotated[
        bool,
        typer.Option("--accept-sure", help="Accept all pairs with one name and one country and no other candidate."),
    ] = False,
    most: Annotated[int, typer.Option("--most", min=1, help="So many proposals, those most hangs on first.")] = 50,
    check: Annotated[bool, typer.Option("--check", help="Show what would be decided, and decide nothing.")] = False,
) -> None:
    """Propose which rows and names are one company, and keep what is decided.

    Decisions land as rows: `assay refresh` applies them, `assay undo` takes them back, a later one replaces an earlier.
    """
    from assay.store.runs import open_run
    from assay.store.workspace import Workspace
    from assay.views.matching import links, proposals

    workspace = Workspace.find(place.folder)
    run = open_run(workspace)
    try:
        if accept or reject or accept_sure:
            sure = [one for one in proposals(run) if one.is_sure] if accept_sure else []
            decisions = [
                *_decisions(run, accept or (), "accepted"),
                *_decisions(run, reject or (), "rejected"),
                *_sure(sure),
            ]
        elif listing:
            rows = links(run)
            header = ("account", "other", "state", "why")
            show(
                place,
                [dict(zip(header, row, strict=True)) for row in rows],
                (header, rows),
                lambda: [make_table(header, rows)],
            )
            return
        else:
            _show_proposals(place, proposals(run, most))
            return
    finally:
        run.close()
    if not check and decisions:
        from assay.landing.decide import decide

        decide(workspace, decisions)
    _show_decisions(place, decisions, check=check)


def _sure(asked: Sequence[Asked]) -> Iterator[Decision]:
    from assay.landing.decide import Decision

    for one in asked:
        yield Decision(one.proposal.account_id, one.proposal.other, "accepted", reason=", ".join(one.proposal.reasons))


def _decisions(run: Run, written: Sequence[str], state: str) -> Iterator[Decision]:
    from assay.landing.decide import Decision

    cursor = run.cursor()
    known = {row[0] for row in cursor.execute("SELECT account_id FROM lookup.accounts").fetchall()}
    for text in written:
        account, sign, other = (part.strip() for part in text.partition("="))
        if not sign or not other:
            raise UsageError(f"{text!r} is no pair.", hint="Write ACCOUNT=OTHER: --accept 001=hubspot:99.")
        if account not in known:
            raise UsageError(f"No account {account!r}.", hint=did_you_mean(account, tuple(known)))
        is_name = other not in known
        if is_name and state == "rejected":
            raise UsageError(f"No account {other!r}.", hint="A name that is not accepted belongs to nobody already.")
        yield Decision(account, other, state, is_name)


def _show_proposals(place: Place, asked: Sequence[Asked]) -> None:
    rows = [_row(one) for one in asked]
    data = [dict(zip((name.replace(" ", "_") for name in HEADER), row, strict=True)) for row in rows]
    said = (
        f"{len(rows)} to decide. `assay match --accept ACCOUNT=OTHER` or `--reject ACCOUNT=OTHER`, then `assay refresh`."
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
    ]


def _show_decisions(place: Place, decisions: Sequence[Decision], *, check: bool) -> None:
    header = ("account", "other", "decision")
    rows = [(one.account_id, one.other, "alias" if one.is_name else one.state) for one in decisions]
    said = (
        "Nothing was decided: this is a check."
        if check
        else "Landed; `assay refresh` applies it."
        if rows
        else "Nothing to decide."
    )
    show(
        place,
        [dict(zip(header, row, strict=True)) for row in rows],
        (header, rows),
        lambda: [make_table(header, rows), *console_text(said)],
    )
