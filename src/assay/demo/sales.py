"""One-to-one contact: mails, calls and meetings of sales and of customer success."""

from __future__ import annotations

import numpy as np
import pandas as pd

from assay.demo.accounts import Market
from assay.demo.batch import batch, join
from assay.demo.calendar import (
    DAYS,
    Bools,
    Ints,
    Words,
    counts_to_rows,
    day_number,
    day_weights,
    either,
    office_seconds,
    stream,
)
from assay.demo.people import People, pick_person
from assay.demo.team import rep_ids, success_ids

COOLED_ON = day_number("2026-06-24")
"""The day after which customer success no longer hears from the accounts that cool off."""


def sales_touches(conversations: Ints, people: People, users: Words, seed: int, name: str) -> pd.DataFrame:
    """Touches of the conversations begun (accounts by days): mail threads, calls, meetings with one person each."""
    rng = stream(seed, f"sales {name}")
    account, day = counts_to_rows(conversations)
    person = pick_person(rng, people, account, day)
    user = users[account]
    missing = np.array(rep_ids(), dtype=object)[rng.integers(0, 12, len(account))]
    user = either(user == None, missing, user)  # noqa: E711
    draw = rng.random(len(account))
    mail, call, meeting = draw < 0.55, (draw >= 0.55) & (draw < 0.80), draw >= 0.80
    about = (account, day, person, user)
    return join([*_mails(rng, about, mail), _calls(rng, about, call), *_meetings(rng, about, meeting)])


About = tuple[Ints, Ints, Ints, Words]


def _one(
    rng: np.random.Generator, kind: object, about: About, chosen: Bools, later: int, **more: object
) -> pd.DataFrame:
    """A touch of each chosen conversation, up to `later` days after it began."""
    account, day, person, user = (column[chosen] for column in about)
    offset = (
        rng.integers(max(later - 9, 0), later + 1, len(account)) if later else np.zeros(len(account), dtype=np.int64)
    )
    known = {"account": account, "person": person, "user": user, "by": "both"}
    return batch(kind, day + offset, office_seconds(rng, len(account)), **{**known, **more})


def _mails(rng: np.random.Generator, about: About, chosen: Bools) -> list[pd.DataFrame]:
    size = len(chosen)
    answered = chosen & (rng.random(size) < 0.38)
    again = chosen & (rng.random(size) < 0.5)
    unasked = chosen & (rng.random(size) < 0.10)
    kinds = (("mail_out", chosen, 0), ("mail_in", answered, 2), ("mail_out", again, 5), ("mail_in", unasked, 6))
    return [_one(rng, kind, about, rows, later) for kind, rows, later in kinds]


def _calls(rng: np.random.Generator, about: About, chosen: Bools) -> pd.DataFrame:
    size = int(chosen.sum())
    outcome = rng.choice(np.array(["connected", "no_answer", "voicemail"], dtype=object), size, p=[0.42, 0.36, 0.22])
    seconds = np.where(outcome == "connected", rng.exponential(420, size).round() + 40, np.nan)
    return _one(rng, "call", about, chosen, 0, outcome=outcome, seconds=seconds)


def _meetings(rng: np.random.Generator, about: About, chosen: Bools) -> list[pd.DataFrame]:
    fate = rng.random(len(chosen))
    held, missed = chosen & (fate < 0.72), chosen & (fate > 0.88)
    seconds = rng.choice([1500.0, 1800.0, 2700.0, 3600.0], int(held.sum()))
    booked = _one(rng, "meeting_booked", about, chosen, 0)
    return [
        booked,
        _one(rng, "meeting_held", about, held, 12, seconds=seconds),
        _one(rng, "meeting_no_show", about, missed, 12),
    ]


def success_conversations(market: Market, served: pd.DataFrame, seed: int) -> tuple[Ints, Ints]:
    """Conversations of customer success with accounts under contract (accounts by days), and who of them cools off.

    `served` has `account`, `starts`, `ends` (days) of each contract.
    """
    rng = stream(seed, "success")
    under = np.zeros((len(market), DAYS), dtype=bool)
    for account, starts, ends in zip(served["account"], served["starts"], served["ends"], strict=True):
        under[account, max(starts, 0) : min(ends, DAYS)] = True
    warm = np.flatnonzero(under[:, COOLED_ON])
    cooled = np.sort(rng.permutation(warm)[: max(len(warm) // 8, 1)])
    rate = under * (0.085 * np.exp(0.3 * market.activity))[:, None] * day_weights()
    rate[cooled, COOLED_ON - 120 : COOLED_ON] *= 2
    rate[cooled, COOLED_ON:] = 0
    return rng.poisson(rate), cooled


def success_users(market: Market, seed: int) -> Words:
    rng = stream(seed, "success users")
    return np.array(success_ids(), dtype=object)[rng.integers(0, len(success_ids()), len(market))]
