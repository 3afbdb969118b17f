"""Who may be one company: proposals of a run with what hangs on each, the heaviest first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from assay.engine.duckdb import open_in_memory
from assay.errors import UsageError, did_you_mean
from assay.identity.domains import silent_domains, speaking
from assay.identity.families import of_families
from assay.identity.names import base_name
from assay.identity.proposals import Candidate, Proposal, of_accounts, of_names
from assay.identity.resemblance import Names
from assay.landing.current import current_sql
from assay.landing.decide import Decision, landed_decisions
from assay.metrics.answers import Run
from assay.store.workspace import Workspace


@dataclass(frozen=True)
class Weight:
    """What moves with a decision: touches and people that belong to the account, or to nobody until then, and open deals."""

    touches: int = 0
    people: int = 0
    open_deals: int = 0
    pipeline: Decimal = Decimal(0)
    """What the open deals are worth, in the workspace's currency where there is a rate."""

    def __add__(self, other: Weight) -> Weight:
        return Weight(
            self.touches + other.touches,
            self.people + other.people,
            self.open_deals + other.open_deals,
            self.pipeline + other.pipeline,
        )

    @property
    def order(self) -> tuple[Decimal, int, int, int]:
        return (-self.pipeline, -self.open_deals, -self.touches, -self.people)


@dataclass(frozen=True)
class Asked:
    """A proposal with the names of both sides and what hangs on it."""

    proposal: Proposal
    name: str
    other_name: str
    weight: Weight
    is_sure: bool
    """Same base name and country, and no other candidate: what a rule may accept in bulk."""
    account: Candidate | None = None
    other: Candidate | None = None
    """The two sides with domains and country; a written name has no other side."""


def proposals(run: Run, most: int | None = None, workspace: Workspace | None = None) -> list[Asked]:
    """All that is undecided, the heaviest first. `most` bounds the list.

    With the workspace, what was decided since the run is left out, and touches that carry a name are weighed.
    """
    cursor = run.cursor()
    accounts = _accounts(cursor, run)
    by_id = {account.account_id: account for account in accounts}
    since = [one.decision for one in landed_decisions(workspace)] if workspace else []
    names_decided = {one.other for one in since if one.is_name}
    weights, homeless = _weights(cursor), _homeless(cursor, workspace)
    settled = [*_settled(cursor), *(frozenset((one.account_id, one.other)) for one in since if one.state != "proposed")]
    family = _family(cursor)
    pairs = [one for one in of_accounts(accounts, settled) if not family(one.account_id, one.other)]
    times = Counter(identifier for pair in pairs for identifier in (pair.account_id, pair.other))
    asked = [
        Asked(
            pair,
            by_id[pair.account_id].name,
            by_id[pair.other].name,
            weights[pair.account_id] + weights[pair.other],
            {"same name", "same country"} <= set(pair.reasons) and times[pair.account_id] == times[pair.other] == 1,
            by_id[pair.account_id],
            by_id[pair.other],
        )
        for pair in pairs
    ]
    names = Names(cursor.execute("SELECT name, account_id FROM lookup.known_companies").fetchall())
    for proposal in of_names((name for name in homeless if name not in names_decided), names):
        if proposal.account_id in by_id:
            account = by_id[proposal.account_id]
            asked.append(Asked(proposal, account.name, proposal.other, homeless[proposal.other], False, account))
    asked.sort(key=lambda one: (one.weight.order, -one.proposal.score, one.proposal.account_id, one.proposal.other))
    return asked[:most]


def families(run: Run, most: int | None = None, workspace: Workspace | None = None) -> list[Asked]:
    """Accounts that may be the parents of others, undecided; what hangs on the child comes first among equals."""
    cursor = run.cursor()
    accounts = _accounts(cursor, run)
    by_id = {account.account_id: account for account in accounts}
    since = [one.decision for one in landed_decisions(workspace)] if workspace else []
    settled = [*_settled(cursor), *(frozenset((one.account_id, one.other)) for one in since if one.state != "proposed")]
    parents = dict(cursor.execute("SELECT account_id, parent_id FROM lookup.account_parents").fetchall())
    weights = _weights(cursor)
    asked = [
        Asked(
            one,
            by_id[one.account_id].name,
            by_id[one.other].name,
            weights[one.other],
            False,
            by_id[one.account_id],
            by_id[one.other],
        )
        for one in of_families(accounts, parents, settled)
    ]
    asked.sort(key=lambda one: (-one.proposal.score, one.weight.order, one.proposal.account_id, one.proposal.other))
    return asked[:most]


def asked_of(run: Run, workspace: Workspace, account_id: str, other: str, *, is_name: bool) -> Asked:
    """A pair that somebody names, proposed or not."""
    cursor = run.cursor()
    accounts = {account.account_id: account for account in _accounts(cursor, run)}
    survivors = dict(cursor.execute("SELECT account_id, survivor_id FROM lookup.accounts").fetchall())
    one, two = accounts[survivors[account_id]], None if is_name else accounts[survivors[other]]
    weights = _homeless(cursor, workspace) if is_name else _weights(cursor)
    weight = weights.get(other, Weight()) if two is None else weights[one.account_id] + weights[two.account_id]
    proposal = Proposal(one.account_id, two.account_id if two else other, is_name, 0.0, ())
    return Asked(proposal, one.name, two.name if two else other, weight, False, one, two)


def decision_between(cursor: Any, account: str, other: str, state: str, reason: str = "") -> Decision:
    """The decision on two ids, or on an account and a name as written. Raises UsageError for an id nobody knows."""
    known = {row[0] for row in cursor.execute("SELECT account_id FROM lookup.accounts").fetchall()}
    if account not in known:
        raise UsageError(f"No account {account!r}.", hint=did_you_mean(account, tuple(known)))
    is_name = other not in known
    if account == other or not other:
        raise UsageError("An account cannot be matched with itself or with nothing.", hint="Name another one.")
    if is_name and state == "parent":
        raise UsageError(f"No account {other!r}.", hint=did_you_mean(other, tuple(known)))
    if is_name and state == "rejected":
        raise UsageError(f"No account {other!r}.", hint="A name that is not accepted belongs to nobody already.")
    if is_name and base_name(other) is None:
        raise UsageError(f"{other!r} names no company.", hint="Nothing is left of it without its legal form.")
    return Decision(account, other, state, is_name, reason)


def links(run: Run) -> list[tuple[str, str, str, str]]:
    """The links that hold in the run: account_id, other_id, state, reason."""
    rows = run.cursor().execute("SELECT account_id, other_id, state, reason FROM lookup.account_links ORDER BY ALL")
    return [(str(one), str(other), str(state), str(reason)) for one, other, state, reason in rows.fetchall()]


def people_links(run: Run) -> list[tuple[str, str, str, str]]:
    """The people that two systems have: person_id, other_id, state, reason."""
    rows = run.cursor().execute("SELECT person_id, other_id, reason FROM lookup.person_links ORDER BY ALL").fetchall()
    return [(str(one), str(other), "accepted", str(reason)) for one, other, reason in rows]


def _accounts(cursor: Any, run: Run) -> list[Candidate]:
    silent = silent_domains(run.settings)
    rows = cursor.execute("SELECT account_id, name, country FROM accounts").fetchall()
    names = {account: name for account, name, _ in rows}
    domains: defaultdict[str, set[str]] = defaultdict(set)
    for host, account in cursor.execute("SELECT host, account_id FROM lookup.account_hosts").fetchall():
        domains[account].update(domain for _, domain, _ in speaking([(host, account)], silent, names))
    return [Candidate(account, name, frozenset(domains[account]), country) for account, name, country in rows]


def _family(cursor: Any) -> Callable[[str, str], bool]:
    """Whether one of two accounts lies above the other in what the files say: those are two companies."""
    rows = cursor.execute(
        "SELECT child.survivor_id, parent.survivor_id FROM model.accounts JOIN lookup.accounts AS child USING (account_id) "
        "JOIN lookup.accounts AS parent ON parent.account_id = parent_account_id"
    ).fetchall()
    parents = {str(child): str(parent) for child, parent in rows if child != parent}

    def above(account: str) -> set[str]:
        line: set[str] = set()
        while account in parents and parents[account] not in line:
            account = parents[account]
            line.add(account)
        return line

    return lambda one, other: other in above(one) or one in above(other)


def _settled(cursor: Any) -> list[frozenset[str]]:
    rows = cursor.execute("SELECT account_id, other_id FROM lookup.account_links").fetchall()
    return [frozenset(row) for row in rows]


_PIPELINE = """
SELECT deal.account_id, CAST(coalesce(sum(state.amount
    * CASE WHEN coalesce(upper(deal.currency), run.currency) = run.currency THEN 1 ELSE spell.rate END), 0) AS DECIMAL(24, 2))
FROM deals AS deal JOIN deal_states AS state USING (opportunity_id) CROSS JOIN run
LEFT JOIN fx_spells AS spell ON spell.from_currency = upper(deal.currency) AND spell.to_currency = run.currency
    AND run.last_day >= spell.starts_on AND run.last_day < spell.ends_on
WHERE state.status = 'open' AND state.ends_on = DATE '9999-12-31' AND deal.account_id IS NOT NULL GROUP BY 1
"""


def _weights(cursor: Any) -> defaultdict[str, Weight]:
    weights: defaultdict[str, Weight] = defaultdict(Weight)
    for sql, column in (
        ("SELECT account_id, count(*) FROM touches WHERE account_id IS NOT NULL GROUP BY 1", "touches"),
        ("SELECT account_id, count(*) FROM people WHERE account_id IS NOT NULL GROUP BY 1", "people"),
        (_PIPELINE, "pipeline"),
        (
            "SELECT account_id, count(*) FROM deals JOIN deal_states USING (opportunity_id) "
            "WHERE status = 'open' AND ends_on = DATE '9999-12-31' AND account_id IS NOT NULL GROUP BY 1",
            "open_deals",
        ),
    ):
        for account, number in cursor.execute(sql).fetchall():
            weights[account] += Weight(**{column: number})
    return weights


def _homeless(cursor: Any, workspace: Workspace | None) -> Mapping[str, Weight]:
    """Written company names that lead to no account, with the touches and people who have no other."""
    rows = cursor.execute(
        "SELECT company, count(*) FROM model.people AS written JOIN main.people AS placed USING (person_id) "
        "WHERE placed.account_id IS NULL AND company IS NOT NULL GROUP BY company "
        "UNION ALL SELECT company, 0 FROM lookup.written_companies ANTI JOIN lookup.companies USING (company)"
    ).fetchall()
    weights: defaultdict[str, Weight] = defaultdict(Weight)
    for company, people in rows:
        weights[company] += Weight(people=people)
    for company, touches in _named_touches(cursor, workspace) if workspace and weights else ():
        if company in weights:
            weights[company] += Weight(touches=touches)
    return weights


def _named_touches(cursor: Any, workspace: Workspace) -> list[tuple[str, int]]:
    """Touches that nobody has and that carry a company's name, by that name."""
    with open_in_memory() as connection:
        landed = connection.execute(
            f"SELECT touch_id, company FROM ({current_sql(workspace, 'touches')}) WHERE company IS NOT NULL"
        ).to_arrow_table()
    cursor.register("named_touches", landed)
    rows = cursor.execute(
        "SELECT company, count(*) FROM named_touches JOIN touches USING (touch_id) "
        "WHERE match = 'none' GROUP BY company"
    ).fetchall()
    cursor.unregister("named_touches")
    return list(rows)
