"""Tests of a comparison itself: other ways of reckoning, fake launch dates and lists, how strong a hidden cause must be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assay.comparison import words
from assay.comparison.clocks import kept_on, relaunched
from assay.comparison.covariates import room_for
from assay.comparison.design import BALANCINGS, balanced, flags, weighing
from assay.comparison.estimate import Estimated, Weighing, difference, effect_of, is_bounded, raw
from assay.comparison.finding import Finding
from assay.comparison.ground import Ground
from assay.comparison.on_rung import estimated
from assay.comparison.outcomes import Outcome, accounts_of, outcome
from assay.comparison.panels import first_day_with_data
from assay.comparison.result import Check
from assay.comparison.words import difference_words, say
from assay.errors import AssayError
from assay.kpis.declare import KPI
from assay.kpis.needs import measures_customers
from assay.languages.formats import day, number, percent
from assay.metrics.membership import put_on_lists
from assay.stats import matching, sensitivity
from assay.stats.balance import entropy_balance, moment_balance
from assay.stats.effects import Effect, effect

Flags = NDArray[np.bool_]
FAKE_DAYS, LEAST_HISTORY = 365, 90
FAKES, MOST_FALSE = 100, 0.12
PER_ACCOUNT = ("account_share", "per_account", "ratio")


def checks(ground: Ground, finding: Finding) -> tuple[Check, ...]:
    """All checks that this comparison allows. A fake launch that finds the same has taken the verdict back already."""
    if finding.outcome is None or finding.made.difference is None:
        return ()
    made = [*_hidden_cause(ground, finding), *_other_ways(ground, finding), *_without_largest(ground, finding)]
    made += _after_leaving(ground, finding)
    made += [*_fake_launch(ground, finding), *_fake_lists(ground, finding), *_first_verdict(ground, finding)]
    return tuple(made)


def _told(
    ground: Ground,
    code: str,
    *,
    passed: bool | None = None,
    made: Estimated | None = None,
    label: str = "",
    **values: Any,
) -> Check:
    language = ground.options.language
    name, text = words.CHECKS[code]
    numbers: dict[str, Any] = {}
    if made is not None:
        numbers = {"difference": made.difference, "low": made.low, "high": made.high, "p_value": made.p_value}
    named = say(language, name)
    if label:
        named = say(language, words.LEVEL_OF, name=named, level=label)
    return Check(code, named, say(language, text, **values), passed, **numbers)


def _hidden_cause(ground: Ground, finding: Finding) -> Iterator[Check]:
    """E-value, and Rosenbaum's gamma of matched pairs."""
    made, outcome_of, language = finding.made, finding.outcome, ground.options.language
    assert outcome_of is not None
    if made.low is None or made.high is None or made.difference is None:
        return
    value = _e_value(finding)
    if value is not None and finding.rung.design != "randomised":
        limit = value.limit if value.limit is not None else 1.0
        texts: dict[str, Any] = {"point": number(value.point, language, 2), "limit": number(limit, language, 2)}
        yield replace(_told(ground, "e_value", passed=None, **texts), value=value.point)
    if outcome_of.kind in ("account_share", "per_account") and finding.rung.design == "matched":
        gamma = _gamma(ground, outcome_of)
        if gamma is not None:
            yield replace(_told(ground, "gamma", gamma=number(gamma, language, 2)), value=gamma)


def _e_value(finding: Finding) -> sensitivity.EValue | None:
    made = finding.made
    assert made.difference is not None
    assert made.low is not None
    assert made.high is not None
    if finding.kpi.unit == "share" and made.abm and made.against and made.against > 0:
        return sensitivity.e_value_of_shares(made.abm, made.against, made.low, made.high)
    spread = (
        float(np.std(finding.outcome.values)) if finding.outcome is not None and len(finding.outcome.values) else 0.0
    )
    if not spread > 0:
        return None
    return sensitivity.e_value_of_smd(made.difference / spread, (made.high - made.low) / 3.92 / spread)


def _gamma(ground: Ground, outcome: Outcome) -> float | None:
    treated, values = flags(ground.arms), ground.known.values
    if not values.shape[1]:
        return None
    pairs = matching.nearest(values[treated], values[~treated], metric="logit", caliper=0.2).pairs
    own, other = outcome.tops[treated], outcome.tops[~treated]
    return sensitivity.rosenbaum_gamma(own[pairs[:, 0]] - other[pairs[:, 1]]) if len(pairs) else None


def _other_ways(ground: Ground, finding: Finding) -> Iterator[Check]:
    """The same with the other balancings, and unweighted with regression alone."""
    if finding.rung.design != "matched" or finding.outcome is None:
        return
    for name in BALANCINGS:
        if name == ground.options.balancing:
            continue
        try:
            made = balanced(ground.arms, ground.known, name)  # type: ignore[arg-type]
        except AssayError:
            continue
        counts = weighing(ground.arms, ground.known, made, finding.rung, "matched", finding.outcome)
        yield _again(ground, finding, "balancing", counts, name)
    counts = weighing(ground.arms, ground.known, ground.made, finding.rung, "matched", finding.outcome)
    yield _again(ground, finding, "regression", replace(counts, weights=None), "")


def _again(ground: Ground, finding: Finding, code: str, counts: Weighing, name: str) -> Check:
    assert finding.outcome is not None
    made = difference(finding.outcome, flags(ground.arms), counts)
    return _compared(ground, finding, code, made, say(ground.options.language, words.BALANCINGS[name]) if name else "")


def _compared(ground: Ground, finding: Finding, code: str, made: Estimated, label: str = "") -> Check:
    """Passed: the same sign, and the interval holds the finding."""
    language, unit = ground.options.language, finding.kpi.unit
    currency = ground.arms.asked.currency
    shown = difference_words(made.difference, unit, currency, language)
    same = None
    if made.difference is not None and made.low is not None and made.high is not None:
        same = bool(made.low <= (finding.made.difference or 0.0) <= made.high)
        same = same and (made.difference > 0) == ((finding.made.difference or 0.0) > 0)
    return _told(ground, code, passed=same, made=made, difference=shown, label=label)


def _without_largest(ground: Ground, finding: Finding) -> Iterator[Check]:
    """Does one account carry it? Money only: elsewhere none is large."""
    outcome_of = finding.outcome
    if outcome_of is None or not finding.kpi.unit.startswith("money") or outcome_of.kind not in PER_ACCOUNT:
        return
    treated = flags(ground.arms)
    places = np.flatnonzero(treated)
    kept = np.ones(len(treated), dtype=bool)
    kept[places[int(np.argmax(outcome_of.tops[places]))]] = False
    counts = weighing(ground.arms, ground.known, ground.made, finding.rung, ground.options.method, outcome_of)
    part: dict[str, Any] = {
        name: None if (values := getattr(counts, name)) is None else values[kept]
        for name in ("weights", "covariates", "clusters", "strata")
    }
    made = difference(accounts_of(outcome_of, kept), treated[kept], replace(counts, **part))
    yield _compared(ground, finding, "without_largest", made)


def _after_leaving(ground: Ground, finding: Finding) -> Iterator[Check]:
    """The same when deals and touches of accounts that have left their list go on counting, in both arms."""
    arms = ground.arms
    rows = kept_on(arms)
    if rows is None:
        return
    put_on_lists(arms.asked.cursor, rows)
    try:
        made_of = outcome(arms, finding.kpi, ground.scope)
    finally:
        put_on_lists(arms.asked.cursor, arms.rows)

    made = estimated(ground, made_of, raw(made_of, flags(arms)))
    yield _compared(ground, finding, "after_leaving", made)


def launched_earlier(ground: Ground, kpi: KPI) -> tuple[str, Estimated | None]:
    """The comparison a year before launch, when there was no programme; a code of `words.CHECKS`, and what is found."""
    arms = ground.arms
    first = min(one.launched_on for one in arms.accounts)
    known = first_day_with_data(arms)
    if known is None or known > first - timedelta(days=FAKE_DAYS + LEAST_HISTORY):
        return "no_history", None
    eve = first - timedelta(days=1)
    scope = replace(ground.scope, start=first - timedelta(days=FAKE_DAYS), end=eve, as_of=eve, tiers=())
    earlier = relaunched(arms, scope, FAKE_DAYS, customers=measures_customers(kpi))
    if earlier is None:
        return "no_history", None
    fake = replace(ground, arms=earlier, scope=scope)
    made_of = outcome(earlier, kpi, scope)
    if not made_of.tops.any():
        return "nothing_happened", None
    made = estimated(fake, made_of, raw(made_of, flags(earlier)))
    if made.difference is None or made.low is None or made.high is None:
        return "no_history", None
    return "fake_launch", made


def _fake_launch(ground: Ground, finding: Finding) -> Iterator[Check]:
    """It should find nothing."""
    code, made = launched_earlier(ground, finding.kpi)
    if made is None or made.low is None or made.high is None:
        yield _told(ground, code)
        return
    shown = difference_words(made.difference, finding.kpi.unit, ground.arms.asked.currency, ground.options.language)
    yield _told(ground, code, passed=bool(made.low <= 0 <= made.high), made=made, difference=shown)


def _fake_lists(ground: Ground, finding: Finding) -> Iterator[Check]:
    """Lists drawn by lot among the comparison accounts: about one in twenty should look like a finding."""
    outcome_of = finding.outcome
    if outcome_of is None or outcome_of.kind not in PER_ACCOUNT:
        return
    others = ~flags(ground.arms)
    count = int(others.sum())
    size = min(int((~others).sum()), count // 3)
    part, values = accounts_of(outcome_of, others), ground.known.values[others]
    if size < 5 or not part.tops.any():
        return
    counts = weighing(ground.arms, ground.known, ground.made, finding.rung, "matched", outcome_of)
    actual = effect_of(outcome_of, ~others, counts)
    drawn = sensitivity.fake_lists(actual, size, count, lambda mask: _fake_effect(part, mask, values), FAKES)
    language = ground.options.language
    texts: dict[str, Any] = {
        "share": percent(drawn.found, language),
        "n": FAKES,
        "rank": percent(drawn.rank_p, language),
    }
    check = _told(ground, "fake_lists", passed=drawn.found <= MOST_FALSE, **texts)
    yield replace(check, value=drawn.found, p_value=drawn.rank_p)


def _fake_effect(outcome: Outcome, mask: Flags, values: NDArray[np.float64]) -> Effect:
    columns = values[:, : max(1, int(mask.sum()) // 5)]
    one_sided = not (outcome.bottoms[mask].any() and outcome.bottoms[~mask].any())
    if not columns.shape[1] or one_sided:
        return effect(outcome.tops, mask)
    weights = np.ones(len(mask))
    arms = columns[mask], columns[~mask]
    made = entropy_balance(*arms) if is_bounded(outcome) else moment_balance(*arms, room_for(len(arms[1])))
    weights[~mask] = made.weights
    return effect_of(outcome, mask, Weighing(weights=weights, covariates=columns))


def _first_verdict(ground: Ground, finding: Finding) -> Iterator[Check]:
    """When these accounts are followed long enough, where that day is still to come."""
    from assay.planning.power import first_honest_verdict

    arms = ground.arms
    since = max((lot.since for lot in arms.lots), default=None)
    said = first_honest_verdict(ground.run, finding.kpi.key, ground.scope, against=arms.against, since=since)
    if said is not None and said.on is not None and said.on > min(arms.asked.timing.as_of, arms.asked.timing.end):
        yield _told(ground, "first_verdict", day=day(said.on, ground.options.language))
