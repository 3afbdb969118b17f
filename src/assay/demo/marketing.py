"""What marketing sends and shows: mailings, ads, events, parcels. Programme campaigns go to their accounts only."""

from __future__ import annotations

import numpy as np
import pandas as pd

from assay.demo.accounts import PLANS, Market
from assay.demo.activity import scope_days
from assay.demo.batch import batch, join, when
from assay.demo.calendar import (
    DAYS,
    LAST,
    Bools,
    Ints,
    any_seconds,
    counts_to_rows,
    day_weights,
    office_seconds,
    stream,
)
from assay.demo.campaigns import Campaign, events, newsletters
from assay.demo.lists import Lists
from assay.demo.people import People, pick_person

CONTAMINATED = 6
"""Control accounts that a programme's ads reached by mistake."""


def newsletter_touches(market: Market, people: People, seed: int) -> pd.DataFrame:
    """Each letter to most subscribers known and not gone by then: sent or bounced, opened, clicked."""
    rng = stream(seed, "newsletters")
    parts = []
    for letter in newsletters():
        there = people.subscribed & (people.created < letter.starts) & (people.left > letter.starts)
        person = np.flatnonzero(there & (rng.random(len(people)) < 0.6))
        parts.append(_mailing(rng, market, people, person, np.full(len(person), letter.starts), letter.campaign_id))
    return join(parts)


def nurture_touches(market: Market, lists: Lists, people: People, seed: int) -> pd.DataFrame:
    """Mails of the programmes to the people of their accounts."""
    rng = stream(seed, "nurture")
    account, day = counts_to_rows(rng.poisson(_inside(lists) * 0.055 * day_weights()))
    person = pick_person(rng, people, account, day)
    campaign = _of_plan(market, account, "NURTURE")
    return _mailing(rng, market, people, person, day, campaign)


def _mailing(
    rng: np.random.Generator, market: Market, people: People, person: Ints, day: Ints, campaign: object
) -> pd.DataFrame:
    size = len(person)
    account = people.account[person]
    bounced = rng.random(size) < 0.02
    by = np.where(rng.random(size) < 0.15, "email", "person")
    known = {"account": account, "person": person, "by": by, "campaign": campaign}
    sent = batch(np.where(bounced, "email_bounced", "email_sent"), day, office_seconds(rng, size), **known)
    opened = sent[(sent["kind"] == "email_sent") & (rng.random(len(sent)) < 0.24)]
    interest = 0.10 * np.exp(0.5 * market.activity[opened["account"]])
    clicked = opened[rng.random(len(opened)) < interest]
    return join([sent, _after(rng, opened, "email_opened"), _after(rng, clicked, "email_clicked")])


def _after(rng: np.random.Generator, sent: pd.DataFrame, kind: str) -> pd.DataFrame:
    delay = rng.exponential(9 * 3600, len(sent)).astype(np.int64) + 60
    later = sent.assign(kind=kind, moment=sent["moment"] + delay)
    return later[later["moment"] < (LAST + 1) * 86_400]


def _inside(lists: Lists) -> Bools:
    return np.asarray(lists.treated[:, None] & scope_days(lists))


def _of_plan(market: Market, account: Ints, kind: str) -> np.ndarray:
    names = [f"C-{plan.programme_id.removeprefix('P-')}-{kind}" for plan in PLANS]
    return np.array(names, dtype=object)[market.plan[account]]


def ad_touches(market: Market, lists: Lists, people: People, seed: int) -> pd.DataFrame:
    """Impressions summed up per account and day, clicks, and the banner below the mails of the reps."""
    rng = stream(seed, "ads")
    flights = np.repeat(rng.random((len(market), DAYS // 35 + 1)) < 0.5, 35, axis=1)[:, :DAYS]
    shown, strayed = _inside(lists) * flights * 0.4, np.zeros((len(market), DAYS))
    strayed[_contaminated(rng, lists), LAST - 120 :] = 0.06
    parts = [_ads(rng, market, *counts_to_rows(rng.poisson((shown + strayed) * day_weights())), "ADS")]
    brand = rng.poisson(0.020 * np.exp(0.2 * market.activity)[:, None] * day_weights())
    parts.append(_ads(rng, market, *counts_to_rows(brand), None))
    banner = counts_to_rows(rng.poisson(_inside(lists) * 0.03 * day_weights()))
    parts.append(_banner(rng, market, people, *banner))
    return join([*parts, *(_clicks(rng, part) for part in parts)])


def _contaminated(rng: np.random.Generator, lists: Lists) -> Ints:
    return np.sort(rng.permutation(np.flatnonzero(lists.arm == "control"))[:CONTAMINATED])


def _ads(rng: np.random.Generator, market: Market, account: Ints, day: Ints, kind: str | None) -> pd.DataFrame:
    size = len(account)
    brand = np.where(rng.random(size) < 0.6, "C-BRAND-ADS", "C-SEARCH")
    quantity = rng.integers(8, 160, size) if kind else rng.integers(3, 60, size)
    campaign = _of_plan(market, account, kind) if kind else brand.astype(object)
    by = np.where(rng.random(size) < 0.25, "domain", "account")
    return batch(
        "ad_impression", day, any_seconds(rng, size), account=account, quantity=quantity, campaign=campaign, by=by
    )


def _banner(rng: np.random.Generator, market: Market, people: People, account: Ints, day: Ints) -> pd.DataFrame:
    person = pick_person(rng, people, account, day)
    known = {"account": account, "person": person, "by": "email", "channel": "email_signature"}
    campaign = _of_plan(market, account, "SIGNATURE")
    return batch("ad_impression", day, office_seconds(rng, len(account)), quantity=1, campaign=campaign, **known)


def _clicks(rng: np.random.Generator, shown: pd.DataFrame) -> pd.DataFrame:
    chosen = shown[rng.random(len(shown)) < 0.015]
    return chosen.assign(kind="ad_click", quantity=np.nan, moment=chosen["moment"] + 30)


def event_touches(market: Market, lists: Lists, people: People, seed: int) -> pd.DataFrame:
    """Registrations in the five weeks before an event, and who came."""
    rng = stream(seed, "events")
    return join([part for event in events() for part in _event(rng, event, market, lists, people)])


def _event(
    rng: np.random.Generator, event: Campaign, market: Market, lists: Lists, people: People
) -> list[pd.DataFrame]:
    own = np.array([plan.programme_id == event.programme_id for plan in PLANS])
    invited = lists.treated & own[market.plan] & (lists.entry < event.starts - 40)
    chance = np.where(invited, 0.30, 0.0) if event.programme_id else 0.05 * np.exp(0.6 * market.activity)
    account = np.repeat(np.arange(len(market)), rng.poisson(np.where(market.excluded, 0.0, chance * 1.3)))
    day = event.starts - rng.integers(1, 36, len(account))
    person = pick_person(rng, people, account, day)
    by = np.where(rng.random(len(account)) < 0.5, "email", "person")
    known = {"account": account, "person": person, "campaign": event.campaign_id, "channel": event.channel, "by": by}
    registered = batch("event_registered", day, any_seconds(rng, len(account)), **known)
    came = registered[rng.random(len(registered)) < (0.62 if event.channel == "event" else 0.48)]
    hours = rng.choice([2400.0, 3600.0, 5400.0], len(came))
    start = event.starts * 86_400 + 10 * 3600 + rng.integers(0, 3600, len(came))
    return [registered, came.assign(kind="event_attended", moment=start, seconds=hours)]


def parcel_touches(market: Market, lists: Lists, people: People, seed: int) -> pd.DataFrame:
    """Direct mail to accounts of the first two tiers, and the answers to it."""
    rng = stream(seed, "parcels")
    high = (lists.tier <= 2)[:, None]
    account, day = counts_to_rows(rng.poisson(_inside(lists) * high * 0.006 * day_weights()))
    person = pick_person(rng, people, account, day)
    campaign = _of_plan(market, account, "POST")
    known = {"account": account, "person": person, "campaign": campaign, "by": "both"}
    sent = batch("direct_mail_sent", day, office_seconds(rng, len(account)), **known)
    answered = sent[rng.random(len(sent)) < 0.16]
    day, second = when(answered)
    moment = (day + rng.integers(4, 20, len(answered))) * 86_400 + second
    later = answered.assign(kind="direct_mail_response", moment=moment)
    return join([sent, later[later["moment"] < (LAST + 1) * 86_400]])
