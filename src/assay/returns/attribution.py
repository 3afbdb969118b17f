"""Attribution: the money of deals divided among the touches before them. It divides, it does not prove."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Literal

import numpy as np

from assay.errors import UsageError, did_you_mean
from assay.metrics.answers import Run
from assay.metrics.scope import Scope
from assay.returns.attribution_words import caveats, describe, label, models_words
from assay.returns.journeys import DIMENSIONS, Journeys
from assay.returns.paths import OUTCOMES, Outcome
from assay.stats import attribution as rules
from assay.stats.attribution import Floats
from assay.views.question import Record, question

Kind = Literal["touched", "no_touch", "no_minutes"]
MODELS = ("first", "last", "linear", "time_decay", "u", "w", "full_path", "minutes", "markov", "shapley")
HALF_LIFE_DAYS = 30.0


@dataclass(frozen=True)
class CreditRow:
    """What one channel (kind, campaign, team) is allotted.

    `share` of the whole amount, with the ends of its 95 % interval over accounts drawn anew; `deals` counts parts of
    deals. `removal` is the part of the outcomes a Markov chain loses without it. Rows of kind `no_touch` and `no_minutes`
    hold the amount of deals that have nothing to divide it by.
    """

    value: str | None
    label: str
    kind: Kind
    credit: Decimal
    share: float | None
    low: float | None
    high: float | None
    deals: float
    removal: float | None = None


@dataclass(frozen=True)
class ModelCredits:
    """One model: `weights` says in words how it divides; the credits of `rows` sum to the amount to the cent."""

    model: str
    name: str
    weights: str
    rows: tuple[CreditRow, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Influence:
    """Deals with at least one touch of the value; summed over values a deal counts more than once."""

    value: str | None
    label: str
    deals: int
    amount: float
    share: float | None


@dataclass(frozen=True)
class DealCredits:
    """A deal's amount divided by one model; None stands for the value that is null."""

    opportunity_id: str
    account_id: str
    name: str | None
    amount: Decimal
    touches: int
    credits: dict[str | None, Decimal]


@dataclass(frozen=True)
class AttributionAnswer:
    """Amount of the deals of a scope, divided. `influence_sum` adds the values up, `influence_union` counts a deal once.

    `without_amount` deals are in the counts and have nothing to divide; `unconverted` ones have no exchange rate.
    """

    heading: Record
    by: str
    outcome: Outcome
    currency: str
    lookback_days: int
    deals: int
    amount: Decimal
    without_touch: int
    without_amount: int
    unconverted: int
    models: tuple[ModelCredits, ...]
    influence: tuple[Influence, ...]
    influence_sum: float | None
    influence_union: float | None
    caveats: tuple[str, ...]
    detail: tuple[DealCredits, ...] | None = None

    def model(self, name: str) -> ModelCredits:
        return next(one for one in self.models if one.model == name)

    def to_json(self) -> Record:
        plain = ("by", "outcome", "currency", "lookback_days", "deals", "amount", "without_touch", "without_amount")
        said = {**self.heading, **{name: getattr(self, name) for name in plain}, "unconverted": self.unconverted}
        said |= {
            "amount": float(self.amount),
            "design": "allocation",
            "models": [_model_json(one) for one in self.models],
        }
        said |= {
            "influence": {
                "rows": [asdict(one) for one in self.influence],
                "sum": self.influence_sum,
                "union": self.influence_union,
            },
            "caveats": list(self.caveats),
        }
        return said if self.detail is None else said | {"rows": [_deal_json(one, self.by) for one in self.detail]}


def attribution(
    run: Run,
    scope: Scope | None = None,
    *,
    model: str = "all",
    by: str = "channel",
    outcome: str = "opportunities",
    engaging: bool = False,
    half_life_days: float = HALF_LIFE_DAYS,
    rows: bool = False,
    language: str | None = None,
) -> AttributionAnswer:
    """Amounts of the scope's new-business deals, divided among the touches on their accounts before creation.

    Touches that count, from `influence.lookback_days` before the deal's creation up to that day; with `engaging` only
    those that engage. `rows` adds each deal's credits and needs one model. Raises UsageError for unknown words.
    """
    _check(model, by, outcome, half_life_days, rows)
    asked = question(run, scope)
    journeys = Journeys.read(asked, by, outcome, engaging)  # type: ignore[arg-type]
    language = language or run.settings.language
    chosen = MODELS if model == "all" else (model,)
    divided = {name: _divide(name, journeys, half_life_days) for name in chosen}
    found = tuple(_credits(name, divided[name], journeys, half_life_days, language) for name in chosen)
    influence = tuple(_influence(journeys, language))
    union = _part(float(journeys.amounts[journeys.paths.lengths > 0].sum()), journeys)
    summed = sum(one.share or 0 for one in influence) if union is not None else None
    return AttributionAnswer(
        heading=asked.heading(),
        by=by,
        outcome=outcome,  # type: ignore[arg-type]
        currency=asked.currency,
        lookback_days=run.settings.influence.lookback_days,
        deals=len(journeys.deals),
        amount=_money(int(journeys.cents.sum())),
        without_touch=int((journeys.paths.lengths == 0).sum()),
        without_amount=int((journeys.cents == 0).sum()) - journeys.unconverted,
        unconverted=journeys.unconverted,
        models=found,
        influence=influence,
        influence_sum=summed,
        influence_union=union,
        caveats=caveats(
            journeys,
            by,
            run.settings.influence.lookback_days,
            summed,
            union,
            language,
            run.settings.influence.sent_weight,
        ),
        detail=tuple(_details(divided[model], journeys)) if rows else None,
    )


def _check(model: str, by: str, outcome: str, half_life_days: float, rows: bool) -> None:
    for word, value, known in (
        ("--model", model, ("all", *MODELS)),
        ("--by", by, tuple(DIMENSIONS)),
        ("--outcome", outcome, OUTCOMES),
    ):
        if value not in known:
            hint = did_you_mean(value, known) or f"It is one of {', '.join(known)}."
            raise UsageError(f"{word} {value!r} is unknown.", hint=hint)
    if not 0 < half_life_days < float("inf"):
        raise UsageError(f"--half-life is {half_life_days:g} days; it must be more than 0.")
    if rows and model == "all":
        raise UsageError("--rows shows each deal under one model.", hint="Name it, for example --model linear.")


@dataclass(frozen=True)
class Divided:
    """(deals, values) shares of each deal, and what belongs to the model."""

    shares: Floats
    low: Floats | None
    high: Floats | None
    removal: Floats | None = None


def _divide(model: str, journeys: Journeys, half_life_days: float) -> Divided:
    if model == "markov":
        return _divide_by_chain(journeys)
    shares = _shares(model, journeys, half_life_days)
    undivided = journeys.amounts * (shares.sum(1) == 0)
    credits = np.column_stack([journeys.amounts[:, None] * shares, undivided])
    ends = rules.share_intervals(credits, journeys.accounts[: len(journeys.deals)])
    low, high = ends or (None, None)
    return Divided(shares, low, high)


def _shares(model: str, journeys: Journeys, half_life_days: float) -> Floats:
    paths, full = journeys.paths, journeys.full
    ways: dict[str, Callable[[], Floats]] = {
        "first": lambda: rules.first_touch(paths),
        "last": lambda: rules.last_touch(paths),
        "linear": lambda: rules.linear(paths),
        "time_decay": lambda: rules.time_decay(paths, half_life_days),
        "u": lambda: rules.positions(paths, (paths.first, paths.last), (0.4, 0.4), 0.2),
        "w": lambda: rules.positions(paths, (paths.first, journeys.leads, paths.last), (0.3, 0.3, 0.3), 0.1),
        "full_path": lambda: rules.positions(full, journeys.full_milestones, (0.225,) * 4, 0.1),
        "minutes": lambda: rules.by_minutes(paths),
        "shapley": lambda: rules.shapley(paths),
    }
    return ways[model]()


def _divide_by_chain(journeys: Journeys) -> Divided:
    every, number = journeys.every, len(journeys.deals)
    outcomes = (np.arange(every.paths) < number).astype(float)
    amounts = np.concatenate([journeys.amounts, np.zeros(every.paths - number)])
    removal = rules.chain(rules.transitions(every, outcomes, 1 - outcomes)).removal
    ends = rules.markov_intervals(every, outcomes, 1 - outcomes, amounts, journeys.accounts)
    low, high = ends or (None, None)
    return Divided(rules.markov(journeys.paths, removal), low, high, removal)


def _credits(model: str, divided: Divided, journeys: Journeys, half_life_days: float, language: str) -> ModelCredits:
    cents = rules.to_the_cent(journeys.cents, divided.shares).sum(0)
    rows = [
        CreditRow(
            value,
            label(value, journeys.names, language),
            "touched",
            _money(int(cents[place])),
            _part(float(cents[place]) / 100, journeys),
            *_interval(divided, place),
            deals=float(divided.shares[:, place].sum()),
            removal=None if divided.removal is None else float(divided.removal[place]),
        )
        for place, value in enumerate(journeys.values)
        if divided.shares[:, place].any()
    ]
    rows.sort(key=lambda row: (-row.credit, -row.deals, row.label))
    name, weights = describe(model, half_life_days, language)
    return ModelCredits(
        model,
        name,
        weights,
        (*rows, *_undivided(divided, journeys, language)),
        models_words(model, journeys, language),
    )


def _undivided(divided: Divided, journeys: Journeys, language: str) -> Iterator[CreditRow]:
    """Rows for the deals that no touch can be credited with."""
    nothing = divided.shares.sum(1) == 0
    silent = journeys.paths.lengths == 0
    for kind, which in (("no_touch", silent), ("no_minutes", nothing & ~silent)):
        if which.any():
            cents = int(journeys.cents[which].sum())
            # The interval is that of all undivided deals together, so it belongs to a row only where there is one.
            low, high = _interval(divided, -1) if not (nothing & ~which).any() else (None, None)
            share = _part(cents / 100, journeys)
            text = label(kind, {}, language, special=True)
            yield CreditRow(None, text, kind, _money(cents), share, low, high, float(which.sum()))  # type: ignore[arg-type]


def _interval(divided: Divided, place: int) -> tuple[float | None, float | None]:
    if divided.low is None or divided.high is None:
        return None, None
    return float(divided.low[place]), float(divided.high[place])


def _part(amount: float, journeys: Journeys) -> float | None:
    total = int(journeys.cents.sum())
    return amount * 100 / total if total else None


def _influence(journeys: Journeys, language: str) -> Iterator[Influence]:
    present = journeys.paths.present
    for place, value in enumerate(journeys.values):
        touched = present[:, place]
        amount = float(journeys.amounts[touched].sum())
        if touched.any():
            text = label(value, journeys.names, language)
            yield Influence(value, text, int(touched.sum()), amount, _part(amount, journeys))


def _details(divided: Divided, journeys: Journeys) -> Iterator[DealCredits]:
    cents = rules.to_the_cent(journeys.cents, divided.shares)
    columns = journeys.deals[["opportunity_id", "account_id", "name"]].astype(object)
    for place, (deal, account, name) in enumerate(columns.itertuples(index=False, name=None)):
        given = {
            value: _money(int(cents[place, code]))
            for code, value in enumerate(journeys.values)
            if divided.shares[place, code]
        }
        touches = int(journeys.paths.lengths[place])
        amount = _money(int(journeys.cents[place]))
        yield DealCredits(deal, account, name, amount, touches, given)


def _model_json(one: ModelCredits) -> Record:
    rows = [{**asdict(row), "credit": float(row.credit)} for row in one.rows]
    return {"model": one.model, "name": one.name, "weights": one.weights, "rows": rows, "notes": list(one.notes)}


def _deal_json(one: DealCredits, by: str) -> Record:
    credits = [{by: value, "credit": float(credit)} for value, credit in one.credits.items()]
    return {**vars(one), "amount": float(one.amount), "credits": credits}


def _money(cents: int) -> Decimal:
    return Decimal(cents) / 100


__all__ = ["DIMENSIONS", "MODELS", "AttributionAnswer", "CreditRow", "DealCredits", "ModelCredits", "attribution"]
