"""The same work as SQL by hand: what it costs without Assay, and what Assay must answer.

`landed` and `facts` are the floor of a load and of a full refresh: all that these must give, in plain SQL.

It is written for this company alone: it knows that each address has one owner and that no reference goes in a ring.
"""

from __future__ import annotations

from assay.contract.kinds import KINDS, Kind

PERSON_SECONDS = """CASE coalesce(seniority, 'unknown') WHEN 'c_level' THEN 2 WHEN 'vp' THEN 1.5 WHEN 'director' THEN 1.25
  WHEN 'manager' THEN 1 ELSE 0.5 END"""


def baseline(files: str) -> str:
    """F: what every other figure is a multiple of."""
    return f"SELECT account_id, count(*), sum(seconds) FROM read_parquet({files}) GROUP BY 1"


def account_days(base: str, files: str) -> str:
    """Engaging touches and weighted seconds per account and day, with the account found as rule 12 says."""
    return f"""
WITH accounts AS (
  SELECT a.account_id, coalesce(a.merged_into_id, a.account_id) AS account, s.is_excluded
  FROM '{base}/accounts.parquet' a JOIN '{base}/accounts.parquet' s
  ON s.account_id = coalesce(a.merged_into_id, a.account_id)
), people AS (
  SELECT p.person_id, lower(p.email) AS email, s.person_id AS person, a.account, s.seniority,
    max(p.objected_at IS NOT NULL) OVER (PARTITION BY s.person_id) AS objected
  FROM '{base}/people.parquet' p JOIN '{base}/people.parquet' s ON s.person_id = coalesce(p.merged_into_id, p.person_id)
  LEFT JOIN accounts a ON a.account_id = s.account_id
), visitors AS (
  SELECT visitor_id, p.account AS visitors_account,
    CASE WHEN consent = 'refused' THEN NULL ELSE person END AS person,
    p.account AS account, p.seniority, p.objected
  FROM '{base}/visitors.parquet' v LEFT JOIN people p USING (person_id)
), hosts AS (
  SELECT domain, any_value(account) AS account FROM (
    SELECT domain, account FROM '{base}/accounts.parquet' JOIN accounts USING (account_id)
    UNION SELECT domain, account FROM '{base}/account_domains.parquet' JOIN accounts USING (account_id))
  GROUP BY 1 HAVING count(*) = 1
), ranges AS (
  SELECT replace(cidr, '.0/24', '') AS net, account FROM '{base}/ip_ranges.parquet' JOIN accounts USING (account_id)
), few AS (
  SELECT account, count(*) FILTER (WHERE NOT objected AND person_id = person) AS active FROM people GROUP BY 1
), found AS (
  SELECT t.occurred_at, t.kind, t.outcome, t.seconds, g.account AS given,
    coalesce(p.person, e.person, v.person) AS person,
    CASE WHEN p.person IS NOT NULL THEN p.account WHEN e.person IS NOT NULL THEN e.account ELSE
      CASE WHEN v.person IS NOT NULL THEN v.account END END AS persons_account,
    CASE WHEN p.person IS NOT NULL THEN p.seniority WHEN e.person IS NOT NULL THEN e.seniority ELSE
      CASE WHEN v.person IS NOT NULL THEN v.seniority END END AS seniority,
    CASE WHEN p.person IS NOT NULL THEN p.objected WHEN e.person IS NOT NULL THEN e.objected ELSE
      v.person IS NOT NULL AND v.objected END AS objected,
    v.visitors_account, h.account AS by_mail, d.account AS by_domain, r.account AS by_address
  FROM read_parquet({files}) t
  LEFT JOIN accounts g ON g.account_id = t.account_id
  LEFT JOIN people p ON p.person_id = t.person_id
  LEFT JOIN people e ON e.email = lower(t.email)
  LEFT JOIN visitors v ON v.visitor_id = t.visitor_id
  LEFT JOIN hosts h ON h.domain = split_part(lower(t.email), '@', 2)
  LEFT JOIN hosts d ON d.domain = t.domain
  LEFT JOIN ranges r ON r.net = regexp_replace(t.ip, '[.][0-9]+$', '')
), placed AS (
  SELECT *, coalesce(given, persons_account, visitors_account, by_mail, by_domain, by_address) AS account_id FROM found
)
SELECT account_id, CAST(occurred_at AS DATE) AS day, count(*) AS engaging,
  sum({PERSON_SECONDS} * CASE
    WHEN kind IN ('page_view', 'content_viewed', 'chat') AND seconds IS NOT NULL THEN least(seconds, 1800)
    WHEN kind = 'call' AND seconds IS NOT NULL THEN least(seconds, 3600)
    WHEN kind IN ('meeting_held', 'event_attended') AND seconds IS NOT NULL THEN least(seconds, 7200)
    WHEN kind IN ('page_view', 'ad_click', 'email_clicked', 'mail_in') THEN 60 WHEN kind IN ('form_submitted', 'campaign_response')
    THEN 120 WHEN kind = 'download' THEN 300 ELSE 0 END) AS weighted_seconds
FROM placed JOIN accounts own USING (account_id) LEFT JOIN few ON few.account = placed.account_id
WHERE NOT own.is_excluded AND NOT (coalesce(objected, false) AND coalesce(few.active, 0) < 3)
  AND (kind IN ('page_view', 'content_viewed', 'chat', 'meeting_held', 'event_attended', 'ad_click', 'email_clicked',
    'form_submitted', 'campaign_response', 'download', 'mail_in') OR (kind = 'call' AND outcome = 'connected'))
GROUP BY ALL"""


TOUCH_TEXTS = ("channel", "direction", "team", "company", "provider", "confidence")
"""Columns of touches that this company's files do not have."""


def landed(base: str, target: str, tables: dict[str, tuple[str, ...]]) -> list[str]:
    """A load: every row typed and checked, with its file and line, bad ones apart, and no key twice.

    `tables` are the tables with those columns of their keys that the files have; `base` has their files, `target` is a folder.
    """
    steps = []
    for table, key in tables.items():
        files = f"{base}/touches/*.parquet" if table == "touches" else f"{base}/{table}.parquet"
        good = f"{key[0]} IS NOT NULL AND {key[0]} <> ''"
        lacking = ""
        if table == "touches":
            good += f" AND occurred_at IS NOT NULL AND kind IN ({KNOWN_KINDS}) AND coalesce(seconds, 0) >= 0"
            lacking = (
                "".join(f"CAST(NULL AS VARCHAR) AS {name}, " for name in TOUCH_TEXTS) + "NULL::DOUBLE AS quantity, "
            )
        read = f"read_parquet('{files}', filename = true, file_row_number = true)"
        rows = (
            f"SELECT * EXCLUDE (filename, file_row_number), {lacking}filename AS _file, file_row_number + 1 AS _line, "
            f"1 AS _batch, TIMESTAMP '2026-09-30' AS _landed_at, false AS _deleted FROM {read}"
        )
        steps += [
            f"COPY ({rows} WHERE {good}) TO '{target}/{table}.parquet' (FORMAT parquet, COMPRESSION lz4_raw)",
            f"COPY (FROM {read} WHERE NOT ({good})) TO '{target}/{table}.bad.parquet' (FORMAT parquet)",
            f"SELECT h FROM (SELECT hash({', '.join(key)}) AS h FROM '{target}/{table}.parquet') "
            "GROUP BY h HAVING count(*) > 1",
        ]
    return steps


KNOWN_KINDS = ", ".join(f"'{kind}'" for kind in KINDS)


def facts(landed: str, target: str) -> list[str]:
    """A full refresh: touches resolved and valued, sessions, account-days, person-days and the states of deals."""
    kinds = ", ".join(_kind(kind) for kind in KINDS.values())
    return [
        f"CREATE TABLE kinds AS FROM (VALUES {kinds}) "
        "k(kind, direction, channel, team, engages, engages_if, seconds, cap)",
        f"""CREATE TABLE accounts AS SELECT a.account_id, s.account_id AS account, s.is_excluded,
  coalesce(p.account_id, s.account_id) AS parent FROM '{landed}/accounts.parquet' a
  JOIN '{landed}/accounts.parquet' s ON s.account_id = coalesce(a.merged_into_id, a.account_id)
  LEFT JOIN '{landed}/accounts.parquet' o ON o.account_id = s.parent_account_id
  LEFT JOIN '{landed}/accounts.parquet' p ON p.account_id = coalesce(o.merged_into_id, o.account_id)""",
        f"""CREATE TABLE people AS SELECT p.person_id, lower(p.email) AS email, s.person_id AS person, a.account, s.seniority,
  max(p.objected_at IS NOT NULL) OVER (PARTITION BY s.person_id) AS objected
  FROM '{landed}/people.parquet' p JOIN '{landed}/people.parquet' s
  ON s.person_id = coalesce(p.merged_into_id, p.person_id) LEFT JOIN accounts a ON a.account_id = s.account_id""",
        f"""CREATE TABLE visitors AS SELECT visitor_id, p.account AS visitors_account, p.account, p.seniority, p.objected,
  CASE WHEN consent = 'refused' THEN NULL ELSE person END AS person
  FROM '{landed}/visitors.parquet' LEFT JOIN people p USING (person_id)""",
        f"""CREATE TABLE hosts AS SELECT domain, any_value(account) AS account FROM (
  SELECT domain, account FROM '{landed}/accounts.parquet' JOIN accounts USING (account_id)
  UNION SELECT domain, account FROM '{landed}/account_domains.parquet' JOIN accounts USING (account_id))
  GROUP BY 1 HAVING count(*) = 1""",
        f"""CREATE TABLE ranges AS SELECT replace(cidr, '.0/24', '') AS net, account
  FROM '{landed}/ip_ranges.parquet' JOIN accounts USING (account_id)""",
        """CREATE TABLE few AS SELECT account, count(*) FILTER (WHERE NOT objected AND person_id = person) AS active
  FROM people GROUP BY 1""",
        f"COPY ({_resolved(landed)}) TO '{target}/touches.parquet' (FORMAT parquet, COMPRESSION lz4_raw)",
        f"""COPY (SELECT account_id, coalesce(session_id, touch_id) AS session_key, any_value(parent_id) AS parent_id,
  min(occurred_on) AS started_on, min(occurred_on) FILTER (is_high_value) AS high_value_on,
  arg_min((channel, team, campaign_id, touch_id), (occurred_at, touch_id)) AS first
  FROM '{target}/touches.parquet' WHERE kind = 'page_view' AND counts AND account_id IS NOT NULL GROUP BY 1, 2)
  TO '{target}/sessions.parquet' (FORMAT parquet, COMPRESSION lz4_raw)""",
        f"""COPY (SELECT account_id, parent_id, occurred_on AS day, count(*) AS engaging,
  sum(weighted_seconds) AS weighted_seconds, count(*) FILTER (kind = 'form_submitted') AS forms
  FROM '{target}/touches.parquet' WHERE counts AND engages AND account_id IS NOT NULL GROUP BY ALL ORDER BY 1, 3)
  TO '{target}/account_days.parquet' (FORMAT parquet, COMPRESSION lz4_raw)""",
        f"""COPY (SELECT account_id, parent_id, person_id, occurred_on AS day, count(*) AS engaging,
  sum(weighted_seconds) AS weighted_seconds FROM '{target}/touches.parquet'
  WHERE counts AND engages AND account_id IS NOT NULL AND person_id IS NOT NULL GROUP BY ALL ORDER BY 1, 4)
  TO '{target}/person_days.parquet' (FORMAT parquet, COMPRESSION lz4_raw)""",
        f"""COPY (SELECT opportunity_id, stage, CAST(entered_at AS DATE) AS starts_on, lead(CAST(entered_at AS DATE), 1, DATE '9999-12-31')
  OVER (PARTITION BY opportunity_id ORDER BY entered_at) AS ends_on FROM (
  SELECT opportunity_id, stage, entered_at FROM '{landed}/opportunity_stages.parquet' UNION ALL
  SELECT opportunity_id, stage, closed_at FROM '{landed}/opportunities.parquet' WHERE closed_at IS NOT NULL))
  TO '{target}/deal_states.parquet' (FORMAT parquet, COMPRESSION lz4_raw)""",
    ]


def _kind(kind: Kind) -> str:
    told = f"'{kind.engages_if}'" if kind.engages_if else "NULL"
    cap = kind.cap * 60 if kind.cap else "NULL"
    said = f"'{kind.name}', '{kind.direction}', '{kind.channel}', '{kind.team}', {kind.engages}"
    return f"({said}, {told}, {kind.minutes * 60}, {cap})"


def _resolved(landed: str) -> str:
    return f"""
WITH found AS (
  SELECT t.*, k.direction AS kinds_direction, k.channel AS kinds_channel, k.team AS kinds_team, k.seconds AS worth, k.cap,
    k.engages AND (k.engages_if IS NULL OR coalesce(t.outcome = k.engages_if, false)) AS engages,
    g.account AS given, p.person IS NOT NULL AS by_id, e.person IS NOT NULL AS by_mail_address,
    coalesce(p.person, e.person, v.person) AS person,
    CASE WHEN p.person IS NOT NULL THEN p.account WHEN e.person IS NOT NULL THEN e.account
      WHEN v.person IS NOT NULL THEN v.account END AS persons_account,
    CASE WHEN p.person IS NOT NULL THEN p.seniority WHEN e.person IS NOT NULL THEN e.seniority
      WHEN v.person IS NOT NULL THEN v.seniority END AS seniority,
    CASE WHEN p.person IS NOT NULL THEN p.objected WHEN e.person IS NOT NULL THEN e.objected
      ELSE v.person IS NOT NULL AND v.objected END AS objected,
    v.visitors_account, h.account AS by_mail, d.account AS by_domain, r.account AS by_address
  FROM '{landed}/touches.parquet' t JOIN kinds k USING (kind)
  LEFT JOIN accounts g ON g.account_id = t.account_id
  LEFT JOIN people p ON p.person_id = t.person_id
  LEFT JOIN people e ON e.email = lower(t.email)
  LEFT JOIN visitors v ON v.visitor_id = t.visitor_id
  LEFT JOIN hosts h ON h.domain = split_part(lower(t.email), '@', 2)
  LEFT JOIN hosts d ON d.domain = t.domain
  LEFT JOIN ranges r ON r.net = regexp_replace(t.ip, '[.][0-9]+$', '')
), placed AS (
  SELECT *, coalesce(given, persons_account, visitors_account, by_mail, by_domain, by_address) AS account,
    CASE WHEN given IS NOT NULL THEN 'account_id' WHEN persons_account IS NOT NULL THEN 'person'
      WHEN visitors_account IS NOT NULL THEN 'visitor' WHEN by_mail IS NOT NULL THEN 'email_domain'
      WHEN by_domain IS NOT NULL THEN 'domain' WHEN by_address IS NOT NULL THEN 'ip' ELSE 'none' END AS match,
    CASE WHEN NOT engages THEN 0 WHEN cap IS NOT NULL AND seconds IS NOT NULL THEN least(seconds, cap) ELSE worth END AS content
  FROM found
)
SELECT touch_id, occurred_at, CAST(occurred_at AS DATE) AS occurred_on, kind, coalesce(channel, kinds_channel) AS channel,
  coalesce(direction, CASE WHEN engages OR kind <> 'call' THEN kinds_direction ELSE 'out' END) AS direction,
  coalesce(team, kinds_team) AS team, placed.account AS account_id, own.parent AS parent_id,
  CASE WHEN NOT coalesce(objected, false) THEN person END AS person_id, visitor_id, session_id, campaign_id, asset_id, url,
  1.0 AS quantity, user_id, outcome, engages,
  coalesce(regexp_matches(url, '^https?://[^/]*/(pricing|demo)'), false) AS is_high_value,
  content AS content_seconds, content * {PERSON_SECONDS} AS weighted_seconds, match, coalesce(objected, false) AS objected,
  NOT coalesce(own.is_excluded, false)
    AND NOT (coalesce(objected, false) AND placed.account IS NOT NULL AND coalesce(few.active, 0) < 3) AS counts
FROM placed LEFT JOIN (SELECT account, any_value(parent) AS parent, any_value(is_excluded) AS is_excluded FROM accounts
  GROUP BY account) own ON own.account = placed.account LEFT JOIN few ON few.account = placed.account"""


ANSWERS = {
    "touches": "SELECT count(*), sum(counts::INT), sum(engages::INT), sum(is_high_value::INT), sum(content_seconds), "
    "sum(weighted_seconds), count(account_id), count(person_id) FROM {}",
    "sessions": "SELECT count(*), count(high_value_on) FROM {}",
    "account_days": "SELECT count(*), sum(engaging), sum(weighted_seconds) FROM {}",
    "person_days": "SELECT count(*), sum(engaging), sum(weighted_seconds) FROM {}",
}
"""What is compared of the facts made by hand and by Assay: counts to the row, sums to a hundred-thousandth."""


def engaged_months(first: str, last: str) -> str:
    """Accounts of the arm `abm`, not customers before they came on the list, that engaged in the 90 days up to each
    month's end."""
    return f"""
WITH months AS (
  SELECT last_day(m) AS as_of FROM range(DATE '{first}', DATE '{last}', INTERVAL 1 MONTH) r(m)
), targets AS (
  SELECT DISTINCT as_of, account_id FROM months JOIN memberships AS m
  ON arm = 'abm' AND starts_on <= as_of AND ends_on > as_of JOIN accounts USING (account_id)
  WHERE NOT is_excluded AND NOT EXISTS (FROM customer_spells AS c WHERE c.unit = 'account'
    AND c.account_id = m.account_id AND c.starts_on < m.starts_on AND c.ends_on >= m.starts_on)
)
SELECT as_of, count(DISTINCT account_id) FROM targets JOIN account_days USING (account_id)
WHERE day <= as_of AND day > as_of - 90 AND engaging > 0 GROUP BY 1 ORDER BY 1"""
