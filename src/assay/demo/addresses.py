"""Where accounts are found on the net: more domains, office networks, some of them shared or not theirs at all."""

from __future__ import annotations

import numpy as np
import pandas as pd

from assay.demo.accounts import OWN_DOMAIN, OWN_NAME, Market
from assay.demo.calendar import stream
from assay.demo.strangers import SHARED_DOMAIN, SHARED_NETWORK
from assay.demo.touches import Networks


def account_domains_table(market: Market, seed: int) -> pd.DataFrame:
    """`account_domains`: second domains, one shared by two accounts, and a free-mail one that identifies nobody."""
    rng = stream(seed, "domains")
    chosen = np.sort(rng.permutation(np.flatnonzero(~market.excluded))[:120])
    rows = [(market.ids[a], f"{market.companies[a].domain.split('.')[0]}-group.com") for a in chosen]
    rows += [(market.ids[a], f"mail.{market.companies[a].domain}") for a in chosen[::6]]
    rows += [(market.ids[a], SHARED_DOMAIN) for a in chosen[:2]] + [(market.ids[chosen[5]], "gmx.de")]
    return pd.DataFrame(rows, columns=["account_id", "domain"])


def ip_ranges_table(market: Market, networks: Networks) -> pd.DataFrame:
    """`ip_ranges`: one network a row; two tenants of one building share theirs."""
    known = np.flatnonzero(networks.cidr != None)  # noqa: E711
    rows = [(networks.cidr[a], market.ids[a]) for a in known]
    rows += [(SHARED_NETWORK, market.ids[a]) for a in known[:2]]
    return pd.DataFrame(rows, columns=["cidr", "account_id"])


def with_excluded(accounts: pd.DataFrame, market: Market) -> pd.DataFrame:
    """Accounts with the excluded ones named for what they are: the company itself, partners, rivals."""
    table = accounts.copy()
    places = np.flatnonzero(market.excluded)
    names = [OWN_NAME, "Rheinkontor Integration", "Atelier Systèmes Durance", "Norrland Automation Partners"]
    names += ["Velkora", "Opsilo", "Kaltner Software", "Dorimon"]
    domains = [OWN_DOMAIN, *(f"{name.lower().split()[0]}-sample.eu" for name in names[1:])]
    for column, words in (("name", names), ("domain", domains)):
        table.loc[places, column] = words
    table.loc[places, "website"] = [f"https://www.{domain}/" for domain in domains]
    table.loc[places, "industry"] = "Software"
    return table


def with_parents(accounts: pd.DataFrame, arm: np.ndarray, seed: int) -> pd.DataFrame:
    """Accounts with groups: nine parents outside the lists, three daughters each, of one arm but for two groups."""
    rng = stream(seed, "parents")
    free = accounts["is_excluded"].to_numpy() == "false"
    parents = rng.permutation(np.flatnonzero((arm == "rest") & free))[:9]
    pools = {name: list(rng.permutation(np.flatnonzero(arm == name))) for name in ("abm", "control", "holdout")}
    mother = np.full(len(accounts), None, dtype=object)
    for i, parent in enumerate(parents):
        mixed = ("abm", "control", "control") if i < 2 else (("abm", "control", "holdout")[i % 3],) * 3
        for name in mixed:
            mother[int(pools[name].pop())] = accounts["account_id"].iloc[int(parent)]
    return accounts.assign(parent_account_id=mother)
