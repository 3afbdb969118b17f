"""List rows as a cursor holds them, for what asks them by SQL: rows of excluded accounts are none (rule 2).

`metrics/membership.py` makes the days in scope of them. Who asks `memberships` elsewhere forgets one of the two rules
sooner or later, so no other module above the facts does; `tests/test_architecture.py` says so.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from assay.languages import translator

COLUMNS = ("list", "account_id", "parent_id", "arm", "tier", "tier_order", "programme_id", "starts_on", "ends_on")
LIVE = "(SELECT * FROM memberships WHERE account_id NOT IN (SELECT account_id FROM accounts WHERE is_excluded)) AS live"
Row = dict[str, Any]
SHOWN = 4


def has_lists(cursor: Any) -> bool:
    """Whether any list is loaded at all, be its accounts in scope or not."""
    return bool(cursor.execute("SELECT 1 FROM memberships LIMIT 1").fetchone())


def lists_with(cursor: Any, accounts: Sequence[str]) -> list[tuple[str, int]]:
    """The lists that any of these accounts is or was on, with how many of them."""
    rows = cursor.execute(
        "SELECT list, count(DISTINCT account_id) FROM memberships WHERE account_id IN (SELECT unnest(?)) GROUP BY 1 ORDER BY 1",
        [list(accounts)],
    ).fetchall()
    return [(str(name), int(number)) for name, number in rows]


def no_lists(language: str = "en") -> str:
    """What is said where accounts on lists are asked for and no list is loaded."""
    return translator(language).gettext(
        "No list is loaded, so no account is a target; choose all accounts for the whole company."
    )


def arms_of(cursor: Any) -> frozenset[str]:
    """The arms that list rows name."""
    return frozenset(arm for (arm,) in cursor.execute(f"SELECT DISTINCT arm FROM {LIVE}").fetchall())


def names_on_lists(cursor: Any, column: str) -> tuple[str, ...]:
    """The lists (`list`), tiers (`tier`) or programmes (`programme_id`) that list rows name, in order."""
    sql = f"SELECT DISTINCT {column} FROM memberships WHERE {column} IS NOT NULL ORDER BY 1"
    return tuple(name for (name,) in cursor.execute(sql).fetchall())


def list_rows(cursor: Any, **wanted: Sequence[str]) -> list[Row]:
    """Rows whose columns have one of the wanted values, in `COLUMNS`; an empty choice chooses all.

    `list_rows(cursor, arm=("abm",), list=scope.lists)`
    """
    conditions, values = _conditions(wanted)
    sql = f"SELECT {', '.join(COLUMNS)} FROM {LIVE}{conditions} ORDER BY ALL"
    return [dict(zip(COLUMNS, row, strict=True)) for row in cursor.execute(sql, values).fetchall()]


def first_days(cursor: Any, **wanted: Sequence[str]) -> tuple[date, ...]:
    """The days on which such rows begin, in order."""
    conditions, values = _conditions(wanted)
    sql = f"SELECT DISTINCT starts_on FROM {LIVE}{conditions} ORDER BY 1"
    return tuple(day for (day,) in cursor.execute(sql, values).fetchall())


def ever_treated(cursor: Any, until: date, *, roll_up: bool = False) -> dict[tuple[str, str], date]:
    """Accounts that were on an `abm` list on a day up to this one, with each such list, and since when."""
    unit = "parent_id" if roll_up else "account_id"
    sql = f"SELECT {unit}, list, min(starts_on) FROM {LIVE} WHERE arm = 'abm' AND starts_on <= ? GROUP BY ALL"
    return {(account, name): since for account, name, since in cursor.execute(sql, [until]).fetchall()}


def excluded_on_lists(cursor: Any, **wanted: Sequence[str]) -> dict[str, int]:
    """By arm, how many accounts of such list rows are excluded (partners, competitors, the own company) and so on no list."""
    conditions, values = _conditions(wanted)
    sql = f"""
        SELECT arm, count(DISTINCT account_id) FROM (SELECT * FROM memberships
        WHERE account_id IN (SELECT account_id FROM accounts WHERE is_excluded)){conditions} GROUP BY 1
    """
    return dict(cursor.execute(sql, values).fetchall())


def held_back(cursor: Any, day: date) -> frozenset[str]:
    """Accounts that a list keeps out of the programme on a day, to compare with (control and holdout), and companies
    below them.
    """
    rows = list_rows(cursor, arm=("control", "holdout"))
    return with_companies_below(cursor, {row["account_id"] for row in rows if row["starts_on"] <= day < row["ends_on"]})


def with_companies_below(cursor: Any, accounts: Collection[str]) -> frozenset[str]:
    """These accounts, and their subsidiaries and those of them, as rows and decisions on who is who tell them."""
    if not accounts:
        return frozenset()
    return frozenset(account for (account,) in cursor.execute(_BELOW, [sorted(accounts)]).fetchall())


def unlisted_family(cursor: Any, **wanted: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Id and name of companies that such a list names by their family alone: a roll-up takes them in.

    Their ultimate parent, or another of its companies, has such a row; they have none. Excluded ones are never taken in.
    """
    conditions, values = _conditions(wanted)
    sql = f"""
        SELECT account_id, name FROM accounts
        WHERE NOT is_excluded AND parent_id IN (SELECT parent_id FROM {LIVE}{conditions})
          AND account_id NOT IN (SELECT account_id FROM {LIVE}{conditions})
        ORDER BY name, account_id
    """
    return tuple(cursor.execute(sql, [*values, *values]).fetchall())


def family_note(family: Sequence[tuple[str, str]], language: str) -> str:
    """What a roll-up says of the companies it takes in: how many, and the first of them by name."""
    names = ", ".join(name or account for account, name in family[:SHOWN]) + (", …" if len(family) > SHOWN else "")
    text = translator(language).ngettext(
        "Rolled up: %(n)d company that is on no list itself counts with its family (%(names)s).",
        "Rolled up: %(n)d companies that are on no list themselves count with their families (%(names)s).",
        len(family),
    )
    return text % {"n": len(family), "names": names}


def moved_to(cursor: Any, starts_on: date, ends_on: date) -> Any:
    """The `abm` rows as an Arrow table in the columns of the fact, as if they had all held on these days."""
    sql = f"SELECT * REPLACE (?::DATE AS starts_on, ?::DATE AS ends_on) FROM {LIVE} WHERE arm = 'abm'"
    return cursor.execute(sql, [starts_on, ends_on]).to_arrow_table()


def lists_on(cursor: Any, as_of: date, wanted: Mapping[str, Sequence[Any]] | None = None) -> list[Row]:
    """A line per list, arm and programme: accounts on it that day and ever until then, its tiers, first and last day."""
    conditions, values = _conditions(wanted or {}, "starts_on <= ?")
    sql = f"""
        SELECT list, arm, programme_id AS programme,
               count(DISTINCT CASE WHEN ends_on > ? THEN account_id END) AS accounts,
               count(DISTINCT account_id) AS ever,
               list(DISTINCT tier ORDER BY tier) FILTER (WHERE tier IS NOT NULL) AS tiers,
               min(starts_on) AS first_day,
               CASE WHEN max(ends_on) < DATE '9999-12-31' THEN max(ends_on) - 1 END AS last_day
        FROM {LIVE}{conditions} GROUP BY ALL ORDER BY list, arm, programme
    """
    return _records(cursor.execute(sql, [as_of, as_of, *values]))


def joined_and_left(cursor: Any, as_of: date) -> list[Row]:
    """How many accounts came on a list and left it, by month, the last first."""
    sql = f"""
        WITH events AS (
            SELECT list, arm, date_trunc('month', starts_on)::DATE AS month, 1 AS joined, 0 AS gone
            FROM {LIVE} WHERE starts_on <= $1
            UNION ALL
            SELECT list, arm, date_trunc('month', ends_on)::DATE, 0, 1 FROM {LIVE} WHERE ends_on <= $1
        )
        SELECT list, arm, month, sum(joined)::BIGINT AS joined, sum(gone)::BIGINT AS gone
        FROM events GROUP BY ALL ORDER BY month DESC, list, arm
    """
    return _records(cursor.execute(sql, [as_of]))


def _conditions(wanted: Mapping[str, Sequence[Any]], *first: str) -> tuple[str, list[Any]]:
    chosen = {name: values for name, values in wanted.items() if values}
    parts = [*first, *(f"{name} IN ({', '.join('?' * len(values))})" for name, values in chosen.items())]
    return f" WHERE {' AND '.join(parts)}" if parts else "", [one for values in chosen.values() for one in values]


def _records(result: Any) -> list[Row]:
    names = [column[0] for column in result.description]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def held_back_from_ads(cursor: Any, as_of: date | None) -> frozenset[str]:
    """Accounts in arm control or holdout of any list, on this day or later, companies below them, and every account of
    the same website as one of these.

    Who is excluded from figures is held back all the same.
    """
    rows = cursor.execute(_ON_SUCH_A_LIST, [as_of]).fetchall()
    held = with_companies_below(cursor, [account for (account,) in rows])
    same = cursor.execute(_SAME_WEBSITE, [sorted(held)]).fetchall() if held else []
    return held | {account for (account,) in same}


_ON_SUCH_A_LIST = """
SELECT DISTINCT account_id FROM memberships
WHERE arm IN ('control', 'holdout') AND ends_on > coalesce($1, DATE '0001-01-01')
"""
_SAME_WEBSITE = """
SELECT account_id FROM accounts WHERE domain IN (SELECT domain FROM accounts WHERE list_contains($1, account_id))
"""
_BELOW = """
WITH RECURSIVE said AS (
  SELECT account_id AS child, parent_account_id AS parent FROM model.accounts WHERE parent_account_id IS NOT NULL
  UNION
  SELECT other_id, account_id FROM lookup.account_links WHERE state = 'parent'),
edges AS (
  SELECT child.survivor_id AS child, parent.survivor_id AS parent FROM said
  JOIN lookup.accounts AS child ON child.account_id = said.child
  JOIN lookup.accounts AS parent ON parent.account_id = said.parent),
below(account_id) AS (
  SELECT unnest($1)
  UNION
  SELECT edges.child FROM edges JOIN below ON edges.parent = below.account_id)
SELECT account_id FROM below
"""
