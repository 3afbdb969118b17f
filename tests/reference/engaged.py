"""Rule 5 and the presets: is an account engaged on a day, and since when?"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction

from assay.settings.engagement import Preset

from .rows import Touch
from .rules import Scope


def look_back(touches: Iterable[Touch], day: date, days: int, since: date | None = None) -> list[Touch]:
    """Touches that engage in the last N days ending with the day (rule 16), from `since` on."""
    first = day - timedelta(days=days - 1)
    return [t for t in touches if t.engages and first <= t.day <= day and (since is None or t.day >= since)]


def weighted_minutes(scope: Scope, touch: Touch) -> Fraction:
    """Minutes × quantity × seniority weight × tier weight (default 1), exact."""
    tiers = scope.company.settings.weights.tier
    weight = Fraction(1)
    if tiers and touch.account and scope.q.arm not in ("rest", "all") and touch.day in scope.days(touch.account):
        tier = scope.tier(touch.account, touch.day)
        weight = Fraction(str(tiers.get(tier, 1))) if tier else weight
    return touch.minutes * touch.seniority_weight * weight


def holds(scope: Scope, preset: Preset, account: str, day: date, since: date | None = None) -> bool:
    """All that the preset gives must hold within its look-back."""
    touches = look_back(scope.touches_of.get(account, []), day, preset.lookback_days or 0, since)
    if preset.kinds is not None:
        touches = [touch for touch in touches if touch.kind in preset.kinds]
    if preset.touches is not None and len(touches) < preset.touches:
        return False
    if preset.minutes is not None:
        total = sum((weighted_minutes(scope, touch) for touch in touches), Fraction(0))
        if total < Fraction(str(preset.minutes)):
            return False
    if preset.people is not None:
        return len(_people(scope, preset, touches, day)) >= preset.people
    return True


def _people(scope: Scope, preset: Preset, touches: list[Touch], day: date) -> set[str]:
    """Known people (resolved, not objecting, created by the day) with more than `minutes_per_person` each."""
    minutes: dict[str, Fraction] = {}
    for touch in touches:
        if touch.person and scope.company.people[touch.person].known(day):
            minutes[touch.person] = minutes.get(touch.person, Fraction(0)) + weighted_minutes(scope, touch)
    return {person for person, total in minutes.items() if total > Fraction(str(preset.minutes_per_person))}


def preset_of(scope: Scope, name: str | None = None) -> Preset:
    return scope.company.settings.presets()[name or scope.q.engaged]


def first_engaging_day(scope: Scope, preset: Preset, account: str, entry: date | None) -> date | None:
    """The first day ≥ entered_on, up to as-of, on which the preset holds counting only touches from entered_on on.

    The condition can only begin to hold on a day that adds a touch, or on which one of the people becomes known.
    """
    touches = [t for t in scope.touches_of.get(account, []) if t.engages and (entry is None or t.day >= entry)]
    created = [scope.company.people[t.person].created_on for t in touches if t.person]
    days = {t.day for t in touches} | {day for day in created if day is not None}
    for day in sorted(days):
        if (entry is None or day >= entry) and day <= scope.q.as_of and holds(scope, preset, account, day, entry):
            return day
    return None


def first_touch(scope: Scope, account: str, entry: date | None) -> date | None:
    """The first touch of any direction since entry."""
    days = (t.day for t in scope.touches_of.get(account, []) if entry is None or t.day >= entry)
    return min(days, default=None)


def first_days_in_window(scope: Scope, preset: Preset, on_entry: bool = False) -> dict[str, date]:
    """Accounts, with the day: for some entry the first engaging day since it lies in the window, in scope that day.

    Customers at entry are out, the tier is that of the day; an account counts once a window. `on_entry`: that day is
    the entry itself (`mqa.selected`).
    """
    found: dict[str, date] = {}
    for account in sorted(scope.names):
        for entry, last in scope.runs(account):
            day = entry if on_entry else first_engaging_day(scope, preset, account, entry)
            if day and scope.in_window(day) and day <= last and account not in found and scope.prospect(account, day):
                found[account] = day
    return found
