"""Units of amounts and durations: `k€`, `M$`, `EUR m`, `1000`, `min`, `%`."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from assay.contract.currency_signs import is_spelled, longest_first, meant_by, sign_pattern
from assay.errors import UsageError
from assay.sources.mapping.rules import Unit

_SCALES = {
    "": "1",
    "k": "1000",
    "tsd": "1000",
    "thousand": "1000",
    "m": "1000000",
    "mn": "1000000",
    "mm": "1000000",
    "mio": "1000000",
    "million": "1000000",
    "bn": "1000000000",
    "b": "1000000000",
    "mrd": "1000000000",
    "billion": "1000000000",
    "%": "0.01",
    "ms": "0.001",
    "s": "1",
    "min": "60",
    "h": "3600",
}


def parse_unit(written: str | int | float) -> Unit:
    """The multiplier and the currency of a unit as people write it; the sign itself where it may be several currencies.

    >>> parse_unit("k€")
    Unit(multiplier='1000', currency='EUR')

    Raises UsageError when the unit is unknown.
    """
    number = _number(str(written))
    if number is not None:
        return Unit(f"{number:f}")
    scale, currency = _without_currency(str(written).strip())
    if scale.lower() not in _SCALES or not (scale or currency):
        raise UsageError(
            f"Unknown unit {written!r}.",
            hint="A number, a scale (k, M, bn, %, ms, s, min, h), a currency (€, $, EUR …) or both: k€, EUR m.",
        )
    return Unit(_SCALES[scale.lower()], currency)


def _number(written: str) -> Decimal | None:
    try:
        number = Decimal(written)
    except InvalidOperation:
        return None
    return number if number.is_finite() and number > 0 else None


def _without_currency(written: str) -> tuple[str, str | None]:
    for sign in longest_first():
        if match := re.search(_sign_in_unit(sign), written):
            return (written[: match.start()] + written[match.end() :]).strip(), meant_by(sign) or sign
    code_at_an_end = re.fullmatch(r"([A-Z]{3})\s*(.*)|(.*?)\s*([A-Z]{3})", written)
    if not code_at_an_end:
        return written, None
    first, rest, before, last = code_at_an_end.groups()
    return (rest, first) if first else (before, last)


def _sign_in_unit(sign: str) -> str:
    """A sign of letters is a word of its own, or ends one behind a scale: `Mkr`; one of a single letter is a word alone."""
    if not is_spelled(sign):
        return re.escape(sign)
    before = r"(?<!\w)" if len(sign) == 1 else r"(?:(?<!\w)|(?<=[kKmM]))"
    return rf"{before}{sign_pattern(sign)}(?!\w)"
