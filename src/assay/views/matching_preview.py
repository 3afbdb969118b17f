"""What accepting a proposal would change, told before it is done: touches and people that gain an account, what two rows
bring together, and the figures that read any of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from assay.engine.duckdb import open_in_memory
from assay.identity.companies import Companies, gather_names
from assay.identity.distinct import places_of
from assay.identity.domains import gather, silent_domains
from assay.kpis import CATALOGUE
from assay.kpis.declare import KPI
from assay.landing.current import current_sql
from assay.metrics.answers import Run
from assay.metrics.list_rows import lists_with
from assay.store.workspace import Workspace
from assay.views.matching import Asked


@dataclass(frozen=True)
class Preview:
    """`gained` touches and people belong to nobody now and to the company then; `lists` are those the company is on.

    `figures` are keys of KPIs that read what moves; empty where no list or arm has either row and nothing gains.
    """

    touches_gained: int
    people_gained: int
    deals_joined: int
    lists: tuple[str, ...]
    twice_on_lists: int
    figures: tuple[str, ...]


def preview(run: Run, workspace: Workspace, asked: Asked) -> Preview:
    """What `asked` would change if it were accepted, from the run and what has landed: nothing is built."""
    cursor = run.cursor()
    proposal = asked.proposal
    ids = [proposal.account_id] if proposal.is_name else [proposal.account_id, proposal.other]
    if proposal.is_name:
        touches, people, deals = asked.weight.touches, asked.weight.people, 0
    else:
        touches, people = _ambiguous(run, cursor, workspace, frozenset(ids))
        deals = _count(cursor, "SELECT count(*) FROM deals WHERE account_id = ?", ids[1:])
    rows = lists_with(cursor, ids)
    moved = {name for name, moves in _moves(cursor, ids[1:], touches, people, deals).items() if moves}
    lists = tuple(str(name) for name, _ in rows)
    figures = tuple(kpi.key for kpi in CATALOGUE.values() if _reads(kpi, moved)) if lists else ()
    return Preview(touches, people, deals, lists, sum(1 for _, accounts in rows if accounts > 1), figures)


def _moves(cursor: Any, other: list[str], touches: int, people: int, deals: int) -> dict[str, bool]:
    """Tables of the contract of which rows change hands."""
    own = {
        name: bool(other and _count(cursor, f"SELECT count(*) FROM {fact} WHERE account_id = ?", other))
        for name, fact in (("touches", "touches"), ("people", "people"), ("contracts", "contracts"))
    }
    return {
        "accounts": bool(other),
        "touches": own["touches"] or touches > 0,
        "people": own["people"] or people > 0,
        "opportunities": deals > 0,
        "contracts": own["contracts"],
    }


def _reads(kpi: KPI, moved: set[str]) -> bool:
    return bool(moved & set(kpi.sources))


def _ambiguous(run: Run, cursor: Any, workspace: Workspace, pair: frozenset[str]) -> tuple[int, int]:
    """Touches and people that are nobody's because their host, several people's address, or their company's name leads to both
    accounts alone.
    """
    known = cursor.execute("SELECT host, domain, account_id FROM lookup.known_hosts").fetchall()
    mine = {domain for _, domain, account in known if account in pair}
    domains = gather((row for row in known if row[1] in mine), silent_domains(run.settings))
    companies = run.once("known companies", lambda: _companies(cursor))
    unclear = [host for (host,) in cursor.execute("SELECT host FROM lookup.hosts WHERE is_ambiguous").fetchall()]
    names = cursor.execute("SELECT company FROM lookup.companies WHERE is_ambiguous").fetchall()
    told = _Told(
        unclear=unclear,
        hosts=[host for host in unclear if domains.candidates(host) == pair],
        emails=shared_addresses(cursor, pair),
        names=[name for (name,) in names if companies.candidates(name) == pair],
    )
    touches = _ambiguous_touches(cursor, workspace, told) if told.hosts or told.emails or told.names else 0
    written = cursor.execute("SELECT host, company, country FROM lookup.written_places").fetchall()
    return touches, _people_at(cursor, [place for place in written if places_of(domains, companies, *place) == pair])


def _companies(cursor: Any) -> Companies:
    return gather_names(cursor.execute("SELECT name, account_id, country FROM lookup.known_companies").fetchall())


@dataclass(frozen=True)
class _Told:
    """What touches say that leads to the two accounts of a pair; `unclear` are all hosts that lead to several."""

    unclear: list[str]
    hosts: list[str]
    emails: list[str]
    names: list[str]


def _people_at(cursor: Any, places: list[tuple[str | None, ...]]) -> int:
    """People without an account who say that they work at one of these: mail host, company and country."""
    texts = [[part or "" for part in place] for place in places]
    sql = (
        "SELECT count(*) FROM model.people AS written JOIN main.people AS placed USING (person_id) "
        "WHERE placed.account_id IS NULL AND [CASE WHEN written.email LIKE '%@%' THEN "
        "split_part(lower(trim(written.email)), '@', 2) ELSE '' END, coalesce(written.company, ''), "
        "coalesce(written.country, '')] IN (SELECT unnest(CAST(? AS VARCHAR[][])))"
    )
    return _count(cursor, sql, [texts]) if texts else 0


def shared_addresses(cursor: Any, pair: frozenset[str]) -> list[str]:
    """Addresses of people at both accounts and at no other: one person then, or several of one account."""
    sql = (
        "SELECT shared.email FROM lookup.emails AS shared JOIN lookup.person_addresses AS own ON own.email = shared.email "
        "JOIN lookup.people AS placed ON placed.person_id = own.person_id WHERE shared.is_ambiguous "
        "GROUP BY shared.email HAVING bool_and(coalesce(list_contains(?, placed.account_id), false)) ORDER BY ALL"
    )
    return [email for (email,) in cursor.execute(sql, [sorted(pair)]).fetchall()]


def _ambiguous_touches(cursor: Any, workspace: Workspace, told: _Told) -> int:
    """A company's name counts where neither a domain nor an address is in doubt: these go before it."""
    with open_in_memory() as connection:
        landed = connection.execute(
            "SELECT touch_id FROM (SELECT *, lower(trim(email)) AS address, split_part(address, '@', 2) AS host "
            f"FROM ({current_sql(workspace, 'touches')})) "
            "WHERE domain IN (SELECT unnest($1)) OR host IN (SELECT unnest($1)) OR address IN (SELECT unnest($2)) OR ("
            "company IN (SELECT unnest($3)) AND coalesce(domain NOT IN (SELECT unnest($4)), true) "
            "AND coalesce(host NOT IN (SELECT unnest($4)), true))",
            [told.hosts, told.emails, told.names, told.unclear],
        ).to_arrow_table()
    cursor.register("touches_of_hosts", landed)
    touches = _count(
        cursor, "SELECT count(*) FROM touches_of_hosts JOIN touches USING (touch_id) WHERE match = ?", ["ambiguous"]
    )
    cursor.unregister("touches_of_hosts")
    return touches


def _count(cursor: Any, sql: str, values: list[Any]) -> int:
    return int(cursor.execute(sql, values).fetchone()[0])
