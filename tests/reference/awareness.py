"""Group 3: all accounts in scope count (R04: TA); and the surveys of group 7."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from fractions import Fraction
from functools import partial

from .answer import Figure, Formula, Part, of, one
from .engagement import flow_touches, sessions, touch_dims
from .rows import Answer
from .rules import Scope, Standing

SENT = ("ad_impression", "email_sent", "mail_out", "direct_mail_sent")


def quantity(scope: Scope, *kinds: str) -> Figure:
    """A01, A02, A05: Σ quantity."""
    found = flow_touches(scope, lambda touch: touch.kind in kinds, customers=True)
    parts = [Part(t.account, tier, t.quantity, Fraction(0), t.id, tuple(touch_dims(t).items())) for t, tier in found]
    return Figure("sum", parts, scope.unmatched(kinds))


def accounts_reached(scope: Scope) -> Figure:
    """A03: accounts in scope on `to` with an in-scope outbound touch in the window ÷ accounts in scope on `to`."""
    reached = {
        touch.account
        for touch in scope.touches
        if touch.kind in SENT and scope.in_window(touch.day) and scope.in_scope(touch.account or "", touch.day)
    }
    among = scope.on(scope.q.end, customers=True)
    return Figure("ratio", [of(n, s.tier, n in reached) for n, s in among.items()], scope.unmatched(SENT))


def conversations(scope: Scope) -> Figure:
    """A04: connected calls and meetings held."""
    found = flow_touches(
        scope,
        lambda t: t.kind == "meeting_held" or (t.kind == "call" and t.outcome == "connected"),
        customers=True,
    )
    parts = [one(t.account, tier, t.id, **touch_dims(t)) for t, tier in found]
    return Figure("sum", parts, scope.unmatched(["call", "meeting_held"]))


def after_a_view(scope: Scope, account: str, day: date) -> bool:
    """An ad_impression on the account 0 to 7 local days before, of any scope, and no ad_click of it in those days."""
    first = day - timedelta(days=scope.company.settings.view_through.days)
    kinds = {touch.kind for touch in scope.touches_of.get(account, []) if first <= touch.day <= day}
    return "ad_impression" in kinds and "ad_click" not in kinds


def view_through_visits(scope: Scope) -> Figure:
    """A06: sessions after a view."""
    parts = []
    for account, day, views in sessions(scope):
        standing = scope.standing(account, day) if scope.in_window(day) else None
        if standing and scope.tier_wanted(standing.tier) and after_a_view(scope, account, day):
            parts.append(one(account, standing.tier, views[0].id))
    return Figure("sum", parts, scope.unmatched(["page_view"]))


def view_through_conversions(scope: Scope) -> Figure:
    """A07: conversions and forms after a view."""
    kinds = ("conversion", "form_submitted")
    found = flow_touches(scope, lambda touch: touch.kind in kinds, customers=True)
    parts = [
        one(t.account, tier, t.id, **touch_dims(t)) for t, tier in found if after_a_view(scope, t.account or "", t.day)
    ]
    return Figure("sum", parts, scope.unmatched(kinds))


def answers(
    scope: Scope, question: str, whose: Callable[[str, date], Standing | None]
) -> list[tuple[Answer, Standing]]:
    """Answers in the window of the accounts meant on the answer's day; rule 13: not of who objected."""
    found = []
    for answer in scope.company.answers:
        person = scope.company.people.get(answer.person or "")
        wanted = answer.question == question or (question == "attribute:" and answer.question.startswith(question))
        if wanted and scope.in_window(answer.day) and answer.account and not (person and person.objected):
            standing = whose(answer.account, answer.day)
            if standing and scope.tier_wanted(standing.tier):
                found.append((answer, standing))
    return found


def answer_dims(answer: Answer) -> dict[str, str | None]:
    return {"attribute": answer.question.partition(":")[2] or None, "wave": answer.wave}


def aware(scope: Scope, question: str = "aware_aided") -> Figure:
    """R01: answers with score 1 ÷ answers."""
    found = answers(scope, question, scope.standing)
    return Figure("ratio", [_part(answer, s, Fraction(answer.score == 1)) for answer, s in found])


def _part(answer: Answer, standing: Standing, score: Fraction) -> Part:
    dims = tuple(answer_dims(answer).items())
    return Part(answer.account, standing.tier, score, Fraction(1), answer.id, dims)


def rescaled(scope: Scope, question: str) -> Figure:
    """R02, R03: mean score, rescaled to 0-100 by its scale (missing: left out)."""
    parts = []
    left_out = {"without a scale": 0}
    for answer, standing in answers(scope, question, scope.standing):
        if answer.low is None or answer.high is None or answer.high == answer.low:
            left_out["without a scale"] += 1
            continue
        parts.append(_part(answer, standing, 100 * (answer.score - answer.low) / (answer.high - answer.low)))
    return Figure("mean", parts, left_out=left_out)


def nps_parts(scope: Scope, whose: Callable[[str, date], Standing | None]) -> list[Part]:
    """+1 for 9-10, −1 for 0-6 of answers 0-10: their mean, times 100, is the score."""
    parts = []
    for answer, standing in answers(scope, "nps", whose):
        if 0 <= answer.score <= 10:
            parts.append(_part(answer, standing, Fraction((answer.score >= 9) - (answer.score <= 6))))
    return parts


def nps_targets(scope: Scope) -> Figure:
    """R04: of accounts in TA on the answer's day."""
    return Figure("mean", nps_parts(scope, scope.prospect), scale=100)


FORMULAS: dict[str, Formula] = {
    "emails_sent": lambda scope: quantity(scope, "email_sent", "mail_out"),
    "ad_impressions": lambda scope: quantity(scope, "ad_impression"),
    "accounts_reached": accounts_reached,
    "conversations": conversations,
    "ad_clicks": lambda scope: quantity(scope, "ad_click"),
    "view_through_visits": view_through_visits,
    "view_through_conversions": view_through_conversions,
    "brand_awareness": aware,
    "brand_awareness.unaided": partial(aware, question="aware_unaided"),
    "brand_perception": partial(rescaled, question="attribute:"),
    "brand_attitude": partial(rescaled, question="attitude"),
    "nps_targets": nps_targets,
}
