"""Surges: accounts of a scope with far more different users in the last three full weeks than they usually have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

import ibis
import numpy as np

from assay.engine.tables import Table, union
from assay.errors import DataError, UsageError
from assay.languages import translator
from assay.languages.formats import day, number
from assay.metrics.answers import Run
from assay.metrics.context import Context, left_joined
from assay.metrics.deals import counted_touches
from assay.metrics.dimensions import chosen
from assay.metrics.membership import everybody
from assay.metrics.periods import period_start
from assay.metrics.populations import population
from assay.metrics.scope import Scope
from assay.metrics.signals import week_number
from assay.settings.whole import WEEKDAYS
from assay.stats.surge import FALSE_DISCOVERY, FEWEST, WINDOW, Bools, Ints, Surges, surges
from assay.views.question import Question, Record, question

WEEKS = 30


@dataclass(frozen=True)
class Week:
    """A week by its first day, and how many different users the account had in it."""

    starts_on: date
    users: int


@dataclass(frozen=True)
class Candidate:
    """An account: `observed` sums the users of each week in the window, `users` are the different ones among them.

    `expected` is its usual, times the season; `q_value` is corrected for the number of accounts judged. `sentence` says
    it in words.
    """

    account_id: str
    name: str | None
    owner: str | None
    tier: str | None
    users: int
    observed: int
    expected: float
    ratio: float | None
    p_value: float
    q_value: float
    evidence: float
    alert: bool
    weeks: tuple[Week, ...]
    sentence: str


@dataclass(frozen=True)
class SurgeAnswer:
    """`ranked` accounts by evidence, the strongest first; `judged` of `accounts` in scope were known for long enough.

    `pool` accounts say what is usual; `factors` are the weeks' common ups and downs.
    """

    heading: Record
    first_week: date
    last_week: date
    accounts: int
    judged: int
    pool: int
    false_discovery: float
    factors: tuple[float, ...]
    ranked: tuple[Candidate, ...]
    caveats: tuple[str, ...]

    @property
    def alerts(self) -> tuple[Candidate, ...]:
        return tuple(one for one in self.ranked if one.alert)

    def to_json(self) -> Record:
        plain = ("first_week", "last_week", "accounts", "judged", "pool", "false_discovery")
        said = {**self.heading, **{name: getattr(self, name) for name in plain}, "window_weeks": WINDOW}
        said |= {"factors": list(self.factors), "alerts": [asdict(one) for one in self.alerts]}
        return said | {"ranked": [asdict(one) for one in self.ranked], "caveats": list(self.caveats)}


def surge(
    run: Run,
    scope: Scope | None = None,
    *,
    limit: int | None = None,
    false_discovery: float = FALSE_DISCOVERY,
    language: str | None = None,
) -> SurgeAnswer:
    """Accounts of the scope on the as-of day, ranked by how unusual their last `WINDOW` full weeks are.

    A user is a known person or else a visitor with an engaging touch; touches with neither are one user a week. Without
    `limit` only alerts are ranked, with it the first so many accounts. Raises DataError for fewer than `WINDOW` +
    `FEWEST` full weeks of data, UsageError for a false discovery rate that is none.
    """
    if not 0 < false_discovery < 1:
        raise UsageError(f"--false-discovery is {false_discovery:g}; it must lie between 0 and 1.")
    asked, language = question(run, scope), language or run.settings.language
    weeks = _weeks(asked)
    members = {row["account_id"]: row for row in asked.rows(members_of)}
    seen = _seen(asked, weeks, members)
    groups = industries(asked.cursor, seen.accounts)
    surging = surges(seen.users, judged=seen.judged, since=seen.since, false_discovery=false_discovery, groups=groups)
    order = [place for place in np.argsort(-surging.evidence, kind="stable") if seen.judged[place]]
    kept = [place for place in order if surging.alert[place]] if limit is None else order[:limit]
    judged = int(seen.judged.sum())
    return SurgeAnswer(
        asked.heading(),
        weeks[-WINDOW],
        weeks[-1],
        len(members),
        judged,
        len(seen.accounts),
        false_discovery,
        tuple(float(one) for one in surging.factors),
        tuple(_candidates(kept, surging, seen, weeks, members, language)),
        tuple(_caveats(len(members), judged, false_discovery, language)),
    )


def members_of(context: Context) -> Table:
    """Accounts in scope on the as-of day."""
    rows = chosen(context, population(context, "target"))
    accounts = context.fact("accounts").select("account_id", "name", "owner_id")
    users = context.fact("users").select("user_id", owner="name")
    named = left_joined(rows, accounts, "account_id")
    named = left_joined(named, users, [named.owner_id == users.user_id])
    return named.select("account_id", "name", "tier", owner=ibis.coalesce(named.owner, named.owner_id))


def weekly_users(context: Context) -> Table:
    """account_id, week, users: different users with an engaging touch in the weeks numbered from `first` to `last`."""
    near = _in_weeks(context, _engaging(context))
    return near.group_by("account_id", "week").aggregate(users=near.user.nunique())


def window_users(context: Context) -> Table:
    """account_id, users: different users over all those weeks together."""
    near = _in_weeks(context, _engaging(context))
    return near.group_by("account_id").aggregate(users=near.user.nunique())


def _in_weeks(context: Context, touches: Table) -> Table:
    first, last = context.given("first", "int64"), context.given("last", "int64")
    return touches.filter(touches.week >= first, touches.week <= last)


def known_since(context: Context) -> Table:
    """account_id, week: of its creation, or of its first touch where that is earlier."""
    accounts = everybody(context)
    born = accounts.filter(accounts.created_on.notnull()).select("account_id", on=accounts.created_on)
    touches = counted_touches(context)
    first = touches.select("account_id", on=touches.occurred_on)
    both = union(born, first)
    return both.group_by("account_id").aggregate(week=week_number(context, both.on.min()))


def _engaging(context: Context) -> Table:
    touches = counted_touches(context)
    touches = touches.filter(touches.engages)
    # What names neither person nor visitor is one user a week at most: a hundred hits are no crowd.
    user = ibis.coalesce("p" + touches.person_id, "v" + touches.visitor_id, ibis.literal("nobody"))
    return touches.select("account_id", week=week_number(context, touches.occurred_on), user=user)


@dataclass(frozen=True)
class Seen:
    """Users (accounts, weeks) of every account, which say what is usual, and which of them are `judged`."""

    accounts: tuple[str, ...]
    users: Ints
    together: dict[str, int]
    judged: Bools
    since: Ints


def _weeks(asked: Question) -> tuple[date, ...]:
    """First days of the last full weeks up to the as-of day, as many as have data, at most `WEEKS`."""
    settings = asked.run.settings
    last = period_start(asked.timing.as_of + timedelta(days=1), "week", settings) - timedelta(days=7)
    (first,) = asked.cursor.execute("SELECT min(occurred_on) FROM touches WHERE counts AND engages").fetchone()
    if first is None:
        raise DataError(
            "There is no engaging touch to look for surges in.", hint="`assay doctor` tells what is missing."
        )
    # The first week with data may have begun before them.
    begin = max(period_start(first + timedelta(days=6), "week", settings), last - timedelta(weeks=WEEKS - 1))
    number_of = (last - begin).days // 7 + 1
    if number_of < WINDOW + FEWEST:
        raise DataError(
            f"There are {max(number_of, 0)} full weeks of touches up to {asked.timing.as_of}; a surge needs "
            f"{WINDOW} weeks and at least {FEWEST} before them.",
            hint="Load older touches, or ask again later.",
        )
    return tuple(begin + timedelta(weeks=place) for place in range(number_of))


def _seen(asked: Question, weeks: tuple[date, ...], members: dict[str, Record]) -> Seen:
    first, last = _numbered(asked, weeks[0]), _numbered(asked, weeks[-1])
    weekly = asked.rows(weekly_users, first=first, last=last)
    born = {row["account_id"]: row["week"] for row in asked.rows(known_since)}
    accounts = tuple(sorted(born.keys() | members.keys()))
    places = {name: place for place, name in enumerate(accounts)}
    users = np.zeros((len(accounts), len(weeks)), dtype=np.int64)
    for row in weekly:
        users[places[row["account_id"]], row["week"] - first] = row["users"]
    since = np.array([max(born.get(name, first) - first, 0) for name in accounts], dtype=np.int64)
    together = {row["account_id"]: row["users"] for row in asked.rows(window_users, first=last - WINDOW + 1, last=last)}
    judged = np.array([name in members for name in accounts], dtype=bool)
    return Seen(accounts, users, together, judged & (since <= len(weeks) - WINDOW - FEWEST), since)


def _numbered(asked: Question, week: date) -> int:
    """The number that `week_number` gives to the week that begins on this day."""
    first = date(1970, 1, 5) + timedelta(days=WEEKDAYS.index(asked.run.settings.week_starts_on))
    return (week - first).days // 7


def industries(cursor: Any, accounts: Sequence[str]) -> Ints:
    """A code for each account's industry: a trade fair brings visits to a whole industry, and is no surge of one account."""
    known = dict(cursor.execute("SELECT account_id, industry FROM accounts").fetchall())
    codes: dict[Any, int] = {}
    return np.array([codes.setdefault(known.get(one), len(codes)) for one in accounts], dtype=np.int64)


def unusual_visits(run: Run, end: date) -> frozenset[str] | None:
    """Accounts whose visits in the week before `end` are beyond chance: their own past, their industry, earlier weeks.

    None where too little is known to say: fewer than `LEAST_WEEKS` weeks or `LEAST_ACCOUNTS` accounts with visits.
    """
    begin = end - timedelta(weeks=WEEKS)
    rows = run.cursor().execute(_WEEKLY_VISITS, [begin, end]).fetchall()
    first = min((week for _, week, _ in rows), default=WEEKS)
    accounts = tuple(dict.fromkeys(account for account, _, _ in rows))
    if WEEKS - first < LEAST_WEEKS or len(accounts) < LEAST_ACCOUNTS:
        return None
    places = {account: place for place, account in enumerate(accounts)}
    visits = np.zeros((len(accounts), WEEKS - first), dtype=np.int64)
    for account, week, number_of in rows:
        visits[places[account], week - first] = number_of
    surging = surges(visits, window=1, groups=industries(run.cursor(), accounts))
    return frozenset(account for account, alert in zip(accounts, surging.alert, strict=True) if alert)


LEAST_WEEKS, LEAST_ACCOUNTS = 12, 30
_WEEKLY_VISITS = """
SELECT account_id, date_diff('day', $1::DATE, started_on) // 7 AS week, count(DISTINCT session_key) FROM sessions
WHERE started_on >= $1 AND started_on < $2 AND account_id IS NOT NULL GROUP BY ALL ORDER BY ALL
"""


def _candidates(
    places: list[int],
    surges: Surges,
    seen: Seen,
    weeks: tuple[date, ...],
    members: dict[str, Record],
    language: str,
) -> Iterator[Candidate]:
    for place in places:
        account = seen.accounts[place]
        about, expected = members[account], float(surges.expected[place])
        observed, users = int(surges.observed[place]), seen.together.get(account, 0)
        yield Candidate(
            account,
            about["name"],
            about["owner"],
            about["tier"],
            users,
            observed,
            expected,
            observed / expected if expected else None,
            float(surges.p_value[place]),
            float(surges.q_value[place]),
            float(surges.evidence[place]),
            bool(surges.alert[place]),
            tuple(Week(on, int(of)) for on, of in zip(weeks, seen.users[place], strict=True)),
            _sentence(users, observed, expected, weeks[-WINDOW], weeks[-1], language),
        )


def _sentence(users: int, observed: int, expected: float, first: date, last: date, language: str) -> str:
    words = translator(language)
    text = words.ngettext(
        "%(observed)s weekly user in the weeks from %(first)s to %(last)s, %(expected)s expected; different people: %(users)s",
        "%(observed)s weekly users in the weeks from %(first)s to %(last)s, %(expected)s expected; different people: %(users)s",
        observed,
    )
    return text % {
        "observed": number(observed, language, 0),
        "first": day(first, language),
        "last": day(last + timedelta(days=6), language),
        "expected": number(expected, language),
        "users": number(users, language, 0),
    }


def _caveats(accounts: int, judged: int, false_discovery: float, language: str) -> Iterator[str]:
    words = translator(language)
    share = number(100 * false_discovery, language)
    yield words.gettext(
        "A surge is unusual interest, not intent to buy and no effect of the programme. As long as weeks are like those before, at most %(share)s of a hundred alerts are expected to be chance; where interest lasts longer than it used to, it can be more."
    ) % {"share": share}
    yield words.gettext(
        "Counted are different users with an engaging touch, not visits: one person who reads a hundred pages is one user."
    )
    if accounts > judged:
        text = words.ngettext(
            "%(number)s account is not judged: it has been known for less than %(weeks)s weeks before the window.",
            "%(number)s accounts are not judged: they have been known for less than %(weeks)s weeks before the window.",
            accounts - judged,
        )
        yield text % {"number": number(accounts - judged, language, 0), "weeks": FEWEST}


__all__ = ["Candidate", "SurgeAnswer", "surge", "unusual_visits"]
