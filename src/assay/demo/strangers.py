"""Touches that cannot be tied to one account: unknown visitors, free mail, unknown domains, shared addresses."""

from __future__ import annotations

import numpy as np
import pandas as pd

from assay.demo.accounts import OWN_DOMAIN
from assay.demo.batch import batch, join
from assay.demo.calendar import DAYS, LAST, Ints, any_seconds, day_weights, stream
from assay.demo.web import SITE
from assay.demo.words import FREE_MAIL, PAGES

VIEWS = 14_000
SHARED_DOMAIN = "werkpark-verwaltung.de"
SHARED_NETWORK = "198.19.7.0/24"
COUNTS = {"free_mail": 420, "unknown_domain": 650, "own_domain": 90, "shared_domain": 60, "shared_network": 75}


def stranger_touches(shared_email: str, seed: int) -> pd.DataFrame:
    """Touches of nobody in particular; `shared_email` belongs to two people of two accounts."""
    rng = stream(seed, "strangers")
    mails = [
        f"{name}{n}@{host}"
        for name in ("plantguy", "m.leclair", "ivan77", "jlopez")
        for n in (1, 4)
        for host in FREE_MAIL
    ]
    unknown = [f"{stem}-werke.de" for stem in ("aubach", "dornsee", "fernau", "gutenfels", "hohenlinde")]
    return join(
        [
            _views(rng),
            _given(rng, "email_clicked", COUNTS["free_mail"], email=_any(rng, mails, COUNTS["free_mail"])),
            _given(rng, "ad_impression", COUNTS["unknown_domain"], domain=_any(rng, unknown, COUNTS["unknown_domain"])),
            _given(rng, "page_view", COUNTS["own_domain"], domain=OWN_DOMAIN, url=SITE + "/platform"),
            _given(rng, "page_view", COUNTS["shared_domain"], domain=SHARED_DOMAIN, url=SITE + "/customers"),
            _given(rng, "page_view", COUNTS["shared_network"], ip=SHARED_NETWORK[:-4] + "21", url=SITE + "/"),
            _given(rng, "mail_in", 40, email=shared_email),
        ]
    )


def _any(rng: np.random.Generator, words: list[str], size: int) -> np.ndarray:
    return np.array(words, dtype=object)[rng.integers(0, len(words), size)]


def _days(rng: np.random.Generator, size: int) -> Ints:
    weights = day_weights()
    return np.asarray(rng.choice(DAYS, size, p=weights / weights.sum()), dtype=np.int64)


def _given(rng: np.random.Generator, kind: str, size: int, **known: object) -> pd.DataFrame:
    return batch(kind, _days(rng, size), any_seconds(rng, size), by="given", **known)


def _views(rng: np.random.Generator) -> pd.DataFrame:
    """Page views of visitors nobody ever identified; their ids stand in `asset` until the table is made."""
    visitor = np.array([f"v-anon{number:05d}" for number in range(4000)], dtype=object)[rng.integers(0, 4000, VIEWS)]
    page = rng.integers(0, len(PAGES), VIEWS)
    url = SITE + np.array([entry[0] for entry in PAGES], dtype=object)[page]
    day = np.minimum(_days(rng, VIEWS), LAST)
    return batch("page_view", day, any_seconds(rng, VIEWS), by="unknown", asset=visitor, url=url, seconds=41.0)
