"""What is said of a programme's money, in four languages: no return without a design that may claim one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from assay.errors import DataError
from assay.languages import translator
from assay.languages.formats import day, money, number, percent, range_text
from assay.metrics.answer import Figure
from assay.returns.result import Money

FULL = ("people", "tool", "media")
"""Kinds without which a ledger is hardly complete."""


def kind_label(kind: str | None, language: str) -> str:
    """A kind of cost in words."""
    t = translator(language).gettext
    known = {
        "media": t("media"),
        "tool": t("tools"),
        "people": t("people"),
        "event": t("events"),
        "content": t("content"),
        "agency": t("agencies"),
    }
    return known.get(kind or "", kind or t("other"))


def money_sentences(made: Money, missing: DataError | None, language: str) -> Money:
    """The same with its sentences, caveats, and a note on each figure that has no value."""
    why = _why_not(made, missing, language)
    brought = why or _revenue(made, language)
    no_cost = None if made.cost.value else _no_cost(language)
    pays = why or no_cost or _unknown_cost(made, language) or _roi(made, language)
    attributed = no_cost or " ".join(filter(None, (_attributed(made, language), _scaled(made, language))))
    apart = {"attributed_roi": made.attributed_roi.value, "attributed_model": made.attributed_roi.extra["model"]}
    return replace(
        made,
        revenue=replace(made.revenue, note=brought),
        profit=replace(made.profit, note=brought),
        roi=replace(made.roi, note=pays, extra={**made.roi.extra, **apart}),
        attributed_roi=replace(made.attributed_roi, note=attributed),
        sentences=tuple(dict.fromkeys((brought, pays, attributed))),
        caveats=tuple(_caveats(made, language)),
    )


def _why_not(made: Money, missing: DataError | None, language: str) -> str | None:
    t = translator(language).gettext
    if missing is not None:
        return t("No return can be stated: there are no accounts to compare with (%(against)s). Hold a control group back by lot before the next launch.") % {"against": made.against}  # fmt: skip
    if made.verdict_on is not None:
        known = {"day": day(made.verdict_on, language), "cost": money(made.cost.value or 0.0, made.currency, language)}
        return t("Whether the programme pays cannot be told yet: by the time that winning takes here, the first honest verdict can be given on %(day)s. It has cost %(cost)s so far.") % known  # fmt: skip
    comparison = made.comparison
    if comparison is not None and (
        not comparison.trustworthy or (made.revenue.value is None and comparison.difference is not None)
    ):
        return t("No return can be stated, because no effect can: %(reason)s") % {"reason": comparison.sentence}
    if made.revenue.value is None:
        return t("No return can be stated: the comparison has no figure for revenue.")
    return None


def _no_cost(language: str) -> str:
    return translator(language).gettext("No cost is recorded for this scope and window, so there is nothing to relate a return to.")  # fmt: skip


def _unknown_cost(made: Money, language: str) -> str | None:
    rows = made.cost.extra.get("left_out", {}).get("unconverted", 0)
    if not rows:
        return None
    text = translator(language).ngettext(
        "No return can be stated: %(number)s cost row has no exchange rate, so what was spent is not known.",
        "No return can be stated: %(number)s cost rows have no exchange rate, so what was spent is not known.",
        rows,
    )
    return text % {"number": number(rows, language)}


def _revenue(made: Money, language: str) -> str:
    t, found = translator(language).gettext, made.revenue
    values = {
        "revenue": money(found.value, made.currency, language),
        "range": _range(found, "money", made, language),
        "accounts": number(found.n, language),
    }
    claimed = found.extra.get("verdict") in ("higher", "lower")
    if found.low is None or found.high is None or found.low <= 0 <= found.high or not claimed:
        said = t("Whether the programme brought new revenue cannot be told yet: %(revenue)s on %(accounts)s accounts (95%% interval: %(range)s).") % values  # fmt: skip
        return " ".join(filter(None, (said, _what_would_do(made, language))))
    if found.value is not None and found.value < 0:
        return t("Accounts in the programme brought less new revenue than comparable ones: %(revenue)s on %(accounts)s accounts (95%% interval: %(range)s).") % values  # fmt: skip
    if made.comparison is not None and made.comparison.claim == "caused":
        return t("The programme brought %(revenue)s of new revenue that would not have come otherwise, on %(accounts)s accounts (95%% interval: %(range)s).") % values  # fmt: skip
    return t("%(revenue)s of new revenue on %(accounts)s accounts go with the programme, beyond what comparable accounts brought (95%% interval: %(range)s); it is not proof that the programme caused them.") % values  # fmt: skip


def _what_would_do(made: Money, language: str) -> str:
    """Why an interval without 0 is no finding; else what would have been seen."""
    compared, found = made.comparison, made.revenue
    if compared is None:
        return ""
    if found.low is not None and found.high is not None and not found.low <= 0 <= found.high:
        return compared.sentence
    if compared.detectable is None:
        return ""
    known = {"detectable": money(compared.detectable * found.n, made.currency, language)}
    return translator(language).gettext("New revenue of %(detectable)s in all would have been seen in four of five such programmes.") % known  # fmt: skip


def _roi(made: Money, language: str) -> str:
    t, found = translator(language).gettext, made.roi
    values = {
        "roi": percent(found.value, language, 0),
        "range": _range(found, "roi", made, language),
        "cost": money(made.cost.value, made.currency, language),
        "profit": money(made.profit.value, made.currency, language),
    }
    if made.pays == "cannot_tell":
        said = t("Whether it pays cannot be told yet: %(profit)s of gross profit for %(cost)s spent, a return of %(roi)s (95%% interval: %(range)s).") % values  # fmt: skip
        chance = found.extra.get("probability")
        if chance is None:
            return said
        return said + " " + t("Judged by this comparison alone, the probability that it pays is %(chance)s.") % {"chance": percent(chance, language, 0)}  # fmt: skip
    if made.comparison is not None and made.comparison.claim != "caused":
        return _goes_with(made, language) % values
    if made.pays == "not_paid":
        return t("It has not paid in this window: %(profit)s of gross profit for %(cost)s spent, a return of %(roi)s (95%% interval: %(range)s).") % values  # fmt: skip
    return t("It has paid: %(profit)s of gross profit for %(cost)s spent, a return of %(roi)s (95%% interval: %(range)s).") % values  # fmt: skip


def _goes_with(made: Money, language: str) -> str:
    """Without a lot nobody has seen the programme pay: profit goes with it, and is set beside its cost."""
    t = translator(language).gettext
    if made.pays == "not_paid":
        return t("The gross profit that goes with it in this window is lower than its cost: %(profit)s for %(cost)s spent, a return of %(roi)s (95%% interval: %(range)s).")  # fmt: skip
    return t("The gross profit that goes with it is higher than its cost: %(profit)s for %(cost)s spent, a return of %(roi)s (95%% interval: %(range)s); it is not proof that the programme brought it.")  # fmt: skip


def _scaled(made: Money, language: str) -> str:
    """What the linear model leaves to marketing of the revenue that was measured; nothing without a verdict."""
    share = next((one.share for one in made.attributed if one.model == "linear"), None)
    if share is None or made.revenue.value is None or made.revenue.extra.get("verdict") != "higher":
        return ""
    values = {
        "part": money(share * made.revenue.value, made.currency, language),
        "revenue": money(made.revenue.value, made.currency, language),
    }
    return translator(language).gettext("Scaled to the measured lift of %(revenue)s that would be %(part)s; which touches brought it is not measured.") % values  # fmt: skip


def _attributed(made: Money, language: str) -> str:
    found, t = made.attributed_roi, translator(language).gettext
    if found.value is None and made.cost.extra.get("left_out", {}).get("unconverted"):
        return t("Attributed ROI (not measured): none, because what was spent is not known.")
    if found.value is None and made.won:
        return t("Attributed ROI (not measured): none, because the deals that were won in this window have no amount.")
    if found.value is None:
        return t(
            "Attributed ROI (not measured): none, because no touch stands before a deal that was won in this window."
        )
    values = {
        "roi": percent(found.value, language, 0),
        "low": percent(found.extra["lowest"], language, 0),
        "high": percent(found.extra["highest"], language, 0),
    }
    return t("Attributed ROI (not measured): %(roi)s by the linear model, %(low)s to %(high)s depending on the model. It divides the revenue won among the touches before it; much of it would have come anyway.") % values  # fmt: skip


def _range(figure: Figure, unit: str, made: Money, language: str) -> str:
    if figure.low is None or figure.high is None:
        return "–"
    if unit == "roi":
        ends = {"low": percent(figure.low, language, 0), "high": percent(figure.high, language, 0)}
        return translator(language).gettext("%(low)s to %(high)s") % ends
    return range_text(figure.low, figure.high, unit, made.currency, language)


def _caveats(made: Money, language: str) -> Iterator[str]:
    words = translator(language)
    t = words.gettext
    if made.margin == 1:
        yield t("The margin is set to 100%: all revenue counts as gross profit, which overstates the return. Set the margin in the settings.")  # fmt: skip
    else:
        yield t("Gross profit is revenue × the margin of %(margin)s from the settings.") % {"margin": percent(made.margin, language)}  # fmt: skip
    yield t("The cost is taken as exact; the interval is that of the effect. Cost in scope includes what was spent on accounts that were customers at entry and on those that never bought.")  # fmt: skip
    start = made.heading["from"]
    if made.launched_on is not None and made.launched_on < start:
        days = {"launch": day(made.launched_on, language), "start": day(start, language)}
        yield t("The programme has run since %(launch)s; what it cost and brought before %(start)s is not counted.") % days  # fmt: skip
    elif made.launched_on is not None and made.launched_on > start:
        yield t("The programme began on %(launch)s, within the window.") % {"launch": day(made.launched_on, language)}
    lacking = [kind for kind in FULL if kind not in {line.kind for line in made.ledger}]
    if lacking and made.cost.value:
        names = {"kinds": ", ".join(kind_label(kind, language) for kind in lacking)}
        yield t("No cost of these kinds is recorded, so the return may look better than it is: %(kinds)s.") % names
    left = sum(made.cost.extra.get("left_out", {}).values())
    if left:
        text = words.ngettext(
            "%(number)s cost row is left out: it has no exchange rate, or nobody in scope to bear it.",
            "%(number)s cost rows are left out: they have no exchange rate, or nobody in scope to bear them.",
            left,
        )
        yield text % {"number": number(left, language)}
    if made.comparison is not None:
        yield from made.comparison.warnings
