"""A made-up company of any size as canonical Parquet files: the same rows for the same size, whenever it is written.

50 k accounts, 20 k of them targets, 800 k people, 60 k deals with their history, and as many touches as asked for in
36 months. Few accounts and people have most of the touches; page views come in visits of four.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb

ACCOUNTS, TARGETS, PEOPLE, DEALS, VISITORS = 50_000, 20_000, 800_000, 60_000, 600_000
START, MONTHS = date(2023, 10, 1), 36
LAST_DAY, LATE_MONTH = date(2026, 9, 30), date(2025, 3, 1)
"""The last day and one month stand in files of their own, to be loaded after the rest."""

KINDS = {
    "ad_impression": 28,
    "ad_click": 2,
    "email_sent": 28,
    "email_opened": 14,
    "email_clicked": 3,
    "mail_out": 5,
    "mail_in": 2,
    "call": 4,
    "meeting_held": 1,
    "content_viewed": 5,
    "form_submitted": 2,
    "download": 2,
    "event_attended": 1,
    "chat": 1,
    "campaign_response": 2,
}
"""What the touches outside visits to the website are, in per cent."""

_MACROS = """
CREATE MACRO chance(n, salt) AS (hash(n * 1000003 + salt) >> 11) / 9007199254740992.0;
CREATE MACRO pick(n, salt, size, skew) AS CAST(floor(size * power(chance(n, salt), skew)) AS BIGINT);
CREATE MACRO account(n) AS '001A0' || lpad(CAST(n AS VARCHAR), 13, '0');
CREATE MACRO person(n) AS '003P0' || lpad(CAST(n AS VARCHAR), 13, '0');
CREATE MACRO deal(n) AS '006D0' || lpad(CAST(n AS VARCHAR), 13, '0');
CREATE MACRO domain_of(n) AS 'company' || n || '.example';
CREATE MACRO mail_of(n, account) AS CASE WHEN n % 10 = 0 THEN 'p' || n || '@gmail.com'
  ELSE 'first.last' || n || '@' || domain_of(account) END;
CREATE MACRO address_of(account) AS '10.' || (account // 250) % 250 || '.' || account % 250 || '.';
CREATE MACRO moment(n, salt) AS TIMESTAMP '2023-10-01' + to_seconds(CAST(chance(n, salt) * 94608000 AS BIGINT));
"""


@dataclass(frozen=True)
class Files:
    """Folders to be loaded one after the other: what there is at first, one late month, one new day."""

    base: Path
    late: Path
    day: Path


def write(folder: Path, touches: int) -> Files:
    """Write the files, unless they are there already."""
    files = Files(folder / "base", folder / "late", folder / "day")
    done = folder / "written"
    if done.exists():
        return files
    with duckdb.connect() as connection:
        connection.execute("SET memory_limit = '3GB'; SET preserve_insertion_order = true")
        connection.execute(_MACROS)
        connection.execute(f"CREATE TABLE home AS SELECT n, pick(n, 1, {ACCOUNTS}, 1.6) AS a FROM range({PEOPLE}) r(n)")
        for part in (files.base, files.late, files.day):
            (part / "touches").mkdir(parents=True, exist_ok=True)
        for name, select in _tables().items():
            _copy(connection, select, files.base / f"{name}.parquet")
        for month, first, number in _months(touches):
            target = files.late if month == LATE_MONTH else files.base
            rows = _touches(month, first, number)
            last = f"occurred_at >= TIMESTAMP '{LAST_DAY}'"
            _copy(connection, f"FROM ({rows}) WHERE NOT ({last})", target / "touches" / f"{month:%Y-%m}.parquet")
            if (month.year, month.month) == (LAST_DAY.year, LAST_DAY.month):
                _copy(connection, f"FROM ({rows}) WHERE {last}", files.day / "touches" / f"{LAST_DAY}.parquet")
    done.touch()
    return files


def _copy(connection: duckdb.DuckDBPyConnection, select: str, path: Path) -> None:
    connection.execute(f"COPY ({select}) TO '{path}' (FORMAT parquet)")


def _months(touches: int) -> Iterator[tuple[date, int, int]]:
    """Each month with the number of its first touch and how many it has: two and a half times as many at the end."""
    shares = [0.57 + 0.86 * n / (MONTHS - 1) for n in range(MONTHS)]
    first = 0
    for n, share in enumerate(shares):
        number = touches - first if n == MONTHS - 1 else round(touches * share / sum(shares) / 4) * 4
        place = START.month - 1 + n
        yield date(START.year + place // 12, place % 12 + 1, 1), first, number
        first += number


def _touches(month: date, first: int, number: int) -> str:
    """Touches `first` and on, sorted by time. Four in a row have one person; four in ten of those rows are a visit."""
    others = _chosen("chance(i, 3) * 100", KINDS)
    pages = "['/', '/pricing', '/product/' || i % 40, '/blog/' || i % 300, '/demo', '/customers/' || i % 90]"
    return f"""
WITH numbered AS (
  SELECT {first} + n AS i, ({first} + n) // 4 AS b FROM range({number}) r(n)
), drawn AS (
  SELECT i, b, chance(b, 5) < 0.4 AS is_visit, pick(b, 6, {PEOPLE}, 2.2) AS p, chance(b, 7) AS known,
    TIMESTAMP '{month}' + to_seconds(CAST(chance(b, 8) * 86400 * day(last_day(DATE '{month}')) AS BIGINT) + i % 4 * 75)
      AS occurred_at FROM numbered
), placed AS (
  SELECT drawn.*, a, CASE WHEN is_visit THEN 'page_view' ELSE {others} END AS kind FROM drawn JOIN home ON home.n = p
)
SELECT 't' || lpad(CAST(i AS VARCHAR), 11, '0') AS touch_id, occurred_at, kind,
  CASE WHEN known < 0.55 OR (kind = 'ad_impression' AND known < 0.9) THEN account(a) END AS account_id,
  CASE WHEN NOT is_visit AND kind NOT IN ('ad_impression', 'ad_click') AND known > 0.1 AND known < 0.8 THEN person(p) END
    AS person_id,
  CASE WHEN is_visit THEN 'v' || (p * 31) % {VISITORS * 2} END AS visitor_id,
  CASE WHEN NOT is_visit AND known >= 0.8 AND known < 0.92 THEN mail_of(p, a) END AS email,
  CASE WHEN NOT is_visit AND known >= 0.92 AND known < 0.97 THEN domain_of(a) END AS domain,
  CASE WHEN is_visit OR known >= 0.97 THEN address_of(a) || p % 250 END AS ip,
  CASE WHEN is_visit THEN 's' || b END AS session_id,
  CASE WHEN chance(b, 9) < 0.5 THEN 'c' || pick(b, 10, 200, 1.5) END AS campaign_id,
  CASE WHEN kind IN ('content_viewed', 'download', 'email_sent', 'email_opened', 'email_clicked')
    THEN 'asset' || pick(i, 11, 400, 1.5) END AS asset_id,
  CASE WHEN is_visit THEN 'https://www.seller.example' || {pages}[1 + pick(i, 12, 6, 1)] END AS url,
  CASE WHEN is_visit OR kind IN ('call', 'meeting_held', 'content_viewed', 'event_attended', 'chat')
    THEN CAST(5 + pick(i, 13, 600, 2) AS DOUBLE) END AS seconds,
  CASE WHEN kind IN ('call', 'meeting_held', 'mail_in', 'mail_out') THEN 'u' || pick(b, 14, 200, 1) END AS user_id,
  CASE WHEN kind = 'call' THEN CASE WHEN chance(i, 15) < 0.4 THEN 'connected' ELSE 'no answer' END END AS outcome
FROM placed ORDER BY occurred_at, i"""


def _chosen(draw: str, shares: dict[str, int]) -> str:
    """SQL that chooses a name by a number from 0 to 100."""
    parts, limit = [], 0
    for name, share in shares.items():
        limit += share
        parts.append(f"WHEN {draw} < {limit} THEN '{name}'")
    return f"CASE {' '.join(parts)} END"


def _tables() -> dict[str, str]:
    """Every canonical table but the touches, as a SELECT."""
    return {
        "accounts": f"""SELECT account(n) AS account_id, 'Company ' || n AS name, domain_of(n) AS domain,
  CASE WHEN n % 12 = 11 THEN account(n - 11) END AS parent_account_id, 'Industry ' || n % 30 AS industry,
  CAST(10 + pick(n, 20, 20000, 4) AS BIGINT) AS employees, ['DE', 'FR', 'US', 'ES', 'GB'][1 + n % 5] AS country,
  'u' || n % 200 AS owner_id, TIMESTAMP '2022-01-01' AS created_at,
  CASE WHEN n % 200 = 199 THEN account(n - 7) END AS merged_into_id, n % 500 = 3 AS is_excluded
  FROM range({ACCOUNTS}) r(n)""",
        "account_domains": f"""SELECT account(n) AS account_id, 'alias' || n || '.example' AS domain
  FROM range(0, {ACCOUNTS}, 5) r(n)""",
        "users": """SELECT 'u' || n AS user_id, 'User ' || n AS name, ['sales', 'marketing', 'cs'][1 + n % 3] AS team
  FROM range(200) r(n)""",
        "people": """SELECT person(n) AS person_id, account(a) AS account_id, mail_of(n, a) AS email,
  CASE WHEN n % 3 = 0 THEN '+49 30 ' || n END AS phone, 'First' || n % 500 AS first_name, 'Last' || n % 3000 AS last_name,
  'Title ' || n % 90 AS job_title, ['c_level', 'vp', 'director', 'manager', 'staff', NULL][1 + n % 6] AS seniority,
  ['decision_maker', 'influencer', 'champion', 'user', NULL, NULL, NULL][1 + n % 7] AS buying_role,
  TIMESTAMP '2022-01-01' + to_days(CAST(n % 1500 AS INTEGER)) AS created_at,
  CASE WHEN n % 1000 = 7 THEN TIMESTAMP '2026-01-01' END AS objected_at,
  CASE WHEN n % 300 = 5 THEN person(n - 5) END AS merged_into_id FROM home""",
        "programmes": "SELECT 'programme' || n AS programme_id, 'Programme ' || n AS name FROM range(4) r(n)",
        "campaigns": """SELECT 'c' || n AS campaign_id, 'Campaign ' || n AS name, 'programme' || n % 4 AS programme_id
  FROM range(190) r(n)""",
        "list_memberships": f"""SELECT 'targets' AS list, account(n) AS account_id,
  DATE '2023-10-01' + CAST(n % 24 * 30 AS INTEGER) AS valid_from,
  CASE WHEN n < {TARGETS} THEN 'abm' ELSE 'control' END AS arm, CAST(1 + n % 3 AS VARCHAR) AS tier,
  'programme' || n % 4 AS programme_id FROM range({TARGETS + 10_000}) r(n)""",
        "visitors": f"""SELECT 'v' || n AS visitor_id, TIMESTAMP '2023-10-01' AS first_seen_at,
  CASE WHEN n % 3 > 0 THEN person(n) END AS person_id, ['granted', 'refused', 'unknown', 'granted'][1 + n % 4] AS consent
  FROM range({VISITORS}) r(n)""",
        "stages": _stages(),
        "opportunities": f"""SELECT deal(n) AS opportunity_id, account(pick(n, 30, {ACCOUNTS}, 1.6)) AS account_id,
  'Deal ' || n AS name, CAST(5000 + pick(n, 31, 200000, 3) AS DECIMAL(24, 8)) AS amount, 'EUR' AS currency,
  moment(n, 32) AS created_at, CASE WHEN n % 4 < 3 THEN moment(n, 32) + to_days(CAST(20 + pick(n, 33, 200, 1) AS INTEGER))
  END AS closed_at, ['won', 'lost', 'lost', 'proposal'][1 + n % 4] AS stage, 'u' || n % 200 AS owner_id
  FROM range({DEALS}) r(n)""",
        "opportunity_stages": f"""SELECT deal(n) AS opportunity_id, s.name AS stage,
  moment(n, 32) + to_days(CAST(s.place * 6 + (s.place = 3)::INTEGER * pick(n, 33, 200, 1) AS INTEGER)) AS entered_at
  FROM range({DEALS}) r(n), (VALUES ('lead', 0), ('qualified', 1), ('proposal', 2)) s(name, place)""",
        "opportunity_people": f"""SELECT deal(n) AS opportunity_id, person((n * 13 + k) % {PEOPLE}) AS person_id, 'user' AS role
  FROM range({DEALS}) r(n), range(2) s(k)""",
        "contracts": """SELECT 'contract' || n AS contract_id, account(n * 3) AS account_id,
  DATE '2024-01-01' + CAST(n % 700 AS INTEGER) AS starts_on, DATE '2025-06-30' + CAST(n % 700 AS INTEGER) AS ends_on,
  CAST(12000 AS DECIMAL(24, 8)) AS annual_value, 'EUR' AS currency FROM range(8000) r(n)""",
        "costs": """SELECT 'cost' || n AS cost_id, DATE '2023-10-01' + CAST(n % 1090 AS INTEGER) AS incurred_on,
  CAST(100 + n % 900 AS DECIMAL(24, 8)) AS amount, 'EUR' AS currency, 'media' AS kind, 'c' || n % 190 AS campaign_id
  FROM range(5000) r(n)""",
        "survey_responses": f"""SELECT 'r' || n AS response_id, DATE '2024-01-01' + CAST(n % 900 AS INTEGER) AS answered_on,
  'nps' AS question, CAST(n % 11 AS DOUBLE) AS score, account(n % {ACCOUNTS}) AS account_id FROM range(20000) r(n)""",
        "intent_signals": """SELECT 'provider' AS provider, DATE '2023-10-02' + CAST(n % 150 * 7 AS INTEGER) AS week,
  'topic' || n // 150 % 20 AS topic, CAST(n % 100 AS DOUBLE) AS score, account(n // 3000) AS account_id
  FROM range(300000) r(n)""",
        "ip_ranges": """SELECT address_of(n * 4) || '0/24' AS cidr, account(n * 4) AS account_id FROM range(5000) r(n)""",
    }


def _stages() -> str:
    return """SELECT * FROM (VALUES ('lead', 1.0, 'open', false), ('qualified', 2.0, 'open', true),
  ('proposal', 3.0, 'open', true), ('won', 4.0, 'won', false), ('lost', 5.0, 'lost', false))
  AS s(stage, position, status, is_qualified)"""
