"""Why an alert holds, in words, from its kind and its numbers: in any language, also long after it was opened."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from gettext import NullTranslations
from typing import Any

from babel.numbers import format_decimal

from assay.languages import formats, translator

Reasons = Mapping[str, Any]
KINDS = {
    "degrading_relationship": "relationship fades",
    "customer_on_competitor_topic": "customer looks at competitors",
    "website_spike": "website spike",
    "intent_surge": "intent surge",
    "stalled_deal": "stalled deal",
    "engaged_without_sales_touch": "engaged, no touch by sales",
    "kpi_crosses": "figure across its line",
}
"""What kinds of alerts are called."""


def sentence(kind: str, reasons: Reasons, language: str) -> str:
    """One sentence without a full stop; `reasons` are the numbers that the rule's finding carries.

    With the `unit` (and `currency`) of a KPI among them its figures are told in it.
    """
    return _SENTENCES[kind](translator(language), reasons, language)


def _degrading(words: NullTranslations, reasons: Reasons, language: str) -> str:
    return words.gettext("relationship score %(now)s, %(before)s ninety days before") % {
        "now": _number(reasons["score"], language, 0),
        "before": _number(reasons["score_90_days_before"], language, 0),
    }


def _competitor(words: NullTranslations, reasons: Reasons, language: str) -> str:
    return words.gettext("researching competitor topics: %(topics)s") % {"topics": _topics(reasons, language)}


def _surge(words: NullTranslations, reasons: Reasons, language: str) -> str:
    return words.gettext("researching topics: %(topics)s") % {"topics": _topics(reasons, language)}


def _topics(reasons: Reasons, language: str) -> str:
    return ", ".join(f"{topic} ({_number(score, language)})" for topic, score in reasons["topics"].items())


def _spike(words: NullTranslations, reasons: Reasons, language: str) -> str:
    text = words.ngettext(
        "%(visits)s visit in the week from %(week)s, %(usual)s a week in the %(weeks)s weeks before",
        "%(visits)s visits in the week from %(week)s, %(usual)s a week in the %(weeks)s weeks before",
        reasons["visits"],
    )
    return text % {
        "visits": _number(reasons["visits"], language),
        "week": _day(reasons["week"], language),
        "usual": _number(reasons["usual"], language, 1),
        "weeks": reasons["weeks"],
    }


def _stalled(words: NullTranslations, reasons: Reasons, language: str) -> str:
    text = words.ngettext(
        "%(days)s day in %(stage)s; three of four won deals took at most %(usual)s",
        "%(days)s days in %(stage)s; three of four won deals took at most %(usual)s",
        reasons["days"],
    )
    return text % {
        "days": _number(reasons["days"], language),
        "stage": reasons["stage"],
        "usual": _number(reasons["usual"], language),
    }


def _waiting(words: NullTranslations, reasons: Reasons, language: str) -> str:
    text = words.ngettext(
        "waiting for %(days)s day, since %(since)s (engaging touches: %(touches)s)",
        "waiting for %(days)s days, since %(since)s (engaging touches: %(touches)s)",
        reasons["days"],
    )
    last = reasons["last_sales_touch"]
    sales = words.gettext("last touch by sales on %(day)s") if last else words.gettext("no touch by sales yet")
    said = text % {
        "days": _number(reasons["days"], language),
        "since": _day(reasons["since"], language),
        "touches": _number(reasons["touches"], language),
    }
    return f"{said}; {sales % {'day': _day(last, language)}}" if last else f"{said}; {sales}"


def _crossing(words: NullTranslations, reasons: Reasons, language: str) -> str:
    above = "above" in reasons
    text = (
        words.gettext("%(value)s is above %(line)s (%(start)s to %(end)s, n = %(n)s)")
        if above
        else words.gettext("%(value)s is below %(line)s (%(start)s to %(end)s, n = %(n)s)")
    )
    unit, currency = reasons.get("unit"), reasons.get("currency")

    def shown(value: float) -> str:
        return formats.value_text(value, unit, currency, language) if unit else _number(value, language, 4)

    return text % {
        "value": shown(reasons["value"]),
        "line": shown(reasons["above" if above else "below"]),
        "start": _day(reasons["from"], language),
        "end": _day(reasons["to"], language),
        "n": _number(reasons["n"], language),
    }


def _number(value: float, language: str, digits: int = 2) -> str:
    return format_decimal(round(value, digits), locale=language, decimal_quantization=False)


def _day(text: str, language: str) -> str:
    return formats.day(date.fromisoformat(text), language)


_SENTENCES: Mapping[str, Callable[[NullTranslations, Reasons, str], str]] = {
    "degrading_relationship": _degrading,
    "customer_on_competitor_topic": _competitor,
    "website_spike": _spike,
    "intent_surge": _surge,
    "stalled_deal": _stalled,
    "engaged_without_sales_touch": _waiting,
    "kpi_crosses": _crossing,
}
