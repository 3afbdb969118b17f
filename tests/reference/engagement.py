"""Group 4."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from fnmatch import fnmatchcase
from fractions import Fraction
from functools import partial
from urllib.parse import urlsplit

from .answer import Figure, Formula, Part, of, one
from .engaged import first_days_in_window, holds, look_back, preset_of, weighted_minutes
from .programme import cost_parts
from .rows import Touch
from .rules import Scope


def flow_touches(
    scope: Scope, wanted: Callable[[Touch], bool], customers: bool = False
) -> list[tuple[Touch, str | None]]:
    """Touches in the window whose account is in scope on the touch's own day, each with the tier of that day."""
    found = []
    for touch in scope.touches:
        if not wanted(touch) or not scope.in_window(touch.day) or not touch.account:
            continue
        standing = scope.standing(touch.account, touch.day)
        out = standing and not customers and scope.customer_at_entry(touch.account, standing.entry)
        if standing and not out and scope.tier_wanted(standing.tier):
            found.append((touch, standing.tier))
    return found


def touch_dims(touch: Touch) -> dict[str, str | None]:
    return {"channel": touch.channel, "kind": touch.kind, "campaign": touch.campaign, "team": touch.team}


def count_touches(scope: Scope, *kinds: str) -> Figure:
    """A touch is a row (rule 16)."""
    found = flow_touches(scope, lambda touch: touch.kind in kinds)
    parts = [one(touch.account, tier, touch.id, **touch_dims(touch)) for touch, tier in found]
    return Figure("sum", parts, scope.unmatched(kinds))


def sessions(scope: Scope) -> list[tuple[str, date, list[Touch]]]:
    """(account, day of the first page_view, page views): by (account, session_id); a page_view without one is one."""
    found: dict[tuple[str, str, str], list[Touch]] = {}
    for touch in scope.touches:
        if touch.kind == "page_view" and touch.account:
            key = ("session", touch.session) if touch.session else ("touch", touch.id)
            found.setdefault((touch.account, *key), []).append(touch)
    return [(key[0], min(touch.day for touch in views), views) for key, views in found.items()]


def website_visits(scope: Scope, only: Callable[[list[Touch]], bool] = lambda _views: True) -> Figure:
    """E01: sessions with at least one page_view."""
    parts = []
    for account, day, views in sessions(scope):
        standing = scope.prospect(account, day) if scope.in_window(day) and only(views) else None
        if standing:
            parts.append(one(account, standing.tier, views[0].id))
    return Figure("sum", parts, scope.unmatched(["page_view"]))


def high_value_visits(scope: Scope) -> Figure:
    """E02: sessions with at least one page_view whose URL path matches a high-value page."""
    patterns = scope.company.settings.high_value_pages

    def matches(views: list[Touch]) -> bool:
        paths = [urlsplit(touch.url).path for touch in views if touch.url]
        return any(fnmatchcase(path, pattern) for path in paths for pattern in patterns)

    return website_visits(scope, matches)


def content_minutes(scope: Scope) -> Figure:
    """E04: minutes of page_view and content_viewed without weights, on the touch's day."""
    kinds = ("page_view", "content_viewed")
    found = flow_touches(scope, lambda touch: touch.kind in kinds)
    parts = [Part(t.account, tier, t.minutes, Fraction(0), t.id, tuple(touch_dims(t).items())) for t, tier in found]
    return Figure("sum", parts, scope.unmatched(kinds))


def distinct(found: Iterable[tuple[tuple[object, ...], Touch, str | None]]) -> list[Part]:
    """One part a touch; the shape "distinct" counts its keys, anew in every group."""
    return [one(touch.account, tier, repr(key), **touch_dims(touch)) for key, touch, tier in found]


def downloads(scope: Scope) -> Figure:
    """E05: distinct (account, person else visitor else touch, asset, day)."""
    found = flow_touches(scope, lambda touch: touch.kind == "download")
    return Figure(
        "distinct",
        distinct(((t.account, t.actor, t.asset, t.day), t, tier) for t, tier in found),
        scope.unmatched(["download"]),
    )


def content_views(scope: Scope) -> Figure:
    """E06: content_viewed, and page_view with an asset."""
    found = flow_touches(scope, lambda t: t.kind == "content_viewed" or (t.kind == "page_view" and bool(t.asset)))
    parts = [one(t.account, tier, t.id, **touch_dims(t)) for t, tier in found]
    return Figure("sum", parts, scope.unmatched(["content_viewed", "page_view"]))


def content_assets(scope: Scope) -> Figure:
    """E07: distinct assets per account, summed over accounts."""
    kinds = ("content_viewed", "download", "page_view")
    found = flow_touches(scope, lambda touch: touch.kind in kinds and bool(touch.asset))
    return Figure("distinct", distinct(((t.account, t.asset), t, tier) for t, tier in found), scope.unmatched(kinds))


def event_participation(scope: Scope) -> Figure:
    """E08: distinct (person else visitor else touch, campaign) of event_attended; who objected is no participant."""
    found = flow_touches(scope, lambda touch: touch.kind == "event_attended" and not touch.objected)
    parts = distinct(((t.actor, t.campaign), t, tier) for t, tier in found)
    return Figure("distinct", parts, scope.unmatched(["event_attended"]))


def event_show_rate(scope: Scope) -> Figure:
    """E08: attended, with a known person ÷ registered or attended, with a known person; both in the window."""
    kinds = ("event_registered", "event_attended")
    people = scope.company.people
    found = flow_touches(
        scope,
        lambda t: t.kind in kinds and t.person is not None and people[t.person].known(scope.q.as_of),
    )
    attended = {(t.person, t.campaign) for t, _ in found if t.kind == "event_attended"}
    first: dict[tuple[str | None, str | None], tuple[Touch, str | None]] = {}
    for touch, tier in found:
        first.setdefault((touch.person, touch.campaign), (touch, tier))
    parts = [of(touch.account, tier, key in attended) for key, (touch, tier) in first.items()]
    return Figure("ratio", parts, scope.unmatched(kinds))


def engagement_minutes(scope: Scope) -> Figure:
    """E10: weighted minutes in the look-back that ends as-of, per account of TA, whatever its entry."""
    days = scope.company.settings.engagement.lookback_days
    parts = []
    for name, standing in scope.TA().items():
        touches = look_back(scope.touches_of.get(name, []), scope.q.as_of, days)
        total = sum((weighted_minutes(scope, touch) for touch in touches), Fraction(0))
        parts.append(Part(name, standing.tier, total, Fraction(0), name))
    return Figure("sum", parts)


def decision_maker_frequency(scope: Scope) -> Figure:
    """E11: engaging touches, on days in scope, by the active decision makers of TA on `to` ÷ person-months."""
    accounts = scope.on(scope.q.end)
    people = {
        person.id: accounts[person.account].tier
        for person in scope.company.people.values()
        if person.account in accounts and person.role == "decision_maker" and person.active(scope.q.as_of)
    }
    months = Fraction((scope.q.end - scope.q.start).days + 1) / Fraction("30.4375")
    parts = [
        Part(scope.company.people[person].account, tier, Fraction(0), months, person) for person, tier in people.items()
    ]
    for touch in scope.touches:
        if touch.engages and touch.person in people and scope.in_window(touch.day):
            owner = scope.company.people[touch.person].account
            if owner is None or not scope.in_scope(owner, touch.day):
                continue
            parts.append(Part(owner, people[touch.person], Fraction(1), Fraction(0)))
    return Figure("ratio", parts)


def channel_mix(scope: Scope, variant: str | None = None) -> Figure:
    """E12: engaging touches by channel (their share is each group's value ÷ the total); `.minutes`."""
    parts = []
    for touch, tier in flow_touches(scope, lambda touch: touch.engages):
        worth = weighted_minutes(scope, touch) if variant == "minutes" else Fraction(1)
        parts.append(Part(touch.account, tier, worth, Fraction(0), touch.id, tuple(touch_dims(touch).items())))
    return Figure("sum", parts)


def engaged_accounts(scope: Scope) -> Figure:
    """E13: TA engaged under the preset on the as-of day."""
    preset = preset_of(scope)
    found = [(n, s) for n, s in scope.TA().items() if holds(scope, preset, n, scope.q.as_of)]
    return Figure("sum", [one(name, standing.tier) for name, standing in found])


def engaged_share(scope: Scope, engaged: bool = True) -> Figure:
    """E14: E13 ÷ T01; E15: 1 − E14 of the same denominator."""
    preset, day = preset_of(scope), scope.q.as_of
    return Figure("ratio", [of(n, s.tier, holds(scope, preset, n, day) == engaged) for n, s in scope.TA().items()])


def cost_per_engaged_account(scope: Scope) -> Figure:
    """E16: cost in scope ÷ accounts whose first engaging day lies in the window, TA on that day."""
    found = first_days_in_window(scope, preset_of(scope))
    reached = [Part(n, scope.tier(n, day), Fraction(0), Fraction(1), n) for n, day in found.items()]
    costs, left_out = cost_parts(scope)
    return Figure("ratio", [*costs, *reached], left_out=left_out)


FORMULAS: dict[str, Formula] = {
    "website_visits": website_visits,
    "high_value_visits": high_value_visits,
    "chats": lambda scope: count_touches(scope, "chat"),
    "content_minutes": content_minutes,
    "downloads": downloads,
    "content_views": content_views,
    "content_assets": content_assets,
    "event_participation": event_participation,
    "event_show_rate": event_show_rate,
    "campaign_responses": lambda scope: count_touches(scope, "campaign_response"),
    "engagement_minutes": engagement_minutes,
    "decision_maker_frequency": decision_maker_frequency,
    "channel_mix": channel_mix,
    "channel_mix.minutes": partial(channel_mix, variant="minutes"),
    "engaged_accounts": engaged_accounts,
    "engaged_share": engaged_share,
    "unengaged_share": partial(engaged_share, engaged=False),
    "cost_per_engaged_account": cost_per_engaged_account,
    "meetings_planned": lambda scope: count_touches(scope, "meeting_booked"),
    "meetings_planned.held": lambda scope: count_touches(scope, "meeting_held"),
    "meetings_planned.no_show": lambda scope: count_touches(scope, "meeting_no_show"),
}
