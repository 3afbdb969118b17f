"""The people of Brevonne itself: managers, sales reps, marketing, customer success."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import numpy as np
import pandas as pd

from assay.demo.accounts import OWN_DOMAIN, Market
from assay.demo.calendar import FIRST_DAY, LAST_DAY, Ints, Words, either, stream
from assay.demo.names import ascii_word

REPS = 14
_NAMES = {
    "sales": (
        "Camille Roussillat Hugo Besançon-Weill Anneliese Trautwein Moritz Kappel Ainhoa Zubiaurre Diego Cervantino "
        "Olivia Penhallow Rupert Sandiford Saskia Verhoeff Emil Lagerkvist Polina Radlova Kirill Stepnov "
        "Jasper Holloman Megan Otterbein"
    ),
    "marketing": "Noémie Chastagner Tobias Rehwald Inma Quintanar Greta Follander Artyom Velizhin",
    "cs": "Lucie Marchandon Bettina Oswaldt Rosa Villacampa Callum Threlkeld Daria Osinina Pieter Vandamme",
    "heads": "Élodie Vasseur-Kern Reinhard Stolpe Victoria Amblecote",
}


def _pairs(text: str) -> list[str]:
    words = text.split()
    return [f"{first} {last}" for first, last in zip(words[::2], words[1::2], strict=True)]


def users_table() -> pd.DataFrame:
    """`users`: three heads (sales, marketing, customer success), their teams, one rep who has left."""
    heads = _pairs(_NAMES["heads"])
    rows = [_user(f"U-0{i + 1}", name, team, None) for i, (name, team) in enumerate(zip(heads, _TEAMS, strict=True))]
    for manager, (team, first) in enumerate(zip(_TEAMS, (10, 40, 60), strict=True)):
        names = _pairs(_NAMES[team])
        rows += [_user(f"U-{first + i}", name, team, f"U-0{manager + 1}") for i, name in enumerate(names)]
    table = pd.DataFrame(rows)
    table.loc[table["user_id"] == rep_ids()[-1], "is_active"] = "false"
    return table


_TEAMS = ("sales", "marketing", "cs")


def _user(user_id: str, name: str, team: str, manager: str | None) -> dict[str, str | None]:
    email = f"{ascii_word(name).replace('-', '.')}@{OWN_DOMAIN}"
    row: dict[str, str | None] = {"user_id": user_id, "name": name, "email": email, "team": team}
    return {**row, "manager_id": manager, "is_active": "true"}


def rep_ids() -> list[str]:
    return [f"U-{10 + i}" for i in range(REPS)]


def quotas_table(seed: int) -> pd.DataFrame:
    """`quotas`: what each rep is to sell in each quarter of the years shown, by seniority."""
    rng = stream(seed, "quotas")
    starts = pd.date_range(FIRST_DAY, LAST_DAY + timedelta(100), freq="QS")
    rows = []
    for rep in rep_ids():
        year = 60_000 + 5_000 * int(rng.integers(0, 9))
        for start, end in pairwise(starts):
            rows.append(
                {"owner_id": rep, "period_start": str(start.date()), "period_end": str(end.date()), "amount": year // 4}
            )
    return pd.DataFrame(rows).assign(currency="EUR")


def success_ids() -> list[str]:
    return [f"U-{60 + i}" for i in range(6)]


def owners(market: Market, seed: int) -> Words:
    """Each account's rep: reps look after neighbouring countries; a few accounts have nobody."""
    rng = stream(seed, "owners")
    regions = sorted({company.region for company in market.companies})
    place = np.array([regions.index(company.region) for company in market.companies])
    rep: Ints = (place * 2 + rng.integers(0, 3, len(market))) % REPS
    names = np.array(rep_ids(), dtype=object)[rep]
    return either(rng.random(len(market)) < 0.015, None, names)
