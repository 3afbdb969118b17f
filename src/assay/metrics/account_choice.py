"""Accounts for a target list: those that meet criteria on their fields, in the order of their likeness to customers.

Criteria are written as those of the ideal customer profile: `industry = 'Steel' | 'Software'`, `employees >= 200`. An
account whose field is not known does not meet a criterion, and how many these are is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from assay.engine.literals import quoted
from assay.errors import UsageError, did_you_mean
from assay.facts.schema import FACTS
from assay.metrics.answers import Run, attributes_of
from assay.metrics.bands import band
from assay.metrics.dimension_names import ACCOUNT_COLUMNS
from assay.metrics.list_rows import list_rows
from assay.metrics.scope import Filter
from assay.metrics.shape import alternatives
from assay.metrics.values import comparison_of, is_number, number_of, text_of
from assay.stats.likeness import Trait, Traits, scores_of, traits_of

Record = dict[str, Any]
FIELDS = ("industry", "country", "size", "revenue")
"""What accounts are likened by; `size` and `revenue` are bands. A region is made of countries: it would count them twice."""
SIZES = (10, 50, 200, 1_000, 5_000)
REVENUES = (1_000_000, 10_000_000, 100_000_000, 1_000_000_000)


@dataclass(frozen=True)
class Candidate:
    """An account that meets all criteria. `score` says how much it is like customers; `lists` it is on today."""

    account_id: str
    name: str
    domain: str | None
    industry: str | None
    country: str | None
    employees: int | None
    owner: str | None
    is_customer: bool
    lists: tuple[str, ...]
    score: float | None


@dataclass(frozen=True)
class Met:
    """How many accounts meet a criterion by itself, and of how many its field is not known."""

    criterion: str
    accounts: int
    unknown: int


@dataclass(frozen=True)
class AccountChoice:
    """`of` accounts were looked at (excluded ones are none); `traits` are there where likeness was asked for.

    `unknown` are lines of `among` that name no account, or several.
    """

    of: int
    customers: int
    met: tuple[Met, ...]
    candidates: tuple[Candidate, ...]
    traits: tuple[Trait, ...] = ()
    unknown: tuple[str, ...] = ()

    def to_json(self) -> Record:
        return {
            "of": self.of,
            "customers": self.customers,
            "criteria": [asdict(one) for one in self.met],
            "accounts": [{**asdict(one), "lists": list(one.lists)} for one in self.candidates],
            "traits": [{**asdict(one), "value": str(one.value)} for one in self.traits],
            "unknown": list(self.unknown),
        }


def choose_accounts(
    run: Run,
    criteria: Sequence[str] = (),
    *,
    like_customers: bool = False,
    customers_too: bool = False,
    listed_too: bool = True,
    among: Sequence[str] = (),
    most: int | None = None,
) -> AccountChoice:
    """Accounts that meet all criteria; with `like_customers` those most like customers first, else by name.

    Customers of today are left out unless asked for, accounts on a list only when asked. `among` are lines that name
    accounts by id, name or website: no others are chosen then, and customers that are named are. Raises UsageError for a
    criterion that cannot be read and a field that accounts do not have.
    """
    cursor = run.cursor()
    judged = [_condition(text, attributes_of(cursor, "accounts")) for text in criteria]
    rows = _accounts(cursor, run, judged)
    customers = [bool(row["is_customer"]) for row in rows]
    known = [_traits(row, run.settings.currency) for row in rows]
    traits = traits_of(known, customers, FIELDS) if like_customers else ()
    scores: Iterable[float | None] = scores_of(known, traits) if traits else [None] * len(rows)
    lists = _lists_today(cursor, run)
    named, unknown = _named(rows, among)
    candidates = [_candidate(row, score, lists) for row, score in zip(rows, scores, strict=True) if _meets(row, judged)]
    chosen = [
        one
        for one in candidates
        if (customers_too or among or not one.is_customer)
        and (listed_too or not one.lists)
        and (not among or one.account_id in named)
    ]
    chosen.sort(key=lambda one: (-(one.score or 0.0), one.name.casefold(), one.account_id))
    met = tuple(_met(rows, place, text) for place, text in enumerate(criteria))
    return AccountChoice(len(rows), sum(customers), met, tuple(chosen[:most]), traits, unknown)


def _named(rows: Sequence[Record], lines: Sequence[str]) -> tuple[frozenset[str], tuple[str, ...]]:
    """Accounts that lines name by id, else by name or website; and the lines that name none, or several."""
    ids = {row["account_id"] for row in rows}
    by_word: dict[str, set[str]] = {}
    for row in rows:
        for word in filter(None, (row["name"], row["domain"])):
            by_word.setdefault(_word(word), set()).add(row["account_id"])
    ids_of = {
        line: {line} if line in ids else by_word.get(_word(line), set()) for line in map(str.strip, lines) if line
    }
    unknown = tuple(line for line, accounts in ids_of.items() if len(accounts) != 1)
    return frozenset().union(*(accounts for accounts in ids_of.values() if len(accounts) == 1)), unknown


def _word(text: str) -> str:
    """A name or a website as they are compared.

    >>> _word("https://www.Acme.com/about"), _word(" ACME  Inc")
    ('acme.com', 'acme inc')
    """
    plain = " ".join(text.casefold().split())
    return plain.removeprefix("https://").removeprefix("http://").removeprefix("www.").partition("/")[0]


def criteria_of(fields: Mapping[str, Sequence[str]], least: Mapping[str, str], most: Mapping[str, str]) -> list[str]:
    """Criteria as they are written: one of several values, and numbers from and up to.

    >>> criteria_of({"industry": ["Steel", "O'Neil"]}, {"employees": "200"}, {"employees": ""})
    ["industry = 'Steel' | 'O''Neil'", 'employees >= 200']
    """
    said = [f"{name} = {' | '.join(map(_as_text, values))}" for name, values in fields.items() if values]
    said += [f"{name} >= {value}" for name, value in least.items() if value]
    return said + [f"{name} <= {value}" for name, value in most.items() if value]


def _as_text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"


def choices_of(run: Run) -> dict[str, tuple[tuple[str, str], ...]]:
    """Values that accounts have, by field: value and title, with how many accounts have it."""
    cursor = run.cursor()
    owner = "coalesce((SELECT any_value(name) FROM users WHERE user_id = owner_id), owner_id)"
    titles = {"industry": "industry", "country": "country", "region": "region", "owner": owner}
    choices = {}
    for field, title in titles.items():
        column = quoted(ACCOUNT_COLUMNS[field])
        sql = (
            f"SELECT {column}, any_value({title}) || ' (' || count(*) || ')' FROM accounts "
            f"WHERE NOT is_excluded AND {column} IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 300"
        )
        choices[field] = tuple((str(value), str(told)) for value, told in cursor.execute(sql).fetchall())
    return choices


def _condition(text: str, attributes: Sequence[str]) -> tuple[str, list[Filter]]:
    parts = alternatives(text)
    known = (*ACCOUNT_COLUMNS, *attributes)
    for one in parts:
        if one.dimension not in known:
            hint = did_you_mean(one.dimension, known) or f"They have: {', '.join(known)}."
            raise UsageError(f"Accounts have no field {one.dimension!r}.", hint=hint)
    return ACCOUNT_COLUMNS.get(parts[0].dimension, parts[0].dimension), parts


def _accounts(cursor: Any, run: Run, judged: Sequence[tuple[str, list[Filter]]]) -> list[Record]:
    """Accounts with their fields, whether they are customers today, and of each criterion: met, or null where not known."""
    values: list[Any] = []
    columns = [f"{_holds(column, parts, values)} AS met_{place}" for place, (column, parts) in enumerate(judged)]
    owner = "(SELECT any_value(u.name) FROM users AS u WHERE u.user_id = a.owner_id)"
    sql = f"""
        SELECT a.account_id, coalesce(a.name, a.account_id) AS name, a.domain, a.industry, a.country, a.region, a.employees,
               a.annual_revenue, a.currency, coalesce({owner}, a.owner_id) AS owner,
               a.account_id IN (
                   SELECT account_id FROM customer_spells WHERE unit = 'account'
                   AND starts_on <= ? AND ends_on > ? AND known_from <= ? AND known_to > ?
               ) AS is_customer{"".join(f", {column}" for column in columns)}
        FROM accounts AS a WHERE NOT a.is_excluded ORDER BY a.account_id
    """
    result = cursor.execute(sql, [*[run.today] * 4, *values])
    names = [column[0] for column in result.description]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def _holds(column: str, parts: Sequence[Filter], values: list[Any]) -> str:
    numeric = is_number(FACTS["accounts"].get(column, "string"))
    said = []
    for one in parts:
        if one.value is None:
            said.append(f"coalesce(a.{quoted(column)} {comparison_of(one)}, false)")
            continue
        values.append(number_of(one) if numeric else text_of(one))
        said.append(f"a.{quoted(column)} {one.comparison} ?")
    return f"({' OR '.join(said)})"


def _meets(row: Record, judged: Sequence[Any]) -> bool:
    return all(row[f"met_{place}"] for place in range(len(judged)))


def _met(rows: Sequence[Record], place: int, text: str) -> Met:
    told = [row[f"met_{place}"] for row in rows]
    return Met(text, sum(1 for one in told if one), sum(1 for one in told if one is None))


def _candidate(row: Record, score: float | None, lists: Mapping[str, tuple[str, ...]]) -> Candidate:
    own = ("account_id", "name", "domain", "industry", "country", "employees", "owner", "is_customer")
    told: dict[str, Any] = {name: row[name] for name in own}
    return Candidate(**told, lists=lists.get(row["account_id"], ()), score=score)


def _lists_today(cursor: Any, run: Run) -> dict[str, tuple[str, ...]]:
    by_account: dict[str, dict[str, None]] = {}
    for row in list_rows(cursor):
        if row["ends_on"] > run.today:
            by_account.setdefault(row["account_id"], {})[row["list"]] = None
    return {account: tuple(names) for account, names in by_account.items()}


def _traits(row: Record, currency: str) -> Traits:
    """What likens an account; revenue in another currency than the company's is not known."""
    own_money = row["annual_revenue"] if row["currency"] in (None, currency) else None
    return {
        "industry": row["industry"],
        "country": row["country"],
        "size": band(row["employees"], SIZES),
        "revenue": band(own_money, REVENUES),
    }


__all__ = ["AccountChoice", "Candidate", "Met", "choices_of", "choose_accounts", "criteria_of"]
