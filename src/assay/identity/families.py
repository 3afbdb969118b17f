"""Which account may be the parent of another, from names and domains, for a person to decide; nothing is taken by itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from assay.identity.names import base_name
from assay.identity.proposals import Candidate, Proposal
from assay.internet.hosts import registrable_label

SHORTEST = 4
"""A name of fewer letters begins too many others."""
MOST_CHILDREN = 60
"""A word that begins more names than that (`bank`, `city`) is no parent."""


def of_families(
    accounts: Sequence[Candidate], parents: Mapping[str, str], settled: Iterable[frozenset[str]] = ()
) -> list[Proposal]:
    """Proposals whose `other` may belong to `account_id`: its name goes on from the parent's, or they share the domain's
    own word (`acme.com`, `acme.de`, `acme-energy.com`). Accounts with a parent already, and pairs decided, are left out.
    """
    decided = set(settled)
    reasons: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for reason, parent, child in (*_by_name(accounts), *_by_label(accounts)):
        reasons[parent, child].append(reason)
    proposals = []
    for (parent, child), why in reasons.items():
        if child not in parents and parents.get(parent) != child and frozenset((parent, child)) not in decided:
            proposals.append(Proposal(parent, child, False, 90.0 if len(why) > 1 else 60.0, tuple(why)))
    return sorted(proposals, key=lambda one: (-one.score, one.account_id, one.other))


def _by_name(accounts: Sequence[Candidate]) -> Iterator[tuple[str, str, str]]:
    """`Siemens Energy AG` goes on from `Siemens AG`; the longest name it goes on from is the nearest parent."""
    named: defaultdict[str, list[str]] = defaultdict(list)
    for account in accounts:
        if base := base_name(account.name):
            named[base].append(account.account_id)
    children: defaultdict[str, list[str]] = defaultdict(list)
    for base in named:
        words = base.split()
        starts = (" ".join(words[:length]) for length in range(len(words) - 1, 0, -1))
        parent = next((start for start in starts if start in named and len(start) >= SHORTEST), None)
        if parent is not None:
            children[parent].append(base)
    for parent, bases in children.items():
        if len(named[parent]) == 1 and len(bases) <= MOST_CHILDREN:
            yield from (("its name goes on", named[parent][0], child) for base in bases for child in named[base])


def _by_label(accounts: Sequence[Candidate]) -> Iterator[tuple[str, str, str]]:
    """One word under several endings, or as the first part of another: the plainest `.com`, else the shortest, is above."""
    holders: defaultdict[str, set[tuple[str, str]]] = defaultdict(set)
    for account in accounts:
        for domain in account.domains:
            label = registrable_label(domain) or ""
            for word in {label, label.partition("-")[0]}:
                if len(word) >= SHORTEST:
                    holders[word].add((domain, account.account_id))
    for word, members in holders.items():
        own = sorted((domain for domain, _ in members if registrable_label(domain) == word), key=_plainness)
        top = {account for domain, account in members if own and domain == own[0]}
        if len(top) == 1 and len(members) <= MOST_CHILDREN:
            (parent,) = top
            yield from (
                (f"domain {domain} beside {own[0]}", parent, child)
                for domain, child in sorted(members)
                if child != parent
            )


def _plainness(domain: str) -> tuple[bool, int, str]:
    return not domain.endswith(".com"), len(domain), domain
