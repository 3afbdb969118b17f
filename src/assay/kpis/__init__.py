"""The catalogue: one file a group, declarations only. `CATALOGUE` maps public keys to KPIs, in the catalogue's order."""

from __future__ import annotations

from assay.errors import DefinitionError, UsageError, did_you_mean
from assay.kpis import awareness, coverage, customers, engagement, opportunity, programme, target, won
from assay.kpis.declare import KPI

GROUPS = ("target", "coverage", "awareness", "engagement", "opportunity", "won", "customers", "programme")


def _catalogue() -> dict[str, KPI]:
    found: dict[str, KPI] = {}
    for module in (target, coverage, awareness, engagement, opportunity, won, customers, programme):
        for kpi in module.KPIS:
            if kpi.key in found:
                raise DefinitionError(f"{kpi.key} is declared twice.")
            if kpi.group not in GROUPS:
                raise DefinitionError(f"{kpi.key}: {kpi.group!r} is no group.")
            found[kpi.key] = kpi
    return found


CATALOGUE: dict[str, KPI] = _catalogue()


def _short(kpi: KPI) -> str:
    """The id with the variant, `w03.amount`; where an id has several keys, the first keeps it."""
    _, dot, variant = kpi.key.partition(".")
    return f"{kpi.id}{dot}{variant}".lower()


def find(key: str) -> KPI:
    """A KPI by its key, or by its id (`W03`). Raises UsageError with the closest key."""
    if key in CATALOGUE:
        return CATALOGUE[key]
    by_id = {_short(kpi): kpi for kpi in reversed(CATALOGUE.values())}
    if key.lower() in by_id:
        return by_id[key.lower()]
    raise UsageError(
        f"There is no KPI {key!r}.", hint=did_you_mean(key, tuple(CATALOGUE)) or "`assay kpis` lists them."
    )
