"""The catalogue: one file a group, declarations only. `CATALOGUE` maps public keys to KPIs, in the catalogue's order.

`COMPARISONS` are the KPIs that compare two arms: they are made of others and have no rows of their own.
"""

from __future__ import annotations

from assay.errors import DefinitionError, UsageError, did_you_mean
from assay.kpis import awareness, coverage, customers, engagement, opportunity, programme, target, won
from assay.kpis.comparison import COMPARISONS, ComparisonKPI
from assay.kpis.declare import KPI

GROUPS = ("target", "coverage", "awareness", "engagement", "opportunity", "won", "customers", "programme")


def _catalogue() -> dict[str, KPI]:
    catalogue: dict[str, KPI] = {}
    for module in (target, coverage, awareness, engagement, opportunity, won, customers, programme):
        for kpi in module.KPIS:
            if kpi.key in catalogue:
                raise DefinitionError(f"{kpi.key} is declared twice.")
            if kpi.group not in GROUPS:
                raise DefinitionError(f"{kpi.key}: {kpi.group!r} is no group.")
            catalogue[kpi.key] = kpi
    return catalogue


CATALOGUE: dict[str, KPI] = _catalogue()


def _short(kpi: KPI) -> str:
    """The id with the variant, `w03.amount`; where an id has several keys, the first keeps it."""
    _, dot, variant = kpi.key.partition(".")
    return f"{kpi.id}{dot}{variant}".lower()


def find(key: str) -> KPI:
    """A KPI by its key, or by its id (`W03`). Raises UsageError with the closest key, and for a comparison."""
    if key in CATALOGUE:
        return CATALOGUE[key]
    by_id = {_short(kpi): kpi for kpi in reversed(CATALOGUE.values())}
    if key.lower() in by_id:
        return by_id[key.lower()]
    if (comparison := find_comparison(key)) is not None:
        of = f" of {', '.join(comparison.of)}" if comparison.of else ""
        raise UsageError(
            f"{comparison.key} compares two arms{of}; it has no rows of its own.",
            hint=f"Ask `assay kpi {comparison.key}` or `assay compare`.",
        )
    known = (*CATALOGUE, *COMPARISONS)
    raise UsageError(f"There is no KPI {key!r}.", hint=did_you_mean(key, known) or "`assay kpis` lists them.")


def find_comparison(key: str) -> ComparisonKPI | None:
    """A comparison by its key, or by its id (`P07`); None for everything else."""
    by_id = {one.id.lower(): one for one in COMPARISONS.values()}
    return COMPARISONS.get(key) or by_id.get(key.lower())


def everything() -> tuple[KPI | ComparisonKPI, ...]:
    """The whole catalogue, comparisons last."""
    return (*CATALOGUE.values(), *COMPARISONS.values())
