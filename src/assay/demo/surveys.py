"""Surveys: NPS every quarter, brand every half-year with a panel that answers again."""

from __future__ import annotations

import numpy as np
import pandas as pd

from assay.demo.accounts import Market
from assay.demo.calendar import LAST, Bools, Floats, Ints, date_words, day_number, either, stream
from assay.demo.lists import Lists
from assay.demo.people import People
from assay.demo.words import ATTRIBUTES

NPS_ANSWERS, BRAND_ANSWERS, PANEL = 110, 170, 110


def surveys_table(
    market: Market, lists: Lists, people: People, served: pd.DataFrame, cooled: Ints, seed: int
) -> pd.DataFrame:
    """`survey_responses`; `served` are contracts (`account`, `starts`, `ends`), `cooled` accounts that cool off."""
    rng = stream(seed, "surveys")
    nps = [_nps(rng, people, served, cooled, 80 + 91 * i, i) for i in range(12) if 80 + 91 * i <= LAST]
    days = [day_number(f"{year}-{month}") for year in (2024, 2025, 2026) for month in ("03-10", "09-08")]
    panel = rng.permutation(np.flatnonzero(people.created < 0))[:PANEL]
    brand = [_brand(rng, market, lists, people, panel, day, i) for i, day in enumerate(days)]
    rows = pd.concat([*nps, *brand], ignore_index=True)
    person = rows.pop("person").to_numpy()
    silent = rng.random(len(rows)) < 0.05
    ids = [f"R-{i + 1:05d}" for i in range(len(rows))]
    return rows.assign(
        response_id=ids,
        account_id=market.ids[people.account[person]],
        person_id=either(silent, None, people.ids[person]),
        answered_on=date_words(rows["answered_on"].to_numpy()),
    )[["response_id", "answered_on", "question", "score", "account_id", "person_id", "wave", "scale_min", "scale_max"]]


def _there(people: People, day: int) -> Bools:
    return np.asarray((people.created < day) & (people.left > day + 20))


def _answers(
    rng: np.random.Generator,
    person: Ints,
    day: int,
    question: str,
    score: Floats,
    wave: str,
    scale: tuple[float, float] | None,
) -> pd.DataFrame:
    answered = np.minimum(day + rng.integers(0, 15, len(person)), LAST)
    low, high = scale or (np.nan, np.nan)
    rows = {"answered_on": answered, "question": question, "score": score, "person": person, "wave": wave}
    return pd.DataFrame({**rows, "scale_min": low, "scale_max": high})


def _nps(
    rng: np.random.Generator, people: People, served: pd.DataFrame, cooled: Ints, day: int, number: int
) -> pd.DataFrame:
    under = served[(served["starts"] <= day) & (served["ends"] >= day)]["account"].unique()
    asked = _there(people, day) & (np.isin(people.account, under) | (rng.random(len(people)) < 0.03))
    person = np.sort(rng.permutation(np.flatnonzero(asked))[:NPS_ANSWERS])
    sour = np.isin(people.account[person], cooled) & (day > LAST - 250)
    score = np.clip(rng.normal(8.2, 1.8, len(person)) - 3 * sour, 0, 10).round()
    return _answers(rng, person, day, "nps", score, f"NPS {number + 1}", (0, 10))


def _brand(
    rng: np.random.Generator, market: Market, lists: Lists, people: People, panel: Ints, day: int, number: int
) -> pd.DataFrame:
    again = panel[_there(people, day)[panel] & (rng.random(len(panel)) < 0.8)]
    others = np.setdiff1d(np.flatnonzero(_there(people, day)), panel)
    person = np.sort(np.concatenate([again, rng.permutation(others)[: BRAND_ANSWERS - len(again)]]))
    account = people.account[person]
    warm = 0.10 * market.activity[account] + 0.16 * (lists.treated[account] & (lists.entry[account] < day - 60))
    wave, size = f"Brand {number + 1}", len(person)
    aided = (rng.random(size) < 0.46 + warm).astype(float)
    unaided = aided * (rng.random(size) < 0.34 + warm)
    liking = np.clip(rng.normal(4.2 + 2 * warm, 1.2, size), 1, 7).round()
    parts = [
        _answers(rng, person, day, "aware_aided", aided, wave, (0, 1)),
        _answers(rng, person, day, "aware_unaided", unaided, wave, (0, 1)),
        _answers(rng, person, day, "attitude", liking, wave, (1, 7)),
    ]
    for place, name in enumerate(ATTRIBUTES):
        score = np.clip(rng.normal(3.1 + 0.2 * place + 1.5 * warm, 0.9, size), 1, 5).round()
        scale = None if name == "value" and number == 0 else (1.0, 5.0)
        parts.append(_answers(rng, person, day, f"attribute:{name}", score, wave, scale))
    return pd.concat(parts)
