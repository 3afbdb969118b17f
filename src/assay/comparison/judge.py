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
        ground, judged = self.ground(kpi), self.found(kpi)
        primary, late = primary_of(ground.arms)
        judged = replace(judged, primary=kpi.key == primary, late=late, launch=launched_on(ground.arms))
        if judged.rung.design != "descriptive" and judged.refused is None:
            look = self._look(ground)
            asks = look.limit if judged.primary else asked_of_others(look.limit, kpi.key, primary)
            judged = self._weighed(ground, replace(judged, look=look, asks=asks), primary, several)
        return _checked(ground, judged)

    def _weighed(self, ground: Ground, finding: Finding, primary: str, several: bool) -> Finding:
        assert finding.look is not None
        if not finding.primary and (several or stands_out(finding.made)):
            others = others_of(finding.kpi.key, primary)
            ps = {key: self._p(key) for key in others}
            p = corrected(finding.kpi.key, ps, primary_found=self._is_found(primary, finding.look))
            finding = replace(finding, p_adjusted=p, of=len(others) + 1)
        if not stands_out(finding.made):
            return finding
        return replace(gated(ground, finding), held=held_back(ground, finding))

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
    finding = told_apart(ground, Finding(kpi, made, estimated(ground, made, plain), plain, ground.rung))
    return replace(finding, extra=finding.extra | {"few_carry_it": True}) if _few_carry(ground, finding) else finding


def looking_back(ground: Ground, finding: Finding) -> Finding:
    """A finding of waves or of a segment: no interval of no width, and what has no value is told."""
    return told_apart(ground, replace(finding, made=settled(finding.made)))


def held_back(ground: Ground, finding: Finding) -> Held | None:
    """Why a figure whose interval leaves zero out is no finding."""
    p, look = finding.made.p_value, finding.look
    assert look is not None
    if p is None or p >= look.limit:
        return "early"
    if not finding.primary and (finding.p_adjusted is None or finding.p_adjusted >= look.limit):
        return "of_many"
    if finding.extra.get("drifts"):
        return "drift"
    if finding.extra.get("unmeasured") and not stands_filled(ground, finding):
        return "unmeasured"
    if (
        finding.rung.design in ("randomised", "matched")
        and ground.arms.relatives
        and _hangs_on_left_out(ground, finding)
    ):
        return "left_out"
    return "uneven" if finding.rung.design == "matched" and _is_uneven(ground, finding) else None


def _hangs_on_left_out(ground: Ground, finding: Finding) -> bool:
    """Whether a finding is gone when comparison accounts whose company has the programme are compared as well.

    Who belongs to whom can be written afterwards; and where they did as well as the treated, it was not the programme alone.
    """
    options, kpi = ground.options, finding.kpi
    kept = measures_customers(kpi)
    arms = gather(ground.run, ground.scope, options.against, customers=kept, families=False)
    wider = Ground(ground.run, ground.scope, options, arms)
    made = outcome(arms, kpi, ground.scope)
    return not agrees(estimated(wider, made, raw(made, flags(arms))), finding.made)


def _is_uneven(ground: Ground, finding: Finding) -> bool:
    """Whether a difference of money is gone when the largest amounts are cut to the size of the others."""
    if finding.outcome is None or not finding.kpi.unit.startswith("money"):
        return False
    cut = cut_to_size(ground, finding.outcome)
    return cut is not None and not agrees(cut, finding.made)


FEW_LEAVE = 0.5


def _few_carry(ground: Ground, finding: Finding) -> bool:
    """Whether less than half of a difference of money is left when the largest amounts are cut to the size of the others."""
    if finding.outcome is None or not finding.kpi.unit.startswith("money") or not finding.made.difference:
        return False
    cut = cut_to_size(ground, finding.outcome)
    return cut is None or (cut.difference or 0.0) / finding.made.difference < FEW_LEAVE


def gated(ground: Ground, finding: Finding) -> Finding:
    """Of a matched comparison: the same accounts a year before launch must not differ the same way."""
    if finding.rung.design != "matched" or finding.made.difference is None:
        return finding
    _, earlier = launched_earlier(ground, finding.kpi)
    if earlier is None or not agrees(earlier, finding.made):
        return finding
    shown = difference_words(earlier.difference, finding.kpi.unit, ground.arms.asked.currency, ground.options.language)
    notes = (*finding.notes, ("fake_launch", {"difference": shown}))
    return replace(finding, rung=Rung("descriptive", "fake_launch"), notes=notes)


def _checked(ground: Ground, finding: Finding) -> Finding:
    return replace(finding, checks=checks(ground, finding)) if ground.options.checks else finding
