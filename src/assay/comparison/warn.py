"""What a reader must know before believing a comparison, in words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from assay.comparison import words
from assay.comparison.design import HOT, flags
from assay.comparison.finding import Finding
from assay.comparison.ground import Ground
from assay.comparison.reached import corrected_of
from assay.comparison.words import covariate_label, difference_words, low_words, p_words, say
from assay.kpis import find
from assay.languages.formats import day, number, percent
from assay.stats.cautions import FEW_EFFECTIVE, LEAST_TREATED, UNBALANCED

LOOKING_BACK = ("staggered", "synthetic")
"""Designs that compare an account or a segment with its own past, and need no balance of the arms."""
DOSE = ("emails_sent", "ad_impressions", "accounts_reached")
MUCH_TOUCHED, FEW_CASES = 0.1, 15
Told = Iterator[tuple[str, dict[str, Any]]]


def warnings(ground: Ground, finding: Finding) -> tuple[str, ...]:
    """All warnings of one comparison, the gravest first."""
    language = ground.options.language
    refused = (say(language, words.REFUSED[finding.refused]),) if finding.refused else ()
    told = [
        *_of_design(ground, finding, language),
        *_of_arms(ground, finding, language),
        *_of_outcome(ground, finding),
        *finding.notes,
    ]
    return (*refused, *(say(language, words.WARNINGS[code], **values) for code, values in told))


def _of_design(ground: Ground, finding: Finding, language: str) -> Told:
    rung = finding.rung
    if finding.held == "of_many":
        yield "one_of_many", {"n": finding.of}
    yield from _of_look(finding, language)
    if rung.reason == "hot_pick":
        yield "hot_pick", {}
    if finding.held == "drift":
        yield "drift", {}
    if rung.reason == "raw":
        yield "raw", {}
        yield from _picked_hot(ground, language)
    if rung.reason == "few_treated":
        yield "few_treated", {"treated": len(ground.arms.treated), "least": LEAST_TREATED}
    if ground.options.design in LOOKING_BACK:
        return
    yield from _of_lot(ground)
    made = ground.made.of(finding.outcome)
    if made.max_smd > UNBALANCED and made.worst is not None and rung.reason != "raw":
        worst = covariate_label(made.worst.covariate, made.worst.level, language)
        values = {"covariate": worst, "smd": number(made.max_smd, language, 2)}
        by_chance = rung.design == "randomised"
        limit = {} if by_chance else {"limit": number(UNBALANCED, language, 2)}
        yield "chance_imbalance" if by_chance else "unbalanced", values | limit
    if made.ess < FEW_EFFECTIVE:
        yield "few_effective", {"ess": number(made.ess, language)}
    if ground.known.dropped and made.balancing:
        labels = [covariate_label(one.covariate, one.level, language) for one in ground.known.dropped]
        yield "too_many_covariates", {"covariates": ", ".join(labels)}


def _of_look(finding: Finding, language: str) -> Told:
    look = finding.look
    if finding.held == "early" and look is not None:
        known = {"look": look.number, "looks": look.planned, "day": day(look.on, language)}
        yield "early", known | {"limit": p_words(look.limit, language)}
    if finding.held == "uneven":
        yield "uneven", {}
    if finding.late is not None:
        key, since = finding.late
        values = {"name": find(key).name[language], "day": day(since, language)}
        yield "chosen_late", values | {"launch": day(finding.launch, language) if finding.launch else ""}


def _of_lot(ground: Ground) -> Told:
    lot = ground.lot
    if lot is not None and lot.doubt is not None and lot.doubt != "rewritten":
        p = lot.balance if lot.doubt == "unlike_by_lot" else lot.sample_ratio
        yield lot.doubt, {} if p is None else {"p": p_words(p, ground.options.language)}


def _picked_hot(ground: Ground, language: str) -> Told:
    for column, row in ground.made.rows:
        if column.covariate in HOT and row.smd_before > UNBALANCED:
            label = covariate_label(column.covariate, column.level, language)
            yield "picked_hot", {"covariate": label, "smd": number(row.smd_before, language, 2)}
            return


def _corrected(ground: Ground, finding: Finding) -> Told:
    corrected = corrected_of(ground, finding)
    if corrected is None:
        return
    how = finding.kpi.unit, ground.arms.asked.currency, ground.options.language
    ends = {"low": low_words(corrected.low, *how), "high": difference_words(corrected.high, *how)}
    values = {"difference": difference_words(corrected.difference, *how), "range": say(how[2], words.RANGE, **ends)}
    yield "corrected", values | {"reached": percent(corrected.reached, how[2])}


def _of_arms(ground: Ground, finding: Finding, language: str) -> Told:
    arms = ground.arms
    told = {"realigned": arms.realigned, "stayed": arms.stayed, "named_late": arms.named_late}
    told["listed_at_deal"] = arms.listed_at_deal
    if ground.options.design not in LOOKING_BACK:
        yield from ((code, {}) for code, true in told.items() if true)
    counts = {"both_arms": arms.both, "crossed": arms.crossed}
    if arms.thinned:
        yield "thinned", {"abm": arms.barred[0], "against": arms.barred[1]}
    yield from ((code, {"n": many}) for code, many in counts.items() if many)
    if arms.said.changes:
        yield "rewritten", {"moved": arms.said.moved, "dropped": arms.said.dropped, "added": arms.said.added}
    if arms.contamination is not None and arms.contamination > MUCH_TOUCHED:
        yield "contaminated", {"share": percent(arms.contamination, language)}
        yield from _corrected(ground, finding)
    if arms.narrowed:
        yield "narrowed", {"lists": ", ".join(arms.narrowed)}
    if ground.options.design not in LOOKING_BACK and ground.made.lacking:
        yield "unmatched", {"n": len(ground.made.lacking)}
    if ground.scope.tiers and arms.against == "rest":
        yield "tiers", {}


def _of_outcome(ground: Ground, finding: Finding) -> Told:
    outcome, kpi = finding.outcome, finding.kpi
    if outcome is None:
        return
    treated = flags(ground.arms)
    cases = int(outcome.cases[treated].sum()), int(outcome.cases[~treated].sum())
    if finding.made.difference is None:
        yield "no_case", {}
    elif finding.made.note == "no_spread":
        yield "no_spread", {}
    elif min(cases) < FEW_CASES:
        yield "few_cases", {"abm": cases[0], "against": cases[1]}
    if outcome.kind in ("ratio", "median", "duration") and kpi.group in ("opportunity", "won"):
        yield "among_won", {}
    if finding.made.horizon is not None:
        yield "horizon", {"days": number(finding.made.horizon, ground.options.language, 0)}
    if outcome.kind == "per_account":
        yield "per_account", {}
    if kpi.key in DOSE:
        yield "dose", {}
