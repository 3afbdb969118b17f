"""Values as people read them, in one of the product's languages: for pages, reports and charts alike.

Numbers, money, dates and plurals follow CLDR as Babel knows it; nothing is rounded but here. Values are plain numbers,
shares are fractions of one, `unit` is that of a KPI (`share`, `money`, `money/account`, `days`, `people/account`, …).
"""

from __future__ import annotations

import re
from copy import copy
from datetime import date, datetime, timedelta, tzinfo
from decimal import Decimal
from functools import cache
from typing import Any, Literal, Protocol
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime, format_interval
from babel.numbers import (
    format_compact_currency,
    format_compact_decimal,
    format_currency,
    format_decimal,
    format_percent,
)

from assay.languages import LANGUAGES, translator
from assay.languages.labels import need

NOTHING = "–"
"""Stands for a value that does not exist."""
MINUS = "\N{MINUS SIGN}"
Number = float | int | Decimal


class FigureLike(Protocol):
    """What `figure_text` reads of a figure; `assay.metrics.answer.Figure` is one."""

    @property
    def value(self) -> float | None: ...
    @property
    def numerator(self) -> float | None: ...
    @property
    def denominator(self) -> float | None: ...
    @property
    def low(self) -> float | None: ...
    @property
    def high(self) -> float | None: ...
    @property
    def extra(self) -> dict[str, Any]: ...


class NotedFigure(Protocol):
    """What `note_text` reads of a figure."""

    @property
    def note(self) -> str | None: ...
    @property
    def extra(self) -> dict[str, Any]: ...


@cache
def locale_of(language: str) -> Locale:
    """Raises ValueError for a language the product does not speak."""
    if language not in LANGUAGES:
        raise ValueError(f"no language {language!r}: one of {', '.join(LANGUAGES)}")
    return Locale.parse(language)


def number(value: Number | None, language: str, digits: int = 1) -> str:
    """A number with at most so many decimals.

    >>> number(1234.56, "en"), number(1234.56, "fr"), number(None, "en")
    ('1,234.6', '1\\u202f234,6', '–')
    """
    if value is None:
        return NOTHING
    return _signed(format_decimal(_rounded(value, digits), locale=locale_of(language)))


def probability(value: float | None, language: str) -> str:
    """How probable chance alone is, to three decimals; what is less is told as less, never as 0.

    >>> probability(0.0361, "fr"), probability(0.00002, "en"), probability(None, "en")
    ('0,036', '< 0.001', '–')
    """
    if value is None or value >= 0.001:
        return number(value, language, 3)
    return f"< {number(0.001, language, 3)}"


def compact(value: Number | None, language: str) -> str:
    """A number for narrow places: 12K, 3.4M.

    >>> compact(12345, "en"), compact(999, "en")
    ('12.3K', '999')
    """
    if value is None:
        return NOTHING
    if abs(float(value)) < 1000:
        return number(value, language)
    return _signed(format_compact_decimal(value, locale=locale_of(language), fraction_digits=1))


def percent(value: Number | None, language: str, digits: int = 1) -> str:
    """A share as a percentage, in the language's own pattern.

    >>> percent(0.28181, "en"), percent(0.28181, "fr"), percent(0.5, "en")
    ('28.2%', '28,2\\xa0%', '50%')
    """
    if value is None:
        return NOTHING
    rounded = _rounded(value, digits + 2)
    return _signed(format_percent(rounded, locale=locale_of(language), decimal_quantization=False))


def money(value: Number | None, currency: str, language: str, *, short: bool = False) -> str:
    """Money with its currency; small change only of broken amounts below a thousand, `short` as €1.2M.

    >>> money(0, "EUR", "en"), money(999.5, "EUR", "en"), money(1234.5, "EUR", "en")
    ('€0', '€999.50', '€1,234')
    >>> money(1234567, "EUR", "en", short=True)
    '€1.2M'
    """
    if value is None:
        return NOTHING
    locale = locale_of(language)
    if abs(float(value)) < 1000 and round(float(value), 2) % 1:
        return _signed(format_currency(value, currency, locale=locale))
    if short and abs(float(value)) >= 1000:
        return _signed(format_compact_currency(value, currency, locale=locale, fraction_digits=1))
    return _signed(format_currency(value, currency, format=_whole(language), locale=locale, currency_digits=False))


def days(value: Number | None, language: str) -> str:
    """A duration in days, with the word.

    >>> days(1, "en"), days(12.5, "en"), days(3, "ru")
    ('1\\xa0day', '12.5\\xa0days', '3\\xa0дня')
    """
    if value is None:
        return NOTHING
    return counted(value, _DAYS, language)


def counted(value: Number, forms: tuple[str, str], language: str, digits: int = 1) -> str:
    """A number with its noun: `forms` are the English singular and plural, translated with their own plural rule."""
    t = translator(language)
    rounded = _rounded(value, digits)
    shown = number(value, language, digits)
    text = t.ngettext(*forms, _plural_number(rounded, language))
    return text % {"n": shown}


_DAYS = ("%(n)s\N{NO-BREAK SPACE}day", "%(n)s\N{NO-BREAK SPACE}days")


def day(value: date | None, language: str, style: Literal["short", "medium", "long"] = "medium") -> str:
    """A day in words: `22 Nov 2026`.

    >>> day(date(2026, 11, 22), "en"), day(date(2026, 11, 22), "fr"), day(None, "en")
    ('22 Nov 2026', '22 nov. 2026', '–')
    """
    if value is None:
        return NOTHING
    if language == "en" and style != "short":  # day first: the pages are read in Europe
        return format_date(value, "d MMM y" if style == "medium" else "d MMMM y", locale="en")
    if style == "short":
        return value.isoformat()
    return format_date(value, style, locale=locale_of(language))


def month(value: date, language: str) -> str:
    """A month of a year, as a heading or on an axis.

    >>> month(date(2026, 11, 1), "en"), month(date(2026, 11, 1), "ru")
    ('Nov 2026', 'нояб. 2026\\u202fг.')
    """
    from babel.dates import format_skeleton

    return format_skeleton("yMMM", value, locale=locale_of(language))


def period(value: date, grain: str, language: str) -> str:
    """The name of a period by its first day: a month, a quarter, a year, else the day.

    Fiscal quarters and years that are none of the calendar are told by what they hold.

    >>> period(date(2026, 7, 1), "quarter", "en"), period(date(2026, 7, 1), "year", "en")
    ('Q3 2026', '2026/27')
    >>> period(date(2026, 8, 1), "quarter", "es"), period(date(2026, 1, 1), "year", "en")
    ('ago–oct 2026', '2026')
    """
    if grain == "month":
        return month(value, language)
    if grain == "quarter" and value.month % 3 == 1:
        return format_date(value, "QQQ y", locale=locale_of(language))
    if grain == "quarter":
        told: str = format_interval(value, value + timedelta(days=80), "yMMM", locale=locale_of(language))
        return told.replace("\N{THIN SPACE}", " ")  # which few fonts of documents have
    if grain == "year":
        return str(value.year) if value.month == 1 else f"{value.year}/{(value.year + 1) % 100:02}"
    return day(value, language)


def moment(value: datetime | None, language: str, zone: tzinfo) -> str:
    """A moment, given in UTC with or without saying so, on the workspace's clock: `22 Nov 04:10`."""
    if value is None:
        return NOTHING
    stamped = value if value.tzinfo else value.replace(tzinfo=ZoneInfo("UTC"))
    pattern = "d MMM y, HH:mm" if language == "en" else "medium"
    local = stamped.astimezone(zone)
    if language == "en":
        return format_datetime(local, pattern, locale="en")
    return f"{day(local.date(), language)}, {local:%H:%M}"


def value_text(value: Number | None, unit: str, currency: str | None, language: str, *, short: bool = False) -> str:
    """A value of a KPI by its unit: shares as %, money with its currency, days with the word, all else as a number.

    >>> value_text(0.2818, "share", None, "en"), value_text(12, "days", None, "en"), value_text(None, "nps", None, "en")
    ('28.2%', '12\\xa0days', '–')
    """
    if unit == "share":
        return percent(value, language)
    if unit.startswith("money") and currency:
        return money(value, currency, language, short=short)
    if unit == "days":
        return days(value, language)
    return compact(value, language) if short else number(value, language)


def difference_text(value: Number | None, unit: str, currency: str | None, language: str) -> str:
    """A difference of two values with its sign; of two shares in percentage points.

    >>> difference_text(0.032, "share", None, "en"), difference_text(-3, "accounts", None, "en")
    ('+3.2 pp', '−3')
    """
    if value is None:
        return NOTHING
    sign = "+" if value > 0 else ""
    if unit == "share":
        points = number(Decimal(str(value)) * 100, language)
        return sign + translator(language).gettext("%(points)s pp") % {"points": points}
    return sign + value_text(value, unit, currency, language)


def is_small(figure: FigureLike, unit: str) -> bool:
    """Whether a figure is a share of so few cases that it is shown as k/n."""
    return (
        unit == "share" and bool(figure.extra.get("small_n")) and figure.value is not None and bool(figure.denominator)
    )


def figure_text(figure: FigureLike, unit: str, currency: str | None, language: str, *, short: bool = False) -> str:
    """The value of a figure; a share of few cases as k/n; of what nothing has been loaded for, that it is not measured."""
    if figure.extra.get("not_measured"):
        return translator(language).gettext("not measured")
    if is_small(figure, unit):
        return parts_text(figure, currency, language)
    return value_text(figure.value, unit, currency, language, short=short)


def parts_text(figure: FigureLike, currency: str | None, language: str) -> str:
    """Numerator/denominator as they were counted: `17/55`; of a share of money with its currency: `€900/€2,000`."""
    if currency:
        return f"{money(figure.numerator, currency, language)}/{money(figure.denominator, currency, language)}"
    return f"{number(figure.numerator, language)}/{number(figure.denominator, language)}"


def one_stop(sentence: str) -> str:
    """A sentence that ends in an abbreviation has its full stop already.

    >>> one_stop("от −17,8 до +21,4 п. п.. Дальше …"), one_stop("and so on ...")
    ('от −17,8 до +21,4 п. п. Дальше …', 'and so on ...')
    """
    return re.sub(r"(?<!\.)\.\.(?!\.)", ".", sentence)


def note_text(figure: NotedFigure, language: str) -> str:
    """What must be known of a figure; tables that hold nothing by the names that people give them, not by their keys."""
    empty = figure.extra.get("not_measured")
    if not empty:
        return figure.note or ""
    known = translator(language).gettext("Not measured: nothing has been loaded of %(tables)s.")
    return known % {"tables": ", ".join(need(table, language) for table in empty)}


def interval_text(figure: FigureLike, unit: str, currency: str | None, language: str, *, short: bool = False) -> str:
    """The 95 % interval, or why there is none; nothing where such figures have none, and for shares shown as k/n."""
    if is_small(figure, unit):
        return ""
    if figure.low is None or figure.high is None:
        return no_interval_text(figure, language)
    return range_text(figure.low, figure.high, unit, currency, language, short=short)


NO_INTERVAL = {
    "few_accounts": "no interval: too few accounts",
    "all_alike": "no interval: all cases are alike",
    "unsteady": "no interval: a few cases carry it",
}


def no_interval_text(figure: FigureLike, language: str) -> str:
    """Why a figure whose kind has an interval has none."""
    reason = figure.extra.get("no_interval")
    return translator(language).gettext(NO_INTERVAL[reason]) if reason in NO_INTERVAL else ""


def range_text(
    low: Number, high: Number, unit: str, currency: str | None, language: str, *, short: bool = False
) -> str:
    """Two ends of an interval: `20% to 37%`."""
    first, last = (value_text(end, unit, currency, language, short=short) for end in (low, high))
    ends = {"low": first, "high": last}
    return translator(language).gettext("%(low)s to %(high)s") % ends


def _rounded(value: Number, digits: int) -> float | Decimal:
    """Nothing has no sign: what rounds to −0 is 0."""
    if isinstance(value, Decimal):
        return round(value, digits) or Decimal(0)
    return round(float(value), digits) or 0.0


def _signed(text: str) -> str:
    return text.replace("-", MINUS, 1) if text.startswith("-") else text


@cache
def _whole(language: str) -> Any:
    """The language's pattern of money without decimals."""
    pattern = copy(locale_of(language).currency_formats["standard"])
    pattern.frac_prec = (0, 0)
    return pattern


def _plural_number(value: Number, language: str) -> int:
    """A whole number of the same plural form: catalogues know no fractions, which most languages count as many."""
    if value == int(value):
        return int(value)
    if language == "fr":  # up to two counts as one
        return 1 if abs(float(value)) < 2 else 2
    return 2 if language == "ru" else 5


__all__ = [
    "NOTHING",
    "compact",
    "counted",
    "day",
    "days",
    "difference_text",
    "figure_text",
    "interval_text",
    "is_small",
    "locale_of",
    "moment",
    "money",
    "month",
    "number",
    "parts_text",
    "percent",
    "period",
    "range_text",
    "value_text",
]
