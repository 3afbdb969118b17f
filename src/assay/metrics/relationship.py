"""The relationship score of an account, 0–100: recent two-way contact, person by person (published formula).

Per person: evidence e = Σ w · 2^(−age ÷ half-life), w = meeting 3 ÷ √attendees, connected call 2, mail in 1, mail out 0.25;
reciprocity r = (min(in, out) + .25) ÷ (max(in, out) + .5), meetings and calls being both; s = 1 − exp(−e (.35 + .65 r) ÷ 4).
Account = 100 (1 − Π (1 − s · seniority)), seniority being the person's weight ÷ the largest weight.
"""

from __future__ import annotations

from collections.abc import Mapping

import ibis

from assay.engine.tables import Table, Value
from assay.facts.values import WEIGHED
from assay.metrics.context import Context, days_between, joined, left_joined
from assay.metrics.deals import counted_touches

WEIGHTS: Mapping[str, float] = {"meeting_held": 3, "call": 2, "mail_in": 1, "mail_out": 0.25}
TREND_WEEKS = 6


def _contacts(context: Context) -> Table:
    """Mails one to one, connected calls and meetings: account_id, person, day, weight, inbound, outbound, seniority."""
    touches = counted_touches(context)
    touches = touches.filter(touches.kind.isin(tuple(WEIGHTS)))
    touches = touches.filter((touches.kind != "call") | (touches.outcome == "connected").fill_null(False))
    together = ibis.window(group_by=["account_id", "kind", "occurred_at"])
    touches = touches.mutate(attendees=touches.touch_id.count().over(together))
    weight = ibis.cases(
        *((touches.kind == kind, ibis.literal(float(worth))) for kind, worth in WEIGHTS.items()), else_=0.0
    )
    weight = ibis.ifelse(touches.kind == "meeting_held", weight / touches.attendees.cast("float64").sqrt(), weight)
    people = context.fact("people").select("person_id", "seniority")
    named = left_joined(touches.mutate(weight=weight), people, "person_id")
    return named.select(
        "account_id",
        person=ibis.coalesce(named.person_id, named.visitor_id, ibis.literal("")),
        day=named.occurred_on,
        weight=named.weight,
        inbound=ibis.ifelse(named.kind == "mail_out", 0, 1),
        outbound=ibis.ifelse(named.kind == "mail_in", 0, 1),
        seniority=seniority_share(context, named.seniority),
    )


def seniority_share(context: Context, seniority: Value) -> Value:
    """A person's weight as a share of the largest, so that one person alone can bring an account to 100 at most."""
    largest = context.value("seniority.largest")
    shares = {name: context.value(f"seniority.{name}") / largest for name in WEIGHED}
    known = [(seniority == name, share) for name, share in shares.items() if name != "unknown"]
    return ibis.cases(*known, else_=shares["unknown"])


def scores(context: Context, rows: Table, days_before: tuple[int, ...] = (0,)) -> Table:
    """Score of each row's account so many days before its as-of day: keys…, days_before, score."""
    contacts = _contacts(context)
    asked = rows.select(*context.keys, "as_of")
    near = joined(asked, contacts, "account_id")
    near = near.mutate(days_before=ibis.array(list(days_before)).unnest())
    near = near.mutate(age=days_between(near.as_of, near.day) - near.days_before)
    near = near.filter(near.age >= 0)
    fading = ibis.literal(2.0) ** (-near.age.cast("float64") / context.value("relationship.half_life_days"))
    near = near.mutate(fading=fading)
    moment = (*context.keys, "days_before")
    person = near.group_by(*moment, "person").aggregate(
        evidence=(near.weight * near.fading).sum(),
        inbound=(near.inbound * near.fading).sum(),
        outbound=(near.outbound * near.fading).sum(),
        seniority=near.seniority.max(),
    )
    mutual = (ibis.least(person.inbound, person.outbound) + 0.25) / (
        ibis.greatest(person.inbound, person.outbound) + 0.5
    )
    strength = 1 - (-person.evidence * (0.35 + 0.65 * mutual) / 4).exp()
    person = person.mutate(missing=ibis.greatest(1 - strength * person.seniority, 1e-12).ln())
    return person.group_by(*moment).aggregate(score=100 * (1 - person.missing.sum().exp()))


def with_relationship(context: Context, rows: Table) -> Table:
    """Adds `relationship`, null for accounts without any such contact."""
    scored = scores(context, rows).drop("days_before").rename(relationship="score")
    return left_joined(rows, scored, list(context.keys))


def with_relationship_before(context: Context, rows: Table) -> Table:
    """Adds `relationship_before`, the score ninety days earlier."""
    scored = scores(context, rows, (90,)).drop("days_before").rename(relationship_before="score")
    return left_joined(rows, scored, list(context.keys))


def with_relationship_slope(context: Context, rows: Table) -> Table:
    """Adds `relationship_slope`: points a week over the last six weeks by least squares; no contact yet counts as 0."""
    weeks = range(TREND_WEEKS + 1)
    centre = sum(weeks) / len(weeks)
    spread = sum((week - centre) ** 2 for week in weeks)
    scored = scores(context, rows, tuple(7 * week for week in weeks))
    lever = (centre - scored.days_before.cast("float64") / 7) / spread
    slopes = scored.group_by(*context.keys).aggregate(relationship_slope=(scored.score * lever).sum())
    return left_joined(rows, slopes, list(context.keys))
