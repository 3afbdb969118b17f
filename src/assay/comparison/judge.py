"""What may be said of a figure: the primary one or one of several, this look of many, and checks that can take it back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from assay.comparison.checks import checks, launched_earlier
from assay.comparison.design import Rung, flags
from assay.comparison.estimate import Estimated, agrees, raw, stands_out
from assay.comparison.family import PRIMARY, asked_of_others, corrected, others_of, primary_of
from assay.comparison.finding import Finding, Held
from assay.comparison.gather import gather
from assay.comparison.ground import Ground, Options
from assay.comparison.looked_at import looks_before
from assay.comparison.looks import Look, launched_on, look_of
from assay.comparison.on_rung import cut_to_size, estimated, settled
from assay.comparison.outcomes import outcome, refusal
from assay.comparison.unmeasured import stands_filled, told_apart
from assay.comparison.words import difference_words
from assay.errors import AssayError
from assay.kpis import find
from assay.kpis.declare import KPI
from assay.kpis.headlines import COMPARED
from assay.kpis.needs import measures_customers
from assay.metrics.scope import Scope


class Board:
    """The comparisons of one scope, each found once, however many figures are corrected by it."""

    def __init__(self, run: Any, scope: Scope, options: Options) -> None:
        self.run, self.scope, self.options = run, scope, options
        self._grounds: dict[bool, Ground] = {}
        self._found: dict[str, Finding] = {}

    def ground(self, kpi: KPI) -> Ground:
        kept = measures_customers(kpi)
        if kept not in self._grounds:
            waves = self.options.design == "staggered"
            arms = gather(self.run, self.scope, self.options.against, customers=kept, as_written=waves)
            self._grounds[kept] = Ground(self.run, self.scope, self.options, arms)
        return self._grounds[kept]

    def figures(self) -> tuple[str, ...]:
        """The figures that the programme is judged by: the primary one, whichever was chosen, before the others."""
        primary, _ = primary_of(self.ground(find(PRIMARY)).arms)
        return tuple(dict.fromkeys((primary, *COMPARED)))

    def found(self, kpi: KPI) -> Finding:
        if kpi.key not in self._found:
            self._found[kpi.key] = finding(self.ground(kpi), kpi)
        return self._found[kpi.key]

    def judged(self, kpi: KPI, *, several: bool = False) -> Finding:
        """The finding with all that stands against it. With `several` every figure carries its corrected p."""
        ground, found = self.ground(kpi), self.found(kpi)
        primary, late = primary_of(ground.arms)
        found = replace(found, primary=kpi.key == primary, late=late, launch=launched_on(ground.arms))
        if found.rung.design != "descriptive" and found.refused is None:
            look = self._look(ground)
            asks = look.limit if found.primary else asked_of_others(look.limit, kpi.key, primary)
            found = self._weighed(ground, replace(found, look=look, asks=asks), primary, several)
        return _checked(ground, found)

    def _weighed(self, ground: Ground, found: Finding, primary: str, several: bool) -> Finding:
        assert found.look is not None
        if not found.primary and (several or stands_out(found.made)):
            others = others_of(found.kpi.key, primary)
            ps = {key: self._p(key) for key in others}
            p = corrected(found.kpi.key, ps, primary_found=self._is_found(primary, found.look))
            found = replace(found, p_adjusted=p, of=len(others) + 1)
        if not stands_out(found.made):
            return found
        return replace(gated(ground, found), held=held_back(ground, found))

    def _look(self, ground: Ground) -> Look:
        until = ground.arms.asked.timing.end
        before = looks_before(self.run, self.scope, self.options.against, until)
        return look_of(ground.arms, sorted({one.until for one in before}))

    def _p(self, key: str) -> float | None:
        """p of another figure; null where there is none, which corrects nothing."""
        try:
            return self.found(find(key)).made.p_value
        except AssayError:
            return None

    def _is_found(self, key: str, look: Look) -> bool:
        p = self._p(key)
        return p is not None and p < look.limit and stands_out(self.found(find(key)).made)


def finding(ground: Ground, kpi: KPI) -> Finding:
    """What is found of one KPI: the estimate on the rung that is reached, and the arms as they are beside it."""
    refused = refusal(kpi)
    if refused:
        nothing = Estimated(None, None)
        return Finding(kpi, None, nothing, nothing, ground.rung, refused=refused)
    if ground.options.design == "synthetic":
        from assay.comparison.segments import segment_finding

        return looking_back(ground, segment_finding(ground, kpi))
    if ground.options.design == "staggered":
        from assay.comparison.waves import wave_finding

        return looking_back(ground, wave_finding(ground, kpi))
    made = outcome(ground.arms, kpi, ground.scope)
    plain = raw(made, flags(ground.arms))
    found = told_apart(ground, Finding(kpi, made, estimated(ground, made, plain), plain, ground.rung))
    return replace(found, extra=found.extra | {"few_carry_it": True}) if _few_carry(ground, found) else found


def looking_back(ground: Ground, found: Finding) -> Finding:
    """A finding of waves or of a segment: no interval of no width, and what has no value is told."""
    return told_apart(ground, replace(found, made=settled(found.made)))


def held_back(ground: Ground, found: Finding) -> Held | None:
    """Why a figure whose interval leaves zero out is no finding."""
    p, look = found.made.p_value, found.look
    assert look is not None
    if p is None or p >= look.limit:
        return "early"
    if not found.primary and (found.p_adjusted is None or found.p_adjusted >= look.limit):
        return "of_many"
    if found.extra.get("drifts"):
        return "drift"
    if found.extra.get("unmeasured") and not stands_filled(ground, found):
        return "unmeasured"
    if found.rung.design in ("randomised", "matched") and ground.arms.relatives and _hangs_on_left_out(ground, found):
        return "left_out"
    return "uneven" if found.rung.design == "matched" and _is_uneven(ground, found) else None


def _hangs_on_left_out(ground: Ground, found: Finding) -> bool:
    """Whether a finding is gone when comparison accounts whose company has the programme are compared as well.

    Who belongs to whom can be written afterwards; and where they did as well as the treated, it was not the programme alone.
    """
    options, kpi = ground.options, found.kpi
    kept = measures_customers(kpi)
    arms = gather(ground.run, ground.scope, options.against, customers=kept, families=False)
    wider = Ground(ground.run, ground.scope, options, arms)
    made = outcome(arms, kpi, ground.scope)
    return not agrees(estimated(wider, made, raw(made, flags(arms))), found.made)


def _is_uneven(ground: Ground, found: Finding) -> bool:
    """Whether a difference of money is gone when the largest amounts are cut to the size of the others."""
    if found.outcome is None or not found.kpi.unit.startswith("money"):
        return False
    cut = cut_to_size(ground, found.outcome)
    return cut is not None and not agrees(cut, found.made)


FEW_LEAVE = 0.5


def _few_carry(ground: Ground, found: Finding) -> bool:
    """Whether less than half of a difference of money is left when the largest amounts are cut to the size of the others."""
    if found.outcome is None or not found.kpi.unit.startswith("money") or not found.made.difference:
        return False
    cut = cut_to_size(ground, found.outcome)
    return cut is None or (cut.difference or 0.0) / found.made.difference < FEW_LEAVE


def gated(ground: Ground, found: Finding) -> Finding:
    """Of a matched comparison: the same accounts a year before launch must not differ the same way."""
    if found.rung.design != "matched" or found.made.difference is None:
        return found
    _, earlier = launched_earlier(ground, found.kpi)
    if earlier is None or not agrees(earlier, found.made):
        return found
    shown = difference_words(earlier.difference, found.kpi.unit, ground.arms.asked.currency, ground.options.language)
    notes = (*found.notes, ("fake_launch", {"difference": shown}))
    return replace(found, rung=Rung("descriptive", "fake_launch"), notes=notes)


def _checked(ground: Ground, found: Finding) -> Finding:
    return replace(found, checks=checks(ground, found)) if ground.options.checks else found
