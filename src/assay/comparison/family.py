"""Which figure a programme is judged by, chosen before it began, and what the others owe for being several.

The primary figure is that of assay.toml (`primary`, dated before launch), else the one chosen with the draw of the holdout
(`assay lists draw --primary`), else the opportunity rate: the product's own choice, which nobody can make afterwards. Only it carries its own p. The others are corrected among all of the family,
whichever of them is asked for and wherever: one figure has one answer. Where the primary figure is no finding they share
a fifth of what it may err in, so that all figures together err in five of a hundred programmes at most, over all looks.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np

from assay.comparison.arms import Arms
from assay.comparison.looks import decided, launched_on
from assay.kpis import find
from assay.kpis.headlines import COMPARED
from assay.stats.multiple import benjamini_hochberg

FAMILY = (*COMPARED, "new_revenue")
PRIMARY = "opportunity_rate"
ALONE = 5.0
"""Without a primary finding the others must be so many times clearer: .008 for all of them together, beside its .04."""


def primary_of(arms: Arms) -> tuple[str, tuple[str, date] | None]:
    """The primary figure; and one that was chosen after launch, with its day, which does not count."""
    launch, late = launched_on(arms), None
    for said in decided(arms):
        if said.primary is None or said.primary_since is None:
            continue
        key = find(said.primary).key
        if said.primary_since <= launch:
            return key, None
        late = key, said.primary_since
    drawn = [lot.primary for lot in getattr(arms, "lots", ()) if lot.primary is not None]
    return (drawn[0] if drawn else PRIMARY), late


def others_of(key: str, primary: str) -> tuple[str, ...]:
    """The figures that are corrected together with `key`."""
    return tuple(dict.fromkeys(one for one in (*FAMILY, key) if one != primary))


def corrected(key: str, ps: Mapping[str, float | None], *, primary_found: bool) -> float | None:
    """p of a figure among the others (Benjamini-Hochberg), and, without a primary finding, for a fifth of its error."""
    names = list(ps)
    given = [np.nan if p is None else p for p in ps.values()]
    p = float(benjamini_hochberg(given)[names.index(key)])
    return None if np.isnan(p) else min(1.0, p * (1.0 if primary_found else ALONE))


def asked_of_others(limit: float, key: str, primary: str) -> float:
    """The p below which a figure that is not primary is a finding whatever the others show.

    >>> round(asked_of_others(0.05, "new_revenue", "opportunity_rate"), 4)
    0.002
    """
    return limit / (len(others_of(key, primary)) * ALONE)
