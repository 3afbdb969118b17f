"""Group 1."""

from __future__ import annotations

from fractions import Fraction
from functools import partial

from .answer import Figure, Formula, of, one
from .engaged import first_days_in_window, first_engaging_day, preset_of
from .rules import Scope, Standing


def target_accounts(scope: Scope) -> Figure:
    """T01: |TA|; T02 the same by tier."""
    return Figure("sum", [one(name, standing.tier) for name, standing in scope.TA().items()])


def target_accounts_targeted(scope: Scope) -> Figure:
    """T01.targeted: |TW|."""
    return Figure("sum", [one(name, standing.tier) for name, standing in scope.TW().items()])


def mqa_accounts(scope: Scope) -> Figure:
    """T04: accounts whose first MQA day since entry lies in the window, in scope that day, once a window."""
    selected = scope.company.settings.mqa.selected and scope.q.arm != "all"
    found = first_days_in_window(scope, preset_of(scope, "mqa"), on_entry=selected)
    return Figure("sum", [one(name, scope.tier(name, day)) for name, day in found.items()])


def mqa_rate(scope: Scope) -> Figure:
    """T04 mqa_rate: TW with an MQA day since entry by the as-of day ÷ TW."""
    return Figure("ratio", [of(name, s.tier, _is_mqa(scope, name, s)) for name, s in scope.TW().items()])


def _is_mqa(scope: Scope, name: str, standing: Standing) -> bool:
    if scope.company.settings.mqa.selected and scope.q.arm != "all":
        return True
    return first_engaging_day(scope, preset_of(scope, "mqa"), name, standing.entry) is not None


def intent_surge(scope: Scope, variant: str | None = None) -> Figure:
    """T06: TA with score >= surge.score on >= surge.topic_share of the tracked own topics in the newest week."""
    parts = []
    accounts = scope.TA()
    surging = surging_accounts(scope, "own", 0)
    before = surging_accounts(scope, "own", 1)
    for name, standing in accounts.items():
        new = name in surging and name not in before
        if variant == "share":
            parts.append(of(name, standing.tier, name in surging))
        elif new if variant == "new" else name in surging:
            parts.append(one(name, standing.tier))
    return Figure("ratio" if variant == "share" else "sum", parts)


def surging_accounts(scope: Scope, cluster: str, weeks_before: int) -> set[str]:
    """Accounts that surge in the newest week of any signal up to as-of, or the week(s) before it, on the topics tracked
    in the 90 days up to as-of; score = best over providers."""
    visible = [s for s in scope.company.signals if s.week <= scope.q.as_of]
    if not visible:
        return set()
    week = max(s.week for s in visible).toordinal() - 7 * weeks_before
    tracked = {s.topic for s in visible if s.cluster == cluster and (scope.q.as_of - s.week).days < 90}
    high: dict[str, set[str]] = {}
    for signal in visible:
        hot = signal.score >= Fraction(str(scope.company.settings.surge.score))
        if signal.account and signal.cluster == cluster and signal.week.toordinal() == week and hot:
            high.setdefault(signal.account, set()).add(signal.topic)
    share = Fraction(str(scope.company.settings.surge.topic_share))
    return {name for name, topics in high.items() if Fraction(len(topics & tracked), len(tracked)) >= share}


FORMULAS: dict[str, Formula] = {
    "target_accounts": target_accounts,
    "target_accounts.targeted": target_accounts_targeted,
    "target_accounts_by_tier": target_accounts,
    "mqa_accounts": mqa_accounts,
    "mqa_rate": mqa_rate,
    "intent_surge": intent_surge,
    "intent_surge.share": partial(intent_surge, variant="share"),
    "intent_surge.new": partial(intent_surge, variant="new"),
}
