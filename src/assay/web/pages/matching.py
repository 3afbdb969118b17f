"""Who is who: what may be one company side by side, what accepting changes, and the decisions that stand, to be taken back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form
from fastapi.responses import RedirectResponse, Response

from assay.errors import UsageError
from assay.kpis import CATALOGUE
from assay.landing.decide import Decision, Landed, decide, landed_decisions
from assay.landing.undo import undo
from assay.memory.preview import Preview as Figures
from assay.memory.preview import preview_decisions
from assay.metrics.answers import Run
from assay.metrics.scope import Scope
from assay.store.audit import note
from assay.store.workspace import Workspace
from assay.views.matching import Asked, decision_between, proposals
from assay.views.matching_preview import Preview, preview
from assay.web.jobs import Tell
from assay.web.pages.previewed import effect_of
from assay.web.pages.registry import Page, Shown
from assay.web.rights import COMPANY, Role
from assay.web.scope_url import COMMON_WORDS, SCOPE_WORDS
from assay.web.tables import Column, TableData
from assay.web.visit import Visit
from assay.web.visiting import visiting

DECIDERS: tuple[Role, ...] = ("admin", "analyst")
WORDS = ("decided", "check")
SHOWN = 10
"""So many pairs are laid side by side, each with what accepting it changes."""
LOOK = "check"
"""In the place of a decision: what it would do is worked out first."""
PATIENCE = 2.0
"""Seconds that the page waits for it, so that what a small workspace answers is shown at once."""
BULK = 500
"""So many pairs are accepted by a rule at once."""

Queue = tuple[list[Asked], list[Preview]]


def matching_page(visit: Visit) -> Shown:
    workspace = visit.workspace
    decided = landed_decisions(workspace)
    asked, told = _queue_of(visit, decided)
    sure = [one for one in asked if one.is_sure]
    tables = (queue_table(visit, asked), decisions_table(visit, decided))
    values = {
        "cards": [_card(visit, one, two) for one, two in zip(asked, told, strict=False)],
        "of": len(asked),
        "sure": len(sure),
        "checked": _of_all(visit, sure) if visit.query.get("check") == "sure" else None,
        "loads": _loads(visit, decided),
        "may_decide": visit.viewer.role in DECIDERS,
        "decided": visit.query.get("decided"),
        "effect": (effect := _effect(visit)),
        "again": visit.href() if effect and effect["running"] else None,
    }
    data = {"proposals": [_row(visit, one) for one in asked], "decisions": [_decision(one) for one in decided]}
    return Shown("pages/matching.html", values, tables, data=data)


def _job(visit: Visit) -> str:
    return f"matching {visit.viewer.name}"


def _effect(visit: Visit) -> dict[str, Any] | None:
    """What the decisions that the reader looks at would make of the headline figures; None where there are none."""
    job = visit.site.jobs.get(_job(visit))
    if job is None or visit.viewer.role not in DECIDERS:
        return None
    job.ended.wait(PATIENCE)
    held: dict[str, Any] = job.outcome or {}
    decisions: Sequence[Decision] = held.get("decisions", ())
    figures: Figures | None = held.get("figures")
    return {
        "pairs": [f"{one.account_id} = {one.other}" for one in decisions[:SHOWN]],
        "more": max(0, len(decisions) - SHOWN),
        "count": len(decisions),
        "running": figures is None and not job.problem,
        "done": job.done,
        "of": job.of,
        "problem": job.problem[0] if job.problem else None,
        **(effect_of(visit, figures) or {}),
    }


def _look(visit: Visit, decisions: list[Decision]) -> Response:
    """Works out in the background what the decisions would do; the page shows it."""
    path = visit.workspace.path

    def work(tell: Tell) -> dict[str, Any]:
        preview = preview_decisions(Workspace(path), decisions, steps=lambda done, of: tell("", done, of))
        return {"decisions": decisions, "figures": preview}

    job = visit.site.jobs.start(_job(visit), work, visit.viewer.name or None)
    if job.outcome is None:
        job.outcome = {"decisions": decisions}
    return RedirectResponse("/matching#effect", 303)


def _queue_of(visit: Visit, decided: Sequence[Landed]) -> Queue:
    """Kept until something else is decided."""
    queue: Queue = visit.ask(_queue, visit.workspace, tuple(one.decision for one in decided), scope=Scope())
    return queue


def _queue(run: Run, scope: Scope, workspace: Workspace, decided: tuple[Decision, ...]) -> Queue:  # noqa: ARG001
    asked = proposals(run, workspace=workspace)
    return asked, [preview(run, workspace, one) for one in asked[:SHOWN]]


def _of_all(visit: Visit, sure: Sequence[Asked]) -> dict[str, Any]:
    """What a rule would change, all of its pairs together."""
    moved = sum((one.weight.touches for one in sure), 0)
    return {"pairs": visit.fmt.number(len(sure)), "touches": visit.fmt.number(moved)}


def _card(visit: Visit, asked: Asked, told: Preview) -> dict[str, Any]:
    proposal = asked.proposal
    return {
        "sides": [_side(visit, asked.account, asked.name), _side(visit, asked.other, asked.other_name)],
        "account": proposal.account_id,
        "other": proposal.other,
        "is_name": proposal.is_name,
        "score": visit.fmt.number(proposal.score),
        "reasons": [_reason(visit, reason) for reason in proposal.reasons],
        "weight": asked.weight,
        "money": visit.fmt.money(asked.weight.pipeline, visit.settings.currency) if asked.weight.pipeline else None,
        "changes": list(_changes(visit, asked, told)),
        "figures": [CATALOGUE[key].name[visit.language] for key in told.figures],
    }


def _side(visit: Visit, account: Any, name: str) -> dict[str, Any]:
    if account is None:
        return {
            "name": name,
            "facts": [(visit._("What it is"), visit._("a name as written, of no account"))],
            "href": None,
        }
    facts = [
        (visit._("Id"), account.account_id),
        (visit._("Domain"), ", ".join(sorted(account.domains)) or "–"),
        (visit._("Country"), account.country or "–"),
    ]
    return {"name": name, "facts": facts, "href": visit.account_href(account.account_id)}


def _changes(visit: Visit, asked: Asked, told: Preview) -> Iterator[str]:
    number = visit.fmt.number
    if told.touches_gained:
        yield visit._("Touches that gain an account: %(n)s", n=number(told.touches_gained))
    if told.people_gained:
        yield visit._("People that gain an account: %(n)s", n=number(told.people_gained))
    if told.deals_joined:
        yield visit._("Deals that move to the first account: %(n)s", n=number(told.deals_joined))
    if told.twice_on_lists:
        yield visit._("Both rows are on a list: %(lists)s counts one account less.", lists=", ".join(told.lists))
    if not asked.proposal.is_name:
        yield visit._("The first account stays, the other becomes part of it.")


_REASONS = {
    "same name": "same name",
    "same country": "same country",
    "like its name": "like its name",
}


def _reason(visit: Visit, reason: str) -> str:
    if reason in _REASONS:
        return visit._(_REASONS[reason])
    if reason.startswith("same domain "):
        return visit._("same domain %(domain)s", domain=reason.removeprefix("same domain "))
    return visit._("two countries: %(countries)s", countries=reason.removeprefix("countries ").replace(" and ", ", "))


def queue_table(visit: Visit, asked: Sequence[Asked]) -> TableData:
    columns = (
        Column("name", visit._("Account"), link=lambda row: visit.account_href(row["account"])),
        Column("other_name", visit._("May be the same")),
        Column("why", visit._("Why")),
        Column("score", visit._("Likeness"), "number"),
        Column("pipeline", visit._("Open pipeline"), "number"),
        Column("open_deals", visit._("Open deals"), "number"),
        Column("touches", visit._("Touches"), "number"),
        Column("people", visit._("People"), "number"),
        Column("account", visit._("Id")),
        Column("other", visit._("Other id")),
    )
    empty = visit._("Nothing to decide: no two accounts look alike, and every written name leads to one.")
    rows = [_row(visit, one) for one in asked]
    return TableData("proposals", visit._("All that is undecided"), columns, rows, empty=empty, most=25)


def _row(visit: Visit, asked: Asked) -> dict[str, Any]:
    proposal, weight = asked.proposal, asked.weight
    return {
        "account": proposal.account_id,
        "name": asked.name,
        "other": None if proposal.is_name else proposal.other,
        "other_name": asked.other_name,
        "score": proposal.score,
        "why": ", ".join(_reason(visit, reason) for reason in proposal.reasons),
        "touches": weight.touches,
        "people": weight.people,
        "open_deals": weight.open_deals,
        "pipeline": weight.pipeline,
        "is_sure": asked.is_sure,
    }


def decisions_table(visit: Visit, decided: Sequence[Landed]) -> TableData:
    columns = (
        Column("account", visit._("Account")),
        Column("other", visit._("Other id or name")),
        Column("state", visit._("Decision"), label="link_states"),
        Column("reason", visit._("Why")),
        Column("by", visit._("Decided by")),
        Column("at", visit._("When"), "moment"),
        Column("load", visit._("Load"), "number"),
    )
    empty = visit._("Nobody has decided anything yet.")
    return TableData(
        "decisions", visit._("Decisions"), columns, [_decision(one) for one in decided], empty=empty, most=25
    )


def _decision(landed: Landed) -> dict[str, Any]:
    one = landed.decision
    state = "alias" if one.is_name else one.state
    told = {"account": one.account_id, "other": one.other, "state": state, "reason": one.reason}
    return {**told, "by": landed.by, "at": landed.at, "load": landed.load}


def _loads(visit: Visit, decided: Sequence[Landed]) -> list[dict[str, Any]]:
    """The latest loads of decisions, each of which can be taken back as a whole."""
    by_load: dict[int, list[Landed]] = {}
    for one in decided:
        by_load.setdefault(one.load, []).append(one)
    return [
        {
            "load": load,
            "rows": visit.fmt.number(len(rows)),
            "what": ", ".join(f"{one.decision.account_id} = {one.decision.other}" for one in rows[:3])
            + (" …" if len(rows) > 3 else ""),
            "by": rows[0].by or "",
        }
        for load, rows in sorted(by_load.items(), reverse=True)[:5]
    ]


ROUTER = APIRouter()
_deciding = Depends(visiting((*SCOPE_WORDS, *COMMON_WORDS, *WORDS), DECIDERS))
_Text = Annotated[str, Form(max_length=500)]


@ROUTER.post("/matching")
def take_decision(
    visit: Annotated[Visit, _deciding], account: _Text, other: _Text, state: _Text = "accepted", reason: _Text = ""
) -> Response:
    """One pair is decided: `other` is an account's id, or a name as written."""
    if state not in ("accepted", "rejected", LOOK):
        raise UsageError(f"{state!r} is no decision.", hint="It is accepted or rejected.")
    wanted = "accepted" if state == LOOK else state
    decision = decision_between(visit.cursor(), account.strip(), other.strip(), wanted, reason)
    return _look(visit, [decision]) if state == LOOK else _landed(visit, [decision])


@ROUTER.post("/matching/sure")
def accept_sure(visit: Annotated[Visit, _deciding], state: _Text = "accepted") -> Response:
    """All pairs with one base name and one country that have no other candidate are accepted, or looked at (`check`)."""
    asked, _ = _queue_of(visit, landed_decisions(visit.workspace))
    sure = [one.proposal for one in asked if one.is_sure][:BULK]
    decisions = [Decision(one.account_id, one.other, "accepted", reason=", ".join(one.reasons)) for one in sure]
    return _look(visit, decisions) if state == LOOK and decisions else _landed(visit, decisions)


@ROUTER.post("/matching/checked")
def take_checked(visit: Annotated[Visit, _deciding], do: _Text) -> Response:
    """The decisions that were looked at are taken (`accept`), or let go (`leave`)."""
    job = visit.site.jobs.get(_job(visit))
    held: dict[str, Any] = (job.outcome if job else None) or {}
    visit.site.jobs.stop(_job(visit))
    return _landed(visit, list(held.get("decisions", ()))) if do == "accept" else RedirectResponse("/matching", 303)


@ROUTER.post("/matching/undo")
def take_back(visit: Annotated[Visit, _deciding], load: Annotated[int, Form()]) -> Response:
    """The decisions of one load are taken back; loads of anything else are none of this page's."""
    if load not in {one.load for one in landed_decisions(visit.workspace)}:
        raise UsageError(f"Load {load} holds no decision that stands.", hint="Load the page again.")
    undo(visit.workspace, [load])
    note(visit.workspace, "match undone", visit.viewer.name or None, load=load)
    return RedirectResponse("/matching?decided=undone#decisions", 303)


def _landed(visit: Visit, decisions: Sequence[Decision]) -> Response:
    if decisions:
        decide(visit.workspace, decisions, by=visit.viewer.name or None)
        note(visit.workspace, "match", visit.viewer.name or None, decisions=len(decisions))
    return RedirectResponse("/matching?decided=landed", 303)


PAGES = (Page("matching", "/matching", "Who is who", matching_page, words=WORDS, roles=COMPANY, scoped=False),)
