"""Whom we know: roles by seniority, how complete the records are, and which roles are missing at which account."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, replace
from typing import Any

from assay.charts import Bar, Cell, bars, heat_map
from assay.contract.tables import SENIORITIES
from assay.errors import UsageError, did_you_mean
from assay.views.coverage import CoverageAnswer, Gap, coverage
from assay.web.blocks import figures_table
from assay.web.pages.account_pictures import role_name, seniority_name, with_suggested
from assay.web.pages.beside import against, tiles, window_before
from assay.web.pages.help import helped
from assay.web.pages.pictures import Picture, picture, unmeasured
from assay.web.pages.registry import Page, Shown
from assay.web.pages.splits import asked_split, split_bars
from assay.web.pages.words import field_name
from assay.web.tables import Column, TableData
from assay.web.visit import Visit

KEYS = ("role_coverage", "accounts_covered", "contacts_per_account", "completeness")
UNKNOWN = "unknown"


@helped
def coverage_page(visit: Visit) -> Shown:
    scope = replace(visit.scope, mode="snapshot")
    everyone = visit.ask(coverage, scope=scope)
    role, seniority = _chosen(visit, everyone)
    covered = visit.ask(coverage, role, seniority, scope=scope) if role or seniority else everyone
    values = {
        "accounts": everyone.accounts,
        "tiles": tiles(visit, KEYS),
        "beside": against(visit),
        "before": window_before(visit, visit.kpi(KEYS[0])),
        "map": _map(visit, everyone),
        "roles": _lacking(visit, everyone),
        "split": split_bars(visit, "coverage-in-parts", "role_coverage", by) if (by := asked_split(visit)) else None,
        "role": role_name(visit, "" if role == UNKNOWN else role) if role else None,
        "seniority": seniority_name(visit, "" if seniority == UNKNOWN else seniority) if seniority else None,
        "fields": _fields(visit),
        "suggested": any(cell.suggested for cell in everyone.cells),
    }
    return Shown(
        "pages/coverage.html", values, (_gap_table(visit, covered), figures_table(visit, KEYS)), data=covered.to_json()
    )


def _chosen(visit: Visit, everyone: CoverageAnswer) -> tuple[str | None, str | None]:
    known = {
        "role": (*sorted({cell.role for cell in everyone.cells if cell.role} | set(everyone.wanted)), UNKNOWN),
        "seniority": (*SENIORITIES, UNKNOWN),
    }
    for word, values in known.items():
        value = visit.query.get(word)
        if value and value not in values:
            raise UsageError(
                f"{word} is {value!r}.", hint=did_you_mean(value, values) or f"It is one of {', '.join(values)}."
            )
    return visit.query.get("role"), visit.query.get("seniority")


def _map(visit: Visit, coverage: CoverageAnswer) -> Picture:
    """People by role and seniority; a cell leads to the accounts they are at. Few people are told as fewer than k."""
    known = visit.kpi("key_contacts")
    if not known.measured:
        return unmeasured(visit, "map", visit._("People we know, by role and seniority"), known)
    counts = {(cell.role or UNKNOWN, cell.seniority or UNKNOWN): cell for cell in coverage.cells}
    held = dict.fromkeys([*coverage.wanted, *(role for role, _ in counts if role != UNKNOWN), UNKNOWN])
    roles = [role for role in held if role != UNKNOWN or any(one == UNKNOWN for one, _ in counts)]
    seniorities = [one for one in (*SENIORITIES, UNKNOWN) if one != UNKNOWN or any(two == UNKNOWN for _, two in counts)]
    least = visit.settings.people_min_k
    cells = {
        key: Cell(
            cell.people,
            text=f"<{least}" if cell.people < least else with_suggested(visit, cell.people, cell.suggested),
            href=visit.href(role=key[0], seniority=key[1], page=None) + "#gaps",
        )
        for key, cell in counts.items()
    }
    chart = heat_map(
        visit._("People we know, by role and seniority"),
        [(role, role_name(visit, "" if role == UNKNOWN else role)) for role in roles],
        [(one, seniority_name(visit, "" if one == UNKNOWN else one)) for one in seniorities],
        cells,
        language=visit.language,
        corner=visit._("Role"),
        width=640,
    )
    return picture("map", chart, kpi="key_contacts")


def _lacking(visit: Visit, coverage: CoverageAnswer) -> Picture:
    """In how many accounts each role of the committee is missing."""
    known = visit.kpi("key_contacts")
    if not known.measured:
        return unmeasured(visit, "lacking", visit._("Accounts in which a role is missing"), known)
    lacking = Counter(role for gap in coverage.gaps for role in gap.missing)
    groups = [
        Bar(
            f"{role_name(visit, role)} ({wanted})",
            lacking[role] / coverage.accounts if coverage.accounts else None,
            n=coverage.accounts,
            note=f"{visit.fmt.number(lacking[role])}/{visit.fmt.number(coverage.accounts)}",
            href=visit.href(missing=role, role=None, seniority=None, page=None) + "#gaps",
        )
        for role, wanted in coverage.wanted.items()
    ]
    chart = bars(
        visit._("Accounts in which a role is missing"), groups, unit="share", language=visit.language, width=560
    )
    return picture("lacking", chart)


def _fields(visit: Visit) -> list[tuple[str, str, int, int]]:
    """How many active people have each field filled."""
    groups = visit.kpi("completeness", by=("field",)).rows
    counts = [
        (row.by["field"] or "", int(row.figure.numerator or 0), int(row.figure.denominator or 0)) for row in groups
    ]
    return [
        (field_name(visit, name), visit.fmt.percent(filled / known, 0), filled, known)
        for name, filled, known in counts
        if known
    ]


def _gap_table(visit: Visit, coverage: CoverageAnswer) -> TableData:
    wanted = visit.query.get("missing")
    gaps = [gap for gap in coverage.gaps if not wanted or wanted in gap.missing]
    columns = (
        Column("name", visit._("Account"), link=lambda row: visit.account_href(row["account_id"])),
        Column("missing", visit._("Missing"), long=True),
        *(Column(f"role_{role}", role_name(visit, role), "number") for role in coverage.wanted),
        Column("people", visit._("People"), "number"),
        Column("tier", visit._("Tier")),
        Column("owner", visit._("Rep")),
        Column("account_id", visit._("Id")),
    )
    return TableData("gaps", visit._("Gaps by account"), columns, [_gap(visit, gap) for gap in gaps], most=50)


def _gap(visit: Visit, gap: Gap) -> dict[str, Any]:
    missing = ", ".join(role_name(visit, role) for role in gap.missing) or "✓"
    numbers = {f"role_{role}": number for role, number in gap.found.items()}
    return {**asdict(gap), "name": gap.name or gap.account_id, "missing": missing, **numbers}


PAGES = (Page("coverage", "/coverage", "Coverage", coverage_page, words=("role", "seniority", "missing")),)
