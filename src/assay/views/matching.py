"""Who may be one company: proposals of a run with what hangs on each, the heaviest first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from assay.identity.domains import silent_domains, speaking
from assay.identity.proposals import Candidate, Names, Proposal, of_accounts, of_names
from assay.metrics.answers import Run


@dataclass(frozen=True)
class Weight:
    """What moves with a decision: touches and people that belong to the account, or to nobody until then, and open deals."""

    touches: int = 0
    people: int = 0
    open_deals: int = 0

    def __add__(self, other: Weight) -> Weight:
        return Weight(self.touches + other.touches, self.people + other.people, self.open_deals + other.open_deals)

    @property
    def order(self) -> tuple[int, int, int]:
        return (-self.open_deals, -self.touches, -self.people)


@dataclass(frozen=True)
class Asked:
    """A proposal with the names of both sides and what hangs on it."""

    proposal: Proposal
    name: str
    other_name: str
    weight: Weight
    is_sure: bool
    """Same base name and country, and no other candidate: what a rule may accept in bulk."""


def proposals(run: Run, most: int | None = None) -> list[Asked]:
    """All that is undecided in the run, the heaviest first. `most` bounds the list."""
    cursor = run.cursor()
    accounts = _accounts(cursor, run)
    by_id = {account.account_id: account for account in accounts}
    weights, homeless = _weights(cursor), _homeless(cursor)
    pairs = of_accounts(accounts, _settled(cursor))
    times = Counter(identifier for pair in pairs for identifier in (pair.account_id, pair.other))
    asked = [
        Asked(
            pair,
            by_id[pair.account_id].name,
            by_id[pair.other].name,
            weights[pair.account_id] + weights[pair.other],
            {"same name", "same country"} <= set(pair.reasons) and times[pair.account_id] == times[pair.other] == 1,
        )
        for pair in pairs
    ]
    names = Names(cursor.execute("SELECT name, account_id FROM lookup.known_companies").fetchall())
    for proposal in of_names(homeless, names):
        if proposal.account_id in by_id:
            name = by_id[proposal.account_id].name
            asked.append(Asked(proposal, name, proposal.other, homeless[proposal.other], False))
    asked.sort(key=lambda one: (one.weight.order, -one.proposal.score, one.proposal.account_id, one.proposal.other))
    return asked[:most]


def links(run: Run) -> list[tuple[str, str, str, str]]:
    """The links that hold in the run: account_id, other_id, state, reason."""
    rows = run.cursor().execute("SELECT account_id, other_id, state, reason FROM lookup.account_links ORDER BY ALL")
    return [(str(one), str(other), str(state), str(reason)) for one, other, state, reason in rows.fetchall()]


def _accounts(cursor: Any, run: Run) -> list[Candidate]:
    silent = silent_domains(run.settings)
    rows = cursor.execute("SELECT account_id, name, country FROM accounts").fetchall()
    names = {account: name for account, name, _ in rows}
    domains: defaultdict[str, set[str]] = defaultdict(set)
    for host, account in cursor.execute("SELECT host, account_id FROM lookup.account_hosts").fetchall():
        domains[account].update(domain for _, domain, _ in speaking([(host, account)], silent, names))
    return [Candidate(account, name, frozenset(domains[account]), country) for account, name, country in rows]


def _settled(cursor: Any) -> list[frozenset[str]]:
    rows = cursor.execute("SELECT account_id, other_id FROM lookup.account_links").fetchall()
    return [frozenset(row) for row in rows]


def _weights(cursor: Any) -> defaultdict[str, Weight]:
    weights: defaultdict[str, Weight] = defaultdict(Weight)
    for sql, column in (
        ("SELECT account_id, count(*) FROM touches WHERE account_id IS NOT NULL GROUP BY 1", "touches"),
        ("SELECT account_id, count(*) FROM people WHERE account_id IS NOT NULL GROUP BY 1", "people"),
        (
            "SELECT account_id, count(*) FROM deals JOIN deal_states USING (opportunity_id) "
            "WHERE status = 'open' AND ends_on = DATE '9999-12-31' AND account_id IS NOT NULL GROUP BY 1",
            "open_deals",
        ),
    ):
        for account, number in cursor.execute(sql).fetchall():
            weights[account] += Weight(**{column: number})
    return weights


def _homeless(cursor: Any) -> Mapping[str, Weight]:
    """Written company names that lead to no account, with the people who have no other."""
    rows = cursor.execute(
        "SELECT company, count(*) FROM model.people AS written JOIN main.people AS placed USING (person_id) "
        "WHERE placed.account_id IS NULL AND company IS NOT NULL GROUP BY company "
        "UNION ALL SELECT company, 0 FROM lookup.written_companies ANTI JOIN lookup.companies USING (company)"
    ).fetchall()
    found: defaultdict[str, Weight] = defaultdict(Weight)
    for company, people in rows:
        found[company] += Weight(people=people)
    return found
