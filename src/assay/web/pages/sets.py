"""One count of accounts: the sets that the pages are about, how many are in each, and which accounts make the differences."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from assay.errors import UsageError, did_you_mean
from assay.metrics.periods import resolve
from assay.views.account_sets import SETS, AccountSets, SetName, account_sets
from assay.web.pages.help import helped
from assay.web.pages.registry import Page, Shown
from assay.web.tables import Column, TableData
from assay.web.visit import Visit

DIFFERENCES: tuple[tuple[SetName, SetName], ...] = (
    ("scope", "funnel"),
    ("funnel", "scope"),
    ("scope", "target"),
    ("targeted", "target"),
    ("target", "targeted"),
)


def set_name(visit: Visit, name: SetName) -> str:
    """What a set is called, with its day or days."""
    timing = resolve(visit.scope, visit.last_day)
    day, first, last = (visit.fmt.day(one) for one in (timing.as_of, timing.start, timing.end))
    return {
        "scope": visit._("in scope on %(day)s, customers included", day=day),
        "funnel": visit._("in the funnel on %(day)s", day=day),
        "target": visit._("in scope on %(day)s, without those who were customers when they entered", day=day),
        "targeted": visit._(
            "targeted on some day from %(first)s to %(last)s, without those who were customers when they entered",
            first=first,
            last=last,
        ),
    }[name]


def why(visit: Visit, one: SetName, other: SetName) -> str:
    """Why an account is in one set and not in the other."""
    return {
        ("scope", "funnel"): visit._("were customers when they entered, and are none now"),
        ("funnel", "scope"): visit._("became customers and have left their lists since"),
        ("scope", "target"): visit._("were customers when they entered"),
        ("targeted", "target"): visit._("left their lists before the last day"),
        ("target", "targeted"): visit._("are on lists now, but not within the window"),
    }[one, other]


@helped
def sets_page(visit: Visit) -> Shown:
    answer = visit.ask(account_sets, scope=replace(visit.scope, mode="snapshot"))
    shown = _asked(visit, answer)
    values = {"found": answer, "narrowed": visit.query.get("in") is not None}
    tables = (_sets_table(visit, answer), _differences_table(visit, answer), _accounts_table(visit, answer, shown))
    return Shown("pages/sets.html", values, tables, data=answer.to_json())


def _asked(visit: Visit, sets: AccountSets) -> frozenset[str]:
    """The accounts that the address asks for: `in=target`, or of a difference `in=scope&out=funnel`."""
    inside, outside = visit.query.get("in"), visit.query.get("out")
    for word in filter(None, (inside, outside)):
        if word not in SETS:
            raise UsageError(f"There is no set {word!r}.", hint=did_you_mean(word, SETS) or ", ".join(SETS))
    members: dict[Any, frozenset[str]] = dict(sets.members)
    return (members[inside] if inside else sets.all) - (members[outside] if outside else frozenset())


def _sets_table(visit: Visit, sets: AccountSets) -> TableData:
    rows = [
        {"set": name, "what": set_name(visit, name), "accounts": len(sets.members[name]), "used": _used(visit, name)}
        for name in SETS
    ]
    columns = (
        Column("what", visit._("Accounts"), link=lambda row: visit.href(in_=row["set"], out=None) + "#accounts"),
        Column("accounts", visit._("How many"), "number"),
        Column("used", visit._("Where it counts")),
    )
    return TableData("sets", visit._("The sets of accounts of this scope"), columns, rows, sortable=False)


def _used(visit: Visit, name: SetName) -> str:
    return {
        "scope": visit._("list of accounts, coverage, engagement"),
        "funnel": visit._("bars of the funnel"),
        "target": visit._("target accounts, share engaged"),
        "targeted": visit._("opportunity rate and other figures of the window"),
    }[name]


def _differences_table(visit: Visit, sets: AccountSets) -> TableData:
    rows = [
        {"why": why(visit, *pair), "accounts": len(sets.only_in(*pair)), "in": pair[0], "out": pair[1]}
        for pair in DIFFERENCES
        if sets.only_in(*pair)
    ]
    columns = (
        Column(
            "why", visit._("These accounts"), link=lambda row: visit.href(in_=row["in"], out=row["out"]) + "#accounts"
        ),
        Column("accounts", visit._("How many"), "number"),
    )
    empty = visit._("All sets have the same accounts.")
    return TableData("differences", visit._("What makes the difference"), columns, rows, sortable=False, empty=empty)


def _accounts_table(visit: Visit, sets: AccountSets, shown: frozenset[str]) -> TableData:
    rows = [
        {"account_id": one, "name": sets.names.get(one, one), **{name: one in sets.members[name] for name in SETS}}
        for one in sorted(shown, key=lambda one: (str(sets.names.get(one, one)).casefold(), one))
    ]
    short = {
        "scope": visit._("in scope"),
        "funnel": visit._("in the funnel"),
        "target": visit._("without customers"),
        "targeted": visit._("targeted in the window"),
    }
    columns = (
        Column("name", visit._("Account"), link=lambda row: visit.account_href(row["account_id"])),
        *(Column(name, short[name], "flag") for name in SETS),
        Column("account_id", visit._("Account id")),
    )
    return TableData("accounts", visit._("Accounts"), columns, rows)


PAGES = (Page("sets", "/account-sets", "Which accounts are counted", sets_page, words=("in", "out")),)
