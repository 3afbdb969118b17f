"""The accounts of a scope: search, facets, and one table with the reps on them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from assay.errors import UsageError, did_you_mean
from assay.languages.folding import folded
from assay.languages.labels import label
from assay.views.accounts import AccountRow, AccountsAnswer, accounts
from assay.views.attention import SILENT_DAYS
from assay.views.stages import LEVEL, STAGES
from assay.web.pages.help import helped
from assay.web.pages.registry import Page, Shown
from assay.web.pages.sets import set_name
from assay.web.tables import Column, TableData
from assay.web.visit import Visit

MOVES = ("forward", "back", "silent")
MOST_CHOICES = 8


@dataclass(frozen=True)
class Choice:
    title: str
    count: int
    href: str
    chosen: bool


@dataclass(frozen=True)
class Facet:
    title: str
    choices: tuple[Choice, ...]


Keeps = Callable[[AccountRow], bool]


@helped
def accounts_page(visit: Visit) -> Shown:
    answer = visit.ask(accounts, scope=replace(visit.scope, mode="snapshot"))
    wanted = _wanted(visit, answer)
    rows = [row for row in answer.accounts if all(keeps(row) for keeps in wanted.values())]
    values = {
        "found": answer,
        "rows": rows,
        "facets": _facets(visit, answer, wanted),
        "counted": set_name(visit, "scope"),
        "search": visit.query.get("q") or "",
        "narrowed": bool(wanted),
        "people": people_on(rows),
    }
    data = {**answer.to_json(), "of": answer.of, "accounts": [asdict(row) for row in rows]}
    return Shown("pages/accounts.html", values, (accounts_table(visit, rows, answer),), data=data)


def _wanted(visit: Visit, accounts: AccountsAnswer) -> dict[str, Keeps]:
    """The page's own filters by word."""
    keeps: dict[str, Keeps] = {}
    search, stage, moved = (visit.query.get(word) for word in ("q", "stage", "moved"))
    if search:
        text = folded(search)
        keeps["q"] = lambda row: text in folded(f"{row.name or ''} {row.account_id}")
    if stage:
        _check("stage", stage, (*STAGES, "none"))
        keeps["stage"] = lambda row: (row.stage or "none") == stage
    if moved:
        _check("moved", moved, MOVES)
        keeps["moved"] = lambda row: moved in moves_of(row, accounts)
    return keeps


def _check(word: str, value: str, known: tuple[str, ...]) -> None:
    if value not in known:
        raise UsageError(
            f"{word} is {value!r}.", hint=did_you_mean(value, known) or f"It is one of {', '.join(known)}."
        )


def moves_of(row: AccountRow, accounts: AccountsAnswer) -> set[str]:
    now, before = (LEVEL.get(stage or "", -1) for stage in (row.stage, row.stage_before))
    told = {"forward"} if now > before else {"back"} if now < before else set()
    last, as_of = row.last_touch_on, accounts.heading["as_of"]
    return told | {"silent"} if last is None or (as_of - last).days >= SILENT_DAYS else told


def people_on(rows: Sequence[AccountRow]) -> list[tuple[str, int, int, float]]:
    """The reps on these accounts: name, accounts, those engaged, pipeline; the most accounts first."""
    reps: dict[str, list[AccountRow]] = {}
    for row in rows:
        reps.setdefault(row.owner or "", []).append(row)
    lines = [
        (name, len(own), sum(row.engaged for row in own), sum(row.pipeline for row in own))
        for name, own in reps.items()
    ]
    return sorted(lines, key=lambda line: (-line[1], line[0]))


def _facets(visit: Visit, accounts: AccountsAnswer, wanted: dict[str, Keeps]) -> list[Facet]:
    """Counts as they would be with that choice, every other filter being kept."""
    facets = [
        Facet(visit._("Stage"), tuple(_stage_choices(visit, accounts, wanted))),
        Facet(visit._("Last 30 days"), tuple(_move_choices(visit, accounts, wanted))),
        Facet(visit._("Tier"), tuple(_tier_choices(visit, accounts, wanted))),
        Facet(visit._("Rep"), tuple(_rep_choices(visit, accounts, wanted))),
    ]
    return [facet for facet in facets if len(facet.choices) > 1 or any(one.chosen for one in facet.choices)]


def _others(accounts: AccountsAnswer, wanted: dict[str, Keeps], word: str) -> list[AccountRow]:
    return [row for row in accounts.accounts if all(keeps(row) for name, keeps in wanted.items() if name != word)]


def _stage_choices(visit: Visit, accounts: AccountsAnswer, wanted: dict[str, Keeps]) -> Iterator[Choice]:
    counts = Counter(row.stage or "none" for row in _others(accounts, wanted, "stage"))
    chosen = visit.query.get("stage")
    for stage in (*STAGES, "none"):
        if counts[stage] or stage == chosen:
            title = visit._("out of the funnel") if stage == "none" else label("funnel", stage, visit.language)
            yield _choice(visit, "stage", stage, title, counts[stage], chosen)


def _move_choices(visit: Visit, accounts: AccountsAnswer, wanted: dict[str, Keeps]) -> Iterator[Choice]:
    counts = Counter(move for row in _others(accounts, wanted, "moved") for move in moves_of(row, accounts))
    titles = {
        "forward": visit._("moved forward"),
        "back": visit._("moved back"),
        "silent": visit.ngettext("no touch for %(n)s day", "no touch for %(n)s days", SILENT_DAYS),
    }
    for move in MOVES[:2] if "last_touch_on" in accounts.unmeasured else MOVES:
        yield _choice(visit, "moved", move, titles[move], counts[move], visit.query.get("moved"))


def _choice(visit: Visit, word: str, value: str, title: str, count: int, chosen: str | None) -> Choice:
    on = value == chosen
    return Choice(title, count, visit.href(**{word: None if on else value, "page": None}), on)


def _tier_choices(visit: Visit, accounts: AccountsAnswer, wanted: dict[str, Keeps]) -> Iterator[Choice]:
    counts = Counter(row.tier for row in _others(accounts, wanted, ""))
    for tier, count in sorted(counts.items(), key=lambda item: (item[0] is None, item[0] or "")):
        if tier is not None:
            on = visit.scope.tiers == (tier,)
            yield Choice(tier, count, visit.href(tier=None if on else tier, page=None), on)


def _rep_choices(visit: Visit, accounts: AccountsAnswer, wanted: dict[str, Keeps]) -> Iterator[Choice]:
    """Reps by the id of their user: no name stands in an address."""
    ids = dict(visit.keep("rep_ids", lambda: visit.cursor().execute(_REPS).fetchall()))
    counts = Counter(row.owner for row in _others(accounts, wanted, "") if row.owner)
    for name, count in counts.most_common(MOST_CHOICES):
        known = ids.get(name)
        if known:
            on = visit.scope.owners == (known,)
            yield Choice(name, count, visit.href(owner=None if on else known, page=None), on)


_REPS = (
    "SELECT coalesce(u.name, a.owner_id), any_value(a.owner_id) FROM accounts AS a LEFT JOIN users AS u "
    "ON u.user_id = a.owner_id WHERE a.owner_id IS NOT NULL GROUP BY 1 HAVING count(DISTINCT a.owner_id) = 1"
)


def accounts_table(visit: Visit, rows: Sequence[AccountRow], answer: AccountsAnswer) -> TableData:
    """The accounts of a scope; what nothing has been loaded for is a dash, and told below."""
    columns = (
        Column("name", visit._("Account"), link=lambda row: visit.account_href(row["account_id"])),
        Column("tier", visit._("Tier")),
        Column("stage", visit._("Stage"), label="funnel"),
        Column("moved_from", visit._("Moved from"), label="funnel"),
        Column("minutes", visit._("Minutes"), "number", digits=0),
        Column("minutes_change", visit._("Change"), "number", digits=0),
        Column("coverage", visit._("Coverage"), "share", digits=0),
        Column("pipeline", visit._("Pipeline"), "money", currency=answer.currency),
        Column("last_touch_on", visit._("Last touch"), "day"),
        Column("owner", visit._("Rep")),
        Column("account_id", visit._("Id")),
    )
    lacks = [column.title for column in columns if column.name in answer.unmeasured]
    note = visit._("Not measured: %(what)s.", what=visit.fmt.several(lacks)) if lacks else None
    shown = [{**_row(row), **dict.fromkeys(answer.unmeasured)} for row in rows]
    return TableData("accounts", visit._("Accounts"), columns, shown, note=note)


def _row(row: AccountRow) -> dict[str, Any]:
    came = row.stage_before if row.stage_before != row.stage else None
    return {**asdict(row), "name": row.name or row.account_id, "moved_from": came}


PAGES = (Page("accounts", "/accounts", "Accounts", accounts_page, words=("q", "stage", "moved")),)
