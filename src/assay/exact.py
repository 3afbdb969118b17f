"""Money as it leaves: a decimal with the digits it has, never a float that stands near it (rule 8)."""

from __future__ import annotations

from decimal import Context, Decimal
from typing import Any

import simplejson

_PLACES = Decimal("1E-8")
_WIDE = Context(prec=60)


def decimal(value: Any) -> Decimal | None:
    """A number with at most eight decimals, no more zeros than it needs and no exponent.

    >>> decimal(Decimal("44209580.00000000")), decimal(0.1), decimal(Decimal("1E+3")), decimal(None)
    (Decimal('44209580'), Decimal('0.1'), Decimal('1000'), None)
    """
    if value is None:
        return None
    exact = value if isinstance(value, Decimal) else Decimal(repr(value) if isinstance(value, float) else str(value))
    if not exact.is_finite():
        return None
    short = _WIDE.normalize(_WIDE.quantize(exact, _PLACES))
    return _WIDE.quantize(short, Decimal(1)) if int(short.as_tuple().exponent) > 0 else short


def divided(numerator: Any, denominator: Any) -> Decimal | None:
    """`numerator` ÷ `denominator` as a decimal, None where there is nothing to divide by."""
    if (not numerator and numerator != 0) or not denominator:
        return None
    return decimal(_WIDE.divide(Decimal(str(numerator)), Decimal(str(denominator))))


def json_text(data: Any, **words: Any) -> str:
    """JSON in which a decimal is a number with all of its digits."""
    text: str = simplejson.dumps(data, use_decimal=True, allow_nan=False, **words)
    return text
