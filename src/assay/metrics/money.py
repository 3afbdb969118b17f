"""Amounts in the answer's currency (rule 8): the latest rate on or before the day, direct, inverse, or through the workspace's."""

from __future__ import annotations

import ibis

from assay.engine.tables import Table, Value
from assay.facts.schema import MONEY
from assay.metrics.context import Context, left_joined

RATE = "decimal(30, 14)"


def converted(context: Context, rows: Table, amount: str, on: str) -> Table:
    """`rows` with `amount` converted at the rate of day `on`; null and `unconverted` true where there is no rate.

    What could not be converted stands in `lost` in the currency `lost_in`, so that a figure can say what it left out.
    """
    target, through = context.value("asked_currency"), context.value("currency")
    named = rows.mutate(_currency=rows.currency.fill_null(through).upper())
    rated = _with_rate(context, named, on, named._currency, target, "_direct")
    rate = ibis.ifelse(rated._currency == target, ibis.literal(1.0), rated._direct)
    if context.converts:
        rated = _with_rate(context, rated, on, rated._currency, through, "_there")
        rated = _with_rate(context, rated, on, through, target, "_back")
        there = ibis.ifelse(rated._currency == through, ibis.literal(1.0), rated._there)
        rate = ibis.ifelse(
            rated._currency == target, ibis.literal(1.0), ibis.coalesce(rated._direct, there * rated._back)
        )
    # A rate as a decimal: a float's product would show digits that nobody paid.
    rated = rated.mutate(_rate=rate.cast(RATE))
    worth = ibis.ifelse(rated._currency == target, rated[amount], (rated[amount] * rated._rate).cast(MONEY))
    unconverted = rated[amount].notnull() & (rated[amount] != 0) & rated._rate.isnull()
    told = rated.mutate(
        lost=ibis.ifelse(unconverted, rated[amount].cast(MONEY), ibis.null(MONEY)),
        lost_in=ibis.ifelse(unconverted, rated._currency, ibis.null("string")),
    )
    return told.mutate(**{amount: worth, "unconverted": unconverted}).drop(
        *(name for name in told.columns if name.startswith("_"))
    )


def _with_rate(context: Context, rows: Table, on: str, source: Value, target: Value, name: str) -> Table:
    spells = context.fact("fx_spells")
    spells = spells.filter(spells.to_currency == target).select(
        "from_currency", _rate_from="starts_on", _rate_until="ends_on", **{name: spells.rate}
    )
    marked = rows.mutate(_source=source)
    rated = left_joined(
        marked,
        spells,
        [
            marked._source == spells.from_currency,
            marked[on] >= spells._rate_from,
            marked[on] < spells._rate_until,
        ],
    )
    return rated.drop("_source", "from_currency", "_rate_from", "_rate_until")
