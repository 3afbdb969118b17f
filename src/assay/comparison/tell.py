"""Puts a finding into the shape and the words of a comparison."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from assay.comparison import words
from assay.comparison.design import Balanced, flags
from assay.comparison.estimate import Estimated
from assay.comparison.finding import Finding
from assay.comparison.ground import Ground
from assay.comparison.looked_at import looks_before
from assay.comparison.reached import corrected_of
from assay.comparison.result import BalanceLine, Comparison, Naive, Named, Side
from assay.comparison.tiers import by_tier, tiers_words
from assay.comparison.verdict import SURE, claim, detectable, relevant, sentence, verdict
from assay.comparison.warn import LOOKING_BACK, warnings
from assay.comparison.words import covariate_label, difference_words, say, value_words
from assay.languages.formats import day
from assay.stats.sequential import z_of


def told(ground: Ground, finding: Finding) -> Comparison:
    """The comparison as everybody sees it."""
    options, arms, language, kpi = ground.options, ground.arms, ground.options.language, finding.kpi
    timing, made = arms.asked.timing, finding.made
    currency = arms.asked.currency if kpi.unit.startswith("money") else None
    matters = relevant(made, options.relevant)
    said = verdict(made, finding.rung, matters, lost=finding.held is not None)
    sides = _sides(ground, finding)
    balance = None if options.design in LOOKING_BACK else ground.made.of(finding.outcome)
    return Comparison(
        kpi=kpi.key,
        id=kpi.id,
        name=kpi.name[language],
        unit=kpi.unit,
        currency=currency,
        direction=kpi.direction,
        per="account" if finding.outcome is not None and finding.outcome.kind == "per_account" else None,
        primary=finding.primary,
        design=finding.rung.design,
        rung=finding.rung.number,
        rung_sentence=" ".join((say(language, words.RUNGS[finding.rung.design]), *_lots(ground, finding))),
        comparison=arms.against,
        method=options.method,
        balancing=options.balancing if balance is not None and balance.balancing else None,
        start=timing.start,
        end=timing.end,
        as_of=timing.as_of,
        run=ground.run.number,
        scope=ground.scope.to_json(),
        abm=sides[0],
        against=sides[1],
        naive=_naive(_drawn(ground), finding, currency, language),
        difference=made.difference,
        low=made.low,
        high=made.high,
        p_value=made.p_value,
        relative=made.difference / made.against if made.difference is not None and made.against else None,
        relevant=matters,
        detectable=detectable(made, finding.kpi.unit, finding.asks) if finding.rung.design != "descriptive" else None,
        verdict=said,
        sentence=sentence(ground, finding, said, matters, currency),
        claim=claim(said, finding.rung),
        p_adjusted=finding.p_adjusted,
        balance=_balance(balance, language) if balance is not None else (),
        ess=balance.ess if balance is not None else None,
        contamination=arms.contamination,
        excluded=tuple(_named(one, one.reason, language) for one in arms.excluded),
        unmatched=tuple(_named(one, "lacking", language) for one in (balance.lacking if balance is not None else ())),
        checks=finding.checks,
        warnings=warnings(ground, finding),
        extra=_extra(ground, finding),
    )


def _lots(ground: Ground, finding: Finding) -> Iterator[str]:
    """Who drew the lot on which a verdict of rung 1 rests, and when."""
    if finding.rung.design != "randomised":
        return
    language = ground.options.language
    for lot in ground.arms.lots:
        since = day(lot.since, language)
        by = day(date.fromisoformat(lot.by), language) if lot.origin == "record" else lot.by
        values = {"list": lot.list, "number": lot.number, "seed": lot.seed, "by": by, "since": since}
        yield say(language, words.LOTS[lot.origin], **values)


def _sides(ground: Ground, finding: Finding) -> tuple[Side, Side]:
    treated, outcome, made = flags(ground.arms), finding.outcome, finding.made
    cases = [int(outcome.cases[arm].sum()) if outcome is not None else 0 for arm in (treated, ~treated)]
    return Side(made.abm, cases[0], int(treated.sum())), Side(made.against, cases[1], int((~treated).sum()))


def _drawn(ground: Ground) -> str:
    """The comparison arm; a holdout that no lot is known to have drawn is none."""
    against, lot = ground.arms.against, ground.lot
    return "undrawn" if against == "holdout" and (lot is None or lot.doubt is not None) else against


def _naive(against: str, finding: Finding, currency: str | None, language: str) -> Naive:
    plain, unit = finding.plain, finding.kpi.unit
    text = words.NAIVE[against if plain.difference is not None else "nothing"]
    values = {
        "value": value_words(plain.against, unit, currency, language),
        "difference": difference_words(plain.difference, unit, currency, language),
    }
    said = say(language, text, **values)
    return Naive(plain.against, plain.difference, plain.low, plain.high, said)


def _balance(made: Balanced, language: str) -> tuple[BalanceLine, ...]:
    return tuple(
        BalanceLine(
            covariate=column.name,
            label=covariate_label(column.covariate, column.level, language),
            before=row.smd_before,
            after=row.smd_after,
            treated=row.treated,
            controls_before=row.controls_before,
            controls_after=row.controls_after,
        )
        for column, row in made.rows
    )


def _named(one: Any, reason: str, language: str) -> Named:
    return Named(one.account_id, one.name, reason, say(language, words.LEFT_OUT[reason]))


def _extra(ground: Ground, finding: Finding) -> dict[str, Any]:
    """What belongs to a figure: the horizon of a duration, the total that a mean per account adds up to."""
    extra: dict[str, Any] = dict(finding.extra)
    made = finding.made
    if ground.arms.lots:
        extra["lots"] = [lot.to_json() for lot in ground.arms.lots]
    if finding.look is not None:
        extra["look"] = finding.look.to_json()
        earlier = looks_before(ground.run, ground.scope, ground.arms.against, ground.arms.asked.timing.end)
        if own := [one.to_json() for one in earlier if one.kpi == finding.kpi.key]:
            extra["looks"] = own
        extra["sequential"] = _sequential(finding)
    if tiers := by_tier(ground, finding):
        extra["tiers"] = tiers
        extra["tiers_sentence"] = tiers_words(tiers, ground.options.language)
    if (corrected := corrected_of(ground, finding)) is not None:
        extra["among_reached"] = corrected.to_json()
    if made.horizon is not None:
        extra["horizon"] = made.horizon
    if finding.outcome is not None and finding.outcome.kind == "per_account" and made.difference is not None:
        size = len(ground.arms.treated)
        extra["incremental"] = {name: _times(value, size) for name, value in _three(made)} | {"accounts": size}
    return extra


def _sequential(finding: Finding) -> dict[str, float | None]:
    """The interval that holds at every look up to now: as wide as this look's limit asks."""
    made, look = finding.made, finding.look
    if look is None or made.difference is None or made.low is None or made.high is None:
        return {"low": None, "high": None}
    times = z_of(look.limit) / z_of(SURE)
    low, high = (made.difference + times * (end - made.difference) for end in (made.low, made.high))
    return {"low": low, "high": high}


def _three(made: Estimated) -> tuple[tuple[str, float | None], ...]:
    return ("value", made.difference), ("low", made.low), ("high", made.high)


def _times(value: float | None, size: int) -> float | None:
    return None if value is None else value * size
