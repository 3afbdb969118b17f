"""The case for a roll-out in words: what is expected, what it rests on, and no figure without a measured effect."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from math import ceil

from assay.errors import DataError
from assay.languages import translator
from assay.languages.formats import day, money, number, percent, range_text
from assay.returns.result import Range, Rollout


def rollout_sentences(made: Rollout, missing: DataError | None, language: str) -> Rollout:
    """The same with its sentences and stated assumptions."""
    sentences = (_size(made, language), *_expected(made, missing, language), *_even(made, language))
    return replace(made, sentences=sentences, assumptions=tuple(_assumptions(made, language)))


def _size(made: Rollout, language: str) -> str:
    t, segment = translator(language).gettext, made.segment
    values = {
        "where": segment.where,
        "accounts": number(segment.accounts, language),
        "listed": number(segment.listed, language),
        "customers": number(segment.customers, language),
        "won": number(segment.won, language),
        "rate": percent(segment.base_rate, language),
        "range": range_text(segment.base_low, segment.base_high, "share", None, language),
    }
    return t("Where %(where)s: accounts to roll out to: %(accounts)s (already on a list: %(listed)s; customers before: %(customers)s). Won without the programme in the window: %(won)s, %(rate)s (95%% interval: %(range)s).") % values  # fmt: skip


def _expected(made: Rollout, missing: DataError | None, language: str) -> Iterator[str]:
    t = translator(language).gettext
    if missing is not None:
        yield t("No number can be stated: the programme has no accounts to compare with, so its effect is not measured.")  # fmt: skip
        return
    if made.verdict_on is not None:
        known = {"day": day(made.verdict_on, language)}
        yield t("No number can be stated yet: the first honest verdict on the programme can be given on %(day)s.") % known  # fmt: skip
        return
    if made.comparison is not None and made.comparison.trustworthy and made.comparison.against.value == 0:
        yield t("No number can be stated: none of the comparison accounts won a deal, and a lift relative to nothing says nothing.")  # fmt: skip
        return
    if made.lift.value is None:
        reason = made.comparison.sentence if made.comparison else ""
        yield t("No number can be stated, because no effect can: %(reason)s") % {"reason": reason}
        return
    if made.wins.value is None:
        yield t("No number can be stated: nobody there won a deal in the window, and a lift relative to nothing says nothing.")  # fmt: skip
        return
    if made.comparison is not None and made.comparison.verdict not in ("higher", "lower"):
        yield t("The lift that was measured is no finding: %(reason)s") % {"reason": made.comparison.sentence}
    values = {
        "accounts": number(made.accounts, language),
        "lift": _signed(made.lift.value, language),
        "range": _between(made.lift, lambda one: _signed(one, language), language),
        "wins": number(made.wins.value, language),
        "wins_range": _between(made.wins, lambda one: number(one, language), language),
    }
    yield t("On %(accounts)s accounts, a lift of %(lift)s (95%% interval: %(range)s) would mean %(wins)s additional won accounts (%(wins_range)s).") % values  # fmt: skip
    if made.net.value is None:
        yield t("No amount can be stated: there is no deal size or no cost per account. Load the costs, or name what an account costs.")  # fmt: skip
        return
    amounts = {
        "profit": money(made.profit.value, made.currency, language),
        "cost": money(made.cost, made.currency, language),
        "net": money(made.net.value, made.currency, language),
        "range": _between(made.net, lambda one: money(one, made.currency, language), language),
    }
    yield _verdict(made, language) % amounts


def _verdict(made: Rollout, language: str) -> str:
    t = translator(language).gettext
    if made.pays == "cannot_tell":
        return t("Whether it would pay cannot be told yet: %(profit)s of gross profit for %(cost)s, net %(net)s (95%% interval: %(range)s).")  # fmt: skip
    if made.pays == "not_paid":
        return t(
            "If the assumptions hold, it would not pay: %(profit)s of gross profit for %(cost)s, net %(net)s (95%% interval: %(range)s)."
        )
    return t("If the assumptions hold, it would pay: %(profit)s of gross profit for %(cost)s, net %(net)s (95%% interval: %(range)s).")  # fmt: skip


def _even(made: Rollout, language: str) -> Iterator[str]:
    t, even = translator(language).gettext, made.break_even
    if even.deals is not None:
        values = {
            "cost": money(made.cost, made.currency, language),
            "deals": number(even.deals, language),
            "size": money(made.segment.deal_size, made.currency, language),
        }
        yield t("Break-even: the cost of %(cost)s is covered by %(deals)s additional deals of %(size)s each.") % values
    if even.lift is not None:
        yield t("That is a lift of %(lift)s on what these accounts win anyway.") % {"lift": _signed(even.lift, language)}  # fmt: skip
    if even.accounts is not None:
        values = {"fixed": money(made.fixed_cost, made.currency, language), "accounts": number(ceil(even.accounts), language)}  # fmt: skip
        yield t("The fixed cost of %(fixed)s is earned back from %(accounts)s accounts on.") % values
    elif made.fixed_cost and made.lift.value is not None and made.cost is not None:
        yield t("At this lift no number of accounts earns the fixed cost back: each costs more than it brings.")


def _assumptions(made: Rollout, language: str) -> Iterator[str]:
    t, segment = translator(language).gettext, made.segment
    if made.lift.value is not None:
        yield t("The lift is as large there, in relative terms, as where it was measured; the interval holds the uncertainty of that measurement and of the rate there, not that of the transfer.")  # fmt: skip
    if made.lift.value is not None and made.comparison is not None and made.comparison.claim != "caused":
        yield t(
            "The difference that was measured is taken for the programme’s doing; its comparison does not prove that."
        )
    yield t("Those accounts go on winning at the rate of this window; deals, cost and the window's length stay the same.")  # fmt: skip
    if segment.deal_size is not None:
        values = {"size": money(segment.deal_size, made.currency, language), "deals": number(segment.deals, language)}
        if segment.own_size:
            yield t("A deal is worth %(size)s, the average of the segment's own %(deals)s deals.") % values
        else:
            yield t("A deal is worth %(size)s, the average of %(deals)s deals of the whole company: the segment has too few of its own.") % values  # fmt: skip
    if made.cost_per_account is not None:
        values = {"cost": money(made.cost_per_account, made.currency, language), "margin": percent(made.margin, language)}  # fmt: skip
        yield t("An account costs %(cost)s in a window like this one; gross profit is %(margin)s of revenue.") % values
    if made.accounts > segment.accounts:
        values = {"accounts": number(made.accounts, language), "known": number(segment.accounts, language)}
        yield t("%(accounts)s accounts are asked for and %(known)s are known: the others would have to be found, and be like them.") % values  # fmt: skip


def _signed(value: float | None, language: str) -> str:
    return f"{'+' if (value or 0) > 0 else ''}{percent(value, language, 0)}"


def _between(interval: Range, shown: Callable[[float], str], language: str) -> str:
    if interval.low is None or interval.high is None:
        return "–"
    ends = {"low": shown(interval.low), "high": shown(interval.high)}
    return translator(language).gettext("%(low)s to %(high)s") % ends
