"""What to expect of a programme in plain words, in four languages."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from gettext import NullTranslations
from typing import Any

from babel.numbers import format_percent

from assay.languages import formats, translator
from assay.planning.result import Line, PowerAnswer, Reach

HOPELESS = 1.0
"""A lift that would have to double the base is one that can practically not be proven."""


def shown_date(day: date, language: str) -> str:
    return formats.day(day, language)


def shown_share(value: float, language: str) -> str:
    """Below a tenth with one decimal: 0.8 % and 1.4 % are not the same base."""
    rounded = round(value, 3) if abs(value) < 0.1 else round(value, 2)
    return str(format_percent(rounded, locale=language, decimal_quantization=False))


def sentences(said: PowerAnswer, language: str) -> tuple[str, ...]:
    """What a forecast means, in plain words, the most important first."""
    words = translator(language)
    if said.controls < 2 or said.treated < 2:
        return (
            words.gettext(
                "There is nobody to compare with, so nothing can be proven: hold a share of the list back "
                "by lot before launch."
            ),
        )
    lagging = [line for line in said.lines if not line.leading]
    leading = [line for line in said.lines if line.leading]
    told = [
        *(_hopeless(words, language, said, line) for line in lagging),
        *_earlier(words, language, said, leading),
        *(_first(words, language, line) for line in said.lines),
    ]
    told += _at_monthly_looks(words, language, said, said.lines)
    if not said.cycle.own:
        told.append(words.gettext("Too few deals have closed here: usual cycles stand in for the company’s own."))
    return tuple(sentence for sentence in told if sentence)


def _hopeless(words: NullTranslations, language: str, said: PowerAnswer, line: Line) -> str | None:
    reach = line.at(said.months)
    if reach.relative is not None and reach.relative < (HOPELESS if line.kpi != "deal_velocity" else HOPELESS / 2):
        return None
    known = {"accounts": said.treated, "kpi": line.name, "months": said.months}
    if said.months == 3:
        text = words.ngettext(
            "With %(accounts)d account a change of “%(kpi)s” can practically not be proven in a quarter.",
            "With %(accounts)d accounts a change of “%(kpi)s” can practically not be proven in a quarter.",
            said.treated,
        )
    else:
        text = words.ngettext(
            "With %(accounts)d account a change of “%(kpi)s” can practically not be proven within %(months)d months.",
            "With %(accounts)d accounts a change of “%(kpi)s” can practically not be proven within %(months)d months.",
            said.treated,
        )
    return f"{text % known} {_needed(words, language, line, reach)}".strip()


def _needed(words: NullTranslations, language: str, line: Line, reach: Reach) -> str:
    if reach.base is None or reach.detectable is None or line.unit != "share":
        return ""
    known = {"base": shown_share(reach.base, language), "needed": shown_share(reach.base + reach.detectable, language)}
    return words.gettext("It would have to rise from %(base)s to %(needed)s to be seen.") % known


def _earlier(words: NullTranslations, language: str, said: PowerAnswer, leading: Sequence[Line]) -> Iterator[str]:
    """Leading figures by how little they must move, each with the first months after which less than a doubling is seen."""
    for line in leading:
        reach = next((one for one in line.reaches if one.relative is not None and one.relative < HOPELESS), None)
        if reach is None or reach.months > max(said.months, 6):
            continue
        known = {"kpi": line.name, "lift": shown_share(reach.relative or 0, language), "months": reach.months}
        yield (
            words.ngettext(
                "“%(kpi)s” can move earlier: a rise by %(lift)s would be seen after %(months)d month.",
                "“%(kpi)s” can move earlier: a rise by %(lift)s would be seen after %(months)d months.",
                reach.months,
            )
            % known
        )


JUDGED_BY = "opportunity_rate"
"""The figure by which programmes are judged unless another was chosen."""
MOST = 10.0
"""A change to more than ten times the base is told as none."""


def _at_monthly_looks(
    words: NullTranslations, language: str, said: PowerAnswer, lines: Sequence[Line]
) -> Iterator[str]:
    """What the same programme has to show where it is looked at every month: soon, and on the day of the verdict."""
    known = [one for one in lines if one.at(said.months).relative is not None]
    line = next((one for one in known if one.kpi == JUDGED_BY), known[0] if known else None)
    if line is None:
        return
    yield (
        words.gettext(
            "These changes are seen by a verdict that is asked for once. Who looks every month needs larger ones until "
            "%(date)s, the day for which the verdict is planned."
        )
        % {"date": shown_date(said.verdict_on, language)}
    )
    for reach in line.reaches:
        if reach.months in (said.months, said.looks) and reach.relative is not None:
            yield _at_look(words, language, line.name, reach)


def _at_look(words: NullTranslations, language: str, kpi: str, reach: Reach) -> str:
    lift = reach.relative_at_look
    known = {"kpi": kpi, "months": reach.months, "lift": shown_share(lift or 0.0, language)}
    if lift is None or lift > MOST:
        text = words.ngettext(
            "After %(months)d month practically no change of “%(kpi)s” would be large enough then.",
            "After %(months)d months practically no change of “%(kpi)s” would be large enough then.",
            reach.months,
        )
        return text % known
    text = words.ngettext(
        "“%(kpi)s” would then have to change by %(lift)s to be seen after %(months)d month.",
        "“%(kpi)s” would then have to change by %(lift)s to be seen after %(months)d months.",
        reach.months,
    )
    return text % known


def _first(words: NullTranslations, language: str, line: Line) -> str | None:
    verdict = line.verdict
    if line.leading and verdict.expect is None:
        return None
    known: dict[str, Any] = {"kpi": line.name, "expect": shown_share(verdict.expect or 0, language)}
    if verdict.on is None:
        known |= {"months": line.reaches[-1].months, "needed": verdict.accounts_needed or 0}
        text = words.gettext("A change of “%(kpi)s” by %(expect)s would not be seen within %(months)d months.")
        if verdict.accounts_needed:
            text += " " + words.ngettext(
                "It would take %(needed)d account in the programme.",
                "It would take %(needed)d accounts in the programme.",
                verdict.accounts_needed,
            )
        return text % known
    known |= {"date": shown_date(verdict.on, language)}
    text = words.gettext("The first honest verdict on “%(kpi)s” can be given on %(date)s.")
    if verdict.detectable is not None and verdict.detectable >= HOPELESS:
        text += " " + words.gettext("Even then only more than a doubling would be seen.")
    elif verdict.detectable is not None:
        known["lift"] = shown_share(verdict.detectable, language)
        text += " " + words.gettext("By then a change by %(lift)s would be seen.")
    return text % known
